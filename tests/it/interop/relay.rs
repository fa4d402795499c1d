//! A TCP relay that counts bytes, to see on the wire what no API shows.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A relay in front of a server.
pub(super) struct Relay {
    pub(super) address: String,
    sent: Arc<AtomicUsize>,
    received: Arc<AtomicUsize>,
}

impl Relay {
    /// Relays to `target` from a port of its own, as long as the runtime lives.
    pub(super) async fn start(target: String) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        let (sent, received) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let relay = Self {
            address,
            sent: Arc::clone(&sent),
            received: Arc::clone(&received),
        };
        tokio::spawn(async move {
            while let Ok((client, _)) = listener.accept().await {
                let server = TcpStream::connect(&target).await.unwrap();
                let (client_read, client_write) = client.into_split();
                let (server_read, server_write) = server.into_split();
                tokio::spawn(copy(client_read, server_write, Arc::clone(&sent)));
                tokio::spawn(copy(server_read, client_write, Arc::clone(&received)));
            }
        });
        relay
    }

    /// Bytes that the clients sent, and that they received.
    pub(super) fn counts(&self) -> (usize, usize) {
        let load = |count: &AtomicUsize| count.load(Ordering::SeqCst);
        (load(&self.sent), load(&self.received))
    }
}

async fn copy(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
    count: Arc<AtomicUsize>,
) {
    let mut buffer = vec![0; 1 << 16];
    while let Ok(length) = from.read(&mut buffer).await
        && length > 0
    {
        count.fetch_add(length, Ordering::SeqCst);
        if to.write_all(&buffer[..length]).await.is_err() {
            break;
        }
    }
    // The other side learns of the end when both halves are gone.
    let _ = to.shutdown().await;
}
