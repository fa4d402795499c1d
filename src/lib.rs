//! grpcgen: from `.proto` files to running gRPC services.
//!
//! This library is what the command line and build scripts share.

#[path = "../templates/runtime/wire/mod.rs"]
#[doc(hidden)]
pub mod wire;

mod builder;
pub mod changelog;
pub mod check;
#[doc(hidden)]
pub mod cli;
pub mod codegen;
pub mod compile;
pub mod config;
/// The types of `descriptor.proto` and `plugin.proto`.
pub mod descriptor;
pub mod files;
pub mod fix;
pub mod format;
pub mod output;
mod parallel;
pub mod plugin;
pub mod report;
pub mod schema;
pub mod vendor;
pub mod waivers;
pub mod workspace;

pub use builder::{Builder, Error, Generated, Rendered};

/// The part of the vendored runtime that grpcgen itself stands on: its descriptor types are code that it generated.
pub mod runtime {
    pub use crate::wire;
}
