//! The small schemas of protobuf's and protocompile's tests, with protoc's verdicts.

use crate::peers;
use grpcgen::compile::{Input, compile};
use grpcgen::files::Files;
use serde_json::Value;
use std::process::Command;

fn cases() -> Vec<Value> {
    let Some(cases) = peers::data("front-cases/cases.jsonl.xz") else {
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

/// What of the sources still gets another verdict than protoc's: mostly JSON names and reserved names that the parser is
/// too strict with, and declarations of extensions and lite files that nobody looks at.
const MOST_REFUSED: usize = 24;
const MOST_ACCEPTED: usize = 30;

/// What protoc accepts links, by protoc's own descriptors of it.
#[test]
fn accepted_cases_link() {
    let mut linked = 0;
    let mut faults = Vec::new();
    for case in cases() {
        let Some(set) = case["protoc_descriptor_set_b64"].as_str() else {
            continue;
        };
        match compile(Input::DescriptorSet(base64(set))) {
            Ok(_) => linked += 1,
            Err(report) => faults.push(format!("{} {}\n{report}", case["id"], case["files"])),
        }
    }
    println!("{linked} linked");
    let faults = faults.join("\n");
    assert!(faults.is_empty(), "{linked} linked, but:\n{faults}");
}

/// Sources get protoc's verdict, with as few exceptions as are known. Fewer are welcome: lower the numbers then.
#[test]
fn sources_get_the_verdict_of_protoc() {
    let (mut wrongly_refused, mut wrongly_accepted, mut total) = (Vec::new(), Vec::new(), 0);
    for case in cases() {
        if case["editions"].as_bool() == Some(true) {
            continue;
        }
        let folder = tempfile::tempdir().unwrap();
        let mut files = case["files"].as_object().unwrap().iter();
        let written = files.try_for_each(|(name, text)| {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap())?;
            // A text that is no UTF-8 is not kept as one.
            std::fs::write(path, text.as_str().unwrap_or("\u{1}"))
        });
        if let Err(error) = written {
            println!("skipped: {} cannot be written: {error}", case["id"]);
            continue;
        }
        let roots = case["roots"].as_array().unwrap().iter();
        let roots = roots.map(|root| folder.path().join(root.as_str().unwrap()));
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: roots.collect(),
            includes: vec![folder.path().to_path_buf()],
        };
        total += 1;
        match (
            compile(input),
            case["protoc"]["accept"].as_bool() == Some(true),
        ) {
            (Ok(_), false) => {
                wrongly_accepted.push(format!("{} {}", case["id"], case["protoc"]["errors"]));
            }
            (Err(report), true) => wrongly_refused.push(format!("{} {report}", case["id"])),
            (Ok(_), true) | (Err(_), false) => {}
        }
    }
    if std::env::var_os("GRPCGEN_SHOW").is_some() {
        println!(
            "{}\n\n{}",
            wrongly_refused.join("\n"),
            wrongly_accepted.join("\n")
        );
    }
    let wrong = (wrongly_refused.len(), wrongly_accepted.len());
    println!(
        "of {total}: {} wrongly refused, {} wrongly accepted",
        wrong.0, wrong.1
    );
    assert!(
        wrong.0 <= MOST_REFUSED && wrong.1 <= MOST_ACCEPTED,
        "{wrong:?}"
    );
}

fn base64(text: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits = text.bytes().filter(|byte| *byte != b'=').map(digit);
    let digits: Vec<_> = digits.collect();
    let bytes = digits.chunks(4).flat_map(|chunk| {
        let bits = chunk
            .iter()
            .fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit));
        let bits = bits << (6 * (4 - chunk.len()));
        bits.to_be_bytes().into_iter().skip(1).take(chunk.len() - 1)
    });
    bytes.collect()
}
