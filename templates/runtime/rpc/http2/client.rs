//! One HTTP/2 connection as a client has it.

use super::super::batch::{Batch, Outgoing};
use super::super::compression::{ACCEPTED, Encoding};
use super::super::payload::Decoder;
use super::super::{Body, Metadata, Payload, Reply, Side, Status, deadline};
use super::drive::{Known, drive};
use super::headers::{self, ACCEPT_ENCODING, ENCODING, GRPC, TIMEOUT};
use super::held::Held;
use super::io::collect;
use super::keepalive::{Keepalive, Patience};
use super::receive::{Receive, without_status};
use super::send::{Ending, data, messages};
use super::stream::{Halves, Stream};
use super::{MAX_FRAME, status_of};
use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use h2::{RecvStream, SendStream};
use http::{HeaderValue, Request, Response, Uri, header};
use std::io;
use std::task::{Context, Poll, ready};
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite};

/// A request's only message goes out with the end of the stream where it is no longer than this.
const AT_ONCE: usize = 16 * 1024;

/// A connection that calls can be made on; cheap to clone.
#[derive(Clone)]
pub(in super::super) struct Link {
    sender: SendRequest<Bytes>,
    known: Known,
}

/// What a request begins with.
pub(in super::super) struct Head {
    pub(in super::super) uri: Uri,
    pub(in super::super) user_agent: HeaderValue,
    pub(in super::super) metadata: Metadata,
    pub(in super::super) deadline: Option<Instant>,
    pub(in super::super) encoding: Encoding,
    pub(in super::super) max_request_bytes: usize,
    pub(in super::super) max_response_bytes: usize,
}

/// A call that failed, and whether the server surely did not see it.
pub(in super::super) struct Refused {
    pub(in super::super) status: Status,
    pub(in super::super) unprocessed: bool,
    pub(in super::super) connection: Standing,
}

/// What a failed call says of its connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Standing {
    /// The server is there.
    Stands,
    /// It is gone.
    Lost,
    /// The server ended it since it was asked too often whether it is there (gRFC A8).
    Pestered,
}

impl From<Status> for Refused {
    fn from(status: Status) -> Self {
        Self {
            status,
            unprocessed: false,
            connection: Standing::Stands,
        }
    }
}

impl Refused {
    fn new(error: &h2::Error, sent: bool) -> Self {
        let connection = match error.reason() {
            Some(h2::Reason::ENHANCE_YOUR_CALM) if error.is_go_away() => Standing::Pestered,
            _ if error.is_go_away() || error.is_io() || !sent => Standing::Lost,
            _ => Standing::Stands,
        };
        Self {
            status: status_of(error),
            unprocessed: !sent || is_unprocessed(error),
            connection,
        }
    }
}

impl Link {
    /// Begins HTTP/2 on a socket; a task of its own drives the connection from then on.
    pub(in super::super) async fn begin(
        stream: Stream,
        patience: Option<Patience>,
    ) -> io::Result<Self> {
        match stream.split() {
            Halves::Tcp(reader, writer) => Self::on(reader, writer, patience).await,
            Halves::Unix(reader, writer) => Self::on(reader, writer, patience).await,
        }
    }

    async fn on<R, W>(reader: R, writer: W, patience: Option<Patience>) -> io::Result<Self>
    where
        R: AsyncRead + Send + Unpin + 'static,
        W: AsyncWrite + Send + Unpin + 'static,
    {
        let (io, flusher) = collect(reader, writer, None);
        let mut builder = h2::client::Builder::new();
        builder
            .enable_push(false)
            .initial_window_size(4 << 20)
            .initial_connection_window_size(16 << 20);
        builder
            .max_frame_size(MAX_FRAME)
            .max_header_list_size(16 << 10);
        let handshake = builder.handshake(io).await;
        let (sender, mut connection) = handshake.map_err(io::Error::other)?;
        let keepalive = Keepalive::new(patience, connection.ping_pong());
        let known = Known::default();
        tokio::spawn(drive(connection, flusher, keepalive, known.clone()));
        Ok(Self { sender, known })
    }

    /// How many calls are open.
    pub(in super::super) fn open_calls(&self) -> usize {
        self.known.open_calls()
    }

    /// Whether the server has answered on this connection, if only in HTTP/2.
    pub(in super::super) fn is_heard(&self) -> bool {
        self.known.is_heard()
    }

    /// Whether the server takes another call now; else it waits in the engine.
    pub(in super::super) fn has_room(&self) -> bool {
        self.known.open_calls() < self.sender.current_max_send_streams()
    }

    /// Begins a call once the connection takes one; the request stays where it is if the connection is of no more use.
    pub(in super::super) fn poll_begin(
        &mut self,
        request: &mut Option<(Head, Body)>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<Begun, Refused>> {
        if let Err(error) = ready!(self.sender.poll_ready(cx)) {
            return Poll::Ready(Err(Refused::new(&error, false)));
        }
        Poll::Ready(match request.take() {
            Some((head, body)) => self.send(head, body, cx),
            None => Err(Status::internal("the call was begun before").into()),
        })
    }

    /// Sends a request: its head, and as much of its body as may go at once.
    fn send(&mut self, head: Head, mut body: Body, cx: &mut Context<'_>) -> Result<Begun, Refused> {
        let bounds = (head.deadline, head.max_response_bytes);
        let outgoing = Outgoing {
            encoding: head.encoding,
            limit: head.max_request_bytes,
            side: Side::Client,
        };
        // A message over the limit must not even open a stream.
        let only = body.take_only();
        let only = only.map(|payload| outgoing.frame(payload)).transpose()?;
        let mut held = Held::new(self.known.begin_call());
        let sent = self.sender.send_request(request(head)?, false);
        let (response, mut stream) = sent.map_err(|error| Refused::new(&error, true))?;
        match only {
            Some(frame) if frame.len() <= AT_ONCE => {
                // A server that closes the stream before it has read all has answered: the response says what.
                let _ = stream.send_data(frame, true);
            }
            Some(frame) => held.pump(
                async move {
                    let is_whole = data(&mut stream, frame).await.is_ok();
                    finish(is_whole, &mut stream);
                },
                cx,
            ),
            None => {
                let failure = held.may_fail();
                let mut batch = Batch::new(outgoing);
                held.pump(
                    async move {
                        let is_whole = match messages(&mut body, &mut stream, &mut batch).await {
                            Ending::Whole => true,
                            Ending::Failed(status) => {
                                // It is the first and only one.
                                let _ = failure.set(status);
                                false
                            }
                            Ending::Cut(_) => false,
                        };
                        finish(is_whole, &mut stream);
                    },
                    cx,
                );
            }
        }
        Ok(Begun {
            response,
            held,
            bounds,
        })
    }
}

/// A call whose response has not come yet.
pub(in super::super) struct Begun {
    response: ResponseFuture,
    held: Held,
    /// The deadline, and the largest message to accept.
    bounds: (Option<Instant>, usize),
}

impl Begun {
    /// The reply, which comes with the response's head.
    pub(in super::super) async fn reply(self) -> Result<Reply, Refused> {
        match self.response.await {
            Ok(response) => reply(response, self.bounds, self.held).map_err(Refused::from),
            Err(error) => Err(match self.held.failure() {
                Some(status) => status.into(),
                None => Refused::new(&error, true),
            }),
        }
    }
}

/// Ends a request. The server may have closed the stream first; then its status says why.
fn finish(is_whole: bool, stream: &mut SendStream<Bytes>) {
    if is_whole {
        let _ = stream.send_data(Bytes::new(), true);
    } else {
        stream.send_reset(h2::Reason::CANCEL);
    }
}

fn reply(
    response: Response<RecvStream>,
    (deadline, limit): (Option<Instant>, usize),
    held: Held,
) -> Result<Reply, Status> {
    let (head, stream) = response.into_parts();
    let (status, headers) = (head.status, head.headers);
    if stream.is_end_stream() {
        // Trailers-Only: the head is the end.
        return match Status::from_trailers(headers) {
            None => Err(without_status(status)),
            Some(Err(status)) => Err(status),
            Some(Ok(trailers)) => Ok(Reply::new(Body::stream(Nothing(trailers)))),
        };
    }
    if status != http::StatusCode::OK {
        let told = Status::from_trailers(headers).and_then(Result::err);
        return Err(told.unwrap_or_else(|| without_status(status)));
    }
    let head = headers::Head::read(headers);
    if !head.is_grpc {
        return Err(Status::unknown("the response's content type is not gRPC's"));
    }
    let encoding = head.encoding.map_err(|encoding| {
        Status::internal(format!(
            "the response is compressed with {encoding:?}, which this client cannot read"
        ))
    })?;
    let decoder = Decoder::new(encoding, limit, Side::Client);
    let mut reply = Reply::new(Body::stream(Receive::response(
        stream, decoder, status, deadline, held,
    )));
    reply.metadata = head.metadata;
    Ok(reply)
}

/// A response that is only trailers, and those good.
struct Nothing(Metadata);

impl super::super::MessageSource for Nothing {
    fn poll_message(&mut self, _: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        Poll::Ready(Ok(None))
    }

    fn take_trailers(&mut self) -> Metadata {
        std::mem::take(&mut self.0)
    }
}

fn request(head: Head) -> Result<Request<()>, Status> {
    let mut request = Request::new(());
    *request.method_mut() = http::Method::POST;
    *request.version_mut() = http::Version::HTTP_2;
    *request.uri_mut() = head.uri;
    let headers = request.headers_mut();
    headers.reserve(6 + head.metadata.len());
    headers.insert(header::TE, HeaderValue::from_static("trailers"));
    headers.insert(header::CONTENT_TYPE, GRPC);
    if let Some(deadline) = head.deadline {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(deadline::exceeded());
        }
        let timeout = HeaderValue::try_from(deadline::format_timeout(left));
        headers.insert(
            TIMEOUT,
            timeout.map_err(|error| Status::internal(error.to_string()))?,
        );
    }
    headers.insert(header::USER_AGENT, head.user_agent);
    if head.encoding != Encoding::Identity {
        headers.insert(ENCODING, HeaderValue::from_static(head.encoding.name()));
    }
    headers.insert(ACCEPT_ENCODING, HeaderValue::from_static(ACCEPTED));
    head.metadata.append_to(headers);
    Ok(request)
}

/// Whether the server surely did not process the call (gRFC A6, transparent retries): it refused the stream, or went away
/// without having taken it up.
fn is_unprocessed(error: &h2::Error) -> bool {
    let refused = error.reason() == Some(h2::Reason::REFUSED_STREAM);
    refused || error.is_go_away() && error.is_remote()
}
