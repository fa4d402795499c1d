//! One HTTP/2 connection as a server has it.
//!
//! The connection's task reads what is there, polls the handler of every new call once, and writes what came of it in one
//! go. A handler that is ready at once costs no task; one that is not goes on in a task of its own, so that it holds up
//! nobody.

use super::super::call::CallOptions;
use super::super::compression::{ACCEPTED, Encoding};
use super::super::payload::Decoder;
use super::super::server::Routes;
use super::super::{Body, Call, Code, Metadata, Peer, Reply, Side, Status, deadline};
use super::io::{Flusher, Io, collect};
use super::receive::Receive;
use super::send::{Outgoing, messages};
use super::status_of;
use super::stream::{Halves, Stream};
use bytes::Bytes;
use h2::server::{Connection, SendResponse};
use h2::{RecvStream, SendStream};
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode, header, request};
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::watch;

const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
const ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");
const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
const GRPC: HeaderValue = HeaderValue::from_static("application/grpc");

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
    pub(in super::super) max_connection_age: Option<Duration>,
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
    let (io, mut flusher) = collect(reader, writer);
    let mut builder = h2::server::Builder::new();
    builder
        .initial_window_size(4 << 20)
        .initial_connection_window_size(16 << 20)
        .max_frame_size(64 << 10);
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
    let Some(connection) = connection.await else {
        return;
    };
    let mut turns = Turns {
        connection,
        flusher,
        calls: Calls {
            routes,
            limits,
            peer,
        },
        ended: false,
    };
    let age = turns.calls.limits.max_connection_age;
    let mut old = pin!(async {
        match age {
            Some(age) => tokio::time::sleep(age).await,
            None => std::future::pending().await,
        }
    });
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
            () = poll_fn(|cx| turns.poll(cx)) => return,
            stop = stop => match stop {
                Shutdown::Now => return,
                Shutdown::No | Shutdown::Graceful => {
                    stopping = true;
                    turns.connection.graceful_shutdown();
                }
            },
            () = &mut old, if !stopping => {
                stopping = true;
                turns.connection.graceful_shutdown();
            }
        }
    }
}

struct Turns<R, W> {
    connection: Connection<Io<R>, Bytes>,
    flusher: Flusher<W>,
    calls: Calls,
    ended: bool,
}

impl<R, W> Turns<R, W>
where
    R: AsyncRead + Send + Unpin + 'static,
    W: AsyncWrite + Send + Unpin + 'static,
{
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<()> {
        for turn in 0.. {
            if self.ended {
                break;
            }
            if turn == TURN {
                cx.waker().wake_by_ref();
                break;
            }
            match self.connection.poll_accept(cx) {
                Poll::Ready(Some(Ok((request, respond)))) => self.calls.begin(request, respond, cx),
                Poll::Ready(Some(Err(_)) | None) => self.ended = true,
                Poll::Pending => break,
            }
        }
        match self.flusher.poll_flush(cx) {
            Poll::Ready(Ok(())) if self.ended => self.flusher.poll_shutdown(cx).map(drop),
            Poll::Ready(Ok(())) | Poll::Pending => Poll::Pending,
            Poll::Ready(Err(_)) => Poll::Ready(()),
        }
    }
}

#[derive(Clone)]
struct Calls {
    routes: Arc<Routes>,
    limits: Arc<Limits>,
    peer: Peer,
}

impl Calls {
    fn begin(
        &self,
        request: Request<RecvStream>,
        respond: SendResponse<Bytes>,
        cx: &mut Context<'_>,
    ) {
        let mut call = Box::pin(self.clone().answer(request, respond));
        if call.as_mut().poll(cx).is_pending() {
            tokio::spawn(call);
        }
    }

    async fn answer(self, request: Request<RecvStream>, mut respond: SendResponse<Bytes>) {
        let (head, stream) = request.into_parts();
        let grpc = head
            .headers
            .get(header::CONTENT_TYPE)
            .is_some_and(|v| v.as_bytes().starts_with(b"application/grpc"));
        if !grpc || head.method != http::Method::POST {
            let mut response = Response::new(());
            *response.status_mut() = if grpc {
                StatusCode::METHOD_NOT_ALLOWED
            } else {
                StatusCode::UNSUPPORTED_MEDIA_TYPE
            };
            // The peer may be gone; then there is nobody to answer.
            let _ = respond.send_response(response, true);
            return;
        }
        let accepts = head
            .headers
            .get(ACCEPT_ENCODING)
            .is_some_and(|v| self.limits.encoding.is_in(v.as_bytes()));
        let encoding = if accepts {
            self.limits.encoding
        } else {
            Encoding::Identity
        };
        let outgoing = Outgoing {
            encoding,
            limit: self.limits.max_response_bytes,
            side: Side::Server,
        };
        let call = match self.call(head, stream) {
            Ok(call) => call,
            Err(status) => return fail(&mut respond, status),
        };
        let deadline = call.deadline;
        let mut sent = None;
        let outcome = {
            // A stream of replies is the handler's code as much as the handler is: both run with its deadline, and caught.
            let run = deadline::scope(deadline, async {
                let reply = unless_reset(&mut respond, self.routes.call(call)).await?;
                send(reply, &mut respond, &mut sent, outgoing).await
            });
            deadline::limit(deadline, caught(run)).await
        };
        match (outcome, sent) {
            (Ok(trailers), Some(mut stream)) => {
                drop(stream.send_trailers(Status::ok_trailers(trailers)));
            }
            (Err(status), Some(mut stream)) => {
                let mut trailers = HeaderMap::new();
                status.into_trailers(&mut trailers);
                drop(stream.send_trailers(trailers));
            }
            (Err(status), None) => fail(&mut respond, status),
            // The call was reset: there is nobody to answer.
            (Ok(_), None) => {}
        }
    }

    /// The call that a request's head begins.
    fn call(&self, head: request::Parts, stream: RecvStream) -> Result<Call, Status> {
        let mut headers = head.headers;
        let path = head.uri.path();
        let method = self
            .routes
            .method(path)
            .ok_or_else(|| Status::unimplemented(format!("the server has no method {path}")))?;
        let deadline = match headers.remove(TIMEOUT) {
            None => None,
            Some(timeout) => {
                Some(deadline::parse_timeout(timeout.as_bytes()).ok_or_else(|| {
                    Status::internal(format!(
                        "the grpc-timeout {timeout:?} is not a number and a unit"
                    ))
                })?)
            }
        };
        let encoding = headers.remove(ENCODING);
        let encoding = Encoding::parse(encoding.as_ref().map_or(b"", |value| value.as_bytes()))
            .ok_or_else(|| {
                Status::unimplemented(format!(
                    "the server cannot read messages compressed with {encoding:?}"
                ))
            })?;
        let decoder = Decoder::new(encoding, self.limits.max_request_bytes, Side::Server);
        Ok(Call {
            method,
            metadata: Metadata::from_headers(headers),
            deadline: deadline.and_then(|timeout| Instant::now().checked_add(timeout)),
            extensions: http::Extensions::new(),
            peer: self.peer.clone(),
            options: CallOptions::default(),
            body: Body::stream(Receive::request(stream, decoder)),
        })
    }
}

/// A handler's outcome; a panic is INTERNAL for its call, and nobody else's business.
async fn caught<T>(handler: impl Future<Output = Result<T, Status>>) -> Result<T, Status> {
    let mut handler = pin!(handler);
    poll_fn(|cx| {
        let polled = catch_unwind(AssertUnwindSafe(|| handler.as_mut().poll(cx)));
        polled.unwrap_or_else(|_| Poll::Ready(Err(Status::internal("the handler panicked"))))
    })
    .await
}

/// A handler's outcome, unless the peer resets the call first: then the handler is dropped.
async fn unless_reset(
    respond: &mut SendResponse<Bytes>,
    handler: impl Future<Output = Result<Reply, Status>>,
) -> Result<Reply, Status> {
    let mut handler = pin!(handler);
    poll_fn(|cx| match handler.as_mut().poll(cx) {
        Poll::Ready(outcome) => Poll::Ready(outcome),
        Poll::Pending => respond
            .poll_reset(cx)
            .map(|_| Err(Status::cancelled("the caller gave up"))),
    })
    .await
}

/// Sends a reply's head and messages, and answers its trailing metadata.
///
/// The head waits for the first message only as long as that costs no time: an error instead of it then goes out alone
/// (gRFC A6), while a peer that waits for the head to go on is not held up.
async fn send(
    mut reply: Reply,
    respond: &mut SendResponse<Bytes>,
    sent: &mut Option<SendStream<Bytes>>,
    outgoing: Outgoing,
) -> Result<Metadata, Status> {
    let first = poll_fn(|cx| match reply.body.poll_message(cx) {
        Poll::Ready(first) => Poll::Ready(first.map(Some)),
        Poll::Pending => Poll::Ready(Ok(None)),
    });
    let first = first.await?;
    let ended = matches!(first, Some(None));
    let frame = first
        .flatten()
        .map(|payload| outgoing.frame(payload))
        .transpose()?;
    let mut response = Response::new(());
    let headers = response.headers_mut();
    headers.reserve(4 + reply.metadata.len());
    headers.insert(header::CONTENT_TYPE, GRPC);
    if outgoing.encoding != Encoding::Identity {
        headers.insert(ENCODING, HeaderValue::from_static(outgoing.encoding.name()));
    }
    std::mem::take(&mut reply.metadata).append_to(headers);
    let stream = respond
        .send_response(response, false)
        .map_err(|error| status_of(&error))?;
    let stream = sent.insert(stream);
    if let Some(frame) = frame {
        super::send::data(stream, frame).await?;
    }
    if !ended {
        messages(&mut reply.body, stream, outgoing).await?;
    }
    Ok(reply.body.take_trailers())
}

/// Answers a call with nothing but a status (PROTOCOL-HTTP2, "Trailers-Only").
fn fail(respond: &mut SendResponse<Bytes>, status: Status) {
    let mut response = Response::new(());
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, GRPC);
    if status.code() == Code::Unimplemented {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));
    }
    status.into_trailers(headers);
    // The peer may be gone; then there is nobody to answer.
    let _ = respond.send_response(response, true);
}
