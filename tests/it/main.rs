//! The one integration binary.

#[path = "../../templates/runtime/mod.rs"]
#[allow(dead_code)] // the tests of one part of the runtime do not use the others
mod runtime;
mod wire;
