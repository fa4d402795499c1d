//! The syntax half against protoc: everything that does not depend on other files must be as protoc has it.

mod cases;
mod reading;

use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::wire::Message;
use rayon::prelude::*;
use reading::difference;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Data that lies beside the repository or further up; nothing (and a word why) where it does not.
fn shared(path: &str) -> Option<PathBuf> {
    let above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(1);
    let found = above
        .map(|folder| folder.join("shared/data").join(path))
        .find(|path| path.exists());
    if found.is_none() {
        println!("skipped: there is no ../shared/data/{path}");
    }
    found
}

fn compare(root: &Path, set: &FileDescriptorSet) {
    let differences: Vec<_> = set
        .file
        .par_iter()
        .filter_map(|file| difference(root, file))
        .collect();
    println!("{} of {} files differ", differences.len(), set.file.len());
    for difference in differences.iter().take(10) {
        println!("{difference}");
    }
    assert!(differences.is_empty());
}

/// What protoc makes of files below a root; nothing where it refuses one.
fn protoc(root: &Path, names: &[String]) -> Option<FileDescriptorSet> {
    let protoc = protoc_bin_vendored::protoc_bin_path().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let output = Command::new(protoc)
        .args(["--include_source_info", "-I"])
        .arg(root)
        .arg("-I")
        .arg(protoc_bin_vendored::include_path().unwrap())
        .arg("-o")
        .arg(file.path())
        .args(names)
        .output()
        .unwrap();
    let set = std::fs::read(file.path()).unwrap();
    output
        .status
        .success()
        .then(|| FileDescriptorSet::decode(&set).unwrap())
}

fn protos(root: &Path) -> Vec<String> {
    let files = ignore::WalkBuilder::new(root)
        .standard_filters(false)
        .build()
        .flatten();
    let paths = files.map(|entry| entry.path().strip_prefix(root).unwrap().to_owned());
    let names = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "proto")
    });
    let mut names: Vec<_> = names
        .map(|path| path.to_str().unwrap().to_owned())
        .collect();
    names.sort();
    names
}

/// protobuf's own files, one by one: they declare the same things again and again, and some are made to be refused.
#[test]
fn protobuf_reads_as_by_protoc() {
    for (folder, least) in [("src", 70), ("conformance", 2), ("editions", 50)] {
        let Some(root) = shared(&format!("protobuf/{folder}")) else {
            return;
        };
        let names = protos(&root);
        let sets = names
            .par_iter()
            .filter_map(|name| protoc(&root, std::slice::from_ref(name)));
        let file = sets.flat_map_iter(|set| set.file).collect();
        let set = FileDescriptorSet {
            file,
            ..FileDescriptorSet::default()
        };
        compare(&root, &set);
        assert!(
            set.file.len() >= least,
            "only {} files of {folder}",
            set.file.len()
        );
    }
}
