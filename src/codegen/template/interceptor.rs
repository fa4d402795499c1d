//! A typed interceptor: a trait with a method for each RPC, and what makes a generic interceptor of it.

use super::ident;
use super::service::{contents, descriptor_module, imports};
use crate::codegen::model::{Method, Service};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

pub(super) fn interceptor(service: &Service, module: &str) -> TokenStream {
    let (module, name, runtime) = (
        ident(module),
        format_ident!("{}Interceptor", service.name),
        imports(service),
    );
    let descriptors = descriptor_module(service);
    let module_docs = format!(" Interceptors of `{}` alone.", service.full_name);
    let docs = format!(
        " Code around each call of `{}`, typed. A method that is not written sends its calls on.",
        service.full_name
    );
    let typed_docs = format!(
        " A [`{name}`] as an interceptor of clients and servers; calls of other services pass."
    );
    let methods = service.methods.iter().map(self::method);
    let arms = service.methods.iter().enumerate().map(|(index, method)| {
        let (name, index) = (ident(&method.name), Literal::usize_unsuffixed(index));
        quote! { #index => rpc::typed(call, next, |request, next| self.0.#name(request, next)).await }
    });
    let dispatch = if service.methods.is_empty() {
        quote!(next.run(call).await)
    } else {
        quote! {
            match call.method().index_in(&#descriptors::SERVICE) { #(#arms,)* _ => next.run(call).await, }
        }
    };
    let import = (!service.methods.is_empty()).then(|| quote! { use super::#descriptors; });
    quote! {
        #[doc = #module_docs]
        pub mod #module {
            use #runtime;
            #import

            #[doc = #docs]
            pub trait #name: Send + Sync + 'static { #(#methods)* }

            #[doc = #typed_docs]
            #[derive(Clone, Debug)]
            pub struct Typed<I>(pub I);

            impl<I: #name> rpc::Interceptor for Typed<I> {
                async fn intercept(&self, call: rpc::Call, next: rpc::Next<'_>) -> Result<rpc::Reply, rpc::Status> {
                    #dispatch
                }
            }
        }
    }
}

fn method(method: &Method) -> TokenStream {
    let (name, docs) = (ident(&method.name), format!(" Around `{}`.", method.path));
    let (request, response) = contents(method);
    quote! {
        #[doc = #docs]
        fn #name<'a>(
            &'a self,
            request: rpc::Request<#request>,
            next: rpc::TypedNext<'a, #request, #response>,
        ) -> impl Future<Output = Result<rpc::Response<#response>, rpc::Status>> + Send + 'a {
            next.run(request)
        }
    }
}
