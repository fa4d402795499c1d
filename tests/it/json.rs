//! Descriptor sets in JSON, as Python's protobuf writes them: they must be the sets that they were made of.

use crate::{cli, interop, peers, scratch};
use grpcgen::compile::{self, Input};
use grpcgen::descriptor::google::protobuf::FileDescriptorSet;
use grpcgen::runtime::wire::Message;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// Options of every kind that JSON writes in a way of its own.
const OPTIONS: &str = r#"
syntax = "proto2";
package options.v1;
import "google/protobuf/descriptor.proto";
import "google/protobuf/duration.proto";
import "google/protobuf/field_mask.proto";
import "google/protobuf/struct.proto";
import "google/protobuf/timestamp.proto";
import "google/protobuf/wrappers.proto";
message Note {
  optional double number = 1; optional float small = 2; repeated sint64 signed = 3; optional fixed32 fixed = 4;
  optional bytes raw = 5; optional Color color = 6; map<string, Note> notes = 7; map<bool, int64> flags = 8;
  optional group Deep = 9 { optional uint64 huge = 1; }
  enum Color { RED = 0; BLUE = -1; }
  extensions 100 to 200;
  optional google.protobuf.Duration wait = 10; optional google.protobuf.Timestamp at = 11;
  optional google.protobuf.FieldMask mask = 12; optional google.protobuf.Struct data = 13;
  optional google.protobuf.BoolValue flag = 14; optional google.protobuf.Int64Value long = 15;
  repeated int32 packed_numbers = 16 [packed = true]; optional string text = 17;
}
extend Note { optional string inner = 100; }
extend google.protobuf.MessageOptions { optional Note note = 50000; repeated string texts = 50001; }
message M {
  option (note) = {
    number: nan small: -inf signed: [-1, 9223372036854775807, -9223372036854775808] fixed: 4294967295
    raw: "\000\377\376\001" color: BLUE notes: { key: "a\"b" value: { number: 1e300 } } flags: { key: true value: 5 }
    Deep { huge: 18446744073709551615 } [options.v1.inner]: "within"
    wait { seconds: -3 nanos: -500000000 } at { seconds: 1709210096 nanos: 7000 }
    mask { paths: ["one_two", "three"] }
    data { fields { key: "k" value { list_value { values { null_value: NULL_VALUE } values { number_value: 1.5 } values { bool_value: true } } } } }
    flag { value: true } long { value: -7 } packed_numbers: [1, 2] text: "\342\202\254"
  };
  option (texts) = "one"; option (texts) = "two";
  optional int32 f = 1 [default = 7, json_name = "other"];
}
"#;

fn python(arguments: &[&Path]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut python = Command::new(root.join("target/interop/venv/bin/python"));
    python.arg(root.join("tests/interop/python/descriptors.py"));
    python.args(arguments).output().unwrap()
}

/// Python writes a set as JSON; what we read of that must be equal to Python.
fn check(set: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let [one, other] = ["one.binpb", "other.binpb"].map(|name| folder.path().join(name));
    fs::write(&one, set).unwrap();
    let json = python(&[Path::new("json"), &one]);
    assert!(
        json.status.success(),
        "{}",
        String::from_utf8_lossy(&json.stderr)
    );
    let input = Input::DescriptorSet(json.stdout);
    let read = compile::descriptors(input, |file| file).unwrap_or_else(|report| panic!("{report}"));
    let read = FileDescriptorSet {
        file: read.files,
        ..FileDescriptorSet::default()
    };
    fs::write(&other, read.encode_to_vec()).unwrap();
    let equal = python(&[Path::new("equal"), &one, &other]);
    assert!(
        equal.status.success(),
        "{}",
        String::from_utf8_lossy(&equal.stderr)
    );
}

#[test]
fn json_of_options_is_read_as_python_writes_it() {
    if interop::present() {
        let folder = cli::folder(&[("options.proto", OPTIONS)]);
        let protos = scratch::protos(folder.path());
        check(&scratch::descriptor_set(folder.path(), &protos));
    }
}

#[test]
fn json_of_googleapis_is_read_as_python_writes_it() {
    let Some(root) = peers::googleapis().filter(|_| interop::present()) else {
        return;
    };
    for package in ["google/pubsub/v1", "google/spanner/v1"] {
        let protos = scratch::protos(&root.join(package));
        check(&scratch::descriptor_set(&root, &protos));
    }
}

#[test]
fn json_makes_the_same_tree_as_source() {
    if !interop::present() {
        return;
    }
    let folder = cli::folder(&[("proto/options.proto", OPTIONS)]);
    let root = folder.path();
    let set = scratch::descriptor_set(&root.join("proto"), &scratch::protos(&root.join("proto")));
    fs::write(root.join("set.binpb"), set).unwrap();
    let json = python(&[Path::new("json"), &root.join("set.binpb")]).stdout;
    fs::write(root.join("set.json"), &json).unwrap();
    for (input, out) in [("proto", "one"), ("set.json", "two"), ("-", "three")] {
        cli::expect(
            &cli::run_with(root, &["generate", input, "-o", out], &json),
            0,
            "",
        );
    }
    let tree = |out| cli::tree(&root.join(out));
    assert_eq!(tree("one"), tree("two"));
    assert_eq!(tree("one"), tree("three"));
}
