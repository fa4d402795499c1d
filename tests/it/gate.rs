//! grpcgen.toml's say in checks: how grave rules are, what the schema is held against, and that `generate` minds it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use tempfile::TempDir;

const OLD: &str =
    "syntax = \"proto3\";\npackage acme;\nmessage Greeting {\n  string name = 1;\n}\n";
const NEW: &str = "syntax = \"proto3\";\npackage acme;\nmessage Greeting {\n  bytes name = 1;\n}\n";

fn folder(config: &str) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (path, text) in [
        ("old/acme/a.proto", OLD),
        ("new/acme/a.proto", NEW),
        ("grpcgen.toml", config),
    ] {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

fn run(folder: &Path, arguments: &str) -> Output {
    Command::new(env!("CARGO_BIN_EXE_grpcgen"))
        .args(arguments.split(' '))
        .current_dir(folder)
        .output()
        .expect("the program starts")
}

#[track_caller]
fn expect(config: &str, arguments: &str, status: i32, mentions: &str) -> TempDir {
    let folder = folder(config);
    let output = run(folder.path(), arguments);
    let streams = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&streams);
    assert_eq!(output.status.code(), Some(status), "{text}");
    assert!(text.contains(mentions), "{mentions:?} is not in: {text}");
    folder
}

#[test]
fn rules_are_as_grave_as_the_configuration_says() {
    let breaking = "breaking new --against old";
    expect("", breaking, 1, "error[FIELD_SAME_TYPE]");
    for (level, status, mentions) in [
        ("error", 1, "error[FIELD_SAME_TYPE]"),
        ("warning", 0, "warning[FIELD_SAME_TYPE]"),
        ("info", 0, "info[FIELD_SAME_TYPE]"),
        ("off", 0, ""),
    ] {
        let config =
            format!("includes = [\"new\"]\n[breaking.rules]\nFIELD_SAME_TYPE = \"{level}\"\n");
        expect(&config, breaking, status, mentions);
    }
    let warning = "[breaking.rules]\nFIELD_SAME_TYPE = \"warning\"\n";
    expect(
        warning,
        "breaking new --against old --fail-on warning",
        1,
        "warning[",
    );
    let added = "[lint]\nuse = [\"MINIMAL\"]\n[lint.rules]\nCOMMENT_FIELD = \"info\"\n";
    expect(added, "lint new --fail-on info", 1, "info[COMMENT_FIELD]");
}

#[test]
fn misspelt_configurations_name_the_nearest() {
    for (config, mentions) in [
        (
            "[lint]\nuse = [\"FIELD_LOWER_SNAKECASE\"]\n",
            "did you mean FIELD_LOWER_SNAKE_CASE?",
        ),
        ("[lint.rules]\nBASICS = \"info\"\n", "did you mean BASIC?"),
        (
            "[lint]\nexclude = []\n[breaking]\nignor = []\n",
            "did you mean",
        ),
    ] {
        expect(config, "lint new", 2, mentions);
    }
    expect(
        "",
        "rules FIELD_SAME_TIPE",
        2,
        "did you mean FIELD_SAME_TYPE?",
    );
    expect("", "breaking new --against nothing", 2, "nothing");
}

#[test]
fn nothing_is_generated_from_what_breaks() {
    let config = "inputs = [\"new\"]\nout = \"out\"\n[breaking]\nagainst = \"old\"\n";
    let refused = expect(config, "generate", 1, "error[FIELD_SAME_TYPE]");
    assert!(
        !refused.path().join("out").exists(),
        "something was written"
    );
    expect(config, "breaking new", 1, "error[FIELD_SAME_TYPE]");
    let allowed = format!("{config}use = [\"FILE_NO_DELETE\"]\n");
    let written = expect(&allowed, "generate", 0, "written");
    assert!(
        written.path().join("out/acme.rs").exists(),
        "nothing was written"
    );
}

#[test]
fn findings_say_which_base_they_are_held_against() {
    let folder = folder("");
    fs::create_dir_all(folder.path().join("older/acme")).expect("a folder can be made");
    fs::write(folder.path().join("older/acme/a.proto"), OLD).expect("a file can be written");
    let output = run(
        folder.path(),
        "breaking new --against old --against older --format json",
    );
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(
        text.contains("\"base\":\"old\"") && text.contains("\"base\":\"older\""),
        "{text}"
    );
}

#[test]
fn a_configuration_is_named() {
    let gentle = "[breaking]\nagainst = \"old\"\n[breaking.rules]\nFIELD_SAME_TYPE = \"warning\"\n[lint]\nuse = [\"COMMENT_FIELD\"]\n";
    let folder = folder(
        "includes = [\"new\"]\n[breaking]\nagainst = \"nowhere\"\n[lint]\nuse = [\"MINIMAL\"]\n",
    );
    let root = folder.path();
    let write = |path: &str, text: &str| {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("it is in a folder")).expect("it can be made");
        fs::write(path, text).expect("a file can be written");
    };
    write("ci/gentle.toml", gentle);
    write(
        "gate.toml",
        &format!("inputs = [\"new\"]\nout = \"out\"\n{gentle}"),
    );
    write(
        "strict.toml",
        "inputs = [\"new\"]\nout = \"out\"\n[breaking]\nagainst = \"old\"\n",
    );
    write("bad.toml", "[breaking]\nagaist = \"old\"\n");
    write("buf.json", r#"{"version":"v2","breaking":{"lock":true}}"#);
    write(
        "types.json",
        r#"{"version":"v2","breaking":{"types_by_shape":true}}"#,
    );
    for (arguments, status, mentions) in [
        ("lint new", 0, ""),
        (
            "lint new --config ci/gentle.toml",
            1,
            "error[COMMENT_FIELD]",
        ),
        ("lint new --config gate.toml", 1, "error[COMMENT_FIELD]"),
        ("breaking new", 2, "nowhere"),
        (
            "breaking new --config ci/gentle.toml",
            0,
            "warning[FIELD_SAME_TYPE]",
        ),
        ("breaking new --config ci/gentle.toml --against new", 0, ""),
        (
            "check new --config gate.toml",
            1,
            "warning[FIELD_SAME_TYPE]",
        ),
        ("generate --config strict.toml", 1, "error[FIELD_SAME_TYPE]"),
        ("generate --config gate.toml", 0, "warning[FIELD_SAME_TYPE]"),
        ("build new -o set.binpb", 0, ""),
        ("lint set.binpb", 0, ""),
        (
            "lint set.binpb --config gate.toml",
            1,
            "error[COMMENT_FIELD]",
        ),
        ("lint new --config none.toml", 2, "cannot read none.toml"),
        ("lint new --config bad.toml", 2, "did you mean `against`?"),
        (
            "breaking new --against old --config buf.json",
            2,
            "`lock` is a key of grpcgen.toml",
        ),
        (
            "breaking new --against old --config types.json",
            2,
            "`types_by_shape` is a key of grpcgen.toml",
        ),
    ] {
        let output = run(root, arguments);
        let streams = [output.stdout, output.stderr].concat();
        let text = String::from_utf8_lossy(&streams);
        assert_eq!(output.status.code(), Some(status), "{arguments}: {text}");
        assert!(text.contains(mentions), "{arguments}: {text}");
        let one_rule = mentions.is_empty() || text.matches("error[").count() <= 1;
        assert!(
            one_rule && !text.contains("FILE_NO_DELETE"),
            "{arguments}: {text}"
        );
    }
}
