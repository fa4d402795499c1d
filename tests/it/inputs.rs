//! A schema named in every way there is: a folder, an archive, another state of its repository.

use super::cli::{expect, run, tree};
use super::git::{git, write};
use std::fs;
use std::fs::File;
use std::io::Write;
use std::path::Path;
use std::process::Command;
use tempfile::TempDir;

const OLD: &str = "syntax = \"proto3\";\npackage acme.v1;\nmessage A {\n  string name = 1;\n  int32 years = 2;\n}\n";
const NEW: &str = "syntax = \"proto3\";\npackage acme.v1;\nmessage A {\n  string name = 1;\n}\n";
const IMPORTER: &str =
    "syntax = \"proto3\";\npackage acme.v1;\nimport \"acme/v1/a.proto\";\nmessage B { A a = 1; }\n";

/// A folder `proto` with a field fewer than what was tagged `v1.0.0`, and that earlier state as archives.
fn project() -> Option<TempDir> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    git(root, &["init", "-q"]);
    write(root, "proto/acme/v1/a.proto", OLD);
    write(root, "proto/acme/v1/b.proto", IMPORTER);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "one"]);
    git(root, &["tag", "v1.0.0"]);
    archive(root);
    write(root, "proto/acme/v1/a.proto", NEW);
    git(root, &["commit", "-qam", "two"]);
    Some(folder)
}

/// `old.tar.gz` with the folder, `old.zip` with what is in it.
fn archive(root: &Path) {
    let tar = File::create(root.join("old.tar.gz")).unwrap();
    let gzip = flate2::write::GzEncoder::new(tar, flate2::Compression::fast());
    let mut tar = tar::Builder::new(gzip);
    tar.append_dir_all("proto", root.join("proto")).unwrap();
    tar.into_inner().unwrap().finish().unwrap();
    let mut zip = zip::ZipWriter::new(File::create(root.join("old.zip")).unwrap());
    for name in ["acme/v1/a.proto", "acme/v1/b.proto"] {
        let options = zip::write::SimpleFileOptions::default();
        zip.start_file(name, options).unwrap();
        zip.write_all(&fs::read(root.join("proto").join(name)).unwrap())
            .unwrap();
    }
    zip.finish().unwrap();
}

const DELETED: &str = "\"years\"";

#[test]
fn baselines_are_found_wherever_they_are() {
    let Some(folder) = project() else { return };
    let root = folder.path();
    let breaking: [(&str, &[&str]); 10] = [
        (".", &["proto", "--against", "latest-tag"]),
        (".", &["proto", "--against", "v1.0.0"]),
        (".", &["proto", "--against", "HEAD~1"]),
        (".", &["proto", "--against", ".git#tag=v1.0.0,subdir=proto"]),
        (".", &["proto", "--against", ".git#ref=HEAD~1,subdir=proto"]),
        (".", &["proto", "--against", "old.tar.gz#subdir=proto"]),
        (
            ".",
            &["proto", "--against", "old.tar.gz#strip_components=1"],
        ),
        (".", &["proto", "--against", "old.zip"]),
        ("proto", &["--against", "v1.0.0"]),
        ("proto/acme", &["..", "--against", "latest-tag"]),
    ];
    for (from, arguments) in breaking {
        let arguments = [&["breaking"], arguments].concat();
        expect(&run(&root.join(from), &arguments), 1, DELETED);
    }
    let clean = ["breaking", "proto", "--against", "HEAD"];
    let output = run(root, &clean);
    expect(&output, 0, "");
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
}

#[test]
fn missing_baselines_are_told() {
    let Some(folder) = project() else { return };
    let faults = [
        ("v2.0.0", "v2.0.0"),
        ("merge-base:nowhere", "nowhere"),
        (".git#tag=v3", "v3"),
        (".git#branch=gone", "gone"),
        (".git#tag=v1.0.0,subdir=nowhere", "subdir="),
        ("nowhere.zip", "nowhere.zip"),
        ("old.zip#subdir=nowhere", "subdir="),
        ("proto/acme/v1/a.proto#format=zip", "a.proto"),
        (".git#tog=v1.0.0", "tog"),
    ];
    for (base, mentions) in faults {
        let output = run(folder.path(), &["breaking", "proto", "--against", base]);
        expect(&output, 2, mentions);
    }
}

#[test]
fn every_state_generates_what_its_folder_does() {
    let Some(folder) = project() else { return };
    let root = folder.path();
    let generate = |input: &str, out: &str| {
        expect(&run(root, &["generate", input, "--out", out]), 0, "");
        tree(&root.join(out))
    };
    let new = generate("proto", "new");
    git(root, &["checkout", "-q", "v1.0.0"]);
    let old = generate("proto", "old");
    assert_ne!(new, old);
    git(root, &["checkout", "-q", "-"]);
    let inputs = [
        ".git#tag=v1.0.0,subdir=proto",
        "old.tar.gz#subdir=proto",
        "old.zip",
    ];
    for (index, input) in inputs.into_iter().enumerate() {
        assert_eq!(generate(input, &format!("out{index}")), old, "{input}");
    }
}
