//! A server: the trait to implement, and what connects an implementation to the runtime.

use super::service::{contents, descriptor_module};
use super::{deprecated, docs, ident, tokens};
use crate::codegen::model::{Method, Service};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn server(service: &Service, module: &str) -> TokenStream {
    let (module, name, runtime) = (
        ident(module),
        ident(&service.name),
        tokens(&service.runtime),
    );
    let server = format_ident!("{}Server", service.name);
    let module_docs = format!(" The server of `{}`.", service.full_name);
    let lines = docs(&service.docs);
    let deprecation = deprecated(service.deprecated);
    let descriptors = descriptor_module(service);
    let methods = service.methods.iter().map(self::method);
    let arms = service.methods.iter().enumerate().map(|(index, method)| {
        let name = ident(&method.name);
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote! { #index => rpc::server::handle(call, |request| self.inner.#name(request)).await }
    });
    let server_docs = format!(" Serves a [`{}`]: add it to a server.", service.name);
    quote! {
        #[doc = #module_docs]
        pub mod #module {
            use super::#descriptors;
            use #runtime::rpc;

            #lines #deprecation
            pub trait #name: Send + Sync + 'static { #(#methods)* }

            #[doc = #server_docs]
            #[derive(Debug)]
            pub struct #server<T> { inner: T, }

            impl<T: #name> #server<T> {
                /// Connects an implementation to the runtime.
                pub fn new(inner: T) -> Self { Self { inner, } }
            }

            impl<T: #name> rpc::Service for #server<T> {
                fn descriptor(&self) -> &'static rpc::ServiceDescriptor { &#descriptors::SERVICE }

                async fn call(&self, call: rpc::Call) -> Result<rpc::Reply, rpc::Status> {
                    match call.method().index { #(#arms,)* _ => Err(rpc::Status::unimplemented_method(call.method())), }
                }
            }
        }
    }
}

fn method(method: &Method) -> TokenStream {
    let (lines, name, path) = (docs(&method.docs), ident(&method.name), &method.path);
    let (request, response) = contents(method);
    let deprecation = deprecated(method.deprecated);
    quote! {
        #lines #deprecation
        fn #name(
            &self,
            request: rpc::Request<#request>,
        ) -> impl Future<Output = Result<rpc::Response<#response>, rpc::Status>> + Send {
            let _ = request;
            ::core::future::ready(Err(rpc::Status::unimplemented(#path)))
        }
    }
}
