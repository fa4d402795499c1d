//! What people get wrong, and what they are told: each text of `testdata/compile/mistakes` has its cases, and a snapshot
//! beside it of what is said.

use super::faults::{compile_below, without_folder};
use grpcgen::report::Report;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// The title of each case behind `===`, and the files that it writes. The first is `a.proto`; `--- NAME` begins another, and
/// `--- NAME in ENCODING` one that is not plain UTF-8.
pub(super) fn write(case: &str, folder: &Path) -> String {
    let (title, rest) = case.split_once('\n').unwrap();
    let mut files: Vec<(&str, &str, String)> = vec![("a.proto", "", String::new())];
    for line in rest.split_inclusive('\n') {
        match line.strip_prefix("--- ") {
            Some(named) => {
                let named = named.trim();
                let (name, encoding) = named.split_once(" in ").unwrap_or((named, ""));
                files.retain(|(_, _, text)| !text.is_empty());
                files.push((name, encoding, String::new()));
            }
            None => files.last_mut().unwrap().2.push_str(line),
        }
    }
    for (name, encoding, text) in files {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, encoded(&text, encoding)).unwrap();
    }
    title.to_owned()
}

fn encoded(text: &str, encoding: &str) -> Vec<u8> {
    match encoding {
        "" => text.into(),
        "utf-8-bom" => format!("\u{feff}{text}").into(),
        "utf-16" => "\u{feff}"
            .encode_utf16()
            .chain(text.encode_utf16())
            .flat_map(u16::to_le_bytes)
            .collect(),
        "utf-16-be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
        "latin-1" => text
            .chars()
            .map(|letter| u8::try_from(u32::from(letter)).unwrap())
            .collect(),
        "crlf" => text.replace('\n', "\r\n").into(),
        "hex" => {
            let digits: Vec<_> = text.bytes().filter(u8::is_ascii_hexdigit).collect();
            let pairs = digits
                .chunks(2)
                .map(|pair| std::str::from_utf8(pair).unwrap());
            pairs
                .map(|pair| u8::from_str_radix(pair, 16).unwrap())
                .collect()
        }
        other => panic!("there is no encoding {other}"),
    }
}

/// The cases of all texts of a folder below `testdata/compile`.
pub(super) fn cases(folder: &str) -> Vec<String> {
    let topics = topics(folder).into_iter();
    let texts = topics.map(|topic| std::fs::read_to_string(topic).unwrap());
    let cases = texts.flat_map(|text| split(&text).map(str::to_owned).collect::<Vec<_>>());
    cases.collect()
}

fn topics(folder: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("testdata/compile")
        .join(folder);
    let entries = std::fs::read_dir(folder).unwrap();
    let mut topics: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    topics.retain(|path| path.extension().is_some_and(|extension| extension == "txt"));
    topics.sort();
    assert!(!topics.is_empty());
    topics
}

fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split("=== ").skip(1)
}

/// What is said of the files below a folder, warnings too.
fn told_of(folder: &Path) -> String {
    match compile_below(folder, &[""], &[""]) {
        Ok(schema) => {
            let warnings = Report {
                findings: schema.warnings().to_vec(),
                sources: schema.sources().clone(),
            };
            format!("{}compiles", without_folder(&warnings, folder))
        }
        Err(report) => without_folder(&report, folder),
    }
}

#[test]
fn mistakes_are_told_as_in_the_snapshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/compile/mistakes");
    insta::with_settings!({ snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        for topic in topics("mistakes") {
            let text = std::fs::read_to_string(&topic).unwrap();
            let mut told = String::new();
            for case in split(&text) {
                let folder = tempfile::tempdir().unwrap();
                let title = write(case, folder.path());
                writeln!(told, "=== {title}\n{}", told_of(folder.path()).trim_end()).unwrap();
            }
            insta::assert_snapshot!(topic.file_stem().and_then(|stem| stem.to_str()).unwrap(), told);
        }
    });
}
