//! An enum: its variants, its constants for aliases, its numbers and names.

use super::{Context, deprecated, docs, ident, tokens};
use crate::codegen::model::Enum;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn enumeration(context: &Context, enumeration: &Enum) -> TokenStream {
    let Context { wire, .. } = context;
    let (name, lines) = (ident(&enumeration.name), docs(&enumeration.docs));
    let attributes = enumeration
        .attributes
        .iter()
        .map(|attribute| tokens(attribute));
    let deprecation = deprecated(enumeration.deprecated);
    let variants = enumeration.values.iter().enumerate().map(|(index, value)| {
        let (docs, name) = (docs(&value.docs), ident(&value.name));
        let deprecation = deprecated(value.deprecated);
        let default = (index == 0).then(|| quote! { #[default] });
        quote! { #docs #deprecation #default #name }
    });
    let unrecognized = (!enumeration.closed).then(|| {
        quote! {
            /// A number that this version of the schema has no name for.
            Unrecognized(#wire::Unrecognized<Self>),
        }
    });
    let aliases = aliases(enumeration);
    let conversions = conversions(context, enumeration);
    let codec = codec(context, enumeration);
    quote! {
        #lines #deprecation #(#attributes)*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum #name { #(#variants,)* #unrecognized }
        #aliases
        #codec
        #conversions
    }
}

fn aliases(enumeration: &Enum) -> Option<TokenStream> {
    let name = ident(&enumeration.name);
    let constants: Vec<_> = enumeration
        .aliases
        .iter()
        .map(|alias| {
            let (docs, name, of) = (docs(&alias.docs), ident(&alias.name), ident(&alias.of));
            let deprecation = deprecated(alias.deprecated);
            quote! { #docs #deprecation pub const #name: Self = Self::#of; }
        })
        .collect();
    (!constants.is_empty()).then(|| quote! { impl #name { #(#constants)* } })
}

fn codec(context: &Context, enumeration: &Enum) -> TokenStream {
    let Context { wire, option, .. } = context;
    let (name, full_name) = (ident(&enumeration.name), &enumeration.full_name);
    let names: Vec<_> = enumeration
        .values
        .iter()
        .map(|value| ident(&value.name))
        .collect();
    let numbers: Vec<_> = enumeration
        .values
        .iter()
        .map(|value| Literal::i32_unsuffixed(value.number))
        .collect();
    let protos = enumeration.values.iter().map(|value| &value.proto);
    let by_name = enumeration
        .values
        .iter()
        .map(|value| (&value.proto, &value.name));
    let by_name = by_name.chain(
        enumeration
            .aliases
            .iter()
            .map(|alias| (&alias.proto, &alias.of)),
    );
    let by_name = by_name.map(|(proto, name)| {
        let name = ident(name);
        quote! { #proto => Self::#name }
    });
    let open = !enumeration.closed;
    let number_of_rest = open.then(|| quote! { Self::Unrecognized(other) => other.number(), });
    let name_of_rest = open.then(|| quote! { Self::Unrecognized(_) => "", });
    let from_rest = if open {
        quote! { number => Self::Unrecognized(#wire::Unrecognized::from_generated_conversion(number)) }
    } else {
        quote! { _ => return None }
    };
    quote! {
        impl #wire::Enumeration for #name {
            const FULL_NAME: &'static str = #full_name;
            const VALUES: &'static [Self] = &[#(Self::#names),*];

            fn number(self) -> i32 { match self { #(Self::#names => #numbers,)* #number_of_rest } }

            fn from_number(number: i32) -> #option<Self> { Some(match number { #(#numbers => Self::#names,)* #from_rest, }) }

            fn as_str_name(self) -> &'static str { match self { #(Self::#names => #protos,)* #name_of_rest } }

            fn from_str_name(name: &str) -> #option<Self> { Some(match name { #(#by_name,)* _ => return None, }) }
        }
    }
}

/// Conversions from and to numbers: total for an open enum, partial for a closed one.
fn conversions(context: &Context, enumeration: &Enum) -> TokenStream {
    let Context {
        wire, result, from, ..
    } = context;
    let name = ident(&enumeration.name);
    let into = quote! {
        impl #from<#name> for i32 {
            fn from(value: #name) -> Self { #wire::Enumeration::number(value) }
        }
    };
    if enumeration.closed {
        return quote! {
            #into
            impl ::core::convert::TryFrom<i32> for #name {
                type Error = i32;

                fn try_from(number: i32) -> #result<Self, i32> { #wire::Enumeration::from_number(number).ok_or(number) }
            }
        };
    }
    quote! {
        #into
        impl #from<i32> for #name {
            fn from(number: i32) -> Self { #wire::Enumeration::from_number(number).unwrap_or_default() }
        }
    }
}
