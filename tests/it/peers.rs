//! What tests hold grpcgen against: protoc, and the data beside the repository. Absent ones are skipped, saying so.

use grpcgen::report::{Report, Severity};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// The protoc of the crate `protoc-bin-vendored`.
pub fn protoc() -> Command {
    Command::new(protoc_bin_vendored::protoc_bin_path().expect("the platform has a protoc"))
}

/// Where that protoc's well-known types lie.
pub fn protoc_include() -> PathBuf {
    protoc_bin_vendored::include_path().expect("the platform has a protoc")
}

/// A file or folder of the data beside the repository, or further up.
pub fn data(path: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let mut candidates = above.map(|folder| folder.join("shared/data").join(path));
    let found = candidates.find(|path| path.exists());
    if found.is_none() {
        println!("skipped: there is no ../shared/data/{path}");
    }
    found
}

/// The small schemas of protobuf's and protocompile's tests, with protoc's verdicts.
pub fn front_cases() -> Vec<serde_json::Value> {
    let Some(cases) = data("front-cases/cases.jsonl.xz") else {
        return Vec::new();
    };
    match Command::new("xz").arg("-dc").arg(cases).output() {
        Ok(output) => {
            let text = String::from_utf8(output.stdout).unwrap();
            let lines = text.lines().map(serde_json::from_str);
            lines.map(Result::unwrap).collect()
        }
        Err(error) => {
            println!("skipped: xz does not run: {error}");
            Vec::new()
        }
    }
}

/// Where our first error is, and where the message literal begins that it is in: to protoc, that is one place.
pub fn first_places(report: &Report) -> Vec<(String, u32)> {
    let mut errors = report.findings.iter();
    let first = errors.find(|finding| finding.severity == Severity::Error);
    let literals = first.into_iter().flat_map(|first| &first.others);
    let literals = literals.filter(|other| other.label == "the literal begins");
    let literals = literals.map(|other| (Some(other.file.clone()), other.span));
    let own = first.map(|first| (first.file.clone(), first.span));
    let all = own.into_iter().chain(literals);
    all.filter_map(|(file, span)| Some((file?, span?.line + 1)))
        .collect()
}

/// The unpacked googleapis, the import root of its files.
pub fn googleapis() -> Option<PathBuf> {
    /// Whoever comes first unpacks, and the others wait.
    static UNPACKING: Mutex<()> = Mutex::new(());
    let archive = data("googleapis.tar.xz")?;
    let cache = Path::new(env!("CARGO_TARGET_TMPDIR")).join("googleapis-cache");
    let root = cache.join("googleapis");
    let _unpacking = UNPACKING.lock().unwrap_or_else(PoisonError::into_inner);
    if !root.is_dir() {
        let partial = cache.join(format!("partial-{}", std::process::id()));
        std::fs::create_dir_all(&partial).unwrap();
        let tar = Command::new("tar")
            .arg("-xJf")
            .arg(&archive)
            .arg("-C")
            .arg(&partial)
            .status();
        if !tar.is_ok_and(|status| status.success()) {
            println!("skipped: tar cannot unpack {}", archive.display());
            return None;
        }
        // A run at the same time may have been faster.
        let _ = std::fs::rename(partial.join("googleapis"), &root);
        let _ = std::fs::remove_dir_all(&partial);
    }
    Some(root)
}

/// Every `.proto` file below a folder, by its path below it, sorted.
pub fn protos(root: &Path) -> Vec<String> {
    let mut names = Vec::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "proto")
            {
                names.push(
                    path.strip_prefix(root)
                        .unwrap()
                        .to_str()
                        .unwrap()
                        .to_owned(),
                );
            }
        }
    }
    names.sort();
    names
}

/// protoc's descriptor set of files with imports and source info; its messages where it rejects them.
pub fn descriptor_set(includes: &[&Path], files: &[String]) -> Result<Vec<u8>, String> {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("set.binpb");
    let arguments = folder.path().join("arguments");
    std::fs::write(&arguments, files.join("\n")).unwrap();
    let mut protoc = protoc();
    for include in includes {
        protoc.arg("-I").arg(include);
    }
    let run = protoc
        .args(["--include_imports", "--include_source_info", "-o"])
        .arg(&output)
        .arg(format!("@{}", arguments.display()))
        .output()
        .unwrap();
    if run.status.success() {
        Ok(std::fs::read(output).unwrap())
    } else {
        Err(String::from_utf8_lossy(&run.stderr).into_owned())
    }
}
