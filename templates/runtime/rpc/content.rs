//! What a call carries one way: one message, or a stream of them. The four shapes of a call are the pairs of these.

use super::super::wire::Message;
use super::{Body, Metadata, Payload, Status, Streaming};
use std::future::{Future, ready};

/// A message, or a [`Streaming`] of messages.
pub trait Content: Sized + Send + 'static {
    /// What of it travels at a time.
    type Message: Message;

    /// Takes it out of a body, with the trailing metadata as far as they have come: those of a stream come at its end.
    fn receive(
        body: Body,
        direction: Direction,
    ) -> impl Future<Output = Result<(Self, Metadata), Status>> + Send;

    /// Puts it into a body.
    fn into_body(self, trailers: Metadata) -> Body;
}

/// Which way something travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// From the client to the server.
    Request,
    /// From the server to the client.
    Response,
}

impl<M: Message> Content for M {
    type Message = M;

    async fn receive(mut body: Body, direction: Direction) -> Result<(M, Metadata), Status> {
        let Some(payload) = body.next().await? else {
            return Err(direction.miscounted("none"));
        };
        let message = payload
            .into_decoded()
            .map_err(|error| direction.undecodable(&error))?;
        if body.next().await?.is_some() {
            return Err(direction.miscounted("more than one"));
        }
        Ok((message, body.take_trailers()))
    }

    fn into_body(self, trailers: Metadata) -> Body {
        Body::with_trailers(Payload::encode(&self), trailers)
    }
}

impl<M: Message> Content for Streaming<M> {
    type Message = M;

    fn receive(
        body: Body,
        _: Direction,
    ) -> impl Future<Output = Result<(Self, Metadata), Status>> + Send {
        ready(Ok((Self::decoded(body), Metadata::new())))
    }

    fn into_body(self, trailers: Metadata) -> Body {
        self.encoded(trailers)
    }
}

impl Direction {
    /// The status for a body that should have one message and does not: the caller's fault in a request, the server's in
    /// a response (gRPC document "statuscodes").
    fn miscounted(self, count: &str) -> Status {
        match self {
            Self::Request => Status::unimplemented(format!(
                "the method takes one message, and the request has {count}"
            )),
            Self::Response => Status::internal(format!(
                "the method answers one message, and the response has {count}"
            )),
        }
    }

    fn undecodable(self, error: &impl std::fmt::Display) -> Status {
        let what = match self {
            Self::Request => "request",
            Self::Response => "response",
        };
        Status::internal(format!("cannot decode the {what}: {error}"))
    }
}
