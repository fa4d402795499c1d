//! Enums and their values.

use super::{Comments, EnumId, Features, FileId, MessageId, Visibility};
use crate::descriptor::google::protobuf as descriptor;
use crate::report::Span;
use std::ops::RangeInclusive;

/// An enum.
#[derive(Debug)]
pub struct Enum {
    /// Its id.
    pub id: EnumId,
    /// The file it stands in.
    pub file: FileId,
    /// The message it is nested in.
    pub parent: Option<MessageId>,
    /// Its simple name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its values, in the order of the file; never empty.
    pub values: Vec<EnumValue>,
    /// Whether unknown numbers stay outside it.
    pub closed: bool,
    /// Whether values may share a number.
    pub allow_alias: bool,
    /// The numbers that no value may have.
    pub reserved_ranges: Vec<RangeInclusive<i32>>,
    /// The names that no value may have.
    pub reserved_names: Vec<String>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Who may use it.
    pub visibility: Visibility,
    /// Its features, resolved.
    pub features: Features,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::EnumOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// A value of an enum.
#[derive(Debug)]
pub struct EnumValue {
    /// The enum it is one of.
    pub enumeration: EnumId,
    /// Its position in the enum.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Its full name: a sibling of the enum, not a child.
    pub full_name: String,
    /// Its number.
    pub number: i32,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::EnumValueOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}
