//! Descriptor sets in JSON, damaged: an answer, never a panic, a hang or a refusal without a word.

use super::sources::{damage, damaged};
use grpcgen::compile::{Input, compile};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::cell::Cell;
use std::time::Instant;

/// A set that needs no other file.
const WHOLE: &str = r#"{"file": [{"name": "a.proto", "package": "a", "syntax": "proto3", "messageType": [
  {"name": "M", "reservedRange": [{"start": 9, "end": "12"}], "field": [
    {"name": "f_g", "number": 1e0, "label": 1, "type": "TYPE_INT32", "jsonName": "fG", "options": {"deprecated": true}},
    {"name": "e", "number": "2", "label": "LABEL_REPEATED", "type": 14, "typeName": ".a.E"}]}],
  "enumType": [{"name": "E", "value": [{"name": "E_A", "number": 0}, {"name": "E_B", "number": -1}]}],
  "sourceCodeInfo": {"location": [{"path": [4, 0], "span": [1, 2, 3], "leadingComments": "x"}]}}]}"#;

/// Something of everything, imports that are not in it too: extensions of messages and scalars, well-known types, numbers of
/// every spelling.
const SET: &str = r#"{"file": [{"name": "a.proto", "package": "a", "edition": "EDITION_2023", "syntax": "editions",
  "dependency": ["google/protobuf/descriptor.proto", "google/protobuf/duration.proto", "google/protobuf/any.proto"],
  "options": {"features": {"fieldPresence": "IMPLICIT"}, "javaPackage": "a", "[a.wait]": "-1.5s"},
  "extension": [
    {"name": "note", "number": 50000, "label": "LABEL_OPTIONAL", "type": "TYPE_MESSAGE", "typeName": ".a.Note",
     "extendee": ".google.protobuf.FieldOptions"},
    {"name": "raw", "number": "50001", "label": 3, "type": "TYPE_BYTES", "extendee": ".google.protobuf.FieldOptions"},
    {"name": "wait", "number": 50002, "type": 11, "label": 1, "typeName": ".google.protobuf.Duration",
     "extendee": ".google.protobuf.FileOptions"}],
  "messageType": [
    {"name": "Note", "extensionRange": [{"start": 100, "end": 200}], "reservedName": ["gone"], "field": [
      {"name": "long_text", "number": 1, "label": "LABEL_OPTIONAL", "type": "TYPE_STRING", "jsonName": "longText"},
      {"name": "numbers", "number": 2, "label": "LABEL_REPEATED", "type": "TYPE_SINT64"},
      {"name": "real", "number": 3, "label": "LABEL_OPTIONAL", "type": "TYPE_DOUBLE", "defaultValue": null},
      {"name": "any", "number": 4, "label": "LABEL_OPTIONAL", "type": "TYPE_MESSAGE", "typeName": ".google.protobuf.Any"}]},
    {"name": "M", "field": [{"name": "f", "number": 1e0, "label": 1, "type": "TYPE_INT32", "jsonName": "f",
      "options": {"deprecated": true, "[a.raw]": ["-_8=", "AA=="], "[a.note]": {"long_text": "é\n\ud83d\ude00",
      "numbers": ["-1", 2, 3e0, -9223372036854775808], "real": "-Infinity",
      "any": {"@type": "type.googleapis.com/google.protobuf.Duration", "value": "1s"}}}}]}],
  "enumType": [{"name": "E", "value": [{"name": "E_A", "number": 0}, {"name": "E_B", "number": -1}]}],
  "sourceCodeInfo": {"location": [{"path": [4, 0], "span": [1, 2, 3], "leadingComments": "x"}]}}]}"#;

#[test]
fn damaged_json_is_answered() {
    let end = super::end(3.0);
    let (taken, refused) = (Cell::new(0_u64), Cell::new(0_u64));
    while Instant::now() < end {
        let config = Config {
            cases: 100,
            failure_persistence: None,
            ..Config::default()
        };
        let set = prop::sample::select(&[WHOLE, SET][..]);
        let case = (set, prop::collection::vec(damage(), 0..4));
        let result = TestRunner::new(config).run(&case, |(set, damages)| {
            match compile(Input::DescriptorSet(damaged(set, &damages).into_bytes())) {
                Ok(_) => taken.set(taken.get() + 1),
                Err(report) => {
                    prop_assert!(report.has_errors() && !report.to_string().is_empty());
                    refused.set(refused.get() + 1);
                }
            }
            Ok(())
        });
        if let Err(failure) = result {
            panic!("{failure}");
        }
    }
    println!("{} taken, {} refused", taken.get(), refused.get());
    assert!(taken.get() > 0 && refused.get() > 0);
}

/// JSON in JSON, deeper than any stack: a refusal.
#[test]
fn depth_of_json_is_answered() {
    for (open, close) in [("{\"file\":[", "]}"), ("{\"file\":", "}")] {
        let text = open.repeat(100_000) + &close.repeat(100_000);
        let report = compile(Input::DescriptorSet(text.into_bytes())).unwrap_err();
        assert!(report.has_errors() && report.to_string().len() < 10_000);
    }
}
