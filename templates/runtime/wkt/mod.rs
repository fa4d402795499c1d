//! The well-known types, and what turns them into the types of Rust's standard library and back.
//!
//! `types.rs` is generated; beside it stands a file for each type that has more to offer than its fields. Nothing here
//! knows a transport, and JSON only as far as a timestamp, a duration and a field mask are written in it as text.

// What is narrowed here is bounded by its calendar: a day, a month, a fraction of a second.
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_sign_loss
)]

mod any;
mod calendar;
mod duration;
mod error;
mod field_mask;
mod fraction;
mod structure;
mod timestamp;
#[allow(
    clippy::enum_variant_names,
    clippy::semicolon_if_nothing_returned,
    reason = "names are the schema's, layout is the generator's"
)]
mod types;
mod wrappers;

pub use error::InvalidValue;
pub use types::*;
