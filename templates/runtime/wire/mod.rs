//! The binary format: bytes to values and back.
//!
//! Generated messages implement [`Message`] with one statement per field and direction; whatever is clever lies here.
//! In: a byte slice. Out: field values, or a [`DecodeError`] that names the place. It knows no schema and no transport.
//!
//! A field is a *kind* (how one value looks on the wire: [`Int32`], [`Utf8`], [`Nested`], …) in a *shape* (how often it
//! occurs: `implicit`, `explicit`, `repeated`, `packed`, `map`); the shapes are methods of [`Reader`] and [`Writer`].

// Varints are truncated and reinterpreted by definition (Encoding, "More Integer Types").
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]
// Generated code passes `&Option<T>` and `&bool` fields as they stand.
#![allow(clippy::ref_option, clippy::trivially_copy_pass_by_ref)]
// The tables of scalar kinds give each its conversion as a closure.
#![allow(clippy::redundant_closure_call)]

mod enumeration;
mod error;
mod extension;
mod kind;
mod map;
mod message;
mod message_set;
mod reader;
mod scalar;
mod shape;
mod unknown;
mod varint;
mod writer;

pub use enumeration::{ClosedEnum, Enum, Enumeration, Unrecognized};
pub use error::{DecodeError, Problem};
pub use extension::{Extendable, Extension, RepeatedExtension};
pub use kind::{
    Binary, BytesStorage, Delimited, Kind, Nested, StringStorage, UncheckedUtf8, Utf8, WireType,
};
pub use map::Map;
pub use message::{Message, Oneof};
pub use message_set::MessageSetExtension;
pub use reader::{RECURSION_LIMIT, Reader};
pub use scalar::{
    Bool, Double, Fixed32, Fixed64, Float, Int32, Int64, Sfixed32, Sfixed64, Sint32, Sint64,
    Uint32, Uint64,
};
pub use unknown::{UnknownField, UnknownFields};
pub use writer::Writer;
