//! Channels: connections that come back by themselves.

mod builder;
mod reconnect;

pub use builder::ChannelBuilder;

use super::deadline::{self, Timer};
use super::http2::{Address, Head, Refused};
use super::{Call, Connection, Error, Reply, Status};
use builder::Settings;
use bytes::Bytes;
use http::Uri;
use http::uri::{self, PathAndQuery};
use reconnect::State;
use std::future::{Future, poll_fn};
use std::sync::{Arc, Mutex};
use std::task::Poll;
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

    fn head(&self, call: &mut Call) -> Result<Head, Status> {
        let (settings, options) = (&self.0.settings, call.options);
        let no_uri = |error| Status::internal(format!("the method's path is no URI: {error}"));
        let path = PathAndQuery::from_maybe_shared(Bytes::from_static(call.method.path.as_bytes()));
        let mut uri = uri::Parts::default();
        uri.scheme = Some(uri::Scheme::HTTP);
        uri.authority = Some(self.0.authority.clone());
        uri.path_and_query = Some(path.map_err(|error| no_uri(error.to_string()))?);
        let max_response_bytes = options.max_response_bytes;
        Ok(Head {
            uri: Uri::from_parts(uri).map_err(|error| no_uri(error.to_string()))?,
            user_agent: settings.user_agent.clone(),
            metadata: std::mem::take(&mut call.metadata),
            deadline: call.deadline,
            encoding: options.encoding.unwrap_or(settings.encoding),
            max_request_bytes: settings.max_request_bytes,
            max_response_bytes: max_response_bytes.unwrap_or(settings.max_response_bytes),
        })
    }

    /// Makes a call once. What it holds is what it needs, since every call in flight holds it.
    fn attempt(&self, mut call: Call) -> impl Future<Output = Result<Reply, Refused>> + Send {
        let wait_for_ready = call.options.wait_for_ready;
        let head = self.head(&mut call);
        let mut request = head.map(|head| Some((head, call.body)));
        async move {
            let request = request.as_mut().map_err(|status| status.clone())?;
            let mut others = self.0.settings.max_connections;
            loop {
                let (mut link, number) = match self.current() {
                    Some(link) => link,
                    None => Box::pin(self.link(wait_for_ready)).await?,
                };
                let result = match poll_fn(|cx| link.poll_begin(request, cx)).await {
                    Ok(begun) => begun.reply().await,
                    Err(refused) => Err(refused),
                };
                self.learn(result.as_ref().err(), number);
                // A call that never left may take another connection: this one was lost before.
                if result.is_ok() || request.is_none() || others == 0 {
                    return result;
                }
                others -= 1;
            }
        }
    }
}

impl Connection for Channel {
    fn call(&self, mut call: Call) -> impl Future<Output = Result<Reply, Status>> + Send {
        let default = self.0.settings.timeout;
        let default = default.and_then(|timeout| Instant::now().checked_add(timeout));
        call.deadline = deadline::inherited(call.deadline.or(default));
        let mut timer = Timer::new(call.deadline);
        let mut again = call.try_clone();
        let mut attempt = Box::pin(self.attempt(call));
        poll_fn(move |cx| {
            let mut polled = attempt.as_mut().poll(cx);
            // What the server surely did not see may be sent once more (gRFC A6, transparent retries).
            if let Poll::Ready(Err(Refused {
                unprocessed: true, ..
            })) = &polled
                && let Some(call) = again.take()
            {
                attempt = Box::pin(self.attempt(call));
                polled = attempt.as_mut().poll(cx);
            }
            timer.bound(polled.map_err(|refused| refused.status), cx)
        })
    }
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Channel").field(&self.0.address).finish()
    }
}
