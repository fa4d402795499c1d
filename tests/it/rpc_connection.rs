//! The ends of a server's connections, frame by frame: silence, age, idleness, floods, and what an `:authority` may be.

use crate::frames::{
    ACK, Bare, DATA, END_HEADERS, END_STREAM, GOAWAY, HEADERS, PING, RST_STREAM, SETTINGS, frame,
    goaway, literal,
};
use crate::rpc_service::{Handlers, message};
use crate::runtime::Server;
use std::time::{Duration, Instant};

const NO_ERROR: u32 = 0;
const ENHANCE_YOUR_CALM: u32 = 11;
const ECHO: &str = "/test.Service/Echo";
const HANG: &str = "/test.Service/Hang";

async fn serve(server: Server) -> Bare {
    let server = server.add(Handlers::default());
    let bound = server.bind("127.0.0.1:0").await.unwrap();
    let address = bound.local_addr();
    tokio::spawn(bound.serve());
    Bare::client(&address).await
}

const fn millis(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// Whether this much time has passed since `begun`; on a busy machine it may be more.
fn passed(begun: Instant, least: Duration) -> bool {
    (least..least + Duration::from_secs(5)).contains(&begun.elapsed())
}

#[tokio::test]
async fn an_idle_connection_is_ended() {
    let mut client = serve(Server::builder().max_connection_idle(millis(400))).await;
    tokio::time::sleep(millis(200)).await;
    let begun = Instant::now();
    client.call(1, ECHO, &message("hi")).await;
    client.next_of(DATA).await;
    let told = client.next_of(GOAWAY).await;
    assert_eq!(goaway(&told).0, NO_ERROR);
    assert!(passed(begun, millis(400)), "{:?}", begun.elapsed());
    // The last GOAWAY names the last call, and then the server leaves.
    let told = client.next_of(GOAWAY).await;
    assert_eq!(told.payload[..4], 1u32.to_be_bytes());
    assert_eq!(client.next().await, None);
}

#[tokio::test]
async fn an_old_connection_is_ended_and_its_calls_after_a_while() {
    let server = Server::builder()
        .max_connection_age(millis(300))
        .max_connection_age_grace(millis(200));
    let begun = Instant::now();
    let mut client = serve(server).await;
    client.call(1, HANG, &message("hi")).await;
    let told = client.next_of(GOAWAY).await;
    assert_eq!(goaway(&told).0, NO_ERROR);
    // A tenth sooner or later.
    assert!(passed(begun, millis(270)), "{:?}", begun.elapsed());
    while let Some(frame) = client.next().await {
        assert!(matches!(frame.kind, PING | GOAWAY), "{frame:?}");
    }
    assert!(passed(begun, millis(470)), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn a_silent_client_is_asked_and_given_up() {
    let mut client = serve(Server::builder().keepalive(millis(200), millis(300))).await;
    for _ in 0..3 {
        let begun = Instant::now();
        let asked = client.next().await.unwrap();
        assert_eq!(asked.kind, PING);
        assert!(passed(begun, millis(150)), "{:?}", begun.elapsed());
        client.send(&frame(PING, ACK, 0, &asked.payload)).await;
    }
    let asked = client.next().await.unwrap();
    let begun = Instant::now();
    assert_eq!((asked.kind, client.next().await), (PING, None));
    assert!(passed(begun, millis(250)), "{:?}", begun.elapsed());
}

#[tokio::test]
async fn who_asks_too_often_has_to_go() {
    let permitted = || Server::builder().permit_keepalive(millis(100), millis(60_000));
    // The time between pings, whether a call is open, and how many of them are answered.
    for (interval, is_open, answered) in [(150, true, 6), (0, true, 4), (150, false, 4)] {
        let mut client = serve(permitted()).await;
        if is_open {
            client.call(1, HANG, &message("hi")).await;
        }
        let mut pings = 0;
        while pings < 6 {
            tokio::time::sleep(millis(interval)).await;
            if let Err(told) = client.ping().await {
                let expected = (ENHANCE_YOUR_CALM, "too_many_pings".to_owned());
                assert_eq!(goaway(&told), expected);
                assert_eq!(client.next().await, None);
                break;
            }
            pings += 1;
        }
        assert_eq!(pings, answered, "each {interval} ms, {is_open}");
    }
}

#[tokio::test]
async fn who_is_sent_something_may_ask_again() {
    let mut client = serve(Server::builder()).await;
    for call in 0..20 {
        client.ping().await.unwrap();
        client.call(2 * call + 1, ECHO, &message("hi")).await;
        assert_eq!(client.next_of(DATA).await.payload, message("hi"));
    }
}

#[tokio::test]
async fn frames_without_calls_are_bounded() {
    let mut client = serve(Server::builder().max_control_frames(10)).await;
    // A reset for each call is no flood.
    for call in 0..50 {
        client.call(2 * call + 1, ECHO, &message("hi")).await;
        client.next_of(DATA).await;
        let reset = frame(RST_STREAM, 0, 2 * call + 1, &[0; 4]);
        client.send(&reset).await;
    }
    // Nor is it a few in each second.
    for _ in 0..3 {
        tokio::time::sleep(millis(1_050)).await;
        for _ in 0..6 {
            client.send(&frame(SETTINGS, 0, 0, &[])).await;
        }
    }
    client.ping().await.unwrap();
    for _ in 0..11 {
        client.send(&frame(SETTINGS, 0, 0, &[])).await;
    }
    let told = client.next_of(GOAWAY).await;
    let expected = (ENHANCE_YOUR_CALM, "too_many_control_frames".to_owned());
    assert_eq!(goaway(&told), expected);
}

/// Clients of the C core name a socket's percent-encoded path, which the engine would take for a fault.
#[tokio::test]
async fn a_socket_may_be_named_by_its_path() {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("unix:{}", folder.path().join("socket").display());
    let bound = Server::builder().add(Handlers::default());
    let bound = bound.bind(&address).await.unwrap();
    tokio::spawn(bound.serve());
    let mut client = Bare::client(&address).await;
    client
        .call_at("%2Ftmp%2Fsocket", 1, ECHO, &message("plain"))
        .await;
    assert_eq!(client.next_of(DATA).await.payload, message("plain"));

    // `:authority` as literal with its indexed name, padded and with a priority: `%2Ftmp` in Huffman code.
    let mut block = vec![0x83, 0x86];
    block.extend(literal(":path", ECHO));
    block.extend([0x41, 0x80 | 5]);
    block.extend(huffman());
    block.extend(literal("te", "trailers"));
    block.extend(literal("content-type", "application/grpc"));
    let (padded, priority) = (8, 32);
    let mut payload = vec![3, 0, 0, 0, 0, 16];
    payload.extend(&block);
    payload.extend([0; 3]);
    let flags = END_HEADERS | padded | priority;
    client.send(&frame(HEADERS, flags, 3, &payload)).await;
    let end = frame(DATA, END_STREAM, 3, &message("huffman"));
    client.send(&end).await;
    assert_eq!(client.next_of(DATA).await.payload, message("huffman"));

    // The same once more, out of the dynamic table.
    let mut block = vec![0x83, 0x86, 0xbe];
    block.extend(literal(":path", ECHO));
    block.extend(literal("te", "trailers"));
    block.extend(literal("content-type", "application/grpc"));
    let head = frame(HEADERS, END_HEADERS, 5, &block);
    client.send(&head).await;
    let end = frame(DATA, END_STREAM, 5, &message("indexed"));
    client.send(&end).await;
    assert_eq!(client.next_of(DATA).await.payload, message("indexed"));
}

/// `%2Ftmp` in HPACK's Huffman code (RFC 7541, appendix B), which fills five bytes.
fn huffman() -> Vec<u8> {
    let codes = [
        (0x15, 6), // %
        (0x02, 5), // 2
        (0x61, 7), // F
        (0x09, 5), // t
        (0x29, 6), // m
        (0x2b, 6), // p
    ];
    let mut bits: Vec<bool> = vec![];
    for (code, length) in codes {
        bits.extend((0..length).rev().map(|bit| code >> bit & 1 == 1));
    }
    bits.resize(bits.len().next_multiple_of(8), true);
    let byte = |bits: &[bool]| bits.iter().fold(0, |byte, bit| byte << 1 | u8::from(*bit));
    bits.chunks(8).map(byte).collect()
}
