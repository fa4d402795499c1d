//! `grpcgen lint` and `grpcgen breaking` on all of googleapis, beside buf.
//!
//! `cargo bench --bench check`. Both sides see the same folder and the same image, with the rules that run by default. They
//! take turns, and the figures are those of the faster of two runs. buf is the program that `BUF` names, the one on the
//! `PATH`, or that of the npm package `@bufbuild/buf`, which is installed below `target`.

#![allow(
    missing_docs,
    clippy::pedantic,
    reason = "a program that prints figures"
)]

mod measure;

use measure::{Cost, grpcgen, measure};
use std::ffi::OsString;
use std::path::Path;
use std::process::{Command, Stdio};
use std::{array, env};

const ROUNDS: usize = 2;
/// The other side, as npm has it.
const PACKAGE: &str = "@bufbuild/buf@1.75.0";
/// How runs may end: clean, with grpcgen's findings, with buf's.
const ENDS: [i32; 3] = [0, 1, 100];

fn main() {
    let Some(source) = measure::googleapis() else {
        return;
    };
    let folder = measure::folder("check");
    let buf = match buf(&folder) {
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

/// The other side, else why it is not there.
fn buf(folder: &Path) -> Result<OsString, String> {
    let starts = |program: &OsString| {
        let mut version = Command::new(program);
        version.arg("--version").stdout(Stdio::null());
        version.status().is_ok_and(|status| status.success())
    };
    let installed = folder.join("node_modules/.bin/buf").into_os_string();
    if let Some(named) = env::var_os("BUF") {
        return match starts(&named) {
            true => Ok(named),
            false => Err(format!("{} does not start", named.display())),
        };
    }
    let mut found = [OsString::from("buf"), installed.clone()].into_iter();
    if let Some(program) = found.find(starts) {
        return Ok(program);
    }
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--prefix"]);
    npm.arg(folder).arg(PACKAGE).stdout(Stdio::null());
    match npm.status() {
        Ok(status) if status.success() && starts(&installed) => Ok(installed),
        Ok(status) => Err(format!("npm cannot install {PACKAGE}: {status}")),
        Err(error) => Err(format!("it is neither installed nor is npm: {error}")),
    }
}
