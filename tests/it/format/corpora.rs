//! Files of the world, laid out.

use super::check;
use crate::{real, scratch};
use grpcgen::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use grpcgen::wire::Message;
use rayon::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Every file below a folder, by its path there.
fn protos(root: &Path) -> Vec<PathBuf> {
    let walk = ignore::WalkBuilder::new(root)
        .standard_filters(false)
        .build()
        .flatten();
    let paths = walk.map(|entry| entry.path().strip_prefix(root).unwrap().to_owned());
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "proto"))
        .collect();
    paths.sort();
    paths
}

/// What protoc makes of files below a root, sorted by their names: its own order follows the imports.
fn descriptors(root: &Path, names: &[PathBuf]) -> Result<Vec<FileDescriptorProto>, String> {
    let output = tempfile::NamedTempFile::new().unwrap();
    let mut protoc = Command::new(protoc_bin_vendored::protoc_bin_path().unwrap());
    protoc.arg("-I").arg(root).arg("-o").arg(output.path());
    let run = protoc.args(names).current_dir(root).output().unwrap();
    if !run.status.success() {
        return Err(String::from_utf8_lossy(&run.stderr).into_owned());
    }
    let mut set = FileDescriptorSet::decode(&fs::read(output.path()).unwrap()).unwrap();
    set.file.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(set.file)
}

/// The same with sorted imports, as the layout has them.
fn sorted(mut file: FileDescriptorProto) -> FileDescriptorProto {
    let names = file.dependency.clone();
    file.dependency.sort();
    let sorted = file.dependency.clone();
    let moved = |index: &mut i32| {
        let name = &names[usize::try_from(*index).unwrap()];
        let place = sorted.iter().position(|sorted| sorted == name).unwrap();
        *index = i32::try_from(place).unwrap();
    };
    for indexes in [&mut file.public_dependency, &mut file.weak_dependency] {
        indexes.iter_mut().for_each(moved);
        indexes.sort_unstable();
    }
    file
}

#[test]
fn googleapis_mean_the_same_in_the_layout() {
    let Some(root) = real::googleapis() else {
        return;
    };
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let names = protos(&root);
    let (before, after) = rayon::join(
        || descriptors(&root, &names),
        || {
            names.par_iter().for_each(|name| {
                let text = fs::read_to_string(root.join(name)).unwrap();
                let path = folder.path().join(name);
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, check(&name.to_string_lossy(), &text).unwrap()).unwrap();
            });
            descriptors(folder.path(), &names)
        },
    );
    let (before, after) = (before.unwrap(), after.unwrap());
    assert_eq!(before.len(), after.len());
    let pairs = before.into_par_iter().zip(after);
    pairs.for_each(|(before, after)| {
        let name = before.name.clone();
        assert!(sorted(before) == after, "{name:?} means something else");
    });
}

/// protobuf's own files, which have everything in them that the language has. What they mean is held against protoc one by
/// one: they declare the same things again and again.
#[test]
fn protobuf_means_the_same_in_the_layout() {
    for (folder, least) in [("src", 70), ("conformance", 2), ("editions", 50)] {
        let Some(root) = scratch::shared(&format!("protobuf/{folder}")) else {
            return;
        };
        let copy = tempfile::tempdir().unwrap();
        let names = protos(&root);
        for name in &names {
            let text = fs::read_to_string(root.join(name)).unwrap();
            let path = copy.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, check(&name.to_string_lossy(), &text).unwrap_or(text)).unwrap();
        }
        let compared = names.par_iter().filter(|name| {
            let Ok(before) = descriptors(&root, std::slice::from_ref(name)) else {
                return false;
            };
            let after = descriptors(copy.path(), std::slice::from_ref(name)).unwrap();
            let before: Vec<_> = before.into_iter().map(sorted).collect();
            assert!(before == after, "{} means something else", name.display());
            true
        });
        assert!(compared.count() >= least, "{folder}");
    }
}

/// The files of the front end's cases: half of them are not for any compiler, but most of those have a layout.
#[test]
fn odd_files_are_kept_in_the_layout() {
    let Some(path) = scratch::shared("front-cases/cases.jsonl.xz") else {
        return;
    };
    let Ok(output) = Command::new("xz").args(["-dc"]).arg(path).output() else {
        return eprintln!("skipped: xz does not run");
    };
    let text = String::from_utf8(output.stdout).unwrap();
    let laid = text.lines().map(|line| {
        let case: serde_json::Value = serde_json::from_str(line).unwrap();
        let files = case["files"].as_object().unwrap().iter();
        let texts = files.filter_map(|(name, text)| Some((name, text.as_str()?)));
        texts
            .filter(|(name, text)| check(name, text).is_some())
            .count()
    });
    let laid: usize = laid.sum();
    assert!(laid > 500, "only {laid}");
}
