//! The messages of one direction of a call, as they travel.

use super::{Batch, Metadata, Payload, Status};
use std::future::poll_fn;
use std::task::{Context, Poll, ready};

/// Where a body's messages come from.
pub trait MessageSource: Send {
    /// The next message; `None` at the end, a status where the call failed.
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>>;

    /// Adds the messages that are ready now to a batch. Ready at the end, or where the call failed; pending while no
    /// message is ready, or once the batch is full.
    fn poll_batch(&mut self, cx: &mut Context<'_>, batch: &mut Batch) -> Poll<Result<(), Status>> {
        while !batch.is_full() {
            match ready!(self.poll_message(cx))? {
                Some(payload) => batch.push(payload)?,
                None => return Poll::Ready(Ok(())),
            }
        }
        Poll::Pending
    }

    /// The trailing metadata, once the end has come.
    fn take_trailers(&mut self) -> Metadata {
        Metadata::new()
    }
}

/// A stream of encoded messages, and the trailing metadata behind them.
pub struct Body(Source);

enum Source {
    Messages {
        one: Option<Payload>,
        trailers: Metadata,
    },
    Stream(Box<dyn MessageSource>),
}

impl Body {
    /// No message.
    pub fn empty() -> Self {
        Self(Source::Messages {
            one: None,
            trailers: Metadata::new(),
        })
    }

    /// One message.
    pub fn message(payload: Payload) -> Self {
        Self::with_trailers(payload, Metadata::new())
    }

    /// One message, and trailing metadata.
    pub fn with_trailers(payload: Payload, trailers: Metadata) -> Self {
        Self(Source::Messages {
            one: Some(payload),
            trailers,
        })
    }

    /// Messages from a source.
    pub fn stream(source: impl MessageSource + 'static) -> Self {
        Self(Source::Stream(Box::new(source)))
    }

    /// The next message; `None` at the end.
    pub async fn next(&mut self) -> Result<Option<Payload>, Status> {
        poll_fn(|cx| self.poll_message(cx)).await
    }

    /// As [`next`](Self::next), polled.
    pub fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        match &mut self.0 {
            Source::Messages { one, .. } => Poll::Ready(Ok(one.take())),
            Source::Stream(source) => source.poll_message(cx),
        }
    }

    /// As [`MessageSource::poll_batch`].
    pub(super) fn poll_batch(
        &mut self,
        cx: &mut Context<'_>,
        batch: &mut Batch,
    ) -> Poll<Result<(), Status>> {
        match &mut self.0 {
            Source::Messages { one, .. } => {
                Poll::Ready(one.take().map_or(Ok(()), |payload| batch.push(payload)))
            }
            Source::Stream(source) => source.poll_batch(cx, batch),
        }
    }

    /// The only message of a body that has one from the start.
    pub(super) fn take_only(&mut self) -> Option<Payload> {
        match &mut self.0 {
            Source::Messages { one, .. } => one.take(),
            Source::Stream(_) => None,
        }
    }

    /// The trailing metadata, once the end has come.
    pub fn take_trailers(&mut self) -> Metadata {
        match &mut self.0 {
            Source::Messages { trailers, .. } => std::mem::take(trailers),
            Source::Stream(source) => source.take_trailers(),
        }
    }

    /// This body with every message passed through `change` on its way; an error ends the call.
    #[must_use]
    pub fn map(
        self,
        change: impl FnMut(Payload) -> Result<Payload, Status> + Send + 'static,
    ) -> Self {
        Self::stream(Mapped {
            inner: self,
            change,
        })
    }

    /// The only message of a body that has one from the start, so that a call may be made again.
    pub(super) fn replay(&self) -> Option<Payload> {
        match &self.0 {
            Source::Messages { one, .. } => one.clone(),
            Source::Stream(_) => None,
        }
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if matches!(self.0, Source::Messages { .. }) {
            "Body(message)"
        } else {
            "Body(stream)"
        })
    }
}

struct Mapped<F> {
    inner: Body,
    change: F,
}

impl<F: FnMut(Payload) -> Result<Payload, Status> + Send> MessageSource for Mapped<F> {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        self.inner
            .poll_message(cx)
            .map(|message| message?.map(&mut self.change).transpose())
    }

    fn take_trailers(&mut self) -> Metadata {
        self.inner.take_trailers()
    }
}
