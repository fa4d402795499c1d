//! `grpcgen changelog`: what changed, in words, and which version comes next.

use super::cli::{expect, folder, run};
use std::process::Command;

const OLD: &str = "syntax = \"proto3\";
package acme.v1;

// A greeting.
message Greeting {
  string name = 1;
  string title = 2;
  repeated Tone tones = 3;
  Reply last = 5;
  oneof how {
    bool aloud = 6;
  }
}

message Reply {
  message Detail { int32 code = 1; }
  Detail detail = 1;
}

enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}

service Greeter {
  rpc Greet(Greeting) returns (Reply);
  rpc Watch(Greeting) returns (stream Reply);
}
";

const NEW: &str = "syntax = \"proto3\";
package acme.v1;

// A greeting, for anybody.
message Greeting {
  reserved 2;
  reserved \"title\";
  bytes name = 1;
  repeated Tone tones = 3 [deprecated = true];
  double warmth = 4;
  Reply last = 5;
  oneof how {
    bool aloud = 6;
    string written = 7;
  }
}

message Reply {
  Greeting of = 2;
}

enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_FRIENDLY = 1;
  TONE_COLD = 2;
}

service Greeter {
  rpc Greet(Greeting) returns (stream Reply);
  rpc Wave(Greeting) returns (Reply);
}
";

#[test]
fn changes_are_said_in_words() {
    let folder = folder(&[("old/acme/v1/a.proto", OLD), ("new/acme/v1/a.proto", NEW)]);
    let output = run(folder.path(), &["changelog", "old..new"]);
    expect(&output, 0, "");
    insta::assert_snapshot!(String::from_utf8_lossy(&output.stdout));
    let same = run(folder.path(), &["changelog", "new", "--against", "old"]);
    assert_eq!(same.stdout, output.stdout);
    let json = run(
        folder.path(),
        &["changelog", "old..new", "--format", "json"],
    );
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).expect("it is JSON");
    assert_eq!(json["bump"], "major");
    assert_eq!(json["rust"]["bump"], "major");
    let removed = &json["packages"]["acme.v1"]["removed"];
    assert_eq!(removed[1]["element"], "acme.v1.Greeting.title");
    assert_eq!(removed[1]["breaks"][0], "FIELD_NO_DELETE");
}

#[test]
fn the_version_follows() {
    let plus = |old: &str, new: &str| OLD.replace(old, new);
    for (new, schema, rust) in [
        (OLD.to_owned(), "unchanged", "unchanged"),
        (plus("// A greeting.", "// A word."), "patch", "unchanged"),
        (
            plus("string title = 2;", "string title = 2; string suffix = 4;"),
            "minor",
            "minor",
        ),
        (
            plus("bool aloud = 6;", "bool aloud = 6; string written = 7;"),
            "minor",
            "major",
        ),
        (
            plus("string title = 2;", "string title = 2; double warmth = 4;"),
            "minor",
            "major",
        ),
        (plus("string title = 2;", ""), "major", "major"),
        (
            plus("message Reply", "message More {}\nmessage Reply"),
            "minor",
            "minor",
        ),
    ] {
        let folder = folder(&[("old/acme/v1/a.proto", OLD), ("new/acme/v1/a.proto", &new)]);
        let output = run(folder.path(), &["changelog", "old..new"]);
        expect(&output, 0, &format!("Version of the schema: **{schema}**"));
        expect(&output, 0, &format!("in its API: **{rust}**"));
    }
}

#[test]
fn states_are_revisions_too() {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return;
    }
    let folder = folder(&[("acme/v1/a.proto", OLD)]);
    let root = folder.path();
    let git = |arguments: &[&str]| {
        let mut git = Command::new("git");
        git.args(["-c", "user.name=test", "-c", "user.email=test@example.com"]);
        let done = git
            .args(arguments)
            .current_dir(root)
            .output()
            .expect("git starts");
        assert!(done.status.success(), "git {arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "-A"]);
    git(&["commit", "-qm", "one"]);
    git(&["tag", "v1.0.0"]);
    std::fs::write(root.join("acme/v1/a.proto"), NEW).expect("it can be written");
    expect(
        &run(root, &["changelog", "v1.0.0..HEAD"]),
        0,
        "# Changes from v1.0.0 to HEAD\n\nVersion of the schema: **unchanged**",
    );
    for range in [
        &["changelog", "v1.0.0.."][..],
        &["changelog", "--against", "latest-tag"],
    ] {
        expect(&run(root, range), 0, "**major**");
    }
    expect(&run(root, &["changelog"]), 2, "OLD..NEW");
    expect(&run(root, &["changelog", "v1.0.0..v9"]), 2, "v9");
}
