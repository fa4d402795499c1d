//! Crates made for a test: generated trees, compiled by cargo as a user's would be.
//!
//! They lie below `target/tmp` and share one target folder, so a second run compiles only what changed.

use crate::golden;
pub use crate::peers::data as shared;
use grpcgen::codegen::{self, Options, Tree};
use grpcgen::compile::{self, Input};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

const HEAD: &str = "//! Generated trees.\n#![deny(warnings, missing_docs)]\n";

/// A crate of generated trees beside one runtime.
pub struct Scratch {
    folder: PathBuf,
    root: String,
}

impl Scratch {
    /// An empty crate; what an earlier run left is gone.
    pub fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
            .join("scratch")
            .join(name);
        let _ = fs::remove_dir_all(folder.join("src"));
        fs::create_dir_all(folder.join("src")).unwrap();
        let house = Path::new(env!("CARGO_MANIFEST_DIR"));
        fs::copy(house.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
        let runtime = house.join("templates/runtime/mod.rs");
        // The root of a tree allows it too: no tree uses all of the runtime.
        let root = format!(
            "#[allow(dead_code)]\n#[path = \"{}\"]\npub mod runtime;\n",
            runtime.display()
        );
        let scratch = Self { folder, root };
        scratch.manifest(name);
        scratch
    }

    /// The crates of the house's own manifest that generated code may need.
    fn manifest(&self, name: &str) {
        let house =
            fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
        let needed = [
            "bytes",
            "compact_str",
            "flate2",
            "futures-core",
            "h2",
            "http",
            "tokio",
        ];
        let is_needed = |line: &&str| {
            line.split_once(" =")
                .is_some_and(|(name, _)| needed.contains(&name))
        };
        let dependencies: Vec<_> = house.lines().filter(is_needed).collect();
        let dependencies = dependencies.join("\n");
        let text = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n\
             [workspace]\n\n[profile.dev]\ndebug = false\n\n[dependencies]\n{dependencies}\n"
        );
        fs::write(self.folder.join("Cargo.toml"), text).unwrap();
    }

    /// Adds a tree as a module.
    pub fn tree(&mut self, name: &str, tree: &Tree) {
        write_tree(&self.folder.join("src").join(name), &tree.files);
        writeln!(self.root, "/// A generated tree.\npub mod {name};").unwrap();
    }

    /// Makes it a library under the strictest lints a user may have.
    pub fn library(&self) {
        fs::write(
            self.folder.join("src/lib.rs"),
            format!("{HEAD}{}", self.root),
        )
        .unwrap();
    }

    /// Makes it a program: nobody outside can use what it leaves unused.
    pub fn program(&self, main: &str) {
        let root = format!("#[allow(dead_code, unused_imports)]\n{}", self.root);
        fs::write(
            self.folder.join("src/main.rs"),
            format!("{HEAD}{root}{main}"),
        )
        .unwrap();
    }

    /// Runs cargo, which must succeed.
    pub fn cargo(&self, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("scratch-target");
        let mut cargo = Command::new(env!("CARGO"));
        cargo
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder);
        cargo
            .env("CARGO_TARGET_DIR", target)
            .envs(variables.iter().copied());
        let output = cargo.output().unwrap();
        assert!(
            output.status.success(),
            "cargo {arguments:?} in {}\n{}",
            self.folder.display(),
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    /// The compiler, clippy (which tells the compiler's warnings too) and rustdoc must all be silent.
    pub fn check(&self) {
        self.cargo(&["clippy"], &[]);
        self.cargo(&["doc", "--no-deps"], &[("RUSTDOCFLAGS", "-Dwarnings")]);
    }
}

/// Writes the files of a tree below a folder.
pub fn write_tree(folder: &Path, files: &BTreeMap<String, String>) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

/// The files below a folder, by their path in it; none where there is no such folder.
pub fn read_tree(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name: Vec<_> = path
                .strip_prefix(folder)
                .unwrap()
                .iter()
                .map(|part| part.to_str().unwrap())
                .collect();
            files.insert(name.join("/"), fs::read_to_string(&path).unwrap());
        }
    }
    files
}

/// The `.proto` files right in a folder.
pub fn protos(folder: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let is_proto = |path: &PathBuf| {
        path.extension()
            .is_some_and(|extension| extension == "proto")
    };
    files.filter(is_proto).collect()
}

/// The encoding of a descriptor set that protoc makes of files below `root`, imports and source info included.
pub fn descriptor_set(root: &Path, protos: &[PathBuf]) -> Vec<u8> {
    let protoc = protoc_bin_vendored::protoc_bin_path().unwrap();
    let include = protoc_bin_vendored::include_path().unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    let output = Command::new(protoc)
        .args(["--include_imports", "--include_source_info", "-I"])
        .arg(root)
        .arg("-I")
        .arg(include)
        .arg("-o")
        .arg(file.path())
        .args(protos)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    fs::read(file.path()).unwrap()
}

/// A tree that uses `crate::runtime`, of messages, clients and servers.
pub fn generate(input: Input) -> Tree {
    generate_with(input, Options::default())
}

/// A tree that uses `crate::runtime`.
pub fn generate_with(input: Input, options: Options) -> Tree {
    let schema = compile::compile(input).unwrap_or_else(|report| panic!("{report}"));
    let options = Options {
        runtime: Some("crate::runtime".to_owned()),
        ..options
    };
    codegen::generate(&schema, &options).unwrap_or_else(|report| panic!("{report}"))
}

#[test]
fn golden_trees_compile_without_a_warning() {
    let mut scratch = Scratch::new("golden");
    for (name, case) in golden::cases() {
        scratch.tree(&name, &golden::generate(&case));
    }
    scratch.library();
    scratch.check();
}

#[test]
fn golden_trees_compile_without_a_warning_where_nothing_uses_them() {
    let mut scratch = Scratch::new("golden-program");
    for (name, case) in golden::cases() {
        scratch.tree(&name, &golden::generate(&case));
    }
    scratch.program("fn main() {}\n");
    scratch.cargo(&["check"], &[]);
}
