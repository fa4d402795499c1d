//! Channels: connections that come back by themselves.

use super::http2::{Address, Head, Link, Refused, Stream};
use super::{Call, Connection, Encoding, Error, Reply, Status, deadline};
use bytes::Bytes;
use http::uri::{self, PathAndQuery};
use http::{HeaderValue, Uri};
use std::pin::pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

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

#[derive(Default)]
struct State {
    link: Option<Link>,
    /// Attempts since a server last answered.
    attempts: u32,
    last_attempt: Option<Instant>,
    failure: Option<Status>,
}

#[derive(Clone)]
struct Settings {
    connect_timeout: Duration,
    encoding: Encoding,
    max_request_bytes: usize,
    max_response_bytes: usize,
    timeout: Option<Duration>,
    user_agent: HeaderValue,
}

/// What a channel may be told before it exists.
#[must_use = "a builder does nothing until it connects"]
pub struct ChannelBuilder {
    address: String,
    authority: Option<String>,
    settings: Settings,
}

impl Channel {
    /// Connects to `http://host:port`, `host:port` or `unix:/path`, and waits until the connection stands.
    pub async fn connect(address: impl Into<String>) -> Result<Self, Error> {
        Self::builder(address).connect().await
    }

    /// A channel that connects when it is first used.
    pub fn lazy(address: impl Into<String>) -> Result<Self, Error> {
        Self::builder(address).lazy()
    }

    /// A channel with settings.
    pub fn builder(address: impl Into<String>) -> ChannelBuilder {
        let settings = Settings {
            connect_timeout: Duration::from_secs(20),
            encoding: Encoding::Identity,
            max_request_bytes: usize::MAX,
            max_response_bytes: 4 << 20,
            timeout: None,
            user_agent: HeaderValue::from_static("grpc-rust-grpcgen"),
        };
        ChannelBuilder {
            address: address.into(),
            authority: None,
            settings,
        }
    }

    /// The connection, made anew where it must be.
    async fn link(&self, wait_for_ready: bool) -> Result<Link, Status> {
        loop {
            if let Some(link) = self.state().link.clone() {
                return Ok(link);
            }
            let _connecting = self.0.connecting.lock().await;
            let pause = {
                let state = self.state();
                if let Some(link) = state.link.clone() {
                    return Ok(link);
                }
                let since = state.last_attempt.map(|last| last.elapsed());
                let pause = backoff(state.attempts).saturating_sub(since.unwrap_or(Duration::MAX));
                if !pause.is_zero() && !wait_for_ready {
                    let failure = state.failure.clone();
                    return Err(
                        failure.unwrap_or_else(|| Status::unavailable("the connection was lost"))
                    );
                }
                pause
            };
            tokio::time::sleep(pause).await;
            match self.establish().await {
                Ok(link) => return Ok(link),
                Err(status) if !wait_for_ready => return Err(status),
                Err(_) => {}
            }
        }
    }

    async fn establish(&self) -> Result<Link, Status> {
        let begin = async { Link::begin(Stream::connect(&self.0.address).await?).await };
        let timed_out = || std::io::Error::from(std::io::ErrorKind::TimedOut);
        let result = tokio::time::timeout(self.0.settings.connect_timeout, begin).await;
        let result = result.unwrap_or_else(|_| Err(timed_out()));
        let mut state = self.state();
        state.attempts = state.attempts.saturating_add(1);
        state.last_attempt = Some(Instant::now());
        match result {
            Ok(link) => {
                state.link = Some(link.clone());
                state.failure = None;
                Ok(link)
            }
            Err(error) => {
                let address = self.0.authority.as_str();
                let status = Status::unavailable(format!("cannot connect to {address}: {error}"));
                state.failure = Some(status.clone());
                Err(status)
            }
        }
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn head(&self, call: &Call) -> Result<Head, Status> {
        let Settings {
            encoding,
            max_request_bytes,
            max_response_bytes,
            ref user_agent,
            ..
        } = self.0.settings;
        let no_uri = |error| Status::internal(format!("the method's path is no URI: {error}"));
        let path = PathAndQuery::from_maybe_shared(Bytes::from_static(call.method.path.as_bytes()));
        let mut uri = uri::Parts::default();
        uri.scheme = Some(uri::Scheme::HTTP);
        uri.authority = Some(self.0.authority.clone());
        uri.path_and_query = Some(path.map_err(|error| no_uri(error.to_string()))?);
        Ok(Head {
            uri: Uri::from_parts(uri).map_err(|error| no_uri(error.to_string()))?,
            user_agent: user_agent.clone(),
            metadata: call.metadata.clone(),
            deadline: call.deadline,
            encoding: call.options.encoding.unwrap_or(encoding),
            max_request_bytes,
            max_response_bytes: call
                .options
                .max_response_bytes
                .unwrap_or(max_response_bytes),
        })
    }

    async fn attempt(&self, call: Call) -> Result<Reply, Refused> {
        let head = self.head(&call)?;
        let link = self.link(call.options.wait_for_ready).await?;
        let result = link.call(head, call.body).await;
        let mut state = self.state();
        match &result {
            Err(refused) if refused.connection_lost => state.link = None,
            // Any status is an answer of a living server.
            Ok(_) | Err(_) => state.attempts = 0,
        }
        drop(state);
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

/// The pause before the attempt after `attempts` failed ones: 1 s, growing by 1.6 up to 120 s, a fifth more or less.
fn backoff(attempts: u32) -> Duration {
    if attempts == 0 {
        return Duration::ZERO;
    }
    let growth = 1.6f64.powi(i32::try_from(attempts.min(16)).unwrap_or(16) - 1);
    let nanos = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(0, |time| time.subsec_nanos());
    let jitter = 0.8 + 0.4 * f64::from(nanos % 1000) / 1000.0;
    Duration::from_secs_f64(growth.min(120.0) * jitter)
}

impl ChannelBuilder {
    /// How long one attempt to connect may take; 20 seconds at first.
    pub fn connect_timeout(mut self, timeout: Duration) -> Self {
        self.settings.connect_timeout = timeout;
        self
    }

    /// The deadline of calls that set none; none at first.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = Some(timeout);
        self
    }

    /// How requests are compressed; not at first.
    pub fn compress(mut self, encoding: Encoding) -> Self {
        self.settings.encoding = encoding;
        self
    }

    /// The largest request message to send, in bytes; no limit at first.
    pub fn max_request_bytes(mut self, limit: usize) -> Self {
        self.settings.max_request_bytes = limit;
        self
    }

    /// The largest response message to accept, in bytes; 4 MiB at first.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.settings.max_response_bytes = limit;
        self
    }

    /// What is named as `:authority` instead of the address.
    pub fn authority(mut self, authority: impl Into<String>) -> Self {
        self.authority = Some(authority.into());
        self
    }

    /// Connects, and waits until the connection stands.
    pub async fn connect(self) -> Result<Channel, Error> {
        let channel = self.lazy()?;
        let connected = channel.establish().await;
        connected.map_err(|status| Error::new(format!("the client {}", status.message()), None))?;
        Ok(channel)
    }

    /// A channel that connects when it is first used.
    pub fn lazy(self) -> Result<Channel, Error> {
        let address = Address::parse(&self.address)?;
        let authority = self
            .authority
            .unwrap_or_else(|| address.authority().to_owned());
        let authority = authority
            .parse()
            .map_err(|_| Error::new(format!("{authority:?} is not an authority"), None))?;
        let (state, connecting) = (Mutex::default(), tokio::sync::Mutex::default());
        Ok(Channel(Arc::new(Inner {
            address,
            authority,
            settings: self.settings,
            state,
            connecting,
        })))
    }
}

impl std::fmt::Debug for Channel {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Channel").field(&self.0.address).finish()
    }
}
