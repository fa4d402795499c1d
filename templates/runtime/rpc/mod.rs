//! Calls: clients, servers and interceptors over HTTP/2.
//!
//! Whatever can answer a call has one shape, `async fn(Call) -> Result<Reply, Status>`: a channel, an in-process
//! connection, a server's routes, and every interceptor in between. The gRPC documents that a rule comes from are named
//! where it stands.

// Async functions in traits hand out futures that are `Send` on purpose.
#![allow(clippy::manual_async_fn)]

mod batch;
mod body;
mod call;
mod client;
mod code;
mod compression;
mod connection;
mod content;
mod deadline;
mod details;
mod encoding;
mod error;
pub mod fake; // part: fake
mod gzip; // part: gzip
mod http2;
mod interceptor;
mod invoke;
mod message;
mod metadata;
mod method;
mod payload;
pub mod server;
mod status;
mod streaming;
mod typed;

pub use batch::Batch;
pub use body::{Body, MessageSource};
pub use call::{Call, Peer, Reply};
pub use client::{Channel, ChannelBuilder};
pub use code::Code;
pub use compression::Encoding;
pub use connection::{BoxConnection, Connection, InProcess};
pub use content::{Content, Direction};
pub use error::Error;
pub use interceptor::{Intercepted, Interceptor, Next};
pub use invoke::{BidirectionalCall, ClientStreamingCall, ServerStreamingCall, UnaryCall};
pub use message::{Request, Response};
pub use metadata::{InvalidMetadata, Metadata};
pub use method::{Idempotency, MethodDescriptor, ServiceDescriptor, Shape};
pub use payload::Payload;
pub use server::{BoundServer, Server, Service};
pub use status::Status;
pub use streaming::{Sender, Streaming};
pub use typed::{TypedNext, typed};

/// Which side a limit belongs to, for errors that say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Client,
    Server,
}

impl Side {
    /// The status for a received message above its limit.
    fn too_large(self, length: usize, limit: usize) -> Status {
        let (side, setting) = match self {
            Self::Client => ("client", "ChannelBuilder::max_response_bytes"),
            Self::Server => ("server", "Server::max_request_bytes"),
        };
        Status::resource_exhausted(format!(
            "the {side} received a message of {length} bytes or more, over its limit of {limit}; see {setting}"
        ))
    }

    /// The status for a message to send above its limit.
    fn too_large_to_send(self, length: usize, limit: usize) -> Status {
        let (side, setting) = match self {
            Self::Client => ("client", "ChannelBuilder::max_request_bytes"),
            Self::Server => ("server", "Server::max_response_bytes"),
        };
        Status::resource_exhausted(format!(
            "the {side} has a message of {length} bytes to send, over its limit of {limit}; see {setting}"
        ))
    }
}
