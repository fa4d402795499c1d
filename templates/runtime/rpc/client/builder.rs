//! What a channel may be told before it exists.

use super::super::http2::{Address, Patience};
use super::super::{Encoding, Error};
use super::Channel;
use http::HeaderValue;
use std::time::Duration;

/// A client asks no more often than this whether its server is there (gRFC A8).
const LEAST_KEEPALIVE: Duration = Duration::from_secs(10);

/// However many connections are asked for, there are no more (gRFC A105).
const MOST_CONNECTIONS: usize = 10;

/// How a channel behaves.
pub(super) struct Settings {
    pub(super) connect_timeout: Duration,
    pub(super) encoding: Encoding,
    pub(super) max_request_bytes: usize,
    pub(super) max_response_bytes: usize,
    pub(super) timeout: Option<Duration>,
    pub(super) keepalive: Option<Patience>,
    pub(super) max_connections: usize,
    pub(super) user_agent: HeaderValue,
}

/// What a channel may be told before it exists.
#[must_use = "a builder does nothing until it connects"]
pub struct ChannelBuilder {
    address: String,
    authority: Option<String>,
    settings: Settings,
}

impl ChannelBuilder {
    pub(super) fn new(address: String) -> Self {
        let settings = Settings {
            connect_timeout: Duration::from_secs(20),
            encoding: Encoding::Identity,
            max_request_bytes: usize::MAX,
            max_response_bytes: 4 << 20,
            timeout: None,
            keepalive: None,
            max_connections: 1,
            user_agent: HeaderValue::from_static("grpc-rust-grpcgen"),
        };
        Self {
            address,
            authority: None,
            settings,
        }
    }

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

    /// While calls are open: asks a server that was silent for `interval`, 10 seconds or more, whether it is there, and
    /// gives the connection up after `timeout` (gRFC A8). Never at first. Servers end connections that ask more often than
    /// they permit, which is every five minutes unless they were told otherwise.
    pub fn keepalive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.settings.keepalive = Some(Patience {
            interval: interval.max(LEAST_KEEPALIVE),
            timeout,
            without_calls: false,
        });
        self
    }

    /// As [`keepalive`](Self::keepalive), but also while no call is open.
    pub fn keepalive_without_calls(mut self, interval: Duration, timeout: Duration) -> Self {
        self = self.keepalive(interval, timeout);
        if let Some(patience) = &mut self.settings.keepalive {
            patience.without_calls = true;
        }
        self
    }

    /// How many connections there may be, 10 at most; 1 at first. Another is made where a server takes no more calls on
    /// those that are (gRFC A105); at the limit, calls wait.
    pub fn max_connections(mut self, limit: usize) -> Self {
        self.settings.max_connections = limit.clamp(1, MOST_CONNECTIONS);
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
        Ok(Channel::new(address, authority, self.settings))
    }
}
