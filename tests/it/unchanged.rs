//! What is the same on both sides is not compiled twice, and nothing is missed for it: a base in files, of which only the
//! changed ones are looked at, gives the same findings as its descriptor set, which is compiled whole.

use super::cli::{expect, folder, run};
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

const FILES: [(&str, &str); 5] = [
    (
        "a/a.proto",
        "syntax = \"proto3\";\npackage a;\nimport \"b/b.proto\";\nimport \"o/o.proto\";\nmessage A { b.B b = 1 [(o.tag) = 1]; }\nservice S { rpc R(A) returns (b.B); }\n",
    ),
    (
        "a/other.proto",
        "syntax = \"proto3\";\npackage a;\nimport \"google/protobuf/timestamp.proto\";\nmessage Other { google.protobuf.Timestamp at = 1; }\nenum Kept { KEPT_UNSPECIFIED = 0; }\n",
    ),
    (
        "b/b.proto",
        "syntax = \"proto3\";\npackage b;\nmessage B { string s = 1; E e = 2; }\nenum E { E_UNSPECIFIED = 0; E_ONE = 1; }\n",
    ),
    (
        "c/c.proto",
        "syntax = \"proto2\";\npackage c;\nimport public \"b/b.proto\";\nmessage C { extensions 100 to 199; }\nextend C { optional b.B b = 100; }\n",
    ),
    (
        "o/o.proto",
        "syntax = \"proto2\";\npackage o;\nimport \"google/protobuf/descriptor.proto\";\nextend google.protobuf.FieldOptions { optional int32 tag = 50000; }\n",
    ),
];

/// What is done to the newer files, each a file, a text, and what stands there instead; of no text, the file goes.
const CHANGES: &[&[(&str, &str, &str)]] = &[
    &[],
    &[("b/b.proto", "E_ONE = 1;", "")],
    &[("b/b.proto", "string s = 1;", "bytes s = 1;")],
    &[("o/o.proto", "50000", "50001")],
    &[("o/o.proto", "optional int32", "optional int64")],
    &[("c/c.proto", "", "")],
    &[("a/other.proto", "", "")],
    &[(
        "c/c.proto",
        "extend C { optional b.B b = 100; }",
        "extend C { optional b.B b = 101; }",
    )],
    &[
        ("a/a.proto", "message A", "message A2"),
        ("a/a.proto", "R(A)", "R(A2)"),
    ],
    &[
        ("a/other.proto", "enum Kept { KEPT_UNSPECIFIED = 0; }", ""),
        (
            "a/a.proto",
            "message A",
            "enum Kept { KEPT_UNSPECIFIED = 0; }\nmessage A",
        ),
    ],
    &[("a/a.proto", "package a;", "package d;")],
    &[("a/a.proto", "service S { rpc R(A) returns (b.B); }", "")],
];

const ALL: &str =
    r#"{"version":"v2","breaking":{"use":["FILE","PACKAGE","WIRE_JSON","WIRE","CSR","RPC"]}}"#;

#[test]
fn nothing_is_missed() {
    for changes in CHANGES {
        let folder = folder(&[]);
        let root = folder.path();
        for (path, text) in FILES {
            write(root, "old", path, text);
            write(root, "new", path, &changed(path, text, changes));
            if changes.contains(&(path, "", "")) {
                fs::remove_file(root.join("new").join(path)).expect("it is there");
            }
        }
        expect(&run(root, &["build", "old", "-o", "old.binpb"]), 0, "");
        let whole = found(root, "old.binpb");
        assert_eq!(found(root, "old"), whole, "{changes:?}");
        assert_eq!(whole.is_empty(), changes.is_empty(), "{changes:?}");
    }
}

fn changed(path: &str, text: &str, changes: &[(&str, &str, &str)]) -> String {
    let of_file = changes
        .iter()
        .filter(|(of, from, _)| *of == path && !from.is_empty());
    of_file.fold(text.to_owned(), |text, (_, from, to)| {
        assert!(text.contains(from), "{from:?} is not in {path}");
        text.replace(from, to)
    })
}

fn write(root: &Path, side: &str, path: &str, text: &str) {
    let path = root.join(side).join(path);
    fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
    fs::write(path, text).expect("a file can be written");
}

/// Which rules find what; where it was in the base is shown differently, as a set has no text.
fn found(root: &Path, base: &str) -> BTreeSet<String> {
    let arguments = [
        "breaking",
        "new",
        "--against",
        base,
        "--config",
        ALL,
        "--format",
        "json",
    ];
    let output = run(root, &arguments);
    let text = String::from_utf8(output.stdout).expect("it is text");
    let report: serde_json::Value = serde_json::from_str(&text).expect(&text);
    let findings = report["findings"].as_array().expect(&text);
    let shown = findings.iter().map(|finding| {
        let [rule, message, file, fingerprint] =
            ["rule", "message", "file", "fingerprint"].map(|key| &finding[key]);
        format!("{rule} {message} {file} {fingerprint}")
    });
    shown.collect()
}
