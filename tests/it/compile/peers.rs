//! What protoc accepts, and what protoc makes of it.

use crate::peers;
use grpcgen::compile::{Described, Input, compile, descriptors};
use grpcgen::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use grpcgen::files::Files;
use grpcgen::report::Report;
use grpcgen::runtime::wire::Message;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[test]
fn the_bundled_descriptors_are_those_of_protoc() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compile/well_known.binpb");
    let bundled = std::fs::read(path).unwrap();
    let set = FileDescriptorSet::decode(&bundled).unwrap();
    let names: Vec<_> = set.file.into_iter().filter_map(|file| file.name).collect();
    let include = peers::protoc_include();
    let all = peers::protos(&include);
    // Features and options of other languages are no types of anyone's messages.
    let foreign =
        |name: &str| name.ends_with("_features.proto") || name.ends_with("_options.proto");
    let missing = all
        .iter()
        .filter(|name| !names.contains(name) && !foreign(name));
    assert_eq!(
        missing.collect::<Vec<_>>(),
        Vec::<&String>::new(),
        "not bundled"
    );
    let rebuilt = peers::descriptor_set(&[&include], &names).unwrap();
    assert!(
        bundled == rebuilt,
        "the bundled descriptors are stale: rebuild {path} with protoc, --include_imports, --include_source_info"
    );
}

/// What comes of googleapis with the program: every file of these folders.
#[test]
fn the_bundled_googleapis_are_those_of_protoc() {
    let Some(root) = peers::googleapis() else {
        return;
    };
    let folders = [
        "google/api",
        "google/longrunning",
        "google/rpc",
        "google/rpc/context",
        "google/type",
    ];
    let names: Vec<_> = peers::protos(&root)
        .into_iter()
        .filter(|name| folders.contains(&name.rsplit_once('/').map_or("", |(folder, _)| folder)))
        .collect();
    let expected = peers::descriptor_set(&[&root, &peers::protoc_include()], &names).unwrap();
    let mut expected = FileDescriptorSet::decode(&expected).unwrap();
    expected
        .file
        .retain(|file| !file.name().starts_with("google/protobuf/"));
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/compile/googleapis.binpb");
    let bundled = FileDescriptorSet::decode(&std::fs::read(path).unwrap()).unwrap();
    if let Some(difference) = files_differ(bundled, expected.clone()) {
        let bless = std::env::var_os("GRPCGEN_BLESS").is_some();
        assert!(
            bless,
            "{difference}; if googleapis is newer: GRPCGEN_BLESS=1 cargo test bundled"
        );
        std::fs::write(path, expected.encode_to_vec()).unwrap();
    }
}

/// Every file of protobuf's own, of each syntax and edition: refused where protoc refuses it, else protoc's descriptors of it
/// and all it imports, byte by byte. Not those of the edition UNSTABLE: protoc lets only files below its own paths have it.
#[test]
fn protobuf_compiles_as_with_protoc() {
    let Some(protobuf) = peers::data("protobuf") else {
        return;
    };
    let include = peers::protoc_include();
    let roots = [protobuf.join("src"), protobuf.clone()];
    let names = peers::protos(&protobuf).into_iter();
    let names: Vec<_> = names
        .filter(|name| {
            let text = std::fs::read_to_string(protobuf.join(name)).unwrap();
            !text.contains("edition = \"UNSTABLE\";")
        })
        .map(|name| name.strip_prefix("src/").unwrap_or(&name).to_owned())
        .collect();
    let differences = names.par_iter().filter_map(|name| {
        let includes = [&roots[0], &roots[1], &include].map(PathBuf::as_path);
        let expected = peers::descriptor_set(&includes, std::slice::from_ref(name));
        let path = roots.iter().map(|root| root.join(name));
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: path.filter(|path| path.is_file()).take(1).collect(),
            includes: includes.map(Path::to_path_buf).to_vec(),
        };
        let found = descriptors(input, |file| file);
        difference(name, found.map(|found| set(found.files)), expected)
    });
    let differences: Vec<_> = differences.collect();
    println!("{} files", names.len());
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences.join("\n")
    );
}

fn difference(
    name: &str,
    found: Result<FileDescriptorSet, Report>,
    expected: Result<Vec<u8>, String>,
) -> Option<String> {
    match (found, expected) {
        (Ok(found), Ok(expected)) => {
            let expected = FileDescriptorSet::decode(&expected).unwrap();
            let difference = files_differ(found, expected)?;
            Some(format!("{name}: {difference}"))
        }
        (Err(report), Ok(_)) => Some(format!("{name} is refused:\n{report}")),
        (Ok(_), Err(expected)) => Some(format!("{name} is accepted, protoc says:\n{expected}")),
        (Err(_), Err(_)) => None,
    }
}

/// Every file of googleapis, from source, against protoc's descriptors of it, byte by byte.
#[test]
fn googleapis_compiles_as_with_protoc() {
    let Some(root) = peers::googleapis() else {
        return;
    };
    let files = peers::protos(&root);
    let include = peers::protoc_include();
    let expected = peers::descriptor_set(&[&root, &include], &files).unwrap();
    let expected = FileDescriptorSet::decode(&expected).unwrap();
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: vec![root],
        includes: Vec::new(),
    };
    let Described {
        files: found,
        inputs,
        ..
    } = descriptors(input, |file| file).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(inputs.len(), files.len());
    if let Some(difference) = files_differ(set(found), expected) {
        panic!("{difference}");
    }
}

fn set(file: Vec<FileDescriptorProto>) -> FileDescriptorSet {
    FileDescriptorSet {
        file,
        ..FileDescriptorSet::default()
    }
}

/// In which file two sets differ, if they do.
fn files_differ(found: FileDescriptorSet, expected: FileDescriptorSet) -> Option<String> {
    let (found, mut expected) = (by_name(found), by_name(expected));
    let mut differ = found.iter().filter(|(name, file)| {
        let expected = expected.remove(*name);
        expected.is_none_or(|expected| expected.encode_to_vec() != file.encode_to_vec())
    });
    let first = differ.next().map(|(name, _)| format!("{name} differs"));
    drop(differ);
    first.or_else(|| {
        let (name, _) = expected.first_key_value()?;
        Some(format!("{name} is missing"))
    })
}

fn by_name(set: FileDescriptorSet) -> BTreeMap<String, FileDescriptorProto> {
    let files = set.file.into_iter();
    files.map(|file| (file.name().to_owned(), file)).collect()
}

/// What is bundled needs no import root; a copy below one goes before it.
#[test]
fn bundled_googleapis_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.proto");
    let source = r#"syntax = "proto3";
        package a.v1;
        import "google/api/annotations.proto";
        import "google/api/field_behavior.proto";
        import "google/longrunning/operations.proto";
        import "google/rpc/error_details.proto";
        import "google/type/money.proto";
        message M {
          google.type.Money price = 1 [(google.api.field_behavior) = REQUIRED];
          google.rpc.ErrorInfo error = 2;
        }
        service S {
          rpc Get(M) returns (google.longrunning.Operation) { option (google.api.http) = { get: "/v1/m" }; }
        }"#;
    std::fs::write(&file, source).unwrap();
    let described = |includes: Vec<PathBuf>| {
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: vec![file.clone()],
            includes,
        };
        descriptors(input, |file| file).map(|described| set(described.files))
    };
    let own = folder.path().to_path_buf();
    let found = described(vec![own.clone()]).unwrap_or_else(|report| panic!("{report}"));
    if let Some(root) = peers::googleapis() {
        let roots: [&Path; 3] = [&own, &root, &peers::protoc_include()];
        let expected = peers::descriptor_set(&roots, &["a.proto".to_owned()]).unwrap();
        let expected = FileDescriptorSet::decode(&expected).unwrap();
        assert_eq!(files_differ(found, expected), None);
    }
    let copy = folder.path().join("own/google/type");
    std::fs::create_dir_all(&copy).unwrap();
    std::fs::write(
        copy.join("money.proto"),
        "syntax = \"proto3\"; package google.type;",
    )
    .unwrap();
    let report = described(vec![own, folder.path().join("own")]).unwrap_err();
    assert!(
        report
            .to_string()
            .contains("`google.type.Money` is not defined"),
        "{report}"
    );
}

/// The well-known types resolve without an import root, with protoc's, and with an older copy in the way.
#[test]
fn the_well_known_types_are_there() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.proto");
    let source = "syntax = \"proto3\"; import \"google/protobuf/descriptor.proto\"; import \"google/protobuf/any.proto\";
        extend google.protobuf.FieldOptions { optional google.protobuf.Any mine = 50000; }
        message M { google.protobuf.Any any = 1 [(mine).type_url = \"x\"]; }";
    std::fs::write(&file, source).unwrap();
    let old = folder.path().join("old");
    std::fs::create_dir_all(old.join("google/protobuf")).unwrap();
    std::fs::write(old.join("google/protobuf/any.proto"), "not a proto file").unwrap();
    for further in [None, Some(peers::protoc_include()), Some(old)] {
        let mut includes = vec![folder.path().to_path_buf()];
        includes.extend(further);
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: vec![file.clone()],
            includes,
        };
        let schema = compile(input).unwrap_or_else(|report| panic!("{report}"));
        let names: Vec<_> = schema
            .files()
            .iter()
            .map(|file| file.name.as_str())
            .collect();
        assert!(names.contains(&"google/protobuf/any.proto"), "{names:?}");
    }
}
