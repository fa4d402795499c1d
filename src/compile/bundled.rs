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
