//! The task of a client's connection: it runs the engine, asks a silent server whether it is still there, and writes what
//! both wrote when its turn ends.

use super::io::{Flusher, Io};
use super::keepalive::Keepalive;
use bytes::Bytes;
use h2::client::Connection;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::Poll;
use tokio::io::{AsyncRead, AsyncWrite};

/// What is known of a connection while it runs.
#[derive(Clone, Debug, Default)]
pub(super) struct Known(Arc<Shared>);

#[derive(Debug, Default)]
struct Shared {
    open_calls: AtomicUsize,
    is_heard: AtomicBool,
}

/// One call that is open until this is dropped.
pub(super) struct OpenCall(Known);

impl Known {
    pub(super) fn begin_call(&self) -> OpenCall {
        self.0.open_calls.fetch_add(1, Ordering::Relaxed);
        OpenCall(self.clone())
    }

    /// How many calls are open.
    pub(super) fn open_calls(&self) -> usize {
        self.0.open_calls.load(Ordering::Relaxed)
    }

    /// Whether the server has ever sent anything.
    pub(super) fn is_heard(&self) -> bool {
        self.0.is_heard.load(Ordering::Relaxed)
    }
}

impl Drop for OpenCall {
    fn drop(&mut self) {
        self.0.0.open_calls.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Drives a connection until its end. Before it writes, the tasks that wait for the same thread have one turn, so that the
/// calls they make leave together; a call that is alone waits for nobody.
pub(super) async fn drive<R, W>(
    mut connection: Connection<Io<R, W>, Bytes>,
    mut flusher: Flusher<W>,
    mut keepalive: Option<Keepalive>,
    known: Known,
) where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let begun = flusher.last_read();
    let (mut ended, mut yielded) = (false, false);
    poll_fn(|cx| {
        if !ended {
            ended = Pin::new(&mut connection).poll(cx).is_ready();
        }
        if !known.is_heard() && flusher.last_read() != begun {
            known.0.is_heard.store(true, Ordering::Relaxed);
        }
        if let Some(keepalive) = &mut keepalive
            && !ended
            && keepalive
                .poll(flusher.last_read(), known.open_calls() > 0, cx)
                .is_ready()
        {
            // With the connection its calls end: the server is not there to answer them.
            return Poll::Ready(());
        }
        yielded = !yielded && !ended && known.open_calls() > 1 && flusher.is_wanted();
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
