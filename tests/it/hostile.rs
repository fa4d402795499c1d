//! Damaged input, and places that cannot be written: a clear error, and nothing half written.

use crate::cli::{GRPCGEN, PROTO, expect, folder, run, run_with, tree};
use grpcgen::descriptor::google::protobuf::FileDescriptorSet;
use grpcgen::descriptor::google::protobuf::compiler::{
    CodeGeneratorRequest, CodeGeneratorResponse,
};
use grpcgen::runtime::wire::Message;
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// A descriptor set of [`PROTO`], as `grpcgen build` writes it.
fn set() -> Vec<u8> {
    let folder = folder(&[("a.proto", PROTO)]);
    expect(
        &run(folder.path(), &["build", ".", "-o", "set.binpb"]),
        0,
        "",
    );
    fs::read(folder.path().join("set.binpb")).unwrap()
}

/// Cuts at many places, and single damaged bytes.
fn damaged(bytes: &[u8]) -> Vec<Vec<u8>> {
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut below = |end: usize| random.next_u32() as usize % end;
    let cuts = (0..40).map(|cut| bytes[..bytes.len() * cut / 40].to_vec());
    let mut cases: Vec<_> = cuts.collect();
    for _ in 0..80 {
        let mut case = bytes.to_vec();
        case[below(bytes.len())] ^= 1 << below(8);
        cases.push(case);
    }
    cases
}

#[test]
fn damaged_descriptor_sets_are_refused() {
    let mut refused = 0;
    for bytes in damaged(&set()) {
        let folder = folder(&[]);
        let output = run_with(folder.path(), &["generate", "-", "-o", "out"], &bytes);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(!text.contains("panicked"), "{bytes:?}: {text}");
        match output.status.code() {
            Some(0) => {}
            Some(1) => {
                refused += 1;
                assert!(!output.stdout.is_empty(), "{bytes:?}");
                assert!(!folder.path().join("out").exists(), "{bytes:?}");
            }
            Some(2) => {
                refused += 1;
                assert!(text.contains("- cannot be compiled"), "{bytes:?}: {text}");
                assert!(output.stdout.is_empty(), "{bytes:?}");
            }
            other => panic!("{other:?} for {bytes:?}: {text}"),
        }
    }
    assert!(refused > 20, "{refused} were refused");
}

#[test]
fn damaged_plugin_requests_are_answered() {
    let request = CodeGeneratorRequest {
        file_to_generate: vec!["a.proto".to_owned()],
        proto_file: FileDescriptorSet::decode(&set()).unwrap().file,
        ..Default::default()
    };
    let (mut unreadable, mut complaints) = (0, 0);
    for bytes in damaged(&request.encode_to_vec()) {
        let output = run_with(Path::new("."), &[], &bytes);
        let text = String::from_utf8_lossy(&output.stderr);
        match output.status.code() {
            Some(0) => {
                let response = CodeGeneratorResponse::decode(&output.stdout).unwrap();
                complaints += u32::from(response.error.is_some());
            }
            Some(2) => {
                unreadable += 1;
                assert!(text.contains("CodeGeneratorRequest"), "{text}");
                assert!(output.stdout.is_empty(), "{bytes:?}");
            }
            other => panic!("{other:?} for {bytes:?}: {text}"),
        }
    }
    assert!(
        unreadable > 20 && complaints > 5,
        "{unreadable} {complaints}"
    );
}

/// Runs the program where no file may grow beyond so many blocks of 512 bytes, as on a disk that is full.
fn run_limited(folder: &Path, blocks: u32, arguments: &[&str]) -> Output {
    let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut shell = Command::new("sh");
    shell.args(["-c", &script, GRPCGEN]).args(arguments);
    shell.current_dir(folder).output().unwrap()
}

#[test]
fn a_full_disk_leaves_the_tree_as_it_was() {
    let folder = folder(&[("proto/a.proto", PROTO)]);
    let root = folder.path();
    let generate = &["generate", "proto", "-o", "out"];
    expect(&run_limited(root, 8, generate), 2, "cannot write");
    assert_eq!(tree(&root.join("out")).len(), 0);
    expect(&run(root, generate), 0, "");
    let before = tree(root);
    fs::write(root.join("proto/b.proto"), PROTO.replace("a.b", "a.c")).unwrap();
    let long = PROTO.replace("string s", &format!("string {}", "s".repeat(9000)));
    fs::write(root.join("proto/a.proto"), &long).unwrap();
    expect(&run_limited(root, 8, generate), 2, "cannot write");
    fs::remove_file(root.join("proto/b.proto")).unwrap();
    fs::write(root.join("proto/a.proto"), PROTO).unwrap();
    assert_eq!(tree(root), before);
}

#[test]
fn a_full_file_system_leaves_nothing() {
    let folder = folder(&[("proto/a.proto", PROTO), ("small/x", "")]);
    let small = folder.path().join("small");
    let mount = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=64k", "none"])
        .arg(&small)
        .output();
    if !mount.is_ok_and(|output| output.status.success()) {
        println!("skipped: this user may not mount a small file system");
        return;
    }
    let arguments = &["generate", "proto", "-o", "small/out"];
    let output = run(folder.path(), arguments);
    let left = tree(&small);
    let unmounted = Command::new("umount").arg(&small).status().unwrap();
    assert!(unmounted.success());
    expect(&output, 2, "No space left");
    assert_eq!(left.len(), 0, "{:?}", left.keys());
}

#[test]
fn places_that_cannot_be_written_are_told() {
    let folder = folder(&[("proto/a.proto", PROTO), ("set.binpb", "old")]);
    let root = folder.path();
    for (arguments, mentions) in [
        (&["generate", "proto", "-o", "/proc/grpcgen"][..], "/proc"),
        (&["generate", "proto", "-o", "set.binpb/x"], "set.binpb"),
        (&["build", "proto", "-o", "no/where.binpb"], "no"),
        (&["build", "proto", "-o", "/dev/full"], "/dev/full"),
        (&["new", "/proc/demo"], "/proc"),
        (&["new", "set.binpb/demo"], "set.binpb"),
    ] {
        expect(&run(root, arguments), 2, mentions);
    }
    expect(
        &run_limited(root, 0, &["build", "proto", "-o", "set.binpb"]),
        2,
        "cannot write set.binpb",
    );
    let left = tree(root);
    assert_eq!(left.len(), 2, "{:?}", left.keys());
    assert_eq!(left["set.binpb"], b"old");
}

#[test]
fn output_that_goes_nowhere_is_told() {
    let folder = folder(&[
        ("proto/a.proto", PROTO),
        (
            "bad.proto",
            "syntax = \"proto3\";\nmessage M { N n = 1; }\n",
        ),
    ]);
    for arguments in [
        &["build", "proto", "-o", "-"][..],
        &["generate", "proto", "-o", "out", "--diff"],
        &["generate", "bad.proto", "-o", "out"],
        &["lint", "proto"],
    ] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full");
        let mut command = Command::new(GRPCGEN);
        command.args(arguments).current_dir(folder.path());
        let output = command.stdout(full.unwrap()).output().unwrap();
        expect(&output, 2, "No space left");
    }
}

#[test]
fn links_are_not_followed_when_files_go_away() {
    let folder = folder(&[("proto/a.proto", PROTO), ("other/b.rs", "theirs")]);
    let root = folder.path();
    let generate = &["generate", "proto", "-o", "out"];
    expect(&run(root, generate), 0, "");
    fs::remove_dir_all(root.join("out/a")).unwrap();
    std::os::unix::fs::symlink(root.join("other"), root.join("out/a")).unwrap();
    fs::write(root.join("proto/a.proto"), PROTO.replace("a.b", "c")).unwrap();
    expect(&run(root, generate), 0, "");
    assert_eq!(tree(&root.join("other"))["b.rs"], b"theirs");
}
