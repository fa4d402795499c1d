//! `grpcgen generate` on all of googleapis, beside prost-build with tonic-prost-build from the same descriptor set.
//!
//! `cargo bench --bench generate`. Each side is a process of its own, so that its memory and its processor time are its
//! own; they take turns, and the figures are those of the fastest of three runs.

#![allow(
    missing_docs,
    clippy::pedantic,
    reason = "a program that prints figures"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

const ROUNDS: usize = 3;
/// As an argument, makes this program the other side.
const PROST: &str = "--prost";

/// What a run took.
#[derive(Clone, Copy)]
struct Cost {
    wall: Duration,
    cpu: Duration,
    /// Of resident memory, in MB.
    peak: f64,
}

fn main() {
    let arguments: Vec<_> = env::args().skip(1).collect();
    if let [mode, set, out] = arguments.as_slice()
        && mode == PROST
    {
        return prost(Path::new(set), Path::new(out));
    }
    let Some(archive) = archive() else {
        return println!("skipped: there is no ../shared/data/googleapis.tar.xz");
    };
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("generate");
    fs::create_dir_all(&folder).expect("the target folder can be written");
    let source = folder.join("googleapis");
    if !source.join("google/api").is_dir() {
        let mut tar = Command::new("tar");
        tar.arg("-xJf").arg(archive).arg("-C").arg(&folder);
        assert!(
            tar.status().is_ok_and(|status| status.success()),
            "tar cannot unpack the protos"
        );
    }
    let set = folder.join("googleapis.binpb");
    let mut build = grpcgen();
    build.arg("build").arg(&source).arg("-o").arg(&set);
    assert!(
        build.status().is_ok_and(|status| status.success()),
        "grpcgen builds the set"
    );
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
            let cost = measure(command(input, &out));
            written[index] = size_of(&out);
            let best = costs[index].get_or_insert(cost);
            best.wall = best.wall.min(cost.wall);
            best.cpu = best.cpu.min(cost.cpu);
            best.peak = best.peak.min(cost.peak);
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

fn grpcgen() -> Command {
    Command::new(env!("CARGO_BIN_EXE_grpcgen"))
}

fn archive() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let mut candidates = above.map(|folder| folder.join("shared/data/googleapis.tar.xz"));
    candidates.find(|path| path.exists())
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

/// Runs a command to its end, looking at its memory all the while.
fn measure(mut command: Command) -> Cost {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let (cpu, start) = (children_cpu(), Instant::now());
    let mut child = command.spawn().expect("the program starts");
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let exit = loop {
        peak = peak.max(peak_of(&status).unwrap_or_default());
        if let Some(exit) = child.try_wait().expect("a child can be waited for") {
            break exit;
        }
        thread::sleep(Duration::from_millis(2));
    };
    assert!(exit.success(), "{command:?}: {exit}");
    Cost {
        wall: start.elapsed(),
        cpu: children_cpu() - cpu,
        peak,
    }
}

/// The highest resident memory that a process had so far, in MB.
fn peak_of(status: &str) -> Option<f64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix(" kB")?.parse::<f64>().ok()? / 1024.0)
}

/// The processor time of the children that have ended, in ticks of ten milliseconds.
fn children_cpu() -> Duration {
    let text = fs::read_to_string("/proc/self/stat").expect("this is Linux");
    let behind_name = text.rsplit_once(") ").map_or("", |(_, rest)| rest);
    let fields = behind_name.split(' ').skip(13).take(2);
    let ticks: u64 = fields
        .map(|field| field.parse::<u64>().expect("ticks are numbers"))
        .sum();
    Duration::from_millis(ticks * 10)
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
