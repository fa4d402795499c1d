//! Interceptors: code around whole calls, asynchronous, the same on both sides.

use super::connection::{Boxed, Connection, Erased};
use super::{Call, Reply, Status};
use std::future::Future;
use std::sync::Arc;

/// Sees every call on its way and every reply on its way back.
///
/// It may change either, answer without [`Next::run`], or run the rest more than once.
pub trait Interceptor: Send + Sync + 'static {
    /// Handles a call; `next` is what is left of the way.
    fn intercept(
        &self,
        call: Call,
        next: Next<'_>,
    ) -> impl Future<Output = Result<Reply, Status>> + Send;
}

/// The rest of a call's way.
#[derive(Clone, Copy)]
pub struct Next<'a>(pub(super) &'a dyn Erased);

impl Next<'_> {
    /// Sends the call on.
    pub async fn run(self, call: Call) -> Result<Reply, Status> {
        self.0.call_boxed(call).await
    }
}

impl std::fmt::Debug for Next<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Next")
    }
}

/// A connection with an interceptor in front.
#[derive(Clone, Debug)]
pub struct Intercepted<I, C> {
    interceptor: I,
    connection: C,
}

impl<I: Interceptor, C: Connection> Intercepted<I, C> {
    /// Puts an interceptor in front of a connection.
    pub fn new(interceptor: I, connection: C) -> Self {
        Self {
            interceptor,
            connection,
        }
    }
}

impl<I: Interceptor, C: Connection> Connection for Intercepted<I, C> {
    async fn call(&self, call: Call) -> Result<Reply, Status> {
        self.interceptor
            .intercept(call, Next(&self.connection))
            .await
    }
}

impl<I: Interceptor> Interceptor for Arc<I> {
    fn intercept(
        &self,
        call: Call,
        next: Next<'_>,
    ) -> impl Future<Output = Result<Reply, Status>> + Send {
        (**self).intercept(call, next)
    }
}

/// [`Interceptor`], usable behind a pointer: what lists hold.
pub(super) trait ErasedInterceptor: Send + Sync {
    fn intercept_boxed<'a>(&'a self, call: Call, next: Next<'a>) -> Boxed<'a>;
}

impl<I: Interceptor> ErasedInterceptor for I {
    fn intercept_boxed<'a>(&'a self, call: Call, next: Next<'a>) -> Boxed<'a> {
        Box::pin(self.intercept(call, next))
    }
}

/// What is left of a list of interceptors, and what stands behind it.
pub(super) struct Chain<'a> {
    pub(super) rest: &'a [Arc<dyn ErasedInterceptor>],
    pub(super) end: &'a dyn Erased,
}

impl Erased for Chain<'_> {
    fn call_boxed(&self, call: Call) -> Boxed<'_> {
        let Some((first, rest)) = self.rest.split_first() else {
            return self.end.call_boxed(call);
        };
        Box::pin(async move {
            let chain = Chain {
                rest,
                end: self.end,
            };
            first.intercept_boxed(call, Next(&chain)).await
        })
    }
}
