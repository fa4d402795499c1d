//! Decode and encode against prost, on the five messages of `codec/shapes.proto`.
//!
//! `cargo bench --bench codec`. `codec/ours.rs` is what `grpcgen` makes of the schema (with `bytes = "vec"`, as prost has
//! it), `codec/theirs.rs` what prost-build makes of it.

#![allow(
    missing_docs,
    dead_code,
    unused_imports,
    clippy::pedantic,
    reason = "most of this file is generated"
)]

#[path = "codec/ours.rs"]
mod ours;
#[path = "../templates/runtime/mod.rs"]
mod runtime;
#[path = "codec/samples.rs"]
mod samples;
#[path = "codec/theirs.rs"]
mod theirs;

use std::hint::black_box;
use std::time::{Duration, Instant};

/// Each side's turns, and how long a turn is. They take turns, so that a machine that slows down slows both.
const TURNS: usize = 31;
const TURN: Duration = Duration::from_millis(10);

macro_rules! shapes {
    ($($sample:ident $message:ident;)*) => {$({
        let ours = samples::$sample();
        let bytes = runtime::wire::Message::encode_to_vec(&ours);
        let theirs = <theirs::$message as prost::Message>::decode(&bytes[..]).expect("both speak one format");
        assert_eq!(runtime::wire::Message::decode(&prost::Message::encode_to_vec(&theirs)).as_ref(), Ok(&ours));
        row(stringify!($sample), "decode", bytes.len(), [
            &mut || drop(black_box(<ours::$message as runtime::wire::Message>::decode(black_box(&bytes)))),
            &mut || drop(black_box(<theirs::$message as prost::Message>::decode(black_box(&bytes[..])))),
        ]);
        row(stringify!($sample), "encode", bytes.len(), [
            &mut || drop(black_box(runtime::wire::Message::encode_to_vec(black_box(&ours)))),
            &mut || drop(black_box(prost::Message::encode_to_vec(black_box(&theirs)))),
        ]);
    })*};
}

fn main() {
    println!(
        "| message | bytes | | grpcgen ns | prost ns | grpcgen MB/s | times as fast as prost |"
    );
    println!("|---|---|---|---|---|---|---|");
    shapes! {
        request Request;
        trace Trace;
        series Series;
        labels Labels;
        document Document;
    }
}

/// Prints the median of both sides, and the median of the ratios turn by turn.
fn row(message: &str, what: &str, bytes: usize, sides: [&mut dyn FnMut(); 2]) {
    let [ours, theirs] = sides;
    let mut turns = Vec::with_capacity(TURNS);
    // The first turn of each is for the caches.
    for _ in 0..=TURNS {
        turns.push((nanoseconds(ours), nanoseconds(theirs)));
    }
    let median = |value: fn(&(f64, f64)) -> f64| {
        let mut values: Vec<f64> = turns[1..].iter().map(value).collect();
        values.sort_by(f64::total_cmp);
        values[values.len() / 2]
    };
    let (own, other, ratio) = (
        median(|turn| turn.0),
        median(|turn| turn.1),
        median(|turn| turn.1 / turn.0),
    );
    let speed = bytes as f64 / own * 1e3;
    println!("| {message} | {bytes} | {what} | {own:.0} | {other:.0} | {speed:.0} | {ratio:.2} |");
}

/// What one call takes, out of as many as fill a turn.
fn nanoseconds(call: &mut dyn FnMut()) -> f64 {
    let (start, mut calls) = (Instant::now(), 0_u32);
    loop {
        for _ in 0..16 {
            call();
        }
        calls += 16;
        let elapsed = start.elapsed();
        if elapsed >= TURN {
            return elapsed.as_nanos() as f64 / f64::from(calls);
        }
    }
}
