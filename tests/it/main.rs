//! The one integration binary: a module for each theme.

mod accepted;
mod beside_buf;
mod broken;
mod buf_cases;
mod by_shape;
mod changelog;
mod cli;
mod compile;
mod conformance;
mod crates;
mod deletions;
mod details;
mod fake;
mod format;
mod frames;
mod fuzz;
mod gate;
mod git;
mod golden;
mod guide;
mod hostile;
mod identity;
mod inputs;
mod interop;
mod json;
mod lock;
mod peers;
mod real;
mod rounds;
mod roundtrip;
mod rpc_client;
mod rpc_connection;
mod rpc_server;
mod rpc_service;
mod rules;
#[path = "../../templates/runtime/mod.rs"]
#[allow(dead_code, unused_imports)] // what one test leaves out, users of the runtime take
mod runtime;
mod sarif;
mod scratch;
mod tidy;
mod typed;
mod unchanged;
mod validation;
mod wire;
mod wkt;
