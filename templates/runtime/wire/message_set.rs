//! Message sets: a message whose extensions travel as items, `group { 2: type_id 3: message }` under the number 1.
//!
//! Items stay in the unknown fields, in their usual form whatever form they came in, so nothing is lost and one that
//! nobody asks for costs nothing. A type id may be larger than a field number, so it is never made one.

use super::{DecodeError, Extendable, Message, Reader, UnknownFields, WireType};
use std::marker::PhantomData;

/// The tag that starts an item.
const ITEM: u32 = 1 << 3 | WireType::Group as u32;
const TYPE_ID: u32 = 2 << 3 | WireType::Varint as u32;
const MESSAGE: u32 = 3 << 3 | WireType::Delimited as u32;

/// An extension of the message set `M`: a message of the type `T`.
#[derive(Debug)]
pub struct MessageSetExtension<M, T> {
    type_id: u32,
    of: PhantomData<fn(M) -> T>,
}

impl<M: Extendable, T: Message> MessageSetExtension<M, T> {
    /// For generated code.
    pub const fn new(type_id: u32) -> Self {
        Self {
            type_id,
            of: PhantomData,
        }
    }

    /// The number that the extension is declared with.
    pub const fn type_id(&self) -> u32 {
        self.type_id
    }

    /// The extension's value in `set`; `None` where it is not set. Several items are merged.
    pub fn read(&self, set: &M) -> Result<Option<T>, DecodeError> {
        let mut value = None;
        for payload in payloads(set.unknown_fields(), self.type_id) {
            value.get_or_insert_with(T::default).merge(payload)?;
        }
        Ok(value)
    }

    /// Sets the extension in `set`, or clears it with `None`.
    pub fn write(&self, set: &mut M, value: Option<&T>) {
        let unknown = set.unknown_fields_mut();
        unknown
            .retain(|field| item(field.tag, field.value).is_none_or(|(id, _)| id != self.type_id));
        if let Some(value) = value {
            unknown.push_item(self.type_id, &value.encode_to_vec());
        }
    }
}

fn payloads(unknown: &UnknownFields, type_id: u32) -> impl Iterator<Item = &[u8]> {
    let items = unknown
        .iter()
        .filter_map(|field| item(field.tag, field.value));
    items.filter_map(move |(id, payload)| (id == type_id).then_some(payload))
}

/// Type id and message of an item.
fn item(tag: u32, value: &[u8]) -> Option<(u32, &[u8])> {
    let mut reader = Reader::new(value);
    if tag != ITEM || reader.tag().ok()? != Some(TYPE_ID) {
        return None;
    }
    let type_id = reader.varint().ok()? as u32;
    let is_message = reader.tag().ok()? == Some(MESSAGE);
    Some((type_id, reader.delimited().ok().filter(|_| is_message)?))
}

impl Reader<'_> {
    /// Reads the field whose tag was read last: an item, or an extension as a plain field, which is made one.
    pub fn message_set_item(&mut self, unknown: &mut UnknownFields) -> Result<(), DecodeError> {
        let tag = self.last_tag();
        if tag & 7 == WireType::Delimited as u32 {
            unknown.push_item(tag >> 3, self.delimited()?);
            return Ok(());
        }
        if tag != ITEM {
            return self.unknown(unknown);
        }
        let before = self.remaining();
        match self.item()? {
            (Some(type_id), Some(message)) => unknown.push_item(type_id, message),
            _ => unknown.push_raw(ITEM, &before[..before.len() - self.remaining().len()]),
        }
        Ok(())
    }
}

impl<'a> Reader<'a> {
    /// The first type id and the first message of an item, in either order; what has only one of them is none.
    fn item(&mut self) -> Result<(Option<u32>, Option<&'a [u8]>), DecodeError> {
        let (mut type_id, mut message) = (None, None);
        self.group(|reader| {
            while let Some(tag) = reader.tag()? {
                match tag {
                    TYPE_ID if type_id.is_none() => type_id = Some(reader.varint()? as u32),
                    MESSAGE if message.is_none() => message = Some(reader.delimited()?),
                    _ => reader.skip()?,
                }
            }
            Ok(())
        })?;
        Ok((type_id, message))
    }
}
