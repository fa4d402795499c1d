//! What a kind is, and the kinds that are not numbers: strings, bytes, messages, groups.

use super::{DecodeError, Message, Problem, Reader, Writer};
use bytes::Bytes;

/// The low three bits of a tag (Encoding, "Message Structure").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum WireType {
    /// A base-128 varint.
    Varint = 0,
    /// Eight bytes.
    Fixed64 = 1,
    /// A length and as many bytes.
    Delimited = 2,
    /// The start of a group; its end has the number that follows.
    Group = 3,
    /// Four bytes.
    Fixed32 = 5,
}

/// How one value of the Rust type `T` looks on the wire.
pub trait Kind<T>: Copy {
    /// The wire type of its tag.
    const WIRE_TYPE: WireType;

    /// Whether a later value replaces an earlier one; messages merge instead.
    const REPLACES: bool = true;

    /// Whether a well-formed value may be one that `T` cannot hold; its field then goes to the unknown fields.
    const MAY_NOT_FIT: bool = false;

    /// Reads the value behind the tag that was read last.
    fn read(self, reader: &mut Reader<'_>, value: &mut T) -> Result<(), DecodeError>;

    /// Writes the value without a tag.
    fn write(self, writer: &mut Writer, value: &T);

    /// Whether `value` is what a field without presence need not send.
    fn is_default(self, value: &T) -> bool;

    /// Writes the value with its tag.
    #[inline]
    fn write_field(self, writer: &mut Writer, number: u32, value: &T) {
        self.write(writer, value);
        writer.tag(number, Self::WIRE_TYPE);
    }

    /// Reads the values up to the end of a packed payload, to which the reader is narrowed.
    fn read_packed(self, reader: &mut Reader<'_>, values: &mut Vec<T>) -> Result<(), DecodeError>
    where
        T: Default,
    {
        while !reader.remaining().is_empty() {
            let mut value = T::default();
            self.read(reader, &mut value)?;
            values.push(value);
        }
        Ok(())
    }

    /// Writes values one after the other, without tags.
    fn write_packed(self, writer: &mut Writer, values: &[T]) {
        for value in values.iter().rev() {
            self.write(writer, value);
        }
    }
}

/// A type that can hold a `string` field.
pub trait StringStorage: Default + AsRef<str> + for<'a> From<&'a str> {}

impl<T: Default + AsRef<str> + for<'a> From<&'a str>> StringStorage for T {}

/// `string`: UTF-8, which is checked.
#[derive(Clone, Copy, Debug, Default)]
pub struct Utf8;

/// `string` of proto2, or with the feature `utf8_validation = NONE`: bytes that are no UTF-8 stay in the unknown fields.
#[derive(Clone, Copy, Debug, Default)]
pub struct UncheckedUtf8;

macro_rules! string_kinds {
    ($($name:ident $problem:ident $may_not_fit:literal;)*) => {$(
        impl<T: StringStorage> Kind<T> for $name {
            const WIRE_TYPE: WireType = WireType::Delimited;
            const MAY_NOT_FIT: bool = $may_not_fit;

            #[inline]
            fn read(self, reader: &mut Reader<'_>, value: &mut T) -> Result<(), DecodeError> {
                let payload = reader.delimited()?;
                let text = std::str::from_utf8(payload).map_err(|_| reader.error(Problem::$problem))?;
                *value = T::from(text);
                Ok(())
            }

            #[inline]
            fn write(self, writer: &mut Writer, value: &T) {
                writer.payload(value.as_ref().as_bytes());
            }

            #[inline]
            fn is_default(self, value: &T) -> bool {
                value.as_ref().is_empty()
            }
        }
    )*};
}

string_kinds! {
    Utf8 InvalidUtf8 false;
    UncheckedUtf8 Unrepresentable true;
}

/// A type that can hold a `bytes` field.
pub trait BytesStorage: Default + AsRef<[u8]> {
    /// Takes the payload that the reader stands before.
    fn take(reader: &mut Reader<'_>) -> Result<Self, DecodeError>;
}

impl BytesStorage for Bytes {
    #[inline]
    fn take(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.delimited_bytes()
    }
}

impl BytesStorage for Vec<u8> {
    #[inline]
    fn take(reader: &mut Reader<'_>) -> Result<Self, DecodeError> {
        reader.delimited().map(<[u8]>::to_vec)
    }
}

/// `bytes`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Binary;

impl<T: BytesStorage> Kind<T> for Binary {
    const WIRE_TYPE: WireType = WireType::Delimited;

    #[inline]
    fn read(self, reader: &mut Reader<'_>, value: &mut T) -> Result<(), DecodeError> {
        *value = T::take(reader)?;
        Ok(())
    }

    #[inline]
    fn write(self, writer: &mut Writer, value: &T) {
        writer.payload(value.as_ref());
    }

    #[inline]
    fn is_default(self, value: &T) -> bool {
        value.as_ref().is_empty()
    }
}

/// A message with its length in front.
#[derive(Clone, Copy, Debug, Default)]
pub struct Nested;

/// A message between a start and an end tag: a proto2 group, or `message_encoding = DELIMITED`.
#[derive(Clone, Copy, Debug, Default)]
pub struct Delimited;

impl<M: Message> Kind<M> for Nested {
    const WIRE_TYPE: WireType = WireType::Delimited;
    const REPLACES: bool = false;

    #[inline]
    fn read(self, reader: &mut Reader<'_>, value: &mut M) -> Result<(), DecodeError> {
        reader.nested(value)
    }

    #[inline]
    fn write(self, writer: &mut Writer, value: &M) {
        writer.delimited(|writer| value.write_fields(writer));
    }

    /// A message has presence wherever it stands, so there is no default to leave out.
    fn is_default(self, _: &M) -> bool {
        false
    }
}

impl<M: Message> Kind<M> for Delimited {
    const WIRE_TYPE: WireType = WireType::Group;
    const REPLACES: bool = false;

    #[inline]
    fn read(self, reader: &mut Reader<'_>, value: &mut M) -> Result<(), DecodeError> {
        reader.group(|reader| {
            value
                .merge_fields(reader)
                .map_err(|error| error.within(M::FULL_NAME))
        })
    }

    #[inline]
    fn write(self, writer: &mut Writer, value: &M) {
        value.write_fields(writer);
    }

    fn is_default(self, _: &M) -> bool {
        false
    }

    #[inline]
    fn write_field(self, writer: &mut Writer, number: u32, value: &M) {
        writer.varint(u64::from(number << 3 | 4));
        value.write_fields(writer);
        writer.tag(number, WireType::Group);
    }
}
