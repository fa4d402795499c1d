//! A fake: an implementation of the server's trait for tests, whose methods are closures.

use super::ident;
use super::service::{contents, imports};
use crate::codegen::model::{Fake, Method, Service};
use proc_macro2::TokenStream;
use quote::{format_ident, quote};

pub(super) fn fake(service: &Service, names: &Fake) -> TokenStream {
    let (module, server, client) = (
        ident(&names.module),
        ident(&names.server),
        ident(&names.client),
    );
    let (name, runtime) = (format_ident!("{}Fake", service.name), imports(service));
    let (trait_name, server_name, client_name) = (
        ident(&service.name),
        format_ident!("{}Server", service.name),
        format_ident!("{}Client", service.name),
    );
    let module_docs = format!(" A fake of `{}` for tests.", service.full_name);
    let docs = format!(
        " Answers the calls of `{}` as a test tells it to, and keeps them. Clones are the same fake.",
        service.full_name
    );
    let client_docs = " A client whose calls come to this fake without leaving the process.";
    let fields = service.methods.iter().map(field);
    let methods = service.methods.iter().map(self::method);
    quote! {
        #[doc = #module_docs]
        pub mod #module {
            use #runtime;
            use super::#client::#client_name;
            use super::#server::{#trait_name, #server_name};

            #[doc = #docs]
            #[derive(Clone, Debug, Default)]
            pub struct #name { #(#fields)* }

            impl #name {
                #[doc = #client_docs]
                pub fn client(&self) -> #client_name<rpc::InProcess> {
                    #client_name::new(rpc::InProcess::new(#server_name::new(self.clone())))
                }
            }

            impl #trait_name for #name { #(#methods)* }
        }
    }
}

fn field(method: &Method) -> TokenStream {
    let (name, docs) = (ident(&method.name), format!(" `{}`.", method.path));
    let (request, response) = contents(method);
    quote! {
        #[doc = #docs]
        pub #name: rpc::fake::Method<#request, #response>,
    }
}

fn method(method: &Method) -> TokenStream {
    let name = ident(&method.name);
    let (request, response) = contents(method);
    quote! {
        async fn #name(
            &self,
            request: rpc::Request<#request>,
        ) -> Result<rpc::Response<#response>, rpc::Status> {
            self.#name.call(request).await
        }
    }
}
