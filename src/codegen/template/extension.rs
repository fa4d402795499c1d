//! An extension: a constant that reads and writes it.

use super::{Context, deprecated, docs, ident, tokens};
use crate::codegen::model::Extension;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn extension(context: &Context, extension: &Extension) -> TokenStream {
    let wire = &context.wire;
    let (lines, name) = (docs(&extension.docs), ident(&extension.name));
    let (extendee, value, kind) = (
        tokens(&extension.extendee),
        tokens(&extension.value),
        tokens(&extension.kind),
    );
    let deprecation = deprecated(extension.deprecated);
    let (constructor, number) = (
        ident(extension.constructor),
        super::message::number(extension.number),
    );
    if extension.in_message_set {
        return quote! {
            #lines #deprecation
            pub const #name: #wire::MessageSetExtension<#extendee, #value> = #wire::MessageSetExtension::new(#number);
        };
    }
    let of = if extension.repeated {
        quote!(RepeatedExtension)
    } else {
        quote!(Extension)
    };
    quote! {
        #lines #deprecation
        pub const #name: #wire::#of<#extendee, #value, #kind> = #wire::#of::#constructor(#number, #kind);
    }
}
