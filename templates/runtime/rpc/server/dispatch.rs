//! Calls to handlers: generated code names the handler, these functions do the rest.

use super::super::super::wire::Message;
use super::super::{Body, Call, Payload, Reply, Request, Response, Status, Streaming};
use std::future::Future;

/// One message in, one out.
pub async fn unary<Req, Res, F>(
    call: Call,
    handle: impl FnOnce(Request<Req>) -> F,
) -> Result<Reply, Status>
where
    Req: Message,
    Res: Message,
    F: Future<Output = Result<Response<Res>, Status>>,
{
    Ok(one(handle(single(call).await?).await?))
}

/// One message in, many out.
pub async fn server_streaming<Req, Res, F>(
    call: Call,
    handle: impl FnOnce(Request<Req>) -> F,
) -> Result<Reply, Status>
where
    Req: Message,
    Res: Message,
    F: Future<Output = Result<Response<Streaming<Res>>, Status>>,
{
    Ok(many(handle(single(call).await?).await?))
}

/// Many messages in, one out.
pub async fn client_streaming<Req, Res, F>(
    call: Call,
    handle: impl FnOnce(Request<Streaming<Req>>) -> F,
) -> Result<Reply, Status>
where
    Req: Message,
    Res: Message,
    F: Future<Output = Result<Response<Res>, Status>>,
{
    Ok(one(handle(request(call, Streaming::decoded)).await?))
}

/// Many messages in, many out.
pub async fn bidirectional<Req, Res, F>(
    call: Call,
    handle: impl FnOnce(Request<Streaming<Req>>) -> F,
) -> Result<Reply, Status>
where
    Req: Message,
    Res: Message,
    F: Future<Output = Result<Response<Streaming<Res>>, Status>>,
{
    Ok(many(handle(request(call, Streaming::decoded)).await?))
}

fn request<T>(call: Call, message: impl FnOnce(Body) -> T) -> Request<T> {
    let Call {
        method,
        metadata,
        deadline,
        extensions,
        peer,
        body,
        ..
    } = call;
    Request {
        message: message(body),
        metadata,
        extensions,
        deadline,
        peer,
        method: Some(method),
    }
}

/// The request of a method that takes one message; none or two is the caller's fault (gRPC document "statuscodes").
async fn single<T: Message>(mut call: Call) -> Result<Request<T>, Status> {
    let Some(payload) = call.body.next().await? else {
        return Err(Status::unimplemented(
            "the method takes one message, and the request has none",
        ));
    };
    let message = payload
        .decode()
        .map_err(|error| Status::internal(format!("cannot decode the request: {error}")))?;
    if call.body.next().await?.is_some() {
        return Err(Status::unimplemented(
            "the method takes one message, and the request has more than one",
        ));
    }
    Ok(request(call, |_| message))
}

fn one<T: Message>(response: Response<T>) -> Reply {
    let Response {
        message,
        metadata,
        trailers,
        extensions,
    } = response;
    Reply {
        metadata,
        extensions,
        body: Body::with_trailers(Payload::encode(&message), trailers),
    }
}

fn many<T: Message>(response: Response<Streaming<T>>) -> Reply {
    let Response {
        message,
        metadata,
        trailers,
        extensions,
    } = response;
    Reply {
        metadata,
        extensions,
        body: message.into_body(trailers),
    }
}
