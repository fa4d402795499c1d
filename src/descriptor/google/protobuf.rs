// @generated
pub mod compiler;
use crate::runtime::wire;
/// `.google.protobuf.FileDescriptorSet`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileDescriptorSet {
    /// `file`
    pub file: Vec<FileDescriptorProto>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FileDescriptorSet {
    const FULL_NAME: &'static str = "google.protobuf.FileDescriptorSet";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(1, wire::Nested, &self.file);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.repeated(wire::Nested, &mut self.file)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for FileDescriptorSet {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// `.google.protobuf.FileDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `package`
    pub package: Option<String>,
    /// `dependency`
    pub dependency: Vec<String>,
    /// `public_dependency`
    pub public_dependency: Vec<i32>,
    /// `weak_dependency`
    pub weak_dependency: Vec<i32>,
    /// `option_dependency`
    pub option_dependency: Vec<String>,
    /// `message_type`
    pub message_type: Vec<DescriptorProto>,
    /// `enum_type`
    pub enum_type: Vec<EnumDescriptorProto>,
    /// `service`
    pub service: Vec<ServiceDescriptorProto>,
    /// `extension`
    pub extension: Vec<FieldDescriptorProto>,
    /// `options`
    pub options: Option<FileOptions>,
    /// `source_code_info`
    pub source_code_info: Option<SourceCodeInfo>,
    /// `syntax`
    pub syntax: Option<String>,
    /// `edition`
    pub edition: Option<Edition>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FileDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.FileDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(15, wire::UncheckedUtf8, &self.option_dependency);
        writer.explicit(14, wire::Enum, &self.edition);
        writer.explicit(12, wire::UncheckedUtf8, &self.syntax);
        writer.repeated(11, wire::Int32, &self.weak_dependency);
        writer.repeated(10, wire::Int32, &self.public_dependency);
        writer.explicit(9, wire::Nested, &self.source_code_info);
        writer.explicit(8, wire::Nested, &self.options);
        writer.repeated(7, wire::Nested, &self.extension);
        writer.repeated(6, wire::Nested, &self.service);
        writer.repeated(5, wire::Nested, &self.enum_type);
        writer.repeated(4, wire::Nested, &self.message_type);
        writer.repeated(3, wire::UncheckedUtf8, &self.dependency);
        writer.explicit(2, wire::UncheckedUtf8, &self.package);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.package)
                })?,
                26 => reader.element_or_unknown(
                    wire::UncheckedUtf8,
                    &mut self.dependency,
                    &mut self.unknown_fields,
                )?,
                34 => reader.repeated(wire::Nested, &mut self.message_type)?,
                42 => reader.repeated(wire::Nested, &mut self.enum_type)?,
                50 => reader.repeated(wire::Nested, &mut self.service)?,
                58 => reader.repeated(wire::Nested, &mut self.extension)?,
                66 => reader.explicit(wire::Nested, &mut self.options)?,
                74 => reader.explicit(wire::Nested, &mut self.source_code_info)?,
                80 | 82 => reader.packed(wire::Int32, &mut self.public_dependency)?,
                88 | 90 => reader.packed(wire::Int32, &mut self.weak_dependency)?,
                98 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.syntax)
                })?,
                112 => reader.explicit(wire::Enum, &mut self.edition)?,
                122 => reader.element_or_unknown(
                    wire::UncheckedUtf8,
                    &mut self.option_dependency,
                    &mut self.unknown_fields,
                )?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.DescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `field`
    pub field: Vec<FieldDescriptorProto>,
    /// `extension`
    pub extension: Vec<FieldDescriptorProto>,
    /// `nested_type`
    pub nested_type: Vec<DescriptorProto>,
    /// `enum_type`
    pub enum_type: Vec<EnumDescriptorProto>,
    /// `extension_range`
    pub extension_range: Vec<descriptor_proto::ExtensionRange>,
    /// `oneof_decl`
    pub oneof_decl: Vec<OneofDescriptorProto>,
    /// `options`
    pub options: Option<MessageOptions>,
    /// `reserved_range`
    pub reserved_range: Vec<descriptor_proto::ReservedRange>,
    /// `reserved_name`
    pub reserved_name: Vec<String>,
    /// `visibility`
    pub visibility: Option<SymbolVisibility>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for DescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.DescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(11, wire::Enum, &self.visibility);
        writer.repeated(10, wire::UncheckedUtf8, &self.reserved_name);
        writer.repeated(9, wire::Nested, &self.reserved_range);
        writer.repeated(8, wire::Nested, &self.oneof_decl);
        writer.explicit(7, wire::Nested, &self.options);
        writer.repeated(6, wire::Nested, &self.extension);
        writer.repeated(5, wire::Nested, &self.extension_range);
        writer.repeated(4, wire::Nested, &self.enum_type);
        writer.repeated(3, wire::Nested, &self.nested_type);
        writer.repeated(2, wire::Nested, &self.field);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.repeated(wire::Nested, &mut self.field)?,
                26 => reader.repeated(wire::Nested, &mut self.nested_type)?,
                34 => reader.repeated(wire::Nested, &mut self.enum_type)?,
                42 => reader.repeated(wire::Nested, &mut self.extension_range)?,
                50 => reader.repeated(wire::Nested, &mut self.extension)?,
                58 => reader.explicit(wire::Nested, &mut self.options)?,
                66 => reader.repeated(wire::Nested, &mut self.oneof_decl)?,
                74 => reader.repeated(wire::Nested, &mut self.reserved_range)?,
                82 => reader.element_or_unknown(
                    wire::UncheckedUtf8,
                    &mut self.reserved_name,
                    &mut self.unknown_fields,
                )?,
                88 => reader.explicit(wire::Enum, &mut self.visibility)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `DescriptorProto`.
pub mod descriptor_proto {
    use crate::runtime::wire;
    /// `.google.protobuf.DescriptorProto.ExtensionRange`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ExtensionRange {
        /// `start`
        pub start: Option<i32>,
        /// `end`
        pub end: Option<i32>,
        /// `options`
        pub options: Option<super::ExtensionRangeOptions>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for ExtensionRange {
        const FULL_NAME: &'static str = "google.protobuf.DescriptorProto.ExtensionRange";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(3, wire::Nested, &self.options);
            writer.explicit(2, wire::Int32, &self.end);
            writer.explicit(1, wire::Int32, &self.start);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 => reader.explicit(wire::Int32, &mut self.start)?,
                    16 => reader.explicit(wire::Int32, &mut self.end)?,
                    26 => reader.explicit(wire::Nested, &mut self.options)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// `.google.protobuf.DescriptorProto.ReservedRange`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ReservedRange {
        /// `start`
        pub start: Option<i32>,
        /// `end`
        pub end: Option<i32>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for ReservedRange {
        const FULL_NAME: &'static str = "google.protobuf.DescriptorProto.ReservedRange";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(2, wire::Int32, &self.end);
            writer.explicit(1, wire::Int32, &self.start);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 => reader.explicit(wire::Int32, &mut self.start)?,
                    16 => reader.explicit(wire::Int32, &mut self.end)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
}
/// `.google.protobuf.ExtensionRangeOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ExtensionRangeOptions {
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// `declaration`
    pub declaration: Vec<extension_range_options::Declaration>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `verification`
    pub verification: Option<extension_range_options::VerificationState>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for ExtensionRangeOptions {
    const FULL_NAME: &'static str = "google.protobuf.ExtensionRangeOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(50, wire::Nested, &self.features);
        writer.explicit(3, wire::Enum, &self.verification);
        writer.repeated(2, wire::Nested, &self.declaration);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                18 => reader.repeated(wire::Nested, &mut self.declaration)?,
                24 => reader.explicit(wire::Enum, &mut self.verification)?,
                402 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for ExtensionRangeOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// Types nested in `ExtensionRangeOptions`.
pub mod extension_range_options {
    use crate::runtime::wire;
    /// `.google.protobuf.ExtensionRangeOptions.Declaration`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Declaration {
        /// `number`
        pub number: Option<i32>,
        /// `full_name`
        pub full_name: Option<String>,
        /// `type`
        pub r#type: Option<String>,
        /// `reserved`
        pub reserved: Option<bool>,
        /// `repeated`
        pub repeated: Option<bool>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for Declaration {
        const FULL_NAME: &'static str = "google.protobuf.ExtensionRangeOptions.Declaration";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(6, wire::Bool, &self.repeated);
            writer.explicit(5, wire::Bool, &self.reserved);
            writer.explicit(3, wire::UncheckedUtf8, &self.r#type);
            writer.explicit(2, wire::UncheckedUtf8, &self.full_name);
            writer.explicit(1, wire::Int32, &self.number);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 => reader.explicit(wire::Int32, &mut self.number)?,
                    18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.full_name)
                    })?,
                    26 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.r#type)
                    })?,
                    40 => reader.explicit(wire::Bool, &mut self.reserved)?,
                    48 => reader.explicit(wire::Bool, &mut self.repeated)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// `.google.protobuf.ExtensionRangeOptions.VerificationState`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum VerificationState {
        /// `DECLARATION`
        #[default]
        Declaration,
        /// `UNVERIFIED`
        Unverified,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for VerificationState {
        const FULL_NAME: &'static str = "google.protobuf.ExtensionRangeOptions.VerificationState";
        const VALUES: &'static [Self] = &[Self::Declaration, Self::Unverified];
        fn number(self) -> i32 {
            match self {
                Self::Declaration => 0,
                Self::Unverified => 1,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Declaration,
                1 => Self::Unverified,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Declaration => "DECLARATION",
                Self::Unverified => "UNVERIFIED",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "DECLARATION" => Self::Declaration,
                "UNVERIFIED" => Self::Unverified,
                _ => return None,
            })
        }
    }
}
/// `.google.protobuf.FieldDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `number`
    pub number: Option<i32>,
    /// `label`
    pub label: Option<field_descriptor_proto::Label>,
    /// `type`
    pub r#type: Option<field_descriptor_proto::Type>,
    /// `type_name`
    pub type_name: Option<String>,
    /// `extendee`
    pub extendee: Option<String>,
    /// `default_value`
    pub default_value: Option<String>,
    /// `oneof_index`
    pub oneof_index: Option<i32>,
    /// `json_name`
    pub json_name: Option<String>,
    /// `options`
    pub options: Option<FieldOptions>,
    /// `proto3_optional`
    pub proto3_optional: Option<bool>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FieldDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.FieldDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(17, wire::Bool, &self.proto3_optional);
        writer.explicit(10, wire::UncheckedUtf8, &self.json_name);
        writer.explicit(9, wire::Int32, &self.oneof_index);
        writer.explicit(8, wire::Nested, &self.options);
        writer.explicit(7, wire::UncheckedUtf8, &self.default_value);
        writer.explicit(6, wire::UncheckedUtf8, &self.type_name);
        writer.explicit(5, wire::Enum, &self.r#type);
        writer.explicit(4, wire::Enum, &self.label);
        writer.explicit(3, wire::Int32, &self.number);
        writer.explicit(2, wire::UncheckedUtf8, &self.extendee);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.extendee)
                })?,
                24 => reader.explicit(wire::Int32, &mut self.number)?,
                32 => reader.explicit(wire::Enum, &mut self.label)?,
                40 => reader.explicit(wire::Enum, &mut self.r#type)?,
                50 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.type_name)
                })?,
                58 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.default_value)
                })?,
                66 => reader.explicit(wire::Nested, &mut self.options)?,
                72 => reader.explicit(wire::Int32, &mut self.oneof_index)?,
                82 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.json_name)
                })?,
                136 => reader.explicit(wire::Bool, &mut self.proto3_optional)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `FieldDescriptorProto`.
pub mod field_descriptor_proto {
    use crate::runtime::wire;
    /// `.google.protobuf.FieldDescriptorProto.Type`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Type {
        /// `TYPE_DOUBLE`
        #[default]
        Double,
        /// `TYPE_FLOAT`
        Float,
        /// `TYPE_INT64`
        Int64,
        /// `TYPE_UINT64`
        Uint64,
        /// `TYPE_INT32`
        Int32,
        /// `TYPE_FIXED64`
        Fixed64,
        /// `TYPE_FIXED32`
        Fixed32,
        /// `TYPE_BOOL`
        Bool,
        /// `TYPE_STRING`
        String,
        /// `TYPE_GROUP`
        Group,
        /// `TYPE_MESSAGE`
        Message,
        /// `TYPE_BYTES`
        Bytes,
        /// `TYPE_UINT32`
        Uint32,
        /// `TYPE_ENUM`
        Enum,
        /// `TYPE_SFIXED32`
        Sfixed32,
        /// `TYPE_SFIXED64`
        Sfixed64,
        /// `TYPE_SINT32`
        Sint32,
        /// `TYPE_SINT64`
        Sint64,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for Type {
        const FULL_NAME: &'static str = "google.protobuf.FieldDescriptorProto.Type";
        const VALUES: &'static [Self] = &[
            Self::Double,
            Self::Float,
            Self::Int64,
            Self::Uint64,
            Self::Int32,
            Self::Fixed64,
            Self::Fixed32,
            Self::Bool,
            Self::String,
            Self::Group,
            Self::Message,
            Self::Bytes,
            Self::Uint32,
            Self::Enum,
            Self::Sfixed32,
            Self::Sfixed64,
            Self::Sint32,
            Self::Sint64,
        ];
        fn number(self) -> i32 {
            match self {
                Self::Double => 1,
                Self::Float => 2,
                Self::Int64 => 3,
                Self::Uint64 => 4,
                Self::Int32 => 5,
                Self::Fixed64 => 6,
                Self::Fixed32 => 7,
                Self::Bool => 8,
                Self::String => 9,
                Self::Group => 10,
                Self::Message => 11,
                Self::Bytes => 12,
                Self::Uint32 => 13,
                Self::Enum => 14,
                Self::Sfixed32 => 15,
                Self::Sfixed64 => 16,
                Self::Sint32 => 17,
                Self::Sint64 => 18,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                1 => Self::Double,
                2 => Self::Float,
                3 => Self::Int64,
                4 => Self::Uint64,
                5 => Self::Int32,
                6 => Self::Fixed64,
                7 => Self::Fixed32,
                8 => Self::Bool,
                9 => Self::String,
                10 => Self::Group,
                11 => Self::Message,
                12 => Self::Bytes,
                13 => Self::Uint32,
                14 => Self::Enum,
                15 => Self::Sfixed32,
                16 => Self::Sfixed64,
                17 => Self::Sint32,
                18 => Self::Sint64,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Double => "TYPE_DOUBLE",
                Self::Float => "TYPE_FLOAT",
                Self::Int64 => "TYPE_INT64",
                Self::Uint64 => "TYPE_UINT64",
                Self::Int32 => "TYPE_INT32",
                Self::Fixed64 => "TYPE_FIXED64",
                Self::Fixed32 => "TYPE_FIXED32",
                Self::Bool => "TYPE_BOOL",
                Self::String => "TYPE_STRING",
                Self::Group => "TYPE_GROUP",
                Self::Message => "TYPE_MESSAGE",
                Self::Bytes => "TYPE_BYTES",
                Self::Uint32 => "TYPE_UINT32",
                Self::Enum => "TYPE_ENUM",
                Self::Sfixed32 => "TYPE_SFIXED32",
                Self::Sfixed64 => "TYPE_SFIXED64",
                Self::Sint32 => "TYPE_SINT32",
                Self::Sint64 => "TYPE_SINT64",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "TYPE_DOUBLE" => Self::Double,
                "TYPE_FLOAT" => Self::Float,
                "TYPE_INT64" => Self::Int64,
                "TYPE_UINT64" => Self::Uint64,
                "TYPE_INT32" => Self::Int32,
                "TYPE_FIXED64" => Self::Fixed64,
                "TYPE_FIXED32" => Self::Fixed32,
                "TYPE_BOOL" => Self::Bool,
                "TYPE_STRING" => Self::String,
                "TYPE_GROUP" => Self::Group,
                "TYPE_MESSAGE" => Self::Message,
                "TYPE_BYTES" => Self::Bytes,
                "TYPE_UINT32" => Self::Uint32,
                "TYPE_ENUM" => Self::Enum,
                "TYPE_SFIXED32" => Self::Sfixed32,
                "TYPE_SFIXED64" => Self::Sfixed64,
                "TYPE_SINT32" => Self::Sint32,
                "TYPE_SINT64" => Self::Sint64,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FieldDescriptorProto.Label`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Label {
        /// `LABEL_OPTIONAL`
        #[default]
        Optional,
        /// `LABEL_REPEATED`
        Repeated,
        /// `LABEL_REQUIRED`
        Required,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for Label {
        const FULL_NAME: &'static str = "google.protobuf.FieldDescriptorProto.Label";
        const VALUES: &'static [Self] = &[Self::Optional, Self::Repeated, Self::Required];
        fn number(self) -> i32 {
            match self {
                Self::Optional => 1,
                Self::Repeated => 3,
                Self::Required => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                1 => Self::Optional,
                3 => Self::Repeated,
                2 => Self::Required,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Optional => "LABEL_OPTIONAL",
                Self::Repeated => "LABEL_REPEATED",
                Self::Required => "LABEL_REQUIRED",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "LABEL_OPTIONAL" => Self::Optional,
                "LABEL_REPEATED" => Self::Repeated,
                "LABEL_REQUIRED" => Self::Required,
                _ => return None,
            })
        }
    }
}
/// `.google.protobuf.OneofDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneofDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `options`
    pub options: Option<OneofOptions>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for OneofDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.OneofDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(2, wire::Nested, &self.options);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.explicit(wire::Nested, &mut self.options)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.EnumDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `value`
    pub value: Vec<EnumValueDescriptorProto>,
    /// `options`
    pub options: Option<EnumOptions>,
    /// `reserved_range`
    pub reserved_range: Vec<enum_descriptor_proto::EnumReservedRange>,
    /// `reserved_name`
    pub reserved_name: Vec<String>,
    /// `visibility`
    pub visibility: Option<SymbolVisibility>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for EnumDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.EnumDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(6, wire::Enum, &self.visibility);
        writer.repeated(5, wire::UncheckedUtf8, &self.reserved_name);
        writer.repeated(4, wire::Nested, &self.reserved_range);
        writer.explicit(3, wire::Nested, &self.options);
        writer.repeated(2, wire::Nested, &self.value);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.repeated(wire::Nested, &mut self.value)?,
                26 => reader.explicit(wire::Nested, &mut self.options)?,
                34 => reader.repeated(wire::Nested, &mut self.reserved_range)?,
                42 => reader.element_or_unknown(
                    wire::UncheckedUtf8,
                    &mut self.reserved_name,
                    &mut self.unknown_fields,
                )?,
                48 => reader.explicit(wire::Enum, &mut self.visibility)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `EnumDescriptorProto`.
pub mod enum_descriptor_proto {
    use crate::runtime::wire;
    /// `.google.protobuf.EnumDescriptorProto.EnumReservedRange`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct EnumReservedRange {
        /// `start`
        pub start: Option<i32>,
        /// `end`
        pub end: Option<i32>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for EnumReservedRange {
        const FULL_NAME: &'static str = "google.protobuf.EnumDescriptorProto.EnumReservedRange";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(2, wire::Int32, &self.end);
            writer.explicit(1, wire::Int32, &self.start);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 => reader.explicit(wire::Int32, &mut self.start)?,
                    16 => reader.explicit(wire::Int32, &mut self.end)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
}
/// `.google.protobuf.EnumValueDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumValueDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `number`
    pub number: Option<i32>,
    /// `options`
    pub options: Option<EnumValueOptions>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for EnumValueDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.EnumValueDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(3, wire::Nested, &self.options);
        writer.explicit(2, wire::Int32, &self.number);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                16 => reader.explicit(wire::Int32, &mut self.number)?,
                26 => reader.explicit(wire::Nested, &mut self.options)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.ServiceDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `method`
    pub method: Vec<MethodDescriptorProto>,
    /// `options`
    pub options: Option<ServiceOptions>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for ServiceDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.ServiceDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(3, wire::Nested, &self.options);
        writer.repeated(2, wire::Nested, &self.method);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.repeated(wire::Nested, &mut self.method)?,
                26 => reader.explicit(wire::Nested, &mut self.options)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.MethodDescriptorProto`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MethodDescriptorProto {
    /// `name`
    pub name: Option<String>,
    /// `input_type`
    pub input_type: Option<String>,
    /// `output_type`
    pub output_type: Option<String>,
    /// `options`
    pub options: Option<MethodOptions>,
    /// `client_streaming`
    pub client_streaming: Option<bool>,
    /// `server_streaming`
    pub server_streaming: Option<bool>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for MethodDescriptorProto {
    const FULL_NAME: &'static str = "google.protobuf.MethodDescriptorProto";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(6, wire::Bool, &self.server_streaming);
        writer.explicit(5, wire::Bool, &self.client_streaming);
        writer.explicit(4, wire::Nested, &self.options);
        writer.explicit(3, wire::UncheckedUtf8, &self.output_type);
        writer.explicit(2, wire::UncheckedUtf8, &self.input_type);
        writer.explicit(1, wire::UncheckedUtf8, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.name)
                })?,
                18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.input_type)
                })?,
                26 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.output_type)
                })?,
                34 => reader.explicit(wire::Nested, &mut self.options)?,
                40 => reader.explicit(wire::Bool, &mut self.client_streaming)?,
                48 => reader.explicit(wire::Bool, &mut self.server_streaming)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.FileOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FileOptions {
    /// `java_package`
    pub java_package: Option<String>,
    /// `java_outer_classname`
    pub java_outer_classname: Option<String>,
    /// `java_multiple_files`
    pub java_multiple_files: Option<bool>,
    /// `java_generate_equals_and_hash`
    pub java_generate_equals_and_hash: Option<bool>,
    /// `java_string_check_utf8`
    pub java_string_check_utf8: Option<bool>,
    /// `optimize_for`
    pub optimize_for: Option<file_options::OptimizeMode>,
    /// `go_package`
    pub go_package: Option<String>,
    /// `cc_generic_services`
    pub cc_generic_services: Option<bool>,
    /// `java_generic_services`
    pub java_generic_services: Option<bool>,
    /// `py_generic_services`
    pub py_generic_services: Option<bool>,
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `cc_enable_arenas`
    pub cc_enable_arenas: Option<bool>,
    /// `objc_class_prefix`
    pub objc_class_prefix: Option<String>,
    /// `csharp_namespace`
    pub csharp_namespace: Option<String>,
    /// `swift_prefix`
    pub swift_prefix: Option<String>,
    /// `php_class_prefix`
    pub php_class_prefix: Option<String>,
    /// `php_namespace`
    pub php_namespace: Option<String>,
    /// `php_metadata_namespace`
    pub php_metadata_namespace: Option<String>,
    /// `ruby_package`
    pub ruby_package: Option<String>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FileOptions {
    const FULL_NAME: &'static str = "google.protobuf.FileOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(50, wire::Nested, &self.features);
        writer.explicit(45, wire::UncheckedUtf8, &self.ruby_package);
        writer.explicit(44, wire::UncheckedUtf8, &self.php_metadata_namespace);
        writer.explicit(41, wire::UncheckedUtf8, &self.php_namespace);
        writer.explicit(40, wire::UncheckedUtf8, &self.php_class_prefix);
        writer.explicit(39, wire::UncheckedUtf8, &self.swift_prefix);
        writer.explicit(37, wire::UncheckedUtf8, &self.csharp_namespace);
        writer.explicit(36, wire::UncheckedUtf8, &self.objc_class_prefix);
        writer.explicit(31, wire::Bool, &self.cc_enable_arenas);
        writer.explicit(27, wire::Bool, &self.java_string_check_utf8);
        writer.explicit(23, wire::Bool, &self.deprecated);
        writer.explicit(20, wire::Bool, &self.java_generate_equals_and_hash);
        writer.explicit(18, wire::Bool, &self.py_generic_services);
        writer.explicit(17, wire::Bool, &self.java_generic_services);
        writer.explicit(16, wire::Bool, &self.cc_generic_services);
        writer.explicit(11, wire::UncheckedUtf8, &self.go_package);
        writer.explicit(10, wire::Bool, &self.java_multiple_files);
        writer.explicit(9, wire::Enum, &self.optimize_for);
        writer.explicit(8, wire::UncheckedUtf8, &self.java_outer_classname);
        writer.explicit(1, wire::UncheckedUtf8, &self.java_package);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.java_package)
                })?,
                66 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.java_outer_classname)
                })?,
                72 => reader.explicit(wire::Enum, &mut self.optimize_for)?,
                80 => reader.explicit(wire::Bool, &mut self.java_multiple_files)?,
                90 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.go_package)
                })?,
                128 => reader.explicit(wire::Bool, &mut self.cc_generic_services)?,
                136 => reader.explicit(wire::Bool, &mut self.java_generic_services)?,
                144 => reader.explicit(wire::Bool, &mut self.py_generic_services)?,
                160 => reader.explicit(wire::Bool, &mut self.java_generate_equals_and_hash)?,
                184 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                216 => reader.explicit(wire::Bool, &mut self.java_string_check_utf8)?,
                248 => reader.explicit(wire::Bool, &mut self.cc_enable_arenas)?,
                290 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.objc_class_prefix)
                })?,
                298 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.csharp_namespace)
                })?,
                314 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.swift_prefix)
                })?,
                322 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.php_class_prefix)
                })?,
                330 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.php_namespace)
                })?,
                354 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.php_metadata_namespace)
                })?,
                362 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.ruby_package)
                })?,
                402 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for FileOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// Types nested in `FileOptions`.
pub mod file_options {
    use crate::runtime::wire;
    /// `.google.protobuf.FileOptions.OptimizeMode`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum OptimizeMode {
        /// `SPEED`
        #[default]
        Speed,
        /// `CODE_SIZE`
        CodeSize,
        /// `LITE_RUNTIME`
        LiteRuntime,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for OptimizeMode {
        const FULL_NAME: &'static str = "google.protobuf.FileOptions.OptimizeMode";
        const VALUES: &'static [Self] = &[Self::Speed, Self::CodeSize, Self::LiteRuntime];
        fn number(self) -> i32 {
            match self {
                Self::Speed => 1,
                Self::CodeSize => 2,
                Self::LiteRuntime => 3,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                1 => Self::Speed,
                2 => Self::CodeSize,
                3 => Self::LiteRuntime,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Speed => "SPEED",
                Self::CodeSize => "CODE_SIZE",
                Self::LiteRuntime => "LITE_RUNTIME",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "SPEED" => Self::Speed,
                "CODE_SIZE" => Self::CodeSize,
                "LITE_RUNTIME" => Self::LiteRuntime,
                _ => return None,
            })
        }
    }
}
/// `.google.protobuf.MessageOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MessageOptions {
    /// `message_set_wire_format`
    pub message_set_wire_format: Option<bool>,
    /// `no_standard_descriptor_accessor`
    pub no_standard_descriptor_accessor: Option<bool>,
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `map_entry`
    pub map_entry: Option<bool>,
    /// `deprecated_legacy_json_field_conflicts`
    pub deprecated_legacy_json_field_conflicts: Option<bool>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for MessageOptions {
    const FULL_NAME: &'static str = "google.protobuf.MessageOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(12, wire::Nested, &self.features);
        writer.explicit(11, wire::Bool, &self.deprecated_legacy_json_field_conflicts);
        writer.explicit(7, wire::Bool, &self.map_entry);
        writer.explicit(3, wire::Bool, &self.deprecated);
        writer.explicit(2, wire::Bool, &self.no_standard_descriptor_accessor);
        writer.explicit(1, wire::Bool, &self.message_set_wire_format);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                8 => reader.explicit(wire::Bool, &mut self.message_set_wire_format)?,
                16 => reader.explicit(wire::Bool, &mut self.no_standard_descriptor_accessor)?,
                24 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                56 => reader.explicit(wire::Bool, &mut self.map_entry)?,
                88 => {
                    reader.explicit(wire::Bool, &mut self.deprecated_legacy_json_field_conflicts)?
                }
                98 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for MessageOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// `.google.protobuf.FieldOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FieldOptions {
    /// `ctype`
    pub ctype: Option<field_options::CType>,
    /// `packed`
    pub packed: Option<bool>,
    /// `jstype`
    pub jstype: Option<field_options::JSType>,
    /// `lazy`
    pub lazy: Option<bool>,
    /// `unverified_lazy`
    pub unverified_lazy: Option<bool>,
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `weak`
    pub weak: Option<bool>,
    /// `debug_redact`
    pub debug_redact: Option<bool>,
    /// `retention`
    pub retention: Option<field_options::OptionRetention>,
    /// `targets`
    pub targets: Vec<field_options::OptionTargetType>,
    /// `edition_defaults`
    pub edition_defaults: Vec<field_options::EditionDefault>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `feature_support`
    pub feature_support: Option<field_options::FeatureSupport>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FieldOptions {
    const FULL_NAME: &'static str = "google.protobuf.FieldOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(22, wire::Nested, &self.feature_support);
        writer.explicit(21, wire::Nested, &self.features);
        writer.repeated(20, wire::Nested, &self.edition_defaults);
        writer.repeated(19, wire::Enum, &self.targets);
        writer.explicit(17, wire::Enum, &self.retention);
        writer.explicit(16, wire::Bool, &self.debug_redact);
        writer.explicit(15, wire::Bool, &self.unverified_lazy);
        writer.explicit(10, wire::Bool, &self.weak);
        writer.explicit(6, wire::Enum, &self.jstype);
        writer.explicit(5, wire::Bool, &self.lazy);
        writer.explicit(3, wire::Bool, &self.deprecated);
        writer.explicit(2, wire::Bool, &self.packed);
        writer.explicit(1, wire::Enum, &self.ctype);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                8 => reader.explicit(wire::Enum, &mut self.ctype)?,
                16 => reader.explicit(wire::Bool, &mut self.packed)?,
                24 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                40 => reader.explicit(wire::Bool, &mut self.lazy)?,
                48 => reader.explicit(wire::Enum, &mut self.jstype)?,
                80 => reader.explicit(wire::Bool, &mut self.weak)?,
                120 => reader.explicit(wire::Bool, &mut self.unverified_lazy)?,
                128 => reader.explicit(wire::Bool, &mut self.debug_redact)?,
                136 => reader.explicit(wire::Enum, &mut self.retention)?,
                152 | 154 => reader.packed(wire::Enum, &mut self.targets)?,
                162 => reader.repeated(wire::Nested, &mut self.edition_defaults)?,
                170 => reader.explicit(wire::Nested, &mut self.features)?,
                178 => reader.explicit(wire::Nested, &mut self.feature_support)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for FieldOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// Types nested in `FieldOptions`.
pub mod field_options {
    use crate::runtime::wire;
    /// `.google.protobuf.FieldOptions.EditionDefault`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct EditionDefault {
        /// `edition`
        pub edition: Option<super::Edition>,
        /// `value`
        pub value: Option<String>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for EditionDefault {
        const FULL_NAME: &'static str = "google.protobuf.FieldOptions.EditionDefault";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(3, wire::Enum, &self.edition);
            writer.explicit(2, wire::UncheckedUtf8, &self.value);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.value)
                    })?,
                    24 => reader.explicit(wire::Enum, &mut self.edition)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// `.google.protobuf.FieldOptions.FeatureSupport`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct FeatureSupport {
        /// `edition_introduced`
        pub edition_introduced: Option<super::Edition>,
        /// `edition_deprecated`
        pub edition_deprecated: Option<super::Edition>,
        /// `deprecation_warning`
        pub deprecation_warning: Option<String>,
        /// `edition_removed`
        pub edition_removed: Option<super::Edition>,
        /// `removal_error`
        pub removal_error: Option<String>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for FeatureSupport {
        const FULL_NAME: &'static str = "google.protobuf.FieldOptions.FeatureSupport";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(5, wire::UncheckedUtf8, &self.removal_error);
            writer.explicit(4, wire::Enum, &self.edition_removed);
            writer.explicit(3, wire::UncheckedUtf8, &self.deprecation_warning);
            writer.explicit(2, wire::Enum, &self.edition_deprecated);
            writer.explicit(1, wire::Enum, &self.edition_introduced);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 => reader.explicit(wire::Enum, &mut self.edition_introduced)?,
                    16 => reader.explicit(wire::Enum, &mut self.edition_deprecated)?,
                    26 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.deprecation_warning)
                    })?,
                    32 => reader.explicit(wire::Enum, &mut self.edition_removed)?,
                    42 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.removal_error)
                    })?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// `.google.protobuf.FieldOptions.CType`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum CType {
        /// `STRING`
        #[default]
        String,
        /// `CORD`
        Cord,
        /// `STRING_PIECE`
        StringPiece,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for CType {
        const FULL_NAME: &'static str = "google.protobuf.FieldOptions.CType";
        const VALUES: &'static [Self] = &[Self::String, Self::Cord, Self::StringPiece];
        fn number(self) -> i32 {
            match self {
                Self::String => 0,
                Self::Cord => 1,
                Self::StringPiece => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::String,
                1 => Self::Cord,
                2 => Self::StringPiece,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::String => "STRING",
                Self::Cord => "CORD",
                Self::StringPiece => "STRING_PIECE",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "STRING" => Self::String,
                "CORD" => Self::Cord,
                "STRING_PIECE" => Self::StringPiece,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FieldOptions.JSType`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum JSType {
        /// `JS_NORMAL`
        #[default]
        JsNormal,
        /// `JS_STRING`
        JsString,
        /// `JS_NUMBER`
        JsNumber,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for JSType {
        const FULL_NAME: &'static str = "google.protobuf.FieldOptions.JSType";
        const VALUES: &'static [Self] = &[Self::JsNormal, Self::JsString, Self::JsNumber];
        fn number(self) -> i32 {
            match self {
                Self::JsNormal => 0,
                Self::JsString => 1,
                Self::JsNumber => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::JsNormal,
                1 => Self::JsString,
                2 => Self::JsNumber,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::JsNormal => "JS_NORMAL",
                Self::JsString => "JS_STRING",
                Self::JsNumber => "JS_NUMBER",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "JS_NORMAL" => Self::JsNormal,
                "JS_STRING" => Self::JsString,
                "JS_NUMBER" => Self::JsNumber,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FieldOptions.OptionRetention`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum OptionRetention {
        /// `RETENTION_UNKNOWN`
        #[default]
        RetentionUnknown,
        /// `RETENTION_RUNTIME`
        RetentionRuntime,
        /// `RETENTION_SOURCE`
        RetentionSource,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for OptionRetention {
        const FULL_NAME: &'static str = "google.protobuf.FieldOptions.OptionRetention";
        const VALUES: &'static [Self] = &[
            Self::RetentionUnknown,
            Self::RetentionRuntime,
            Self::RetentionSource,
        ];
        fn number(self) -> i32 {
            match self {
                Self::RetentionUnknown => 0,
                Self::RetentionRuntime => 1,
                Self::RetentionSource => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::RetentionUnknown,
                1 => Self::RetentionRuntime,
                2 => Self::RetentionSource,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::RetentionUnknown => "RETENTION_UNKNOWN",
                Self::RetentionRuntime => "RETENTION_RUNTIME",
                Self::RetentionSource => "RETENTION_SOURCE",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "RETENTION_UNKNOWN" => Self::RetentionUnknown,
                "RETENTION_RUNTIME" => Self::RetentionRuntime,
                "RETENTION_SOURCE" => Self::RetentionSource,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FieldOptions.OptionTargetType`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum OptionTargetType {
        /// `TARGET_TYPE_UNKNOWN`
        #[default]
        TargetTypeUnknown,
        /// `TARGET_TYPE_FILE`
        TargetTypeFile,
        /// `TARGET_TYPE_EXTENSION_RANGE`
        TargetTypeExtensionRange,
        /// `TARGET_TYPE_MESSAGE`
        TargetTypeMessage,
        /// `TARGET_TYPE_FIELD`
        TargetTypeField,
        /// `TARGET_TYPE_ONEOF`
        TargetTypeOneof,
        /// `TARGET_TYPE_ENUM`
        TargetTypeEnum,
        /// `TARGET_TYPE_ENUM_ENTRY`
        TargetTypeEnumEntry,
        /// `TARGET_TYPE_SERVICE`
        TargetTypeService,
        /// `TARGET_TYPE_METHOD`
        TargetTypeMethod,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for OptionTargetType {
        const FULL_NAME: &'static str = "google.protobuf.FieldOptions.OptionTargetType";
        const VALUES: &'static [Self] = &[
            Self::TargetTypeUnknown,
            Self::TargetTypeFile,
            Self::TargetTypeExtensionRange,
            Self::TargetTypeMessage,
            Self::TargetTypeField,
            Self::TargetTypeOneof,
            Self::TargetTypeEnum,
            Self::TargetTypeEnumEntry,
            Self::TargetTypeService,
            Self::TargetTypeMethod,
        ];
        fn number(self) -> i32 {
            match self {
                Self::TargetTypeUnknown => 0,
                Self::TargetTypeFile => 1,
                Self::TargetTypeExtensionRange => 2,
                Self::TargetTypeMessage => 3,
                Self::TargetTypeField => 4,
                Self::TargetTypeOneof => 5,
                Self::TargetTypeEnum => 6,
                Self::TargetTypeEnumEntry => 7,
                Self::TargetTypeService => 8,
                Self::TargetTypeMethod => 9,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::TargetTypeUnknown,
                1 => Self::TargetTypeFile,
                2 => Self::TargetTypeExtensionRange,
                3 => Self::TargetTypeMessage,
                4 => Self::TargetTypeField,
                5 => Self::TargetTypeOneof,
                6 => Self::TargetTypeEnum,
                7 => Self::TargetTypeEnumEntry,
                8 => Self::TargetTypeService,
                9 => Self::TargetTypeMethod,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::TargetTypeUnknown => "TARGET_TYPE_UNKNOWN",
                Self::TargetTypeFile => "TARGET_TYPE_FILE",
                Self::TargetTypeExtensionRange => "TARGET_TYPE_EXTENSION_RANGE",
                Self::TargetTypeMessage => "TARGET_TYPE_MESSAGE",
                Self::TargetTypeField => "TARGET_TYPE_FIELD",
                Self::TargetTypeOneof => "TARGET_TYPE_ONEOF",
                Self::TargetTypeEnum => "TARGET_TYPE_ENUM",
                Self::TargetTypeEnumEntry => "TARGET_TYPE_ENUM_ENTRY",
                Self::TargetTypeService => "TARGET_TYPE_SERVICE",
                Self::TargetTypeMethod => "TARGET_TYPE_METHOD",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "TARGET_TYPE_UNKNOWN" => Self::TargetTypeUnknown,
                "TARGET_TYPE_FILE" => Self::TargetTypeFile,
                "TARGET_TYPE_EXTENSION_RANGE" => Self::TargetTypeExtensionRange,
                "TARGET_TYPE_MESSAGE" => Self::TargetTypeMessage,
                "TARGET_TYPE_FIELD" => Self::TargetTypeField,
                "TARGET_TYPE_ONEOF" => Self::TargetTypeOneof,
                "TARGET_TYPE_ENUM" => Self::TargetTypeEnum,
                "TARGET_TYPE_ENUM_ENTRY" => Self::TargetTypeEnumEntry,
                "TARGET_TYPE_SERVICE" => Self::TargetTypeService,
                "TARGET_TYPE_METHOD" => Self::TargetTypeMethod,
                _ => return None,
            })
        }
    }
}
/// `.google.protobuf.OneofOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct OneofOptions {
    /// `features`
    pub features: Option<FeatureSet>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for OneofOptions {
    const FULL_NAME: &'static str = "google.protobuf.OneofOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(1, wire::Nested, &self.features);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for OneofOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// `.google.protobuf.EnumOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumOptions {
    /// `allow_alias`
    pub allow_alias: Option<bool>,
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `deprecated_legacy_json_field_conflicts`
    pub deprecated_legacy_json_field_conflicts: Option<bool>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for EnumOptions {
    const FULL_NAME: &'static str = "google.protobuf.EnumOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(7, wire::Nested, &self.features);
        writer.explicit(6, wire::Bool, &self.deprecated_legacy_json_field_conflicts);
        writer.explicit(3, wire::Bool, &self.deprecated);
        writer.explicit(2, wire::Bool, &self.allow_alias);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                16 => reader.explicit(wire::Bool, &mut self.allow_alias)?,
                24 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                48 => {
                    reader.explicit(wire::Bool, &mut self.deprecated_legacy_json_field_conflicts)?
                }
                58 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for EnumOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// `.google.protobuf.EnumValueOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EnumValueOptions {
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `debug_redact`
    pub debug_redact: Option<bool>,
    /// `feature_support`
    pub feature_support: Option<field_options::FeatureSupport>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for EnumValueOptions {
    const FULL_NAME: &'static str = "google.protobuf.EnumValueOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(4, wire::Nested, &self.feature_support);
        writer.explicit(3, wire::Bool, &self.debug_redact);
        writer.explicit(2, wire::Nested, &self.features);
        writer.explicit(1, wire::Bool, &self.deprecated);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                8 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                18 => reader.explicit(wire::Nested, &mut self.features)?,
                24 => reader.explicit(wire::Bool, &mut self.debug_redact)?,
                34 => reader.explicit(wire::Nested, &mut self.feature_support)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for EnumValueOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// `.google.protobuf.ServiceOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ServiceOptions {
    /// `features`
    pub features: Option<FeatureSet>,
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for ServiceOptions {
    const FULL_NAME: &'static str = "google.protobuf.ServiceOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(34, wire::Nested, &self.features);
        writer.explicit(33, wire::Bool, &self.deprecated);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                264 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                274 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for ServiceOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// `.google.protobuf.MethodOptions`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MethodOptions {
    /// `deprecated`
    pub deprecated: Option<bool>,
    /// `idempotency_level`
    pub idempotency_level: Option<method_options::IdempotencyLevel>,
    /// `features`
    pub features: Option<FeatureSet>,
    /// `uninterpreted_option`
    pub uninterpreted_option: Vec<UninterpretedOption>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for MethodOptions {
    const FULL_NAME: &'static str = "google.protobuf.MethodOptions";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(999, wire::Nested, &self.uninterpreted_option);
        writer.explicit(35, wire::Nested, &self.features);
        writer.explicit(34, wire::Enum, &self.idempotency_level);
        writer.explicit(33, wire::Bool, &self.deprecated);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                264 => reader.explicit(wire::Bool, &mut self.deprecated)?,
                272 => reader.explicit(wire::Enum, &mut self.idempotency_level)?,
                282 => reader.explicit(wire::Nested, &mut self.features)?,
                7994 => reader.repeated(wire::Nested, &mut self.uninterpreted_option)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for MethodOptions {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// Types nested in `MethodOptions`.
pub mod method_options {
    use crate::runtime::wire;
    /// `.google.protobuf.MethodOptions.IdempotencyLevel`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum IdempotencyLevel {
        /// `IDEMPOTENCY_UNKNOWN`
        #[default]
        IdempotencyUnknown,
        /// `NO_SIDE_EFFECTS`
        NoSideEffects,
        /// `IDEMPOTENT`
        Idempotent,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for IdempotencyLevel {
        const FULL_NAME: &'static str = "google.protobuf.MethodOptions.IdempotencyLevel";
        const VALUES: &'static [Self] = &[
            Self::IdempotencyUnknown,
            Self::NoSideEffects,
            Self::Idempotent,
        ];
        fn number(self) -> i32 {
            match self {
                Self::IdempotencyUnknown => 0,
                Self::NoSideEffects => 1,
                Self::Idempotent => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::IdempotencyUnknown,
                1 => Self::NoSideEffects,
                2 => Self::Idempotent,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::IdempotencyUnknown => "IDEMPOTENCY_UNKNOWN",
                Self::NoSideEffects => "NO_SIDE_EFFECTS",
                Self::Idempotent => "IDEMPOTENT",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "IDEMPOTENCY_UNKNOWN" => Self::IdempotencyUnknown,
                "NO_SIDE_EFFECTS" => Self::NoSideEffects,
                "IDEMPOTENT" => Self::Idempotent,
                _ => return None,
            })
        }
    }
}
/// `.google.protobuf.UninterpretedOption`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UninterpretedOption {
    /// `name`
    pub name: Vec<uninterpreted_option::NamePart>,
    /// `identifier_value`
    pub identifier_value: Option<String>,
    /// `positive_int_value`
    pub positive_int_value: Option<u64>,
    /// `negative_int_value`
    pub negative_int_value: Option<i64>,
    /// `double_value`
    pub double_value: Option<f64>,
    /// `string_value`
    pub string_value: Option<::bytes::Bytes>,
    /// `aggregate_value`
    pub aggregate_value: Option<String>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for UninterpretedOption {
    const FULL_NAME: &'static str = "google.protobuf.UninterpretedOption";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(8, wire::UncheckedUtf8, &self.aggregate_value);
        writer.explicit(7, wire::Binary, &self.string_value);
        writer.explicit(6, wire::Double, &self.double_value);
        writer.explicit(5, wire::Int64, &self.negative_int_value);
        writer.explicit(4, wire::Uint64, &self.positive_int_value);
        writer.explicit(3, wire::UncheckedUtf8, &self.identifier_value);
        writer.repeated(2, wire::Nested, &self.name);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                18 => reader.repeated(wire::Nested, &mut self.name)?,
                26 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.identifier_value)
                })?,
                32 => reader.explicit(wire::Uint64, &mut self.positive_int_value)?,
                40 => reader.explicit(wire::Int64, &mut self.negative_int_value)?,
                49 => reader.explicit(wire::Double, &mut self.double_value)?,
                58 => reader.explicit(wire::Binary, &mut self.string_value)?,
                66 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.aggregate_value)
                })?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `UninterpretedOption`.
pub mod uninterpreted_option {
    use crate::runtime::wire;
    /// `.google.protobuf.UninterpretedOption.NamePart`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct NamePart {
        /// `name_part`
        pub name_part: String,
        /// `is_extension`
        pub is_extension: bool,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for NamePart {
        const FULL_NAME: &'static str = "google.protobuf.UninterpretedOption.NamePart";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.required(2, wire::Bool, &self.is_extension);
            writer.required(1, wire::UncheckedUtf8, &self.name_part);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.singular(wire::UncheckedUtf8, &mut self.name_part)
                    })?,
                    16 => reader.singular(wire::Bool, &mut self.is_extension)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
}
/// `.google.protobuf.FeatureSet`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeatureSet {
    /// `field_presence`
    pub field_presence: Option<feature_set::FieldPresence>,
    /// `enum_type`
    pub enum_type: Option<feature_set::EnumType>,
    /// `repeated_field_encoding`
    pub repeated_field_encoding: Option<feature_set::RepeatedFieldEncoding>,
    /// `utf8_validation`
    pub utf8_validation: Option<feature_set::Utf8Validation>,
    /// `message_encoding`
    pub message_encoding: Option<feature_set::MessageEncoding>,
    /// `json_format`
    pub json_format: Option<feature_set::JsonFormat>,
    /// `enforce_naming_style`
    pub enforce_naming_style: Option<feature_set::EnforceNamingStyle>,
    /// `default_symbol_visibility`
    pub default_symbol_visibility: Option<feature_set::visibility_feature::DefaultSymbolVisibility>,
    /// `enforce_proto_limits`
    pub enforce_proto_limits: Option<feature_set::proto_limits_feature::EnforceProtoLimits>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FeatureSet {
    const FULL_NAME: &'static str = "google.protobuf.FeatureSet";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(9, wire::Enum, &self.enforce_proto_limits);
        writer.explicit(8, wire::Enum, &self.default_symbol_visibility);
        writer.explicit(7, wire::Enum, &self.enforce_naming_style);
        writer.explicit(6, wire::Enum, &self.json_format);
        writer.explicit(5, wire::Enum, &self.message_encoding);
        writer.explicit(4, wire::Enum, &self.utf8_validation);
        writer.explicit(3, wire::Enum, &self.repeated_field_encoding);
        writer.explicit(2, wire::Enum, &self.enum_type);
        writer.explicit(1, wire::Enum, &self.field_presence);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                8 => reader.explicit(wire::Enum, &mut self.field_presence)?,
                16 => reader.explicit(wire::Enum, &mut self.enum_type)?,
                24 => reader.explicit(wire::Enum, &mut self.repeated_field_encoding)?,
                32 => reader.explicit(wire::Enum, &mut self.utf8_validation)?,
                40 => reader.explicit(wire::Enum, &mut self.message_encoding)?,
                48 => reader.explicit(wire::Enum, &mut self.json_format)?,
                56 => reader.explicit(wire::Enum, &mut self.enforce_naming_style)?,
                64 => reader.explicit(wire::Enum, &mut self.default_symbol_visibility)?,
                72 => reader.explicit(wire::Enum, &mut self.enforce_proto_limits)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for FeatureSet {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// Types nested in `FeatureSet`.
pub mod feature_set {
    use crate::runtime::wire;
    /// `.google.protobuf.FeatureSet.VisibilityFeature`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct VisibilityFeature {
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for VisibilityFeature {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.VisibilityFeature";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// Types nested in `VisibilityFeature`.
    pub mod visibility_feature {
        use crate::runtime::wire;
        /// `.google.protobuf.FeatureSet.VisibilityFeature.DefaultSymbolVisibility`
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum DefaultSymbolVisibility {
            /// `DEFAULT_SYMBOL_VISIBILITY_UNKNOWN`
            #[default]
            Unknown,
            /// `EXPORT_ALL`
            ExportAll,
            /// `EXPORT_TOP_LEVEL`
            ExportTopLevel,
            /// `LOCAL_ALL`
            LocalAll,
            /// `STRICT`
            Strict,
            /// A number without a name.
            Unrecognized(wire::Unrecognized<Self>),
        }
        impl wire::Enumeration for DefaultSymbolVisibility {
            const FULL_NAME: &'static str =
                "google.protobuf.FeatureSet.VisibilityFeature.DefaultSymbolVisibility";
            const VALUES: &'static [Self] = &[
                Self::Unknown,
                Self::ExportAll,
                Self::ExportTopLevel,
                Self::LocalAll,
                Self::Strict,
            ];
            fn number(self) -> i32 {
                match self {
                    Self::Unknown => 0,
                    Self::ExportAll => 1,
                    Self::ExportTopLevel => 2,
                    Self::LocalAll => 3,
                    Self::Strict => 4,
                    Self::Unrecognized(other) => other.number(),
                }
            }
            fn from_number(number: i32) -> Option<Self> {
                Some(match number {
                    0 => Self::Unknown,
                    1 => Self::ExportAll,
                    2 => Self::ExportTopLevel,
                    3 => Self::LocalAll,
                    4 => Self::Strict,
                    number => {
                        Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number))
                    }
                })
            }
            fn as_str_name(self) -> &'static str {
                match self {
                    Self::Unknown => "DEFAULT_SYMBOL_VISIBILITY_UNKNOWN",
                    Self::ExportAll => "EXPORT_ALL",
                    Self::ExportTopLevel => "EXPORT_TOP_LEVEL",
                    Self::LocalAll => "LOCAL_ALL",
                    Self::Strict => "STRICT",
                    Self::Unrecognized(_) => "",
                }
            }
            fn from_str_name(name: &str) -> Option<Self> {
                Some(match name {
                    "DEFAULT_SYMBOL_VISIBILITY_UNKNOWN" => Self::Unknown,
                    "EXPORT_ALL" => Self::ExportAll,
                    "EXPORT_TOP_LEVEL" => Self::ExportTopLevel,
                    "LOCAL_ALL" => Self::LocalAll,
                    "STRICT" => Self::Strict,
                    _ => return None,
                })
            }
        }
    }
    /// `.google.protobuf.FeatureSet.ProtoLimitsFeature`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct ProtoLimitsFeature {
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for ProtoLimitsFeature {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.ProtoLimitsFeature";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// Types nested in `ProtoLimitsFeature`.
    pub mod proto_limits_feature {
        use crate::runtime::wire;
        /// `.google.protobuf.FeatureSet.ProtoLimitsFeature.EnforceProtoLimits`
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EnforceProtoLimits {
            /// `PROTO_LIMITS_UNKNOWN`
            #[default]
            ProtoLimitsUnknown,
            /// `LEGACY_NO_EXPLICIT_LIMITS`
            LegacyNoExplicitLimits,
            /// `PROTO_LIMITS2026`
            ProtoLimits2026,
            /// A number without a name.
            Unrecognized(wire::Unrecognized<Self>),
        }
        impl wire::Enumeration for EnforceProtoLimits {
            const FULL_NAME: &'static str =
                "google.protobuf.FeatureSet.ProtoLimitsFeature.EnforceProtoLimits";
            const VALUES: &'static [Self] = &[
                Self::ProtoLimitsUnknown,
                Self::LegacyNoExplicitLimits,
                Self::ProtoLimits2026,
            ];
            fn number(self) -> i32 {
                match self {
                    Self::ProtoLimitsUnknown => 0,
                    Self::LegacyNoExplicitLimits => 1,
                    Self::ProtoLimits2026 => 2,
                    Self::Unrecognized(other) => other.number(),
                }
            }
            fn from_number(number: i32) -> Option<Self> {
                Some(match number {
                    0 => Self::ProtoLimitsUnknown,
                    1 => Self::LegacyNoExplicitLimits,
                    2 => Self::ProtoLimits2026,
                    number => {
                        Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number))
                    }
                })
            }
            fn as_str_name(self) -> &'static str {
                match self {
                    Self::ProtoLimitsUnknown => "PROTO_LIMITS_UNKNOWN",
                    Self::LegacyNoExplicitLimits => "LEGACY_NO_EXPLICIT_LIMITS",
                    Self::ProtoLimits2026 => "PROTO_LIMITS2026",
                    Self::Unrecognized(_) => "",
                }
            }
            fn from_str_name(name: &str) -> Option<Self> {
                Some(match name {
                    "PROTO_LIMITS_UNKNOWN" => Self::ProtoLimitsUnknown,
                    "LEGACY_NO_EXPLICIT_LIMITS" => Self::LegacyNoExplicitLimits,
                    "PROTO_LIMITS2026" => Self::ProtoLimits2026,
                    _ => return None,
                })
            }
        }
    }
    /// `.google.protobuf.FeatureSet.FieldPresence`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum FieldPresence {
        /// `FIELD_PRESENCE_UNKNOWN`
        #[default]
        Unknown,
        /// `EXPLICIT`
        Explicit,
        /// `IMPLICIT`
        Implicit,
        /// `LEGACY_REQUIRED`
        LegacyRequired,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for FieldPresence {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.FieldPresence";
        const VALUES: &'static [Self] = &[
            Self::Unknown,
            Self::Explicit,
            Self::Implicit,
            Self::LegacyRequired,
        ];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::Explicit => 1,
                Self::Implicit => 2,
                Self::LegacyRequired => 3,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                1 => Self::Explicit,
                2 => Self::Implicit,
                3 => Self::LegacyRequired,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "FIELD_PRESENCE_UNKNOWN",
                Self::Explicit => "EXPLICIT",
                Self::Implicit => "IMPLICIT",
                Self::LegacyRequired => "LEGACY_REQUIRED",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "FIELD_PRESENCE_UNKNOWN" => Self::Unknown,
                "EXPLICIT" => Self::Explicit,
                "IMPLICIT" => Self::Implicit,
                "LEGACY_REQUIRED" => Self::LegacyRequired,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FeatureSet.EnumType`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EnumType {
        /// `ENUM_TYPE_UNKNOWN`
        #[default]
        Unknown,
        /// `OPEN`
        Open,
        /// `CLOSED`
        Closed,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for EnumType {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.EnumType";
        const VALUES: &'static [Self] = &[Self::Unknown, Self::Open, Self::Closed];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::Open => 1,
                Self::Closed => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                1 => Self::Open,
                2 => Self::Closed,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "ENUM_TYPE_UNKNOWN",
                Self::Open => "OPEN",
                Self::Closed => "CLOSED",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "ENUM_TYPE_UNKNOWN" => Self::Unknown,
                "OPEN" => Self::Open,
                "CLOSED" => Self::Closed,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FeatureSet.RepeatedFieldEncoding`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum RepeatedFieldEncoding {
        /// `REPEATED_FIELD_ENCODING_UNKNOWN`
        #[default]
        Unknown,
        /// `PACKED`
        Packed,
        /// `EXPANDED`
        Expanded,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for RepeatedFieldEncoding {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.RepeatedFieldEncoding";
        const VALUES: &'static [Self] = &[Self::Unknown, Self::Packed, Self::Expanded];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::Packed => 1,
                Self::Expanded => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                1 => Self::Packed,
                2 => Self::Expanded,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "REPEATED_FIELD_ENCODING_UNKNOWN",
                Self::Packed => "PACKED",
                Self::Expanded => "EXPANDED",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "REPEATED_FIELD_ENCODING_UNKNOWN" => Self::Unknown,
                "PACKED" => Self::Packed,
                "EXPANDED" => Self::Expanded,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FeatureSet.Utf8Validation`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Utf8Validation {
        /// `UTF8_VALIDATION_UNKNOWN`
        #[default]
        Unknown,
        /// `VERIFY`
        Verify,
        /// `NONE`
        None,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for Utf8Validation {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.Utf8Validation";
        const VALUES: &'static [Self] = &[Self::Unknown, Self::Verify, Self::None];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::Verify => 2,
                Self::None => 3,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                2 => Self::Verify,
                3 => Self::None,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "UTF8_VALIDATION_UNKNOWN",
                Self::Verify => "VERIFY",
                Self::None => "NONE",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "UTF8_VALIDATION_UNKNOWN" => Self::Unknown,
                "VERIFY" => Self::Verify,
                "NONE" => Self::None,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FeatureSet.MessageEncoding`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum MessageEncoding {
        /// `MESSAGE_ENCODING_UNKNOWN`
        #[default]
        Unknown,
        /// `LENGTH_PREFIXED`
        LengthPrefixed,
        /// `DELIMITED`
        Delimited,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for MessageEncoding {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.MessageEncoding";
        const VALUES: &'static [Self] = &[Self::Unknown, Self::LengthPrefixed, Self::Delimited];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::LengthPrefixed => 1,
                Self::Delimited => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                1 => Self::LengthPrefixed,
                2 => Self::Delimited,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "MESSAGE_ENCODING_UNKNOWN",
                Self::LengthPrefixed => "LENGTH_PREFIXED",
                Self::Delimited => "DELIMITED",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "MESSAGE_ENCODING_UNKNOWN" => Self::Unknown,
                "LENGTH_PREFIXED" => Self::LengthPrefixed,
                "DELIMITED" => Self::Delimited,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FeatureSet.JsonFormat`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum JsonFormat {
        /// `JSON_FORMAT_UNKNOWN`
        #[default]
        Unknown,
        /// `ALLOW`
        Allow,
        /// `LEGACY_BEST_EFFORT`
        LegacyBestEffort,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for JsonFormat {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.JsonFormat";
        const VALUES: &'static [Self] = &[Self::Unknown, Self::Allow, Self::LegacyBestEffort];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::Allow => 1,
                Self::LegacyBestEffort => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                1 => Self::Allow,
                2 => Self::LegacyBestEffort,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "JSON_FORMAT_UNKNOWN",
                Self::Allow => "ALLOW",
                Self::LegacyBestEffort => "LEGACY_BEST_EFFORT",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "JSON_FORMAT_UNKNOWN" => Self::Unknown,
                "ALLOW" => Self::Allow,
                "LEGACY_BEST_EFFORT" => Self::LegacyBestEffort,
                _ => return None,
            })
        }
    }
    /// `.google.protobuf.FeatureSet.EnforceNamingStyle`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum EnforceNamingStyle {
        /// `ENFORCE_NAMING_STYLE_UNKNOWN`
        #[default]
        Unknown,
        /// `STYLE2024`
        Style2024,
        /// `STYLE_LEGACY`
        StyleLegacy,
        /// `STYLE2026`
        Style2026,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for EnforceNamingStyle {
        const FULL_NAME: &'static str = "google.protobuf.FeatureSet.EnforceNamingStyle";
        const VALUES: &'static [Self] = &[
            Self::Unknown,
            Self::Style2024,
            Self::StyleLegacy,
            Self::Style2026,
        ];
        fn number(self) -> i32 {
            match self {
                Self::Unknown => 0,
                Self::Style2024 => 1,
                Self::StyleLegacy => 2,
                Self::Style2026 => 3,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::Unknown,
                1 => Self::Style2024,
                2 => Self::StyleLegacy,
                3 => Self::Style2026,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::Unknown => "ENFORCE_NAMING_STYLE_UNKNOWN",
                Self::Style2024 => "STYLE2024",
                Self::StyleLegacy => "STYLE_LEGACY",
                Self::Style2026 => "STYLE2026",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "ENFORCE_NAMING_STYLE_UNKNOWN" => Self::Unknown,
                "STYLE2024" => Self::Style2024,
                "STYLE_LEGACY" => Self::StyleLegacy,
                "STYLE2026" => Self::Style2026,
                _ => return None,
            })
        }
    }
}
/// `.google.protobuf.FeatureSetDefaults`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FeatureSetDefaults {
    /// `defaults`
    pub defaults: Vec<feature_set_defaults::FeatureSetEditionDefault>,
    /// `minimum_edition`
    pub minimum_edition: Option<Edition>,
    /// `maximum_edition`
    pub maximum_edition: Option<Edition>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for FeatureSetDefaults {
    const FULL_NAME: &'static str = "google.protobuf.FeatureSetDefaults";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(5, wire::Enum, &self.maximum_edition);
        writer.explicit(4, wire::Enum, &self.minimum_edition);
        writer.repeated(1, wire::Nested, &self.defaults);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.repeated(wire::Nested, &mut self.defaults)?,
                32 => reader.explicit(wire::Enum, &mut self.minimum_edition)?,
                40 => reader.explicit(wire::Enum, &mut self.maximum_edition)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `FeatureSetDefaults`.
pub mod feature_set_defaults {
    use crate::runtime::wire;
    /// `.google.protobuf.FeatureSetDefaults.FeatureSetEditionDefault`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct FeatureSetEditionDefault {
        /// `edition`
        pub edition: Option<super::Edition>,
        /// `overridable_features`
        pub overridable_features: Option<super::FeatureSet>,
        /// `fixed_features`
        pub fixed_features: Option<super::FeatureSet>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for FeatureSetEditionDefault {
        const FULL_NAME: &'static str =
            "google.protobuf.FeatureSetDefaults.FeatureSetEditionDefault";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(5, wire::Nested, &self.fixed_features);
            writer.explicit(4, wire::Nested, &self.overridable_features);
            writer.explicit(3, wire::Enum, &self.edition);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    24 => reader.explicit(wire::Enum, &mut self.edition)?,
                    34 => reader.explicit(wire::Nested, &mut self.overridable_features)?,
                    42 => reader.explicit(wire::Nested, &mut self.fixed_features)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
}
/// `.google.protobuf.SourceCodeInfo`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceCodeInfo {
    /// `location`
    pub location: Vec<source_code_info::Location>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for SourceCodeInfo {
    const FULL_NAME: &'static str = "google.protobuf.SourceCodeInfo";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(1, wire::Nested, &self.location);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.repeated(wire::Nested, &mut self.location)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
impl wire::Extendable for SourceCodeInfo {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }
    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}
/// Types nested in `SourceCodeInfo`.
pub mod source_code_info {
    use crate::runtime::wire;
    /// `.google.protobuf.SourceCodeInfo.Location`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Location {
        /// `path`
        pub path: Vec<i32>,
        /// `span`
        pub span: Vec<i32>,
        /// `leading_comments`
        pub leading_comments: Option<String>,
        /// `trailing_comments`
        pub trailing_comments: Option<String>,
        /// `leading_detached_comments`
        pub leading_detached_comments: Vec<String>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for Location {
        const FULL_NAME: &'static str = "google.protobuf.SourceCodeInfo.Location";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.repeated(6, wire::UncheckedUtf8, &self.leading_detached_comments);
            writer.explicit(4, wire::UncheckedUtf8, &self.trailing_comments);
            writer.explicit(3, wire::UncheckedUtf8, &self.leading_comments);
            writer.packed(2, wire::Int32, &self.span);
            writer.packed(1, wire::Int32, &self.path);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 | 10 => reader.packed(wire::Int32, &mut self.path)?,
                    16 | 18 => reader.packed(wire::Int32, &mut self.span)?,
                    26 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.leading_comments)
                    })?,
                    34 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.trailing_comments)
                    })?,
                    50 => reader.element_or_unknown(
                        wire::UncheckedUtf8,
                        &mut self.leading_detached_comments,
                        &mut self.unknown_fields,
                    )?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
}
/// `.google.protobuf.GeneratedCodeInfo`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct GeneratedCodeInfo {
    /// `annotation`
    pub annotation: Vec<generated_code_info::Annotation>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for GeneratedCodeInfo {
    const FULL_NAME: &'static str = "google.protobuf.GeneratedCodeInfo";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(1, wire::Nested, &self.annotation);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.repeated(wire::Nested, &mut self.annotation)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `GeneratedCodeInfo`.
pub mod generated_code_info {
    use crate::runtime::wire;
    /// `.google.protobuf.GeneratedCodeInfo.Annotation`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct Annotation {
        /// `path`
        pub path: Vec<i32>,
        /// `source_file`
        pub source_file: Option<String>,
        /// `begin`
        pub begin: Option<i32>,
        /// `end`
        pub end: Option<i32>,
        /// `semantic`
        pub semantic: Option<super::generated_code_info::annotation::Semantic>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for Annotation {
        const FULL_NAME: &'static str = "google.protobuf.GeneratedCodeInfo.Annotation";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(5, wire::Enum, &self.semantic);
            writer.explicit(4, wire::Int32, &self.end);
            writer.explicit(3, wire::Int32, &self.begin);
            writer.explicit(2, wire::UncheckedUtf8, &self.source_file);
            writer.packed(1, wire::Int32, &self.path);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    8 | 10 => reader.packed(wire::Int32, &mut self.path)?,
                    18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.source_file)
                    })?,
                    24 => reader.explicit(wire::Int32, &mut self.begin)?,
                    32 => reader.explicit(wire::Int32, &mut self.end)?,
                    40 => reader.explicit(wire::Enum, &mut self.semantic)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// Types nested in `Annotation`.
    pub mod annotation {
        use crate::runtime::wire;
        /// `.google.protobuf.GeneratedCodeInfo.Annotation.Semantic`
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Semantic {
            /// `NONE`
            #[default]
            None,
            /// `SET`
            Set,
            /// `ALIAS`
            Alias,
            /// A number without a name.
            Unrecognized(wire::Unrecognized<Self>),
        }
        impl wire::Enumeration for Semantic {
            const FULL_NAME: &'static str = "google.protobuf.GeneratedCodeInfo.Annotation.Semantic";
            const VALUES: &'static [Self] = &[Self::None, Self::Set, Self::Alias];
            fn number(self) -> i32 {
                match self {
                    Self::None => 0,
                    Self::Set => 1,
                    Self::Alias => 2,
                    Self::Unrecognized(other) => other.number(),
                }
            }
            fn from_number(number: i32) -> Option<Self> {
                Some(match number {
                    0 => Self::None,
                    1 => Self::Set,
                    2 => Self::Alias,
                    number => {
                        Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number))
                    }
                })
            }
            fn as_str_name(self) -> &'static str {
                match self {
                    Self::None => "NONE",
                    Self::Set => "SET",
                    Self::Alias => "ALIAS",
                    Self::Unrecognized(_) => "",
                }
            }
            fn from_str_name(name: &str) -> Option<Self> {
                Some(match name {
                    "NONE" => Self::None,
                    "SET" => Self::Set,
                    "ALIAS" => Self::Alias,
                    _ => return None,
                })
            }
        }
    }
}
/// `.google.protobuf.Edition`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Edition {
    /// `EDITION_UNKNOWN`
    #[default]
    Unknown,
    /// `EDITION_LEGACY`
    Legacy,
    /// `EDITION_PROTO2`
    Proto2,
    /// `EDITION_PROTO3`
    Proto3,
    /// `EDITION_2023`
    Edition2023,
    /// `EDITION_2024`
    Edition2024,
    /// `EDITION_2026`
    Edition2026,
    /// `EDITION_UNSTABLE`
    Unstable,
    /// `EDITION_1_TEST_ONLY`
    Edition1TestOnly,
    /// `EDITION_2_TEST_ONLY`
    Edition2TestOnly,
    /// `EDITION_99997_TEST_ONLY`
    Edition99997TestOnly,
    /// `EDITION_99998_TEST_ONLY`
    Edition99998TestOnly,
    /// `EDITION_99999_TEST_ONLY`
    Edition99999TestOnly,
    /// `EDITION_MAX`
    Max,
    /// A number without a name.
    Unrecognized(wire::Unrecognized<Self>),
}
impl wire::Enumeration for Edition {
    const FULL_NAME: &'static str = "google.protobuf.Edition";
    const VALUES: &'static [Self] = &[
        Self::Unknown,
        Self::Legacy,
        Self::Proto2,
        Self::Proto3,
        Self::Edition2023,
        Self::Edition2024,
        Self::Edition2026,
        Self::Unstable,
        Self::Edition1TestOnly,
        Self::Edition2TestOnly,
        Self::Edition99997TestOnly,
        Self::Edition99998TestOnly,
        Self::Edition99999TestOnly,
        Self::Max,
    ];
    fn number(self) -> i32 {
        match self {
            Self::Unknown => 0,
            Self::Legacy => 900,
            Self::Proto2 => 998,
            Self::Proto3 => 999,
            Self::Edition2023 => 1000,
            Self::Edition2024 => 1001,
            Self::Edition2026 => 1002,
            Self::Unstable => 9999,
            Self::Edition1TestOnly => 1,
            Self::Edition2TestOnly => 2,
            Self::Edition99997TestOnly => 99997,
            Self::Edition99998TestOnly => 99998,
            Self::Edition99999TestOnly => 99999,
            Self::Max => 2147483647,
            Self::Unrecognized(other) => other.number(),
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            0 => Self::Unknown,
            900 => Self::Legacy,
            998 => Self::Proto2,
            999 => Self::Proto3,
            1000 => Self::Edition2023,
            1001 => Self::Edition2024,
            1002 => Self::Edition2026,
            9999 => Self::Unstable,
            1 => Self::Edition1TestOnly,
            2 => Self::Edition2TestOnly,
            99997 => Self::Edition99997TestOnly,
            99998 => Self::Edition99998TestOnly,
            99999 => Self::Edition99999TestOnly,
            2147483647 => Self::Max,
            number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
        })
    }
    fn as_str_name(self) -> &'static str {
        match self {
            Self::Unknown => "EDITION_UNKNOWN",
            Self::Legacy => "EDITION_LEGACY",
            Self::Proto2 => "EDITION_PROTO2",
            Self::Proto3 => "EDITION_PROTO3",
            Self::Edition2023 => "EDITION_2023",
            Self::Edition2024 => "EDITION_2024",
            Self::Edition2026 => "EDITION_2026",
            Self::Unstable => "EDITION_UNSTABLE",
            Self::Edition1TestOnly => "EDITION_1_TEST_ONLY",
            Self::Edition2TestOnly => "EDITION_2_TEST_ONLY",
            Self::Edition99997TestOnly => "EDITION_99997_TEST_ONLY",
            Self::Edition99998TestOnly => "EDITION_99998_TEST_ONLY",
            Self::Edition99999TestOnly => "EDITION_99999_TEST_ONLY",
            Self::Max => "EDITION_MAX",
            Self::Unrecognized(_) => "",
        }
    }
    fn from_str_name(name: &str) -> Option<Self> {
        Some(match name {
            "EDITION_UNKNOWN" => Self::Unknown,
            "EDITION_LEGACY" => Self::Legacy,
            "EDITION_PROTO2" => Self::Proto2,
            "EDITION_PROTO3" => Self::Proto3,
            "EDITION_2023" => Self::Edition2023,
            "EDITION_2024" => Self::Edition2024,
            "EDITION_2026" => Self::Edition2026,
            "EDITION_UNSTABLE" => Self::Unstable,
            "EDITION_1_TEST_ONLY" => Self::Edition1TestOnly,
            "EDITION_2_TEST_ONLY" => Self::Edition2TestOnly,
            "EDITION_99997_TEST_ONLY" => Self::Edition99997TestOnly,
            "EDITION_99998_TEST_ONLY" => Self::Edition99998TestOnly,
            "EDITION_99999_TEST_ONLY" => Self::Edition99999TestOnly,
            "EDITION_MAX" => Self::Max,
            _ => return None,
        })
    }
}
/// `.google.protobuf.SymbolVisibility`
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SymbolVisibility {
    /// `VISIBILITY_UNSET`
    #[default]
    VisibilityUnset,
    /// `VISIBILITY_LOCAL`
    VisibilityLocal,
    /// `VISIBILITY_EXPORT`
    VisibilityExport,
    /// A number without a name.
    Unrecognized(wire::Unrecognized<Self>),
}
impl wire::Enumeration for SymbolVisibility {
    const FULL_NAME: &'static str = "google.protobuf.SymbolVisibility";
    const VALUES: &'static [Self] = &[
        Self::VisibilityUnset,
        Self::VisibilityLocal,
        Self::VisibilityExport,
    ];
    fn number(self) -> i32 {
        match self {
            Self::VisibilityUnset => 0,
            Self::VisibilityLocal => 1,
            Self::VisibilityExport => 2,
            Self::Unrecognized(other) => other.number(),
        }
    }
    fn from_number(number: i32) -> Option<Self> {
        Some(match number {
            0 => Self::VisibilityUnset,
            1 => Self::VisibilityLocal,
            2 => Self::VisibilityExport,
            number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
        })
    }
    fn as_str_name(self) -> &'static str {
        match self {
            Self::VisibilityUnset => "VISIBILITY_UNSET",
            Self::VisibilityLocal => "VISIBILITY_LOCAL",
            Self::VisibilityExport => "VISIBILITY_EXPORT",
            Self::Unrecognized(_) => "",
        }
    }
    fn from_str_name(name: &str) -> Option<Self> {
        Some(match name {
            "VISIBILITY_UNSET" => Self::VisibilityUnset,
            "VISIBILITY_LOCAL" => Self::VisibilityLocal,
            "VISIBILITY_EXPORT" => Self::VisibilityExport,
            _ => return None,
        })
    }
}
