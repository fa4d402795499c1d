//! The server against a bare HTTP/2 client: what well-behaved clients never send, and what they never see.

#![allow(clippy::type_complexity)] // a table's rows say what they are

use crate::rpc_service::{Handlers, message};
use crate::runtime::Server;
use crate::runtime::rpc::Encoding;
use bytes::Bytes;
use h2::client::SendRequest;
use http::HeaderMap;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What came back.
#[derive(Debug, Default)]
pub struct Answer {
    http: u16,
    headers: HeaderMap,
    body: Vec<u8>,
    trailers: HeaderMap,
}

impl Answer {
    /// The header or trailer of a name.
    pub fn header(&self, name: &str) -> &str {
        let value = self.headers.get(name).or(self.trailers.get(name));
        value.map_or("", |value| value.to_str().unwrap())
    }
}

/// A server and a connection to it.
pub struct Running {
    client: SendRequest<Bytes>,
    hanging: Arc<AtomicUsize>,
}

/// A server that takes messages of at most 1,000 bytes.
pub async fn start() -> Running {
    serve(Server::builder().max_request_bytes(1000)).await
}

async fn serve(server: Server) -> Running {
    let handlers = Handlers::default();
    let hanging = Arc::clone(&handlers.hanging);
    let server = server.add(handlers);
    let bound = server.bind("127.0.0.1:0").await.unwrap();
    let socket = tokio::net::TcpStream::connect(bound.local_addr());
    let socket = socket.await.unwrap();
    tokio::spawn(bound.serve());
    let (client, connection) = h2::client::handshake(socket).await.unwrap();
    tokio::spawn(connection);
    Running { client, hanging }
}

fn request(path: &str, headers: &[(&str, &str)]) -> http::Request<()> {
    let mut request = http::Request::post(format!("http://localhost{path}"));
    let defaults = [("content-type", "application/grpc"), ("te", "trailers")];
    let unset = |name: &str| !headers.iter().any(|(other, _)| *other == name);
    for (name, value) in defaults
        .iter()
        .filter(|(name, _)| unset(name))
        .chain(headers)
    {
        request = request.header(*name, *value);
    }
    request.body(()).unwrap()
}

impl Running {
    /// Makes a call whose body comes in these pieces.
    pub async fn ask(&self, path: &str, headers: &[(&str, &str)], body: &[&[u8]]) -> Answer {
        let mut client = self.client.clone().ready().await.unwrap();
        let (response, mut stream) = client.send_request(request(path, headers), false).unwrap();
        for chunk in body {
            // The server may have answered before it has read all.
            let _ = stream.send_data(Bytes::copy_from_slice(chunk), false);
        }
        let _ = stream.send_data(Bytes::new(), true);
        let answer = async {
            let (head, mut stream) = response.await.unwrap().into_parts();
            let mut answer = Answer {
                http: head.status.as_u16(),
                headers: head.headers,
                ..Answer::default()
            };
            while let Some(chunk) = stream.data().await {
                let chunk = chunk.unwrap();
                stream.flow_control().release_capacity(chunk.len()).unwrap();
                answer.body.extend_from_slice(&chunk);
            }
            answer.trailers = stream.trailers().await.unwrap().unwrap_or_default();
            answer
        };
        let answer = tokio::time::timeout(Duration::from_secs(10), answer).await;
        answer.unwrap_or_else(|_| panic!("{path} with {headers:?} is not answered"))
    }

    /// Waits until this many handlers hang.
    async fn hang(&self, count: usize) {
        for _ in 0..500 {
            if self.hanging.load(Ordering::SeqCst) == count {
                return;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        panic!(
            "{} handlers hang, not {count}",
            self.hanging.load(Ordering::SeqCst)
        );
    }
}

#[tokio::test]
async fn faults_of_the_request_have_their_status() {
    let running = start().await;
    let (hi, twice) = (message("hi"), message("hi").repeat(2));
    let cases: [(&str, &str, &[(&str, &str)], &[&[u8]], &str); 14] = [
        ("a good one", "Echo", &[], &[&hi], "0"),
        (
            "cut anywhere",
            "Echo",
            &[],
            &[&hi[..1], &hi[1..4], &hi[4..]],
            "0",
        ),
        ("no such method", "Missing", &[], &[&hi], "12"),
        ("no message", "Echo", &[], &[], "12"),
        ("two messages", "Echo", &[], &[&twice], "12"),
        ("half a prefix", "Echo", &[], &[&hi[..3]], "13"),
        ("half a message", "Echo", &[], &[&hi[..7]], "13"),
        ("the flag 2", "Echo", &[], &[b"\x02\0\0\0\0"], "13"),
        (
            "compressed, but how",
            "Echo",
            &[],
            &[b"\x01\0\0\0\x01x"],
            "13",
        ),
        (
            "no gzip",
            "Echo",
            &[("grpc-encoding", "gzip")],
            &[b"\x01\0\0\0\x01x"],
            "13",
        ),
        ("over the limit", "Echo", &[], &[b"\0\0\0\x03\xe9"], "8"),
        ("4 GiB", "Echo", &[], &[b"\0\xff\xff\xff\xff"], "8"),
        (
            "no message at all",
            "Echo",
            &[],
            &[b"\0\0\0\0\x01\xff"],
            "13",
        ),
        (
            "no timeout",
            "Echo",
            &[("grpc-timeout", "soon")],
            &[&hi],
            "13",
        ),
    ];
    for (name, path, headers, body, status) in cases {
        let path = format!("/test.Service/{path}");
        let answer = running.ask(&path, headers, body).await;
        assert_eq!(answer.http, 200, "{name}: {answer:?}");
        assert_eq!(answer.header("grpc-status"), status, "{name}: {answer:?}");
        assert_eq!(answer.header("content-type"), "application/grpc", "{name}");
        // An error before the first message is all in the head.
        assert_eq!(
            answer.trailers.is_empty(),
            status != "0",
            "{name}: {answer:?}"
        );
    }
}

#[tokio::test]
async fn an_unknown_compression_is_told_with_the_known_ones() {
    let headers = [("grpc-encoding", "br")];
    let answer = start()
        .await
        .ask("/test.Service/Echo", &headers, &[&message("hi")])
        .await;
    assert_eq!(answer.header("grpc-status"), "12");
    assert_eq!(answer.header("grpc-accept-encoding"), "identity,gzip");
}

#[tokio::test]
async fn who_does_not_speak_grpc_is_told_in_http() {
    let headers = [("content-type", "application/json")];
    let answer = start()
        .await
        .ask("/test.Service/Echo", &headers, &[b"{}"])
        .await;
    assert_eq!((answer.http, answer.header("grpc-status")), (415, ""));
}

#[tokio::test]
async fn status_messages_are_percent_encoded() {
    let running = start().await;
    let cases = [
        ("plain text", "plain text"),
        (" blanks at the ends ", "%20blanks at the ends%20"),
        ("100%", "100%25"),
        ("a\nb\0", "a%0Ab%00"),
        ("é~\u{7f}", "%C3%A9~%7F"),
        ("", ""),
    ];
    for (text, encoded) in cases {
        let answer = running
            .ask("/test.Service/Fail", &[], &[&message(text)])
            .await;
        let (status, told) = (answer.header("grpc-status"), answer.header("grpc-message"));
        assert_eq!((status, told), ("5", encoded), "{text:?}");
    }
}

#[tokio::test]
async fn metadata_comes_back_whatever_it_is() {
    let sent = [
        ("x-text", "a, b"),
        ("x-data-bin", "AAEC,AA=="),
        ("x-bad-bin", "%%"),
        ("x-twice", "1"),
        ("x-twice", "2"),
    ];
    let answer = start()
        .await
        .ask("/test.Service/Echo", &sent, &[&message("hi")])
        .await;
    for (name, value) in sent {
        let values = answer.headers.get_all(name);
        assert!(
            values.iter().any(|v| v == value),
            "{name}: {value} in {answer:?}"
        );
    }
    assert_eq!(answer.header("grpc-accept-encoding"), "identity,gzip");
    assert!(
        answer.headers.get("te").is_none(),
        "te is no metadata: {answer:?}"
    );
}

#[tokio::test]
async fn a_panic_ends_its_call_and_no_other() {
    let running = start().await;
    let other = running.ask(
        "/test.Service/Hang",
        &[("grpc-timeout", "500m")],
        &[&[0; 5]],
    );
    let panics = async {
        running.hang(1).await;
        let unary = running.ask("/test.Service/Panic", &[], &[&[0; 5]]).await;
        assert_eq!(unary.header("grpc-status"), "13");
        let stream = running
            .ask("/test.Service/Stream", &[], &[&message("panic")])
            .await;
        // Messages that were to share a frame with the panic's may be lost with it.
        assert_eq!(stream.header("grpc-status"), "13");
    };
    let (other, ()) = tokio::join!(other, panics);
    assert_eq!(other.header("grpc-status"), "4");
}

#[tokio::test]
async fn deadlines_bind_whole_calls() {
    let running = start().await;
    for (path, text, messages) in [("Hang", "", 0), ("Stream", "hang", 2)] {
        let path = format!("/test.Service/{path}");
        let answer = running
            .ask(&path, &[("grpc-timeout", "100m")], &[&message(text)])
            .await;
        assert_eq!(
            (answer.body.len(), answer.header("grpc-status")),
            (messages * 5, "4"),
            "{path}"
        );
        running.hang(0).await;
    }
}

#[tokio::test]
async fn a_reset_drops_the_handler() {
    let running = start().await;
    for (path, text) in [("Hang", ""), ("Stream", "hang")] {
        let mut client = running.client.clone().ready().await.unwrap();
        let path = format!("/test.Service/{path}");
        let (response, mut stream) = client.send_request(request(&path, &[]), false).unwrap();
        stream.send_data(message(text).into(), true).unwrap();
        running.hang(1).await;
        stream.send_reset(h2::Reason::CANCEL);
        running.hang(0).await;
        drop(response);
    }
}

/// Replies are compressed as the handler says, for callers that can read it (gRPC document "compression").
#[tokio::test]
async fn handlers_choose_compression() {
    let running = start().await;
    let compressing = serve(Server::builder().compress(Encoding::Gzip)).await;
    let offered = ("grpc-accept-encoding", "identity, gzip");
    let cases: [(&Running, &[(&str, &str)], &str, u8); 6] = [
        (&running, &[offered], "", 0),
        (&running, &[offered, ("x-compress", "yes")], "gzip", 1),
        (&running, &[("x-compress", "yes")], "", 0),
        (&compressing, &[offered], "gzip", 1),
        (&compressing, &[offered, ("x-compress", "no")], "", 0),
        (&compressing, &[], "", 0),
    ];
    for (running, headers, encoding, flag) in cases {
        let answer = running
            .ask("/test.Service/Echo", headers, &[&message("hi")])
            .await;
        let seen = (answer.header("grpc-encoding"), answer.body[0]);
        assert_eq!(seen, (encoding, flag), "{headers:?}");
    }
    let answer = compressing
        .ask("/test.Service/Stream", &[offered], &[&message("plain")])
        .await;
    let length = |at: usize| usize::from(answer.body[at + 4]);
    let second = 5 + length(0);
    assert_eq!((answer.body[0], answer.body[second]), (1, 0), "{answer:?}");
}

/// Initial metadata goes out before an error where there is some; else the error goes alone.
#[tokio::test]
async fn errors_may_have_initial_metadata() {
    let running = start().await;
    let answer = running
        .ask("/test.Service/Refuse", &[], &[&message("hi")])
        .await;
    assert_eq!(answer.headers.get("x-initial").unwrap(), "first");
    assert!(answer.headers.get("grpc-status").is_none(), "{answer:?}");
    assert_eq!(answer.trailers.get("grpc-status").unwrap(), "9");
    assert_eq!(answer.trailers.get("x-trailing").unwrap(), "last");
}

#[tokio::test]
async fn handlers_see_the_user_agent() {
    let running = start().await;
    let none = vec![0; 5];
    let cases = [
        (&[("user-agent", "grpc-bare/1")][..], message("grpc-bare/1")),
        (&[], none),
    ];
    for (headers, seen) in cases {
        let answer = running
            .ask("/test.Service/UserAgent", headers, &[&message("hi")])
            .await;
        assert_eq!(answer.body, seen);
    }
}

/// A small message that inflates to much costs no more than the limit.
#[tokio::test]
async fn what_inflates_beyond_the_limit_is_refused() {
    let mut bomb = vec![1, 0, 0, 0, 0];
    let mut encoder = flate2::write::GzEncoder::new(&mut bomb, flate2::Compression::fast());
    let nothing = vec![0; 1 << 20];
    for _ in 0..64 {
        encoder.write_all(&nothing).unwrap();
    }
    encoder.finish().unwrap();
    let length = u32::try_from(bomb.len() - 5).unwrap();
    bomb[1..5].copy_from_slice(&length.to_be_bytes());

    let running = serve(Server::builder().max_request_bytes(1 << 20)).await;
    let begun = Instant::now();
    let answer = running
        .ask("/test.Service/Echo", &[("grpc-encoding", "gzip")], &[&bomb])
        .await;
    assert_eq!(answer.header("grpc-status"), "8", "{answer:?}");
    assert!(
        begun.elapsed() < Duration::from_secs(1),
        "{:?}",
        begun.elapsed()
    );
}
