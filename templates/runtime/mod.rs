//! The runtime of the generated code: source that lies beside it and belongs to it.

pub mod wire;
pub mod wkt;
