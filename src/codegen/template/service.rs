//! A service: its descriptors, its client and its server, each in a module of its own.

use super::{client, docs, fake, ident, interceptor, server, tokens};
use crate::codegen::model::{Method, Service};
use crate::schema::{Idempotency, MethodShape};
use heck::ToSnakeCase;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) fn service(service: &Service) -> TokenStream {
    let descriptors = descriptors(service);
    let client = service
        .client
        .as_ref()
        .map(|module| client::client(service, module));
    let server = service
        .server
        .as_ref()
        .map(|module| server::server(service, module));
    let interceptor = service
        .interceptor
        .as_ref()
        .map(|module| interceptor::interceptor(service, module));
    let fake = service
        .fake
        .as_ref()
        .map(|names| fake::fake(service, names));
    quote! { #descriptors #client #server #interceptor #fake }
}

/// The module with a service's descriptors.
pub(super) fn descriptor_module(service: &Service) -> Ident {
    format_ident!("{}_service", service.name.to_snake_case())
}

/// Whatever differs between the four shapes of a call, in one place.
pub(super) struct ShapeNames {
    pub(super) descriptor: Ident,
    /// The runtime's builder of a call.
    pub(super) call: Ident,
    pub(super) streams_requests: bool,
    pub(super) streams_responses: bool,
}

pub(super) fn shape_names(shape: MethodShape) -> ShapeNames {
    let (descriptor, call) = match shape {
        MethodShape::Unary => ("Unary", "UnaryCall"),
        MethodShape::ServerStreaming => ("ServerStreaming", "ServerStreamingCall"),
        MethodShape::ClientStreaming => ("ClientStreaming", "ClientStreamingCall"),
        MethodShape::Bidirectional => ("Bidirectional", "BidirectionalCall"),
    };
    ShapeNames {
        descriptor: ident(descriptor),
        call: ident(call),
        streams_requests: matches!(
            shape,
            MethodShape::ClientStreaming | MethodShape::Bidirectional
        ),
        streams_responses: matches!(
            shape,
            MethodShape::ServerStreaming | MethodShape::Bidirectional
        ),
    }
}

/// What a method takes and answers: messages, or streams of them.
pub(super) fn contents(method: &Method) -> (TokenStream, TokenStream) {
    let shape = shape_names(method.shape);
    let content = |streams: bool, message: &str| {
        let message = tokens(message);
        if streams {
            quote!(rpc::Streaming<#message>)
        } else {
            message
        }
    };
    (
        content(shape.streams_requests, &method.input),
        content(shape.streams_responses, &method.output),
    )
}

/// What the modules of a service take from the runtime, as a path to `use`.
pub(super) fn imports(service: &Service) -> TokenStream {
    let runtime = tokens(&service.runtime);
    if service.well_known {
        quote!(#runtime::{rpc, wkt})
    } else {
        quote!(#runtime::rpc)
    }
}

fn descriptors(service: &Service) -> TokenStream {
    let module = descriptor_module(service);
    let runtime = tokens(&service.runtime);
    let module_docs = format!(" Descriptors of the service `{}`.", service.full_name);
    let service_docs = docs(&service.docs);
    let name = &service.full_name;
    let constants: Vec<_> = service
        .methods
        .iter()
        .map(|method| ident(&method.constant))
        .collect();
    let methods = service
        .methods
        .iter()
        .enumerate()
        .map(|(index, method)| descriptor(service, index, method));
    let imports = if service.methods.is_empty() {
        quote!(ServiceDescriptor)
    } else {
        quote!({Idempotency, MethodDescriptor, ServiceDescriptor, Shape})
    };
    quote! {
        #[doc = #module_docs]
        pub mod #module {
            use #runtime::rpc::#imports;

            #service_docs
            pub static SERVICE: ServiceDescriptor = ServiceDescriptor { name: #name, methods: &[#(&#constants),*], };

            #(#methods)*
        }
    }
}

fn descriptor(service: &Service, index: usize, method: &Method) -> TokenStream {
    let (lines, constant) = (docs(&method.docs), ident(&method.constant));
    let Method {
        proto,
        path,
        input_full_name,
        output_full_name,
        ..
    } = method;
    let shape = shape_names(method.shape).descriptor;
    let idempotency = match method.idempotency {
        Idempotency::Unknown => quote!(Unknown),
        Idempotency::NoSideEffects => quote!(NoSideEffects),
        Idempotency::Idempotent => quote!(Idempotent),
    };
    let service = &service.full_name;
    let index = proc_macro2::Literal::usize_unsuffixed(index);
    let options = proc_macro2::Literal::byte_string(&method.options);
    quote! {
        #lines
        pub static #constant: MethodDescriptor = MethodDescriptor {
            service: #service,
            name: #proto,
            path: #path,
            shape: Shape::#shape,
            idempotency: Idempotency::#idempotency,
            input: #input_full_name,
            output: #output_full_name,
            index: #index,
            options: #options,
        };
    }
}
