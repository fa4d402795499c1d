//! `grpcgen format` as its users see it.

use crate::cli::{expect, run, run_with, tree};
use crate::git::{git, write};
use std::fs;
use std::process::Command;
use tempfile::TempDir;

const WILD: &str = "syntax = \"proto3\";\nmessage A{string b=1;}\n";
const LAID: &str = "syntax = \"proto3\";\n\nmessage A {\n  string b = 1;\n}\n";
const FAULTY: &str = "syntax = \"proto3\";\nmessage A { string }\n";

fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        write(folder.path(), path, text);
    }
    folder
}

#[test]
fn files_are_printed_unless_asked_otherwise() {
    let folder = folder(&[("a.proto", WILD), ("b/c.proto", LAID), ("d.txt", WILD)]);
    let before = tree(folder.path());
    let output = run(folder.path(), &["format"]);
    expect(&output, 0, "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), LAID.repeat(2));
    let output = run(folder.path(), &["format", "--check"]);
    expect(&output, 1, "a.proto would change\n");
    assert!(
        !String::from_utf8(output.stdout)
            .unwrap()
            .contains("c.proto")
    );
    expect(
        &run(folder.path(), &["format", "--diff"]),
        0,
        "--- a/a.proto\n+++ b/a.proto\n",
    );
    expect(
        &run(folder.path(), &["format", "--diff", "--check", "."]),
        1,
        "+  string b = 1;",
    );
    expect(&run(folder.path(), &["format", "--check", "b"]), 0, "");
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn files_are_written_where_they_change() {
    let folder = folder(&[("a.proto", WILD), ("b/c.proto", LAID)]);
    expect(
        &run(folder.path(), &["format", "-w"]),
        0,
        "2 files, 1 written",
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("a.proto")).unwrap(),
        LAID
    );
    expect(
        &run(folder.path(), &["format", "--write", "a.proto", "b"]),
        0,
        "2 files, 0 written",
    );
    expect(&run(folder.path(), &["format", "--check"]), 0, "");
}

#[cfg(unix)]
#[test]
fn links_and_permissions_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&[("real/a.proto", WILD)]);
    let (real, link) = (
        folder.path().join("real/a.proto"),
        folder.path().join("link.proto"),
    );
    fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    symlink("real/a.proto", &link).unwrap();
    expect(
        &run(folder.path(), &["format", "-w", "link.proto"]),
        0,
        "1 written",
    );
    assert!(link.symlink_metadata().unwrap().is_symlink());
    assert_eq!(fs::read_to_string(&real).unwrap(), LAID);
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
}

#[test]
fn faulty_files_are_left_alone() {
    let folder = folder(&[("a.proto", WILD), ("b.proto", FAULTY)]);
    fs::write(folder.path().join("c.proto"), b"// \xff").unwrap();
    let output = run(folder.path(), &["format", "-w"]);
    expect(&output, 1, "b.proto:2:20");
    expect(&output, 1, "not UTF-8");
    assert_eq!(
        fs::read_to_string(folder.path().join("a.proto")).unwrap(),
        LAID
    );
    assert_eq!(
        fs::read_to_string(folder.path().join("b.proto")).unwrap(),
        FAULTY
    );
    let output = run(folder.path(), &["format", "b.proto"]);
    expect(&output, 1, "b.proto:2:20");
    assert!(output.stdout.is_empty());
}

#[test]
fn standard_input_is_laid_out() {
    let folder = folder(&[]);
    let output = run_with(folder.path(), &["format", "-"], WILD.as_bytes());
    expect(&output, 0, "");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), LAID);
    expect(
        &run_with(folder.path(), &["format", "-", "--check"], WILD.as_bytes()),
        1,
        "stdin would change",
    );
    expect(
        &run_with(folder.path(), &["format", "-", "-w"], WILD.as_bytes()),
        2,
        "standard input cannot be written",
    );
}

#[test]
fn what_cannot_be_laid_out_is_refused() {
    let folder = folder(&[("empty/x.txt", ""), ("a.binpb", "")]);
    expect(
        &run(folder.path(), &["format", "absent"]),
        2,
        "absent does not exist",
    );
    expect(
        &run(folder.path(), &["format", "empty"]),
        2,
        "no .proto file found in empty",
    );
    expect(
        &run(folder.path(), &["format", "a.binpb"]),
        2,
        "descriptor set",
    );
    expect(
        &run(folder.path(), &["format", "-w", "--check"]),
        2,
        "cannot be used with",
    );
}

#[test]
fn revisions_are_read_but_not_written() {
    if Command::new("git").arg("--version").output().is_err() {
        return eprintln!("skipped: git is not installed");
    }
    let folder = folder(&[("a.proto", WILD)]);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", "wild"]);
    fs::write(folder.path().join("a.proto"), LAID).unwrap();
    expect(
        &run(folder.path(), &["format", ".git#ref=HEAD", "--check"]),
        1,
        "a.proto would change",
    );
    expect(
        &run(folder.path(), &["format", ".git#ref=HEAD", "-w"]),
        2,
        "cannot be written",
    );
}

#[test]
fn globs_stand_for_their_files() {
    let folder = folder(&[
        ("a/b.proto", WILD),
        ("a/c/d.proto", WILD),
        ("e.proto", WILD),
    ]);
    let root = folder.path();
    let stale = |arguments: &[&str]| {
        let output = run(root, &[&["format", "--check"], arguments].concat());
        String::from_utf8(output.stdout).expect("it is text")
    };
    assert_eq!(stale(&["a/*.proto"]), "a/b.proto would change\n");
    assert_eq!(
        stale(&["a/**/[d-e].proto", "*.proto"]),
        "a/c/d.proto would change\ne.proto would change\n"
    );
    expect(
        &run(root, &["format", "-w", "a/**/*.proto"]),
        0,
        "2 files, 2 written",
    );
    assert_eq!(stale(&["."]), "e.proto would change\n");
    expect(
        &run(root, &["format", "x/*.proto"]),
        2,
        "no .proto file found in x/*.proto",
    );
    expect(&run(root, &["format", "a["]), 2, "a[ is not a glob");
    expect(&run(root, &["lint", "a/*.proto"]), 2, "a/*.proto is a glob");
}
