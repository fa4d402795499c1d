//! protox as a second opinion: where it agrees with protoc, we agree with both. Where it does not, it is known why.

use super::helpless::write;
use crate::peers;
use grpcgen::compile::{Described, Input, descriptors};
use grpcgen::descriptor::google::protobuf::{
    FileDescriptorProto, FileDescriptorSet, MethodOptions,
};
use grpcgen::files::Files;
use grpcgen::runtime::wire::Message;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

/// Folders of googleapis that have a bit of everything, and are compiled in seconds.
const FOLDERS: [&str; 8] = [
    "google/api",
    "google/firestore",
    "google/iam",
    "google/logging",
    "google/longrunning",
    "google/pubsub",
    "google/rpc",
    "google/type",
];

/// The number of the option `(google.api.field_behavior)`.
const FIELD_BEHAVIOR: u32 = 1052;

/// What protox has otherwise than protoc in the cases, how often, and why. If these change, a newer protox was repaired.
const KNOWN: &[(&str, usize, &str)] = &[
    (
        "ours \"-1.8446744073709552e+19\",, of protox \"-18446744073709552000\",",
        1,
        "protox does not write default values of doubles as C does",
    ),
    (
        "ours 12,, of protox 9,",
        1,
        "the items of message sets are plain extensions to protox",
    ),
    (
        "ours options: None,, of protox options: Some(",
        3,
        "protox keeps options whose retention is the source's",
    ),
    (
        "ours uninterpreted_option: [],, of protox uninterpreted_option: [",
        1,
        "protox does not look into a descriptor.proto of one's own",
    ),
    (
        "protox accepts what protoc does not",
        68,
        "extension declarations, ranges, enum prefixes, `packed`, closed enums, features, lite and more are not checked by protox",
    ),
    (
        "protox refuses what protoc does not",
        26,
        "reserved names that are none, JSON names that may clash, options of ranges, lists and relative names in literals, `-inf`, message sets, public imports through several files",
    ),
];

#[test]
fn protox_agrees_where_it_agrees_with_protoc() {
    let cases: Vec<_> = peers::front_cases();
    let verdicts = cases.par_iter().filter_map(|case| {
        let files = case["files"].as_object().unwrap();
        let mut texts = files.values().map(|text| text.as_str().unwrap_or_default());
        // What has an edition, protox cannot read at all.
        if texts.any(|text| text.contains("edition =")) {
            return None;
        }
        let folder = tempfile::tempdir().unwrap();
        write(case, folder.path()).ok()?;
        let roots = case["roots"].as_array().unwrap().iter();
        let roots: Vec<_> = roots
            .map(|root| root.as_str().unwrap().to_owned())
            .collect();
        let id = case["id"].to_string();
        let protoc = case["protoc_descriptor_set_b64"].is_string();
        let theirs = by_protox(folder.path(), &roots);
        if protoc != theirs.is_some() {
            let verdict = if protoc { "refuses" } else { "accepts" };
            return Some((format!("protox {verdict} what protoc does not"), id));
        }
        let ours = by_us(folder.path(), &roots);
        match (ours, theirs) {
            (Some(ours), Some(theirs)) => difference(&ours, &theirs).map(|kind| (kind, id)),
            (None, None) => None,
            (ours, _) => Some((format!("we accept: {}", ours.is_some()), id)),
        }
    });
    let mut found = BTreeMap::<String, Vec<String>>::new();
    for (kind, id) in verdicts.collect::<Vec<_>>() {
        found.entry(kind).or_default().push(id);
    }
    let counts: Vec<_> = found
        .iter()
        .map(|(kind, ids)| (kind.as_str(), ids.len()))
        .collect();
    if !cases.is_empty() {
        let known: Vec<_> = KNOWN
            .iter()
            .map(|(kind, count, _)| (*kind, *count))
            .collect();
        assert_eq!(counts, known, "{found:#?}");
    }
}

#[test]
fn protox_describes_googleapis_as_we_do() {
    let Some(root) = peers::googleapis() else {
        return;
    };
    let below = |name: &&String| {
        FOLDERS
            .iter()
            .any(|folder| name.starts_with(&format!("{folder}/")))
    };
    let names = peers::protos(&root);
    let names: Vec<String> = names.iter().filter(below).cloned().collect();
    let theirs = by_protox(&root, &names).expect("protox compiles googleapis");
    let ours = by_us(&root, &names).expect("we compile googleapis");
    println!("{} files, {} with imports", names.len(), ours.len());
    assert_eq!(difference(&ours, &theirs), None);
}

type Set = BTreeMap<String, FileDescriptorProto>;

fn by_us(root: &Path, names: &[String]) -> Option<Set> {
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: names.iter().map(|name| root.join(name)).collect(),
        includes: vec![root.to_path_buf()],
    };
    let Described { files, .. } = descriptors(input, |file| file).ok()?;
    Some(comparable(files))
}

fn by_protox(root: &Path, names: &[String]) -> Option<Set> {
    let compiled = catch_unwind(|| {
        let mut compiler = protox::Compiler::new([root]).ok()?;
        compiler.include_source_info(false).include_imports(true);
        let paths = names.iter().map(PathBuf::from);
        compiler.open_files(paths).ok()?;
        Some(compiler.encode_file_descriptor_set())
    });
    let set = compiled.ok()??;
    Some(comparable(FileDescriptorSet::decode(&set).unwrap().file))
}

/// By name, without what is known to differ: source info; the files that come with protobuf, which are older in protox; the
/// options of methods with a block that has none, which protoc writes; and what googleapis says of the behaviour of fields,
/// which protox packs, though its declaration says `packed = false`.
fn comparable(files: Vec<FileDescriptorProto>) -> Set {
    let own = files
        .into_iter()
        .filter(|file| !file.name().starts_with("google/protobuf/"));
    let files = own.map(|mut file| {
        file.source_code_info = None;
        for method in file
            .service
            .iter_mut()
            .flat_map(|service| &mut service.method)
        {
            method
                .options
                .take_if(|options| **options == MethodOptions::default());
        }
        let mut messages: Vec<_> = file.message_type.iter_mut().collect();
        while let Some(message) = messages.pop() {
            let options = message
                .field
                .iter_mut()
                .filter_map(|field| field.options.as_mut());
            options.for_each(|options| options.unknown_fields.remove(FIELD_BEHAVIOR));
            messages.extend(&mut message.nested_type);
        }
        (file.name().to_owned(), file)
    });
    files.collect()
}

/// The first line in which two sets differ, without what is particular to one.
fn difference(ours: &Set, theirs: &Set) -> Option<String> {
    if ours == theirs {
        return None;
    }
    let (ours, theirs) = (format!("{ours:#?}"), format!("{theirs:#?}"));
    let mut lines = ours.lines().zip(theirs.lines());
    let (ours, theirs) = lines.find(|(ours, theirs)| ours != theirs)?;
    Some(format!("ours {}, of protox {}", ours.trim(), theirs.trim()))
}
