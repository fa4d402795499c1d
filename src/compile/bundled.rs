//! The well-known types as protoc 36 describes them, source info included: `well_known.binpb`.
//!
//! A test rebuilds the file with that protoc and compares.

use crate::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use crate::wire::Message;
use std::sync::LazyLock;

/// The file that has the messages of options.
pub(super) const DESCRIPTOR: &str = "google/protobuf/descriptor.proto";

static WELL_KNOWN: LazyLock<FileDescriptorSet> = LazyLock::new(|| {
    FileDescriptorSet::decode(include_bytes!("well_known.binpb"))
        .expect("the bundled descriptors are valid")
});

/// All of them.
pub(super) fn all() -> &'static FileDescriptorSet {
    &WELL_KNOWN
}

/// The bundled descriptor of a file, by the name that imports give it.
pub(super) fn descriptor(name: &str) -> Option<&'static FileDescriptorProto> {
    WELL_KNOWN
        .file
        .iter()
        .find(|file| file.name.as_deref() == Some(name))
}

/// The bundled descriptor of a file that nobody's copy replaces: the runtime's types are made for these. Only a
/// descriptor.proto may be one's own, since it may have options of its own.
pub(super) fn preferred(name: &str) -> Option<&'static FileDescriptorProto> {
    descriptor(name).filter(|_| name != DESCRIPTOR && is_well_known(name))
}

/// Whether a file is one of those that every protobuf runtime has. The features and options of other languages, which come
/// with protobuf too, are not.
pub(super) fn is_well_known(name: &str) -> bool {
    let foreign = name.ends_with("_features.proto") || name.ends_with("_options.proto");
    !foreign && descriptor(name).is_some()
}
