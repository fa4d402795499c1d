//! The buffer that generated `write_fields` fills from its end.

use super::{Kind, Map, Oneof, UnknownFields, WireType, varint};
use bytes::{Buf, Bytes};

/// How large a buffer a thread may keep between two messages.
const SPARE_LIMIT: usize = 64 * 1024;

/// A buffer that grows towards its front.
///
/// A message is written last field first, and the length of a nested message is known when its first byte has been
/// written: no length is ever computed beforehand.
#[derive(Default)]
pub struct Writer {
    buffer: Vec<u8>,
    /// Where the written part begins.
    start: usize,
}

impl Writer {
    /// An empty writer with room for `capacity` bytes.
    pub fn with_capacity(capacity: usize) -> Self {
        Self {
            buffer: vec![0; capacity],
            start: capacity,
        }
    }

    /// An empty writer that fills a buffer whose content is of no use any more.
    pub(super) fn over(buffer: Vec<u8>) -> Self {
        Self {
            start: buffer.len(),
            buffer,
        }
    }

    /// Whether the buffer is small enough to lie around until the next message.
    pub(super) fn is_worth_keeping(&self) -> bool {
        self.buffer.len() <= SPARE_LIMIT
    }

    /// The buffer, for [`over`](Self::over).
    pub(super) fn into_buffer(self) -> Vec<u8> {
        self.buffer
    }

    /// How many bytes are written.
    #[inline]
    pub fn len(&self) -> usize {
        self.buffer.len() - self.start
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What is written.
    pub fn as_slice(&self) -> &[u8] {
        &self.buffer[self.start..]
    }

    /// What is written, without a copy.
    pub fn into_bytes(self) -> Bytes {
        let mut bytes = Bytes::from(self.buffer);
        bytes.advance(self.start);
        bytes
    }

    /// What is written, as a vector of its own.
    pub fn into_vec(mut self) -> Vec<u8> {
        self.buffer.drain(..self.start);
        self.buffer
    }

    /// Puts bytes in front.
    #[inline]
    pub fn prepend(&mut self, bytes: &[u8]) {
        if bytes.len() > self.start {
            self.grow(bytes.len());
        }
        let start = self.start - bytes.len();
        copy(&mut self.buffer[start..self.start], bytes);
        self.start = start;
    }

    #[cold]
    #[inline(never)]
    fn grow(&mut self, wanted: usize) {
        let length = self.len();
        // Behind one large field there is room for the small ones before it.
        let capacity = (self.buffer.len() * 2).max(length + wanted + 64);
        let mut buffer = vec![0; capacity];
        buffer[capacity - length..].copy_from_slice(&self.buffer[self.start..]);
        self.buffer = buffer;
        self.start = capacity - length;
    }

    /// Puts up to `most` bytes in front: `fill` gets room for so many, and answers where in it what it wrote begins.
    #[inline]
    pub(super) fn fill(&mut self, most: usize, fill: impl FnOnce(&mut [u8]) -> usize) {
        if most > self.start {
            self.grow(most);
        }
        let room = &mut self.buffer[self.start - most..self.start];
        self.start -= most - fill(room).min(most);
    }

    /// Puts a base-128 varint in front.
    #[inline]
    pub fn varint(&mut self, value: u64) {
        if value < 0x80 && self.start > 0 {
            self.start -= 1;
            self.buffer[self.start] = value as u8;
        } else if value < 0x4000 && self.start > 1 {
            let end = self.start;
            self.start -= 2;
            self.buffer[self.start..end].copy_from_slice(&[value as u8 | 0x80, (value >> 7) as u8]);
        } else {
            self.long_varint(value);
        }
    }

    #[inline(never)]
    fn long_varint(&mut self, value: u64) {
        self.fill(varint::LONGEST, |room| {
            varint::write_before(room, room.len(), value)
        });
    }

    /// Puts a tag in front.
    #[inline] // numbers are constants in generated code, and so is the way through `varint`
    pub fn tag(&mut self, number: u32, wire_type: WireType) {
        self.varint(u64::from(number << 3 | wire_type as u32));
    }

    /// Puts bytes in front, and their length before them.
    #[inline]
    pub fn payload(&mut self, bytes: &[u8]) {
        self.prepend(bytes);
        self.varint(bytes.len() as u64);
    }

    /// Writes what `write` writes, with its length in front.
    #[inline]
    pub fn delimited(&mut self, write: impl FnOnce(&mut Self)) {
        let before = self.len();
        write(self);
        self.varint((self.len() - before) as u64);
    }

    /// A field without presence: written unless it is the default of its type.
    #[inline]
    pub fn implicit<T, K: Kind<T>>(&mut self, number: u32, kind: K, value: &T) {
        if !kind.is_default(value) {
            kind.write_field(self, number, value);
        }
    }

    /// A field that is always written.
    #[inline]
    pub fn required<T, K: Kind<T>>(&mut self, number: u32, kind: K, value: &T) {
        kind.write_field(self, number, value);
    }

    /// A field that knows whether it is set.
    #[inline]
    pub fn explicit<T, K: Kind<T>>(&mut self, number: u32, kind: K, value: &Option<T>) {
        if let Some(value) = value {
            kind.write_field(self, number, value);
        }
    }

    /// A repeated field, each element with its tag.
    #[inline]
    pub fn repeated<T, K: Kind<T>>(&mut self, number: u32, kind: K, values: &[T]) {
        for value in values.iter().rev() {
            kind.write_field(self, number, value);
        }
    }

    /// A repeated scalar field as one length-delimited value; nothing where it is empty.
    #[inline]
    pub fn packed<T, K: Kind<T>>(&mut self, number: u32, kind: K, values: &[T]) {
        if values.is_empty() {
            return;
        }
        self.delimited(|writer| kind.write_packed(writer, values));
        self.tag(number, WireType::Delimited);
    }

    /// A map field, an entry a key; ordered maps come out in their order.
    pub fn map<M, K, V>(&mut self, number: u32, key_kind: K, value_kind: V, map: &M)
    where
        M: Map,
        K: Kind<M::Key>,
        V: Kind<M::Value>,
    {
        map.for_each_backwards(|key, value| {
            self.delimited(|writer| {
                value_kind.write_field(writer, 2, value);
                key_kind.write_field(writer, 1, key);
            });
            self.tag(number, WireType::Delimited);
        });
    }

    /// The member of a oneof that is set, if any.
    #[inline]
    pub fn oneof<O: Oneof>(&mut self, oneof: &Option<O>) {
        if let Some(member) = oneof {
            member.write_field(self);
        }
    }

    /// The fields that the message does not know, as they came.
    #[inline]
    pub fn unknown(&mut self, unknown: &UnknownFields) {
        if !unknown.is_empty() {
            self.prepend(unknown.as_slice());
        }
    }
}

/// Copies one slice over another of the same length. Most strings are short: two copies of a known size, which may overlap,
/// take less time than to call for one.
#[inline]
fn copy(to: &mut [u8], from: &[u8]) {
    if from.len() > 32
        || !(copy_ends::<16>(to, from) || copy_ends::<8>(to, from) || copy_ends::<4>(to, from))
    {
        to.copy_from_slice(from);
    }
}

/// Copies the first and the last `N` bytes, where there are so many.
#[inline]
fn copy_ends<const N: usize>(to: &mut [u8], from: &[u8]) -> bool {
    let (Some(first), Some(last)) = (from.first_chunk::<N>(), from.last_chunk::<N>()) else {
        return false;
    };
    if let Some(to) = to.first_chunk_mut() {
        *to = *first;
    }
    if let Some(to) = to.last_chunk_mut() {
        *to = *last;
    }
    true
}
