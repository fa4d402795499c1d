//! Messages to DATA frames, at the pace that flow control allows.

use super::super::batch::Batch;
use super::super::{Body, Status};
use super::status_of;
use bytes::Bytes;
use h2::SendStream;
use std::future::poll_fn;
use std::task::Poll;

/// How the messages of a body came to their end.
pub(super) enum Ending {
    Whole,
    /// The body failed.
    Failed(Status),
    /// The peer closed the stream before.
    Cut(Status),
}

/// Sends a batch and the messages that come behind it, all but the end of the stream.
pub(super) async fn messages(
    body: &mut Body,
    stream: &mut SendStream<Bytes>,
    batch: &mut Batch,
) -> Ending {
    loop {
        let ending = poll_fn(|cx| match body.poll_batch(cx, batch) {
            Poll::Ready(Ok(())) => Poll::Ready(Some(Ending::Whole)),
            Poll::Ready(Err(status)) => Poll::Ready(Some(Ending::Failed(status))),
            Poll::Pending if !batch.is_empty() => Poll::Ready(None),
            Poll::Pending => stream.poll_reset(cx).map(|_| {
                let status = Status::cancelled("the peer reset the stream");
                Some(Ending::Cut(status))
            }),
        });
        let ending = ending.await;
        // What was there before an error still goes out.
        if let Err(status) = pieces(batch, stream).await {
            return Ending::Cut(status);
        }
        if let Some(ending) = ending {
            return ending;
        }
    }
}

/// Sends what a batch has.
pub(super) async fn pieces(
    batch: &mut Batch,
    stream: &mut SendStream<Bytes>,
) -> Result<(), Status> {
    while let Some(piece) = batch.take() {
        data(stream, piece).await?;
    }
    Ok(())
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
