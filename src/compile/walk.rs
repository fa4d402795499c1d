//! Paths to source files: folders walked, globs expanded, each file named by its path below an import root.

use super::{imports, roots};
use crate::files::{Files, Glob};
use crate::report::{Finding, Report};
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The files asked for, by name, and the roots that imports are looked up in.
pub(super) struct Sources {
    /// Where the files lie.
    pub(super) disk: Files,
    pub(super) files: BTreeMap<String, PathBuf>,
    /// Their names, in the order of the paths that they were found by.
    pub(super) order: Vec<String>,
    pub(super) roots: Vec<PathBuf>,
}

pub(super) fn find(
    disk: Files,
    paths: &[PathBuf],
    includes: &[PathBuf],
) -> Result<Sources, Report> {
    let mut sources = Sources {
        disk,
        files: BTreeMap::new(),
        order: Vec::new(),
        roots: includes.to_vec(),
    };
    let mut report = Report::default();
    for include in includes
        .iter()
        .filter(|include| !sources.disk.is_dir(include))
    {
        report.push(Finding::error(format!(
            "the import root {} is not a folder",
            include.display()
        )));
    }
    report.into_result(())?;
    let mut report = Report::default();
    for path in paths {
        let before = sources.order.len();
        if sources.disk.is_dir(path) {
            sources.add_folder(path, includes, &mut report);
        } else if sources.disk.is_file(path) {
            // Where roots are given, the file is not to be read for its own.
            let root = match includes {
                [] => roots::of_file(&sources.disk, path),
                [_, ..] => roots::folder(path),
            };
            sources.add(path, &root, includes, &mut report);
        } else {
            sources.add_glob(path, includes, &mut report);
        }
        sources.order[before..].sort_unstable();
    }
    if sources.files.is_empty() && !report.has_errors() {
        report.push(
            Finding::error("no .proto file found")
                .help("name a folder, a file or a glob that has some"),
        );
    }
    report.into_result(sources)
}

impl Sources {
    /// Where the file with a name is, below the first root that has it.
    pub(super) fn find(&self, name: &str) -> Option<PathBuf> {
        let mut candidates = self.roots.iter().map(|root| root.join(name));
        candidates.find(|path| imports::is_name(name) && self.disk.is_file(path))
    }

    fn add_folder(&mut self, folder: &Path, includes: &[PathBuf], report: &mut Report) {
        for entry in self.disk.below(folder) {
            match entry {
                Ok(path) => {
                    let extension = path.extension();
                    if extension.is_some_and(|extension| extension == "proto") {
                        self.add(&path, folder, includes, report);
                    }
                }
                Err(error) => {
                    let text = format!("cannot look through {}: {error}", folder.display());
                    report.push(
                        Finding::error(text).help("remove it, or name what it has one by one"),
                    );
                }
            }
        }
    }

    fn add_glob(&mut self, pattern: &Path, includes: &[PathBuf], report: &mut Report) {
        match Glob::parse(pattern) {
            Some(Ok(glob)) => {
                for path in self.disk.matching(&glob) {
                    self.add(&path, &glob.root, includes, report);
                }
            }
            Some(Err(text)) => report.push(Finding::error(text)),
            None => {
                let text = format!("{} does not exist", pattern.display());
                report.push(Finding::error(text));
            }
        }
    }

    fn add(&mut self, path: &Path, own_root: &Path, includes: &[PathBuf], report: &mut Report) {
        let below = |root: &Path| {
            normal(path)
                .strip_prefix(normal(root))
                .ok()
                .map(Path::to_path_buf)
        };
        let root = includes
            .iter()
            .map(PathBuf::as_path)
            .find(|root| below(root).is_some());
        if root.is_none() && !includes.is_empty() {
            let finding = Finding::error(format!(
                "{} lies below none of the import roots",
                path.display()
            ));
            report.push(finding.help(format!("add `-I {}`", own_root.display())));
            return;
        }
        let root = root.unwrap_or(own_root);
        let Some(name) = below(root) else { return };
        let Some(name) = name.to_str() else {
            report.push(Finding::error(format!(
                "the path {} is not UTF-8",
                path.display()
            )));
            return;
        };
        let name = name.replace(std::path::MAIN_SEPARATOR, "/");
        if includes.is_empty() && !self.roots.iter().any(|known| known == root) {
            self.roots.push(root.to_path_buf());
        }
        let other = self.files.insert(name.clone(), path.to_path_buf());
        if other.is_none() {
            self.order.push(name.clone());
        }
        if let Some(other) = other.filter(|other| normal(other) != normal(path)) {
            let text = format!(
                "{} and {} have the same name {name}",
                other.display(),
                path.display()
            );
            report.push(Finding::error(text).help("give their common root with `-I`"));
        }
    }
}

/// A path without `.` parts, so that `./a` and `a` are one.
fn normal(path: &Path) -> PathBuf {
    path.components()
        .filter(|part| *part != Component::CurDir)
        .collect()
}
