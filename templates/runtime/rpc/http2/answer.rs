//! One call on a server: from a request's head to its handler, and from the reply to frames.
//!
//! The connection's task polls a new call once. A handler that is ready at once costs no task; one that is not goes on in a
//! task of its own, so that it holds up nobody.

use super::super::batch::{Batch, Outgoing};
use super::super::call::CallOptions;
use super::super::compression::{ACCEPTED, Encoding, Offers};
use super::super::deadline::{self, Timer};
use super::super::payload::Decoder;
use super::super::server::Routes;
use super::super::{Body, Call, Metadata, Peer, Reply, Side, Status};
use super::headers::{ACCEPT_ENCODING, ENCODING, GRPC, Head};
use super::receive::Receive;
use super::send::{Ending, data, messages, pieces};
use super::serve::Limits;
use super::status_of;
use bytes::Bytes;
use h2::server::SendResponse;
use h2::{RecvStream, SendStream};
use http::{HeaderMap, HeaderValue, Method, Request, Response, StatusCode, header};
use std::future::{Future, poll_fn};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Instant;

/// What all calls of a connection share.
pub(super) struct Calls {
    pub(super) routes: Arc<Routes>,
    pub(super) limits: Arc<Limits>,
    pub(super) peer: Peer,
}

/// Begins to answer a call.
pub(super) fn begin(
    calls: &Arc<Calls>,
    request: Request<RecvStream>,
    mut respond: SendResponse<Bytes>,
    cx: &mut Context<'_>,
) {
    let (parts, stream) = request.into_parts();
    let head = Head::read(parts.headers);
    if !head.is_grpc || parts.method != Method::POST {
        return refuse(&mut respond, head.is_grpc);
    }
    let offers = head.offers;
    let call = match calls.call(parts.uri.path(), head, stream) {
        Ok(call) => call,
        Err(status) => return fail(&mut respond, None, status),
    };
    let mut call = Box::pin(answer(Arc::clone(calls), call, offers, respond));
    if call.as_mut().poll(cx).is_pending() {
        tokio::spawn(call);
    }
}

async fn answer(calls: Arc<Calls>, call: Call, offers: Offers, mut respond: SendResponse<Bytes>) {
    let mut guard = Guard(Timer::new(call.deadline));
    let mut sent = None;
    let outcome = {
        let mut handler = calls.routes.call(call);
        // A stream of replies is the handler's code as much as the handler is: both run guarded.
        let mut run = pin!(async {
            let reply = poll_fn(|cx| match handler.as_mut().poll(cx) {
                Poll::Ready(outcome) => Poll::Ready(outcome),
                Poll::Pending => respond
                    .poll_reset(cx)
                    .map(|_| Err(Status::cancelled("the caller gave up"))),
            });
            let mut reply = reply.await?;
            let outgoing = calls.outgoing(reply.encoding, offers);
            send(&mut reply, &mut respond, &mut sent, outgoing).await
        });
        poll_fn(|cx| guard.poll(cx, |cx| run.as_mut().poll(cx))).await
    };
    // Where the peer is gone, there is nobody to answer.
    match (outcome, sent) {
        (Ok(trailers), Some(mut stream)) => {
            drop(stream.send_trailers(Status::ok_trailers(trailers)));
        }
        (Ok(_), None) => {}
        (Err(status), sent) => fail(&mut respond, sent, status),
    }
}

/// Runs the application's part of a call: until its deadline, which the calls it makes inherit, and caught, since a panic
/// is INTERNAL for its call and nobody else's business.
struct Guard(Timer);

impl Guard {
    fn poll<T>(
        &mut self,
        cx: &mut Context<'_>,
        work: impl FnOnce(&mut Context<'_>) -> Poll<Result<T, Status>>,
    ) -> Poll<Result<T, Status>> {
        let polled = deadline::scope(self.0.deadline, || {
            catch_unwind(AssertUnwindSafe(|| work(cx)))
        });
        let panicked = |_| Poll::Ready(Err(Status::internal("the handler panicked")));
        self.0.bound(polled.unwrap_or_else(panicked), cx)
    }
}

impl Calls {
    /// The call that a request's head begins.
    fn call(&self, path: &str, head: Head, stream: RecvStream) -> Result<Call, Status> {
        let method = self
            .routes
            .method(path)
            .ok_or_else(|| Status::unimplemented(format!("the server has no method {path}")))?;
        let deadline = match head.timeout {
            None => None,
            Some(timeout) => {
                Some(deadline::parse_timeout(timeout.as_bytes()).ok_or_else(|| {
                    Status::internal(format!(
                        "the grpc-timeout {timeout:?} is not a number and a unit"
                    ))
                })?)
            }
        };
        let encoding = head.encoding.map_err(|encoding| {
            Status::unimplemented(format!(
                "the server cannot read messages compressed with {encoding:?}"
            ))
        })?;
        let decoder = Decoder::new(encoding, self.limits.max_request_bytes, Side::Server);
        Ok(Call {
            method,
            metadata: head.metadata,
            deadline: deadline.and_then(|timeout| Instant::now().checked_add(timeout)),
            extensions: http::Extensions::new(),
            peer: self.peer.clone(),
            user_agent: head.user_agent,
            options: CallOptions::default(),
            body: Body::stream(Receive::request(stream, decoder)),
        })
    }

    /// How a reply's messages go out: compressed as the handler says, else as the server does, but never in a way that the
    /// caller did not offer (gRPC document "compression").
    fn outgoing(&self, chosen: Option<Encoding>, offers: Offers) -> Outgoing {
        let wanted = chosen.unwrap_or(self.limits.encoding);
        Outgoing {
            encoding: if offers.has(wanted) {
                wanted
            } else {
                Encoding::Identity
            },
            limit: self.limits.max_response_bytes,
            side: Side::Server,
        }
    }
}

/// Sends a reply's head and messages, and answers its trailing metadata.
///
/// The head waits for the first message only as long as that costs no time: an error instead of it then goes out alone
/// (gRFC A6), while a peer that waits for the head to go on is not held up.
async fn send(
    reply: &mut Reply,
    respond: &mut SendResponse<Bytes>,
    sent: &mut Option<SendStream<Bytes>>,
    outgoing: Outgoing,
) -> Result<Metadata, Status> {
    let mut batch = Batch::new(outgoing);
    let only = reply.body.take_only();
    let only = only.map(|payload| outgoing.frame(payload)).transpose()?;
    let polled = poll_fn(|cx| Poll::Ready(reply.body.poll_batch(cx, &mut batch))).await;
    let polled = match polled {
        Poll::Ready(Err(status)) if batch.is_empty() => return Err(status),
        polled => polled,
    };
    let mut headers = head(reply.metadata.len());
    if outgoing.encoding != Encoding::Identity {
        headers.insert(ENCODING, HeaderValue::from_static(outgoing.encoding.name()));
    }
    std::mem::take(&mut reply.metadata).append_to(&mut headers);
    let stream = respond
        .send_response(response(headers), false)
        .map_err(|error| status_of(&error))?;
    let stream = sent.insert(stream);
    if let Some(frame) = only {
        data(stream, frame).await?;
    }
    pieces(&mut batch, stream).await?;
    match polled {
        Poll::Ready(outcome) => outcome?,
        Poll::Pending => match messages(&mut reply.body, stream, &mut batch).await {
            Ending::Whole => {}
            Ending::Failed(status) | Ending::Cut(status) => return Err(status),
        },
    }
    Ok(reply.body.take_trailers())
}

/// The headers that begin every response, with room for `more`.
fn head(more: usize) -> HeaderMap {
    let mut headers = HeaderMap::with_capacity(3 + more);
    headers.insert(header::CONTENT_TYPE, GRPC);
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));
    headers
}

fn response(headers: HeaderMap) -> Response<()> {
    let mut response = Response::new(());
    *response.headers_mut() = headers;
    response
}

/// Ends a call with a status: in trailers where a head went out or must, else alone (PROTOCOL-HTTP2, "Trailers-Only").
fn fail(respond: &mut SendResponse<Bytes>, sent: Option<SendStream<Bytes>>, mut status: Status) {
    let initial = status.take_initial_metadata();
    let sent = match sent {
        None if initial.is_empty() => None,
        None => {
            let mut headers = head(initial.len());
            initial.append_to(&mut headers);
            respond.send_response(response(headers), false).ok()
        }
        sent @ Some(_) => sent,
    };
    // The peer may be gone; then there is nobody to answer.
    if let Some(mut stream) = sent {
        let mut trailers = HeaderMap::new();
        status.into_trailers(&mut trailers);
        drop(stream.send_trailers(trailers));
    } else {
        let mut headers = head(2);
        status.into_trailers(&mut headers);
        drop(respond.send_response(response(headers), true));
    }
}

/// Answers in HTTP who does not speak gRPC (PROTOCOL-HTTP2, "Content-Type").
fn refuse(respond: &mut SendResponse<Bytes>, is_grpc: bool) {
    let mut response = Response::new(());
    *response.status_mut() = if is_grpc {
        StatusCode::METHOD_NOT_ALLOWED
    } else {
        StatusCode::UNSUPPORTED_MEDIA_TYPE
    };
    // The peer may be gone; then there is nobody to answer.
    let _ = respond.send_response(response, true);
}
