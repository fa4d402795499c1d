//! The typed ends of a call: what a handler is given and gives, what a caller gets.

use super::call::CallOptions;
use super::content::Direction;
use super::{Call, Content, Metadata, MethodDescriptor, Peer, Reply, Status};
use http::Extensions;
use std::time::{Duration, Instant};

/// A request as a handler sees it.
#[derive(Debug)]
pub struct Request<T> {
    pub(super) message: T,
    pub(super) metadata: Metadata,
    pub(super) extensions: Extensions,
    pub(super) deadline: Option<Instant>,
    pub(super) peer: Peer,
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
            method,
        } = self;
        Request {
            message: change(message),
            metadata,
            extensions,
            deadline,
            peer,
            method,
        }
    }
}

impl<T: Content> Request<T> {
    /// What a call asks, taken out of it.
    pub(super) async fn receive(call: Call) -> Result<Self, Status> {
        let Call {
            method,
            metadata,
            deadline,
            extensions,
            peer,
            options: _,
            body,
        } = call;
        let (message, _) = T::receive(body, Direction::Request).await?;
        Ok(Self {
            message,
            metadata,
            extensions,
            deadline,
            peer,
            method: Some(method),
        })
    }

    /// The call that asks this.
    pub(super) fn into_call(self, method: &'static MethodDescriptor, options: CallOptions) -> Call {
        let Self {
            message,
            metadata,
            extensions,
            deadline,
            peer,
            method: _,
        } = self;
        Call {
            method,
            metadata,
            deadline,
            extensions,
            peer,
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
        } = self;
        Response {
            message: change(message),
            metadata,
            trailers,
            extensions,
        }
    }
}

impl<T: Content> Response<T> {
    /// What a reply answers, taken out of it.
    pub(super) async fn receive(reply: Reply) -> Result<Self, Status> {
        let Reply {
            metadata,
            extensions,
            body,
        } = reply;
        let (message, trailers) = T::receive(body, Direction::Response).await?;
        Ok(Self {
            message,
            metadata,
            trailers,
            extensions,
        })
    }

    /// The reply that answers this.
    pub(super) fn into_reply(self) -> Reply {
        let Self {
            message,
            metadata,
            trailers,
            extensions,
        } = self;
        Reply {
            metadata,
            extensions,
            body: message.into_body(trailers),
        }
    }
}
