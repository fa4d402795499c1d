//! Interceptors of one service, with typed requests and responses: what generated code stands on.

use super::call::CallOptions;
use super::{Call, Content, MethodDescriptor, Next, Reply, Request, Response, Status};
use std::future::Future;
use std::marker::PhantomData;

/// The rest of a typed call's way.
#[derive(Debug)]
pub struct TypedNext<'a, Req, Res> {
    next: Next<'a>,
    method: &'static MethodDescriptor,
    options: CallOptions,
    types: PhantomData<fn(Req) -> Res>,
}

impl<Req, Res> Clone for TypedNext<'_, Req, Res> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<Req, Res> Copy for TypedNext<'_, Req, Res> {}

impl<Req: Content, Res: Content> TypedNext<'_, Req, Res> {
    /// Sends the request on. It may be called again: for a retry, or for another request.
    pub async fn run(self, request: Request<Req>) -> Result<Response<Res>, Status> {
        let call = request.into_call(self.method, self.options);
        Response::receive(self.next.run(call).await?).await
    }

    /// The method that is called.
    pub fn method(&self) -> &'static MethodDescriptor {
        self.method
    }
}

/// Takes a call apart for a typed interceptor, and puts its answer together again.
pub async fn typed<'a, Req, Res, F>(
    call: Call,
    next: Next<'a>,
    intercept: impl FnOnce(Request<Req>, TypedNext<'a, Req, Res>) -> F,
) -> Result<Reply, Status>
where
    Req: Content,
    Res: Content,
    F: Future<Output = Result<Response<Res>, Status>>,
{
    let next = TypedNext {
        next,
        method: call.method,
        options: call.options,
        types: PhantomData,
    };
    let (head, body) = Request::split(call);
    let request = head.receive(body).await?;
    Ok(intercept(request, next).await?.into_reply())
}
