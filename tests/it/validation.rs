//! `FIELD_COMPATIBLE_VALIDATION`, on what a field's rules were and what they are.

use super::cli::{folder, run};

/// As much of protovalidate as the cases need.
const VALIDATE: &str = r#"syntax = "proto2";
package buf.validate;
import "google/protobuf/descriptor.proto";
import "google/protobuf/duration.proto";
extend google.protobuf.FieldOptions { optional FieldRules field = 1159; }
enum Ignore { IGNORE_UNSPECIFIED = 0; IGNORE_IF_ZERO_VALUE = 1; IGNORE_ALWAYS = 3; }
message Rule { optional string id = 1; optional string message = 2; optional string expression = 3; }
message FieldRules {
  repeated Rule cel = 23;
  optional bool required = 25;
  optional Ignore ignore = 27;
  oneof type {
    DoubleRules double = 2;
    Int32Rules int32 = 3;
    StringRules string = 14;
    RepeatedRules repeated = 18;
    DurationRules duration = 21;
  }
}
message DoubleRules { optional double lt = 2; optional double gt = 4; optional bool finite = 8; }
message Int32Rules {
  optional int32 const = 1;
  oneof less { int32 lt = 2; int32 lte = 3; }
  oneof greater { int32 gt = 4; int32 gte = 5; }
  repeated int32 in = 6 [packed = true];
  repeated int32 not_in = 7;
  repeated int32 example = 8;
}
message StringRules {
  optional uint64 len = 19;
  optional uint64 min_len = 2;
  optional uint64 max_len = 3;
  optional string pattern = 6;
  optional string prefix = 7;
  optional string not_contains = 23;
  oneof well_known { bool email = 12; int32 other = 13; }
}
message RepeatedRules { optional uint64 min_items = 1; optional bool unique = 3; optional FieldRules items = 4; }
message DurationRules { optional google.protobuf.Duration gte = 6; }
"#;

/// The rules as they were and as they are, each an option of the field; the rule that is tighter, if one is.
const CASES: &[(&str, &str, &str)] = &[
    ("", "required: true", "required is true now"),
    ("required: true", "", ""),
    (
        "required: true ignore: IGNORE_ALWAYS",
        "required: true",
        "required is true now",
    ),
    ("", "required: true ignore: IGNORE_ALWAYS", ""),
    ("", "int32 {lt: 5}", "int32.lt is 5 now"),
    ("int32 {lt: 5}", "int32 {lte: 5}", ""),
    ("int32 {lte: 5}", "int32 {lt: 5}", "int32.lt is 5 now"),
    (
        "int32 {lt: 5}",
        "int32 {lt: 4}",
        "int32.lt changed from 5 to 4",
    ),
    ("int32 {lt: 5}", "int32 {lt: 6}", ""),
    ("int32 {gt: 5}", "int32 {gt: 5, lt: 9}", "int32.lt is 9 now"),
    ("int32 {gt: -5}", "int32 {gt: -6}", ""),
    ("int32 {gt: 9, lt: 5}", "int32 {gt: 9, lt: 6}", ""),
    ("int32 {gt: 1, lt: 5}", "int32 {gt: 9, lt: 5}", ""),
    ("int32 {lt: 5}", "double {lt: 4.5}", ""),
    (
        "double {lt: 5}",
        "double {lt: 4.5}",
        "double.lt changed from 5 to 4.5",
    ),
    ("double {lt: 5}", "double {lt: nan}", ""),
    ("", "double {finite: true}", "double.finite is true now"),
    ("int32 {in: [1, 2]}", "int32 {in: [3, 2, 1]}", ""),
    (
        "int32 {in: [1, 2]}",
        "int32 {in: [2]}",
        "int32.in changed from [1, 2] to [2]",
    ),
    ("int32 {in: [1]}", "int32 {const: 1}", ""),
    (
        "int32 {const: 1}",
        "int32 {in: [2, 3]}",
        "int32.in is [2, 3] now",
    ),
    ("int32 {in: [1]}", "int32 {gt: 0}", ""),
    ("int32 {not_in: [1, 2]}", "int32 {not_in: [2]}", ""),
    ("", "int32 {not_in: [2]}", "int32.not_in is [2] now"),
    ("", "int32 {example: [2]}", ""),
    ("", "string {min_len: 0}", ""),
    ("string {len: 5}", "string {min_len: 5, max_len: 6}", ""),
    (
        "string {min_len: 2}",
        "string {len: 3}",
        "string.len is 3 now",
    ),
    (
        "string {pattern: 'a'}",
        "string {pattern: 'b'}",
        "string.pattern changed from \"a\" to \"b\"",
    ),
    ("string {pattern: 'a'}", "string {pattern: 'a'}", ""),
    ("string {prefix: 'abc'}", "string {prefix: 'ab'}", ""),
    (
        "string {prefix: 'ab'}",
        "string {prefix: 'abc'}",
        "string.prefix changed from \"ab\" to \"abc\"",
    ),
    (
        "string {not_contains: 'a'}",
        "string {not_contains: 'ab'}",
        "",
    ),
    (
        "string {not_contains: 'ab'}",
        "string {not_contains: 'a'}",
        "string.not_contains changed from \"ab\" to \"a\"",
    ),
    ("", "string {email: true}", "string.email is true now"),
    ("string {email: true}", "string {email: false}", ""),
    (
        "repeated {min_items: 1}",
        "repeated {min_items: 2}",
        "repeated.min_items changed from 1 to 2",
    ),
    (
        "",
        "repeated {items {string {min_len: 2}}}",
        "repeated.items.string.min_len is 2 now",
    ),
    (
        "repeated {items {string {min_len: 2}}}",
        "repeated {items {string {min_len: 1}}}",
        "",
    ),
    (
        "duration {gte {seconds: 1}}",
        "duration {gte {seconds: 1, nanos: 5}}",
        "duration.gte changed from {1: 1} to {1: 1, 2: 5}",
    ),
    (
        "duration {gte {seconds: 1}}",
        "duration {gte {nanos: 999999999}}",
        "",
    ),
    (
        "cel {id: 'a' expression: 'x > 1'}",
        "cel {id: 'b' expression: 'x > 1'}",
        "",
    ),
    (
        "cel {id: 'a' expression: 'x > 1'}",
        "cel {id: 'a' expression: 'x > 2'}",
        "cel has \"x > 2\" now",
    ),
];

#[test]
fn tighter_rules_are_found() {
    // One message for all cases, one field for each.
    let side = |rules: fn(&(&'static str, &'static str, &str)) -> &'static str| {
        let fields = CASES.iter().enumerate().map(|(index, case)| {
            let rules = match rules(case) {
                "" => String::new(),
                rules => format!(" [(buf.validate.field) = {{{rules}}}]"),
            };
            format!("  string f{} = {}{rules};\n", index + 1, index + 1)
        });
        let fields: String = fields.collect();
        format!(
            "syntax = \"proto3\";\nimport \"buf/validate/validate.proto\";\nmessage M {{\n{fields}}}\n"
        )
    };
    let folder = folder(&[
        ("old/buf/validate/validate.proto", VALIDATE),
        ("new/buf/validate/validate.proto", VALIDATE),
        ("old/m.proto", &side(|case| case.0)),
        ("new/m.proto", &side(|case| case.1)),
    ]);
    let config = r#"{"version":"v2","breaking":{"use":["FIELD_COMPATIBLE_VALIDATION"]}}"#;
    let arguments = [
        "breaking",
        "new",
        "--against",
        "old",
        "--config",
        config,
        "--format",
        "json",
    ];
    let output = run(folder.path(), &arguments);
    let text = String::from_utf8(output.stdout).expect("it is text");
    let report: serde_json::Value = serde_json::from_str(&text).expect(&text);
    let findings = report["findings"].as_array().expect(&text);
    let mut expected = Vec::new();
    for (index, (.., tighter)) in CASES.iter().enumerate() {
        if !tighter.is_empty() {
            let field = index + 1;
            expected.push(format!(
                "M.f{field} allows less by buf.validate.field: {tighter}"
            ));
        }
    }
    let found: Vec<_> = findings
        .iter()
        .map(|finding| finding["message"].as_str().expect(&text))
        .collect();
    assert_eq!(found, expected);
}
