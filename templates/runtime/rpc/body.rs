//! The messages of one direction of a call, as they travel.

use super::{Metadata, Payload, Status};
use std::future::poll_fn;
use std::task::{Context, Poll};

/// Where a body's messages come from.
pub trait MessageSource: Send {
    /// The next message; `None` at the end, a status where the call failed.
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>>;

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

    /// Whether all messages are here already.
    pub(super) fn is_ready(&self) -> bool {
        matches!(self.0, Source::Messages { .. })
    }
}

impl std::fmt::Debug for Body {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(if self.is_ready() {
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
