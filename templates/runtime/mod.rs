//! The runtime of the generated code: source that lies beside it and belongs to it.

pub mod rpc; // part: rpc
pub mod wire;
pub mod wkt; // part: wkt

#[rustfmt::skip] // one line, so that one mark is enough // part: rpc
pub use rpc::{BoxConnection, Channel, Code, InProcess, Interceptor, Metadata, Next, Request, Response, Sender, Server, Status, Streaming}; // part: rpc
