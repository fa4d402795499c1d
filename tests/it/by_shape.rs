//! `types_by_shape`: types that are called otherwise, and encoded alike.

use super::cli::{folder, run};
use std::path::Path;

/// What is declared beside `message M { … }` and stands in it, old and new, and the rules that speak of it in spite of
/// `types_by_shape`: of `WIRE`, then of `WIRE_JSON`.
const CASES: &[(&str, &str, &str, &str)] = &[
    // A renamed message, with a cycle through itself.
    (
        "message A { string s = 1; A next = 2; map<string, A> all = 3; } | A a = 1;",
        "message B { string s = 1; B next = 2; map<string, B> all = 3; } | B a = 1;",
        "",
        "",
    ),
    // Several of them, which lead to each other.
    (
        "message A { C c = 1; } message C { repeated A a = 1; } | A a = 1;",
        "message B { D c = 1; } message D { repeated B a = 1; } | B a = 1;",
        "",
        "",
    ),
    // Far down, a type is another one.
    (
        "message A { C c = 1; } message C { A a = 1; int32 i = 2; } | A a = 1;",
        "message B { D c = 1; } message D { B a = 1; sint32 i = 2; } | B a = 1;",
        "FIELD_WIRE_COMPATIBLE_TYPE",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    // A name counts in JSON.
    (
        "message A { string s = 1; } | A a = 1;",
        "message B { bytes t = 1; } | B a = 1;",
        "",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    // A field is gone: reserved, or not.
    (
        "message A { string s = 1; string t = 2; } | A a = 1;",
        "message B { string s = 1; reserved 2; } | B a = 1;",
        "",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    (
        "message A { string s = 1; string t = 2; } | A a = 1;",
        "message B { string s = 1; reserved \"t\"; } | B a = 1;",
        "FIELD_WIRE_COMPATIBLE_TYPE",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    // A field is new, or several share a oneof now.
    (
        "message A { string s = 1; } | A a = 1;",
        "message B { string s = 1; repeated int32 i = 5; } | B a = 1;",
        "",
        "",
    ),
    (
        "message A { string s = 1; string t = 2; } | A a = 1;",
        "message B { oneof o { string s = 1; string t = 2; } } | B a = 1;",
        "FIELD_WIRE_COMPATIBLE_TYPE",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    // A map is a list of its entries, but not in JSON.
    (
        "message A { map<int32, string> m = 1; } | A a = 1;",
        "message B { repeated E m = 1; message E { int32 key = 1; string value = 2; } } | B a = 1;",
        "",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    // Enums, and integers in their place.
    (
        "enum A { Z = 0; A1 = 1; } | A a = 1;",
        "enum B { Z = 0; A1 = 1; A2 = 2; } | B a = 1;",
        "",
        "",
    ),
    (
        "enum A { Z = 0; A1 = 1; } | A a = 1; int64 b = 2; A c = 3; A d = 4;",
        "enum A { Z = 0; A1 = 1; } | int32 a = 1; A b = 2; sint32 c = 3; bool d = 4;",
        "FIELD_WIRE_COMPATIBLE_TYPE FIELD_WIRE_COMPATIBLE_TYPE",
        "FIELD_WIRE_JSON_COMPATIBLE_TYPE FIELD_WIRE_JSON_COMPATIBLE_TYPE FIELD_WIRE_JSON_COMPATIBLE_TYPE FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    ),
    // An enum that is still there has rules of its own.
    (
        "enum E { Z = 0; ONE = 1; } message A { E e = 1; } | A a = 1;",
        "enum E { Z = 0; reserved 1; reserved \"ONE\"; } message B { E e = 1; } | B a = 1;",
        "",
        "",
    ),
    // What methods take: a type that is still there was not renamed.
    (
        "message A { string s = 1; } service S { rpc R(A) returns (A); } | ",
        "message B { string s = 1; } service S { rpc R(B) returns (B); } | ",
        "",
        "",
    ),
    (
        "message A {} message B {} service S { rpc R(A) returns (B); } | ",
        "message A {} message B {} service S { rpc R(B) returns (B); } | ",
        "RPC_SAME_REQUEST_TYPE",
        "RPC_SAME_REQUEST_TYPE",
    ),
];

#[test]
fn what_a_type_is_called_does_not_count() {
    for (old, new, wire, wire_json) in CASES {
        let folder = folder(&[("old/m.proto", &proto(old)), ("new/m.proto", &proto(new))]);
        for (category, expected) in [("WIRE", wire), ("WIRE_JSON", wire_json)] {
            let found = rules(folder.path(), category, &["--types-by-shape"]);
            assert_eq!(found, *expected, "{category}:\n{old}\n{new}");
            assert_ne!(
                rules(folder.path(), category, &[]),
                "",
                "{category}:\n{old}\n{new}"
            );
        }
    }
}

#[test]
fn the_configuration_can_ask_for_it() {
    let (old, new) = ("message A {} | A a = 1;", "message B {} | B a = 1;");
    let config = "[breaking]\nuse = [\"WIRE\"]\ntypes_by_shape = true\n";
    let folder = folder(&[
        ("old/m.proto", &proto(old)),
        ("new/m.proto", &proto(new)),
        ("new/grpcgen.toml", config),
    ]);
    let output = run(folder.path(), &["breaking", "new", "--against", "old"]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stdout)
    );
}

fn proto(case: &str) -> String {
    let (beside, within) = case.split_once('|').expect("a case has two parts");
    format!("syntax = \"proto3\";\npackage a;\n{beside}\nmessage M {{ {within} }}\n")
}

fn rules(root: &Path, category: &str, more: &[&str]) -> String {
    let config = format!(r#"{{"version":"v2","breaking":{{"use":["{category}"]}}}}"#);
    let arguments = ["breaking", "new", "--against", "old", "--format", "json"];
    let output = run(
        root,
        &[&arguments[..], &["--config", config.as_str()], more].concat(),
    );
    let text = String::from_utf8(output.stdout).expect("it is text");
    let report: serde_json::Value = serde_json::from_str(&text).expect(&text);
    let findings = report["findings"].as_array().expect(&text).iter();
    let rules: Vec<_> = findings
        .map(|finding| finding["rule"].as_str().expect(&text))
        .collect();
    rules.join(" ")
}
