//! Custom options: extensions of the options messages, decoded by what the schema says of them.
//!
//! In: an options message of a descriptor, whose unknown fields hold the options, and the extension's full name. Out: a
//! value. Nothing is generated for custom options, so their values are dynamic.

use super::{EnumId, Field, Kind, MessageId, Schema, Shape, Symbol};
use crate::wire::{DecodeError, Extendable, Message, RECURSION_LIMIT, Reader};
use std::collections::BTreeMap;

/// The value of a custom option, or of a field within it.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// Of `double` and `float`.
    Float(f64),
    /// Of signed integers.
    Int(i64),
    /// Of unsigned integers.
    Uint(u64),
    /// Of `bool`.
    Bool(bool),
    /// Of `string`; bytes that are not UTF-8 are replaced.
    String(String),
    /// Of `bytes`.
    Bytes(Vec<u8>),
    /// Of an enum.
    Enum(EnumId, i32),
    /// Of a message.
    Message(OptionMessage),
    /// Of a repeated field; of a map field its entries.
    List(Vec<Self>),
}

/// A message within an option.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionMessage {
    /// Its type.
    pub message: MessageId,
    /// The fields that are set, by number; what the schema does not know is left out.
    pub fields: BTreeMap<u32, OptionValue>,
}

/// One field as it is encoded: its tag, and what stands behind it.
type Encoded<'a> = (u32, &'a [u8]);

impl Schema {
    /// The value of the custom option with this full name; `None` where it is not set, or the schema knows no such option
    /// of such an element.
    pub fn option<O: Message + Extendable>(
        &self,
        options: &O,
        extension: &str,
    ) -> Option<OptionValue> {
        let Some(Symbol::Extension(id)) = self.find(extension) else {
            return None;
        };
        let field = self.extension(id);
        if self.message(field.extendee?).full_name != O::FULL_NAME {
            return None;
        }
        let mut by_number = by_number(options.unknown_fields().as_slice()).ok()?;
        let occurrences = by_number.remove(&field.number)?;
        self.value(field, &occurrences, 0)
    }

    fn value(&self, field: &Field, occurrences: &[Encoded<'_>], depth: u32) -> Option<OptionValue> {
        match field.shape {
            Shape::Repeated | Shape::Packed | Shape::Map => {
                let mut values = Vec::new();
                for (tag, bytes) in occurrences {
                    if *tag & 7 == 2 && field.kind.packable() {
                        let packed = Reader::new(bytes).delimited().ok()?;
                        let mut reader = Reader::new(packed);
                        while !reader.remaining().is_empty() {
                            values.push(scalar(field.kind, &mut reader).ok()??);
                        }
                    } else {
                        values.push(self.single(field.kind, &[(*tag, bytes)], depth)?);
                    }
                }
                Some(OptionValue::List(values))
            }
            Shape::Implicit | Shape::Explicit | Shape::Required => {
                self.single(field.kind, occurrences, depth)
            }
        }
    }

    fn single(&self, kind: Kind, occurrences: &[Encoded<'_>], depth: u32) -> Option<OptionValue> {
        if let Some(id) = kind.message() {
            // Several occurrences of a message are one, in pieces.
            let mut whole = Vec::new();
            for (tag, bytes) in occurrences {
                whole.extend_from_slice(content(*tag, bytes)?);
            }
            return Some(OptionValue::Message(self.fields(id, &whole, depth)?));
        }
        let (_, bytes) = occurrences.last()?;
        scalar(kind, &mut Reader::new(bytes)).ok()?
    }

    fn fields(&self, id: MessageId, encoded: &[u8], depth: u32) -> Option<OptionMessage> {
        if depth == RECURSION_LIMIT {
            return None;
        }
        let mut fields = BTreeMap::new();
        for (number, occurrences) in by_number(encoded).ok()? {
            let extension = |field: &&Field| field.extendee == Some(id) && field.number == number;
            let field = self
                .message(id)
                .field(number)
                .or_else(|| self.extensions.iter().find(extension));
            if let Some(field) = field {
                fields.insert(number, self.value(field, &occurrences, depth + 1)?);
            }
        }
        Some(OptionMessage {
            message: id,
            fields,
        })
    }
}

fn by_number(encoded: &[u8]) -> Result<BTreeMap<u32, Vec<Encoded<'_>>>, DecodeError> {
    let mut fields = BTreeMap::<u32, Vec<Encoded<'_>>>::new();
    let mut reader = Reader::new(encoded);
    while let Some(tag) = reader.tag()? {
        let before = reader.remaining();
        reader.skip()?;
        let bytes = &before[..before.len() - reader.remaining().len()];
        fields.entry(tag >> 3).or_default().push((tag, bytes));
    }
    Ok(fields)
}

/// The encoding of a message without its length or its end tag.
fn content(tag: u32, bytes: &[u8]) -> Option<&[u8]> {
    match tag & 7 {
        2 => Reader::new(bytes).delimited().ok(),
        3 => {
            // The end tag has the number of the start tag, seven bits a byte.
            let end_tag = (u32::BITS - tag.leading_zeros()).div_ceil(7) as usize;
            bytes.get(..bytes.len().checked_sub(end_tag)?)
        }
        _ => None,
    }
}

fn scalar(kind: Kind, reader: &mut Reader<'_>) -> Result<Option<OptionValue>, DecodeError> {
    use OptionValue::{Bool, Bytes, Enum, Float, Int, String, Uint};
    let zigzag = |value: u64| (value >> 1).cast_signed() ^ -(value & 1).cast_signed();
    // Varints of 32-bit types keep their low half (Encoding, "More Integer Types").
    let low = |value: u64| u32::try_from(value & u64::from(u32::MAX)).unwrap_or_default();
    Ok(Some(match kind {
        Kind::Double => Float(f64::from_le_bytes(reader.fixed()?)),
        Kind::Float => Float(f32::from_le_bytes(reader.fixed()?).into()),
        Kind::Int32 => Int(low(reader.varint()?).cast_signed().into()),
        Kind::Int64 => Int(reader.varint()?.cast_signed()),
        Kind::Uint32 => Uint(low(reader.varint()?).into()),
        Kind::Uint64 => Uint(reader.varint()?),
        Kind::Sint32 => Int(zigzag(low(reader.varint()?).into())),
        Kind::Sint64 => Int(zigzag(reader.varint()?)),
        Kind::Fixed32 => Uint(u32::from_le_bytes(reader.fixed()?).into()),
        Kind::Fixed64 => Uint(u64::from_le_bytes(reader.fixed()?)),
        Kind::Sfixed32 => Int(i32::from_le_bytes(reader.fixed()?).into()),
        Kind::Sfixed64 => Int(i64::from_le_bytes(reader.fixed()?)),
        Kind::Bool => Bool(reader.varint()? != 0),
        Kind::String => String(std::string::String::from_utf8_lossy(reader.delimited()?).into()),
        Kind::Bytes => Bytes(reader.delimited()?.to_vec()),
        Kind::Enum(id) => Enum(id, low(reader.varint()?).cast_signed()),
        Kind::Message(_) | Kind::Group(_) => return Ok(None),
    }))
}
