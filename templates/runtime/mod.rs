//! The runtime of the generated code: source that lies beside it and belongs to it.

pub mod rpc;
pub mod wire;
pub mod wkt;

pub use rpc::{
    BoxConnection, Channel, Code, InProcess, Interceptor, Metadata, Next, Request, Response,
    Sender, Server, Status, Streaming,
};
