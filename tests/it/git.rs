//! Git revisions, read in place, against repositories that the real git makes.

use grpcgen::files::{Repository, Revision};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// Runs git; whether it is there at all is asked once, by [`repository`].
pub fn git(folder: &Path, arguments: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(folder)
        .args(["-c", "user.name=test", "-c", "user.email=test@example.com"])
        .args([
            "-c",
            "protocol.file.allow=always",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?}: {stderr}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

pub fn write(folder: &Path, path: &str, text: &str) {
    let path = folder.join(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn commit(folder: &Path, text: &str) {
    write(folder, "proto/a.proto", text);
    git(folder, &["add", "-A"]);
    git(folder, &["commit", "-qm", text]);
}

/// A history of three commits, `one` to `three`, with tags, a branch that left at `two`, and files that are no business of
/// ours; `None`, saying so, where git is missing.
fn repository() -> Option<(TempDir, PathBuf)> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().canonicalize().unwrap().join("repo");
    fs::create_dir(&root).unwrap();
    git(&root, &["init", "-q"]);
    write(&root, "readme.md", "not for us");
    write(&root, "buf.yaml", "version: v2");
    commit(&root, "one");
    git(&root, &["tag", "v1.0.0"]);
    commit(&root, "two");
    git(&root, &["tag", "-am", "annotated", "proto/v1.2.0"]);
    git(&root, &["tag", "v1.3.0-rc.1"]);
    git(&root, &["checkout", "-qb", "side"]);
    commit(&root, "side");
    git(&root, &["tag", "v9.0.0"]);
    git(&root, &["checkout", "-q", "main"]);
    commit(&root, "three");
    Some((folder, root))
}

/// What a revision has in `proto/a.proto`.
fn content(root: &Path, from: &Path, revision: &Revision) -> String {
    let repository = Repository::discover(from).unwrap();
    let snapshot = repository.at(revision).unwrap();
    let bytes = snapshot.files.read(&root.join("proto/a.proto")).unwrap();
    String::from_utf8(bytes).unwrap()
}

fn spec(text: &str) -> Revision {
    Revision::Spec(text.to_owned())
}

#[test]
fn every_way_to_name_a_revision() {
    let Some((_keep, root)) = repository() else {
        return;
    };
    let first = git(&root, &["rev-parse", "HEAD~2"]);
    // As the objects lie now, then packed, references included.
    for packed in [false, true] {
        if packed {
            git(&root, &["gc", "-q", "--aggressive", "--prune=now"]);
            git(&root, &["pack-refs", "--all"]);
        }
        for (revision, expected) in [
            (spec("HEAD"), "three"),
            (spec("HEAD~1"), "two"),
            (spec("HEAD^^"), "one"),
            (spec("v1.0.0"), "one"),
            (spec("side"), "side"),
            (spec(&first), "one"),
            (spec(&first[..8]), "one"),
            (Revision::Tag("v1.0.0".into()), "one"),
            (Revision::Tag("proto/v1.2.0".into()), "two"),
            (Revision::Branch("main".into()), "three"),
            (Revision::Branch("side".into()), "side"),
            (Revision::LatestTag, "two"),
            (Revision::MergeBase("side".into()), "two"),
        ] {
            for from in [root.clone(), root.join("proto"), root.join(".git")] {
                assert_eq!(
                    content(&root, &from, &revision),
                    expected,
                    "{revision} packed {packed}"
                );
            }
        }
    }
    let snapshot = Repository::discover(&root)
        .unwrap()
        .at(&Revision::LatestTag)
        .unwrap();
    assert_eq!(snapshot.name, "proto/v1.2.0");
    let files: Vec<_> = snapshot
        .files
        .below(&root)
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert_eq!(files, [root.join("buf.yaml"), root.join("proto/a.proto")]);
}

#[test]
fn clones_and_work_trees_of_every_kind() {
    let Some((keep, root)) = repository() else {
        return;
    };
    let top = root.parent().unwrap().to_owned();
    // A detached head.
    git(&root, &["checkout", "-q", "HEAD~1"]);
    assert_eq!(content(&root, &root, &spec("HEAD")), "two");
    git(&root, &["checkout", "-q", "main"]);
    // A second work tree.
    git(&root, &["worktree", "add", "-q", "../tree", "side"]);
    let tree = top.join("tree");
    assert_eq!(content(&tree, &tree.join("proto"), &spec("HEAD~1")), "two");
    assert_eq!(
        content(&tree, &tree, &Revision::Branch("main".into())),
        "three"
    );
    // A bare repository: its files are in no folder but its own.
    git(&top, &["clone", "-q", "--bare", "repo", "bare.git"]);
    let bare = top.join("bare.git");
    assert_eq!(
        content(&bare, &bare, &Revision::Tag("v1.0.0".into())),
        "one"
    );
    // A shallow clone: a branch known from the remote alone, and a history that ends.
    let url = format!("file://{}", root.display());
    git(
        &top,
        &[
            "clone",
            "-q",
            "--depth=1",
            "--no-single-branch",
            &url,
            "shallow",
        ],
    );
    let shallow = top.join("shallow");
    assert_eq!(
        content(&shallow, &shallow, &Revision::Branch("side".into())),
        "side"
    );
    assert_eq!(content(&shallow, &shallow, &spec("side")), "side");
    let repository = Repository::discover(&shallow).unwrap();
    let error = repository.at(&spec("HEAD~2")).unwrap_err().to_string();
    assert!(
        error.contains("HEAD~2 is neither a path nor a revision"),
        "{error}"
    );
    // A submodule, and a link to a file.
    git(&top, &["init", "-q", "outer"]);
    let outer = top.join("outer");
    git(
        &outer,
        &["submodule", "--quiet", "add", &url, "third_party/inner"],
    );
    std::os::unix::fs::symlink(
        "../third_party/inner/proto/a.proto",
        outer.join("link.proto"),
    )
    .unwrap();
    fs::remove_file(outer.join("link.proto")).unwrap();
    fs::create_dir(outer.join("links")).unwrap();
    std::os::unix::fs::symlink("../own/b.proto", outer.join("links/b.proto")).unwrap();
    write(&outer, "own/b.proto", "own");
    commit(&outer, "outer");
    write(&outer, "third_party/inner/proto/a.proto", "changed since");
    let snapshot = Repository::discover(&outer)
        .unwrap()
        .at(&spec("HEAD"))
        .unwrap();
    let read =
        |path: &str| String::from_utf8(snapshot.files.read(&outer.join(path)).unwrap()).unwrap();
    assert_eq!(read("third_party/inner/proto/a.proto"), "three");
    assert_eq!(read("links/b.proto"), "own");
    drop(keep);
}

#[test]
fn what_is_not_there_is_said_with_a_remedy() {
    let Some((_keep, root)) = repository() else {
        return;
    };
    let repository = Repository::discover(&root).unwrap();
    let error = |revision: Revision| repository.at(&revision).unwrap_err().to_string();
    let text = error(Revision::Tag("v1.0.1".into()));
    assert!(
        text.contains("v1.0.1 is neither a path nor a revision")
            && text.contains("there is a tag v1.0.0"),
        "{text}"
    );
    assert!(error(spec("nowhere")).contains("nowhere is neither a path nor a revision"));
    assert!(error(Revision::MergeBase("nowhere".into())).contains("nor a revision"));
    // An object that is damaged.
    let blob = git(&root, &["rev-parse", "HEAD:proto/a.proto"]);
    let object = root.join(".git/objects").join(&blob[..2]).join(&blob[2..]);
    fs::remove_file(&object).unwrap();
    fs::write(&object, "garbage").unwrap();
    let snapshot = repository.at(&spec("HEAD")).unwrap();
    let damaged = snapshot.files.read(&root.join("proto/a.proto"));
    let text = damaged.unwrap_err().to_string();
    assert!(text.contains(&blob) && text.contains("git fsck"), "{text}");
    let readable = snapshot.files.read(&root.join("buf.yaml"));
    assert_eq!(readable.unwrap(), b"version: v2");
    // Nothing there at all.
    let empty = tempfile::tempdir().unwrap();
    let text = Repository::discover(empty.path()).unwrap_err().to_string();
    assert!(text.contains("is in no git repository"), "{text}");
    git(empty.path(), &["init", "-q"]);
    let repository = Repository::discover(empty.path()).unwrap();
    assert!(
        repository
            .at(&Revision::LatestTag)
            .unwrap_err()
            .to_string()
            .contains("has no commit yet")
    );
}
