//! Small schemas, half of them wrong: verdicts and first lines as protoc's, readings too.

use super::{compare, protoc, shared};
use crate::compile::syntax::parse;
use crate::report::Severity;
use rayon::prelude::*;
use std::process::Command;

/// How the messages begin that protoc's lexer and parser have, as far as the cases make it say them.
const SYNTAX_ERRORS: [&str; 42] = [
    "Expected ",
    "Integer out of range",
    "Missing field number",
    "Missing group body",
    "Missing numeric value",
    "Field number out of bounds",
    "Unknown edition",
    "Unrecognized syntax",
    "Reserved names must be",
    "'local' and 'export' visibility",
    "Need space between",
    "Fields in oneofs must not",
    "Label \"",
    "imports should precede",
    "Group names must start",
    "Group syntax is no longer",
    "weak import is not supported",
    "option import is not supported",
    "map_entry should not",
    "Identifier after '-'",
    "Type '",
    "Unsigned field can't",
    "Messages can't have",
    "Map fields are not allowed",
    "Field labels (required",
    "Unexpected end of",
    "Reached end of input",
    "Reached maximum",
    "Invalid control characters",
    "Invalid escape",
    "Invalid '-' symbol",
    "Already set option",
    "Already saw decimal",
    "Hex and octal",
    "Numbers starting",
    "Multiple package",
    "Unmatched",
    "Multiline strings",
    "\"0x\"",
    "\"e\"",
    "\"/*\"",
    "Interpreting",
];

/// Cases where something is told by the linker, earlier than by protoc, or at a better place.
const TOLD_ELSEWHERE: [&str; 6] = [
    // By the linker, which knows whether buf's verdict is asked for.
    "protocompile_parser_validate/success_enum_allow_alias_false",
    "protocompile_parser_validate/failure_enum_allow_alias",
    // protoc has no place.
    "protocompile_parser_validate/failure_deep_nesting_extension_group1",
    // Where the comment begins.
    "protocompile_experimental/internal.lexer.comments.unterminated.proto",
    // The syntax that does not exist comes before the missing semicolon.
    "protocompile_experimental/report.multi-file.yaml",
    "protocompile_experimental/report.tabstops.yaml",
];

fn cases() -> Vec<serde_json::Value> {
    let Some(cases) = shared("front-cases/cases.jsonl.xz") else {
        return Vec::new();
    };
    match Command::new("xz").arg("-dc").arg(cases).output() {
        Ok(output) => {
            let text = String::from_utf8(output.stdout).unwrap();
            text.lines()
                .map(|line| serde_json::from_str(line).unwrap())
                .collect()
        }
        Err(error) => {
            println!("skipped: xz does not run: {error}");
            Vec::new()
        }
    }
}

#[test]
fn cases_get_the_verdict_of_protoc() {
    let cases = cases();
    let judged = cases
        .iter()
        .filter(|case| !TOLD_ELSEWHERE.contains(&case["id"].as_str().unwrap()));
    let differences: Vec<_> = judged.filter_map(verdict_difference).collect();
    println!("{} differ", differences.len());
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

#[test]
fn accepted_cases_read_as_by_protoc() {
    let cases = cases();
    let accepted = cases
        .par_iter()
        .filter(|case| case["protoc"]["accept"].as_bool() == Some(true));
    accepted.for_each(|case| {
        let folder = tempfile::tempdir().unwrap();
        let files = case["files"].as_object().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text.as_str().unwrap_or_default()).unwrap();
        }
        let roots = case["roots"].as_array().unwrap().iter();
        let roots: Vec<_> = roots
            .map(|root| root.as_str().unwrap().to_owned())
            .collect();
        match protoc(folder.path(), &roots) {
            Some(set) => compare(folder.path(), &set),
            None => println!("skipped: protoc refuses {}", case["id"]),
        }
    });
}

fn verdict_difference(case: &serde_json::Value) -> Option<String> {
    let errors = case["protoc"]["errors"].as_array()?.iter();
    let first = errors.map(|error| error.as_str().unwrap()).next();
    let (file, line, message) = match first
        .map(|error| error.splitn(4, ':').collect::<Vec<_>>())
        .as_deref()
    {
        Some([file, line, _, message]) => (
            (*file).to_owned(),
            line.parse().ok(),
            message.trim().to_owned(),
        ),
        _ => (String::new(), None, String::new()),
    };
    let is_syntax = SYNTAX_ERRORS.iter().any(|start| message.starts_with(start));
    let files = case["files"].as_object()?.iter();
    for (name, text) in files {
        let Some(text) = text.as_str() else { continue };
        let parsed = parse(name, text);
        let ours = parsed
            .findings
            .iter()
            .find(|finding| finding.severity == Severity::Error);
        let our_line = ours
            .and_then(|finding| finding.span)
            .map(|span| span.line + 1);
        let their_line: Option<u32> = line.filter(|_| is_syntax && *name == file);
        if our_line != their_line && (their_line.is_some() || !is_syntax) {
            let protoc = first.unwrap_or("nothing");
            return Some(format!(
                "{} {name}\n  protoc: {protoc}\n  ours: {ours:?}\n{text}",
                case["id"]
            ));
        }
    }
    None
}
