//! A oneof: an enum with a variant for each member, and its codec.

use super::message::number;
use super::{Context, deprecated, docs, ident, tokens};
use crate::codegen::model::{Oneof, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn oneof(context: &Context, oneof: &Oneof) -> TokenStream {
    let Context {
        wire,
        option,
        result,
        ..
    } = context;
    let (name, lines) = (ident(&oneof.name), docs(&oneof.docs));
    let attributes = oneof.attributes.iter().map(|attribute| tokens(attribute));
    let total = oneof.total_equality.then(|| quote!(Eq, Hash,));
    let redacts = oneof.variants.iter().any(|variant| variant.debug_redact);
    let debug = (!redacts).then(|| quote!(Debug,));
    let variants = oneof.variants.iter().map(|variant| {
        let (docs, name, value) = (
            docs(&variant.docs),
            ident(&variant.name),
            tokens(&variant.value),
        );
        let deprecation = deprecated(variant.deprecated);
        quote! { #docs #deprecation #name(#value) }
    });
    let writes = oneof.variants.iter().map(|variant| {
        let (name, kind, number) = (
            ident(&variant.name),
            tokens(&variant.kind),
            number(variant.number),
        );
        quote! { Self::#name(value) => writer.required(#number, #kind, value) }
    });
    let merge = merge(oneof);
    let debug_by_hand = redacts.then(|| self::debug(oneof));
    quote! {
        #lines #(#attributes)*
        #[derive(Clone, #debug PartialEq, #total)]
        pub enum #name { #(#variants,)* }

        #debug_by_hand

        impl #wire::Oneof for #name {
            fn write_field(&self, writer: &mut #wire::Writer) { match self { #(#writes,)* } }

            fn merge_field(oneof: &mut #option<Self>, reader: &mut #wire::Reader<'_>) -> #result<(), #wire::DecodeError> {
                #merge
                Ok(())
            }
        }
    }
}

/// What the reader's last tag asks for; a oneof is only called with the tags of its members.
fn merge(oneof: &Oneof) -> TokenStream {
    if let [only] = oneof.variants.as_slice() {
        return read(only);
    }
    let arms = oneof.variants.iter().map(|variant| {
        let (tag, read) = (number(variant.tag), read(variant));
        quote! { #tag => { #read } }
    });
    quote! { match reader.last_tag() { #(#arms)* _ => {} } }
}

fn read(variant: &Variant) -> TokenStream {
    let (name, kind) = (ident(&variant.name), tokens(&variant.kind));
    if variant.merges {
        return quote! {
            let present = match oneof.take() { Some(Self::#name(value)) => Some(value), _ => None };
            *oneof = Some(Self::#name(reader.resume(#kind, present)?));
        };
    }
    quote! { *oneof = Some(Self::#name(reader.resume(#kind, None)?)); }
}

fn debug(oneof: &Oneof) -> TokenStream {
    let name = ident(&oneof.name);
    let arms = oneof.variants.iter().map(|variant| {
        let (text, name) = (&variant.name, ident(&variant.name));
        if variant.debug_redact {
            return quote! { Self::#name(_) => f.debug_tuple(#text).field(&::core::format_args!("[REDACTED]")).finish() };
        }
        quote! { Self::#name(value) => f.debug_tuple(#text).field(value).finish() }
    });
    quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result { match self { #(#arms,)* } }
        }
    }
}
