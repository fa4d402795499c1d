//! Fields that a message does not know: kept in the order they came, byte for byte.

use super::{Reader, WireType};
use std::fmt;

/// The fields of a message that its schema does not name.
///
/// They are written back as they came, so a program may pass on messages of a newer schema. Empty, it takes eight bytes.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownFields {
    #[allow(clippy::box_collection)]
    // a vector in place would cost every message sixteen bytes more
    raw: Option<Box<Vec<u8>>>,
}

/// One unknown field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownField<'a> {
    /// The field's number.
    pub number: u32,
    /// The field's tag: the number and the wire type in one.
    pub tag: u32,
    /// What stands behind the tag: for a length-delimited field with its length, for a group with its end tag.
    pub value: &'a [u8],
}

impl UnknownFields {
    /// Whether there are none.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.raw.is_none()
    }

    /// The fields' encoding.
    pub fn as_slice(&self) -> &[u8] {
        self.raw.as_deref().map_or(&[], Vec::as_slice)
    }

    /// Forgets them all.
    pub fn clear(&mut self) {
        self.raw = None;
    }

    /// The fields, in the order they came.
    pub fn iter(&self) -> impl Iterator<Item = UnknownField<'_>> {
        let mut rest = self.as_slice();
        std::iter::from_fn(move || {
            let mut reader = Reader::new(rest);
            let tag = reader.tag().ok()??;
            let value = reader.remaining();
            reader.skip().ok()?;
            rest = reader.remaining();
            Some(UnknownField {
                number: tag >> 3,
                tag,
                value: &value[..value.len() - rest.len()],
            })
        })
    }

    /// Adds a field that is already encoded: `value` is what stands behind the tag.
    pub(super) fn push_raw(&mut self, tag: u32, value: &[u8]) {
        let raw = self.raw.get_or_insert_default();
        push_varint(raw, tag);
        raw.extend_from_slice(value);
    }

    /// Adds an item of a message set in its usual form: `group { 2: type_id 3: message }` under the number 1.
    pub(super) fn push_item(&mut self, type_id: u32, message: &[u8]) {
        let raw = self.raw.get_or_insert_default();
        raw.extend_from_slice(&[1 << 3 | 3, 2 << 3]);
        push_varint(raw, type_id);
        raw.push(3 << 3 | 2);
        // A length that does not fit 32 bits does not fit a message either.
        push_varint(raw, message.len() as u32);
        raw.extend_from_slice(message);
        raw.push(1 << 3 | 4);
    }

    /// Adds encoded fields.
    pub(super) fn extend(&mut self, encoded: &[u8]) {
        if !encoded.is_empty() {
            self.raw.get_or_insert_default().extend_from_slice(encoded);
        }
    }

    /// Removes every field with this number.
    pub fn remove(&mut self, number: u32) {
        self.retain(|field| field.number != number);
    }

    /// Keeps the fields that `wanted` says yes to.
    pub fn retain(&mut self, mut wanted: impl FnMut(UnknownField<'_>) -> bool) {
        let mut kept = Self::default();
        for field in self.iter().filter(|field| wanted(*field)) {
            kept.push_raw(field.tag, field.value);
        }
        *self = kept;
    }
}

fn push_varint(raw: &mut Vec<u8>, mut value: u32) {
    while value >= 0x80 {
        raw.push(value as u8 | 0x80);
        value >>= 7;
    }
    raw.push(value as u8);
}

impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(
                self.iter()
                    .map(|field| (field.number, field.tag & 7, field.value)),
            )
            .finish()
    }
}

impl<'a> UnknownField<'a> {
    /// The payload of a length-delimited field.
    pub fn payload(&self) -> Option<&'a [u8]> {
        if self.tag & 7 != WireType::Delimited as u32 {
            return None;
        }
        Reader::new(self.value).delimited().ok()
    }
}
