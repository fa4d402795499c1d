//! Messages and oneofs.

use super::{Comments, EnumId, ExtensionId, Features, Field, FileId, MessageId};
use crate::descriptor::google::protobuf as descriptor;
use crate::report::Span;
use std::ops::Range;

/// Whether other files may use a message or an enum (edition 2024).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Visibility {
    /// They may.
    Export,
    /// Only the file that declares it may.
    Local,
}

/// A message.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // each is a fact of its own
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The file it stands in.
    pub file: FileId,
    /// The message it is nested in.
    pub parent: Option<MessageId>,
    /// Its simple name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its fields, in the order of the file.
    pub fields: Vec<Field>,
    /// Its oneofs; those that only carry proto3 `optional` are left out.
    pub oneofs: Vec<Oneof>,
    /// Messages nested in it, map entries included.
    pub messages: Vec<MessageId>,
    /// Enums nested in it.
    pub enums: Vec<EnumId>,
    /// Extensions declared in it.
    pub extensions: Vec<ExtensionId>,
    /// Whether it can be extended.
    pub extendable: bool,
    /// The numbers open to extensions.
    pub extension_ranges: Vec<Range<u32>>,
    /// The numbers that no field may have.
    pub reserved_ranges: Vec<Range<u32>>,
    /// The names that no field may have.
    pub reserved_names: Vec<String>,
    /// Whether it is the entry of a map field.
    pub map_entry: bool,
    /// Whether it has `message_set_wire_format`.
    pub message_set: bool,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Who may use it.
    pub visibility: Visibility,
    /// The features that its elements inherit.
    pub features: Features,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::MessageOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

impl Message {
    /// The field with this number.
    pub fn field(&self, number: u32) -> Option<&Field> {
        self.fields.iter().find(|field| field.number == number)
    }

    /// Whether no field may have this number.
    pub fn reserves(&self, number: u32) -> bool {
        let mut ranges = self.reserved_ranges.iter();
        ranges.any(|range| range.contains(&number))
    }
}

/// A oneof.
#[derive(Debug)]
pub struct Oneof {
    /// The message it is one of.
    pub message: MessageId,
    /// Its position among the declared oneofs, those for proto3 `optional` included.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its members: indices into [`Message::fields`]; never empty.
    pub fields: Vec<usize>,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::OneofOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}
