//! Request bodies cut anywhere and damaged: the server's frame decoder against one that sees all bytes at once.

use crate::rpc_server::start;
use crate::rpc_service::message;
use crate::runtime::wire::Message;
use crate::runtime::wkt::StringValue;
use flate2::Compression;
use flate2::read::{GzDecoder, GzEncoder};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::io::Read;
use std::time::Instant;

/// What the server under test takes at most.
const LIMIT: usize = 1000;

#[tokio::test]
async fn damaged_frames_are_answered() {
    let running = start().await;
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let end = super::end(1.0);
    let mut tally = std::collections::BTreeMap::<&str, u64>::new();
    while Instant::now() < end {
        let gzip = random.next_u32() & 1 == 1;
        let body = body(&mut random, gzip);
        let chunks = cut(&body, &mut random);
        let headers: &[_] = if gzip {
            &[("grpc-encoding", "gzip")]
        } else {
            &[]
        };
        let answer = running.ask("/test.Service/Echo", headers, &chunks).await;
        let status = expected(&body, gzip);
        assert_eq!(
            answer.header("grpc-status"),
            status,
            "gzip {gzip}, {chunks:?}: {answer:?}"
        );
        *tally.entry(status).or_default() += 1;
    }
    println!("answers by status: {tally:?}");
    assert!(
        ["0", "8", "12", "13"]
            .iter()
            .all(|status| tally.contains_key(status))
    );
}

/// Some frames, most of them good, and perhaps a byte changed or an end cut off.
fn body(random: &mut TestRng, gzip: bool) -> Vec<u8> {
    let mut below = |end: u32| random.next_u32() % end;
    let mut body = Vec::new();
    for _ in 0..=below(8) / 7 {
        let text = "ab".repeat(below(100) as usize);
        let plain = StringValue {
            value: text,
            ..StringValue::default()
        }
        .encode_to_vec();
        let (flag, bytes) = match below(8) {
            0 => (0, message("hi")[5..].repeat(300)),
            1..5 if gzip => (1, compressed(&plain)),
            _ => (0, plain),
        };
        body.push(flag);
        body.extend(u32::try_from(bytes.len()).unwrap().to_be_bytes());
        body.extend(bytes);
    }
    let at = below(u32::try_from(body.len()).unwrap()) as usize;
    match below(4) {
        0 => body[at] ^= 1 << below(8),
        1 => body.truncate(at),
        _ => {}
    }
    body
}

fn compressed(bytes: &[u8]) -> Vec<u8> {
    let mut compressed = Vec::new();
    let mut encoder = GzEncoder::new(bytes, Compression::fast());
    encoder.read_to_end(&mut compressed).unwrap();
    compressed
}

/// The body in pieces, many of them short.
fn cut<'a>(mut body: &'a [u8], random: &mut TestRng) -> Vec<&'a [u8]> {
    let mut chunks = Vec::new();
    while !body.is_empty() {
        let most = if random.next_u32() & 1 == 0 { 3 } else { 300 };
        let length = 1 + random.next_u32() as usize % most;
        let (chunk, rest) = body.split_at(length.min(body.len()));
        chunks.push(chunk);
        body = rest;
    }
    chunks
}

/// The status that the echo of a body should have.
fn expected(mut body: &[u8], gzip: bool) -> &'static str {
    let mut messages = 0;
    while !body.is_empty() {
        match one(&mut body, gzip) {
            Err(status) => return status,
            Ok(_) if messages == 1 => return "12",
            Ok(message) if StringValue::decode(&message).is_err() => return "13",
            Ok(_) => messages += 1,
        }
    }
    if messages == 1 { "0" } else { "12" }
}

/// Takes one message off the front of a body.
fn one(body: &mut &[u8], gzip: bool) -> Result<Vec<u8>, &'static str> {
    let (prefix, rest) = body.split_at_checked(5).ok_or("13")?;
    let length = u32::from_be_bytes(prefix[1..].try_into().unwrap()) as usize;
    if prefix[0] > u8::from(gzip) {
        return Err("13");
    }
    if length > LIMIT {
        return Err("8");
    }
    let (message, rest) = rest.split_at_checked(length).ok_or("13")?;
    *body = rest;
    if prefix[0] == 0 {
        return Ok(message.to_vec());
    }
    let mut inflated = Vec::new();
    let decoder = GzDecoder::new(message);
    let read = decoder.take(LIMIT as u64 + 1).read_to_end(&mut inflated);
    match read {
        Err(_) => Err("13"),
        Ok(length) if length > LIMIT => Err("8"),
        Ok(_) => Ok(inflated),
    }
}
