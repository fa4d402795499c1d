//! The small schemas of protobuf's and protocompile's tests, with protoc's verdicts.

use crate::peers;
use grpcgen::compile::{Described, Input, compile, descriptors};
use grpcgen::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use grpcgen::files::Files;
use grpcgen::report::Report;
use grpcgen::runtime::wire::Message;
use serde_json::Value;

/// What protoc accepts links, by protoc's own descriptors of it.
#[test]
fn accepted_cases_link() {
    let mut linked = 0;
    let mut faults = Vec::new();
    for case in peers::front_cases() {
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

/// First errors that are on protoc's line. Never lower it; raise it when more are.
const LEAST_PLACED: usize = 434;
/// Those that are there without the mark of where a literal begins: protoc has all of a literal in one place.
const LEAST_EXACT: usize = 424;

/// Sources get protoc's verdict, and what is accepted protoc's descriptors, byte by byte.
#[test]
fn sources_compile_as_with_protoc() {
    let mut mismatches = Vec::new();
    let mut total = 0;
    let (mut exact, mut placed, mut elsewhere) = (0, 0, Vec::new());
    for case in peers::front_cases() {
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
        let compiled = descriptors(input, |file| file);
        if let (Err(report), Some(place)) = (&compiled, first_place(&case)) {
            let places = peers::first_places(report);
            exact += usize::from(places.first() == Some(&place));
            if places.contains(&place) {
                placed += 1;
            } else {
                elsewhere.push(format!(
                    "{}: {}\n{report}",
                    case["id"], case["protoc"]["errors"][0]
                ));
            }
        }
        mismatches.extend(mismatch(&case, compiled));
    }
    println!("{}", elsewhere.join("\n"));
    println!(
        "{placed} of {} first errors are on protoc's line, {exact} of them as a whole",
        placed + elsewhere.len()
    );
    assert!(
        exact >= LEAST_EXACT,
        "fewer of them than before do without the mark of a literal"
    );
    assert!(
        placed >= LEAST_PLACED,
        "fewer first errors than before are on protoc's line: see above"
    );
    println!("{total} cases, {} mismatches", mismatches.len());
    for mismatch in &mismatches {
        println!("{mismatch}");
    }
    assert!(mismatches.is_empty(), "see above what differs");
}

/// The file and the line, counted from one, of protoc's first error, where it tells one.
fn first_place(case: &Value) -> Option<(String, u32)> {
    let first = case["protoc"]["errors"][0].as_str()?;
    let mut parts = first.splitn(3, ':');
    let file = parts.next()?.to_owned();
    Some((file, parts.next()?.parse().ok()?))
}

fn mismatch(
    case: &Value,
    compiled: Result<Described<FileDescriptorProto>, Report>,
) -> Option<String> {
    let id = &case["id"];
    match (compiled, case["protoc_descriptor_set_b64"].as_str()) {
        (Ok(Described { files, .. }), Some(expected)) => {
            let set = FileDescriptorSet {
                file: files,
                ..FileDescriptorSet::default()
            };
            let expected = FileDescriptorSet::decode(&base64(expected)).unwrap();
            let difference = difference(&without_source_info(set), &without_source_info(expected))?;
            Some(format!("{id}: {difference}"))
        }
        (Ok(_), None) => Some(format!("{id}: accepted, but {}", case["protoc"]["errors"])),
        (Err(report), Some(_)) => Some(format!("{id}: refused\n{report}")),
        (Err(_), None) => None,
    }
}

/// The well-known files of the cases have no source info, ours have.
fn without_source_info(mut set: FileDescriptorSet) -> FileDescriptorSet {
    for file in &mut set.file {
        if file.name().starts_with("google/protobuf/") {
            file.source_code_info = None;
        }
    }
    set
}

/// The first lines in which two sets differ.
fn difference(found: &FileDescriptorSet, expected: &FileDescriptorSet) -> Option<String> {
    if found.encode_to_vec() == expected.encode_to_vec() {
        return None;
    }
    let (found, expected) = (format!("{found:#?}"), format!("{expected:#?}"));
    let lines = found.lines().zip(expected.lines());
    let context: Vec<_> = lines
        .clone()
        .take_while(|(found, expected)| found == expected)
        .filter(|(line, _)| line.contains("name") || line.contains('"'))
        .map(|(line, _)| line.trim())
        .collect();
    let mut lines = lines.filter(|(found, expected)| found != expected);
    let (found, expected) = lines.next().unwrap_or_default();
    let context = context[context.len().saturating_sub(4)..].join(" ");
    Some(format!(
        "differs behind {context}: {} where protoc has {}",
        found.trim(),
        expected.trim()
    ))
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
