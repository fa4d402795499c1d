//! Files of ours beside a schema: the waivers, the lock.

use anyhow::Context;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The nearest file of this name in the folder of the input or above it, up to the root of its repository. Where there is
/// none, the place where it would be: the current folder if the input is below it, else the input's own.
pub(super) fn locate(input: &str, name: &str) -> anyhow::Result<PathBuf> {
    let current = std::env::current_dir().context("there is no current folder")?;
    let input = current.join(input);
    let folder = match input.parent() {
        _ if input.is_dir() => input.as_path(),
        Some(parent) if input.exists() => parent,
        _ => current.as_path(),
    };
    for around in folder.ancestors() {
        let path = around.join(name);
        if path.is_file() {
            return Ok(path);
        }
        if around.join(".git").exists() {
            break;
        }
    }
    let folder = if folder.starts_with(&current) {
        &current
    } else {
        folder
    };
    Ok(folder.join(name))
}

/// The text of a file; empty where there is none.
pub(super) fn read(path: &Path) -> anyhow::Result<String> {
    match std::fs::read_to_string(path) {
        Ok(text) => Ok(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Files made to hold these bytes: all of them are written beside their places before the first one gets there.
pub(super) fn write<'a>(
    files: impl IntoIterator<Item = (&'a Path, &'a [u8])>,
) -> anyhow::Result<()> {
    let mut staged = Vec::new();
    for (path, bytes) in files {
        let failed = || format!("cannot write {}", path.display());
        // Of a link, the file that it leads to is meant.
        let target = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let folder = target.parent().unwrap_or(Path::new("."));
        let mut file = temporary(folder).with_context(failed)?;
        file.write_all(bytes).with_context(failed)?;
        if let Ok(metadata) = std::fs::metadata(&target) {
            let permissions = file.as_file().set_permissions(metadata.permissions());
            permissions.with_context(failed)?;
        }
        staged.push((file, target));
    }
    for (file, target) in staged {
        let written = file.persist(&target);
        written.with_context(|| format!("cannot write {}", target.display()))?;
    }
    Ok(())
}

/// A file that is not for its owner alone, as temporary files are otherwise: it stays.
fn temporary(folder: &Path) -> io::Result<tempfile::NamedTempFile> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    builder.prefix(".grpcgen-").tempfile_in(folder)
}

/// A path as the user would name it from here.
pub(super) fn shown(path: &Path) -> String {
    let current = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(current).unwrap_or(path);
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
