//! Servers: services behind interceptors, on TCP or a Unix socket.

mod bound;
mod dispatch;
mod routes;

pub use bound::BoundServer;
pub use dispatch::handle;
pub(super) use routes::Routes;

use super::http2::{Address, Lifespan, Limits, Listener, Manners, Patience};
use super::{Call, Encoding, Error, InProcess, Interceptor, Reply, ServiceDescriptor, Status};
use std::future::Future;
use std::time::Duration;
use tokio::sync::Semaphore;

/// What a server can serve: generated code implements it around the trait that you implement.
pub trait Service: Send + Sync + 'static {
    /// What the service is, and which methods it has.
    fn descriptor(&self) -> &'static ServiceDescriptor;

    /// Answers a call of one of the methods.
    fn call(&self, call: Call) -> impl Future<Output = Result<Reply, Status>> + Send;
}

/// Services, interceptors and limits: what a server is made of.
#[must_use = "a server does nothing until it serves"]
pub struct Server {
    routes: Routes,
    limits: Limits,
    max_connections: usize,
    drain_limit: Duration,
}

impl Server {
    /// A server without services.
    pub fn builder() -> Self {
        let limits = Limits {
            max_request_bytes: 4 << 20,
            max_response_bytes: usize::MAX,
            encoding: Encoding::Identity,
            max_concurrent_streams: 1000,
            max_header_bytes: 16 << 10,
            handshake_timeout: Duration::from_secs(20),
            lifespan: Lifespan::default(),
            keepalive: Patience {
                interval: Duration::from_hours(2),
                timeout: Duration::from_secs(20),
                without_calls: true,
            },
            manners: Manners {
                pings: Duration::from_mins(5),
                idle_pings: Duration::from_hours(2),
                control_frames: 1000,
            },
        };
        Self {
            routes: Routes::default(),
            limits,
            max_connections: 10_000,
            drain_limit: Duration::from_secs(30),
        }
    }

    /// Adds a service; of two with the same name the later one serves.
    #[allow(clippy::should_implement_trait)] // it adds, as the reader expects, and is no operator
    pub fn add(mut self, service: impl Service) -> Self {
        self.routes = self.routes.with(service);
        self
    }

    /// Adds an interceptor around every call; the one added first runs first.
    pub fn intercept(mut self, interceptor: impl Interceptor) -> Self {
        self.routes = self.routes.intercepted(interceptor);
        self
    }

    /// The largest request message to accept, in bytes; 4 MiB at first.
    pub fn max_request_bytes(mut self, limit: usize) -> Self {
        self.limits.max_request_bytes = limit;
        self
    }

    /// The largest response message to send, in bytes; no limit at first.
    pub fn max_response_bytes(mut self, limit: usize) -> Self {
        self.limits.max_response_bytes = limit;
        self
    }

    /// How responses are compressed for clients that can read it; not at first.
    pub fn compress(mut self, encoding: Encoding) -> Self {
        self.limits.encoding = encoding;
        self
    }

    /// How many calls one connection may have open; 1,000 at first.
    pub fn max_concurrent_streams(mut self, limit: u32) -> Self {
        self.limits.max_concurrent_streams = limit;
        self
    }

    /// The largest block of request headers, in bytes as HTTP/2 counts them; 16 KiB at first.
    pub fn max_header_bytes(mut self, limit: u32) -> Self {
        self.limits.max_header_bytes = limit;
        self
    }

    /// How many connections there may be at once; 10,000 at first. More wait to be accepted.
    pub fn max_connections(mut self, limit: usize) -> Self {
        self.max_connections = limit.clamp(1, Semaphore::MAX_PERMITS);
        self
    }

    /// When a connection without calls is asked to go away (gRFC A9); never at first.
    pub fn max_connection_idle(mut self, idle: Duration) -> Self {
        self.limits.lifespan.idle = Some(idle);
        self
    }

    /// When a connection is asked to go away, a tenth sooner or later, so that clients spread over new servers (gRFC A9);
    /// never at first.
    pub fn max_connection_age(mut self, age: Duration) -> Self {
        self.limits.lifespan.age = Some(age);
        self
    }

    /// How long the calls of a connection that was asked to go away may go on (gRFC A9); as long as they like at first.
    pub fn max_connection_age_grace(mut self, grace: Duration) -> Self {
        self.limits.lifespan.grace = Some(grace);
        self
    }

    /// After how much silence a client is asked whether it is there, and how long it may take to answer (gRFC A9); 2 hours
    /// and 20 seconds at first.
    pub fn keepalive(mut self, interval: Duration, timeout: Duration) -> Self {
        self.limits.keepalive.interval = interval;
        self.limits.keepalive.timeout = timeout;
        self
    }

    /// How often a client may ask whether the server is there: each `interval` while calls are open, each `idle` while none
    /// is (gRFC A8); 5 minutes and 2 hours at first. Who asks a third time too early has to connect anew.
    pub fn permit_keepalive(mut self, interval: Duration, idle: Duration) -> Self {
        self.limits.manners.pings = interval;
        self.limits.manners.idle_pings = idle;
        self
    }

    /// How many frames a client may send in a second, beyond one for each call, that belong to no call, such as SETTINGS and
    /// `RST_STREAM` (RFC 9113, section 10.5); 1,000 at first. Who sends more has to connect anew.
    pub fn max_control_frames(mut self, limit: u32) -> Self {
        self.limits.manners.control_frames = limit;
        self
    }

    /// How long calls may go on once the server is shutting down; 30 seconds at first. Then they are cut.
    pub fn drain_limit(mut self, limit: Duration) -> Self {
        self.drain_limit = limit;
        self
    }

    /// The same services and interceptors without a socket.
    pub fn in_process(self) -> InProcess {
        InProcess::from_routes(self.routes)
    }

    /// Serves on `host:port` or `unix:/path` until the process ends.
    pub async fn serve(self, address: &str) -> Result<(), Error> {
        self.serve_with_shutdown(address, std::future::pending())
            .await
    }

    /// Serves until `shutdown` completes, then lets open calls end within the drain limit.
    pub async fn serve_with_shutdown(
        self,
        address: &str,
        shutdown: impl Future<Output = ()>,
    ) -> Result<(), Error> {
        self.bind(address)
            .await?
            .serve_with_shutdown(shutdown)
            .await
    }

    /// Takes the address without serving yet: connections wait until it does.
    pub async fn bind(self, address: &str) -> Result<BoundServer, Error> {
        let parsed = Address::parse(address)?;
        let listener = Listener::bind(&parsed).await;
        let listener = listener.map_err(|error| {
            Error::new(
                format!("the server cannot listen on {address}"),
                Some(error),
            )
        })?;
        Ok(BoundServer {
            server: self,
            listener,
        })
    }
}

impl std::fmt::Debug for Server {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Server").finish_non_exhaustive()
    }
}
