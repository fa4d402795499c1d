//! What travels: a call on its way to a method, a reply on its way back. The same on both sides.

use super::{Body, Encoding, Metadata, MethodDescriptor};
use http::{Extensions, HeaderValue};
use std::fmt;
use std::net::SocketAddr;
use std::time::Instant;

/// A call on its way.
#[derive(Debug)]
pub struct Call {
    pub(super) method: &'static MethodDescriptor,
    pub(super) metadata: Metadata,
    pub(super) deadline: Option<Instant>,
    pub(super) extensions: Extensions,
    pub(super) peer: Peer,
    pub(super) user_agent: Option<HeaderValue>,
    pub(super) options: CallOptions,
    pub(super) body: Body,
}

/// What a caller may choose for one call.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct CallOptions {
    pub(super) encoding: Option<Encoding>,
    pub(super) max_response_bytes: Option<usize>,
    pub(super) wait_for_ready: bool,
}

/// Who is on the other side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Peer {
    /// The same process.
    #[default]
    InProcess,
    /// A TCP connection.
    Tcp(SocketAddr),
    /// A Unix socket.
    Unix,
}

impl fmt::Display for Peer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::InProcess => f.write_str("in-process"),
            Self::Tcp(address) => address.fmt(f),
            Self::Unix => f.write_str("unix"),
        }
    }
}

impl Call {
    /// A call without metadata and deadline.
    pub fn new(method: &'static MethodDescriptor, body: Body) -> Self {
        let (metadata, extensions, options) =
            (Metadata::new(), Extensions::new(), CallOptions::default());
        Self {
            method,
            metadata,
            deadline: None,
            extensions,
            peer: Peer::InProcess,
            user_agent: None,
            options,
            body,
        }
    }

    /// The method.
    pub fn method(&self) -> &'static MethodDescriptor {
        self.method
    }

    /// The request's metadata.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The same, to change.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// When the call must be over.
    pub fn deadline(&self) -> Option<Instant> {
        self.deadline
    }

    /// Sets or lifts the deadline.
    pub fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline = deadline;
    }

    /// Values that interceptors and handlers leave for each other; they do not travel.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The same, to change.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// Who calls, on a server.
    pub fn peer(&self) -> &Peer {
        &self.peer
    }

    /// What the caller's library says it is, on a server (PROTOCOL-HTTP2, "User-Agent").
    pub fn user_agent(&self) -> Option<&str> {
        self.user_agent.as_ref()?.to_str().ok()
    }

    /// The request's messages.
    pub fn body(&self) -> &Body {
        &self.body
    }

    /// This call with its messages passed through `change`.
    #[must_use]
    pub fn map_body(mut self, change: impl FnOnce(Body) -> Body) -> Self {
        self.body = change(self.body);
        self
    }

    /// The same call once more, where it has one message that is still here: what a retry needs.
    pub fn try_clone(&self) -> Option<Self> {
        let body = Body::message(self.body.replay()?);
        let (metadata, extensions) = (self.metadata.clone(), self.extensions.clone());
        let Self {
            method,
            deadline,
            ref peer,
            options,
            ..
        } = *self;
        Some(Self {
            method,
            metadata,
            deadline,
            extensions,
            user_agent: self.user_agent.clone(),
            peer: peer.clone(),
            options,
            body,
        })
    }
}

/// A reply on its way back.
#[derive(Debug)]
pub struct Reply {
    pub(super) metadata: Metadata,
    pub(super) extensions: Extensions,
    pub(super) encoding: Option<Encoding>,
    pub(super) body: Body,
}

impl Reply {
    /// A reply without metadata.
    pub fn new(body: Body) -> Self {
        Self {
            metadata: Metadata::new(),
            extensions: Extensions::new(),
            encoding: None,
            body,
        }
    }

    /// How the messages are compressed for a caller that can read it, whatever the server does.
    #[must_use]
    pub fn compress(mut self, encoding: Encoding) -> Self {
        self.encoding = Some(encoding);
        self
    }

    /// The initial metadata.
    pub fn metadata(&self) -> &Metadata {
        &self.metadata
    }

    /// The same, to change.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.metadata
    }

    /// Values that do not travel.
    pub fn extensions_mut(&mut self) -> &mut Extensions {
        &mut self.extensions
    }

    /// This reply with its messages passed through `change`.
    #[must_use]
    pub fn map_body(mut self, change: impl FnOnce(Body) -> Body) -> Self {
        self.body = change(self.body);
        self
    }
}
