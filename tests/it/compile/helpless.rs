//! Findings that say what is wrong and not what to do: which there are, and why that is enough.

use super::faults::compile_below;
use super::mistakes;
use crate::peers;
use grpcgen::report::{Finding, Report};
use std::collections::BTreeMap;
use std::path::Path;

/// Texts without help, by the reason. What is quoted in them stands for anything.
const ENOUGH: &[(&str, &[&str])] = &[(
    "whoever deprecated it says in a note what to do",
    &[
        "`_` is deprecated since edition 2023",
        "`_` is deprecated since edition proto3",
    ],
)];

#[test]
fn findings_help() {
    let mut told = 0;
    let mut helpless = BTreeMap::<String, usize>::new();
    let mut count = |report: &Report| {
        for Finding { message, help, .. } in &report.findings {
            told += 1;
            if help.is_none() {
                *helpless.entry(general(message)).or_default() += 1;
            }
        }
    };
    for case in peers::front_cases() {
        let folder = tempfile::tempdir().unwrap();
        if write(&case, folder.path()).is_ok() {
            let roots = case["roots"].as_array().unwrap().iter();
            let roots: Vec<_> = roots.map(|root| root.as_str().unwrap()).collect();
            count(&told_of(folder.path(), &roots));
        }
    }
    for folder in ["mistakes", "nasty"] {
        for case in mistakes::cases(folder) {
            let folder = tempfile::tempdir().unwrap();
            mistakes::write(&case, folder.path());
            count(&told_of(folder.path(), &[""]));
        }
    }
    let total: usize = helpless.values().sum();
    println!(
        "{told} findings, {total} without help in {} texts",
        helpless.len()
    );
    let known: Vec<_> = ENOUGH.iter().flat_map(|(_, texts)| *texts).collect();
    helpless.retain(|text, _| !known.contains(&&text.as_str()));
    assert!(
        helpless.is_empty(),
        "say what to do about these, or put them with a reason into ENOUGH: {helpless:#?}"
    );
}

pub(super) fn write(case: &serde_json::Value, folder: &Path) -> std::io::Result<()> {
    let mut files = case["files"].as_object().unwrap().iter();
    files.try_for_each(|(name, text)| {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap())?;
        std::fs::write(path, text.as_str().unwrap_or("\u{1}"))
    })
}

fn told_of(folder: &Path, roots: &[&str]) -> Report {
    compile_below(folder, roots, &[""]).map_or_else(
        |report| report,
        |schema| Report {
            findings: schema.warnings().to_vec(),
            ..Report::default()
        },
    )
}

/// A text without what is quoted in it.
fn general(message: &str) -> String {
    let parts = message.split('`').enumerate();
    let parts: Vec<_> = parts
        .map(|(at, part)| if at % 2 == 0 { part } else { "_" })
        .collect();
    parts.join("`")
}
