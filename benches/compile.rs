//! `grpcgen build` on all of googleapis and on one small file, beside protoc, protox and buf: sources to a descriptor set
//! with imports and source info.
//!
//! `cargo bench --bench compile`. Each side is a process of its own; they take turns, and the figures are those of the best
//! of three turns, one file being compiled a hundred times in each. A turn begins with a run that does not count: how warm
//! caches are, and how fast memory can be had, depends on who was there before. buf is left out where there is none and npm
//! cannot get it.

#![allow(
    missing_docs,
    clippy::pedantic,
    reason = "a program that prints figures"
)]

#[path = "measure/buf.rs"]
mod buf;
mod measure;

use measure::{Cost, grpcgen, measure};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

const ROUNDS: usize = 3;
/// How often the small file is compiled: processor time is counted in hundredths of a second.
const REPETITIONS: u32 = 100;
/// As an argument, makes this program the side that is no program by itself.
const PROTOX: &str = "--protox";

const SMALL: &str = r#"
syntax = "proto3";
package acme.greet.v1;
import "google/protobuf/timestamp.proto";
// Whom to greet.
message HelloRequest {
  string name = 1;
  google.protobuf.Timestamp at = 2;
}
message HelloResponse { string text = 1; }
service Greeter { rpc SayHello(HelloRequest) returns (HelloResponse); }
"#;

/// What is compiled.
struct Load {
    name: &'static str,
    root: PathBuf,
    /// Below the root.
    files: Vec<PathBuf>,
    repetitions: u32,
}

/// One compiler.
enum Side {
    Grpcgen,
    Protoc,
    Protox,
    Buf(OsString),
}

fn main() {
    let arguments: Vec<_> = env::args_os().skip(1).collect();
    if let [mode, root, out, files @ ..] = arguments.as_slice()
        && mode == PROTOX
    {
        return protox(Path::new(root), Path::new(out), files);
    }
    let Some(googleapis) = measure::googleapis() else {
        return;
    };
    let folder = measure::folder("compile");
    let small = folder.join("small");
    fs::create_dir_all(&small).expect("the target folder can be written");
    fs::write(small.join("greet.proto"), SMALL).expect("the target folder can be written");
    let loads = [
        Load {
            name: "all of googleapis",
            files: protos(&googleapis),
            root: googleapis,
            repetitions: 1,
        },
        Load {
            name: "one file",
            files: protos(&small),
            root: small,
            repetitions: REPETITIONS,
        },
    ];
    let mut sides = vec![Side::Grpcgen, Side::Protoc, Side::Protox];
    match buf::find(&folder) {
        Ok(program) => sides.push(Side::Buf(program)),
        Err(reason) => println!("without buf: {reason}"),
    }
    println!("| | | wall s | CPU s | peak MB | CPU beside protoc | memory beside protoc |");
    println!("|---|---|---|---|---|---|---|");
    for load in &loads {
        run(load, &sides, &folder.join("out.binpb"));
    }
}

/// Measures all sides on a load, and prints a row for each.
fn run(load: &Load, sides: &[Side], out: &Path) {
    let mut costs = vec![None; sides.len()];
    for round in 1..=ROUNDS {
        for (side, best) in sides.iter().zip(&mut costs) {
            let run = || {
                let (cost, exit) = measure(side.command(load, out));
                assert!(exit.success(), "{}: {exit}", side.name());
                cost
            };
            run();
            let costs = (0..load.repetitions).map(|_| run());
            let total = costs.reduce(Cost::and);
            *best = total.map(|total| total.best(*best));
            eprintln!("round {round} of {ROUNDS}: {}, {}", side.name(), load.name);
        }
    }
    let costs: Vec<_> = costs.into_iter().flatten().collect();
    let protoc = sides.iter().position(|side| matches!(side, Side::Protoc));
    let protoc = costs[protoc.expect("protoc is a side")];
    for (side, cost) in sides.iter().zip(&costs) {
        let each = |duration: std::time::Duration| (duration / load.repetitions).as_secs_f64();
        println!(
            "| {} | {} | {:.4} | {:.4} | {:.0} | {:.2} | {:.2} |",
            load.name,
            side.name(),
            each(cost.wall),
            each(cost.cpu),
            cost.peak,
            cost.cpu.as_secs_f64() / protoc.cpu.as_secs_f64(),
            cost.peak / protoc.peak,
        );
    }
}

impl Side {
    fn name(&self) -> &'static str {
        match self {
            Self::Grpcgen => "grpcgen",
            Self::Protoc => "protoc",
            Self::Protox => "protox",
            Self::Buf(_) => "buf",
        }
    }

    fn command(&self, load: &Load, out: &Path) -> Command {
        let mut command = match self {
            Self::Grpcgen => {
                let mut command = grpcgen();
                command.arg("build").arg(&load.root).arg("-o").arg(out);
                command
            }
            Self::Protoc => {
                let program = protoc_bin_vendored::protoc_bin_path();
                let mut command = Command::new(program.expect("the platform has a protoc"));
                command.args(["--include_imports", "--include_source_info", "-o"]);
                command.arg(out).args(&load.files);
                command
            }
            Self::Protox => {
                let mut command =
                    Command::new(env::current_exe().expect("this program has a path"));
                command
                    .arg(PROTOX)
                    .arg(&load.root)
                    .arg(out)
                    .args(&load.files);
                command
            }
            Self::Buf(program) => {
                let mut command = Command::new(program);
                command.args(["build", "."]).arg("-o").arg(out);
                command
            }
        };
        command.current_dir(&load.root);
        command
    }
}

fn protox(root: &Path, out: &Path, files: &[OsString]) {
    let mut compiler = protox::Compiler::new([root]).expect("the root is there");
    compiler.include_imports(true).include_source_info(true);
    compiler.open_files(files).expect("the files are sound");
    fs::write(out, compiler.encode_file_descriptor_set()).expect("the set can be written");
}

/// The `.proto` files below a folder, by their paths there.
fn protos(root: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(root)
        .standard_filters(false)
        .build();
    let paths = walk.filter_map(|entry| Some(entry.ok()?.into_path()));
    let paths = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "proto")
    });
    let below = |path: PathBuf| path.strip_prefix(root).ok().map(Path::to_path_buf);
    let mut protos: Vec<_> = paths.filter_map(below).collect();
    protos.sort();
    protos
}
