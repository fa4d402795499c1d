//! buf's own answers, replayed: on every recorded case the same places and rules, with the case's configuration and with
//! each category forced.
//!
//! The program runs with buf's arguments as they were recorded.

use super::peers;
use rayon::prelude::*;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::{self, Write as _};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

#[derive(Deserialize)]
struct Recorded {
    cwd: String,
    args: Vec<String>,
    annotations: Vec<Annotation>,
    forced_cwd: String,
    forced: BTreeMap<String, Forced>,
}

#[derive(Deserialize)]
struct Forced {
    args: Vec<String>,
    annotations: Vec<Annotation>,
}

#[derive(Clone, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
struct Annotation {
    path: Option<String>,
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    r#type: String,
    #[serde(default)]
    message: String,
}

impl fmt::Display for Annotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.as_deref().unwrap_or("-");
        write!(
            f,
            "{path}:{}:{}-{}:{} {}",
            self.start_line, self.start_column, self.end_line, self.end_column, self.r#type
        )
    }
}

/// One run of a case.
struct Run {
    name: String,
    /// Where the case lies, its kind and name.
    case: PathBuf,
    /// The folder within the layout that buf ran in.
    cwd: String,
    args: Vec<String>,
    expected: BTreeSet<Annotation>,
}

fn runs(root: &Path) -> Vec<Run> {
    let mut runs = Vec::new();
    for kind in ["breaking", "lint"] {
        let cases = fs::read_dir(root.join(kind)).expect("the folder can be read");
        let mut cases: Vec<_> = cases
            .map(|entry| entry.expect("it can be listed").path())
            .collect();
        cases.sort();
        for case in cases {
            let text = fs::read_to_string(case.join("buf.json")).expect("the answers are there");
            let recorded: Recorded = serde_json::from_str(&text).expect("the answers are JSON");
            let name = case
                .file_name()
                .expect("a case has a name")
                .to_string_lossy();
            let mut add = |how: &str, cwd: &str, args: &[String], annotations: &[Annotation]| {
                runs.push(Run {
                    name: format!("{kind}/{name} {how}"),
                    case: case.clone(),
                    cwd: cwd.to_owned(),
                    args: args.to_vec(),
                    expected: annotations.iter().map(|one| plain(one, &name)).collect(),
                });
            };
            add("own", &recorded.cwd, &recorded.args, &recorded.annotations);
            for (how, forced) in &recorded.forced {
                add(how, &recorded.forced_cwd, &forced.args, &forced.annotations);
            }
        }
    }
    runs
}

/// An annotation without its message, and with its path below the case.
fn plain(annotation: &Annotation, case: &str) -> Annotation {
    let mut plain = annotation.clone();
    plain.message.clear();
    if let Some(path) = &mut plain.path {
        let below = path.strip_prefix("current/").unwrap_or(path);
        if let Some(below) = below.strip_prefix(&format!("{case}/")) {
            *path = below.to_owned();
        }
    }
    plain
}

/// The folders as they lay when buf ran: `breaking/current/CASE`, `breaking/previous/CASE`, `lint/CASE`.
fn layout(runs: &[Run]) -> TempDir {
    let root = TempDir::new().expect("a folder can be made");
    for run in runs {
        let name = run.case.file_name().expect("a case has a name");
        if run.case.join("input").exists() {
            copy(
                &run.case.join("input"),
                &root.path().join("lint").join(name),
            );
        } else {
            for side in ["current", "previous"] {
                let to = root.path().join("breaking").join(side).join(name);
                copy(&run.case.join(side), &to);
            }
        }
    }
    root
}

/// Copies a folder, once; links would lead `..` astray.
fn copy(from: &Path, to: &Path) {
    if to.exists() {
        return;
    }
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a case can be listed") {
        let from = entry.expect("a case can be listed").path();
        let to = to.join(from.file_name().expect("an entry has a name"));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}

/// In what a run differs from buf's, if it does.
fn replay(run: &Run, root: &Path) -> Option<String> {
    match grpcgen(run, &root.join(&run.cwd), &run.args) {
        Ok(found) => compare(run, &found),
        Err(text) => Some(text),
    }
}

fn grpcgen(run: &Run, cwd: &Path, args: &[String]) -> Result<Vec<Annotation>, String> {
    let output = Command::new(env!("CARGO_BIN_EXE_grpcgen"))
        .args(args)
        .current_dir(cwd)
        .output()
        .expect("the program starts");
    let text = String::from_utf8_lossy(&output.stdout);
    if !matches!(output.status.code(), Some(0 | 1)) {
        let error = String::from_utf8_lossy(&output.stderr);
        return Err(format!("{}: {text}{error}", run.name));
    }
    let lines = text.lines();
    Ok(lines
        .map(|line| serde_json::from_str(line).expect("each line is JSON"))
        .collect())
}

fn compare(run: &Run, found: &[Annotation]) -> Option<String> {
    let name = run
        .case
        .file_name()
        .expect("a case has a name")
        .to_string_lossy();
    let plain: BTreeSet<_> = found.iter().map(|one| plain(one, &name)).collect();
    let mut text = String::new();
    for missing in run.expected.difference(&plain) {
        writeln!(text, "  missing {missing}").expect("it is a string");
    }
    for extra in plain.difference(&run.expected) {
        writeln!(text, "  extra   {extra}").expect("it is a string");
    }
    if text.contains("COMPILE") {
        writeln!(text, "  {}", found[0].message).expect("it is a string");
    }
    (!text.is_empty()).then(|| format!("{}:\n{text}", run.name))
}

#[test]
fn buf_cases_agree() {
    let Some(data) = peers::data("buf-cases") else {
        return;
    };
    let runs = runs(&fs::canonicalize(data).expect("it is there"));
    let layout = layout(&runs);
    assert!(!runs.is_empty(), "there are no cases");
    let replays = runs.par_iter().filter_map(|run| replay(run, layout.path()));
    let differences: Vec<_> = replays.collect();
    assert!(
        differences.is_empty(),
        "{} of {} runs differ from buf's:\n{}",
        differences.len(),
        runs.len(),
        differences.join("\n")
    );
}
