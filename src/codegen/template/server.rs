//! A server: the trait to implement, and what connects an implementation to the runtime.

use super::service::{contents, descriptor_module, imports};
use super::{deprecated, docs, ident};
use crate::codegen::model::{Method, Service};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) fn server(service: &Service, module: &str) -> TokenStream {
    let (module, name, runtime) = (ident(module), ident(&service.name), imports(service));
    let server = format_ident!("{}Server", service.name);
    let module_docs = format!(" The server of `{}`.", service.full_name);
    let lines = docs(&service.docs);
    let deprecation = deprecated(service.deprecated);
    let descriptors = descriptor_module(service);
    let methods = service.methods.iter();
    let methods = methods.map(|method| self::method(method, &descriptors));
    let arms = service.methods.iter().enumerate().map(|(index, method)| {
        let name = ident(&method.name);
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote! { #index => rpc::server::handle(call, |request| self.inner.#name(request)).await }
    });
    let otherwise = quote!(Err(rpc::Status::unimplemented_method(call.method())));
    let dispatch = if service.methods.is_empty() {
        otherwise
    } else {
        quote! { match call.method().index { #(#arms,)* _ => #otherwise, } }
    };
    let server_docs = format!(" Serves a [`{}`]: add it to a server.", service.name);
    quote! {
        #[doc = #module_docs]
        pub mod #module {
            use #runtime;
            use super::#descriptors;

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
                    #dispatch
                }
            }
        }
    }
}

fn method(method: &Method, descriptors: &Ident) -> TokenStream {
    let (lines, name, constant) = (
        docs(&method.docs),
        ident(&method.name),
        ident(&method.constant),
    );
    let (request, response) = contents(method);
    let deprecation = deprecated(method.deprecated);
    quote! {
        #lines #deprecation
        fn #name(
            &self,
            request: rpc::Request<#request>,
        ) -> impl Future<Output = Result<rpc::Response<#response>, rpc::Status>> + Send {
            let _ = request;
            ::core::future::ready(Err(rpc::Status::unimplemented_method(&#descriptors::#constant)))
        }
    }
}
