//! The command line as its users see it: exit status, output, and what is left on disk.

use super::peers;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub const GRPCGEN: &str = env!("CARGO_BIN_EXE_grpcgen");
pub const PROTO: &str = "syntax = \"proto3\";\npackage a.b;\nmessage M { string s = 1; }\nservice S { rpc R(M) returns (stream M); }\n";

pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().expect("a folder can be made");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("a folder can be made");
        fs::write(path, text).expect("a file can be written");
    }
    folder
}

pub fn run(folder: &Path, arguments: &[&str]) -> Output {
    run_with(folder, arguments, b"")
}

pub fn run_with(folder: &Path, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(GRPCGEN)
        .args(arguments)
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    // A program that does not read its input may end first.
    let _ = child
        .stdin
        .take()
        .expect("the input is piped")
        .write_all(input);
    child.wait_with_output().expect("the program ends")
}

pub fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = ignore::WalkBuilder::new(folder)
        .standard_filters(false)
        .build()
        .filter_map(Result::ok);
    let files = files.filter(|entry| entry.file_type().is_some_and(|kind| kind.is_file()));
    files
        .map(|entry| {
            let name = entry
                .path()
                .strip_prefix(folder)
                .expect("it was found there")
                .display()
                .to_string();
            (name, fs::read(entry.path()).expect("it can be read"))
        })
        .collect()
}

#[track_caller]
pub fn expect(output: &Output, status: i32, mentions: &str) {
    let text = format!(
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
    assert_eq!(output.status.code(), Some(status), "{text}");
    assert!(text.contains(mentions), "{mentions:?} is not in: {text}");
    assert!(!text.contains("panicked"), "{text}");
}

#[test]
fn a_tree_is_written_checked_and_kept() {
    let folder = folder(&[("proto/a.proto", PROTO)]);
    let root = folder.path();
    expect(
        &run(root, &["generate", "proto", "-o", "out"]),
        0,
        "Cargo.toml needs",
    );
    let first = tree(root);
    let written = fs::metadata(root.join("out/a/b.rs"))
        .and_then(|meta| meta.modified())
        .expect("it was written");
    expect(
        &run(root, &["generate", "proto", "-o", "out"]),
        0,
        "0 written, 0 removed",
    );
    assert_eq!(first, tree(root), "a second run changes nothing");
    let again = fs::metadata(root.join("out/a/b.rs"))
        .and_then(|meta| meta.modified())
        .expect("it is there");
    assert_eq!(written, again, "an unchanged file is not touched");
    expect(
        &run(root, &["generate", "proto", "-o", "out", "--check"]),
        0,
        "",
    );

    fs::write(
        root.join("proto/a.proto"),
        PROTO.replace("string s", "bytes s"),
    )
    .expect("it can be written");
    expect(
        &run(root, &["generate", "proto", "-o", "out", "--check"]),
        1,
        "out/a/b.rs is stale",
    );
    expect(
        &run(root, &["generate", "proto", "-o", "out", "--diff"]),
        0,
        "+    pub s: ::bytes::Bytes,",
    );
    fs::write(root.join("proto/a.proto"), PROTO.replace("a.b", "c")).expect("it can be written");
    fs::write(root.join("out/a/mine.txt"), "mine").expect("it can be written");
    expect(
        &run(root, &["generate", "proto", "-o", "out"]),
        0,
        "removed",
    );
    let names: Vec<_> = tree(&root.join("out"))
        .into_keys()
        .filter(|name| !name.starts_with("runtime"))
        .collect();
    assert_eq!(
        names,
        [".grpcgen-manifest", "a/mine.txt", "c.rs", "mod.rs"],
        "what is not ours stays"
    );
}

#[test]
fn what_is_in_the_way_is_left_alone() {
    let folder = folder(&[
        ("proto/a.proto", PROTO),
        ("mine/a/b.rs", "mine"),
        ("elsewhere/x", ""),
    ]);
    let root = folder.path();
    expect(
        &run(root, &["generate", "proto", "-o", "mine"]),
        2,
        "did not write",
    );
    assert_eq!(tree(&root.join("mine")).len(), 1, "nothing is half written");
    fs::create_dir(root.join("linked")).expect("a folder can be made");
    std::os::unix::fs::symlink(root.join("elsewhere"), root.join("linked/a"))
        .expect("a link can be made");
    expect(
        &run(root, &["generate", "proto", "-o", "linked"]),
        2,
        "a link is in the way",
    );
    assert_eq!(
        tree(&root.join("elsewhere")).len(),
        1,
        "nothing is written through a link"
    );
    fs::write(root.join("file"), "").expect("it can be written");
    expect(&run(root, &["generate", "proto", "-o", "file"]), 2, "file");
}

#[test]
fn bad_input_is_told() {
    let deep = format!(
        "syntax = \"proto3\";\n{}{}",
        "message M {".repeat(10_000),
        "}".repeat(10_000)
    );
    let long = "x".repeat(100 << 20);
    let rows: &[(&[u8], i32, &str)] = &[
        (
            b"syntax = \"proto3\";\nmessage M { string s = 1 }\n",
            1,
            "a.proto:2",
        ),
        (b"syntax = \"proto3\";\nmessage M { N n = 1; }\n", 1, "N"),
        (
            b"syntax = \"proto3\";\nimport \"no/where.proto\";\n",
            1,
            "no/where.proto",
        ),
        (b"edition = \"2019\";\n", 1, "2019"),
        (b"message \xff {}\n", 1, "UTF-8"),
        (deep.as_bytes(), 1, "a.proto"),
        (long.as_bytes(), 1, "a.proto"),
    ];
    for (text, status, mentions) in rows {
        let folder = folder(&[]);
        fs::write(folder.path().join("a.proto"), text).expect("it can be written");
        expect(
            &run(folder.path(), &["generate", "a.proto", "-o", "out"]),
            *status,
            mentions,
        );
        assert!(
            !folder.path().join("out").exists(),
            "nothing is written for {mentions}"
        );
    }
    let folder = folder(&[
        ("grpcgen.toml", "inptus = []\n"),
        ("set.binpb", "\u{1}\u{2}"),
    ]);
    expect(
        &run(folder.path(), &["generate", "-o", "out"]),
        2,
        "did you mean `inputs`?",
    );
    fs::remove_file(folder.path().join("grpcgen.toml")).expect("it is there");
    expect(
        &run(folder.path(), &["generate", "set.binpb", "-o", "out"]),
        2,
        "FileDescriptorSet",
    );
    expect(
        &run(folder.path(), &["generate", "absent", "-o", "out"]),
        2,
        "absent",
    );
    expect(
        &run(folder.path(), &["generate", "-o", "out"]),
        2,
        "no input",
    );
    expect(
        &run_with(folder.path(), &[], b"not a request"),
        2,
        "CodeGeneratorRequest",
    );
}

#[test]
fn colours_are_for_those_who_want_them() {
    let folder = folder(&[("a.proto", "syntax = \"proto3\";\nmessage M { N n = 1; }\n")]);
    for (further, coloured) in [
        (&[][..], false),
        (&["--color", "auto"], false),
        (&["--color", "never"], false),
        (&["--color", "always"], true),
    ] {
        for command in [&["generate", "a.proto", "-o", "out"][..], &["lint"]] {
            let output = run(folder.path(), &[command, further].concat());
            expect(&output, 1, "a.proto");
            let escapes = output.stdout.contains(&b'\x1b');
            assert_eq!(escapes, coloured, "{command:?} {further:?}");
        }
    }
}

#[test]
fn the_plugin_answers_the_same_tree() {
    let folder = folder(&[("proto/a.proto", PROTO), ("plugin/x", "")]);
    let root = folder.path();
    expect(&run(root, &["generate", "proto", "-o", "out"]), 0, "");
    let plugin = format!("--plugin=protoc-gen-grpcgen={GRPCGEN}");
    let output = peers::protoc()
        .args([
            plugin.as_str(),
            "--grpcgen_out=plugin",
            "-I",
            "proto",
            "a.proto",
        ])
        .current_dir(root)
        .output()
        .expect("protoc starts");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let (mut ours, mut theirs) = (tree(&root.join("out")), tree(&root.join("plugin")));
    ours.remove(".grpcgen-manifest");
    theirs.remove("x");
    assert_eq!(ours, theirs);
    let output = peers::protoc()
        .args([
            plugin.as_str(),
            "--grpcgen_out=maps=hash:plugin",
            "-I",
            "proto",
            "a.proto",
        ])
        .current_dir(root)
        .output()
        .expect("protoc starts");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("unknown parameter \"maps=hash\""), "{text}");
}

#[test]
fn new_crates_refuse_what_cannot_be_one() {
    let folder = folder(&[("taken/x", "")]);
    for (name, mentions) in [
        ("taken", "exists already"),
        ("1st", "cannot name a crate"),
        ("tokio", "choose another"),
    ] {
        expect(&run(folder.path(), &["new", name]), 2, mentions);
    }
    for template in ["unary", "feed", "upload", "chat"] {
        let name = format!("demo-{template}");
        expect(
            &run(folder.path(), &["new", &name, "--template", template]),
            0,
            "made",
        );
        expect(
            &run(&folder.path().join(&name), &["generate", "--check"]),
            0,
            "",
        );
        for (path, text) in tree(&folder.path().join(&name)) {
            assert!(
                !String::from_utf8_lossy(&text).contains("{{"),
                "{path} has a placeholder left"
            );
        }
    }
}

/// What is worth knowing of a schema is said beside the output, and fails nothing.
#[test]
fn warnings_go_to_standard_error() {
    let folder = folder(&[
        (
            "a.proto",
            "syntax = \"proto3\";\nimport \"b.proto\";\nmessage M {}\n",
        ),
        ("b.proto", "syntax = \"proto3\";\n"),
    ]);
    for arguments in [
        &["generate", "a.proto", "-o", "out"][..],
        &["build", "a.proto", "-o", "set.binpb"],
    ] {
        let output = run(folder.path(), arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(
            output.status.success() && output.stdout.is_empty(),
            "{text}"
        );
        assert!(text.contains("the import `b.proto` is not used"), "{text}");
    }
}

/// Faults of a schema come in the formats that programs read, whoever finds them.
#[test]
fn faults_have_formats() {
    let folder = folder(&[
        (
            "bad.proto",
            "syntax = \"proto3\";\nmessage M { Nope n = 1; }\n",
        ),
        ("good.proto", "syntax = \"proto3\";\nmessage N {}\n"),
    ]);
    for command in ["generate", "build"] {
        let run = |file, format| {
            let arguments = [command, file, "-o", "out", "--format", format];
            run(folder.path(), &arguments)
        };
        let document = |file, status| {
            let output = run(file, "json");
            assert_eq!(output.status.code(), Some(status), "{output:?}");
            serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()
        };
        let bad = document("bad.proto", 1);
        assert_eq!(bad["counts"]["error"], 1);
        assert_eq!(bad["findings"][0]["span"]["line"], 2);
        assert_eq!(document("good.proto", 0)["counts"]["error"], 0);
        let github = run("bad.proto", "github");
        expect(&github, 1, "::error ");
        let _ = fs::remove_file(folder.path().join("out"));
        let _ = fs::remove_dir_all(folder.path().join("out"));
    }
}
