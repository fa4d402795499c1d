//! SARIF as its readers take it: the published schema accepts it, and its fixes are what `check --fix` does.

use super::cli::{expect, folder, run};
use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// Before: what is gone, renamed and used again later.
const OLD: &str = "syntax = \"proto3\";\npackage acme.v1;\nimport \"acme/v1/b.proto\";\nmessage A {\n  /* é */ string name = 1; // 中\n\tB used = 2; int32 years = 3;\n  int32 last = 4;\n  reserved 8;\n}\nenum E {\n  E_UNSPECIFIED = 0;\n  E_ONE = 1;\n}\n";
/// After.
const NEW: &str = "syntax = \"proto3\";\npackage acme.v1;\nimport \"acme/v1/b.proto\";\nmessage A {\n  /* é */ string full_name = 1; // 中\n\t/* é */ int32 years = 3; repeated bool more = 4;\n}\nenum E {\n  E_UNSPECIFIED = 0;\n}\n";
const IMPORTED: &str = "syntax = \"proto3\";\npackage acme.v1;\nmessage B {}\n";
const CONFIG: &str =
    "version: v2\nlint:\n  use: [STANDARD, IMPORT_USED]\nbreaking:\n  use: [WIRE_JSON]\n";

fn project() -> TempDir {
    folder(&[
        ("old/acme/v1/a.proto", OLD),
        ("new/acme/v1/a.proto", NEW),
        ("old/acme/v1/b.proto", IMPORTED),
        ("new/acme/v1/b.proto", IMPORTED),
        (
            "old/acme/v1/gone, 100%.proto",
            "syntax = \"proto3\";\npackage acme.v1;\nmessage Gone {}\n",
        ),
    ])
}

const CHECK: &[&str] = &["check", "new", "--against", "old", "--config", CONFIG];

fn sarif(root: &Path, arguments: &[&str]) -> String {
    let output = run(root, &[arguments, &["--format", "sarif"]].concat());
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// Holds documents, one a line, against the schema.
#[track_caller]
fn validate(documents: &[String]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let schema = root.join("target/interop/sarif/schema.json");
    let python = root.join("target/interop/venv/bin/python");
    if !schema.exists() || !python.exists() {
        println!("skipped: tests/interop/setup.sh has not fetched the schema of SARIF");
        return;
    }
    let mut command = Command::new(python);
    command
        .arg(root.join("tests/interop/python/schema.py"))
        .arg(schema);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let text: String = documents
        .iter()
        .map(|document| document.trim_end().to_owned() + "\n")
        .collect();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(text.as_bytes())
        .unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
}

#[test]
fn the_published_schema_accepts_every_report() {
    let project = project();
    let root = project.path();
    let mut documents = vec![
        sarif(root, CHECK),
        sarif(root, &["lint", "new"]),
        sarif(
            root,
            &[
                "lint",
                "old/acme/v1/b.proto",
                "--config",
                "{version: v2, lint: {use: [ENUM_PASCAL_CASE]}}",
            ],
        ),
    ];
    assert!(documents[2].contains("\"results\":[]"), "{}", documents[2]);
    let waive = [
        "--waive",
        "it is agreed",
        "--expires",
        "2030-01-01",
        "--today",
        "2029-01-01",
    ];
    expect(&run(root, &[CHECK, &waive].concat()), 1, "waived");
    let waived = &["breaking", "new", "--against", "old", "--config", CONFIG];
    let waived = [waived, &["--today", "2029-01-01", "--format", "sarif"][..]].concat();
    let waived = run(root, &waived);
    expect(&waived, 0, "\"justification\":\"it is agreed\"");
    documents.push(String::from_utf8(waived.stdout).unwrap());
    documents.push(sarif(root, &[CHECK, &["--today", "2031-01-01"]].concat()));
    assert!(documents[4].contains("\"WAIVER\""));
    fs::write(root.join("old/acme/v1/b.proto"), "message {").unwrap();
    fs::write(
        root.join("new/acme/v1/b.proto"),
        b"syntax = \"proto3\"; \xff",
    )
    .unwrap();
    let output = run(root, &[CHECK, &["--format", "sarif"]].concat());
    documents.push(String::from_utf8(output.stdout).unwrap());
    validate(&documents);
    // What the validator would say of a document that is wrong, so that its silence means something.
    let wrong = documents[0].replace("\"startLine\":", "\"startLime\":");
    let silent = std::panic::catch_unwind(|| validate(&[wrong])).is_ok();
    let skipped = !Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("target/interop/sarif/schema.json")
        .exists();
    assert_eq!(silent, skipped);
}

#[test]
fn fixes_are_what_check_does() {
    let project = project();
    let root = project.path();
    let log: Value = serde_json::from_str(&sarif(root, CHECK)).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let path = root.join("new/acme/v1/a.proto");
    for result in results {
        let Some(change) = result.pointer("/fixes/0/artifactChanges/0") else {
            continue;
        };
        assert_eq!(change["artifactLocation"]["uri"], "new/acme/v1/a.proto");
        let fixed = replaced(NEW, change["replacements"].as_array().unwrap());
        fs::write(&path, &fixed).unwrap();
        let id = result["partialFingerprints"]["grpcgen/v1"]
            .as_str()
            .unwrap();
        let left = sarif(root, CHECK);
        assert!(
            !left.contains(id),
            "{}: {}\n{fixed}",
            result["ruleId"],
            result["fixes"]
        );
        assert!(!left.contains("\"COMPILE\""), "{fixed}");
    }
    let with_fix = results
        .iter()
        .filter(|result| result.get("fixes").is_some());
    let mut rules: Vec<_> = with_fix
        .map(|result| result["ruleId"].as_str().unwrap())
        .collect();
    rules.sort_unstable();
    rules.dedup();
    assert_eq!(
        rules,
        [
            "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
            "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED",
            "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
            "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED",
            "FIELD_SAME_JSON_NAME",
            "FIELD_SAME_NAME",
            "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
            "IMPORT_USED",
            "RESERVED_MESSAGE_NO_DELETE",
        ]
    );
}

/// The text with replacements, which count characters from one.
fn replaced(text: &str, replacements: &[Value]) -> String {
    let mut lines: Vec<Vec<char>> = text
        .split_inclusive('\n')
        .map(|line| line.chars().collect())
        .collect();
    lines.push(Vec::new());
    let mut starts = vec![0];
    for line in &lines {
        starts.push(starts[starts.len() - 1] + line.len());
    }
    let mut characters: Vec<char> = lines.concat();
    for replacement in replacements.iter().rev() {
        let region = &replacement["deletedRegion"];
        let place = |line: &str, column: &str| {
            let number = |key: &str| usize::try_from(region[key].as_u64().unwrap()).unwrap();
            starts[number(line) - 1] + number(column) - 1
        };
        let range = place("startLine", "startColumn")..place("endLine", "endColumn");
        let inserted = replacement["insertedContent"]["text"].as_str().unwrap();
        characters.splice(range, inserted.chars());
    }
    characters.into_iter().collect()
}
