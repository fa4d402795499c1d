//! A socket whose writes are collected: many small frames leave in one write, when the connection's turn ends.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// With this much waiting to be written, the engine waits too.
const FULL: usize = 256 * 1024;

#[derive(Default)]
struct Collected {
    bytes: Vec<u8>,
    blocked: Option<Waker>,
    broken: bool,
}

/// The engine's end: reads come from the socket, writes go to the buffer.
pub(super) struct Io<R> {
    reader: R,
    collected: Arc<Mutex<Collected>>,
}

/// The socket's end: writes what was collected.
pub(super) struct Flusher<W> {
    writer: W,
    sending: Vec<u8>,
    sent: usize,
    collected: Arc<Mutex<Collected>>,
}

pub(super) fn collect<R, W>(reader: R, writer: W) -> (Io<R>, Flusher<W>) {
    let collected = Arc::<Mutex<Collected>>::default();
    let flusher = Flusher {
        writer,
        sending: Vec::new(),
        sent: 0,
        collected: Arc::clone(&collected),
    };
    (Io { reader, collected }, flusher)
}

fn lock(collected: &Mutex<Collected>) -> MutexGuard<'_, Collected> {
    collected.lock().unwrap_or_else(PoisonError::into_inner)
}

fn wake(collected: &mut Collected) {
    if let Some(blocked) = collected.blocked.take() {
        blocked.wake();
    }
}

impl<W: AsyncWrite + Unpin> Flusher<W> {
    /// Writes all that was collected.
    pub(super) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let result = self.poll_write_all(cx);
        if let Poll::Ready(Err(_)) = &result {
            let mut collected = lock(&self.collected);
            collected.broken = true;
            wake(&mut collected);
        }
        result
    }

    fn poll_write_all(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            while self.sent < self.sending.len() {
                match Pin::new(&mut self.writer).poll_write(cx, &self.sending[self.sent..]) {
                    Poll::Ready(Ok(0)) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                    Poll::Ready(Ok(written)) => self.sent += written,
                    Poll::Ready(Err(error)) => return Poll::Ready(Err(error)),
                    Poll::Pending => return Poll::Pending,
                }
            }
            self.sending.clear();
            self.sent = 0;
            let mut collected = lock(&self.collected);
            std::mem::swap(&mut self.sending, &mut collected.bytes);
            wake(&mut collected);
            if self.sending.is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }

    /// Whether something waits to be written.
    pub(super) fn is_wanted(&self) -> bool {
        !lock(&self.collected).bytes.is_empty()
    }

    /// Ends the socket's write side.
    pub(super) fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.writer).poll_shutdown(cx)
    }
}

impl<R: AsyncRead + Unpin> AsyncRead for Io<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.reader).poll_read(cx, buffer)
    }
}

impl<R: Unpin> AsyncWrite for Io<R> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.poll_write_vectored(cx, &[IoSlice::new(bytes)])
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let mut collected = lock(&self.collected);
        if collected.broken {
            return Poll::Ready(Err(io::ErrorKind::BrokenPipe.into()));
        }
        if collected.bytes.len() >= FULL {
            collected.blocked = Some(cx.waker().clone());
            return Poll::Pending;
        }
        let before = collected.bytes.len();
        for slice in slices {
            collected.bytes.extend_from_slice(slice);
        }
        Poll::Ready(Ok(collected.bytes.len() - before))
    }

    fn is_write_vectored(&self) -> bool {
        true
    }

    /// Nothing: the connection's task flushes when its turn ends.
    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
