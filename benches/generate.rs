//! `grpcgen generate` on all of googleapis, beside prost-build with tonic-prost-build from the same descriptor set.
//!
//! `cargo bench --bench generate`. Each side is a process of its own, so that its memory and its processor time are its
//! own; they take turns, and the figures are those of the fastest of three runs.

#![allow(
    missing_docs,
    clippy::pedantic,
    reason = "a program that prints figures"
)]

mod measure;

use measure::{grpcgen, measure};
use std::path::Path;
use std::process::Command;
use std::{env, fs};

const ROUNDS: usize = 3;
/// As an argument, makes this program the other side.
const PROST: &str = "--prost";

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if let [mode, set, out] = arguments.as_slice()
        && mode == PROST
    {
        return prost(Path::new(set), Path::new(out));
    }
    let Some(source) = measure::googleapis() else {
        return;
    };
    let folder = measure::folder("generate");
    let set = folder.join("googleapis.binpb");
    let mut build = grpcgen();
    build.arg("build").arg(&source).arg("-o").arg(&set);
    measure::succeed(build);
    println!(
        "{:.1} MB of source, {:.1} MB of descriptors",
        size_of(&source),
        size_of(&set)
    );
    run_all(&folder, &source, &set);
}

/// What makes the command that generates from a path to a folder.
type Side = fn(&Path, &Path) -> Command;

fn run_all(folder: &Path, source: &Path, set: &Path) {
    let generate: Side = |input, out| {
        let mut command = grpcgen();
        command.arg("generate").arg(input).arg("-o").arg(out);
        command
    };
    let prost: Side = |input, out| {
        let mut command = Command::new(env::current_exe().expect("this program has a path"));
        command.arg(PROST).arg(input).arg(out);
        command
    };
    let sides = [
        ("grpcgen from source", source, generate),
        ("grpcgen from the set", set, generate),
        ("prost and tonic from the set", set, prost),
    ];
    let mut costs = [None; 3];
    let mut written = [0.0; 3];
    for round in 0..ROUNDS {
        for (index, (_, input, command)) in sides.iter().enumerate() {
            let out = folder.join(format!("out-{index}"));
            let _ = fs::remove_dir_all(&out);
            fs::create_dir_all(&out).expect("the target folder can be written");
            let (cost, exit) = measure(command(input, &out));
            assert!(exit.success(), "{}: {exit}", sides[index].0);
            written[index] = size_of(&out);
            costs[index] = Some(cost.best(costs[index]));
            eprintln!("round {} of {ROUNDS}: {}", round + 1, sides[index].0);
        }
    }
    let costs = costs.map(|cost| cost.expect("every side ran"));
    let theirs = costs[2];
    println!(
        "| | wall s | CPU s | MB/s of source | peak MB | MB written | CPU beside prost | memory beside prost |"
    );
    println!("|---|---|---|---|---|---|---|---|");
    for ((name, ..), (cost, written)) in sides.iter().zip(costs.iter().zip(written)) {
        let (wall, cpu) = (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64());
        println!(
            "| {name} | {wall:.1} | {cpu:.1} | {:.1} | {:.0} | {written:.0} | {:.2} | {:.2} |",
            size_of(source) / wall,
            cost.peak,
            cpu / theirs.cpu.as_secs_f64(),
            cost.peak / theirs.peak,
        );
    }
}

/// What a project does that has its descriptors: `tonic_prost_build` with what it does by itself.
fn prost(set: &Path, out: &Path) {
    use prost::Message;
    let bytes = fs::read(set).expect("the set was written");
    let set = prost_types::FileDescriptorSet::decode(bytes.as_slice()).expect("the set is sound");
    let builder = tonic_prost_build::configure()
        .out_dir(out)
        .include_file("mod.rs");
    builder.compile_fds(set).expect("prost generates");
}

/// The size of a file, or of all files below a folder, in MB.
fn size_of(path: &Path) -> f64 {
    let walk = ignore::WalkBuilder::new(path)
        .standard_filters(false)
        .build();
    let files = walk.filter_map(|entry| entry.ok()?.metadata().ok());
    files
        .filter(|data| data.is_file())
        .map(|data| data.len() as f64)
        .sum::<f64>()
        / 1e6
}
