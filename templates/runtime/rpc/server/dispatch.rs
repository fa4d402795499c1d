//! Calls to handlers: generated code names the handler, this does the rest.

use super::super::{Call, Content, Reply, Request, Response, Status};
use std::future::Future;

/// Answers a call by a handler of any of the four shapes.
pub fn handle<Req, Res, F>(
    call: Call,
    handler: impl FnOnce(Request<Req>) -> F,
) -> impl Future<Output = Result<Reply, Status>>
where
    Req: Content,
    Res: Content,
    F: Future<Output = Result<Response<Res>, Status>>,
{
    let (head, body) = Request::split(call);
    async move {
        let request = head.receive(body).await?;
        Ok(handler(request).await?.into_reply())
    }
}
