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
