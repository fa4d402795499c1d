//! The well-known types as protoc 36 describes them, source info included: `well_known.binpb`.
//!
//! A test rebuilds the file with that protoc and compares.

use crate::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use crate::wire::Message;
use std::sync::LazyLock;

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

/// Whether a file is one of those that come with protobuf.
pub(super) fn is_well_known(name: &str) -> bool {
    descriptor(name).is_some()
}
