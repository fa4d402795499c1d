//! Enums on the wire: open ones keep every number, closed ones only those they name.

use super::{DecodeError, Kind, Problem, Reader, WireType, Writer};
use std::{fmt, hash, marker::PhantomData};

/// A generated enum.
pub trait Enumeration:
    Copy + Eq + hash::Hash + Default + fmt::Debug + Send + Sync + 'static
{
    /// The enum's full name in the schema.
    const FULL_NAME: &'static str;

    /// Every value that has a name, in the order of the schema, aliases left out.
    const VALUES: &'static [Self];

    /// The number on the wire.
    fn number(self) -> i32;

    /// The value with this number; an open enum has one for every number, a closed one answers `None`.
    fn from_number(number: i32) -> Option<Self>;

    /// The value's name in the schema; empty for an unrecognized number.
    fn as_str_name(self) -> &'static str;

    /// The value with this name in the schema, aliases included.
    fn from_str_name(name: &str) -> Option<Self>;
}

/// A number that an open enum has no name for: a newer schema's, most likely.
///
/// It cannot be made outside the enum's own conversion, so a number that the enum does know never hides here.
pub struct Unrecognized<E> {
    number: i32,
    of: PhantomData<fn() -> E>,
}

impl<E> Unrecognized<E> {
    /// For generated conversions only, which call it with numbers that `E` has no name for.
    #[doc(hidden)]
    pub const fn from_generated_conversion(number: i32) -> Self {
        Self {
            number,
            of: PhantomData,
        }
    }

    /// The number.
    pub const fn number(self) -> i32 {
        self.number
    }
}

impl<E> Clone for Unrecognized<E> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<E> Copy for Unrecognized<E> {}

impl<E> PartialEq for Unrecognized<E> {
    fn eq(&self, other: &Self) -> bool {
        self.number == other.number
    }
}

impl<E> Eq for Unrecognized<E> {}

impl<E> PartialOrd for Unrecognized<E> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<E> Ord for Unrecognized<E> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.number.cmp(&other.number)
    }
}

impl<E> hash::Hash for Unrecognized<E> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.number.hash(state);
    }
}

impl<E> fmt::Debug for Unrecognized<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.number.fmt(f)
    }
}

/// An enum that keeps every number.
#[derive(Clone, Copy, Debug, Default)]
pub struct Enum;

/// An enum that holds only its named numbers; others go to the unknown fields.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClosedEnum;

macro_rules! enum_kinds {
    ($($name:ident $may_not_fit:literal;)*) => {$(
        impl<E: Enumeration> Kind<E> for $name {
            const WIRE_TYPE: WireType = WireType::Varint;
            const MAY_NOT_FIT: bool = $may_not_fit;

            #[inline]
            fn read(self, reader: &mut Reader<'_>, value: &mut E) -> Result<(), DecodeError> {
                let number = reader.varint()? as i32;
                *value = E::from_number(number).ok_or_else(|| reader.error(Problem::Unrepresentable))?;
                Ok(())
            }

            #[inline]
            fn write(self, writer: &mut Writer, value: &E) {
                writer.varint(i64::from(value.number()) as u64);
            }

            #[inline]
            fn is_default(self, value: &E) -> bool {
                value.number() == 0
            }
        }
    )*};
}

enum_kinds! {
    Enum false;
    ClosedEnum true;
}
