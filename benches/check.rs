//! `grpcgen lint` and `grpcgen breaking` on all of googleapis, beside buf.
//!
//! `cargo bench --bench check`. Both sides see the same folder and the same image, with the rules that run by default. They
//! take turns, and the figures are those of the faster of two runs. buf is the program that `BUF` names, the one on the
//! `PATH`, or that of the npm package `@bufbuild/buf`, which is installed below `target`.
//!
//! Of a folder against itself grpcgen compiles one side only, as nothing has changed; against the image it compiles both.

#![allow(
    missing_docs,
    clippy::pedantic,
    reason = "a program that prints figures"
)]

#[path = "measure/buf.rs"]
mod buf;
mod measure;

use measure::{Cost, grpcgen, measure};
use std::array;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

const ROUNDS: usize = 2;
/// How runs may end: clean, with grpcgen's findings, with buf's.
const ENDS: [i32; 3] = [0, 1, 100];

fn main() {
    let Some(source) = measure::googleapis() else {
        return;
    };
    let folder = measure::folder("check");
    let buf = match buf::find(&folder) {
        Ok(buf) => buf,
        Err(reason) => {
            return println!("skipped: there is no buf to hold grpcgen against: {reason}");
        }
    };
    let image = folder.join("googleapis.binpb");
    let mut build = grpcgen();
    build.arg("build").arg(&source).arg("-o").arg(&image);
    measure::succeed(build);
    let image = image.to_str().expect("the target folder's name is UTF-8");
    let loads: [(&str, &[&str]); 3] = [
        ("lint, folder", &["lint", "."]),
        (
            "breaking, folder against image",
            &["breaking", ".", "--against", image],
        ),
        (
            "breaking, folder against folder",
            &["breaking", ".", "--against", "."],
        ),
    ];
    println!(
        "| | wall s | CPU s | peak MB | buf: wall s | CPU s | peak MB | wall | CPU | memory beside buf |"
    );
    println!("|---|---|---|---|---|---|---|---|---|---|");
    for (name, arguments) in loads {
        let sides = [grpcgen().get_program().to_owned(), buf.clone()];
        let [ours, theirs] = compare(&sides, arguments, &source);
        let figures = |cost: Cost| {
            let (wall, cpu) = (cost.wall.as_secs_f64(), cost.cpu.as_secs_f64());
            format!("{wall:.2} | {cpu:.2} | {:.0}", cost.peak)
        };
        println!(
            "| {name} | {} | {} | {:.2} | {:.2} | {:.2} |",
            figures(ours),
            figures(theirs),
            ours.wall.as_secs_f64() / theirs.wall.as_secs_f64(),
            ours.cpu.as_secs_f64() / theirs.cpu.as_secs_f64(),
            ours.peak / theirs.peak,
        );
    }
}

/// The best costs of both sides with the same arguments in the same folder.
fn compare(sides: &[OsString; 2], arguments: &[&str], source: &Path) -> [Cost; 2] {
    let mut costs = [None; 2];
    for round in 1..=ROUNDS {
        for (program, best) in sides.iter().zip(&mut costs) {
            let mut command = Command::new(program);
            command.args(arguments).current_dir(source);
            let (cost, exit) = measure(command);
            let ended = exit.code().is_some_and(|code| ENDS.contains(&code));
            assert!(ended, "{} {arguments:?}: {exit}", program.display());
            *best = Some(cost.best(*best));
            eprintln!(
                "round {round} of {ROUNDS}: {} {}",
                program.display(),
                arguments[0]
            );
        }
    }
    array::from_fn(|side| costs[side].expect("every side ran"))
}
