//! Decode and encode against prost, on the five messages of `codec/shapes.proto`.
//!
//! `cargo bench --bench codec`. `codec/ours.rs` is what `grpcgen` makes of the schema (with `bytes = "vec"`, as prost has
//! it), `codec/theirs.rs` what prost-build makes of it.

#![allow(
    missing_docs,
    dead_code,
    unused_imports,
    clippy::pedantic,
    reason = "most of this file is generated, and criterion's macros document nothing"
)]

#[path = "codec/ours.rs"]
mod ours;
#[path = "../templates/runtime/mod.rs"]
mod runtime;
#[path = "codec/samples.rs"]
mod samples;
#[path = "codec/theirs.rs"]
mod theirs;

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::time::Duration;

macro_rules! shapes {
    ($criterion:ident: $($sample:ident $message:ident;)*) => {$({
        let ours = samples::$sample();
        let bytes = runtime::wire::Message::encode_to_vec(&ours);
        let theirs = <theirs::$message as prost::Message>::decode(&bytes[..]).expect("both speak one format");
        assert_eq!(runtime::wire::Message::decode(&prost::Message::encode_to_vec(&theirs)).as_ref(), Ok(&ours));
        let mut group = $criterion.benchmark_group(stringify!($sample));
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function("decode/grpcgen", |bench| {
            bench.iter(|| <ours::$message as runtime::wire::Message>::decode(black_box(&bytes)));
        });
        group.bench_function("decode/prost", |bench| {
            bench.iter(|| <theirs::$message as prost::Message>::decode(black_box(&bytes[..])));
        });
        group.bench_function("encode/grpcgen", |bench| {
            bench.iter(|| runtime::wire::Message::encode_to_vec(black_box(&ours)));
        });
        group.bench_function("encode/prost", |bench| {
            bench.iter(|| prost::Message::encode_to_vec(black_box(&theirs)));
        });
        group.finish();
    })*};
}

fn codec(criterion: &mut Criterion) {
    shapes! { criterion:
        request Request;
        trace Trace;
        series Series;
        labels Labels;
        document Document;
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(1));
    targets = codec
}
criterion_main!(benches);
