//! The walk-through in docs/guide.md, walked: its files are written, its commands run, and what these print is what it says.
//!
//! A block ` ```LANGUAGE FILE ` is a file. In a block ` ```console `, a line that begins with `$` is a command; up to the next one
//! stands what it prints.

use std::fmt::Write;
use std::path::Path;
use std::process::Command;
use std::{env, fs};

#[test]
fn the_walk_through_is_true() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/guide.md");
    let guide = fs::read_to_string(&path).expect("the guide is there");
    let walked = walk(&guide);
    if walked != guide {
        fs::write(&path, walked).expect("the guide can be written");
        panic!(
            "docs/guide.md did not say what its commands print; it does now: look at the change and commit it"
        );
    }
    for expected in [
        "was deleted without its number being reserved",
        "  reserved 2;\n  reserved \"title\";\n",
        "exit status 0",
        "exit status 1",
        "expired on 2099-12-31",
    ] {
        assert!(
            guide.contains(expected),
            "the guide no longer shows {expected:?}"
        );
    }
}

/// The guide with what its commands print.
fn walk(guide: &str) -> String {
    let folder = tempfile::tempdir().expect("a folder can be made");
    let mut walked = String::new();
    let mut lines = guide.lines();
    while let Some(line) = lines.next() {
        writeln!(walked, "{line}").expect("it is a string");
        let Some(header) = line.strip_prefix("```") else {
            continue;
        };
        let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
        match header.split_once(' ') {
            Some((_, name)) => {
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().expect("it is in a folder"))
                    .expect("it can be made");
                fs::write(path, block.join("\n") + "\n").expect("it can be written");
                walked += &block.join("\n");
                walked.push('\n');
            }
            None if header == "console" => {
                let commands = block.iter().filter_map(|line| line.strip_prefix("$ "));
                for command in commands {
                    write!(walked, "$ {command}\n{}", run(folder.path(), command))
                        .expect("it is a string");
                }
            }
            None => walked += &(block.join("\n") + "\n"),
        }
        walked += "```\n";
    }
    walked
}

/// What a command prints, to either side.
fn run(folder: &Path, command: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_grpcgen"));
    let program = program.parent().expect("a program is in a folder");
    let paths = env::var_os("PATH").unwrap_or_default();
    let paths = [program.to_owned()]
        .into_iter()
        .chain(env::split_paths(&paths));
    let output = Command::new("sh")
        .args(["-c", &format!("{{ {command}\n}} 2>&1")])
        .current_dir(folder)
        .env(
            "PATH",
            env::join_paths(paths).expect("they were a path before"),
        )
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .envs([
            ("GIT_AUTHOR_NAME", "you"),
            ("GIT_AUTHOR_EMAIL", "you@example.com"),
        ])
        .envs([
            ("GIT_COMMITTER_NAME", "you"),
            ("GIT_COMMITTER_EMAIL", "you@example.com"),
        ])
        .output()
        .expect("there is a shell");
    let text = String::from_utf8(output.stdout).expect("output is text");
    assert!(output.status.success(), "`{command}` fails: {text}");
    text
}
