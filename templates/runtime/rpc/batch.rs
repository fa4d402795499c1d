//! Messages on their way out: those that are ready together are sent together.

use super::super::wire::Message;
use super::{Encoding, Payload, Side, Status};
use bytes::Bytes;
use std::collections::VecDeque;

/// A batch takes no more messages once it has this many bytes.
const FULL: usize = 16 * 1024;
/// Messages up to this size are copied behind each other; larger ones stay where they are.
const SMALL: usize = 2 * 1024;

/// How messages are sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outgoing {
    pub(super) encoding: Encoding,
    pub(super) limit: usize,
    pub(super) side: Side,
}

impl Outgoing {
    /// The bytes that a message travels as.
    pub(super) fn frame(self, payload: Payload) -> Result<Bytes, Status> {
        self.check(payload.len())?;
        payload.into_frame(self.encoding)
    }

    fn check(self, length: usize) -> Result<(), Status> {
        if length > self.limit {
            return Err(self.side.too_large_to_send(length, self.limit));
        }
        Ok(())
    }
}

/// Encoded messages, as they travel.
#[derive(Debug)]
pub struct Batch {
    outgoing: Outgoing,
    pieces: VecDeque<Bytes>,
    /// Small messages behind the last piece.
    small: Vec<u8>,
    length: usize,
    /// How long the last message was: the next one is likely to be as long.
    last: usize,
}

impl Batch {
    pub(super) const fn new(outgoing: Outgoing) -> Self {
        Self {
            outgoing,
            pieces: VecDeque::new(),
            small: Vec::new(),
            length: 0,
            last: 0,
        }
    }

    /// Whether it is time to send what is here.
    pub fn is_full(&self) -> bool {
        self.length >= FULL
    }

    /// Whether nothing is here.
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// Adds a message; `RESOURCE_EXHAUSTED` where it is larger than may be sent.
    pub fn push(&mut self, payload: Payload) -> Result<(), Status> {
        let frame = self.outgoing.frame(payload)?;
        self.length += frame.len();
        self.last = frame.len();
        if frame.len() <= SMALL {
            self.small.extend_from_slice(&frame);
        } else {
            self.finish_small();
            self.pieces.push_back(frame);
        }
        Ok(())
    }

    /// As [`push`](Self::push), of a message that is not encoded yet.
    pub(super) fn encode<M: Message>(&mut self, message: &M) -> Result<(), Status> {
        if self.outgoing.encoding != Encoding::Identity || self.last > SMALL {
            return self.push(Payload::encode(message));
        }
        let before = self.small.len();
        message.append_framed(&mut self.small);
        let length = self.small.len() - before;
        let checked = self.outgoing.check(length - Payload::PREFIX);
        if checked.is_err() {
            self.small.truncate(before);
            return checked;
        }
        self.length += length;
        self.last = length;
        Ok(())
    }

    /// The next bytes to send.
    pub(super) fn take(&mut self) -> Option<Bytes> {
        if self.pieces.is_empty() {
            self.finish_small();
        }
        let piece = self.pieces.pop_front()?;
        self.length -= piece.len();
        Some(piece)
    }

    fn finish_small(&mut self) {
        if !self.small.is_empty() {
            // The next batch is likely to be as long.
            let room = Vec::with_capacity(self.small.len());
            let small = std::mem::replace(&mut self.small, room);
            self.pieces.push_back(Bytes::from(small));
        }
    }
}
