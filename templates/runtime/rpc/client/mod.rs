//! Channels: connections that come back by themselves.

mod builder;
mod reconnect;

pub use builder::ChannelBuilder;

use super::http2::{Address, Head, Refused};
use super::{Call, Connection, Error, Reply, Status, deadline};
use builder::Settings;
use bytes::Bytes;
use http::Uri;
use http::uri::{self, PathAndQuery};
use reconnect::State;
use std::pin::pin;
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// A connection to a server over a socket. Cheap to clone: clones share it.
///
/// It connects when it is first used, and again when the connection is lost, with growing pauses (gRPC document
/// "connection-backoff"). Meanwhile calls fail with UNAVAILABLE, or wait where they asked to.
#[derive(Clone)]
pub struct Channel(Arc<Inner>);

struct Inner {
    address: Address,
    authority: uri::Authority,
    settings: Settings,
    state: Mutex<State>,
    /// Held while connecting, so that calls wait for one attempt instead of each making its own.
    connecting: tokio::sync::Mutex<()>,
}

impl Channel {
    /// Connects to `http://host:port`, `host:port`, `unix:/path`, or one of `ipv4:host:port,host:port`, and waits until the
    /// connection stands.
    pub async fn connect(address: impl Into<String>) -> Result<Self, Error> {
        Self::builder(address).connect().await
    }

    /// A channel that connects when it is first used.
    pub fn lazy(address: impl Into<String>) -> Result<Self, Error> {
        Self::builder(address).lazy()
    }

    /// A channel with settings.
    pub fn builder(address: impl Into<String>) -> ChannelBuilder {
        ChannelBuilder::new(address.into())
    }

    fn new(address: Address, authority: uri::Authority, settings: Settings) -> Self {
        let (state, connecting) = (Mutex::default(), tokio::sync::Mutex::default());
        Self(Arc::new(Inner {
            address,
            authority,
            settings,
            state,
            connecting,
        }))
    }

    fn head(&self, call: &Call) -> Result<Head, Status> {
        let settings = &self.0.settings;
        let no_uri = |error| Status::internal(format!("the method's path is no URI: {error}"));
        let path = PathAndQuery::from_maybe_shared(Bytes::from_static(call.method.path.as_bytes()));
        let mut uri = uri::Parts::default();
        uri.scheme = Some(uri::Scheme::HTTP);
        uri.authority = Some(self.0.authority.clone());
        uri.path_and_query = Some(path.map_err(|error| no_uri(error.to_string()))?);
        Ok(Head {
            uri: Uri::from_parts(uri).map_err(|error| no_uri(error.to_string()))?,
            user_agent: settings.user_agent.clone(),
            metadata: call.metadata.clone(),
            deadline: call.deadline,
            encoding: call.options.encoding.unwrap_or(settings.encoding),
            max_request_bytes: settings.max_request_bytes,
            max_response_bytes: call
                .options
                .max_response_bytes
                .unwrap_or(settings.max_response_bytes),
        })
    }

    async fn attempt(&self, call: Call) -> Result<Reply, Refused> {
        let head = self.head(&call)?;
        let (link, generation) = self.link(call.options.wait_for_ready).await?;
        let result = link.call(head, call.body).await;
        self.learn(result.as_ref().err(), generation);
        result
    }
}

impl Connection for Channel {
    async fn call(&self, mut call: Call) -> Result<Reply, Status> {
        let default = self
            .0
            .settings
            .timeout
            .map(|timeout| Instant::now() + timeout);
        call.deadline = deadline::inherited(call.deadline.or(default));
        let deadline = call.deadline;
        let attempts = async {
            // What the server surely did not see may be sent once more (gRFC A6, transparent retries).
            let again = call.try_clone();
            match (self.attempt(call).await, again) {
                (Err(refused), Some(again)) if refused.unprocessed => {
                    self.attempt(again).await.map_err(|refused| refused.status)
                }
                (result, _) => result.map_err(|refused| refused.status),
            }
        };
        deadline::limit(deadline, pin!(attempts)).await
    }
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Channel").field(&self.0.address).finish()
    }
}
