//! Servers: services behind interceptors, on TCP or a Unix socket.

mod dispatch;
mod routes;

pub use dispatch::handle;
pub(super) use routes::Routes;

use super::http2::{self, Address, Limits, Listener, Shutdown};
use super::{Call, Encoding, Error, InProcess, Interceptor, Reply, ServiceDescriptor, Status};
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

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
            max_connection_age: None,
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

    /// When a connection is asked to go away, so that clients spread over new servers; never at first.
    pub fn max_connection_age(mut self, age: Duration) -> Self {
        self.limits.max_connection_age = Some(age);
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

/// A server that has its address.
#[must_use = "a server does nothing until it serves"]
pub struct BoundServer {
    server: Server,
    listener: Listener,
}

impl BoundServer {
    /// The address: of port 0, the port that was given.
    pub fn local_addr(&self) -> String {
        self.listener.local_addr()
    }

    /// Serves until the process ends.
    pub async fn serve(self) -> Result<(), Error> {
        self.serve_with_shutdown(std::future::pending()).await
    }

    /// Serves until `shutdown` completes, then lets open calls end within the drain limit.
    pub async fn serve_with_shutdown(
        self,
        shutdown: impl Future<Output = ()>,
    ) -> Result<(), Error> {
        let Self { server, listener } = self;
        let (routes, limits) = (Arc::new(server.routes), Arc::new(server.limits));
        let (stop, stopped) = watch::channel(Shutdown::No);
        let room = Arc::new(Semaphore::new(server.max_connections));
        let mut connections = JoinSet::new();
        let mut shutdown = std::pin::pin!(shutdown);
        loop {
            let accept = async {
                let permit = Arc::clone(&room).acquire_owned().await;
                (permit, listener.accept().await)
            };
            tokio::select! {
                () = &mut shutdown => break,
                Some(_) = connections.join_next() => {}
                (permit, accepted) = accept => match accepted {
                    Ok((stream, peer)) => {
                        let serve = http2::serve(stream, peer, Arc::clone(&routes), Arc::clone(&limits), stopped.clone());
                        connections.spawn(async move {
                            serve.await;
                            drop(permit);
                        });
                    }
                    // Out of file descriptors, or a peer that was gone before it was here: both pass.
                    Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
                },
            }
        }
        drop(listener);
        stop.send_replace(Shutdown::Graceful);
        let drained = async { while connections.join_next().await.is_some() {} };
        if tokio::time::timeout(server.drain_limit, drained)
            .await
            .is_err()
        {
            stop.send_replace(Shutdown::Now);
            connections.shutdown().await;
        }
        Ok(())
    }
}

impl std::fmt::Debug for BoundServer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("BoundServer")
            .field(&self.local_addr())
            .finish()
    }
}
