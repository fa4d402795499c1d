//! Source in every state of disrepair, through lexer, parser, linker and everything behind them.

use super::end;
use crate::scratch;
use grpcgen::compile::{Input, compile};
use grpcgen::files::Files;
use grpcgen::report::Report;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, TestRunner};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

/// Files by their names.
pub type Folder = Vec<(String, String)>;

/// No input of a fuzzer takes longer, on however busy a machine.
const PATIENCE: Duration = Duration::from_mins(1);

/// Compiles a folder. The second result is whether it is right.
pub fn answer(folder: &Folder) -> (Report, bool) {
    let root = Path::new("/schema");
    let files = folder
        .iter()
        .map(|(name, text)| (root.join(name), text.clone().into_bytes()));
    let result = compile(Input::Sources {
        files: Files::in_memory(files),
        paths: vec![root.to_owned()],
        includes: vec![root.to_owned()],
    });
    match result {
        Ok(_) => (Report::default(), true),
        Err(report) => (report, false),
    }
}

/// What holds of every answer: it comes, and a refusal says where and what to do.
fn check(folder: &Folder) -> bool {
    let (sender, answers) = mpsc::channel();
    let worker = std::thread::spawn({
        let folder = folder.clone();
        move || sender.send(answer(&folder))
    });
    let answer = match answers.recv_timeout(PATIENCE) {
        Ok(answer) => answer,
        Err(mpsc::RecvTimeoutError::Timeout) => panic!("no answer to {folder:#?}"),
        Err(mpsc::RecvTimeoutError::Disconnected) => {
            let cause = worker.join().expect_err("it ended without an answer");
            panic!("{cause:?} in {folder:#?}");
        }
    };
    let (report, is_right) = answer;
    assert!(is_right || report.has_errors(), "{folder:#?}");
    for finding in &report.findings {
        let shown = format!("{finding:#?} in {folder:#?}");
        let Some((file, span)) = finding.file.as_ref().zip(finding.span) else {
            continue;
        };
        let Some((_, text)) = folder.iter().find(|(name, _)| name == file) else {
            continue;
        };
        let lines = u32::try_from(text.split('\n').count()).unwrap();
        assert!(
            (span.line, span.column) <= (span.end_line, span.end_column) && span.end_line < lines,
            "{shown}"
        );
    }
    // Rendered too: spans may cut a character.
    assert!(report.findings.is_empty() || !report.to_string().is_empty());
    is_right
}

/// Cases of protoc's and others' tests, and files of the repository.
pub fn seeds() -> Vec<Folder> {
    let mut seeds = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    for entry in ignore::WalkBuilder::new(root).build().flatten() {
        if entry.path().extension().is_some_and(|end| end == "proto") {
            let text = std::fs::read_to_string(entry.path()).unwrap();
            seeds.push(vec![("a.proto".to_owned(), text)]);
        }
    }
    let cases = scratch::shared("front-cases/cases.jsonl.xz");
    let output = cases.and_then(|path| Command::new("xz").arg("-dc").arg(path).output().ok());
    let lines = String::from_utf8(output.map(|output| output.stdout).unwrap_or_default()).unwrap();
    for line in lines.lines() {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let files = case["files"].as_object().unwrap().iter();
        seeds.push(
            files
                .map(|(name, text)| (name.clone(), text.as_str().unwrap_or_default().to_owned()))
                .collect(),
        );
    }
    seeds
}

/// What breaks parsers and linkers where nobody expects it.
const SHARDS: [&str; 48] = [
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "<",
    ">",
    ";",
    ",",
    ".",
    "=",
    "-",
    "/*",
    "*/",
    "//",
    "\"",
    "'",
    "\n",
    "\t",
    "\0",
    "é",
    "0x7fffffff",
    "-1",
    "18446744073709551616",
    "1e400",
    "max",
    "to",
    "map<string, M>",
    "group G = 1 {",
    "oneof o {",
    "message M {",
    "enum E {",
    "extend M {",
    "service S {",
    "rpc R(M) returns (M);",
    "option (o).x = {",
    "[default = 1]",
    "[json_name = \"a\"]",
    "extensions 1 to max;",
    "reserved 1;",
    "import \"a.proto\";",
    "import public \"a.proto\";",
    "syntax = \"proto2\";",
    "edition = \"2024\";",
    "package a.b;",
    "option features.enum_type = CLOSED;",
    "required int32 a = 1;",
];

/// One thing done to a text, in words: what is taken out, and what comes there.
#[derive(Clone, Debug)]
pub enum Damage {
    Take(Index, usize),
    Put(Index, &'static str),
    /// A stretch of the same text, again elsewhere.
    Copy(Index, Index, usize),
    /// A word for another.
    Rename(Index, Index),
}

pub fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<Index>;
    prop_oneof![
        (place(), 1..6_usize).prop_map(|(at, length)| Damage::Take(at, length)),
        (place(), prop::sample::select(&SHARDS[..])).prop_map(|(at, shard)| Damage::Put(at, shard)),
        (place(), place(), 1..20_usize)
            .prop_map(|(at, from, length)| Damage::Copy(at, from, length)),
        (place(), place()).prop_map(|(at, from)| Damage::Rename(at, from)),
    ]
}

/// The words of a text, and what stands between them.
fn words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for character in text.chars() {
        let is_word = |character: char| character.is_alphanumeric() || character == '_';
        if !(is_word(before) && is_word(character)) {
            words.push(String::new());
        }
        words.last_mut().unwrap().push(character);
        before = character;
    }
    words
}

pub fn damaged(text: &str, damages: &[Damage]) -> String {
    let mut words = words(text);
    for damage in damages {
        let count = words.len();
        match damage {
            Damage::Take(at, length) => {
                let at = at.index(count);
                words.drain(at..count.min(at + length));
                words.push(String::new());
            }
            Damage::Put(at, shard) => words.insert(at.index(count), format!(" {shard} ")),
            Damage::Copy(at, from, length) => {
                let from = from.index(count);
                let copied = words[from..count.min(from + length)].to_vec();
                let at = at.index(count);
                words.splice(at..at, copied);
            }
            Damage::Rename(at, from) => {
                let word = words[from.index(count)].clone();
                words[at.index(count)] = word;
            }
        }
    }
    words.concat()
}

#[test]
fn damaged_sources_are_answered() {
    let seeds = seeds();
    let end = end(5.0);
    let (mut right, mut all) = (0_u64, 0_u64);
    while Instant::now() < end {
        let config = Config {
            cases: 100,
            failure_persistence: None,
            ..Config::default()
        };
        let case = (
            prop::sample::select(seeds.clone()),
            any::<Index>(),
            prop::collection::vec(damage(), 0..5),
        );
        let tally = std::cell::Cell::new((0, 0));
        let result = TestRunner::new(config).run(&case, |(mut folder, at, damages)| {
            if !folder.is_empty() {
                let at = at.index(folder.len());
                folder[at].1 = damaged(&folder[at].1, &damages);
                let is_right = check(&folder);
                tally.set((tally.get().0 + u64::from(is_right), tally.get().1 + 1));
            }
            Ok(())
        });
        if let Err(failure) = result {
            panic!("{failure}");
        }
        (right, all) = (right + tally.get().0, all + tally.get().1);
    }
    println!("{right} of {all} are right");
    assert!(right > 0 && right < all, "{right} of {all}");
}
