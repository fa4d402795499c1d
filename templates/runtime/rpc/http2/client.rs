//! One HTTP/2 connection as a client has it.

use super::super::compression::{ACCEPTED, Encoding};
use super::super::payload::Decoder;
use super::super::{Body, Metadata, Payload, Reply, Side, Status, deadline};
use super::drive::{Open, drive};
use super::headers::{self, ACCEPT_ENCODING, ENCODING, GRPC, TIMEOUT};
use super::io::collect;
use super::keepalive::{Keepalive, Patience};
use super::receive::{Held, Pump, Receive, without_status};
use super::send::{Outgoing, data, messages};
use super::status_of;
use super::stream::{Halves, Stream};
use bytes::Bytes;
use h2::client::{ResponseFuture, SendRequest};
use http::{HeaderMap, HeaderValue, Request, Uri, header};
use std::io;
use std::task::Poll;
use std::time::Instant;
use tokio::io::{AsyncRead, AsyncWrite};

/// A connection that calls can be made on; cheap to clone.
#[derive(Clone)]
pub(in super::super) struct Link {
    sender: SendRequest<Bytes>,
    open: Open,
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
    /// The server ended it.
    Left,
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
            _ if error.is_go_away() && error.is_remote() => Standing::Left,
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
            .max_frame_size(64 << 10)
            .max_header_list_size(16 << 10);
        let handshake = builder.handshake(io).await;
        let (sender, mut connection) = handshake.map_err(io::Error::other)?;
        let keepalive = Keepalive::new(patience, connection.ping_pong());
        let open = Open::default();
        tokio::spawn(drive(connection, flusher, keepalive, open.clone()));
        Ok(Self { sender, open })
    }

    /// Makes a call: the reply comes with the response's head.
    pub(in super::super) async fn call(self, head: Head, body: Body) -> Result<Reply, Refused> {
        let Head {
            deadline,
            max_response_bytes,
            ..
        } = head;
        let outgoing = Outgoing {
            encoding: head.encoding,
            limit: head.max_request_bytes,
            side: Side::Client,
        };
        let open = self.open.begin();
        let lost = |error: h2::Error| Refused::new(&error, true);
        // A message over the limit must not even open a stream.
        let (first, mut body) = match body.replay() {
            Some(payload) => (Some(outgoing.frame(payload)?), None),
            None => (None, Some(body)),
        };
        let unusable = |error: h2::Error| Refused::new(&error, false);
        let mut sender = self.sender.ready().await.map_err(unusable)?;
        let (response, mut stream) = sender.send_request(request(head)?, false).map_err(lost)?;
        let pump = match (first, body.take()) {
            (Some(frame), _) => {
                Pump::start(async move {
                    // A server that closes the stream before it has read all has answered: the response says what.
                    let _ = send_only(&mut stream, frame).await;
                })
                .await
            }
            (None, Some(mut body)) => {
                Pump::start(async move {
                    match messages(&mut body, &mut stream, outgoing).await {
                        // The peer may have closed the stream first; its status says why.
                        Ok(()) => drop(stream.send_data(Bytes::new(), true)),
                        Err(_) => stream.send_reset(h2::Reason::CANCEL),
                    }
                })
                .await
            }
            (None, None) => None,
        };
        let (status, headers, stream) = respond(response).await.map_err(lost)?;
        reply(
            status,
            headers,
            stream,
            (deadline, max_response_bytes),
            Held { pump, open },
        )
        .map_err(Refused::from)
    }
}

/// Sends the only message of a request; small ones in one go with the end of the stream.
async fn send_only(stream: &mut h2::SendStream<Bytes>, frame: Bytes) -> Result<(), Status> {
    if frame.len() <= 16 << 10 {
        return stream
            .send_data(frame, true)
            .map_err(|error| status_of(&error));
    }
    data(stream, frame).await?;
    stream
        .send_data(Bytes::new(), true)
        .map_err(|error| status_of(&error))
}

async fn respond(
    response: ResponseFuture,
) -> Result<(http::StatusCode, HeaderMap, h2::RecvStream), h2::Error> {
    let (head, stream) = response.await?.into_parts();
    Ok((head.status, head.headers, stream))
}

fn reply(
    status: http::StatusCode,
    headers: HeaderMap,
    stream: h2::RecvStream,
    (deadline, limit): (Option<Instant>, usize),
    held: Held,
) -> Result<Reply, Status> {
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
    fn poll_message(
        &mut self,
        _: &mut std::task::Context<'_>,
    ) -> Poll<Result<Option<Payload>, Status>> {
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
