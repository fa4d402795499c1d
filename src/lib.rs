//! grpcgen: from `.proto` files to running gRPC services.
//!
//! This library is what the command line and build scripts share.

#[path = "../templates/runtime/wire/mod.rs"]
#[doc(hidden)]
pub mod wire;

pub mod codegen;
pub mod compile;
/// The types of `descriptor.proto` and `plugin.proto`.
pub mod descriptor;
pub mod report;
pub mod schema;

/// The part of the vendored runtime that grpcgen itself stands on: its descriptor types are code that it generated.
pub mod runtime {
    pub use crate::wire;
}
