//! Descriptor sets in canonical protobuf JSON, as `protoc --decode` plugins and `buf build -o image.json` write them.
//!
//! In: the text. Out: descriptors, or everything that is wrong with the text, each with the path to it. What a field is
//! called and how it is written is not known here: `descriptor.proto` describes itself, so JSON becomes the binary format
//! by descriptors, and that is decoded as from anywhere. Custom options are described by the set itself, which therefore
//! is read twice: first without them.

mod scalar;
mod special;
mod transcode;
mod types;

use super::bundled;
use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::report::{Finding, Report};
use crate::wire::Message;
use serde_json::Value;
use transcode::{Extensions, transcode};
use types::Types;

/// Whether bytes are JSON where a descriptor set is expected: no encoding of one begins so, for its fields have low numbers.
pub(super) fn is_json(bytes: &[u8]) -> bool {
    bytes.starts_with(b"{")
}

/// Decodes the JSON of a `FileDescriptorSet`.
pub(super) fn decode(text: &[u8]) -> Result<FileDescriptorSet, Report> {
    let value: Value = serde_json::from_slice(text)
        .map_err(|error| Finding::error(format!("the descriptor set is not JSON: {error}")))?;
    let own = Types::default().with(bundled::all());
    let plain = set(&value, &own, Extensions::Later)?;
    let types = Types::default().with(&plain.file).with(bundled::all());
    if types.has_extensions() {
        set(&value, &types, Extensions::Known)
    } else {
        set(&value, &own, Extensions::Known)
    }
}

fn set(
    value: &Value,
    types: &Types<'_>,
    extensions: Extensions,
) -> Result<FileDescriptorSet, Report> {
    let bytes = transcode(value, FileDescriptorSet::FULL_NAME, types, extensions)?;
    FileDescriptorSet::decode(&bytes).map_err(|error| {
        Finding::error(format!(
            "the JSON is not that of a FileDescriptorSet: {error}"
        ))
        .into()
    })
}

#[cfg(test)]
mod tests;
