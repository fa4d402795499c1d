//! Where input files lie: on disk, or in memory out of an archive or a git revision.
//!
//! In: paths. Out: bytes. Whoever compiles or looks for a configuration asks here, so that a revision from years ago is read
//! the same way as the folder at hand. It knows nothing of what the files hold.

mod archive;
mod git;
mod open;
mod reference;
mod wildcard;

pub use archive::{ArchiveKind, unpack};
pub use git::{Repository, Revision, Snapshot};
pub use open::Opened;
pub use reference::{Reference, Source};
pub use wildcard::Glob;

use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::{fmt, io};

/// Files to read.
#[derive(Clone, Debug, Default)]
pub struct Files {
    /// All of them, unless they are on disk.
    contents: Option<Arc<Contents>>,
    /// What some of them are to hold instead of what they hold.
    changed: Arc<BTreeMap<PathBuf, Vec<u8>>>,
}

/// Files of one moment, in memory.
#[derive(Debug)]
struct Contents {
    /// By path, as the paths would be on disk.
    by_path: BTreeMap<PathBuf, Vec<u8>>,
    /// Why some of them cannot be read.
    damaged: BTreeMap<PathBuf, String>,
}

/// Files that cannot be had.
#[derive(Debug)]
pub struct Error {
    what: String,
    help: Option<String>,
}

impl Error {
    fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            help: None,
        }
    }

    fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)?;
        match &self.help {
            Some(help) => write!(f, "\n  = help: {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

impl Files {
    /// The files on disk.
    pub fn on_disk() -> Self {
        Self::default()
    }

    /// Files in memory, by the paths under which they are asked for.
    pub fn in_memory(files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>) -> Self {
        Self::in_memory_but(files, BTreeMap::new())
    }

    /// Files in memory, and others that are known to be there, but cannot be read for these reasons.
    fn in_memory_but(
        files: impl IntoIterator<Item = (PathBuf, Vec<u8>)>,
        damaged: BTreeMap<PathBuf, String>,
    ) -> Self {
        let there = damaged.keys().map(|path| (path.clone(), Vec::new()));
        let files = files.into_iter().chain(there);
        let by_path = files.map(|(path, content)| (normal(&path), content));
        let contents = Contents {
            by_path: by_path.collect(),
            damaged,
        };
        Self {
            contents: Some(Arc::new(contents)),
            ..Self::default()
        }
    }

    /// The same files, some of them with other content.
    #[must_use]
    pub fn with_changes(&self, changes: &BTreeMap<PathBuf, Vec<u8>>) -> Self {
        let mut changed = BTreeMap::clone(&self.changed);
        let changes = changes.iter();
        changed.extend(changes.map(|(path, content)| (normal(path), content.clone())));
        Self {
            contents: self.contents.clone(),
            changed: Arc::new(changed),
        }
    }

    /// Whether they are on disk.
    pub fn are_on_disk(&self) -> bool {
        self.contents.is_none()
    }

    /// What a file holds.
    pub fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.read_up_to(path, u64::MAX)
    }

    /// The first `most` bytes of a file: it may be endless.
    pub fn read_up_to(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        if let Some(content) = self.changed.get(&normal(path)) {
            content.as_slice().take(most).read_to_end(&mut bytes)?;
            return Ok(bytes);
        }
        match &self.contents {
            None => {
                let file = std::fs::File::open(path)?;
                // What it says of its size saves copies, and is not relied on.
                let size = file.metadata()?.len().min(most);
                bytes.reserve_exact(usize::try_from(size).unwrap_or_default());
                file.take(most).read_to_end(&mut bytes)?;
            }
            Some(contents) => {
                let path = normal(path);
                if let Some(damage) = contents.damaged.get(&path) {
                    return Err(io::Error::other(damage.clone()));
                }
                let content = contents.by_path.get(&path);
                let content = content.ok_or(io::ErrorKind::NotFound)?;
                content.as_slice().take(most).read_to_end(&mut bytes)?;
            }
        }
        Ok(bytes)
    }

    /// Whether there is a file at a path.
    pub fn is_file(&self, path: &Path) -> bool {
        match &self.contents {
            None => path.is_file(),
            Some(contents) => contents.by_path.contains_key(&normal(path)),
        }
    }

    /// Whether there is a folder at a path.
    pub fn is_dir(&self, path: &Path) -> bool {
        match &self.contents {
            None => path.is_dir(),
            Some(contents) => contents.below(path).next().is_some(),
        }
    }

    /// Every file below a folder, links followed; an error for each place that cannot be looked into.
    pub fn below(&self, folder: &Path) -> Vec<io::Result<PathBuf>> {
        match &self.contents {
            None => on_disk_below(folder),
            Some(contents) => contents
                .below(folder)
                .map(|path| Ok(path.clone()))
                .collect(),
        }
    }
}

impl Contents {
    fn below(&self, folder: &Path) -> impl Iterator<Item = &PathBuf> {
        let folder = normal(folder);
        let from = self.by_path.range(folder.clone()..);
        let paths = from.map(|(path, _)| path);
        // Paths are ordered part by part, so what lies in a folder stands together behind it.
        paths
            .take_while({
                let folder = folder.clone();
                move |path| path.starts_with(&folder)
            })
            .filter(move |path| **path != folder)
    }
}

fn on_disk_below(folder: &Path) -> Vec<io::Result<PathBuf>> {
    let walk = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .follow_links(true)
        .sort_by_file_path(Path::cmp)
        .build();
    let mut found = Vec::new();
    for entry in walk {
        match entry {
            Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                found.push(Ok(entry.into_path()));
            }
            Ok(_) => {}
            Err(error) => found.push(Err(io::Error::other(error))),
        }
    }
    found
}

/// A path without `.` parts, so that `./a` and `a` are one; `..` takes back the part before it.
pub(crate) fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if parts.file_name().is_some() => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    parts
}

/// Whether a file may matter to a schema: its source, and what configures it.
fn is_wanted(path: &Path) -> bool {
    const CONFIGURATIONS: [&str; 8] = [
        "buf.yaml",
        "buf.mod",
        "buf.work.yaml",
        "buf.work",
        "buf.lock",
        "grpcgen.toml",
        "grpcgen.lock",
        "grpcgen.waivers.toml",
    ];
    let name = path.file_name().and_then(|name| name.to_str());
    path.extension()
        .is_some_and(|extension| extension == "proto")
        || name.is_some_and(|name| CONFIGURATIONS.contains(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_answers_as_a_disk_would() {
        let folder = tempfile::tempdir().unwrap();
        let names = ["a/b.proto", "a/c/d.proto", "a-b/e.proto", "f.proto"];
        for name in names {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, name).unwrap();
        }
        let contents = names.map(|name| (folder.path().join(name), name.as_bytes().to_vec()));
        let (disk, memory) = (Files::on_disk(), Files::in_memory(contents));
        let asked = [
            "",
            "a",
            "a/b.proto",
            "./a/../f.proto",
            "a/c",
            "a-b",
            "b",
            "a/b",
            "f.proto/x",
        ];
        for name in asked {
            let path = folder.path().join(name);
            assert_eq!(disk.is_file(&path), memory.is_file(&path), "{name}");
            assert_eq!(disk.is_dir(&path), memory.is_dir(&path), "{name}");
            if disk.is_file(&path) {
                assert_eq!(
                    disk.read(&path).unwrap(),
                    memory.read(&path).unwrap(),
                    "{name}"
                );
            }
            if disk.is_dir(&path) {
                let below = |files: &Files| -> Vec<PathBuf> {
                    let mut below: Vec<_> = files.below(&path).into_iter().flatten().collect();
                    below.sort();
                    below
                };
                assert_eq!(below(&disk), below(&memory), "{name}");
            }
        }
    }
}
