//! A message: its struct, its codec, its accessors.

use super::{Context, deprecated, docs, ident, tokens};
use crate::codegen::model::{Field, Member, Message, Occurrence};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) fn message(context: &Context, message: &Message) -> TokenStream {
    let name = ident(&message.name);
    let structure = structure(context, message, &name);
    let debug = message.redacts().then(|| debug(message, &name));
    let codec = codec(context, message, &name);
    let accessors = accessors(message, &name);
    let extendable = message
        .extendable
        .then(|| extendable(context, message, &name));
    quote! { #structure #debug #codec #accessors #extendable }
}

impl Occurrence {
    fn is_required(&self) -> bool {
        matches!(self, Self::Required | Self::RequiredBox)
    }
}

impl Message {
    fn redacts(&self) -> bool {
        self.members
            .iter()
            .any(|member| matches!(member, Member::Field(field) if field.debug_redact))
    }
}

fn structure(context: &Context, message: &Message, name: &Ident) -> TokenStream {
    let docs_of_message = docs(&message.docs);
    let attributes = message.attributes.iter().map(|attribute| tokens(attribute));
    let deprecation = deprecated(message.deprecated);
    let debug = (!message.redacts()).then(|| quote!(Debug,));
    let total = message.total_equality.then(|| quote!(Eq, Hash,));
    let members = message.members.iter().map(|member| {
        let (lines, attributes, name, deprecation, value) = match member {
            Member::Field(field) => (
                &field.docs,
                &field.attributes,
                &field.name,
                deprecated(field.deprecated),
                field_type(context, field),
            ),
            Member::Oneof {
                docs,
                attributes,
                name,
                path,
                ..
            } => {
                let (option, path) = (&context.option, tokens(path));
                (docs, attributes, name, None, quote!(#option<#path>))
            }
        };
        let (lines, name) = (docs(lines), ident(name));
        let attributes = attributes.iter().map(|attribute| tokens(attribute));
        quote! { #lines #deprecation #(#attributes)* pub #name: #value }
    });
    let wire = &context.wire;
    let unknown = message.unknown_fields.as_ref().map(|unknown| {
        let unknown = ident(unknown);
        quote! {
            /// Fields that the schema does not name, kept as they came.
            pub #unknown: #wire::UnknownFields,
        }
    });
    quote! {
        #docs_of_message #deprecation #(#attributes)*
        #[derive(Clone, #debug Default, PartialEq, #total)]
        pub struct #name { #(#members,)* #unknown }
    }
}

fn field_type(context: &Context, field: &Field) -> TokenStream {
    let Context { option, vec, .. } = context;
    let value = tokens(&field.value);
    match &field.occurrence {
        Occurrence::Implicit | Occurrence::Required => value,
        Occurrence::Explicit | Occurrence::RequiredBox => quote!(#option<#value>),
        Occurrence::Repeated | Occurrence::Packed => quote!(#vec<#value>),
        Occurrence::Map {
            collection, key, ..
        } => {
            let (collection, key) = (tokens(collection), tokens(key));
            quote!(#collection<#key, #value>)
        }
    }
}

fn codec(context: &Context, message: &Message, name: &Ident) -> TokenStream {
    let Context { wire, result, .. } = context;
    let full_name = &message.full_name;
    let mut members: Vec<&Member> = message.members.iter().collect();
    members.sort_by_key(|member| match member {
        Member::Field(field) => field.number,
        Member::Oneof { number, .. } => *number,
    });
    let unknown = message.unknown_fields.as_ref().map(|unknown| {
        let unknown = ident(unknown);
        quote!(self.#unknown)
    });
    let write_unknown = unknown
        .as_ref()
        .map(|unknown| quote! { writer.unknown(&#unknown); });
    let writes = members.iter().rev().map(|member| write(member));
    // Where unknown fields are dropped, values that do not fit their type go the same way.
    let lenient = |member: &Member| matches!(member, Member::Field(field) if field.lenient);
    let dropped = (unknown.is_none()
        && members
            .iter()
            .any(|member| lenient(member) || is_oneof(member)))
    .then(|| quote! { let mut dropped = #wire::UnknownFields::default(); });
    let place = unknown.clone().unwrap_or_else(|| quote!(dropped));
    let reads = members.iter().map(|member| read(member, &place));
    let rest = if message.message_set {
        quote! { reader.message_set_item(&mut #place)? }
    } else if let Some(unknown) = &unknown {
        quote! { reader.unknown(&mut #unknown)? }
    } else {
        quote! { reader.skip()? }
    };
    let required = members.iter().filter_map(|member| match member {
        Member::Field(field) if field.occurrence.is_required() => Some(field),
        Member::Field(_) | Member::Oneof { .. } => None,
    });
    let required: Vec<&Field> = required.collect();
    let seen = required.iter().map(|field| seen(field));
    let require = required.iter().map(|field| {
        let (seen, full_name) = (self::seen(field), &field.full_name);
        quote! { reader.require(#seen, #full_name)?; }
    });
    let writer = if members.is_empty() && unknown.is_none() {
        quote!(_)
    } else {
        quote!(writer)
    };
    let matching = if members.is_empty() {
        quote! { while reader.tag()?.is_some() { #rest; } }
    } else {
        quote! { while let Some(tag) = reader.tag()? { match tag { #(#reads,)* _ => #rest, } } }
    };
    quote! {
        impl #wire::Message for #name {
            const FULL_NAME: &'static str = #full_name;

            fn write_fields(&self, #writer: &mut #wire::Writer) { #write_unknown #(#writes)* }

            fn merge_fields(&mut self, reader: &mut #wire::Reader<'_>) -> #result<(), #wire::DecodeError> {
                #dropped
                #(let mut #seen = false;)*
                #matching
                #(#require)*
                Ok(())
            }
        }
    }
}

fn is_oneof(member: &Member) -> bool {
    matches!(member, Member::Oneof { .. })
}

/// The local that remembers that a required field came.
fn seen(field: &Field) -> Ident {
    format_ident!("has_{}", field.name.trim_start_matches("r#"))
}

fn write(member: &Member) -> TokenStream {
    let field = match member {
        Member::Oneof { name, .. } => {
            let name = ident(name);
            return quote! { writer.oneof(&self.#name); };
        }
        Member::Field(field) => field,
    };
    let (name, number, kind) = (
        ident(&field.name),
        number(field.number),
        tokens(&field.kind),
    );
    let method = match &field.occurrence {
        Occurrence::Implicit => quote!(implicit),
        Occurrence::Explicit | Occurrence::RequiredBox => quote!(explicit),
        Occurrence::Required => quote!(required),
        Occurrence::Repeated => quote!(repeated),
        Occurrence::Packed => quote!(packed),
        Occurrence::Map { key_kind, .. } => {
            let key_kind = tokens(key_kind);
            return quote! { writer.map(#number, #key_kind, #kind, &self.#name); };
        }
    };
    quote! { writer.#method(#number, #kind, &self.#name); }
}

fn read(member: &Member, unknown: &TokenStream) -> TokenStream {
    let field = match member {
        Member::Oneof { name, tags, .. } => {
            let (name, tags) = (ident(name), tags.iter().map(|tag| self::number(*tag)));
            return quote! { #(#tags)|* => reader.oneof(&mut self.#name, &mut #unknown)? };
        }
        Member::Field(field) => field,
    };
    let (name, kind) = (ident(&field.name), tokens(&field.kind));
    let tags = field.tags.iter().map(|tag| number(*tag));
    let packable = field.tags.len() == 2;
    let value = quote!(&mut self.#name);
    let statement = match &field.occurrence {
        Occurrence::Repeated | Occurrence::Packed if packable && field.lenient => {
            quote! { reader.packed_or_unknown(#kind, #value, &mut #unknown)? }
        }
        Occurrence::Repeated | Occurrence::Packed if packable => {
            quote! { reader.packed(#kind, #value)? }
        }
        Occurrence::Repeated | Occurrence::Packed if field.lenient => {
            quote! { reader.element_or_unknown(#kind, #value, &mut #unknown)? }
        }
        Occurrence::Repeated | Occurrence::Packed => quote! { reader.repeated(#kind, #value)? },
        Occurrence::Implicit | Occurrence::Required => {
            lenient(field, unknown, &quote!(singular(#kind, #value)))
        }
        Occurrence::Explicit | Occurrence::RequiredBox => {
            lenient(field, unknown, &quote!(explicit(#kind, #value)))
        }
        Occurrence::Map { key_kind, .. } => {
            let key_kind = tokens(key_kind);
            lenient(field, unknown, &quote!(map(#key_kind, #kind, #value)))
        }
    };
    if field.occurrence.is_required() {
        let seen = seen(field);
        return quote! { #(#tags)|* => { #statement; #seen = true; } };
    }
    quote! { #(#tags)|* => #statement }
}

fn lenient(field: &Field, unknown: &TokenStream, call: &TokenStream) -> TokenStream {
    if field.lenient {
        quote! { reader.or_unknown(&mut #unknown, |reader| reader.#call)? }
    } else {
        quote! { reader.#call? }
    }
}

/// A number without a type suffix.
pub(super) fn number(value: u32) -> proc_macro2::Literal {
    proc_macro2::Literal::u32_unsuffixed(value)
}

fn accessors(message: &Message, name: &Ident) -> Option<TokenStream> {
    let methods: Vec<TokenStream> = message
        .members
        .iter()
        .filter_map(|member| {
            let Member::Field(field) = member else {
                return None;
            };
            let accessor = field.accessor.as_ref()?;
            let docs = format!(
                " The value of `{}`, or its default where it is not set.",
                field.name.trim_start_matches("r#")
            );
            let (name, returns, body) = (
                ident(&field.name),
                tokens(&accessor.returns),
                tokens(&accessor.body),
            );
            let deprecation = deprecated(field.deprecated);
            Some(quote! { #[doc = #docs] #deprecation pub fn #name(&self) -> #returns { #body } })
        })
        .collect();
    (!methods.is_empty()).then(|| quote! { impl #name { #(#methods)* } })
}

fn debug(message: &Message, name: &Ident) -> TokenStream {
    let text = &message.name;
    let fields = message.members.iter().map(|member| {
        let (name, redacted) = match member {
            Member::Field(field) => (&field.name, field.debug_redact),
            Member::Oneof { name, .. } => (name, false),
        };
        let (label, name) = (name.trim_start_matches("r#"), ident(name));
        let value = if redacted {
            quote!(&::core::format_args!("[REDACTED]"))
        } else {
            quote!(&self.#name)
        };
        quote!(.field(#label, #value))
    });
    let unknown = message.unknown_fields.as_ref().map(|unknown| {
        let name = ident(unknown);
        quote!(.field(#unknown, &self.#name))
    });
    quote! {
        impl ::core::fmt::Debug for #name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.debug_struct(#text) #(#fields)* #unknown .finish()
            }
        }
    }
}

fn extendable(context: &Context, message: &Message, name: &Ident) -> Option<TokenStream> {
    let wire = &context.wire;
    let unknown = ident(message.unknown_fields.as_ref()?);
    Some(quote! {
        impl #wire::Extendable for #name {
            fn unknown_fields(&self) -> &#wire::UnknownFields { &self.#unknown }

            fn unknown_fields_mut(&mut self) -> &mut #wire::UnknownFields { &mut self.#unknown }
        }
    })
}
