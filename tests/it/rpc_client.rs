//! The channel against a bare server: what servers do to connections, and what a client makes of it.
//!
//! The clock stands still while somebody has something to do, and jumps while nobody has.

use crate::frames::{
    ACK, Bare, DATA, END_HEADERS, END_STREAM, Frame, GOAWAY, HEADERS, PING, RST_STREAM, SETTINGS,
    frame, literal,
};
use crate::rpc_service::{ECHO, Handlers, message};
use crate::runtime::rpc::{ChannelBuilder, ClientStreamingCall, Streaming, UnaryCall};
use crate::runtime::wkt::StringValue;
use crate::runtime::{Channel, Code, Server, Status};
use std::future::IntoFuture;
use std::time::Duration;
use tokio::net::TcpListener;
use tokio::time::Instant;

async fn listen() -> (TcpListener, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap().to_string();
    (listener, address)
}

fn connect(builder: ChannelBuilder) -> Channel {
    builder.lazy().unwrap()
}

async fn echo(channel: Channel, text: String) -> Result<String, Status> {
    let message = StringValue {
        value: text,
        ..StringValue::default()
    };
    let answer: StringValue = UnaryCall::new(&channel, ECHO, message).await?.into_inner();
    Ok(answer.value)
}

fn begin(channel: &Channel, text: &str) -> tokio::task::JoinHandle<Result<String, Status>> {
    tokio::spawn(echo(channel.clone(), text.to_owned()))
}

/// Answers a call.
async fn answer(server: &mut Bare, stream: u32, text: &str) {
    let mut head = vec![0x88];
    head.extend(literal("content-type", "application/grpc"));
    server
        .send(&frame(HEADERS, END_HEADERS, stream, &head))
        .await;
    server.send(&frame(DATA, 0, stream, &message(text))).await;
    let trailers = literal("grpc-status", "0");
    let flags = END_HEADERS | END_STREAM;
    server.send(&frame(HEADERS, flags, stream, &trailers)).await;
}

fn goaway(last: u32, code: u32, why: &[u8]) -> Frame {
    let payload = [&last.to_be_bytes(), &code.to_be_bytes(), why].concat();
    frame(GOAWAY, 0, 0, &payload)
}

fn after(begun: Instant) -> u64 {
    (begun.elapsed() + Duration::from_millis(500)).as_secs()
}

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_asked_while_a_call_is_open() {
    let (listener, address) = listen().await;
    let channel = connect(Channel::builder(address).keepalive(seconds(1), seconds(5)));
    let first = begin(&channel, "one");
    let mut server = Bare::server(&listener).await;
    server.next_of(HEADERS).await;
    answer(&mut server, 1, "one").await;
    assert_eq!(first.await.unwrap().unwrap(), "one");
    tokio::time::sleep(seconds(100)).await;

    // It was silent for long, so it is asked at once; then every ten seconds, which is the least.
    let (second, mut begun) = (begin(&channel, "two"), Instant::now());
    for (index, interval) in [0, 10, 10].into_iter().enumerate() {
        let asked = server.next_of(PING).await;
        assert_eq!(after(begun), interval, "ping {index}");
        begun = Instant::now();
        server.send(&frame(PING, ACK, 0, &asked.payload)).await;
    }
    server.next_of(PING).await;
    let begun = Instant::now();
    let status = second.await.unwrap().unwrap_err();
    assert_eq!(
        (status.code(), after(begun)),
        (Code::Unavailable, 5),
        "{status}"
    );
}

#[tokio::test(start_paused = true)]
async fn a_server_that_was_asked_too_often_is_asked_half_as_often() {
    let (listener, address) = listen().await;
    let channel = Channel::builder(address).keepalive_without_calls(seconds(20), seconds(5));
    let channel = connect(channel);
    for (round, interval) in [20, 40, 80].into_iter().enumerate() {
        let call = begin(&channel, "hi");
        let mut server = Bare::server(&listener).await;
        server.next_of(HEADERS).await;
        answer(&mut server, 1, "hi").await;
        assert_eq!(call.await.unwrap().unwrap(), "hi");
        let begun = Instant::now();
        server.next_of(PING).await;
        assert_eq!(after(begun), interval, "round {round}");
        server.send(&goaway(1, 11, b"too_many_pings")).await;
    }
}

/// Calls that the server surely did not see are made again on one new connection, however many they are.
#[tokio::test]
async fn calls_go_on_when_a_server_goes_away() {
    let (listener, address) = listen().await;
    let channel = connect(Channel::builder(address));
    let calls: Vec<_> = (0..50).map(|i| begin(&channel, &i.to_string())).collect();
    let mut server = Bare::server(&listener).await;
    for _ in 0..50 {
        server.next_of(HEADERS).await;
    }
    // Of fifty streams it has taken up one.
    server.send(&goaway(1, 0, b"max_age")).await;
    let mut next = Bare::server(&listener).await;
    for _ in 0..49 {
        let call = next.next_of(HEADERS).await;
        answer(&mut next, call.stream, "later").await;
    }
    answer(&mut server, 1, "first").await;
    let mut answers = vec![];
    for call in calls {
        answers.push(call.await.unwrap().unwrap());
    }
    answers.sort();
    assert_eq!(
        (answers[0].as_str(), answers[1].as_str()),
        ("first", "later")
    );
}

#[tokio::test]
async fn the_first_address_that_answers_is_taken() {
    let dead = listen().await.1;
    let bound = Server::builder().add(Handlers::default());
    let bound = bound.bind("127.0.0.1:0").await.unwrap();
    let address = format!("ipv4:{dead},{}", bound.local_addr());
    tokio::spawn(bound.serve());
    let channel = Channel::connect(address).await.unwrap();
    assert_eq!(echo(channel, "hi".to_owned()).await.unwrap(), "hi");
}

/// An answer counts even while most of the request still waits for the server's window.
#[tokio::test]
async fn an_answer_may_come_before_the_request_is_sent() {
    let (listener, address) = listen().await;
    let channel = connect(Channel::builder(address));
    let call = begin(&channel, &"x".repeat(1 << 20));
    let mut server = Bare::server(&listener).await;
    server.next_of(HEADERS).await;
    let mut head = vec![0x88];
    head.extend(literal("content-type", "application/grpc"));
    head.extend(literal("grpc-status", "9"));
    let refused = frame(HEADERS, END_HEADERS | END_STREAM, 1, &head);
    server.send(&refused).await;
    let status = tokio::time::timeout(seconds(5), call).await;
    let status = status.expect("the call ends").unwrap().unwrap_err();
    assert_eq!(status.code(), Code::FailedPrecondition);
}

/// A message that may not be sent ends a stream of requests, and says why.
#[tokio::test]
async fn a_stream_that_fails_here_has_its_own_status() {
    let bound = Server::builder().add(Handlers::default());
    let bound = bound.bind("127.0.0.1:0").await.unwrap();
    let channel = Channel::builder(bound.local_addr()).max_request_bytes(100);
    tokio::spawn(bound.serve());
    let channel = connect(channel);
    let text = |length| StringValue {
        value: "x".repeat(length),
        ..StringValue::default()
    };
    let failure = Status::data_loss("the file ends too early");
    let late = Streaming::new(tokio_stream::iter([Ok(text(1)), Err(failure)]));
    let cases = [
        (
            Streaming::from([text(1), text(200)]),
            Code::ResourceExhausted,
        ),
        (late, Code::DataLoss),
    ];
    for (requests, code) in cases {
        let call: ClientStreamingCall<'_, _, _, StringValue> =
            ClientStreamingCall::new(&channel, ECHO, requests);
        let status = tokio::time::timeout(seconds(5), call.into_future()).await;
        let status = status.expect("the call ends").unwrap_err();
        assert_eq!(status.code(), code, "{status}");
    }
}

/// A second connection takes the calls that the first has no room for (gRFC A105); at the limit, calls wait.
#[tokio::test]
async fn connections_are_made_as_calls_need_them() {
    let (listener, address) = listen().await;
    let channel = connect(Channel::builder(address).max_connections(2));
    let max_concurrent_streams = frame(SETTINGS, 0, 0, &[0, 3, 0, 0, 0, 1]);

    let first = begin(&channel, "first");
    let mut one = Bare::server(&listener).await;
    one.next_of(HEADERS).await;
    one.send(&max_concurrent_streams).await;
    // The answer comes after the settings are taken.
    one.ping().await.unwrap();

    let second = begin(&channel, "second");
    let mut other = Bare::server(&listener).await;
    other.next_of(HEADERS).await;
    other.send(&max_concurrent_streams).await;
    other.ping().await.unwrap();

    let third = begin(&channel, "third");
    let wait = tokio::time::timeout(Duration::from_millis(200), listener.accept());
    assert!(wait.await.is_err(), "a third connection");
    answer(&mut one, 1, "first").await;
    assert_eq!(first.await.unwrap().unwrap(), "first");
    assert_eq!(one.next_of(HEADERS).await.stream, 3);
    answer(&mut one, 3, "third").await;
    answer(&mut other, 1, "second").await;
    assert_eq!(third.await.unwrap().unwrap(), "third");
    assert_eq!(second.await.unwrap().unwrap(), "second");
}

/// What a reset means for the call (PROTOCOL-HTTP2, "Errors"), while its requests are still coming.
#[tokio::test]
async fn resets_have_their_status() {
    let (listener, address) = listen().await;
    let channel = connect(Channel::builder(address));
    let mut server = None;
    let cases = [
        (2, Code::Internal),
        (7, Code::Unavailable),
        (8, Code::Cancelled),
        (11, Code::ResourceExhausted),
    ];
    for (reason, code) in cases {
        let (sender, requests) = Streaming::channel(1);
        let channel = channel.clone();
        let call = tokio::spawn(async move {
            let call: ClientStreamingCall<'_, _, StringValue, StringValue> =
                ClientStreamingCall::new(&channel, ECHO, requests);
            call.await
        });
        let server = match &mut server {
            Some(server) => server,
            none => none.insert(Bare::server(&listener).await),
        };
        let head = server.next_of(HEADERS).await;
        let reset = frame(RST_STREAM, 0, head.stream, &u32::to_be_bytes(reason));
        server.send(&reset).await;
        let status = tokio::time::timeout(seconds(5), call).await;
        let status = status.expect("the call ends").unwrap().unwrap_err();
        assert_eq!(status.code(), code, "{reason}: {status}");
        drop(sender);
    }
}
