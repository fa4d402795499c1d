//! One encoded message with its five-byte prefix, and how a stream of bytes is cut into such (PROTOCOL-HTTP2,
//! "Length-Prefixed-Message").

use super::super::wire::{DecodeError, Message, Writer};
use super::compression::{self, Encoding};
use super::{Side, Status};
use bytes::{Buf, Bytes, BytesMut};
use std::collections::VecDeque;

const PREFIX: usize = Payload::PREFIX;

/// An encoded message as it travels: uncompressed, the prefix in the same buffer.
#[derive(Clone, Debug)]
pub struct Payload {
    frame: Bytes,
    may_compress: bool,
}

impl Payload {
    /// How many bytes stand before a message.
    pub(super) const PREFIX: usize = 5;

    /// A payload out of a message's encoding, which is copied behind a prefix.
    pub fn new(message: &[u8]) -> Self {
        let mut writer = Writer::with_capacity(message.len() + PREFIX);
        writer.prepend(message);
        Self::finish(writer, 0)
    }

    /// Encodes a message.
    pub fn encode<M: Message>(message: &M) -> Self {
        Self {
            frame: message.encode_framed(0),
            may_compress: true,
        }
    }

    fn finish(mut writer: Writer, flag: u8) -> Self {
        // A longer message cannot be sent: the transport's limit is far lower and is checked against the true length.
        let length = u32::try_from(writer.len()).unwrap_or(u32::MAX);
        writer.prepend(&length.to_be_bytes());
        writer.prepend(&[flag]);
        Self {
            frame: writer.into_bytes(),
            may_compress: true,
        }
    }

    /// This payload, never compressed: a secret beside what an attacker chose must not be (gRPC document "compression").
    #[must_use]
    pub fn uncompressed(mut self) -> Self {
        self.may_compress = false;
        self
    }

    /// Decodes the message; its `bytes` fields share this buffer.
    pub fn decode<M: Message>(&self) -> Result<M, DecodeError> {
        M::decode_bytes(&self.message())
    }

    /// As [`decode`](Self::decode), where nobody needs the encoding any more.
    pub(super) fn into_decoded<M: Message>(mut self) -> Result<M, DecodeError> {
        self.frame.advance(PREFIX);
        M::decode_bytes(&self.frame)
    }

    /// The message's encoding.
    pub fn message(&self) -> Bytes {
        self.frame.slice(PREFIX..)
    }

    /// How many bytes the message's encoding has.
    pub fn len(&self) -> usize {
        self.frame.len() - PREFIX
    }

    /// Whether the message's encoding is empty, as that of a message with nothing set is.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes to send, compressed where `encoding` says so and it helps.
    pub(super) fn into_frame(self, encoding: Encoding) -> Result<Bytes, Status> {
        if encoding == Encoding::Identity || !self.may_compress || self.is_empty() {
            return Ok(self.frame);
        }
        let compressed = compression::compress(encoding, &self.frame[PREFIX..])?;
        let mut writer = Writer::with_capacity(compressed.len() + PREFIX);
        writer.prepend(&compressed);
        Ok(Self::finish(writer, 1).frame)
    }
}

/// Cuts received bytes into messages.
#[derive(Debug)]
pub(super) struct Decoder {
    /// What comes next, and what comes after that.
    first: Bytes,
    later: VecDeque<Bytes>,
    buffered: usize,
    encoding: Encoding,
    limit: usize,
    side: Side,
}

impl Decoder {
    /// A decoder for messages of at most `limit` bytes after decompression.
    pub(super) fn new(encoding: Encoding, limit: usize, side: Side) -> Self {
        Self {
            first: Bytes::new(),
            later: VecDeque::new(),
            buffered: 0,
            encoding,
            limit,
            side,
        }
    }

    pub(super) fn push(&mut self, chunk: Bytes) {
        self.buffered += chunk.len();
        if self.first.is_empty() {
            self.first = chunk;
        } else if !chunk.is_empty() {
            self.later.push_back(chunk);
        }
    }

    /// The next message, if all of it is there.
    pub(super) fn next(&mut self) -> Result<Option<Payload>, Status> {
        let Some(prefix) = self.peek_prefix() else {
            return Ok(None);
        };
        let length = u32::from_be_bytes([prefix[1], prefix[2], prefix[3], prefix[4]]) as usize;
        let is_compressed = match prefix[0] {
            0 => false,
            1 if self.encoding == Encoding::Identity => {
                return Err(Status::internal(
                    "a message is marked as compressed, but the peer names no grpc-encoding",
                ));
            }
            1 => true,
            flag => {
                return Err(Status::internal(format!(
                    "a message begins with the flag {flag}, not 0 or 1"
                )));
            }
        };
        if length > self.limit {
            return Err(self.side.too_large(length, self.limit));
        }
        if self.buffered < PREFIX + length {
            return Ok(None);
        }
        let frame = self.take(PREFIX + length);
        if !is_compressed {
            return Ok(Some(Payload {
                frame,
                may_compress: true,
            }));
        }
        let message = compression::decompress(self.encoding, &frame[PREFIX..], self.limit)?;
        message.map_or_else(
            || Err(self.side.too_large(self.limit + 1, self.limit)),
            |message| Ok(Some(Payload::new(&message))),
        )
    }

    /// Checks that the stream does not end inside a message.
    pub(super) fn finish(&self) -> Result<(), Status> {
        if self.buffered == 0 {
            Ok(())
        } else {
            Err(Status::internal("the stream ends inside a message"))
        }
    }

    fn peek_prefix(&self) -> Option<[u8; PREFIX]> {
        if let Some(prefix) = self.first.first_chunk() {
            return Some(*prefix);
        }
        if self.buffered < PREFIX {
            return None;
        }
        let mut prefix = [0; PREFIX];
        let later = self.later.iter().flat_map(|chunk| chunk.iter());
        let bytes = self.first.iter().chain(later);
        prefix
            .iter_mut()
            .zip(bytes)
            .for_each(|(to, from)| *to = *from);
        Some(prefix)
    }

    /// The next `length` bytes, which are there: a slice where they lie in one chunk, else a copy.
    fn take(&mut self, length: usize) -> Bytes {
        self.buffered -= length;
        if self.first.len() >= length {
            return self.split_first(length);
        }
        let mut whole = BytesMut::with_capacity(length);
        while whole.len() < length && !self.first.is_empty() {
            let missing = length - whole.len();
            let part = self.split_first(missing.min(self.first.len()));
            whole.extend_from_slice(&part);
        }
        whole.freeze()
    }

    /// The first bytes of the first chunk; behind its last one the next chunk is the first.
    fn split_first(&mut self, length: usize) -> Bytes {
        if length < self.first.len() {
            return self.first.split_to(length);
        }
        let next = self.later.pop_front().unwrap_or_default();
        std::mem::replace(&mut self.first, next)
    }
}
