//! A socket whose writes are collected: many small frames leave in one write, when the connection's turn ends. It also
//! knows what the engine does not tell: when something was last read, and whether the peer keeps to its limits.

use super::police::{Offence, Police};
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::Instant;

/// With this much waiting to be written, the engine waits too.
const FULL: usize = 256 * 1024;
/// What is as large as this is not collected, but written with what is, as long as the socket takes it.
const LARGE: usize = 32 * 1024;
/// A connection keeps no larger buffer than this once it has written all.
const KEPT: usize = 64 * 1024;
/// At most so many parts go into one write.
const PARTS: usize = 16;

struct Collected<W> {
    writer: W,
    bytes: Vec<u8>,
    /// How many of the bytes are written.
    written: usize,
    blocked: Option<Waker>,
    broken: bool,
    last_read: Instant,
    police: Option<Police>,
}

/// The engine's end: reads come from the socket, writes are collected.
pub(super) struct Io<R, W> {
    reader: R,
    collected: Arc<Mutex<Collected<W>>>,
}

/// The connection's end: writes what was collected.
pub(super) struct Flusher<W>(Arc<Mutex<Collected<W>>>);

pub(super) fn collect<R, W>(
    reader: R,
    writer: W,
    police: Option<Police>,
) -> (Io<R, W>, Flusher<W>) {
    let collected = Arc::new(Mutex::new(Collected {
        writer,
        bytes: Vec::new(),
        written: 0,
        blocked: None,
        broken: false,
        last_read: Instant::now(),
        police,
    }));
    let flusher = Flusher(Arc::clone(&collected));
    (Io { reader, collected }, flusher)
}

/// Both ends belong to one task; nobody waits here.
fn lock<W>(collected: &Mutex<Collected<W>>) -> MutexGuard<'_, Collected<W>> {
    collected.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<W: AsyncWrite + Unpin> Collected<W> {
    fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while self.written < self.bytes.len() {
            let rest = &self.bytes[self.written..];
            match ready!(Pin::new(&mut self.writer).poll_write(cx, rest)) {
                Ok(0) => return Poll::Ready(Err(io::ErrorKind::WriteZero.into())),
                Ok(written) => self.written += written,
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
        self.clear();
        Poll::Ready(Ok(()))
    }

    fn clear(&mut self) {
        self.bytes.clear();
        self.written = 0;
        if self.bytes.capacity() > KEPT {
            self.bytes = Vec::new();
        }
        self.wake();
    }

    fn wake(&mut self) {
        if let Some(blocked) = self.blocked.take() {
            blocked.wake();
        }
    }

    /// Writes what was collected and the slices behind it: how many bytes of these the socket took.
    fn write_through(&mut self, cx: &mut Context<'_>, slices: &[IoSlice<'_>]) -> io::Result<usize> {
        let waiting = self.bytes.len() - self.written;
        let mut parts = [IoSlice::new(&[]); PARTS];
        parts[0] = IoSlice::new(&self.bytes[self.written..]);
        for (part, slice) in parts[1..].iter_mut().zip(slices) {
            *part = IoSlice::new(slice);
        }
        let count = (slices.len() + 1).min(PARTS);
        match Pin::new(&mut self.writer).poll_write_vectored(cx, &parts[..count]) {
            Poll::Ready(Ok(written)) if written >= waiting => {
                self.clear();
                Ok(written - waiting)
            }
            Poll::Ready(Ok(written)) => {
                self.written += written;
                Ok(0)
            }
            Poll::Ready(Err(error)) => Err(error),
            Poll::Pending => Ok(0),
        }
    }

    /// Tells the police of so many bytes of the slices.
    fn report(&mut self, slices: &[IoSlice<'_>], mut length: usize) {
        if let Some(police) = &mut self.police {
            for slice in slices {
                let part = slice.len().min(length);
                police.written(&slice[..part]);
                length -= part;
            }
        }
    }
}

impl<W: AsyncWrite + Unpin> Flusher<W> {
    /// Writes all that was collected.
    pub(super) fn poll_flush(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut collected = lock(&self.0);
        let result = collected.poll_flush(cx);
        if let Poll::Ready(Err(_)) = &result {
            collected.broken = true;
            collected.wake();
        }
        result
    }

    /// Whether something waits to be written.
    pub(super) fn is_wanted(&self) -> bool {
        !lock(&self.0).bytes.is_empty()
    }

    /// When something was last read.
    pub(super) fn last_read(&self) -> Instant {
        lock(&self.0).last_read
    }

    /// What the peer did that it may not, told whether calls are open now.
    pub(super) fn offence(&self, is_busy: bool) -> Option<Offence> {
        let mut collected = lock(&self.0);
        let police = collected.police.as_mut()?;
        police.is_busy = is_busy;
        police.offence
    }

    /// Adds a frame of ours behind those of the engine, which writes whole ones unless it is blocked.
    pub(super) fn append(&self, frame: &[u8]) {
        let mut collected = lock(&self.0);
        if collected.blocked.is_none() {
            collected.bytes.extend_from_slice(frame);
        }
    }

    /// Ends the socket's write side.
    pub(super) fn poll_shutdown(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut lock(&self.0).writer).poll_shutdown(cx)
    }
}

impl<R: AsyncRead + Unpin, W> AsyncRead for Io<R, W> {
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

impl<R: Unpin, W: AsyncWrite + Unpin> AsyncWrite for Io<R, W> {
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
        let length = slices.iter().map(|slice| slice.len()).sum();
        if length >= LARGE {
            let written = collected.write_through(cx, slices)?;
            if written > 0 {
                collected.report(slices, written);
                return Poll::Ready(Ok(written));
            }
        }
        if collected.bytes.len() - collected.written >= FULL {
            collected.blocked = Some(cx.waker().clone());
            return Poll::Pending;
        }
        for slice in slices {
            collected.bytes.extend_from_slice(slice);
        }
        collected.report(slices, length);
        Poll::Ready(Ok(length))
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
