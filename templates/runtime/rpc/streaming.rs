//! Streams of typed messages, and the ways to make one.

use super::super::wire::Message;
use super::{Batch, Body, MessageSource, Metadata, Payload, Status};
use futures_core::Stream;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::sync::mpsc;

/// The messages of one direction of a call.
///
/// A handler receives one and returns one; a test makes one out of a `Vec`.
pub struct Streaming<T>(Source<T>);

enum Source<T> {
    Body {
        body: Body,
        decode: fn(Payload) -> Result<T, Status>,
        trailers: Option<Metadata>,
    },
    Stream(Pin<Box<dyn Stream<Item = Result<T, Status>> + Send>>),
    Sent(Sent<T>),
}

/// A message on its way to be encoded.
struct Parcel<T> {
    message: T,
    may_compress: bool,
}

impl<T: Send + 'static> Streaming<T> {
    /// The messages of a stream, which may fail.
    pub fn new(stream: impl Stream<Item = Result<T, Status>> + Send + 'static) -> Self {
        Self(Source::Stream(Box::pin(stream)))
    }

    /// A sender and the stream of what it sends; at most `capacity` messages wait in between.
    pub fn channel(capacity: usize) -> (Sender<T>, Self) {
        let (sender, receiver) = mpsc::channel(capacity.max(1));
        (
            Sender(sender),
            Self(Source::Sent(Sent::new(receiver, None))),
        )
    }

    /// The messages that `produce` sends. It runs inside the stream, without a task of its own: it goes on when the
    /// transport has room, and an error that it returns ends the call.
    pub fn produce<F: Future<Output = Result<(), Status>> + Send + 'static>(
        produce: impl FnOnce(Sender<T>) -> F,
    ) -> Self {
        let (sender, receiver) = mpsc::channel(1);
        let producer: Producer = Box::pin(produce(Sender(sender)));
        Self(Source::Sent(Sent::new(receiver, Some(producer))))
    }

    pub(super) fn decoded(body: Body) -> Self
    where
        T: Message,
    {
        Self(Source::Body {
            body,
            decode,
            trailers: None,
        })
    }
}

fn decode<T: Message>(payload: Payload) -> Result<T, Status> {
    payload
        .into_decoded()
        .map_err(|error| Status::internal(format!("cannot decode a message: {error}")))
}

impl<T> Streaming<T> {
    /// The next message; `None` at the end.
    pub async fn message(&mut self) -> Result<Option<T>, Status> {
        poll_fn(|cx| self.poll_message(cx)).await
    }

    /// The trailing metadata, once the end has come.
    pub fn trailers(&mut self) -> Option<Metadata> {
        match &mut self.0 {
            Source::Body { trailers, .. } => trailers.take(),
            Source::Stream(_) | Source::Sent(_) => None,
        }
    }

    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<T>, Status>> {
        match &mut self.0 {
            Source::Body {
                body,
                decode,
                trailers,
            } => body.poll_message(cx).map(|payload| {
                if let Some(payload) = payload? {
                    decode(payload).map(Some)
                } else {
                    trailers.get_or_insert_with(|| body.take_trailers());
                    Ok(None)
                }
            }),
            Source::Stream(stream) => stream.as_mut().poll_next(cx).map(Option::transpose),
            Source::Sent(sent) => sent
                .poll_next(cx)
                .map_ok(|parcel| parcel.map(|parcel| parcel.message)),
        }
    }

    /// As [`poll_message`](Self::poll_message), of a stream that is to be encoded.
    fn poll_parcel(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Parcel<T>>, Status>> {
        if let Source::Sent(sent) = &mut self.0 {
            return sent.poll_next(cx);
        }
        let polled = self.poll_message(cx);
        polled.map_ok(|message| {
            message.map(|message| Parcel {
                message,
                may_compress: true,
            })
        })
    }

    /// The stream as a body of encoded messages.
    pub(super) fn encoded(self, trailers: Metadata) -> Body
    where
        T: Message,
    {
        match self.0 {
            // What came from a peer and was never decoded goes on as it is.
            Source::Body { body, .. } => body,
            source @ (Source::Stream(_) | Source::Sent(_)) => Body::stream(Encoded {
                stream: Self(source),
                trailers,
            }),
        }
    }
}

impl<T> Stream for Streaming<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_message(cx).map(Result::transpose)
    }
}

impl<T> std::fmt::Debug for Streaming<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Streaming")
    }
}

impl<T: Send + Unpin + 'static> From<Vec<T>> for Streaming<T> {
    fn from(messages: Vec<T>) -> Self {
        Self::new(Iterated(messages.into_iter()))
    }
}

impl<T: Send + Unpin + 'static, const N: usize> From<[T; N]> for Streaming<T> {
    fn from(messages: [T; N]) -> Self {
        Self::from(Vec::from(messages))
    }
}

struct Iterated<T>(std::vec::IntoIter<T>);

impl<T: Unpin> Stream for Iterated<T> {
    type Item = Result<T, Status>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

type Producer = Pin<Box<dyn Future<Output = Result<(), Status>> + Send>>;

/// What comes out of a [`Sender`], and the future that may stand behind it.
struct Sent<T> {
    receiver: mpsc::Receiver<Result<Parcel<T>, Status>>,
    producer: Option<Producer>,
    failure: Option<Status>,
}

impl<T> Sent<T> {
    fn new(
        receiver: mpsc::Receiver<Result<Parcel<T>, Status>>,
        producer: Option<Producer>,
    ) -> Self {
        Self {
            receiver,
            producer,
            failure: None,
        }
    }

    fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Parcel<T>>, Status>> {
        if let Poll::Ready(Some(parcel)) = self.receiver.poll_recv(cx) {
            return Poll::Ready(parcel.map(Some));
        }
        if let Some(producer) = &mut self.producer
            && let Poll::Ready(result) = producer.as_mut().poll(cx)
        {
            self.producer = None;
            self.failure = result.err();
        }
        // What was sent before the end, or an end that came with an error, goes first.
        match self.receiver.poll_recv(cx) {
            Poll::Ready(None) => Poll::Ready(self.failure.take().map_or(Ok(None), Err)),
            other => other.map(Option::transpose),
        }
    }
}

struct Encoded<T> {
    stream: Streaming<T>,
    trailers: Metadata,
}

impl<T: Message> MessageSource for Encoded<T> {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        let polled = self.stream.poll_parcel(cx);
        polled.map_ok(|parcel| parcel.map(Parcel::into_payload))
    }

    fn poll_batch(&mut self, cx: &mut Context<'_>, batch: &mut Batch) -> Poll<Result<(), Status>> {
        while !batch.is_full() {
            match ready!(self.stream.poll_parcel(cx))? {
                Some(parcel) if parcel.may_compress => batch.encode(&parcel.message)?,
                Some(parcel) => batch.push(parcel.into_payload())?,
                None => return Poll::Ready(Ok(())),
            }
        }
        Poll::Pending
    }

    fn take_trailers(&mut self) -> Metadata {
        std::mem::take(&mut self.trailers)
    }
}

impl<T: Message> Parcel<T> {
    fn into_payload(self) -> Payload {
        let payload = Payload::encode(&self.message);
        if self.may_compress {
            payload
        } else {
            payload.uncompressed()
        }
    }
}

/// Sends the messages of a [`Streaming`].
pub struct Sender<T>(mpsc::Sender<Result<Parcel<T>, Status>>);

impl<T> Clone for Sender<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> std::fmt::Debug for Sender<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sender")
    }
}

impl<T> Sender<T> {
    /// Sends a message; waits while there is no room. CANCELLED once nobody receives.
    pub async fn send(&self, message: T) -> Result<(), Status> {
        self.send_parcel(message, true).await
    }

    /// As [`send`](Self::send), but the message is not compressed where others are (gRPC document "compression").
    pub async fn send_uncompressed(&self, message: T) -> Result<(), Status> {
        self.send_parcel(message, false).await
    }

    async fn send_parcel(&self, message: T, may_compress: bool) -> Result<(), Status> {
        let parcel = Parcel {
            message,
            may_compress,
        };
        let gone = |_| Status::cancelled("the receiver of the stream is gone");
        self.0.send(Ok(parcel)).await.map_err(gone)
    }

    /// Ends the stream with an error.
    pub async fn fail(self, status: Status) {
        // Nobody receives: then nobody needs to know.
        let _ = self.0.send(Err(status)).await;
    }
}
