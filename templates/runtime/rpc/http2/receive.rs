//! DATA frames and trailers to messages and a status.

use super::super::deadline::{self, Timer};
use super::super::payload::Decoder;
use super::super::{Code, MessageSource, Metadata, Payload, Status};
use super::held::Held;
use super::status_of;
use h2::RecvStream;
use http::StatusCode;
use std::task::{Context, Poll};
use std::time::Instant;

/// The window opens again by steps of this size. What is left of one when the stream ends, the engine gives back.
const RELEASED: usize = 32 * 1024;

/// The receiving half of a stream.
pub(super) struct Receive {
    stream: RecvStream,
    decoder: Decoder,
    trailers: Metadata,
    end: End,
    timer: Timer,
    /// What was read of the window and not given back yet.
    unreleased: usize,
    held: Option<Held>,
}

/// What stands at the end of the stream.
enum End {
    /// Nothing more: a request.
    Request,
    /// Trailers with the status: a response, whose HTTP status counts where they have none.
    Response(StatusCode),
    /// It has come.
    Done,
}

impl Receive {
    pub(super) fn request(stream: RecvStream, decoder: Decoder) -> Self {
        Self {
            stream,
            decoder,
            trailers: Metadata::new(),
            end: End::Request,
            timer: Timer::new(None),
            unreleased: 0,
            held: None,
        }
    }

    pub(super) fn response(
        stream: RecvStream,
        decoder: Decoder,
        status: StatusCode,
        deadline: Option<Instant>,
        held: Held,
    ) -> Self {
        Self {
            stream,
            decoder,
            trailers: Metadata::new(),
            end: End::Response(status),
            timer: Timer::new(deadline),
            unreleased: 0,
            held: Some(held),
        }
    }

    fn poll_end(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        let http_status = match self.end {
            End::Done => return Poll::Ready(Ok(None)),
            End::Request => None,
            End::Response(status) => Some(status),
        };
        let trailers = match (http_status, self.stream.poll_trailers(cx)) {
            (_, Poll::Pending) => return Poll::Pending,
            (_, Poll::Ready(Err(error))) => return Poll::Ready(Err(status_of(&error))),
            (None, Poll::Ready(Ok(_))) => None,
            (Some(_), Poll::Ready(Ok(trailers))) => Some(trailers.and_then(Status::from_trailers)),
        };
        self.end = End::Done;
        self.held = None;
        let result = match trailers {
            None => self.decoder.finish(),
            Some(Some(Ok(trailers))) => {
                self.trailers = trailers;
                self.decoder.finish()
            }
            Some(Some(Err(status))) => Err(status),
            Some(None) => Err(without_status(http_status.unwrap_or_default())),
        };
        Poll::Ready(result.map(|()| None))
    }
}

impl MessageSource for Receive {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        loop {
            match self.decoder.next() {
                Ok(None) => {}
                Ok(payload) => return Poll::Ready(Ok(payload)),
                Err(status) => {
                    self.stream_failed();
                    return Poll::Ready(Err(status));
                }
            }
            if matches!(self.end, End::Done) {
                return Poll::Ready(Ok(None));
            }
            match self.stream.poll_data(cx) {
                Poll::Ready(Some(Ok(chunk))) => {
                    self.unreleased += chunk.len();
                    self.decoder.push(chunk);
                    if let Err(error) = self.release() {
                        return Poll::Ready(Err(status_of(&error)));
                    }
                }
                Poll::Ready(Some(Err(error))) => {
                    let failure = self.expired().or_else(|| self.held.as_ref()?.failure());
                    self.stream_failed();
                    return Poll::Ready(Err(failure.unwrap_or_else(|| status_of(&error))));
                }
                Poll::Ready(None) => match self.poll_end(cx) {
                    Poll::Pending => return self.poll_deadline(cx),
                    ready @ Poll::Ready(_) => return ready,
                },
                Poll::Pending => return self.poll_deadline(cx),
            }
        }
    }

    fn take_trailers(&mut self) -> Metadata {
        std::mem::take(&mut self.trailers)
    }
}

impl Receive {
    /// Opens the window again, in large steps: no more is read than one message needs.
    fn release(&mut self) -> Result<(), h2::Error> {
        if self.unreleased < RELEASED {
            return Ok(());
        }
        let unreleased = std::mem::take(&mut self.unreleased);
        self.stream.flow_control().release_capacity(unreleased)
    }

    fn poll_deadline(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        let bound = self.timer.bound(Poll::Pending, cx);
        if bound.is_ready() {
            self.stream_failed();
        }
        bound
    }

    /// `DEADLINE_EXCEEDED`, where the deadline has passed: the server's reset may be first to tell.
    fn expired(&self) -> Option<Status> {
        (self.timer.deadline? <= Instant::now()).then(deadline::exceeded)
    }

    fn stream_failed(&mut self) {
        self.end = End::Done;
        self.held = None;
    }
}

/// What a response without `grpc-status` means (gRPC document "http-grpc-status-mapping").
pub(super) fn without_status(http: StatusCode) -> Status {
    let code = match http.as_u16() {
        400 | 431 => Code::Internal,
        401 => Code::Unauthenticated,
        403 => Code::PermissionDenied,
        404 => Code::Unimplemented,
        429 | 502..=504 => Code::Unavailable,
        _ => Code::Unknown,
    };
    Status::new(
        code,
        format!(
            "the response has the HTTP status {} and no grpc-status",
            http.as_u16()
        ),
    )
}
