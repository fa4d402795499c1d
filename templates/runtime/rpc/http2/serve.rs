//! One HTTP/2 connection as a server has it: its task reads what is there, begins every new call, and writes what came of
//! it in one go.

use super::super::server::Routes;
use super::super::{Encoding, Peer};
use super::MAX_FRAME;
use super::answer::{Calls, begin};
use super::authority::Acceptable;
use super::io::{Flusher, Io, collect};
use super::keepalive::{Keepalive, Patience};
use super::lifetime::{Due, Lifespan, Lifetime};
use super::police::{Manners, Offence, Police};
use super::stream::{Halves, Stream};
use super::wakes::{Turn, Wakes};
use bytes::Bytes;
use h2::server::Connection;
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

/// How many new calls a connection takes before it writes.
const TURN: usize = 256;

/// What a server grants its peers.
#[derive(Clone)]
pub(in super::super) struct Limits {
    pub(in super::super) max_request_bytes: usize,
    pub(in super::super) max_response_bytes: usize,
    pub(in super::super) encoding: Encoding,
    pub(in super::super) max_concurrent_streams: u32,
    pub(in super::super) max_header_bytes: u32,
    pub(in super::super) handshake_timeout: Duration,
    pub(in super::super) lifespan: Lifespan,
    pub(in super::super) keepalive: Patience,
    pub(in super::super) manners: Manners,
}

/// How far a server's end has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Shutdown {
    No,
    Graceful,
    Now,
}

/// Serves one connection until its end.
pub(in super::super) async fn serve(
    stream: Stream,
    peer: Peer,
    routes: Arc<Routes>,
    limits: Arc<Limits>,
    shutdown: watch::Receiver<Shutdown>,
) {
    match stream.split() {
        Halves::Tcp(reader, writer) => {
            serve_on(reader, writer, peer, routes, limits, shutdown).await;
        }
        Halves::Unix(reader, writer) => {
            let reader = Acceptable::new(reader);
            serve_on(reader, writer, peer, routes, limits, shutdown).await;
        }
    }
}

async fn serve_on<R, W>(
    reader: R,
    writer: W,
    peer: Peer,
    routes: Arc<Routes>,
    limits: Arc<Limits>,
    mut shutdown: watch::Receiver<Shutdown>,
) where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    let police = Police::new(limits.manners);
    let (io, mut flusher) = collect(reader, writer, Some(police));
    let mut builder = h2::server::Builder::new();
    builder
        .initial_window_size(4 << 20)
        .initial_connection_window_size(16 << 20)
        .max_frame_size(MAX_FRAME);
    builder
        .max_concurrent_streams(limits.max_concurrent_streams)
        .max_header_list_size(limits.max_header_bytes);
    let mut handshake = pin!(tokio::time::timeout(
        limits.handshake_timeout,
        builder.handshake(io)
    ));
    let connection = poll_fn(|cx| {
        let connection = handshake.as_mut().poll(cx);
        if let Poll::Ready(Err(_)) = flusher.poll_flush(cx) {
            return Poll::Ready(None);
        }
        connection.map(|connection| connection.ok().and_then(Result::ok))
    });
    // A peer that does not speak HTTP/2 hears nothing: there is no language to tell it in.
    let Some(mut connection) = connection.await else {
        return;
    };
    let mut turns = Turns {
        keepalive: Keepalive::new(Some(limits.keepalive), connection.ping_pong()),
        lifetime: Lifetime::new(limits.lifespan),
        connection,
        flusher,
        calls: Arc::new(Calls {
            routes,
            limits,
            peer,
        }),
        ended: false,
        yielded: false,
    };
    let wakes = Wakes::new();
    let mut stopping = false;
    loop {
        let stop = async {
            let wanted = shutdown.wait_for(|state| match state {
                Shutdown::No => false,
                Shutdown::Graceful => !stopping,
                Shutdown::Now => true,
            });
            // A server that is gone wants its connections to end.
            wanted.await.map_or(Shutdown::Now, |state| *state)
        };
        tokio::select! {
            () = poll_fn(|cx| wakes.poll(cx, |cx| turns.turn(cx, &wakes))) => return,
            stop = stop => match stop {
                Shutdown::Now => return,
                Shutdown::No | Shutdown::Graceful => {
                    stopping = true;
                    turns.go_away();
                }
            },
        }
    }
}

struct Turns<R, W> {
    connection: Connection<Io<R, W>, Bytes>,
    flusher: Flusher<W>,
    calls: Arc<Calls>,
    keepalive: Option<Keepalive>,
    lifetime: Lifetime,
    /// Whether nothing is left to do but to write.
    ended: bool,
    /// Whether the last turn left the writing to this one.
    yielded: bool,
}

impl<R, W> Turns<R, W>
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    /// Tells the peer to make its next calls elsewhere; those that are open may end.
    fn go_away(&mut self) {
        self.connection.graceful_shutdown();
        self.lifetime.go();
    }

    /// Reads what is there, answers what is ready, and writes it. Where several calls came together more may be coming: they
    /// are answered in the same write.
    fn turn(&mut self, cx: &mut Context<'_>, wakes: &Wakes) -> Turn {
        let begun = self.poll_calls(cx, wakes);
        let is_busy = self.connection.has_streams();
        if !self.ended
            && let Some(offence) = self.flusher.offence(is_busy)
        {
            self.flusher.append(&enhance_your_calm(offence));
            self.end();
        }
        while let Poll::Ready(due) = self.lifetime.poll(is_busy, cx) {
            match due {
                Due::Cut => return Turn::Ends,
                Due::GoAway => self.go_away(),
            }
            self.poll_calls(cx, wakes);
        }
        if let Some(keepalive) = &mut self.keepalive
            && keepalive
                .poll(self.flusher.last_read(), true, cx)
                .is_ready()
        {
            return Turn::Ends;
        }
        self.yielded = begun > 1 && !self.yielded && !self.ended;
        if self.yielded {
            return Turn::Yields;
        }
        match self.flusher.poll_flush(cx) {
            Poll::Ready(Ok(())) if self.ended && self.flusher.poll_shutdown(cx).is_ready() => {
                Turn::Ends
            }
            Poll::Ready(Ok(())) | Poll::Pending => Turn::Waits,
            Poll::Ready(Err(_)) => Turn::Ends,
        }
    }

    /// Reads what is there, and begins every new call: so many.
    fn poll_calls(&mut self, cx: &mut Context<'_>, wakes: &Wakes) -> usize {
        let mut begun = 0;
        while !self.ended {
            if begun == TURN {
                cx.waker().wake_by_ref();
                break;
            }
            // What the calls before had to say to the engine, it hears now.
            wakes.forget();
            match self.connection.poll_accept(cx) {
                Poll::Ready(Some(Ok((request, respond)))) => {
                    begin(&self.calls, request, respond, cx);
                    begun += 1;
                }
                Poll::Ready(Some(Err(_)) | None) => self.end(),
                Poll::Pending => break,
            }
        }
        begun
    }

    /// Leaves the engine alone; the peer has a while to take what was written.
    fn end(&mut self) {
        self.ended = true;
        let limit = self.calls.limits.handshake_timeout;
        self.lifetime.go();
        self.lifetime.cut_within(limit);
    }
}

/// A GOAWAY that says why (gRFC A8). The engine's own cannot.
fn enhance_your_calm(offence: Offence) -> Vec<u8> {
    const GOAWAY: u8 = 7;
    const ENHANCE_YOUR_CALM: u32 = 11;
    let debug_data = offence.debug_data();
    let length = u8::try_from(8 + debug_data.len()).unwrap_or(8);
    let mut frame = vec![0, 0, length, GOAWAY, 0, 0, 0, 0, 0];
    // Of the streams that the peer opened all were taken up.
    frame.extend_from_slice(&(u32::MAX >> 1).to_be_bytes());
    frame.extend_from_slice(&ENHANCE_YOUR_CALM.to_be_bytes());
    frame.extend_from_slice(debug_data);
    frame
}
