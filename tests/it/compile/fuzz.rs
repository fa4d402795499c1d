//! Damaged descriptor sets and plugin requests: an answer, never a panic; what is taken generates.

use crate::peers;
use grpcgen::compile::{Input, compile};
use grpcgen::descriptor::google::protobuf::{
    FileDescriptorSet,
    compiler::{CodeGeneratorRequest, CodeGeneratorResponse},
};
use grpcgen::plugin;
use grpcgen::runtime::wire::Message;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::time::Instant;

/// A schema with something of everything.
const EVERYTHING: &str = r#"
edition = "2023";
package fuzz.v1;
import "google/protobuf/descriptor.proto";
extend google.protobuf.FieldOptions { Inner note = 50000; repeated int32 numbers = 50001; }
message Inner { string text = 1; Inner deeper = 2 [features.message_encoding = DELIMITED]; }
// A comment.
message Outer {
  extensions 100 to 199, 1000 to max;
  reserved 50 to 59, 61;
  reserved gone;
  map<string, Inner> inner = 1 [(note).text = "x", (numbers) = 1, (numbers) = 2];
  oneof choice { int32 number = 2; bytes raw = 3 [default = "\001a\xff"]; }
  repeated sint64 packed = 4; repeated fixed32 expanded = 5 [features.repeated_field_encoding = EXPANDED];
  string required = 6 [features.field_presence = LEGACY_REQUIRED];
  Color color = 7 [default = RED];
  enum Color { option features.enum_type = CLOSED; RED = 1; BLUE = 2; reserved 9 to 11; }
  extend Outer { float nested = 150; }
}
service Everything {
  rpc Get(Inner) returns (Outer) { option idempotency_level = NO_SIDE_EFFECTS; }
  rpc Chat(stream Inner) returns (stream Outer);
}
"#;

#[derive(Clone, Debug)]
enum Damage {
    Set(prop::sample::Index, u8),
    Flip(prop::sample::Index, u8),
    Cut(prop::sample::Index),
    Remove(prop::sample::Index, usize),
    Repeat(prop::sample::Index, usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let place = any::<prop::sample::Index>;
    prop_oneof![
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Damage::Set(at, byte)),
        4 => (place(), 0..8_u8).prop_map(|(at, bit)| Damage::Flip(at, bit)),
        1 => place().prop_map(Damage::Cut),
        2 => (place(), 1..40_usize).prop_map(|(at, length)| Damage::Remove(at, length)),
        2 => (place(), 1..40_usize).prop_map(|(at, length)| Damage::Repeat(at, length)),
    ]
}

fn damaged(mut bytes: Vec<u8>, damages: &[Damage]) -> Vec<u8> {
    for damage in damages {
        if bytes.is_empty() {
            break;
        }
        let stretch = |at: usize, length: usize| at..(at + length).min(bytes.len());
        match damage {
            Damage::Set(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Damage::Flip(at, bit) => {
                let at = at.index(bytes.len());
                bytes[at] ^= 1 << bit;
            }
            Damage::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Damage::Remove(at, length) => {
                bytes.drain(stretch(at.index(bytes.len()), *length));
            }
            Damage::Repeat(at, length) => {
                let copied = stretch(at.index(bytes.len()), *length);
                bytes.extend_from_within(copied);
            }
        }
    }
    bytes
}

#[test]
fn damaged_descriptors_are_answered() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("fuzz.proto"), EVERYTHING).unwrap();
    let include = peers::protoc_include();
    let set =
        peers::descriptor_set(&[folder.path(), &include], &["fuzz.proto".to_owned()]).unwrap();
    let mut files = FileDescriptorSet::decode(&set).unwrap().file;
    let own = files.pop().unwrap();
    let own = FileDescriptorSet {
        file: vec![own],
        ..Default::default()
    };
    let request = |file| {
        let request = CodeGeneratorRequest {
            file_to_generate: vec!["fuzz.proto".to_owned()],
            proto_file: file,
            ..Default::default()
        };
        request.encode_to_vec()
    };
    files.extend(own.file.clone());
    let request = request(files.clone());
    let end = crate::fuzz::end(5.0);
    let config = Config {
        cases: 200,
        failure_persistence: None,
        ..Config::default()
    };
    let (mut linked, mut refused) = (0_u64, 0_u64);
    let own = own.encode_to_vec();
    while Instant::now() < end {
        let case = (any::<bool>(), prop::collection::vec(damage(), 1..6));
        let result = TestRunner::new(config.clone()).run(&case, |(plugin, damages)| {
            if plugin {
                return answered(&damaged(request.clone(), &damages));
            }
            // The own file is what damage should hit; descriptor.proto, which it needs, is added unharmed.
            let Ok(mut set) = FileDescriptorSet::decode(&damaged(own.clone(), &damages)) else {
                return Ok(());
            };
            set.file.extend(files[..files.len() - 1].iter().cloned());
            let inputs = vec!["fuzz.proto".to_owned()];
            match compile(Input::Descriptors { set, inputs }) {
                Ok(_) => TALLY.with(|tally| tally.set((tally.get().0 + 1, tally.get().1))),
                Err(report) => {
                    prop_assert!(report.has_errors() && !report.to_string().is_empty());
                    TALLY.with(|tally| tally.set((tally.get().0, tally.get().1 + 1)));
                }
            }
            Ok(())
        });
        if let Err(failure) = result {
            panic!("{failure}");
        }
        (linked, refused) = TALLY.get();
    }
    println!("{linked} linked, {refused} refused");
    assert!(
        linked > 0 && refused > 0,
        "{linked} linked, {refused} refused"
    );
}

/// A plugin request has a response, with files or with an error, unless it is no request.
fn answered(request: &[u8]) -> Result<(), TestCaseError> {
    if let Ok(response) = plugin::respond(request) {
        let response = CodeGeneratorResponse::decode(&response)?;
        let complaint = response.error.unwrap_or_default();
        prop_assert_eq!(
            complaint.is_empty(),
            !response.file.is_empty(),
            "{}",
            complaint
        );
    }
    Ok(())
}

thread_local! {
    static TALLY: std::cell::Cell<(u64, u64)> = const { std::cell::Cell::new((0, 0)) };
}
