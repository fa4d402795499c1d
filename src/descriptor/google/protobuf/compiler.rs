// @generated
use crate::runtime::wire;
/// `.google.protobuf.compiler.Version`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Version {
    /// `major`
    pub major: Option<i32>,
    /// `minor`
    pub minor: Option<i32>,
    /// `patch`
    pub patch: Option<i32>,
    /// `suffix`
    pub suffix: Option<String>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for Version {
    const FULL_NAME: &'static str = "google.protobuf.compiler.Version";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.explicit(4, wire::UncheckedUtf8, &self.suffix);
        writer.explicit(3, wire::Int32, &self.patch);
        writer.explicit(2, wire::Int32, &self.minor);
        writer.explicit(1, wire::Int32, &self.major);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                8 => reader.explicit(wire::Int32, &mut self.major)?,
                16 => reader.explicit(wire::Int32, &mut self.minor)?,
                24 => reader.explicit(wire::Int32, &mut self.patch)?,
                34 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.suffix)
                })?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.compiler.CodeGeneratorRequest`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeGeneratorRequest {
    /// `file_to_generate`
    pub file_to_generate: Vec<String>,
    /// `parameter`
    pub parameter: Option<String>,
    /// `proto_file`
    pub proto_file: Vec<super::FileDescriptorProto>,
    /// `source_file_descriptors`
    pub source_file_descriptors: Vec<super::FileDescriptorProto>,
    /// `compiler_version`
    pub compiler_version: Option<Version>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for CodeGeneratorRequest {
    const FULL_NAME: &'static str = "google.protobuf.compiler.CodeGeneratorRequest";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(17, wire::Nested, &self.source_file_descriptors);
        writer.repeated(15, wire::Nested, &self.proto_file);
        writer.explicit(3, wire::Nested, &self.compiler_version);
        writer.explicit(2, wire::UncheckedUtf8, &self.parameter);
        writer.repeated(1, wire::UncheckedUtf8, &self.file_to_generate);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.element_or_unknown(
                    wire::UncheckedUtf8,
                    &mut self.file_to_generate,
                    &mut self.unknown_fields,
                )?,
                18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.parameter)
                })?,
                26 => reader.explicit(wire::Nested, &mut self.compiler_version)?,
                122 => reader.repeated(wire::Nested, &mut self.proto_file)?,
                138 => reader.repeated(wire::Nested, &mut self.source_file_descriptors)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// `.google.protobuf.compiler.CodeGeneratorResponse`
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CodeGeneratorResponse {
    /// `error`
    pub error: Option<String>,
    /// `supported_features`
    pub supported_features: Option<u64>,
    /// `minimum_edition`
    pub minimum_edition: Option<i32>,
    /// `maximum_edition`
    pub maximum_edition: Option<i32>,
    /// `file`
    pub file: Vec<code_generator_response::File>,
    /// Fields that the schema does not name.
    pub unknown_fields: wire::UnknownFields,
}
impl wire::Message for CodeGeneratorResponse {
    const FULL_NAME: &'static str = "google.protobuf.compiler.CodeGeneratorResponse";
    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(15, wire::Nested, &self.file);
        writer.explicit(4, wire::Int32, &self.maximum_edition);
        writer.explicit(3, wire::Int32, &self.minimum_edition);
        writer.explicit(2, wire::Uint64, &self.supported_features);
        writer.explicit(1, wire::UncheckedUtf8, &self.error);
    }
    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            match tag {
                10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.error)
                })?,
                16 => reader.explicit(wire::Uint64, &mut self.supported_features)?,
                24 => reader.explicit(wire::Int32, &mut self.minimum_edition)?,
                32 => reader.explicit(wire::Int32, &mut self.maximum_edition)?,
                122 => reader.repeated(wire::Nested, &mut self.file)?,
                _ => reader.unknown(&mut self.unknown_fields)?,
            }
        }
        Ok(())
    }
}
/// Types nested in `CodeGeneratorResponse`.
pub mod code_generator_response {
    use crate::runtime::wire;
    /// `.google.protobuf.compiler.CodeGeneratorResponse.File`
    #[derive(Clone, Debug, Default, PartialEq)]
    pub struct File {
        /// `name`
        pub name: Option<String>,
        /// `insertion_point`
        pub insertion_point: Option<String>,
        /// `content`
        pub content: Option<String>,
        /// `generated_code_info`
        pub generated_code_info: Option<super::super::GeneratedCodeInfo>,
        /// Fields that the schema does not name.
        pub unknown_fields: wire::UnknownFields,
    }
    impl wire::Message for File {
        const FULL_NAME: &'static str = "google.protobuf.compiler.CodeGeneratorResponse.File";
        fn write_fields(&self, writer: &mut wire::Writer) {
            writer.unknown(&self.unknown_fields);
            writer.explicit(16, wire::Nested, &self.generated_code_info);
            writer.explicit(15, wire::UncheckedUtf8, &self.content);
            writer.explicit(2, wire::UncheckedUtf8, &self.insertion_point);
            writer.explicit(1, wire::UncheckedUtf8, &self.name);
        }
        fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
            while let Some(tag) = reader.tag()? {
                match tag {
                    10 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.name)
                    })?,
                    18 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.insertion_point)
                    })?,
                    122 => reader.or_unknown(&mut self.unknown_fields, |reader| {
                        reader.explicit(wire::UncheckedUtf8, &mut self.content)
                    })?,
                    130 => reader.explicit(wire::Nested, &mut self.generated_code_info)?,
                    _ => reader.unknown(&mut self.unknown_fields)?,
                }
            }
            Ok(())
        }
    }
    /// `.google.protobuf.compiler.CodeGeneratorResponse.Feature`
    #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub enum Feature {
        /// `FEATURE_NONE`
        #[default]
        None,
        /// `FEATURE_PROTO3_OPTIONAL`
        Proto3Optional,
        /// `FEATURE_SUPPORTS_EDITIONS`
        SupportsEditions,
        /// A number without a name.
        Unrecognized(wire::Unrecognized<Self>),
    }
    impl wire::Enumeration for Feature {
        const FULL_NAME: &'static str = "google.protobuf.compiler.CodeGeneratorResponse.Feature";
        const VALUES: &'static [Self] = &[Self::None, Self::Proto3Optional, Self::SupportsEditions];
        fn number(self) -> i32 {
            match self {
                Self::None => 0,
                Self::Proto3Optional => 1,
                Self::SupportsEditions => 2,
                Self::Unrecognized(other) => other.number(),
            }
        }
        fn from_number(number: i32) -> Option<Self> {
            Some(match number {
                0 => Self::None,
                1 => Self::Proto3Optional,
                2 => Self::SupportsEditions,
                number => Self::Unrecognized(wire::Unrecognized::from_generated_conversion(number)),
            })
        }
        fn as_str_name(self) -> &'static str {
            match self {
                Self::None => "FEATURE_NONE",
                Self::Proto3Optional => "FEATURE_PROTO3_OPTIONAL",
                Self::SupportsEditions => "FEATURE_SUPPORTS_EDITIONS",
                Self::Unrecognized(_) => "",
            }
        }
        fn from_str_name(name: &str) -> Option<Self> {
            Some(match name {
                "FEATURE_NONE" => Self::None,
                "FEATURE_PROTO3_OPTIONAL" => Self::Proto3Optional,
                "FEATURE_SUPPORTS_EDITIONS" => Self::SupportsEditions,
                _ => return None,
            })
        }
    }
}
