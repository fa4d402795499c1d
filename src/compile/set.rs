//! Descriptor sets: bytes to descriptors, one file at a time.
//!
//! In: the encoding of a `FileDescriptorSet`. Out: its files. Nearly all of a set is places of tokens that few stages ask
//! for; those go as soon as their file is decoded, and so a set never lies in memory as a whole.

use super::SourceInfo;
use crate::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use crate::schema;
use crate::wire::{DecodeError, Reader};

/// The tag of `FileDescriptorSet.file`.
const FILE: u32 = 1 << 3 | 2;

pub(super) fn decode(
    bytes: &[u8],
    source_info: SourceInfo,
) -> Result<FileDescriptorSet, DecodeError> {
    let mut set = FileDescriptorSet::default();
    let mut reader = Reader::new(bytes);
    while let Some(tag) = reader.tag()? {
        if tag != FILE {
            reader.unknown(&mut set.unknown_fields)?;
            continue;
        }
        let mut file = FileDescriptorProto::default();
        reader.nested(&mut file)?;
        if let (SourceInfo::Elements, Some(info)) = (source_info, &mut file.source_code_info) {
            schema::keep_elements(info);
        }
        set.file.push(file);
    }
    Ok(set)
}
