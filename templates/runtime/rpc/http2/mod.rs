//! Everything that touches the HTTP/2 engine. A call sees bodies, heads and statuses; nothing of the engine passes through.

mod answer;
mod authority;
mod client;
mod connect;
mod drive;
mod headers;
mod held;
mod io;
mod keepalive;
mod lifetime;
mod police;
mod receive;
mod send;
mod serve;
mod stream;
mod wakes;

pub(super) use client::{Head, Link, Refused, Standing};
pub(super) use keepalive::Patience;
pub(super) use lifetime::Lifespan;
pub(super) use police::Manners;
pub(super) use serve::{Limits, Shutdown, serve};
pub(super) use stream::{Address, Listener, Stream};

use super::{Code, Status};

/// The largest frame that a peer may send: most messages fit into one, and are not put together from several.
const MAX_FRAME: u32 = 256 * 1024;

/// What a failure of the engine means for a call (PROTOCOL-HTTP2, "Errors").
fn status_of(error: &h2::Error) -> Status {
    use h2::Reason;
    if error.is_io() || error.is_go_away() {
        return Status::unavailable(format!("the connection is lost: {error}"));
    }
    let code = match error.reason() {
        Some(Reason::CANCEL) => Code::Cancelled,
        Some(Reason::ENHANCE_YOUR_CALM) => Code::ResourceExhausted,
        Some(Reason::INADEQUATE_SECURITY) => Code::PermissionDenied,
        Some(Reason::REFUSED_STREAM) | None => Code::Unavailable,
        Some(_) => Code::Internal,
    };
    Status::new(code, format!("the stream was reset: {error}"))
}
