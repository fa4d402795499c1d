//! The well-known types, and what turns them into the types of Rust's standard library and back.

mod types;

pub use types::*;
