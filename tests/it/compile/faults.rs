//! Faulty sources, and what is said of them.

use grpcgen::compile::{Input, compile};
use grpcgen::files::Files;
use grpcgen::report::Report;
use grpcgen::schema::Schema;
use std::path::{Path, PathBuf};

/// Compiles files written below a folder, and gives the report's text with the folder's name as `ROOT`.
fn report(files: &[(&str, &[u8])], paths: &[&str], includes: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    report_below(folder.path(), paths, includes)
}

fn report_below(folder: &Path, paths: &[&str], includes: &[&str]) -> String {
    match compile_below(folder, paths, includes) {
        Ok(schema) => format!("{} files", schema.files().len()),
        Err(report) => without_folder(&report, folder),
    }
}

pub(super) fn compile_below(
    folder: &Path,
    paths: &[&str],
    includes: &[&str],
) -> Result<Schema, Report> {
    let below = |paths: &[&str]| {
        paths
            .iter()
            .map(|path| folder.join(path))
            .collect::<Vec<PathBuf>>()
    };
    compile(Input::Sources {
        files: Files::on_disk(),
        paths: below(paths),
        includes: below(includes),
    })
}

pub(super) fn without_folder(report: &Report, folder: &Path) -> String {
    report.to_string().replace(folder.to_str().unwrap(), "ROOT")
}

#[test]
fn every_file_is_told() {
    let report = report(
        &[
            (
                "a.proto",
                b"syntax = \"proto3\";\nmessage A { int32 = 1; }\n",
            ),
            (
                "b.proto",
                b"syntax = \"proto3\";\nimport \"nowhere.proto\";\nimport \"lost/too.proto\";\n",
            ),
            ("c.proto", b"edition = \"2023\";\nmessage C {}\n"),
            ("d.proto", b"syntax = \"proto3\";\n// caf\xe9\n"),
            (
                "deep/e.proto",
                b"syntax = \"proto3\"; import \"sub/f.proto\";",
            ),
            ("deep/sub/f.proto", b"syntax = \"proto3\";"),
        ],
        &[""],
        &[],
    );
    insta::assert_snapshot!(report);
}

#[test]
fn every_linking_fault_is_told() {
    let report = report(
        &[
            (
                "a.proto",
                b"syntax = \"proto3\";\nmessage A {\n  Bee bee = 1;\n  Sea sea = 2;\n}\n",
            ),
            (
                "b.proto",
                b"syntax = \"proto3\";\nmessage B {\n  string x = 1;\n  string x = 2;\n}\n",
            ),
            (
                "c.proto",
                b"syntax = \"proto3\";\nimport \"a.proto\";\nmessage C { A a = 1; }\n",
            ),
            ("d.proto", b"syntax = \"proto3\";\nimport \"e.proto\";\n"),
        ],
        &[""],
        &[],
    );
    insta::assert_snapshot!(report);
}

#[test]
fn cycles_are_told() {
    let report = report(
        &[
            ("a.proto", b"syntax = \"proto3\";\nimport \"b.proto\";\n"),
            ("b.proto", b"syntax = \"proto3\";\nimport \"a.proto\";\n"),
            ("c.proto", b"syntax = \"proto3\";\nimport \"c.proto\";\n"),
        ],
        &[""],
        &[],
    );
    insta::assert_snapshot!(report);
}

#[test]
fn odd_paths_are_told() {
    let files: &[(&str, &[u8])] = &[
        ("in/a.proto", b"syntax = \"proto3\";"),
        ("out/b.proto", b"syntax = \"proto3\";"),
    ];
    for (paths, includes, expected) in [
        (
            &["nothing"][..],
            &[][..],
            "error: ROOT/nothing does not exist\n",
        ),
        (
            &["in/*.txt"],
            &[],
            "error: no .proto file found\n |\n = help: name a folder, a file or a glob that has some\n",
        ),
        (
            &["in/a.proto"],
            &["missing"],
            "error: the import root ROOT/missing is not a folder\n",
        ),
        (
            &["out/b.proto"],
            &["in"],
            "error: ROOT/out/b.proto lies below none of the import roots\n |\n = help: add `-I ROOT/out`\n",
        ),
        (&["in/*.proto", "out"], &[], "2 files"),
    ] {
        assert_eq!(report(files, paths, includes), expected);
    }
}

#[test]
fn monsters_are_told() {
    let nested = format!("syntax = \"proto3\"; {}", "message A { ".repeat(10_000));
    let open = format!(
        "syntax = \"proto3\"; option (a) = {}",
        "{ a: ".repeat(100_000)
    );
    let deep = format!(
        "syntax = \"proto2\"; import \"google/protobuf/descriptor.proto\"; message A {{ optional A a = 1; }}
        extend google.protobuf.FileOptions {{ optional A a = 50000; }} option (a) = {}{};",
        "{ a ".repeat(100_000),
        "}".repeat(100_000),
    );
    let line = format!("syntax = \"proto3\"; // {}", "x".repeat(100 << 20));
    let fields =
        (1..4_000).map(|number| format!("int32 f{number} = {number} [deprecated = true];"));
    let fields = format!(
        "syntax = \"proto3\"; message M {{ {} }}",
        fields.collect::<String>()
    );
    for (text, expected) in [
        (
            nested.as_str(),
            "messages lie more than 31 deep in one another",
        ),
        (&open, "the value of the option is not closed"),
        (&deep, "messages are nested deeper than"),
        (&line, "the file is larger than 64 MB"),
        (&fields, "1 files"),
        ("syntax = \"proto3\"; message \0", "control characters"),
    ] {
        let report = report(&[("a.proto", text.as_bytes())], &["a.proto"], &[]);
        assert!(report.contains(expected), "{report}");
        assert!(report.len() < 2_000, "{}", report.len());
    }
}

#[test]
fn long_chains_of_imports_compile() {
    let folder = tempfile::tempdir().unwrap();
    for index in 0..3_000 {
        let import = format!("import public \"{}.proto\";", index + 1);
        let import = if index == 2_999 {
            String::new()
        } else {
            import
        };
        let text = format!("syntax = \"proto3\"; {import} message M{index} {{}}");
        std::fs::write(folder.path().join(format!("{index}.proto")), text).unwrap();
    }
    assert_eq!(
        report_below(folder.path(), &["0.proto"], &[""]),
        "3000 files"
    );
}

/// protoc lets a file see through any number of public imports.
#[test]
fn public_imports_are_looked_through() {
    let files: &[(&str, &[u8])] = &[
        (
            "a.proto",
            b"syntax = \"proto3\"; import \"b.proto\"; message A { D d = 1; }",
        ),
        (
            "b.proto",
            b"syntax = \"proto3\"; import public \"c.proto\";",
        ),
        (
            "c.proto",
            b"syntax = \"proto3\"; import public \"d.proto\";",
        ),
        ("d.proto", b"syntax = \"proto3\"; message D {}"),
    ];
    assert_eq!(report(files, &[""], &[]), "4 files");
}

/// A lone file's root is where its package leads from.
#[test]
fn lone_files_find_their_root() {
    let files: &[(&str, &[u8])] = &[
        (
            "protos/acme/v1/a.proto",
            b"syntax = \"proto3\"; package acme.v1; import \"acme/v1/b.proto\";",
        ),
        (
            "protos/acme/v1/b.proto",
            b"syntax = \"proto3\"; package acme.v1;",
        ),
    ];
    assert_eq!(report(files, &["protos/acme/v1/a.proto"], &[]), "2 files");
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_are_told() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.proto"), "syntax = \"proto3\";").unwrap();
    std::fs::create_dir(folder.path().join("sub")).unwrap();
    std::os::unix::fs::symlink("..", folder.path().join("sub/up")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("dangling.proto")).unwrap();
    let report = report_below(folder.path(), &[""], &[]);
    insta::assert_snapshot!(report);
}

/// What only the schema's own linker finds has its place in the source too.
#[test]
fn rules_of_the_language_are_told() {
    let report = report(
        &[(
            "a.proto",
            b"syntax = \"proto3\";\nenum Color {\n  COLOR_RED = 0;\n  red = 1;\n}\nmessage M {\n  int32 x = 1 [lazy = true];\n}\n",
        )],
        &[""],
        &[],
    );
    insta::assert_snapshot!(report);
}
