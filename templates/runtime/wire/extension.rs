//! Typed access to extension fields, which a message keeps among its unknown fields.

use super::{DecodeError, Kind, Reader, UnknownFields, WireType, Writer};
use std::marker::PhantomData;

/// A message that has extension ranges, or is a message set.
pub trait Extendable {
    /// Where its extensions are kept.
    fn unknown_fields(&self) -> &UnknownFields;

    /// The same, to change.
    fn unknown_fields_mut(&mut self) -> &mut UnknownFields;

    /// An extension's value; `None` where it is not set.
    fn extension<T: Default, K: Kind<T>>(
        &self,
        extension: &Extension<Self, T, K>,
    ) -> Result<Option<T>, DecodeError>
    where
        Self: Sized,
    {
        let mut value = None;
        let read = |reader: &mut Reader<'_>, unreadable: &mut UnknownFields| {
            reader.or_unknown(unreadable, |reader| {
                reader.explicit(extension.kind, &mut value)
            })
        };
        let unknown = self.unknown_fields();
        for_each(unknown, extension.number, &[K::WIRE_TYPE], read)?;
        Ok(value)
    }

    /// Sets an extension, or clears it with `None`.
    fn set_extension<T, K: Kind<T>>(&mut self, extension: &Extension<Self, T, K>, value: Option<&T>)
    where
        Self: Sized,
    {
        let mut writer = Writer::default();
        if let Some(value) = value {
            writer.required(extension.number, extension.kind, value);
        }
        self.unknown_fields_mut().remove(extension.number);
        self.unknown_fields_mut().extend(writer.as_slice());
    }

    /// A repeated extension's values.
    fn repeated_extension<T: Default, K: Kind<T>>(
        &self,
        extension: &RepeatedExtension<Self, T, K>,
    ) -> Result<Vec<T>, DecodeError>
    where
        Self: Sized,
    {
        let mut values = Vec::new();
        let packable = K::WIRE_TYPE != WireType::Delimited && K::WIRE_TYPE != WireType::Group;
        let wire_types = [K::WIRE_TYPE, WireType::Delimited];
        let wire_types = &wire_types[..=usize::from(packable)];
        let read = |reader: &mut Reader<'_>, unreadable: &mut UnknownFields| {
            if packable {
                reader.packed_or_unknown(extension.kind, &mut values, unreadable)
            } else {
                reader.element_or_unknown(extension.kind, &mut values, unreadable)
            }
        };
        for_each(self.unknown_fields(), extension.number, wire_types, read)?;
        Ok(values)
    }

    /// Sets a repeated extension.
    fn set_repeated_extension<T, K: Kind<T>>(
        &mut self,
        extension: &RepeatedExtension<Self, T, K>,
        values: &[T],
    ) where
        Self: Sized,
    {
        let mut writer = Writer::default();
        if extension.packed {
            writer.packed(extension.number, extension.kind, values);
        } else {
            writer.repeated(extension.number, extension.kind, values);
        }
        self.unknown_fields_mut().remove(extension.number);
        self.unknown_fields_mut().extend(writer.as_slice());
    }
}

/// Runs `read` on every field with this number and one of these wire types. A value that its type cannot hold (an unknown
/// number of a closed enum) counts as not there, as it does in a field that is no extension.
fn for_each(
    unknown: &UnknownFields,
    number: u32,
    wire_types: &[WireType],
    mut read: impl FnMut(&mut Reader<'_>, &mut UnknownFields) -> Result<(), DecodeError>,
) -> Result<(), DecodeError> {
    let mut unreadable = UnknownFields::default();
    let mut reader = Reader::new(unknown.as_slice());
    while let Some(tag) = reader.tag()? {
        let fits = wire_types.iter().any(|known| *known as u32 == tag & 7);
        if tag >> 3 == number && fits {
            read(&mut reader, &mut unreadable)?;
        } else {
            reader.skip()?;
        }
    }
    Ok(())
}

/// An extension field of the message `M` with values of the type `T`.
#[derive(Debug)]
pub struct Extension<M, T, K> {
    number: u32,
    kind: K,
    of: PhantomData<fn(M) -> T>,
}

impl<M, T, K> Extension<M, T, K> {
    /// For generated code.
    pub const fn new(number: u32, kind: K) -> Self {
        Self {
            number,
            kind,
            of: PhantomData,
        }
    }

    /// The field's number.
    pub const fn number(&self) -> u32 {
        self.number
    }
}

/// A repeated extension field of the message `M` with elements of the type `T`.
#[derive(Debug)]
pub struct RepeatedExtension<M, T, K> {
    number: u32,
    kind: K,
    packed: bool,
    of: PhantomData<fn(M) -> T>,
}

impl<M, T, K> RepeatedExtension<M, T, K> {
    /// For generated code: each element with its tag.
    pub const fn expanded(number: u32, kind: K) -> Self {
        Self {
            number,
            kind,
            packed: false,
            of: PhantomData,
        }
    }

    /// For generated code: all elements in one value.
    pub const fn packed(number: u32, kind: K) -> Self {
        Self {
            number,
            kind,
            packed: true,
            of: PhantomData,
        }
    }

    /// The field's number.
    pub const fn number(&self) -> u32 {
        self.number
    }
}
