//! The parts of files, each with a number: what is declared, where, and in which descriptor.

use super::names::Name;
use crate::descriptor::google::protobuf::descriptor_proto::ExtensionRange;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, EnumValueDescriptorProto, FieldDescriptorProto,
    FileDescriptorProto, MethodDescriptorProto, OneofDescriptorProto, ServiceDescriptorProto,
};

/// The number of an element. Elements of one file have consecutive numbers, containers before what they contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Id(pub(super) u32);

impl Id {
    /// The package without a name, which contains all others.
    pub(super) const ROOT: Self = Self(0);

    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// The number of a file, in the order in which files are linked: each behind its imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct FileId(pub(super) u32);

impl FileId {
    pub(super) fn index(self) -> usize {
        self.0 as usize
    }
}

/// One element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    pub(super) of: Of<'a>,
    /// What contains it: the message, enum, service, or the file itself; of a package the package around it.
    pub(super) parent: Id,
    /// Of a package the first file that has it.
    pub(super) file: FileId,
    /// Its position among those of its kind in what contains it.
    pub(super) index: u32,
    pub(super) name: Name,
}

/// What an element is.
#[derive(Clone, Copy, Debug)]
pub(super) enum Of<'a> {
    Package,
    File(&'a FileDescriptorProto),
    Message(&'a DescriptorProto),
    Oneof(&'a OneofDescriptorProto),
    Field(&'a FieldDescriptorProto),
    Extension(&'a FieldDescriptorProto),
    Range(&'a ExtensionRange),
    Enum(&'a EnumDescriptorProto),
    Value(&'a EnumValueDescriptorProto),
    Service(&'a ServiceDescriptorProto),
    Method(&'a MethodDescriptorProto),
}

impl Of<'_> {
    /// With its article, as findings call it.
    pub(super) fn noun(self) -> &'static str {
        match self {
            Self::Package => "a package",
            Self::File(_) => "a file",
            Self::Message(_) => "a message",
            Self::Oneof(_) => "a oneof",
            Self::Field(_) => "a field",
            Self::Extension(_) => "an extension",
            Self::Range(_) => "an extension range",
            Self::Enum(_) => "an enum",
            Self::Value(_) => "an enum value",
            Self::Service(_) => "a service",
            Self::Method(_) => "a method",
        }
    }

    /// Whether names can lead through it.
    pub(super) fn has_members(self) -> bool {
        matches!(
            self,
            Self::Package | Self::Message(_) | Self::Enum(_) | Self::Service(_)
        )
    }

    /// Whether a field can have it as its type.
    pub(super) fn is_type(self) -> bool {
        matches!(self, Self::Message(_) | Self::Enum(_))
    }

    /// The number of its options in its descriptor; a package has none.
    pub(super) fn options_number(self) -> i32 {
        match self {
            Self::Package => 0,
            Self::File(_) | Self::Field(_) | Self::Extension(_) => 8,
            Self::Message(_) => 7,
            Self::Oneof(_) => 2,
            Self::Range(_) | Self::Enum(_) | Self::Value(_) | Self::Service(_) => 3,
            Self::Method(_) => 4,
        }
    }
}

/// Which part of an element a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The element as a whole.
    Whole,
    Name,
    /// A field's or value's number; the start of a range.
    Number,
    /// A field's type.
    Type,
    /// A field's label.
    Label,
    /// What an extension extends.
    Extendee,
    Default,
    JsonName,
    /// What a method takes.
    Input,
    /// What a method answers.
    Output,
    /// A reserved name.
    ReservedName(usize),
    /// A reserved range.
    ReservedRange(usize),
    /// An import of a file.
    Import(usize),
    /// An import for options only.
    OptionImport(usize),
    /// The edition or syntax of a file.
    Edition,
    /// The package of a file.
    Package,
    /// The name of an option.
    OptionName(usize),
    /// One step of the name of an option.
    OptionStep(usize, usize),
    /// The value of an option.
    OptionValue(usize),
}
