//! Files that everybody may import: the well-known types, `well_known.binpb`, and what services of all kinds take from
//! googleapis, `googleapis.binpb`: google/api, google/rpc, google/type and google/longrunning.
//!
//! They are as protoc 36 describes them, source info included. Tests make them again with that protoc and compare.

use crate::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use crate::wire::Message;
use bytes::Bytes;
use std::sync::LazyLock;

/// The file that has the messages of options.
pub(super) const DESCRIPTOR: &str = "google/protobuf/descriptor.proto";

static WELL_KNOWN: LazyLock<FileDescriptorSet> =
    LazyLock::new(|| decode(include_bytes!("well_known.binpb")));

static GOOGLEAPIS: LazyLock<FileDescriptorSet> =
    LazyLock::new(|| decode(include_bytes!("googleapis.binpb")));

fn decode(set: &'static [u8]) -> FileDescriptorSet {
    let set = FileDescriptorSet::decode_bytes(&Bytes::from_static(set));
    set.expect("the bundled descriptors are valid")
}

/// Those of protobuf.
pub(super) fn all() -> &'static FileDescriptorSet {
    &WELL_KNOWN
}

/// The bundled descriptor of a file, by the name that imports give it.
pub(super) fn descriptor(name: &str) -> Option<&'static FileDescriptorProto> {
    if !name.starts_with("google/") {
        return None;
    }
    find(&WELL_KNOWN, name).or_else(|| find(&GOOGLEAPIS, name))
}

fn find(set: &'static FileDescriptorSet, name: &str) -> Option<&'static FileDescriptorProto> {
    let mut files = set.file.iter();
    files.find(|file| file.name() == name)
}

/// The bundled descriptor of a file that nobody's copy replaces: the runtime's types are made for these. Only a
/// descriptor.proto may be one's own, since it may have options of its own.
pub(super) fn preferred(name: &str) -> Option<&'static FileDescriptorProto> {
    find(&WELL_KNOWN, name).filter(|_| name != DESCRIPTOR && is_well_known(name))
}

/// Whether a file is one of those that every protobuf runtime has. The features and options of other languages, which come
/// with protobuf too, are not.
pub(super) fn is_well_known(name: &str) -> bool {
    let foreign = name.ends_with("_features.proto") || name.ends_with("_options.proto");
    !foreign && find(&WELL_KNOWN, name).is_some()
}

/// The names of all bundled files.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    let files = WELL_KNOWN.file.iter().chain(&GOOGLEAPIS.file);
    files.map(FileDescriptorProto::name)
}

/// A type or an extension of the bundled files.
pub(super) struct Declared {
    /// The full name.
    pub(super) name: String,
    /// The file's name.
    pub(super) file: &'static str,
    pub(super) is_extension: bool,
    /// Whether schemas of all kinds use it: what describes schemas themselves, or HTTP, is not for that.
    pub(super) is_common: bool,
}

/// What the bundled files declare, for those who forget to import them.
pub(super) fn declared() -> &'static [Declared] {
    static DECLARED: LazyLock<Vec<Declared>> = LazyLock::new(|| {
        let files = WELL_KNOWN.file.iter().chain(&GOOGLEAPIS.file);
        files.flat_map(declared_in).collect()
    });
    &DECLARED
}

fn declared_in(file: &'static FileDescriptorProto) -> Vec<Declared> {
    let mut all = Vec::new();
    let rare = [
        DESCRIPTOR,
        "google/protobuf/api.proto",
        "google/protobuf/type.proto",
        "google/protobuf/source_context.proto",
    ];
    let is_common = !rare.contains(&file.name()) && !file.name().starts_with("google/api/");
    let mut add = |scope: &str, name: &str, is_extension: bool| {
        let name = format!("{scope}.{name}");
        all.push(Declared {
            name: name.clone(),
            file: file.name(),
            is_extension,
            is_common,
        });
        name
    };
    let package = file.package();
    let mut scopes = Vec::new();
    for enumeration in &file.enum_type {
        add(package, enumeration.name(), false);
    }
    for extension in &file.extension {
        add(package, extension.name(), true);
    }
    for message in &file.message_type {
        scopes.push((add(package, message.name(), false), message));
    }
    while let Some((scope, outer)) = scopes.pop() {
        for enumeration in &outer.enum_type {
            add(&scope, enumeration.name(), false);
        }
        for message in &outer.nested_type {
            scopes.push((add(&scope, message.name(), false), message));
        }
    }
    all
}
