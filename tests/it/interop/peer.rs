//! The peers' processes: set up once, started with a bounded wait, killed when dropped.

use super::cases::{Case, Outcome};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::OnceLock;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");
const START: Duration = Duration::from_secs(20);
const RUN: Duration = Duration::from_secs(40);

/// Whose implementation of gRPC.
#[derive(Clone, Copy, Debug)]
pub(super) enum Peer {
    /// grpcio.
    Python,
    /// @grpc/grpc-js.
    Node,
}

/// Whether the peers are there; says why not, once, where they are missing.
pub fn present() -> bool {
    static READY: OnceLock<bool> = OnceLock::new();
    *READY.get_or_init(|| {
        let script = Path::new(ROOT).join("tests/interop/setup.sh");
        let reason = match std::process::Command::new("sh").arg(script).output() {
            Ok(output) if output.status.success() => return true,
            Ok(output) => String::from_utf8_lossy(&output.stdout).into_owned(),
            Err(error) => error.to_string(),
        };
        eprintln!("skipped: no peers for the interoperability tests: {reason}");
        false
    })
}

impl Peer {
    fn command(self, role: &str) -> Command {
        let home = Path::new(ROOT).join("target/interop");
        let mut command = match self {
            Self::Python => {
                let mut command = Command::new(home.join("venv/bin/python"));
                command.arg(script("python", role, "py"));
                command
            }
            Self::Node => {
                let mut command = Command::new("node");
                command.arg(script("node", role, "js"));
                command
            }
        };
        command.env("PYTHONPATH", home.join("python"));
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command.env("INTEROP_NODE", home.join("node"));
        command.env(
            "INTEROP_PROTO",
            Path::new(ROOT).join("testdata/interop/interop.proto"),
        );
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        command
    }

    /// Starts its server on an address; port 0 takes a free one.
    pub(super) async fn serve(self, address: &str) -> PeerServer {
        let mut child = self.command("server").arg(address).spawn().unwrap();
        let (input, output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
        let mut lines = BufReader::new(output).lines();
        let line = tokio::time::timeout(START, lines.next_line()).await;
        let line = line.expect("the server starts in time").unwrap();
        let line = line.expect("the server says its port before it ends");
        let hello: serde_json::Value = serde_json::from_str(&line).unwrap();
        let address = match hello["port"].as_u64() {
            Some(port) if !address.starts_with("unix:") => format!("127.0.0.1:{port}"),
            _ => address.to_owned(),
        };
        PeerServer {
            address,
            child,
            input,
            lines,
        }
    }

    /// Runs the cases with its client.
    pub(super) async fn call(self, target: &str, cases: &[Case]) -> Vec<Outcome> {
        let file = tempfile::NamedTempFile::new().unwrap();
        serde_json::to_writer(&file, cases).unwrap();
        let mut command = self.command("client");
        command.arg(target).arg(file.path());
        let mut child = command.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut outcomes = vec![];
        // What a client that hangs did not print, the judge misses.
        let end = tokio::time::Instant::now() + RUN;
        while let Ok(line) = tokio::time::timeout_at(end, lines.next_line()).await
            && let Some(line) = line.unwrap()
        {
            outcomes.push(serde_json::from_str(&line).unwrap());
        }
        outcomes
    }
}

fn script(folder: &str, role: &str, extension: &str) -> PathBuf {
    Path::new(ROOT).join(format!("tests/interop/{folder}/{role}.{extension}"))
}

/// A peer's server; it ends when this is dropped.
pub(super) struct PeerServer {
    pub(super) address: String,
    child: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl PeerServer {
    /// Starts its graceful stop: GOAWAY, and open calls may end.
    pub(super) async fn drain(&mut self) {
        self.input.write_all(b"drain\n").await.unwrap();
    }

    /// Waits until it is gone.
    pub(super) async fn gone(mut self) {
        let end = async {
            while self.lines.next_line().await.unwrap().is_some() {}
            self.child.wait().await.unwrap();
        };
        tokio::time::timeout(START, end)
            .await
            .expect("the server stops in time");
    }
}
