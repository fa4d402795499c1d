//! The task of a client's connection: it runs the engine, asks a silent server whether it is still there, and writes what
//! both wrote when its turn ends.

use super::io::{Flusher, Io};
use super::keepalive::Keepalive;
use bytes::Bytes;
use h2::client::Connection;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::Poll;
use tokio::io::{AsyncRead, AsyncWrite};

/// Counts the open calls of a connection.
#[derive(Clone, Debug, Default)]
pub(super) struct Open(Arc<AtomicUsize>);

/// One call that is open until this is dropped.
pub(super) struct OpenCall(Open);

impl Open {
    pub(super) fn begin(&self) -> OpenCall {
        self.0.fetch_add(1, Ordering::Relaxed);
        OpenCall(self.clone())
    }

    fn is_busy(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 0
    }
}

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Drives a connection until its end. Before it writes, the tasks that wait for the same thread have one turn, so that the
/// calls they make leave together.
pub(super) async fn drive<R, W>(
    mut connection: Connection<Io<R, W>, Bytes>,
    mut flusher: Flusher<W>,
    mut keepalive: Option<Keepalive>,
    open: Open,
) where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let (mut ended, mut yielded) = (false, false);
    poll_fn(|cx| {
        if !ended {
            ended = Pin::new(&mut connection).poll(cx).is_ready();
        }
        if let Some(keepalive) = &mut keepalive
            && !ended
            && keepalive
                .poll(flusher.last_read(), open.is_busy(), cx)
                .is_ready()
        {
            // With the connection its calls end: the server is not there to answer them.
            return Poll::Ready(());
        }
        yielded = !yielded && !ended && flusher.is_wanted();
        if yielded {
            cx.waker().wake_by_ref();
            return Poll::Pending;
        }
        match flusher.poll_flush(cx) {
            Poll::Ready(Ok(())) if ended => flusher.poll_shutdown(cx).map(drop),
            Poll::Ready(Ok(())) | Poll::Pending => Poll::Pending,
            // The engine learns of the broken socket by its next read; nobody is left to tell.
            Poll::Ready(Err(_)) => Poll::Ready(()),
        }
    })
    .await;
}
