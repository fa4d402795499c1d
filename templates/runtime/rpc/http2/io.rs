//! A socket whose writes are collected: many small frames leave in one write, when the connection's turn ends. It also
//! knows what the engine does not tell: when something was last read, and whether the peer keeps to its limits.

use super::police::{Offence, Police};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// With this much waiting to be written, the engine waits too.
const FULL: usize = 256 * 1024;

struct Collected {
    bytes: Vec<u8>,
    blocked: Option<Waker>,
    broken: bool,
    last_read: Instant,
    police: Option<Police>,
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

pub(super) fn collect<R, W>(reader: R, writer: W, police: Option<Police>) -> (Io<R>, Flusher<W>) {
    let collected = Arc::new(Mutex::new(Collected {
        bytes: Vec::new(),
        blocked: None,
        broken: false,
        last_read: Instant::now(),
        police,
    }));
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

    /// When something was last read.
    pub(super) fn last_read(&self) -> Instant {
        lock(&self.collected).last_read
    }

    /// What the peer did that it may not, told whether calls are open now.
    pub(super) fn offence(&self, is_busy: bool) -> Option<Offence> {
        let mut collected = lock(&self.collected);
        let police = collected.police.as_mut()?;
        police.is_busy = is_busy;
        police.offence
    }

    /// Adds a frame of ours behind those of the engine, which writes whole ones unless it is blocked.
    pub(super) fn append(&self, frame: &[u8]) {
        let mut collected = lock(&self.collected);
        if collected.blocked.is_none() {
            collected.bytes.extend_from_slice(frame);
        }
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
        let before = buffer.filled().len();
        let polled = Pin::new(&mut self.reader).poll_read(cx, buffer);
        if let Poll::Ready(Ok(())) = polled {
            let mut collected = lock(&self.collected);
            let now = Instant::now();
            collected.last_read = now;
            if let Some(police) = &mut collected.police {
                police.read(&buffer.filled()[before..], now);
            }
        }
        polled
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
        let Collected { bytes, police, .. } = &mut *collected;
        if let Some(police) = police {
            police.written(&bytes[before..]);
        }
        Poll::Ready(Ok(bytes.len() - before))
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
