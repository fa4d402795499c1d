//! Golden trees: `testdata/codegen/<case>` holds protos, options where they matter, and the tree that comes out.
//!
//! A new case is a new folder. `GRPCGEN_BLESS=1 cargo test golden` writes what the generator answers now; read the
//! difference before committing it. That the trees compile is `scratch.rs`'s to say.

use crate::scratch;
use grpcgen::codegen::{self, Options, Tree};
use grpcgen::compile::{self, Input};
use grpcgen::descriptor::google::protobuf::{FileDescriptorSet, field_descriptor_proto::Type};
use grpcgen::files::Files;
use grpcgen::runtime::wire::Message;
use grpcgen::schema::Schema;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
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

/// The trees that grpcgen itself stands on, by the folder that they lie in.
fn own_trees() -> [(&'static str, Tree); 2] {
    let descriptors = Options {
        runtime: Some("crate::runtime".to_owned()),
        // Numbers of protobuf releases to come go through.
        open_enums: true,
        // Few elements have options, few options features, and each of these is larger than all the rest.
        boxed: HAVE_OPTIONS
            .iter()
            .flat_map(|(element, options)| {
                [format!("{element}.options"), format!("{options}.features")]
            })
            .chain(["FieldOptions.feature_support".to_owned()])
            .map(|field| format!(".google.protobuf.{field}"))
            .collect(),
        ..Options::default()
    };
    let well_known = Options {
        runtime: Some("super::super".to_owned()),
        well_known: true,
        ..Options::default()
    };
    let mut types = protobuf(&WELL_KNOWN, &well_known);
    // The runtime has a module of its own for them, and no use for those around it.
    let text = types.files.remove("google/protobuf.rs").unwrap_or_default();
    types.files = BTreeMap::from([("types.rs".to_owned(), text)]);
    [
        (
            "src/descriptor",
            protobuf(&["descriptor", "compiler/plugin"], &descriptors),
        ),
        ("templates/runtime/wkt", types),
    ]
}

/// Elements, and what their options are.
const HAVE_OPTIONS: [(&str, &str); 9] = [
    ("FileDescriptorProto", "FileOptions"),
    ("DescriptorProto", "MessageOptions"),
    ("DescriptorProto.ExtensionRange", "ExtensionRangeOptions"),
    ("FieldDescriptorProto", "FieldOptions"),
    ("OneofDescriptorProto", "OneofOptions"),
    ("EnumDescriptorProto", "EnumOptions"),
    ("EnumValueDescriptorProto", "EnumValueOptions"),
    ("ServiceDescriptorProto", "ServiceOptions"),
    ("MethodDescriptorProto", "MethodOptions"),
];

const WELL_KNOWN: [&str; 7] = [
    "any",
    "duration",
    "empty",
    "field_mask",
    "struct",
    "timestamp",
    "wrappers",
];

/// The tree of files of protobuf itself, as the newest protoc describes them.
fn protobuf(names: &[&str], options: &Options) -> Tree {
    let set = include_bytes!("../../src/compile/well_known.binpb");
    let mut set = FileDescriptorSet::decode(set).unwrap();
    keep_source_info_encoded(&mut set);
    if options.well_known {
        // Their comments speak of other languages.
        let files = set.file.iter_mut();
        files.for_each(|file| file.source_code_info = None);
    }
    let inputs = names
        .iter()
        .map(|name| format!("google/protobuf/{name}.proto"));
    let inputs = inputs.collect();
    let schema = compile::compile(Input::Descriptors { set, inputs });
    let schema = schema.unwrap_or_else(|report| panic!("{report}"));
    codegen::generate(&schema, options).unwrap_or_else(|report| panic!("{report}"))
}

/// Nine tenths of most descriptors are source info, of which few stages read more than comments: our own type of a file
/// has it as bytes, which is the same on the wire.
fn keep_source_info_encoded(set: &mut FileDescriptorSet) {
    let messages = set.file.iter_mut().flat_map(|file| &mut file.message_type);
    let fields = messages.flat_map(|message| &mut message.field);
    for field in fields.filter(|field| field.type_name() == ".google.protobuf.SourceCodeInfo") {
        field.r#type = Some(Type::Bytes);
        field.type_name = None;
    }
}

/// Where committed trees differ from generated ones, or nothing: with `GRPCGEN_BLESS` they are written instead.
fn differences(tree: &Tree, out: &Path) -> String {
    // A tree has a root; what has none lies among files that are written by hand.
    let whole = tree.files.contains_key("mod.rs");
    if std::env::var_os("GRPCGEN_BLESS").is_some() {
        if whole {
            let _ = fs::remove_dir_all(out);
        }
        scratch::write_tree(out, &tree.files);
        return String::new();
    }
    let mut committed = scratch::read_tree(out);
    committed.retain(|path, _| whole || tree.files.contains_key(path));
    let paths: BTreeSet<_> = committed.keys().chain(tree.files.keys()).collect();
    let mut stale = String::new();
    for path in paths {
        let [old, new] = [&committed, &tree.files].map(|tree| tree.get(path));
        if old == new {
            continue;
        }
        let [old, new] = [old, new].map(|text| text.map_or("", String::as_str));
        let difference = similar::TextDiff::from_lines(old, new);
        let mut difference = difference.unified_diff();
        let difference = difference.header("committed", "generated").to_string();
        let shown: Vec<_> = difference.lines().take(40).collect();
        let path = out.join(path);
        let _ = writeln!(stale, "{}\n{}\n", path.display(), shown.join("\n"));
    }
    stale
}

#[test]
fn golden_trees_are_what_the_generator_answers() {
    let cases = cases().into_values();
    let stale: String = cases
        .map(|case| differences(&generate(&case), &case.join("out")))
        .collect();
    assert!(stale.is_empty(), "{STALE}{stale}");
}

#[test]
fn golden_trees_of_our_own_are_what_the_generator_answers() {
    let mut stale = String::new();
    for (folder, tree) in own_trees() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        stale += &differences(&tree, &folder);
    }
    assert!(stale.is_empty(), "{STALE}{stale}");
}

const STALE: &str =
    "golden files differ; if the new text is right: GRPCGEN_BLESS=1 cargo test golden\n\n";

#[test]
fn two_runs_give_equal_bytes() {
    for case in cases().values() {
        assert_eq!(generate(case).files, generate(case).files);
    }
}
