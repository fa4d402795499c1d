//! Imports that are not there: what was meant, and what to write instead.
//!
//! In: the name that an import gives, and the files that there are. Out: a finding. It parses nothing.

use super::suggest::slip;
use super::walk::Sources;
use super::{bundled, roots};
use crate::report::Finding;
use std::collections::BTreeSet;

/// Whether a file can have this name: parts with slashes between them, none of which leads elsewhere.
pub(super) fn is_name(name: &str) -> bool {
    !name.split('/').any(|part| matches!(part, "" | "." | ".."))
}

/// That the import of `name` in the file `importer` was not found. `known` are the names that may
/// have been meant.
pub(super) fn missing(
    sources: &Sources,
    importer: &str,
    name: &str,
    known: &BTreeSet<&str>,
) -> Finding {
    let finding = Finding::error(format!(
        "the import `{}` was not found",
        name.escape_debug()
    ));
    let finding = finding.in_file(importer);
    if name.trim().is_empty() {
        return finding
            .help("write the name of a file, as in `import \"google/protobuf/any.proto\";`");
    }
    let is_there = |name: &str| {
        is_name(name) && (bundled::descriptor(name).is_some() || sources.find(name).is_some())
    };
    let path = sources.files.get(importer);
    let root = roots::that_resolves(&sources.disk, name, path, sources.files.values());
    let root = root.filter(|_| is_name(name));
    let readings = readings(importer, name);
    if let Some(meant) = readings.iter().find(|reading| is_there(reading)) {
        if meant.eq_ignore_ascii_case(name) {
            return finding.help(format!("did you mean `{meant:?}`?"));
        }
        let note = "names are paths below an import root, with `/` between folders";
        let or_root = root.map_or_else(String::new, |root| {
            format!(", or add `-I {}`", root.display())
        });
        return finding
            .note(note)
            .help(format!("write `{meant:?}`{or_root}"));
    }
    let near = readings.iter().find_map(|reading| near(reading, known));
    if let Some(meant) = near {
        return finding.help(format!("did you mean `{meant:?}`?"));
    }
    let mut folders = sources.roots.iter().map(|root| root.join(name));
    if is_name(name.trim_end_matches('/')) && folders.any(|folder| sources.disk.is_dir(&folder)) {
        return finding.help("import its files one by one: it is a folder");
    }
    let roots: Vec<_> = sources
        .roots
        .iter()
        .map(|root| root.display().to_string())
        .collect();
    let finding = finding.note(format!("looked in {}", roots.join(", ")));
    finding.help(match root {
        Some(root) => format!("it is below {0}: add `-I {0}`", root.display()),
        None => "add the folder that it is below with `-I`".to_owned(),
    })
}

/// What else a name may stand for, where people write paths as elsewhere.
fn readings(importer: &str, name: &str) -> Vec<String> {
    let slashes = unescaped(name.trim());
    let folder = importer.rsplit_once('/').map_or("", |(folder, _)| folder);
    let dotted = slashes
        .strip_suffix(".proto")
        .unwrap_or(&slashes)
        .replace('.', "/");
    let bare = [
        normal("", &slashes),
        normal(folder, &slashes),
        normal("", &format!("{dotted}.proto")),
    ];
    let bare: Vec<String> = bare.into_iter().flatten().collect();
    let with_ending = bare.iter().map(|name| {
        let stem = name
            .rsplit_once('/')
            .map_or(name.as_str(), |(_, last)| last);
        let stem = name.len() - stem.len() + stem.find('.').unwrap_or(stem.len());
        format!("{}.proto", &name[..stem])
    });
    // In a package, files are often called as what is in them.
    let lower = with_ending.clone().map(|name| name.to_ascii_lowercase());
    let all: Vec<String> = bare
        .iter()
        .cloned()
        .chain(with_ending)
        .chain(lower)
        .collect();
    all
}

/// The name with slashes for backslashes, which may have been taken for escapes.
fn unescaped(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    for letter in name.chars() {
        match letter {
            '\\' => plain.push('/'),
            '\x07' => plain.push_str("/a"),
            '\x08' => plain.push_str("/b"),
            '\t' => plain.push_str("/t"),
            '\n' => plain.push_str("/n"),
            '\x0b' => plain.push_str("/v"),
            '\x0c' => plain.push_str("/f"),
            '\r' => plain.push_str("/r"),
            other => plain.push(other),
        }
    }
    plain
}

/// A path from a folder as a name, if it stays below the root.
fn normal(folder: &str, path: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in folder.split('/').chain(path.split('/')) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// The name of a file that is a slip of the finger or two away.
fn near<'k>(name: &str, known: &BTreeSet<&'k str>) -> Option<&'k str> {
    let mut all = known.iter().copied();
    if let Some(same) = all.find(|other| other.eq_ignore_ascii_case(name)) {
        return Some(same);
    }
    // All names have the same ending, which is no likeness.
    let stems = known.iter().filter_map(|name| name.strip_suffix(".proto"));
    let stem = slip(name.strip_suffix(".proto")?, stems)?;
    known
        .range(stem..)
        .copied()
        .find(|other| other.strip_suffix(".proto") == Some(stem))
}
