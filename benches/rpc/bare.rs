//! The engine alone: h2 with one fixed message each way, no runtime around it. What it costs is the least that a runtime on
//! h2 can cost; frames are collected into one write a turn, as ours are.

use crate::load::Load;
use crate::process::Figures;
use bytes::Bytes;
use h2::client::SendRequest;
use h2::server::SendResponse;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, header};
use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpListener, TcpStream};

const STATUS: HeaderName = HeaderName::from_static("grpc-status");
const GRPC: HeaderValue = HeaderValue::from_static("application/grpc");

type Collected = Arc<Mutex<Vec<u8>>>;

/// A socket whose writes are collected.
struct Io {
    reader: OwnedReadHalf,
    collected: Collected,
}

/// Writes what was collected.
struct Flusher {
    writer: OwnedWriteHalf,
    collected: Collected,
    sending: Vec<u8>,
    sent: usize,
}

fn halves(socket: TcpStream) -> (Io, Flusher) {
    socket.set_nodelay(true).expect("a socket has options");
    let (reader, writer) = socket.into_split();
    let collected = Collected::default();
    let flusher = Flusher {
        writer,
        collected: Arc::clone(&collected),
        sending: Vec::new(),
        sent: 0,
    };
    (Io { reader, collected }, flusher)
}

impl Flusher {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        loop {
            while self.sent < self.sending.len() {
                let rest = &self.sending[self.sent..];
                self.sent += ready!(Pin::new(&mut self.writer).poll_write(cx, rest))?;
            }
            self.sending.clear();
            self.sent = 0;
            std::mem::swap(&mut self.sending, &mut self.collected.lock().unwrap());
            if self.sending.is_empty() {
                return Poll::Ready(Ok(()));
            }
        }
    }
}

impl AsyncRead for Io {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.reader).poll_read(cx, buffer)
    }
}

impl AsyncWrite for Io {
    fn poll_write(
        self: Pin<&mut Self>,
        _: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.collected.lock().unwrap().extend_from_slice(bytes);
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}

pub async fn serve() {
    let listener = TcpListener::bind("127.0.0.1:0")
        .await
        .expect("a port is free");
    println!("{}", listener.local_addr().expect("it is bound"));
    loop {
        let (socket, _) = listener.accept().await.expect("clients come");
        tokio::spawn(serve_one(socket));
    }
}

async fn serve_one(socket: TcpStream) {
    let (io, mut flusher) = halves(socket);
    let mut builder = h2::server::Builder::new();
    builder
        .initial_window_size(4 << 20)
        .initial_connection_window_size(16 << 20)
        .max_frame_size(256 << 10);
    let mut handshake = Box::pin(builder.handshake::<_, Bytes>(io));
    let connection = poll_fn(|cx| {
        let _ = flusher.poll(cx);
        handshake.as_mut().poll(cx)
    });
    let mut connection = connection.await.expect("the client speaks HTTP/2");
    poll_fn(|cx| {
        loop {
            match connection.poll_accept(cx) {
                Poll::Ready(Some(Ok((request, respond)))) => {
                    let mut call = Box::pin(answer(request.into_body(), respond));
                    if call.as_mut().poll(cx).is_pending() {
                        tokio::spawn(call);
                    }
                }
                Poll::Ready(_) => return Poll::Ready(()),
                Poll::Pending => {
                    let _ = flusher.poll(cx);
                    return Poll::Pending;
                }
            }
        }
    })
    .await;
}

async fn answer(mut body: h2::RecvStream, mut respond: SendResponse<Bytes>) {
    let mut message = Bytes::new();
    while let Some(chunk) = body.data().await {
        let Ok(chunk) = chunk else { return };
        let _ = body.flow_control().release_capacity(chunk.len());
        message = if message.is_empty() {
            chunk
        } else {
            [message, chunk].concat().into()
        };
    }
    let mut head = Response::new(());
    head.headers_mut().insert(header::CONTENT_TYPE, GRPC);
    let Ok(mut stream) = respond.send_response(head, false) else {
        return;
    };
    let mut trailers = HeaderMap::with_capacity(1);
    trailers.insert(STATUS, HeaderValue::from_static("0"));
    let _ = stream.send_data(message, false);
    let _ = stream.send_trailers(trailers);
}

pub async fn call(address: &str, server: &str, load: &'static Load) -> Figures {
    let socket = TcpStream::connect(address)
        .await
        .expect("the server is there");
    let (io, mut flusher) = halves(socket);
    let mut builder = h2::client::Builder::new();
    builder
        .initial_window_size(4 << 20)
        .initial_connection_window_size(16 << 20)
        .max_frame_size(256 << 10);
    let (sender, mut connection) = builder.handshake(io).await.expect("h2 begins");
    let mut yielded = false;
    tokio::spawn(poll_fn(move |cx| {
        let _ = Pin::new(&mut connection).poll(cx);
        yielded = !yielded && !flusher.collected.lock().unwrap().is_empty();
        if yielded {
            cx.waker().wake_by_ref();
            return Poll::<()>::Pending;
        }
        let _ = flusher.poll(cx);
        Poll::Pending
    }));
    // As long as the messages that the runtimes send.
    let message = Bytes::from(vec![7; load.payload + 24]);
    let call = move || unary(sender.clone(), message.clone());
    load.make(server, call).await
}

async fn unary(sender: SendRequest<Bytes>, message: Bytes) {
    let mut sender = sender.ready().await.expect("the connection stands");
    let mut request = Request::new(());
    *request.method_mut() = http::Method::POST;
    *request.version_mut() = http::Version::HTTP_2;
    *request.uri_mut() = http::Uri::from_static("http://localhost/bench.Bench/Unary");
    request
        .headers_mut()
        .insert(header::TE, HeaderValue::from_static("trailers"));
    request.headers_mut().insert(header::CONTENT_TYPE, GRPC);
    let length = message.len();
    let (response, mut stream) = sender
        .send_request(request, false)
        .expect("a stream is free");
    stream.send_data(message, true).expect("the stream is open");
    let mut body = response.await.expect("the server answers").into_body();
    let mut received = 0;
    while let Some(chunk) = body.data().await {
        let chunk = chunk.expect("the answer comes");
        let _ = body.flow_control().release_capacity(chunk.len());
        received += chunk.len();
    }
    body.trailers().await.expect("the status comes");
    assert_eq!(received, length);
}
