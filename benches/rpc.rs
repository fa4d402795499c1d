//! Calls against tonic: CPU time and throughput, client and server in processes of their own.
//!
//! `cargo bench --bench rpc` makes every load on both sides, in turns, and prints medians. CPU is user and system time of
//! client and server together; on a busy machine it is the steadier figure. `-- --threads 1` runs each process on one
//! thread, a word (`-- stream`) makes only the loads whose names hold it.
//!
//! The bare engine beside them is h2 with one fixed message each way and nothing around it: what a runtime on h2 costs at
//! least. The ratio is tonic's cost to ours.
//!
//! `rpc/ours.rs` is what `grpcgen` makes of `rpc/bench.proto` with `runtime = "crate::runtime"`, `rpc/theirs.rs` what
//! tonic-prost-build makes of it with `bytes(".")`. Both sides run with the settings they come with.

#![allow(
    missing_docs,
    dead_code,
    unused_imports,
    clippy::pedantic,
    reason = "most of this file is generated"
)]

#[path = "rpc/bare.rs"]
mod bare;
#[path = "rpc/grpcgen.rs"]
mod grpcgen;
#[path = "rpc/load.rs"]
mod load;
#[path = "rpc/ours.rs"]
mod ours;
#[path = "rpc/process.rs"]
mod process;
#[path = "../templates/runtime/mod.rs"]
mod runtime;
#[path = "rpc/theirs.rs"]
mod theirs;
#[path = "rpc/tonic.rs"]
mod tonic_side;

use load::{LOADS, Load};
use process::{Figures, Peer};
use std::future::Future;

/// Each load is made this often, the peers in turns; the median counts.
const ROUNDS: usize = 3;

fn main() {
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| word != "--bench")
        .collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words[..] {
        ["server", peer, threads] => run(threads, async move {
            match Peer::named(peer) {
                Peer::Grpcgen => grpcgen::serve().await,
                Peer::Tonic => tonic_side::serve().await,
                Peer::Bare => bare::serve().await,
            }
        }),
        ["client", peer, threads, address, server, load] => run(threads, async move {
            let load = Load::named(load);
            let figures = match Peer::named(peer) {
                Peer::Grpcgen => grpcgen::call(address, server, load).await,
                Peer::Tonic => tonic_side::call(address, server, load).await,
                Peer::Bare => bare::call(address, server, load).await,
            };
            println!("{figures}");
        }),
        ["--threads", threads, ..] => compare(threads, words.get(2).copied().unwrap_or_default()),
        [] => compare("2", ""),
        [filter, ..] => compare("2", filter),
    }
}

fn run(threads: &str, work: impl Future<Output = ()>) {
    let threads = threads.parse().expect("--threads takes a number");
    let mut builder = match threads {
        1 => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    if threads > 1 {
        builder.worker_threads(threads);
    }
    builder
        .enable_all()
        .build()
        .expect("a runtime starts")
        .block_on(work);
}

fn compare(threads: &str, filter: &str) {
    println!(
        "CPU µs per call of client + server (calls/s), medians of {ROUNDS} rounds, {threads} threads a process\n"
    );
    println!(
        "{:<34}{:>18}{:>18}{:>18}{:>8}",
        "load", "grpcgen", "tonic", "bare h2", "ratio"
    );
    for load in LOADS.iter().filter(|load| load.name.contains(filter)) {
        let mut rounds = [vec![], vec![], vec![]];
        for _ in 0..ROUNDS {
            for (peer, figures) in Peer::ALL.into_iter().zip(&mut rounds) {
                // The bare engine has unary calls only.
                if !matches!(peer, Peer::Bare) || load.answers.is_none() {
                    figures.push(process::measure(peer, threads, load));
                }
            }
        }
        let [ours, theirs, bare] = rounds.map(Figures::median);
        let shown = |figures: Option<Figures>| figures.map_or("-".to_owned(), |it| it.shown());
        let ratio = theirs
            .zip(ours)
            .map(|(theirs, ours)| theirs.cpu_micros / ours.cpu_micros);
        println!(
            "{:<34}{:>18}{:>18}{:>18}{:>7.1}×",
            load.name,
            shown(ours),
            shown(theirs),
            shown(bare),
            ratio.unwrap_or_default()
        );
    }
}
