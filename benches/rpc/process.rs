//! The processes of one measurement, and what they cost.

use crate::load::Load;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Stdio};

/// Whose runtime.
#[derive(Clone, Copy)]
pub enum Peer {
    Grpcgen,
    Tonic,
    /// h2 without a runtime.
    Bare,
}

impl Peer {
    pub const ALL: [Self; 3] = [Self::Grpcgen, Self::Tonic, Self::Bare];

    pub fn named(name: &str) -> Self {
        match name {
            "grpcgen" => Self::Grpcgen,
            "tonic" => Self::Tonic,
            _ => Self::Bare,
        }
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Grpcgen => "grpcgen",
            Self::Tonic => "tonic",
            Self::Bare => "bare",
        }
    }
}

/// What a load cost.
#[derive(Clone, Copy)]
pub struct Figures {
    pub cpu_micros: f64,
    pub calls_per_second: f64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.cpu_micros, self.calls_per_second)
    }
}

impl Figures {
    fn parse(text: &str) -> Option<Self> {
        let (cpu, calls) = text.trim().split_once(' ')?;
        Some(Self {
            cpu_micros: cpu.parse().ok()?,
            calls_per_second: calls.parse().ok()?,
        })
    }

    pub fn median(mut of: Vec<Self>) -> Option<Self> {
        of.sort_by(|one, other| one.cpu_micros.total_cmp(&other.cpu_micros));
        of.get(of.len() / 2).copied()
    }

    pub fn shown(&self) -> String {
        format!("{:.2} ({:.0})", self.cpu_micros, self.calls_per_second)
    }
}

/// A server's process; it ends when this is dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Makes a load in two new processes.
pub fn measure(peer: Peer, threads: &str, load: &Load) -> Figures {
    let this = std::env::current_exe().expect("this program has a path");
    let mut server = Command::new(&this);
    server
        .args(["server", peer.name(), threads])
        .stdout(Stdio::piped());
    let mut server = Server(server.spawn().expect("a server starts"));
    let mut address = String::new();
    let output = server.0.stdout.take().expect("it is piped");
    BufReader::new(output)
        .read_line(&mut address)
        .expect("the server says its address");
    let client = Command::new(&this)
        .args([
            "client",
            peer.name(),
            threads,
            address.trim(),
            &server.0.id().to_string(),
            load.name,
        ])
        .stderr(Stdio::inherit())
        .output()
        .expect("a client starts");
    Figures::parse(&String::from_utf8_lossy(&client.stdout)).expect("a client prints its figures")
}

/// User and system time of a process so far, by the kernel's scheduler, in microseconds.
pub fn cpu_micros(process: &str) -> f64 {
    let threads =
        std::fs::read_dir(format!("/proc/{process}/task")).expect("the figures are of Linux");
    let nanos = threads.filter_map(|thread| {
        let text = std::fs::read_to_string(thread.ok()?.path().join("schedstat")).ok()?;
        text.split(' ').next()?.parse::<u64>().ok()
    });
    nanos.sum::<u64>() as f64 / 1000.0
}
