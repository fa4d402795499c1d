//! The typed ends of a call: what a handler is given and gives, what a caller gets.

use super::call::CallOptions;
use super::content::Direction;
use super::{Body, Call, Content, Encoding, Metadata, MethodDescriptor, Peer, Reply, Status};
use http::{Extensions, HeaderValue};
use std::future::Future;
use std::time::{Duration, Instant};

/// A request as a handler sees it.
#[derive(Debug)]
pub struct Request<T> {
    pub(super) message: T,
    pub(super) metadata: Metadata,
    pub(super) extensions: Extensions,
    pub(super) deadline: Option<Instant>,
    pub(super) peer: Peer,
    pub(super) user_agent: Option<HeaderValue>,
    pub(super) method: Option<&'static MethodDescriptor>,
}

impl<T> Request<T> {
    /// A request with nothing but a message, as tests make it.
    pub fn new(message: T) -> Self {
        let (metadata, extensions) = (Metadata::new(), Extensions::new());
        Self {
            message,
            metadata,
            extensions,
            deadline: None,
            peer: Peer::InProcess,
            user_agent: None,
            method: None,
        }
    }

    /// The message.
    pub fn into_inner(self) -> T {
        self.message
    }

    /// The message.
    pub fn get_ref(&self) -> &T {
        &self.message
    }

    /// The message, to change.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.message
    }

    /// The request's metadata.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The same, to change.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// What interceptors left for the handler.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The same, to change.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// When the call must be over.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// How much time is left; `None` where there is no deadline.
    pub fn remaining(&self) -> Option<Duration> {
        self.deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()))
    }

    /// Who calls.
    pub fn peer(&self) -> &Peer {
        &self.peer
    }

    /// What the caller's library says it is (PROTOCOL-HTTP2, "User-Agent").
    pub fn user_agent(&self) -> Option<&str> {
        self.user_agent.as_ref()?.to_str().ok()
    }

    /// The method called; `None` for a request that a test made.
    pub fn method(&self) -> Option<&'static MethodDescriptor> {
        self.method
    }

    /// This request with another message.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Request<U> {
        let Self {
            message,
            metadata,
            extensions,
            deadline,
            peer,
            user_agent,
            method,
        } = self;
        Request {
            message: change(message),
            metadata,
            extensions,
            deadline,
            peer,
            user_agent,
            method,
        }
    }
}

impl Request<()> {
    /// A call's head and its messages.
    pub(super) fn split(call: Call) -> (Self, Body) {
        let Call {
            method,
            metadata,
            deadline,
            extensions,
            peer,
            user_agent,
            options: _,
            body,
        } = call;
        let head = Self {
            message: (),
            metadata,
            extensions,
            deadline,
            peer,
            user_agent,
            method: Some(method),
        };
        (head, body)
    }

    /// The request with this head whose messages these are.
    pub(super) async fn receive<T: Content>(self, body: Body) -> Result<Request<T>, Status> {
        let (message, _) = T::receive(body, Direction::Request).await?;
        Ok(self.map(|()| message))
    }
}

impl<T: Content> Request<T> {
    /// The call that asks this.
    pub(super) fn into_call(self, method: &'static MethodDescriptor, options: CallOptions) -> Call {
        let Self {
            message,
            metadata,
            extensions,
            deadline,
            peer,
            user_agent,
            method: _,
        } = self;
        Call {
            method,
            metadata,
            deadline,
            extensions,
            peer,
            user_agent,
            options,
            body: message.into_body(Metadata::new()),
        }
    }
}

/// A response, as a handler makes it and a caller gets it.
#[derive(Debug)]
pub struct Response<T> {
    pub(super) message: T,
    pub(super) metadata: Metadata,
    pub(super) trailers: Metadata,
    pub(super) extensions: Extensions,
    pub(super) encoding: Option<Encoding>,
}

impl<T> Response<T> {
    /// A response with nothing but a message.
    pub fn new(message: T) -> Self {
        let (metadata, trailers) = (Metadata::new(), Metadata::new());
        Self {
            message,
            metadata,
            trailers,
            extensions: Extensions::new(),
            encoding: None,
        }
    }

    /// How the messages are compressed for a caller that can read it, whatever the server does. Single messages of a stream
    /// stay as they are by [`Sender::send_uncompressed`](super::Sender::send_uncompressed).
    #[must_use]
    pub fn compress(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// The message.
    pub fn into_inner(self) -> T {
        self.message
    }

    /// The message.
    pub fn get_ref(&self) -> &T {
        &self.message
    }

    /// The message, to change.
    pub fn get_mut(&mut self) -> &mut T {
        &mut self.message
    }

    /// The initial metadata.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The same, to change.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// The trailing metadata. A caller of a streaming method finds it in the stream instead, once that has ended.
    pub fn trailers(&self) -> &Metadata {
        &self.trailers
    }

    /// The same, to change.
    pub fn trailers_mut(&mut self) -> &mut Metadata {
        &mut self.trailers
    }

    /// Values that do not travel.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// This response with another message.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Response<U> {
        let Self {
            message,
            metadata,
            trailers,
            extensions,
            encoding,
        } = self;
        Response {
            message: change(message),
            metadata,
            trailers,
            extensions,
            encoding,
        }
    }
}

impl<T: Content> Response<T> {
    /// What a reply answers, taken out of it.
    pub(super) fn receive(reply: Reply) -> impl Future<Output = Result<Self, Status>> + Send {
        let Reply {
            metadata,
            extensions,
            encoding,
            body,
        } = reply;
        let received = T::receive(body, Direction::Response);
        async move {
            let (message, trailers) = match received.await {
                Ok(received) => received,
                Err(status) if metadata.is_empty() => return Err(status),
                Err(status) => return Err(status.with_initial_metadata(metadata)),
            };
            Ok(Self {
                message,
                metadata,
                trailers,
                extensions,
                encoding,
            })
        }
    }

    /// The reply that answers this.
    pub(super) fn into_reply(self) -> Reply {
        let Self {
            message,
            metadata,
            trailers,
            extensions,
            encoding,
        } = self;
        Reply {
            metadata,
            extensions,
            encoding,
            body: message.into_body(trailers),
        }
    }
}
