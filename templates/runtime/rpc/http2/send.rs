//! Messages to DATA frames, at the pace that flow control allows.

use super::super::{Body, Encoding, Payload, Side, Status};
use super::status_of;
use bytes::{Bytes, BytesMut};
use h2::SendStream;
use std::future::poll_fn;
use std::task::Poll;

/// Messages that are ready together share frames up to this size.
const BATCH: usize = 16 * 1024;

/// How messages are sent.
#[derive(Clone, Copy)]
pub(super) struct Outgoing {
    pub(super) encoding: Encoding,
    pub(super) limit: usize,
    pub(super) side: Side,
}

/// Sends a body's messages, all but the end of the stream.
pub(super) async fn messages(
    body: &mut Body,
    stream: &mut SendStream<Bytes>,
    outgoing: Outgoing,
) -> Result<(), Status> {
    while let Some(payload) = next(body, stream).await? {
        let mut frame = outgoing.frame(payload)?;
        let mut outcome = Ok(());
        if !body.is_ready() && frame.len() < BATCH {
            (frame, outcome) = batch(body, frame, outgoing).await;
        }
        data(stream, frame).await?;
        outcome?;
    }
    Ok(())
}

/// The next message, unless the peer resets the stream first.
async fn next(body: &mut Body, stream: &mut SendStream<Bytes>) -> Result<Option<Payload>, Status> {
    poll_fn(|cx| match body.poll_message(cx) {
        Poll::Ready(message) => Poll::Ready(message),
        Poll::Pending => stream
            .poll_reset(cx)
            .map(|_| Err(Status::cancelled("the peer reset the stream"))),
    })
    .await
}

impl Outgoing {
    pub(super) fn frame(self, payload: Payload) -> Result<Bytes, Status> {
        if payload.len() > self.limit {
            return Err(self.side.too_large_to_send(payload.len(), self.limit));
        }
        payload.into_frame(self.encoding)
    }
}

/// `first` with the messages behind it that are ready now, and the error that comes after them, if one does: what was sent
/// before an error still goes out.
async fn batch(body: &mut Body, first: Bytes, outgoing: Outgoing) -> (Bytes, Result<(), Status>) {
    let mut batch: Option<BytesMut> = None;
    let mut outcome = Ok(());
    while batch.as_ref().map_or(first.len(), BytesMut::len) < BATCH {
        let next = poll_fn(|cx| match body.poll_message(cx) {
            Poll::Ready(next) => Poll::Ready(next),
            // The end, too, is found again by who asks next: a source answers it as often as it is asked.
            Poll::Pending => Poll::Ready(Ok(None)),
        });
        let next = next.await.and_then(|payload| match payload {
            Some(payload) => outgoing.frame(payload).map(Some),
            None => Ok(None),
        });
        match next {
            Ok(Some(frame)) => batch
                .get_or_insert_with(|| BytesMut::from(&first[..]))
                .extend_from_slice(&frame),
            Ok(None) => break,
            Err(status) => {
                outcome = Err(status);
                break;
            }
        }
    }
    (batch.map_or(first, BytesMut::freeze), outcome)
}

/// Sends bytes as the peer's window opens.
pub(super) async fn data(stream: &mut SendStream<Bytes>, mut data: Bytes) -> Result<(), Status> {
    while !data.is_empty() {
        stream.reserve_capacity(data.len());
        let mut room = stream.capacity();
        if room == 0 {
            room = match poll_fn(|cx| stream.poll_capacity(cx)).await {
                Some(room) => room.map_err(|error| status_of(&error))?,
                None => return Err(Status::cancelled("the peer closed the stream")),
            };
        }
        let part = data.split_to(room.min(data.len()));
        stream
            .send_data(part, false)
            .map_err(|error| status_of(&error))?;
    }
    Ok(())
}
