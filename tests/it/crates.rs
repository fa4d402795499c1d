//! Crates as a user makes them: those of `grpcgen new`, and the README's. They are built by cargo and run.
//!
//! They share a target folder, so that what they depend on is compiled once. Where its sources cannot be had, the tests say
//! so and skip.

use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::{env, fs};

const README: &str = include_str!("../../README.md");

/// One crate at a time: the programs of all have the same names in the shared target folder.
static TURN: Mutex<()> = Mutex::new(());

struct Crate {
    folder: PathBuf,
    _turn: MutexGuard<'static, ()>,
}

impl Crate {
    /// An empty folder for a crate.
    fn new(name: &str) -> Self {
        let turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("crates")
            .join(name);
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Self {
            folder,
            _turn: turn,
        }
    }

    fn grpcgen(&self, arguments: &[&str]) -> Output {
        self.run(Path::new(env!("CARGO_BIN_EXE_grpcgen")), arguments)
    }

    fn cargo(&self, arguments: &[&str]) -> Output {
        self.run(Path::new(env!("CARGO")), arguments)
    }

    /// Runs a program, which must succeed.
    fn run(&self, program: &Path, arguments: &[&str]) -> Output {
        let output = self.command(program).args(arguments).output().unwrap();
        let errors = String::from_utf8_lossy(&output.stderr);
        let text = String::from_utf8_lossy(&output.stdout);
        let folder = self.folder.display();
        assert!(
            output.status.success(),
            "{} {arguments:?} in {folder}\n{text}{errors}",
            program.display()
        );
        output
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder);
        command.env("CARGO_TARGET_DIR", target());
        command.env("CARGO_PROFILE_DEV_DEBUG", "0");
        command
    }

    /// Whether the crates it stands on can be had: those that this repository was built with.
    fn is_buildable(&self) -> bool {
        let lock = Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock");
        fs::copy(lock, self.folder.join("Cargo.lock")).unwrap();
        let mut fetch = self.command(Path::new(env!("CARGO")));
        let output = fetch.args(["fetch", "--offline"]).output().unwrap();
        if !output.status.success() {
            let reason = String::from_utf8_lossy(&output.stderr);
            println!("skipped: a crate is not to be had here: {reason}");
        }
        output.status.success()
    }

    /// What the crate's server and client say to each other: what the client prints, and the server's last line.
    fn exchange(&self) -> (String, String) {
        let server = target().join("debug/server");
        let mut server = self.command(&server);
        let server = server.env("ADDRESS", "127.0.0.1:0");
        let server = server.stdout(Stdio::piped()).stderr(Stdio::null()).spawn();
        let mut server = Killed(server.unwrap());
        let mut output = BufReader::new(server.0.stdout.take().unwrap());
        let mut line = String::new();
        output.read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on ").unwrap();
        let mut client = self.command(&target().join("debug/client"));
        let client = client.env("ADDRESS", address).output().unwrap();
        let errors = String::from_utf8_lossy(&client.stderr);
        assert!(client.status.success(), "{errors}");
        let stop = ["-TERM".to_owned(), server.0.id().to_string()];
        assert!(Command::new("kill").args(stop).status().unwrap().success());
        let mut end = String::new();
        output.read_to_string(&mut end).unwrap();
        assert!(server.0.wait().unwrap().success());
        (String::from_utf8(client.stdout).unwrap(), end)
    }
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("crates-target")
}

/// A process that does not outlive a test that fails.
struct Killed(Child);

impl Drop for Killed {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Makes the crate of a template, checks it as its owner would, and answers what its client prints.
fn made(template: &str) -> Option<String> {
    let mut made = Crate::new(template);
    made.grpcgen(&["new", "demo", "--template", template]);
    made.folder.push("demo");
    made.grpcgen(&["lint", "proto"]);
    made.cargo(&["fmt", "--check"]);
    if !made.is_buildable() {
        return None;
    }
    made.cargo(&["clippy", "--offline", "--all-targets", "--", "-Dwarnings"]);
    made.cargo(&["test", "--offline", "--lib"]);
    made.cargo(&["build", "--offline"]);
    let (text, end) = made.exchange();
    assert_eq!(end, "stopped\n");
    Some(text)
}

/// The indented or fenced block of the README behind a line that ends so.
fn block(behind: &str) -> String {
    let (_, rest) = README.split_once(behind).expect("the README has this line");
    let rest = rest.trim_start_matches('\n');
    if let Some(fenced) = rest.strip_prefix("```") {
        let (_, fenced) = fenced.split_once('\n').unwrap();
        return fenced.split_once("```").unwrap().0.to_owned();
    }
    let lines = rest.lines().map_while(|line| line.strip_prefix("    "));
    lines.flat_map(|line| [line, "\n"]).collect()
}

#[test]
fn the_unary_crate_prints_what_the_readme_says() {
    if let Some(text) = made("unary") {
        assert_eq!(block("prints a real exchange:"), text, "mend README.md");
    }
}

#[test]
fn the_feed_crate_runs() {
    let Some(text) = made("feed") else { return };
    let lines: Vec<_> = text.lines().collect();
    let (first, rest) = lines.split_at(5);
    let is_event = |line: &&str| line.starts_with("weather: it is ");
    assert!(first.iter().all(is_event), "{text}");
    assert_eq!(rest[0], "the feed has ended");
    let others: Vec<_> = rest[1..].iter().filter(|line| !is_event(line)).collect();
    assert_eq!(
        others,
        [&"DEADLINE_EXCEEDED: the deadline of the call has passed"]
    );
    assert!(rest.len() > 3, "{text}");
}

#[test]
fn the_upload_crate_runs() {
    let Some(text) = made("upload") else { return };
    assert_eq!(
        text,
        "uploaded 16777216 bytes with the checksum 1c35e5a1\n\
         DATA_LOSS: damaged.bin came with the checksum d7978eeb, not 00000001\n"
    );
}

#[test]
fn the_chat_crate_runs() {
    let Some(text) = made("chat") else { return };
    assert_eq!(
        text,
        "ALREADY_EXISTS: the name \"ada\" is taken in the room \"lobby\"\n\
         ada hears grace: has come\n\
         grace hears ada: hello, grace\n\
         grace hears ada: how are the bugs?\n\
         ada hears grace: one was a moth\n\
         ada hears grace: has left\n"
    );
}

#[test]
fn the_program_of_the_readme_runs() {
    let greeter = Crate::new("greeter");
    let write = |path: &str, text: &str| {
        let path = greeter.folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("proto/acme/greet/v1/greeter.proto", &block("this schema:"));
    write("src/main.rs", &block("this program:"));
    let run = greeter.grpcgen(&["generate", "proto", "-o", "src/api"]);
    let text = String::from_utf8(run.stderr).unwrap();
    let (_, dependencies) = text.split_once("Cargo.toml needs:\n").unwrap();
    let head = "[package]\nname = \"greeter\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n";
    write("Cargo.toml", &format!("{head}{dependencies}"));
    if greeter.is_buildable() {
        let run = greeter.cargo(&["run", "--offline"]);
        let text = String::from_utf8(run.stdout).unwrap();
        assert_eq!(block("It prints:"), text, "mend README.md");
    }
}
