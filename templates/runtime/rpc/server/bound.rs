//! A server at work: it accepts connections, and lets calls end when it is to stop.

use super::super::Error;
use super::super::http2::{self, Listener, Shutdown};
use super::Server;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{Semaphore, watch};
use tokio::task::JoinSet;

/// A server that has its address.
#[must_use = "a server does nothing until it serves"]
pub struct BoundServer {
    pub(super) server: Server,
    pub(super) listener: Listener,
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
