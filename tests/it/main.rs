//! The one integration binary.

mod compile;
mod peers;
#[path = "../../templates/runtime/mod.rs"]
#[allow(dead_code, unused_imports)] // what one test leaves out, users of the runtime take
mod runtime;
mod wire;
mod wkt;
