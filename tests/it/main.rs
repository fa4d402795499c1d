//! The one integration binary: a module for each theme.

mod buf_cases;
mod cli;
mod compile;
mod conformance;
mod crates;
mod details;
mod fake;
<<<<<<< HEAD
mod frames;
=======
mod fuzz;
>>>>>>> d409d15 (Fuzz targets for frames and plugin requests, one command for all; damaged input and full disks as tests; single files are written whole or not at all)
mod git;
mod golden;
mod hostile;
mod inputs;
mod interop;
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
mod scratch;
mod tidy;
mod typed;
mod wire;
mod wkt;
