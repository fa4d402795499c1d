//! Model to tokens, one file per output item. No template decides anything that the model could say.

mod client;
mod enumeration;
mod extension;
mod fake;
mod interceptor;
mod message;
mod oneof;
mod server;
mod service;

use super::model::{Child, File, Item, Module, Runtime};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

/// Lints that protobuf's own names and comments would trip, whatever the generator does.
fn allowed() -> TokenStream {
    quote! {
        #![allow(
            dead_code,
            deprecated,
            unreachable_pub,
            unused_imports,
            clippy::pedantic,
            clippy::approx_constant,
            clippy::doc_lazy_continuation,
            clippy::doc_overindented_list_items,
            clippy::enum_variant_names,
            clippy::excessive_precision,
            clippy::large_enum_variant,
            clippy::module_inception,
            clippy::should_implement_trait,
            clippy::single_match,
            clippy::tabs_in_doc_comments,
            clippy::wrong_self_convention,
            reason = "names and comments are the schema's, and not every user needs everything"
        )]
    }
}

/// A file, inner attributes first.
pub(super) fn file(file: &File) -> TokenStream {
    let root = file.path == "mod.rs";
    let allowed = root.then(allowed);
    let children = file.children.iter().map(|Child { name, docs }| {
        let name = ident(name);
        quote! { #[doc = #docs] pub mod #name; }
    });
    let module = module(&file.module);
    quote! { #allowed #(#children)* #module }
}

fn module(module: &Module) -> TokenStream {
    let import = module.runtime.as_ref().map(import);
    let context = Context::new(module);
    let items = module.items.iter().map(|item| match item {
        Item::Message(message) => message::message(&context, message),
        Item::Enum(enumeration) => enumeration::enumeration(&context, enumeration),
        Item::Oneof(oneof) => oneof::oneof(&context, oneof),
        Item::Extension(extension) => extension::extension(&context, extension),
        Item::Service(service) => service::service(service),
        Item::Module {
            docs,
            name,
            module: inner,
        } => {
            let (name, inner) = (ident(name), self::module(inner));
            quote! { #[doc = #docs] pub mod #name { #inner } }
        }
    });
    quote! { #import #(#items)* }
}

fn import(runtime: &Runtime) -> TokenStream {
    let path = tokens(&runtime.path);
    let part = |part: &str, name: &str| {
        let (part, alias) = (ident(part), ident(name));
        if part == alias {
            quote!(#part)
        } else {
            quote!(#part as #alias)
        }
    };
    let wire = part("wire", runtime.wire);
    let wkt = runtime.wkt.map(|name| part("wkt", name));
    wkt.map_or_else(
        || quote! { use #path::#wire; },
        |wkt| quote! { use #path::{#wire, #wkt}; },
    )
}

/// How the code of one module spells what comes from outside it.
struct Context {
    wire: TokenStream,
    option: TokenStream,
    result: TokenStream,
    from: TokenStream,
    vec: TokenStream,
}

impl Context {
    fn new(module: &Module) -> Self {
        let spell = |short: &'static str, full: &'static str| {
            tokens(if module.hidden.contains(&short) {
                full
            } else {
                short
            })
        };
        Self {
            wire: module
                .runtime
                .as_ref()
                .map(|runtime| tokens(runtime.wire))
                .unwrap_or_default(),
            option: spell("Option", "::core::option::Option"),
            result: spell("Result", "::core::result::Result"),
            from: spell("From", "::core::convert::From"),
            vec: spell("Vec", "::std::vec::Vec"),
        }
    }
}

/// An identifier, raw where it is written so.
fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A piece of Rust that the model holds as text: a type, a path, an attribute.
fn tokens(text: &str) -> TokenStream {
    if text
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        && !text.is_empty()
    {
        return ident(text).into_token_stream();
    }
    text.parse().expect(
        "the model holds valid Rust: names are checked, options are parsed when they are read",
    )
}

/// Doc lines, each with the blank that follows `///`.
///
/// They travel as one attribute, of which [`format`](super::format) makes lines again: a token for each line would double
/// the work of printing a schema.
fn docs(lines: &[String]) -> TokenStream {
    let mut text = String::new();
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            text.push('\n');
        }
        if !line.is_empty() {
            text.push(' ');
            text.push_str(line);
        }
    }
    let text = literal(&text);
    quote! { #[doc = #text] }
}

/// A string literal that keeps the line breaks of its text: the usual way looks at every character, and would take a tenth
/// of the time that a schema takes.
fn literal(text: &str) -> Literal {
    let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
    let literal = format!("\"{escaped}\"").parse();
    literal.unwrap_or_else(|_| Literal::string(text))
}

fn deprecated(deprecated: bool) -> Option<TokenStream> {
    deprecated.then(|| quote! { #[deprecated] })
}
