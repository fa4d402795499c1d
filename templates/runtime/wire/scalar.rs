//! The scalar kinds that are numbers: varints, zigzag, and fixed widths.

use super::{DecodeError, Kind, Problem, Reader, WireType, Writer, varint};

/// A kind whose payload is a varint: its doc, name, Rust type, and the way there and back.
macro_rules! varint_kinds {
    ($($doc:literal $name:ident $type:ty, $raw:ident => $decode:expr, $value:ident => $encode:expr;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name;

        impl Kind<$type> for $name {
            const WIRE_TYPE: WireType = WireType::Varint;

            #[inline]
            fn read(self, reader: &mut Reader<'_>, value: &mut $type) -> Result<(), DecodeError> {
                let $raw = reader.varint()?;
                *value = $decode;
                Ok(())
            }

            #[inline]
            fn write(self, writer: &mut Writer, value: &$type) {
                let $value = *value;
                writer.varint($encode);
            }

            #[inline]
            fn is_default(self, value: &$type) -> bool {
                *value == <$type>::default()
            }

            fn read_packed(self, reader: &mut Reader<'_>, values: &mut Vec<$type>) -> Result<(), DecodeError> {
                let mut rest = reader.remaining();
                let known = values.len();
                values.resize(known + varint::count(rest), <$type>::default());
                for value in &mut values[known..] {
                    let Some(($raw, behind)) = varint::read(rest) else {
                        break;
                    };
                    *value = $decode;
                    rest = behind;
                }
                reader.advance_to(rest);
                // What is left is no varint: reading it finds out why.
                if rest.is_empty() { Ok(()) } else { reader.varint().map(drop) }
            }

            fn write_packed(self, writer: &mut Writer, values: &[$type]) {
                for values in values.rchunks(64) {
                    writer.fill(values.len() * varint::LONGEST, |room| {
                        let end = room.len();
                        values.iter().rev().fold(end, |end, &$value| varint::write_before(room, end, $encode))
                    });
                }
            }
        }
    )*};
}

varint_kinds! {
    "`int32`: negative numbers take ten bytes." Int32 i32, raw => raw as i32, value => i64::from(value) as u64;
    "`int64`." Int64 i64, raw => raw as i64, value => value as u64;
    "`uint32`." Uint32 u32, raw => raw as u32, value => u64::from(value);
    "`uint64`." Uint64 u64, raw => raw, value => value;
    "`sint32`, zigzag." Sint32 i32,
        raw => (raw as u32 >> 1) as i32 ^ -((raw & 1) as i32), value => u64::from((value << 1 ^ value >> 31) as u32);
    "`sint64`, zigzag." Sint64 i64,
        raw => (raw >> 1) as i64 ^ -((raw & 1) as i64), value => (value << 1 ^ value >> 63) as u64;
    "`bool`: any number but zero is true." Bool bool, raw => raw != 0, value => u64::from(value);
}

/// A kind whose payload is its little-endian bytes.
macro_rules! fixed_kinds {
    ($($doc:literal $name:ident $type:ty, $wire_type:ident;)*) => {$(
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, Default)]
        pub struct $name;

        impl Kind<$type> for $name {
            const WIRE_TYPE: WireType = WireType::$wire_type;

            #[inline]
            fn read(self, reader: &mut Reader<'_>, value: &mut $type) -> Result<(), DecodeError> {
                *value = <$type>::from_le_bytes(reader.fixed()?);
                Ok(())
            }

            #[inline]
            fn write(self, writer: &mut Writer, value: &$type) {
                writer.prepend(&value.to_le_bytes());
            }

            /// Compares bits: a negative zero is not the default.
            #[inline]
            fn is_default(self, value: &$type) -> bool {
                value.to_le_bytes() == <$type>::default().to_le_bytes()
            }

            fn read_packed(self, reader: &mut Reader<'_>, values: &mut Vec<$type>) -> Result<(), DecodeError> {
                let (whole, rest) = reader.remaining().as_chunks();
                values.extend(whole.iter().map(|bytes| <$type>::from_le_bytes(*bytes)));
                reader.advance_to(rest);
                if rest.is_empty() { Ok(()) } else { Err(reader.error(Problem::Truncated)) }
            }

            fn write_packed(self, writer: &mut Writer, values: &[$type]) {
                writer.fill(size_of_val(values), |room| {
                    for (bytes, value) in room.as_chunks_mut().0.iter_mut().zip(values) {
                        *bytes = value.to_le_bytes();
                    }
                    0
                });
            }
        }
    )*};
}

fixed_kinds! {
    "`double`." Double f64, Fixed64;
    "`float`." Float f32, Fixed32;
    "`fixed32`." Fixed32 u32, Fixed32;
    "`fixed64`." Fixed64 u64, Fixed64;
    "`sfixed32`." Sfixed32 i32, Fixed32;
    "`sfixed64`." Sfixed64 i64, Fixed64;
}
