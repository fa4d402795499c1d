//! A client: a method for each RPC that answers a call to be awaited.

use super::service::{descriptor_module, imports, shape_names};
use super::{deprecated, docs, ident, tokens};
use crate::codegen::model::{Method, Service};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn client(service: &Service, module: &str) -> TokenStream {
    let (module, name, runtime) = (
        ident(module),
        format_ident!("{}Client", service.name),
        imports(service),
    );
    let module_docs = format!(" The client of `{}`.", service.full_name);
    let lines = docs(&service.docs);
    let deprecation = deprecated(service.deprecated);
    let descriptors = descriptor_module(service);
    let methods = service
        .methods
        .iter()
        .map(|method| self::method(method, &descriptors));
    let import = (!service.methods.is_empty()).then(|| quote! { use super::#descriptors; });
    quote! {
        #[doc = #module_docs]
        pub mod #module {
            use #runtime;
            #import

            #lines #deprecation
            #[derive(Clone, Debug)]
            pub struct #name<C = rpc::Channel> { connection: C, }

            impl<C: rpc::Connection> #name<C> {
                /// A client that makes its calls over a connection: a channel, an in-process one, or one of your own.
                pub fn new(connection: C) -> Self { Self { connection, } }

                /// This client with an interceptor around every call; the one added last runs first.
                pub fn intercept<I: rpc::Interceptor>(self, interceptor: I) -> #name<rpc::Intercepted<I, C>> {
                    #name { connection: rpc::Intercepted::new(interceptor, self.connection), }
                }

                #(#methods)*
            }
        }
    }
}

fn method(method: &Method, descriptors: &proc_macro2::Ident) -> TokenStream {
    let (lines, name, constant) = (
        docs(&method.docs),
        ident(&method.name),
        ident(&method.constant),
    );
    let (input, output) = (tokens(&method.input), tokens(&method.output));
    let shape = shape_names(method.shape);
    let call = shape.call;
    let deprecation = deprecated(method.deprecated);
    let (parameter, value) = if shape.streams_requests {
        (
            quote!(requests: impl Into<rpc::Streaming<#input>>),
            quote!(requests.into()),
        )
    } else {
        (quote!(request: #input), quote!(request))
    };
    quote! {
        #lines #deprecation
        pub fn #name(&self, #parameter) -> rpc::#call<'_, C, #input, #output> {
            rpc::#call::new(&self.connection, &#descriptors::#constant, #value)
        }
    }
}
