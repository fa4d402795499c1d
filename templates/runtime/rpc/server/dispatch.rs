//! Calls to handlers: generated code names the handler, this does the rest.

use super::super::{Call, Content, Reply, Request, Response, Status};
use std::future::Future;

/// Answers a call by a handler of any of the four shapes.
pub async fn handle<Req, Res, F>(
    call: Call,
    handler: impl FnOnce(Request<Req>) -> F,
) -> Result<Reply, Status>
where
    Req: Content,
    Res: Content,
    F: Future<Output = Result<Response<Res>, Status>>,
{
    let request = Request::receive(call).await?;
    Ok(handler(request).await?.into_reply())
}
