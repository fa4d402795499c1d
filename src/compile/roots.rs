//! Import roots: the one that a lone file has, and the one that would make an import resolve.

use super::parsed::parse;
use crate::files::Files;
use std::path::{Path, PathBuf};

/// How much of a file is looked at for its package.
const HEAD: u64 = 64 << 10;

/// The root of a file that was given without one: the folder from which its package leads to it, as in
/// `protos` for `protos/acme/greet/v1/greet.proto` of the package `acme.greet.v1`; else the file's own folder.
pub(super) fn of_file(files: &Files, path: &Path) -> PathBuf {
    let own = folder(path);
    let package = package(files, path);
    let mut root = own.as_path();
    for segment in package.rsplit('.').filter(|segment| !segment.is_empty()) {
        match root.parent() {
            Some(parent) if root.file_name().is_some_and(|name| name == segment) => root = parent,
            Some(_) | None => return own,
        }
    }
    named(root)
}

/// The folder that a file is in.
pub(super) fn folder(path: &Path) -> PathBuf {
    named(path.parent().unwrap_or(Path::new("")))
}

fn package(files: &Files, path: &Path) -> String {
    // What cannot be read will be told when it is parsed.
    let head = files.read_up_to(path, HEAD).unwrap_or_default();
    let head = parse("", &String::from_utf8_lossy(&head));
    head.file.package.unwrap_or_default()
}

/// The root under which `import` would be found: above the file that imports it, or where a known file ends in its name.
pub(super) fn that_resolves<'a>(
    files: &Files,
    import: &str,
    importer: Option<&'a PathBuf>,
    known: impl IntoIterator<Item = &'a PathBuf>,
) -> Option<PathBuf> {
    let above = importer
        .into_iter()
        .flat_map(|path| path.ancestors())
        .skip(1);
    let mut above = above.map(named);
    let found = above.find(|root| files.is_file(&root.join(import)));
    found.or_else(|| {
        let parts = Path::new(import).components().count();
        let mut ending = known.into_iter().filter(|path| path.ends_with(import));
        let root = ending.next()?.ancestors().nth(parts)?;
        Some(named(root))
    })
}

/// A path that can be spelt on a command line.
fn named(path: &Path) -> PathBuf {
    if path.as_os_str().is_empty() {
        PathBuf::from(".")
    } else {
        path.to_path_buf()
    }
}
