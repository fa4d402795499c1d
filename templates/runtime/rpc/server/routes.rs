//! Paths to methods, and calls to the services behind a server's interceptors.

use super::super::connection::{Boxed, Erased};
use super::super::interceptor::{Chain, ErasedInterceptor};
use super::super::{Call, Connection, Interceptor, MethodDescriptor, Reply, Status};
use super::Service;
use std::collections::HashMap;
use std::sync::Arc;

/// The services of a server and its interceptors.
#[derive(Default)]
pub(in super::super) struct Routes {
    services: HashMap<&'static str, Arc<dyn Erased>>,
    methods: HashMap<&'static str, &'static MethodDescriptor>,
    interceptors: Vec<Arc<dyn ErasedInterceptor>>,
}

struct Served<S>(S);

impl<S: Service> Connection for Served<S> {
    fn call(&self, call: Call) -> impl Future<Output = Result<Reply, Status>> + Send {
        self.0.call(call)
    }
}

impl Routes {
    pub(in super::super) fn with(mut self, service: impl Service) -> Self {
        let descriptor = service.descriptor();
        self.methods.extend(
            descriptor
                .methods
                .iter()
                .map(|method| (method.path, *method)),
        );
        self.services
            .insert(descriptor.name, Arc::new(Served(service)));
        self
    }

    pub(super) fn intercepted(mut self, interceptor: impl Interceptor) -> Self {
        self.interceptors.push(Arc::new(interceptor));
        self
    }

    /// The method at a path.
    pub(in super::super) fn method(&self, path: &str) -> Option<&'static MethodDescriptor> {
        self.methods.get(path).copied()
    }

    /// Answers a call.
    pub(in super::super) fn call(&self, call: Call) -> Boxed<'_> {
        if self.interceptors.is_empty() {
            return Behind(self).dispatch(call);
        }
        Box::pin(async move {
            let end = Behind(self);
            Chain {
                rest: &self.interceptors,
                end: &end,
            }
            .call_boxed(call)
            .await
        })
    }
}

impl std::fmt::Debug for Routes {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.services.keys()).finish()
    }
}

/// What stands behind the interceptors.
struct Behind<'a>(&'a Routes);

impl<'a> Behind<'a> {
    fn dispatch(&self, call: Call) -> Boxed<'a> {
        match self.0.services.get(call.method.service) {
            Some(service) => service.call_boxed(call),
            None => Box::pin(std::future::ready(Err(Status::unimplemented_method(
                call.method,
            )))),
        }
    }
}

impl Erased for Behind<'_> {
    fn call_boxed(&self, call: Call) -> Boxed<'_> {
        self.dispatch(call)
    }
}
