//! Broken input on either side: a finding with its place, or status 2 and what to do; never a panic, and what is to be said of
//! the good files is said all the same.

use super::cli::{GRPCGEN, expect, run, tree};
use super::git::{git, write};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;

/// A file that loses `years`, and whose enum has a value in small letters.
const GOOD: &str = "syntax = \"proto3\";\npackage acme.v1;\nmessage A {\n  string name = 1;\n  int32 years = 2;\n}\nenum E {\n  E_UNSPECIFIED = 0;\n  E_small = 1;\n}\n";
/// Another file, which the third one imports.
const OTHER: &str = "syntax = \"proto3\";\npackage acme.v1;\nmessage O {\n  string name = 1;\n}\n";
const IMPORTER: &str = "syntax = \"proto3\";\npackage acme.v1;\nimport \"acme/v1/o.proto\";\nmessage I {\n  O o = 1;\n}\n";
/// What lint and breaking say of the good file.
const SMALL: &str = "ENUM_VALUE_UPPER_SNAKE_CASE";
const YEARS: &str = "\"years\"";

/// What a file of one side is made instead of what it is.
struct Broken {
    what: &'static str,
    file: &'static str,
    text: &'static [u8],
    /// What is said of it, place included.
    said: &'static str,
}

const BROKEN: &[Broken] = &[
    Broken {
        what: "half a message",
        file: "o.proto",
        text: b"syntax = \"proto3\";\npackage acme.v1;\nmessage O {\n  string name =",
        said: "o.proto:4",
    },
    Broken {
        what: "an import that is not there",
        file: "o.proto",
        text: b"syntax = \"proto3\";\npackage acme.v1;\nimport \"no/where.proto\";\nmessage O {}\n",
        said: "o.proto:3",
    },
    Broken {
        what: "a type that is not there",
        file: "o.proto",
        text: b"syntax = \"proto3\";\npackage acme.v1;\nmessage O {\n  Nothing nothing = 1;\n}\n",
        said: "o.proto:4",
    },
    Broken {
        what: "imports in a circle",
        file: "o.proto",
        text: b"syntax = \"proto3\";\npackage acme.v1;\nimport \"acme/v1/i.proto\";\nmessage O {}\n",
        said: ".proto:3",
    },
    Broken {
        what: "no text",
        file: "o.proto",
        text: b"syntax = \"proto3\";\n\xff\xfe\x00",
        said: "o.proto:2",
    },
    Broken {
        what: "a conflict that git has left",
        file: "o.proto",
        text: b"syntax = \"proto3\";\npackage acme.v1;\n<<<<<<< HEAD\nmessage O {}\n=======\nmessage P {}\n>>>>>>> x\n",
        said: "o.proto:3",
    },
    Broken {
        what: "what another file declares",
        file: "o.proto",
        text: b"syntax = \"proto3\";\npackage acme.v1;\nmessage O {}\nmessage O {}\n",
        said: "o.proto:4",
    },
];

fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for side in ["old", "new"] {
        write(folder.path(), &format!("{side}/acme/v1/a.proto"), GOOD);
        write(folder.path(), &format!("{side}/acme/v1/o.proto"), OTHER);
        write(folder.path(), &format!("{side}/acme/v1/i.proto"), IMPORTER);
    }
    let lost = GOOD.replace("  int32 years = 2;\n", "");
    write(folder.path(), "new/acme/v1/a.proto", &lost);
    folder
}

const LINT: &[&str] = &["lint", "new"];
const BREAKING: &[&str] = &["breaking", "new", "--against", "old"];
const CHECK: &[&str] = &["check", "new", "--against", "old"];
const GENERATE: &[&str] = &["generate", "new", "-o", "out"];

#[test]
fn a_broken_file_hides_nothing_of_the_others() {
    for broken in BROKEN {
        for side in ["old", "new"] {
            let folder = project();
            let root = folder.path();
            let path = root.join(side).join("acme/v1").join(broken.file);
            fs::write(path, broken.text).unwrap();
            let new = side == "new";
            for (arguments, good) in [
                (LINT, &[SMALL][..]),
                (BREAKING, &[YEARS]),
                (CHECK, &[SMALL, YEARS]),
                (GENERATE, &[]),
            ] {
                let what = format!("{} in {side}: {arguments:?}", broken.what);
                let concerns = new || arguments.contains(&"--against");
                let output = run(root, arguments);
                println!("{what}");
                let status = i32::from(concerns || !good.is_empty());
                expect(&output, status, if concerns { broken.said } else { "" });
                for said in good {
                    expect(&output, status, said);
                }
                let text = String::from_utf8_lossy(&output.stdout);
                assert!(
                    !text.contains("_NO_DELETE")
                        || text.matches("_NO_DELETE").count() == 1 && text.contains(YEARS),
                    "{what}: {text}"
                );
                assert_eq!(root.join("out").exists(), !new && arguments == GENERATE);
            }
        }
    }
}

#[test]
fn every_format_is_one_document_of_both_kinds() {
    let folder = project();
    let root = folder.path();
    fs::write(root.join("new/acme/v1/o.proto"), BROKEN[0].text).unwrap();
    fs::write(root.join("old/acme/v1/i.proto"), BROKEN[2].text).unwrap();
    let report = |format: &str| {
        let output = run(root, &[CHECK, &["--format", format]].concat());
        expect(&output, 1, "");
        String::from_utf8(output.stdout).unwrap()
    };
    let values = |format: &str, list: &str, id: &str| -> Vec<String> {
        let document: Value = serde_json::from_str(&report(format)).unwrap();
        let list = document.pointer(list).unwrap().as_array().unwrap();
        list.iter()
            .map(|one| one.pointer(id).unwrap().as_str().unwrap().to_owned())
            .collect()
    };
    for (format, list, id) in [
        ("json", "/findings", "/rule"),
        ("sarif", "/runs/0/results", "/ruleId"),
        ("gitlab", "", "/check_name"),
    ] {
        let mut ids = values(format, list, id);
        ids.sort();
        ids.dedup();
        assert_eq!(
            ids,
            ["COMPILE", SMALL, "FIELD_NO_DELETE"].map(str::to_owned),
            "{format}"
        );
    }
    for format in ["github", "junit", "text"] {
        let text = report(format);
        assert!(
            text.contains(SMALL) && text.contains("FIELD_NO_DELETE") && text.contains("o.proto"),
            "{text}"
        );
    }
    // buf checks nothing where anything does not compile, and programs made for it expect that.
    let text = report("buf-json");
    assert!(
        text.lines().all(|line| line.contains("\"COMPILE\"")),
        "{text}"
    );
}

/// What was not looked at is neither written down as gone nor forgotten.
#[test]
fn what_is_not_seen_is_not_judged() {
    let folder = project();
    let root = folder.path();
    expect(
        &run(root, &["check", "new", "--against", "new", "--lock"]),
        1,
        SMALL,
    );
    expect(
        &run(root, &[BREAKING, &["--waive", "nobody used it"]].concat()),
        0,
        "1 finding waived",
    );
    let lock = fs::read(root.join("grpcgen.lock")).unwrap();
    fs::write(root.join("new/acme/v1/o.proto"), BROKEN[0].text).unwrap();
    let output = run(root, BREAKING);
    expect(
        &output,
        1,
        "not checked, for what they import does not compile: new/acme/v1/i.proto",
    );
    assert!(!String::from_utf8_lossy(&output.stdout).contains("waiver"));
    assert_eq!(fs::read(root.join("grpcgen.lock")).unwrap(), lock);
    // The good file is repaired, the broken one stays as it is.
    fs::remove_file(root.join("grpcgen.waivers.toml")).unwrap();
    expect(
        &run(root, &[CHECK, &["--fix"]].concat()),
        1,
        "1 file written",
    );
    let fixed = fs::read_to_string(root.join("new/acme/v1/a.proto")).unwrap();
    assert!(fixed.contains("reserved 2;"), "{fixed}");
    assert_eq!(
        fs::read(root.join("new/acme/v1/o.proto")).unwrap(),
        BROKEN[0].text
    );
}

/// What is wrong with the run: nothing is on standard output, and the error names what it is about and what to do.
#[test]
fn what_cannot_be_opened_fails_the_run() {
    let folder = project();
    let root = folder.path();
    expect(&run(root, &["build", "old", "-o", "old.binpb"]), 0, "");
    let set = fs::read(root.join("old.binpb")).unwrap();
    fs::write(root.join("half.binpb"), &set[..set.len() - 20]).unwrap();
    fs::write(root.join("empty.binpb"), "").unwrap();
    archives(root);
    for (name, text) in [
        ("keys.yaml", "version: v2\nbraking:\n  use: [FILE]\n"),
        (
            "rules.yaml",
            "version: v2\nbreaking:\n  use: [FIELD_NO_DELTE]\n",
        ),
        ("no.yaml", "version: [\n"),
    ] {
        fs::write(root.join(name), text).unwrap();
    }
    for (base, mentions) in [
        ("half.binpb", "half.binpb"),
        ("empty.binpb", "has no files"),
        ("half.tar", "half.tar"),
        ("half.tar.gz", "half.tar.gz"),
        ("half.zip", "half.zip"),
        ("absent.binpb", "absent.binpb"),
        ("absent.zip", "absent.zip"),
        ("absent", "absent is neither a path nor a revision"),
        ("latest-tag", "git"),
        ("absent.git#tag=v1", "absent.git"),
    ] {
        for command in ["breaking", "check"] {
            fails(root, &[command, "new", "--against", base], mentions);
        }
        if base != "latest-tag" {
            fails(root, &["lint", base], base.split('#').next().unwrap());
            fails(
                root,
                &["generate", base, "-o", "out"],
                base.split('#').next().unwrap(),
            );
        }
    }
    for (config, mentions) in [
        ("keys.yaml", "did you mean `breaking`?"),
        ("rules.yaml", "FIELD_NO_DELETE"),
        ("no.yaml", "no.yaml"),
        ("absent.yaml", "absent.yaml"),
    ] {
        for arguments in [LINT, BREAKING, CHECK] {
            fails(root, &[arguments, &["--config", config]].concat(), mentions);
        }
        fails(
            root,
            &[BREAKING, &["--against-config", config]].concat(),
            mentions,
        );
    }
    fs::write(root.join("grpcgen.toml"), "[lint]\nuses = [\"BASIC\"]\n").unwrap();
    for arguments in [LINT, BREAKING, CHECK, GENERATE] {
        fails(root, arguments, "did you mean `use`?");
    }
}

#[track_caller]
fn fails(root: &Path, arguments: &[&str], mentions: &str) {
    let output = run(root, arguments);
    println!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    expect(&output, 2, mentions);
    assert!(output.stdout.is_empty());
    assert!(!root.join("out").exists());
}

/// Archives of `old` that end too early.
fn archives(root: &Path) {
    let mut tar = tar::Builder::new(Vec::new());
    tar.append_dir_all(".", root.join("old")).unwrap();
    let tar = tar.into_inner().unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gzip, &tar).unwrap();
    let gzip = gzip.finish().unwrap();
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    zip.start_file("a.proto", zip::write::SimpleFileOptions::default())
        .unwrap();
    std::io::Write::write_all(&mut zip, GOOD.as_bytes()).unwrap();
    let zip = zip.finish().unwrap().into_inner();
    for (name, bytes) in [("half.tar", tar), ("half.tar.gz", gzip), ("half.zip", zip)] {
        fs::write(root.join(name), &bytes[..bytes.len() / 2 + 20]).unwrap();
    }
}

/// What becomes of an object of the repository.
#[derive(Clone, Copy, Debug)]
enum Damage {
    Gone,
    Empty,
    NoObject,
    Half,
}

fn damage(object: &Path, damage: Damage) {
    let bytes = fs::read(object).unwrap();
    match damage {
        Damage::Gone => fs::remove_file(object).unwrap(),
        Damage::Empty => replace(object, b""),
        Damage::NoObject => replace(object, b"garbage"),
        Damage::Half => replace(object, &bytes[..bytes.len() / 2]),
    }
}

/// Git makes its objects unwritable.
fn replace(object: &Path, bytes: &[u8]) {
    fs::remove_file(object).unwrap();
    fs::write(object, bytes).unwrap();
}

fn repository() -> Option<TempDir> {
    if Command::new("git").arg("--version").output().is_err() {
        eprintln!("skipped: git is not installed");
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let proto = |name: &str, text: &str| write(root, &format!("new/acme/v1/{name}"), text);
    git(root, &["init", "-q"]);
    proto("a.proto", GOOD);
    proto("o.proto", OTHER);
    proto("i.proto", IMPORTER);
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "old"]);
    proto("a.proto", &GOOD.replace("  int32 years = 2;\n", ""));
    Some(folder)
}

fn object(root: &Path, revision: &str) -> PathBuf {
    let id = git(root, &["rev-parse", revision]);
    root.join(".git/objects").join(&id[..2]).join(&id[2..])
}

#[test]
fn damaged_repositories_are_told() {
    for what in [Damage::Gone, Damage::Empty, Damage::NoObject, Damage::Half] {
        for (revision, said) in [
            ("HEAD:new/acme/v1/o.proto", None),
            ("HEAD:new/acme", Some("cannot read revision HEAD")),
            ("HEAD^{tree}", Some("cannot read revision HEAD")),
            ("HEAD", Some("HEAD")),
        ] {
            let Some(folder) = repository() else { return };
            let root = folder.path();
            damage(&object(root, revision), what);
            println!("{revision}: {what:?}");
            for command in ["breaking", "check"] {
                let output = run(root, &[command, "new", "--against", "HEAD"]);
                let text = String::from_utf8_lossy(&output.stderr);
                if let Some(said) = said {
                    expect(&output, 2, said);
                    assert!(text.contains("help"), "{text}");
                    continue;
                }
                // Only one file cannot be read.
                expect(&output, 1, YEARS);
                expect(&output, 1, "o.proto");
                expect(&output, 1, "git fsck");
            }
            expect(&run(root, &["lint", "new"]), 1, SMALL);
            let state = ".git#ref=HEAD,subdir=new";
            let status = if said.is_some() { 2 } else { 1 };
            let lost = if said.is_some() { "HEAD" } else { "o.proto" };
            expect(&run(root, &["lint", state]), status, lost);
            let generate = ["generate", state, "-o", "out"];
            expect(&run(root, &generate), status, lost);
            assert!(!root.join("out").exists());
        }
    }
}

#[test]
fn damaged_packs_are_told() {
    let Some(folder) = repository() else { return };
    let root = folder.path();
    git(root, &["gc", "-q", "--prune=now"]);
    let packs = root.join(".git/objects/pack");
    let files = fs::read_dir(&packs)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files: Vec<_> = files
        .filter(|path| {
            path.extension()
                .is_some_and(|end| end == "pack" || end == "idx")
        })
        .collect();
    assert_eq!(files.len(), 2);
    for path in files {
        let bytes = fs::read(&path).unwrap();
        for cut in (0..bytes.len()).step_by(7) {
            replace(&path, &bytes[..cut]);
            told(root);
            let mut flipped = bytes.clone();
            flipped[cut] ^= 0xff;
            replace(&path, &flipped);
            told(root);
        }
        replace(&path, &bytes);
    }
}

/// The damage may be where nobody looks; else it is a finding, or an error.
fn told(root: &Path) {
    let mut command = Command::new(GRPCGEN);
    let command = command.args(["breaking", "new", "--against", "HEAD"]);
    let output = command.current_dir(root).output().unwrap();
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(!text.contains("panicked"), "{text}");
    match output.status.code() {
        Some(1) => assert!(!output.stdout.is_empty()),
        Some(2) => assert!(!text.is_empty()),
        other => panic!("{other:?}: {text}"),
    }
    assert_eq!(tree(&root.join("new")).len(), 3);
}
