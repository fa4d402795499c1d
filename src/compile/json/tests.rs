//! Sets in JSON: numbers as strings, names in both spellings, extensions, and what is refused.

use super::decode;
use crate::compile::{Input, bundled, compile};
use crate::schema::OptionValue;

/// A set with one file, in which `FIELD` stands for a field of the message `M`.
fn set(field: &str) -> String {
    r#"{"file": [{"name": "a.proto", "package": "a", "syntax": "proto3", "bufExtension": {"isImport": true},
      "dependency": ["google/protobuf/descriptor.proto", "google/protobuf/duration.proto", "google/protobuf/any.proto"],
      "extension": [
        {"name": "note", "number": 50000, "label": "LABEL_OPTIONAL", "type": "TYPE_MESSAGE", "typeName": ".a.Note",
         "extendee": ".google.protobuf.FieldOptions"},
        {"name": "raw", "number": 50001, "label": "LABEL_OPTIONAL", "type": "TYPE_BYTES",
         "extendee": ".google.protobuf.FieldOptions"}],
      "messageType": [
        {"name": "Note", "field": [
          {"name": "long_text", "number": 1, "label": "LABEL_OPTIONAL", "type": "TYPE_STRING", "jsonName": "longText"},
          {"name": "numbers", "number": 2, "label": "LABEL_REPEATED", "type": "TYPE_SINT64"},
          {"name": "wait", "number": 3, "label": "LABEL_OPTIONAL", "type": "TYPE_MESSAGE",
           "typeName": ".google.protobuf.Duration"},
          {"name": "any", "number": 4, "label": "LABEL_OPTIONAL", "type": "TYPE_MESSAGE",
           "typeName": ".google.protobuf.Any"}]},
        {"name": "M", "field": [FIELD]}]
    }]}"#
        .replace("FIELD", field)
}

const FIELD: &str = r#"{"name": "f", "number": "1", "label": 1, "type": "TYPE_INT32", "jsonName": "f", "options": OPTIONS}"#;

#[test]
fn custom_options_are_described_by_the_set_itself() {
    let options = r#"{"deprecated": true, "[a.raw]": "-_8=",
        "[a.note]": {"long_text": "hello", "numbers": ["-1", 2, 3e0], "wait": "-1.5s"}}"#;
    let text = set(&FIELD.replace("OPTIONS", options));
    let mut set = decode(text.as_bytes()).unwrap_or_else(|report| panic!("{report}"));
    set.file.extend(bundled::all().cloned());
    let field = set.file[0].message_type[1].field[0].clone();
    let inputs = vec!["a.proto".to_owned()];
    let schema = compile(Input::Descriptors { set, inputs });
    let schema = schema.unwrap_or_else(|report| panic!("{report}"));
    let options = field.options.as_deref().unwrap();
    assert_eq!(options.deprecated, Some(true));
    assert_eq!(
        schema.option(options, "a.raw"),
        Some(OptionValue::Bytes(vec![0xfb, 0xff]))
    );
    let Some(OptionValue::Message(note)) = schema.option(options, "a.note") else {
        panic!("there is a note");
    };
    let numbers = [-1, 2, 3].map(OptionValue::Int).to_vec();
    assert_eq!(note.fields[&1], OptionValue::String("hello".to_owned()));
    assert_eq!(note.fields[&2], OptionValue::List(numbers));
    let OptionValue::Message(wait) = &note.fields[&3] else {
        panic!("there is a wait");
    };
    let values: Vec<_> = wait.fields.values().cloned().collect();
    assert_eq!(
        values,
        [OptionValue::Int(-1), OptionValue::Int(-500_000_000)]
    );
}

#[test]
fn faults_have_their_path() {
    let with = |options: &str| set(&FIELD.replace("OPTIONS", options));
    let place = "in the JSON of the descriptor set, file[0].messageType[1].field[0]";
    for (text, expected) in [
        (
            with(r#"{"depercated": true}"#),
            format!(
                "{place}.options.depercated is no field of google.protobuf.FieldOptions; did you mean `deprecated`?"
            ),
        ),
        (
            with(r#"{"deprecated": 1}"#),
            format!("{place}.options.deprecated is not true or false"),
        ),
        (
            with(r#"{"jstype": "JS_TEXT"}"#),
            format!(
                "{place}.options.jstype is \"JS_TEXT\", which is no value of google.protobuf.FieldOptions.JSType"
            ),
        ),
        (
            with(r#"{"[a.nope]": 1}"#),
            format!(
                "{place}.options.[a.nope] is no extension of google.protobuf.FieldOptions in the set; the set must have the file that declares a.nope; make it with its imports"
            ),
        ),
        (
            with(r#"{"[a.raw]": "a"}"#),
            format!("{place}.options.[a.raw] is not base64"),
        ),
        (
            with(r#"{"[a.note]": {"numbers": [1, 1.5]}}"#),
            format!("{place}.options.[a.note].numbers[1] is not a whole number"),
        ),
        (
            with(r#"{"[a.note]": {"numbers": 1}}"#),
            format!("{place}.options.[a.note].numbers is not an array"),
        ),
        (
            with(r#"{"[a.note]": {"wait": "1"}}"#),
            format!("{place}.options.[a.note].wait is not a duration as \"1.5s\""),
        ),
        (
            with(r#"{"[a.note]": {"any": {}}}"#),
            format!(
                "{place}.options.[a.note].any is an Any, which only a binary descriptor set can hold here"
            ),
        ),
        (
            set(r#"{"number": 3000000000}"#),
            format!("{place}.number is out of range"),
        ),
        (set(r#""f""#), format!("{place} is not an object")),
        (
            "{\"file\": {}}".to_owned(),
            "in the JSON of the descriptor set, file is not an array".to_owned(),
        ),
        (
            "{\"file\": [".to_owned(),
            "the descriptor set is not JSON: EOF while parsing a list at line 1 column 10"
                .to_owned(),
        ),
    ] {
        let report = decode(text.as_bytes()).expect_err(&expected);
        let findings: Vec<_> = report
            .findings
            .iter()
            .map(|finding| {
                let help = finding.help.as_ref().map(|help| format!("; {help}"));
                finding.message.clone() + &help.unwrap_or_default()
            })
            .collect();
        assert_eq!(findings, [expected]);
    }
    let deep = "{\"file\":".repeat(100_000);
    assert!(decode(deep.as_bytes()).is_err());
}

#[test]
fn every_fault_is_told() {
    let field = r#"{"name": 1, "number": "x", "label": "LABEL", "nmae": "f"}"#;
    let report = decode(set(field).as_bytes()).expect_err("all of it is wrong");
    assert_eq!(report.findings.len(), 4);
}
