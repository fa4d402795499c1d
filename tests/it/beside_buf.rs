//! Cases of our own, with buf 1.75's answers: what the recorded cases of buf's authors leave out.
//!
//! A case is a file in `testdata/buf`: a sentence, commands (`$ [@FOLDER] ARGUMENTS`) with the places and rules that buf named
//! for each, and the files that they see. `GRPCGEN_BUF=path/to/buf cargo test --test it beside_buf` writes buf's answers anew.

use rayon::prelude::*;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, fs};
use tempfile::TempDir;

struct Case {
    path: PathBuf,
    about: String,
    commands: Vec<(String, BTreeSet<String>)>,
    files: String,
}

#[derive(Deserialize)]
struct Annotation {
    path: Option<String>,
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
    r#type: String,
}

impl Case {
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).expect("a case can be read");
        let (head, files) = text.split_once("\n-- ").expect("a case has files");
        let mut case = Self {
            path,
            about: String::new(),
            commands: Vec::new(),
            files: format!("-- {files}"),
        };
        for line in head.lines() {
            if let Some(command) = line.strip_prefix("$ ") {
                case.commands.push((command.to_owned(), BTreeSet::new()));
            } else if let Some(answer) = line.strip_prefix("  ") {
                let (_, answers) = case.commands.last_mut().expect("answers follow a command");
                answers.insert(answer.to_owned());
            } else if !line.is_empty() {
                case.about += line;
            }
        }
        case
    }

    fn unpack(&self) -> TempDir {
        let folder = TempDir::new().expect("a folder can be made");
        for part in format!("\n{}", self.files).split("\n-- ").skip(1) {
            let (name, text) = part.split_once(" --\n").expect("a file has a name");
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("can be made");
            fs::write(path, format!("{}\n", text.trim_end_matches('\n'))).expect("can be written");
        }
        folder
    }

    /// What differs, in words.
    fn replay(&self) -> String {
        let folder = self.unpack();
        let mut text = String::new();
        for (command, expected) in &self.commands {
            let found = answers(env!("CARGO_BIN_EXE_grpcgen"), command, folder.path());
            if found != *expected {
                let name = self.path.file_name().expect("a case has a name").display();
                writeln!(text, "{name}: {command}").expect("it is a string");
            }
            for missing in expected.difference(&found) {
                writeln!(text, "  missing {missing}").expect("it is a string");
            }
            for extra in found.difference(expected) {
                writeln!(text, "  extra   {extra}").expect("it is a string");
            }
        }
        text
    }

    fn record(&self, buf: &str) {
        let folder = self.unpack();
        let mut text = format!("{}\n\n", self.about);
        for (command, _) in &self.commands {
            writeln!(text, "$ {command}").expect("it is a string");
            for answer in answers(buf, command, folder.path()) {
                writeln!(text, "  {answer}").expect("it is a string");
            }
        }
        fs::write(&self.path, text + &self.files).expect("a case can be written");
    }
}

/// The places and rules that a program names; `failure` where the run itself fails.
fn answers(program: &str, command: &str, folder: &Path) -> BTreeSet<String> {
    let mut arguments = command.split(' ').peekable();
    let within = arguments.next_if(|first| first.starts_with('@'));
    let output = Command::new(program)
        .args(arguments)
        .args(["--error-format", "json"])
        .current_dir(folder.join(within.unwrap_or("@").trim_start_matches('@')))
        .stdin(Stdio::null())
        .output()
        .expect("the program starts");
    let findings = if program == env!("CARGO_BIN_EXE_grpcgen") {
        1
    } else {
        100
    };
    if !matches!(output.status.code(), Some(code) if code == 0 || code == findings) {
        return BTreeSet::from(["failure".to_owned()]);
    }
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    let answers = text.lines().map(|line| {
        let found: Annotation = serde_json::from_str(line).expect("each line is JSON");
        let path = found.path.as_deref().unwrap_or("-");
        let Annotation {
            start_line,
            start_column,
            end_line,
            end_column,
            r#type,
            ..
        } = &found;
        format!("{path}:{start_line}:{start_column}-{end_line}:{end_column} {type}")
    });
    answers.collect()
}

#[test]
fn own_cases_agree() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/buf");
    let entries = fs::read_dir(folder).expect("the cases can be listed");
    let paths = entries.map(|entry| entry.expect("the cases can be listed").path());
    let cases: Vec<_> = paths.map(Case::read).collect();
    if let Ok(buf) = env::var("GRPCGEN_BUF") {
        cases.par_iter().for_each(|case| case.record(&buf));
        return;
    }
    let differences: String = cases.par_iter().map(Case::replay).collect();
    assert!(
        differences.is_empty(),
        "buf answers differently:\n{differences}"
    );
}
