//! What protoc accepts, and what protoc makes of it.

use crate::peers;
use grpcgen::compile::{Input, SourceInfo, compile, descriptors};
use grpcgen::descriptor::google::protobuf::{
    FileDescriptorProto, FileDescriptorSet, MethodOptions,
};
use grpcgen::files::Files;
use grpcgen::runtime::wire::Message;
use std::collections::BTreeMap;

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

#[test]
fn what_protoc_accepts_of_protobuf_links() {
    let Some(protobuf) = peers::data("protobuf") else {
        return;
    };
    let roots = ["src", "."].map(|root| protobuf.join(root));
    let include = peers::protoc_include();
    let (mut linked, mut refused) = (0, 0);
    for name in peers::protos(&protobuf) {
        let name = name.strip_prefix("src/").unwrap_or(&name).to_owned();
        let includes = [&roots[0], &roots[1], &include].map(std::path::PathBuf::as_path);
        // protoc refuses some that are made to be refused.
        let Ok(set) = peers::descriptor_set(&includes, std::slice::from_ref(&name)) else {
            refused += 1;
            continue;
        };
        if let Err(report) = compile(Input::DescriptorSet(set)) {
            panic!("{name}:\n{report}");
        }
        linked += 1;
    }
    println!("{linked} linked, {refused} refused by protoc");
    assert!(linked > 100, "{linked} linked, {refused} refused by protoc");
}

/// Every file of googleapis, from source, against protoc's descriptors of it.
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
    let (set, inputs) =
        descriptors(input, SourceInfo::Everything).unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(inputs.len(), files.len());
    let (mut expected, found) = (by_name(expected), by_name(set.clone()));
    for (name, found) in &found {
        let expected = expected
            .remove(name)
            .unwrap_or_else(|| panic!("{name} is one too many"));
        assert!(expected == *found, "{name} differs");
    }
    assert!(expected.is_empty(), "missing: {:?}", expected.keys());
    let names: Vec<_> = inputs.into_iter().collect();
    let schema = compile(Input::Descriptors { set, inputs: names })
        .unwrap_or_else(|report| panic!("{report}"));
    assert_eq!(schema.files().len(), found.len());
}

/// Files without what is known to differ: the order of source info, and the empty options that protoc gives to methods with
/// a body.
fn by_name(set: FileDescriptorSet) -> BTreeMap<String, FileDescriptorProto> {
    let normal = |mut file: FileDescriptorProto| {
        file.source_code_info = None;
        for method in file
            .service
            .iter_mut()
            .flat_map(|service| &mut service.method)
        {
            if method.options == Some(MethodOptions::default()) {
                method.options = None;
            }
        }
        (file.name.clone().unwrap_or_default(), file)
    };
    set.file.into_iter().map(normal).collect()
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
