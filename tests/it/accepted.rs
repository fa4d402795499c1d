//! What is found and accepted: by waivers in a file, by comments in the schema; and what is repaired instead.

use super::cli::{expect, folder, run};
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const OLD: &str =
    "syntax = \"proto3\";\npackage a.v1;\n\nmessage M {\n  string one = 1;\n  string two = 2;\n}\n";

/// A schema of today beside the one of before.
fn schema(new: &str) -> TempDir {
    folder(&[("old/a/v1/m.proto", OLD), ("new/a/v1/m.proto", new)])
}

const FIRST: &str = "syntax = \"proto3\";\npackage a.v1;\n\nmessage M {\n  string one = 1;\n}\n";

fn waivers(root: &Path) -> String {
    fs::read_to_string(root.join("grpcgen.waivers.toml")).expect("it was written")
}

#[test]
fn a_waiver_holds_for_one_change_until_its_day() {
    let folder = schema(FIRST);
    let root = folder.path();
    let breaking = ["breaking", "new", "--against", "old"];
    let with = |more: &[&'static str]| [&breaking[..], more].concat();
    expect(
        &run(root, &breaking),
        1,
        "field 2 \"two\" of a.v1.M was deleted",
    );
    expect(
        &run(root, &with(&["--waive", " "])),
        2,
        "a waiver needs a reason",
    );
    expect(
        &run(root, &with(&["--waive", "x", "--expires", "2020-01-01"])),
        2,
        "would not hold today",
    );
    expect(&run(root, &with(&["--expires", "soon"])), 2, "2030-12-31");
    let waive = [
        "--waive",
        "two was never sent",
        "--owner",
        "us",
        "--expires",
        "2060-12-31",
    ];
    expect(
        &run(root, &with(&waive)),
        0,
        "grpcgen.waivers.toml: 1 finding waived",
    );
    let written = waivers(root);
    expect(&run(root, &breaking), 0, "");
    expect(&run(root, &with(&["--today", "2060-12-31"])), 0, "");
    let late = run(root, &with(&["--today", "2061-01-01"]));
    expect(
        &late,
        1,
        "the waiver of FIELD_NO_DELETE for a.v1.M.two expired on 2060-12-31",
    );
    expect(&late, 1, "field 2 \"two\" of a.v1.M was deleted");
    expect(&late, 1, "--> grpcgen.waivers.toml:2:8");
    // Another change of the same field.
    let bytes = OLD.replace("string two", "bytes two");
    fs::write(root.join("old/a/v1/m.proto"), bytes).expect("it can be written");
    let changed = run(root, &breaking);
    expect(&changed, 1, "is for another change of it");
    expect(&changed, 1, "is for a change that is not there any more");
    // Nothing to waive any more.
    fs::write(root.join("new/a/v1/m.proto"), OLD).expect("it can be written");
    fs::write(root.join("old/a/v1/m.proto"), OLD).expect("it can be written");
    expect(&run(root, &breaking), 0, "covers nothing any more");
    expect(
        &run(root, &with(&["--fail-on", "warning"])),
        1,
        "covers nothing",
    );
    expect(&run(root, &with(&["--waive", "again"])), 0, "");
    assert_eq!(waivers(root), written);
    // Renewed in place.
    fs::write(root.join("new/a/v1/m.proto"), FIRST).expect("it can be written");
    let old = written.replace("2060-12-31", "2020-12-31");
    fs::write(root.join("grpcgen.waivers.toml"), &old).expect("it can be written");
    expect(&run(root, &breaking), 1, "expired on 2020-12-31");
    expect(&run(root, &with(&waive)), 0, "");
    assert_eq!(waivers(root), written);
}

#[test]
fn a_broken_file_of_waivers_fails_the_run() {
    let folder = schema(FIRST);
    let root = folder.path();
    for (text, mentions) in [
        ("[[waiver]]\nrul = \"x\"\n", "line 2"),
        ("[[waiver]]\n", "missing field"),
        ("waiver", "line 1"),
    ] {
        fs::write(root.join("grpcgen.waivers.toml"), text).expect("it can be written");
        for command in ["breaking", "check"] {
            let output = run(root, &[command, "new", "--against", "old"]);
            expect(&output, 2, "grpcgen.waivers.toml is invalid");
            expect(&output, 2, mentions);
        }
    }
    let output = run(
        root,
        &[
            "breaking",
            "new",
            "--against",
            "old",
            "--waivers",
            "no.toml",
        ],
    );
    expect(&output, 2, "no.toml does not exist");
}

#[test]
fn comments_allow_with_a_reason() {
    let allowed = FIRST.replace(
        "message",
        "// grpcgen:allow FIELD_NO_DELETE two was never sent\nmessage",
    );
    for (new, status, mentions) in [
        (allowed.clone(), 0, ""),
        (allowed.replace(" two was never sent", ""), 0, "m.proto:4:4"),
        (allowed.replace(" two was never sent", ""), 0, "FIELD_NO_DELETE gives no reason"),
        (allowed.replace("_NO_DELETE", "_NO_DELTE"), 1, "did you mean FIELD_NO_DELETE?"),
        // At a field it allows nothing that is gone from the message.
        (FIRST.replace("string one = 1;", "string one = 1; // grpcgen:allow FIELD_NO_DELETE so"), 1, "nothing here needs grpcgen:allow FIELD_NO_DELETE"),
        (FIRST.replace("string one = 1;", "// grpcgen:allow FIELD_SAME_TYPE we know\n  bytes one = 1; string two = 2;"), 0, ""),
        (FIRST.replace("string one = 1;", "bytes one = 1; // grpcgen:allow FIELD_SAME_TYPE we know\n string two = 2;"), 0, ""),
        // An outer comment is for what is gone from there, not for all that changes within.
        (FIRST.replace("message", "// grpcgen:allow FIELD_SAME_TYPE we know\nmessage").replace("string one = 1;", "bytes one = 1; string two = 2;"), 1, "changed its type"),
        // Style is allowed for all that is within.
        (FIRST.replace("message", "// grpcgen:allow FIELD_LOWER_SNAKE_CASE it is what the old system has\nmessage").replace("string one = 1;", "string one = 1; string two = 2; string Three = 3;"), 0, ""),
    ] {
        let folder = schema(&new);
        expect(&run(folder.path(), &["check", "new", "--against", "old"]), status, mentions);
    }
}

const BROKEN: &str = "syntax = \"proto2\";\npackage a.v1;\n\nimport \"a/v1/other.proto\";\n\n// M.\nmessage M {\n  // One.\n  optional bytes uno = 1 [deprecated = true]; // one\n  optional int64 count = 2;\n  optional string full_name = 3;\n}\n\nenum E {\n  E_ONE = 1;\n}\n";

#[test]
fn check_repairs_what_it_can() {
    let old = "syntax = \"proto2\";\npackage a.v1;\n\nmessage M {\n  reserved 10 to 12;\n  reserved \"ten\";\n  optional bytes one = 1;\n  optional string two = 2;\n  optional string name = 3;\n  optional string last = 4;\n}\n\nenum E {\n  E_ONE = 1;\n  E_TWO = 2;\n}\n";
    let config = (
        "new/buf.yaml",
        "version: v2\nbreaking:\n  use: [WIRE_JSON]\n  except: [FIELD_SAME_NAME]\n",
    );
    let other = "syntax = \"proto2\";\npackage a.v1;\n";
    let folder = folder(&[
        ("old/a/v1/m.proto", old),
        ("old/a/v1/other.proto", other),
        ("new/a/v1/m.proto", &format!("\u{feff}{BROKEN}")),
        ("new/a/v1/other.proto", other),
        config,
    ]);
    let root = folder.path();
    let check = ["check", "new", "--against", "old"];
    let with = |more: &[&'static str]| [&check[..], more].concat();
    expect(&run(root, &check), 1, "");
    expect(&run(root, &with(&["--diff"])), 1, "+++ b/new/a/v1/m.proto");
    let path = root.join("new/a/v1/m.proto");
    assert_eq!(
        fs::read_to_string(&path).expect("it is there"),
        format!("\u{feff}{BROKEN}")
    );
    expect(&run(root, &with(&["--fix"])), 0, "1 file written");
    let fixed = "\u{feff}syntax = \"proto2\";\npackage a.v1;\n\n// M.\nmessage M {\n  // One.\n  optional bytes uno = 1 [json_name = \"one\", deprecated = true]; // one\n  optional int64 count = 5;\n  optional string full_name = 3 [json_name = \"name\"];\n\n  reserved 2, 4, 10 to 12;\n  reserved \"last\", \"ten\", \"two\";\n}\n\nenum E {\n  E_UNSPECIFIED = 0;\n  E_ONE = 1;\n\n  reserved 2;\n  reserved \"E_TWO\";\n}\n";
    assert_eq!(fs::read_to_string(&path).expect("it is there"), fixed);
    expect(&run(root, &with(&["--fix"])), 0, "0 files written");
    expect(&run(root, &["check", "new", "--against", "old"]), 0, "");
}

/// Each with what it was, what it was made, and what `--fix` makes of that, below the same head.
const REPAIRS: &[(&str, &str, &str, &str)] = &[
    (
        "a value put in between",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_ONE = 1;\n  // Two.\n  E_TWO = 2;\n}\n",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_NEW = 1;\n  E_ONE = 2;\n  // Two.\n  E_TWO = 3;\n}\n",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_NEW = 4;\n  E_ONE = 1;\n  // Two.\n  E_TWO = 2;\n}\n",
    ),
    (
        "a value with the number of one that was deleted and reserved",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_ONE = 1;\n}\n",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_NEW = 1;\n\n  reserved \"E_ONE\";\n}\n",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_NEW = 2;\n\n  reserved \"E_ONE\";\n  reserved 1;\n}\n",
    ),
    (
        "a value with a number that was reserved",
        "enum E {\n  E_UNSPECIFIED = 0;\n\n  reserved 1, 2;\n}\n",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_NEW = 1;\n\n  reserved 2;\n}\n",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_NEW = 3;\n\n  reserved 1, 2;\n}\n",
    ),
    (
        "fields put in and moved",
        "message M {\n  string a = 1;\n  string b = 2;\n  int32 c = 3;\n}\n",
        "message M {\n  string new = 1;\n  oneof o {\n    string a = 2;\n    string b = 3;\n  }\n  int32 c = 4; // c\n}\n",
        "message M {\n  string new = 5;\n  oneof o {\n    string a = 1;\n    string b = 2;\n  }\n  int32 c = 3; // c\n}\n",
    ),
    (
        "a field that was only renumbered",
        "message M {\n  string a = 1;\n  repeated bytes b = 2;\n}\n",
        "message M {\n  string a = 1;\n  repeated bytes b = 0x13;\n}\n",
        "message M {\n  string a = 1;\n  repeated bytes b = 2;\n}\n",
    ),
    (
        "an open enum that does not begin with zero",
        "enum E {\n  E_UNSPECIFIED = 0;\n  E_ONE = 1;\n}\n",
        "enum E {\n  E_ONE = 1; // one\n  // None.\n  E_UNSPECIFIED = 0;\n}\n",
        "enum E {\n  // None.\n  E_UNSPECIFIED = 0;\n  E_ONE = 1; // one\n}\n",
    ),
    (
        "an import that nothing uses any more, and a reservation that was dropped",
        "import \"google/protobuf/any.proto\";\n\nmessage M {\n  google.protobuf.Any any = 1;\n\n  reserved 7;\n}\n",
        "import \"google/protobuf/any.proto\";\n\nmessage M {\n}\n",
        "message M {\n  reserved 1, 7;\n  reserved \"any\";\n}\n",
    ),
];

#[test]
fn numbers_and_places_are_repaired() {
    let config = "version: v2\nlint:\n  use: [IMPORT_USED, ENUM_FIRST_VALUE_ZERO]\nbreaking:\n  use: [WIRE_JSON, ENUM_VALUE_SAME_NAME]\n  except: [FIELD_SAME_ONEOF]\n";
    let head = |text: &str| format!("syntax = \"proto3\";\n\npackage a.v1;\n\n{text}");
    for (what, old, new, fixed) in REPAIRS {
        println!("{what}");
        let folder = folder(&[
            ("old/a/v1/m.proto", &head(old)),
            ("new/a/v1/m.proto", &head(new)),
            ("buf.yaml", config),
        ]);
        let root = folder.path();
        let check = ["check", "new", "--against", "old", "--config", "buf.yaml"];
        expect(&run(root, &check), 1, "`grpcgen check --fix` does");
        expect(
            &run(root, &[&check[..], &["--fix"]].concat()),
            0,
            "1 file written",
        );
        let text = fs::read_to_string(root.join("new/a/v1/m.proto")).expect("it is there");
        assert_eq!(text, head(fixed), "{what}");
        expect(
            &run(root, &[&check[..], &["--fix"]].concat()),
            0,
            "0 files written",
        );
    }
}
