//! Trees to disk: all of a tree or none of it, and never over somebody else's file.
//!
//! In: text by path. Out: the same below a folder, with a manifest of what is ours there. Unchanged files are not
//! touched; files of an earlier run that the tree no longer has are removed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The list of the files that are ours, in the tree's root.
const MANIFEST: &str = ".grpcgen-manifest";

/// The manifests of a run in its staging folder: while it replaces, and behind it.
const BEFORE: &str = "before";
const AFTER: &str = "after";

/// What a run would change, or has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Files that are new or different.
    pub written: Vec<String>,
    /// Files that went away.
    pub removed: Vec<String>,
}

impl Changes {
    /// Whether the tree is what it should be.
    pub fn is_empty(&self) -> bool {
        self.written.is_empty() && self.removed.is_empty()
    }
}

/// A tree that could not be written, and why.
#[derive(Debug)]
pub struct Error {
    path: PathBuf,
    what: &'static str,
    cause: Option<io::Error>,
    help: &'static str,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.path.display())?;
        if let Some(cause) = &self.cause {
            write!(f, ": {cause}")?;
        }
        if self.help.is_empty() {
            Ok(())
        } else {
            write!(f, "\n  = help: {}", self.help)
        }
    }
}

impl std::error::Error for Error {}

fn failed(what: &'static str, path: &Path, cause: io::Error) -> Error {
    Error {
        path: path.to_owned(),
        what,
        cause: Some(cause),
        help: "",
    }
}

/// Compares a tree with what is below `root`, and finds whatever stands in its way.
pub fn compare(tree: &BTreeMap<String, String>, root: &Path) -> Result<Changes, Error> {
    let ours = manifest(root)?;
    let mut changes = Changes::default();
    for (path, text) in tree {
        check_way(root, path)?;
        let target = root.join(path);
        match fs::read(&target) {
            Ok(present) if present == text.as_bytes() => {}
            Ok(_) if !ours.contains(path) => {
                let help = "move it away, or choose another output folder";
                let what = "grpcgen did not write, and will not overwrite,";
                return Err(Error {
                    path: target,
                    what,
                    cause: None,
                    help,
                });
            }
            Ok(_) => changes.written.push(path.clone()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                changes.written.push(path.clone());
            }
            Err(error) => return Err(failed("cannot read", &target, error)),
        }
    }
    // What lies behind a link, or is one, is somebody else's by now.
    let is_there = |path: &&String| check_way(root, path).is_ok() && root.join(path).is_file();
    let gone = ours.iter().filter(|path| !tree.contains_key(*path));
    changes.removed = gone.filter(is_there).cloned().collect();
    Ok(changes)
}

/// Makes what is below `root` equal to a tree.
///
/// Everything new is written to a folder beside first: a full disk or a missing permission leaves the old tree as it was.
pub fn write(tree: &BTreeMap<String, String>, root: &Path) -> Result<Changes, Error> {
    let changes = compare(tree, root)?;
    let manifest = tree
        .keys()
        .fold(String::new(), |lines, path| lines + path + "\n");
    let listed = fs::read_to_string(root.join(MANIFEST)).is_ok_and(|present| present == manifest);
    if changes.is_empty() && listed {
        return Ok(changes);
    }
    fs::create_dir_all(root).map_err(|error| failed("cannot create the folder", root, error))?;
    let staging = staging(root)?;
    let unwritten = |path: &str| {
        let path = root.join(path);
        move |error| failed("cannot write", &path, error)
    };
    for (index, path) in changes.written.iter().enumerate() {
        let staged = staging.path().join(index.to_string());
        fs::write(staged, &tree[path]).map_err(unwritten(path))?;
    }
    // A run that is killed while it replaces leaves files of both trees, and a manifest that knows both.
    let leaving = changes.removed.iter();
    let both = leaving.fold(manifest.clone(), |lines, path| lines + path + "\n");
    fs::write(staging.path().join(BEFORE), both).map_err(unwritten(MANIFEST))?;
    fs::write(staging.path().join(AFTER), manifest).map_err(unwritten(MANIFEST))?;
    replace(&changes, root, staging.path())?;
    Ok(changes)
}

/// Puts what is staged in its place, and removes what is to go.
fn replace(changes: &Changes, root: &Path, staging: &Path) -> Result<(), Error> {
    let targets = changes.written.iter().map(|path| root.join(path));
    let targets: Vec<_> = targets.collect();
    for folder in targets.iter().filter_map(|target| target.parent()) {
        fs::create_dir_all(folder)
            .map_err(|error| failed("cannot create the folder", folder, error))?;
    }
    let rename = |staged: &str, target: &Path| {
        let renamed = fs::rename(staging.join(staged), target);
        renamed.map_err(|error| failed("cannot write", target, error))
    };
    rename(BEFORE, &root.join(MANIFEST))?;
    for (index, target) in targets.iter().enumerate() {
        rename(&index.to_string(), target)?;
    }
    for target in changes.removed.iter().map(|path| root.join(path)) {
        fs::remove_file(&target).map_err(|error| failed("cannot remove", &target, error))?;
        remove_empty_folders(root, &target);
    }
    rename(AFTER, &root.join(MANIFEST))
}

/// Writes one file, all of it or nothing. What is no plain file, as a pipe or a device, is written to as it is.
pub fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    write_file_in_parts(path, [bytes])
}

/// As [`write_file`], for bytes that lie in several places.
pub fn write_file_in_parts<'a>(
    path: &Path,
    parts: impl IntoIterator<Item = &'a [u8]>,
) -> Result<(), Error> {
    let unwritten = |error| failed("cannot write", path, error);
    let write = |target: &Path| {
        let mut file = io::BufWriter::new(fs::File::create(target)?);
        parts
            .into_iter()
            .try_for_each(|part| file.write_all(part))?;
        file.flush()
    };
    if fs::metadata(path).is_ok_and(|present| !present.is_file()) {
        return write(path).map_err(unwritten);
    }
    // Of a link, what it leads to is replaced.
    let target = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = target.parent().filter(|folder| *folder != Path::new(""));
    let staging = staging(folder.unwrap_or(Path::new(".")))?;
    let staged = staging.path().join("file");
    write(&staged).map_err(unwritten)?;
    fs::rename(staged, target).map_err(unwritten)
}

/// A folder in another, for what is not complete yet; it goes away when it is dropped.
fn staging(folder: &Path) -> Result<tempfile::TempDir, Error> {
    let staging = tempfile::Builder::new()
        .prefix(".grpcgen-")
        .tempdir_in(folder);
    staging.map_err(|error| failed("cannot write to", folder, error))
}

/// The files that earlier runs wrote. A line that leads out of the tree is not ours, whoever wrote it.
fn manifest(root: &Path) -> Result<BTreeSet<String>, Error> {
    let path = root.join(MANIFEST);
    let text = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(BTreeSet::new()),
        Err(error) => return Err(failed("cannot read", &path, error)),
    };
    let inside = |line: &&str| {
        Path::new(line)
            .components()
            .all(|part| matches!(part, std::path::Component::Normal(_)))
    };
    Ok(text
        .lines()
        .filter(|line| !line.is_empty())
        .filter(inside)
        .map(str::to_owned)
        .collect())
}

/// No part of a file's path may be a link: what it leads to is not in the tree.
fn check_way(root: &Path, path: &str) -> Result<(), Error> {
    let mut way = root.to_owned();
    let parts: Vec<_> = path.split('/').collect();
    for (index, part) in parts.iter().enumerate() {
        way.push(part);
        let Ok(metadata) = way.symlink_metadata() else {
            return Ok(());
        };
        let last = index + 1 == parts.len();
        let what = if metadata.is_symlink() {
            "a link is in the way:"
        } else if last && !metadata.is_file() {
            "something that is not a file is in the way:"
        } else if !last && !metadata.is_dir() {
            "something that is not a folder is in the way:"
        } else {
            continue;
        };
        return Err(Error {
            path: way,
            what,
            cause: None,
            help: "remove it, or choose another output folder",
        });
    }
    Ok(())
}

fn remove_empty_folders(root: &Path, file: &Path) {
    let mut folder = file.parent();
    while let Some(path) = folder.filter(|path| *path != root && path.starts_with(root)) {
        // A folder that is not empty refuses, and that is the end of it.
        if fs::remove_dir(path).is_err() {
            return;
        }
        folder = path.parent();
    }
}
