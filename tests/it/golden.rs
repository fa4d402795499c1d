//! Golden trees: `testdata/codegen/<case>` holds protos, options where they matter, and the tree that comes out.
//!
//! A new case is a new folder. `GRPCGEN_BLESS=1 cargo test golden` writes what the generator answers now; read the
//! difference before committing it. That the trees compile is `scratch.rs`'s to say.

use crate::scratch;
use grpcgen::codegen::{self, Options, Tree};
use grpcgen::compile::{self, Input};
use grpcgen::files::Files;
use grpcgen::schema::Schema;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of the cases, by name.
pub fn cases() -> BTreeMap<String, PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/codegen");
    let cases = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let case = |entry: fs::DirEntry| (entry.file_name().into_string().unwrap(), entry.path());
    cases.map(case).collect()
}

/// What the generator makes of a case.
pub fn generate(case: &Path) -> Tree {
    let options = match fs::read_to_string(case.join("options.toml")) {
        Ok(text) => toml::from_str(&text).unwrap(),
        Err(_) => Options::default(),
    };
    let options = Options {
        runtime: Some("crate::runtime".to_owned()),
        ..options
    };
    let schema = schema(case);
    codegen::generate(&schema, &options)
        .unwrap_or_else(|report| panic!("{}: {report}", case.display()))
}

/// The schema of a case: by our own parser, or by protoc where that does not read it (editions, names that collide).
fn schema(case: &Path) -> Schema {
    let sources = Input::Sources {
        files: Files::on_disk(),
        paths: vec![case.to_path_buf()],
        includes: Vec::new(),
    };
    let own = compile::compile(sources);
    own.or_else(|_| {
        compile::compile(Input::DescriptorSet(scratch::descriptor_set(
            case,
            &scratch::protos(case),
        )))
    })
    .unwrap_or_else(|report| panic!("{}: {report}", case.display()))
}

#[test]
fn golden_trees_are_what_the_generator_answers() {
    let bless = std::env::var_os("GRPCGEN_BLESS").is_some();
    let mut stale = Vec::new();
    for (name, case) in cases() {
        let tree = generate(&case);
        let out = case.join("out");
        if bless {
            let _ = fs::remove_dir_all(&out);
            scratch::write_tree(&out, &tree.files);
            continue;
        }
        let committed = scratch::read_tree(&out);
        let paths = committed.keys().chain(tree.files.keys());
        for path in paths.collect::<std::collections::BTreeSet<_>>() {
            let empty = String::new();
            let old = committed.get(path).unwrap_or(&empty);
            let new = tree.files.get(path).unwrap_or(&empty);
            if old != new {
                let difference = similar::TextDiff::from_lines(old.as_str(), new.as_str());
                let difference = difference
                    .unified_diff()
                    .header("committed", "generated")
                    .to_string();
                let shown: Vec<_> = difference.lines().take(40).collect();
                stale.push(format!("{name}/out/{path}\n{}\n", shown.join("\n")));
            }
        }
    }
    assert!(
        stale.is_empty(),
        "{} golden files differ; if the new text is right: GRPCGEN_BLESS=1 cargo test golden\n\n{}",
        stale.len(),
        stale.join("\n"),
    );
}

#[test]
fn two_runs_give_equal_bytes() {
    for case in cases().values() {
        assert_eq!(generate(case).files, generate(case).files);
    }
}
