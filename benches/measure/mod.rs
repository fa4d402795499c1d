//! What a process costs, and what is put before it: the part that benches of whole programs share.
//!
//! The figures are read from `/proc`, so they are of Linux.

use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs, thread};

/// What a run took.
#[derive(Clone, Copy)]
pub struct Cost {
    pub wall: Duration,
    /// User and system time.
    pub cpu: Duration,
    /// Of resident memory, in MB.
    pub peak: f64,
}

impl Cost {
    /// That of two runs, one behind the other.
    #[allow(dead_code, reason = "not every bench repeats what it runs")]
    pub fn and(self, other: Self) -> Self {
        Self {
            wall: self.wall + other.wall,
            cpu: self.cpu + other.cpu,
            peak: self.peak.max(other.peak),
        }
    }

    /// The least of each figure.
    pub fn best(self, other: Option<Self>) -> Self {
        let Some(other) = other else { return self };
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
            peak: self.peak.min(other.peak),
        }
    }
}

/// Runs a command to its end, looking at its memory all the while; that of a launcher is that of what it launches.
pub fn measure(mut command: Command) -> (Cost, ExitStatus) {
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let (cpu, start) = (children_cpu(), Instant::now());
    let mut child = command.spawn().expect("the program starts");
    let mut peak = 0.0_f64;
    let exit = loop {
        peak = peak.max(peak_of(child.id()));
        if let Some(exit) = child.try_wait().expect("a child can be waited for") {
            break exit;
        }
        // Who looks often is in the way of what is measured: the kernel holds its memory still meanwhile.
        let pause = start.elapsed() / 50;
        thread::sleep(pause.clamp(Duration::from_millis(1), Duration::from_millis(20)));
    };
    let cost = Cost {
        wall: start.elapsed(),
        cpu: children_cpu() - cpu,
        peak,
    };
    (cost, exit)
}

/// The highest resident memory that a process had so far, or one that it has started, in MB.
fn peak_of(process: u32) -> f64 {
    let read = |file: &str| fs::read_to_string(format!("/proc/{process}/{file}"));
    let status = read("status").unwrap_or_default();
    let mut peaks = status.lines().filter_map(|line| {
        let kilobytes = line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB")?;
        Some(kilobytes.parse::<f64>().ok()? / 1024.0)
    });
    let children = read(&format!("task/{process}/children")).unwrap_or_default();
    let children = children.split_whitespace().filter_map(|id| id.parse().ok());
    let own = peaks.next().unwrap_or_default();
    children.map(peak_of).fold(own, f64::max)
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

/// The program, as it was built for the bench.
pub fn grpcgen() -> Command {
    Command::new(env!("CARGO_BIN_EXE_grpcgen"))
}

/// A folder for what a bench writes.
pub fn folder(bench: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(bench);
    fs::create_dir_all(&folder).expect("the target folder can be written");
    folder
}

/// All of googleapis, unpacked where the tests have it too; says so where it is missing.
pub fn googleapis() -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let mut archives = above.map(|folder| folder.join("shared/data/googleapis.tar.xz"));
    let Some(archive) = archives.find(|path| path.exists()) else {
        println!("skipped: there is no ../shared/data/googleapis.tar.xz");
        return None;
    };
    let cache = folder("googleapis-cache");
    let root = cache.join("googleapis");
    if !root.is_dir() {
        let mut tar = Command::new("tar");
        tar.arg("-xJf").arg(archive).arg("-C").arg(&cache);
        succeed(tar);
    }
    Some(root)
}

/// Runs a command that the bench needs.
pub fn succeed(mut command: Command) {
    let succeeded = command.status().is_ok_and(|status| status.success());
    assert!(succeeded, "{command:?} fails");
}
