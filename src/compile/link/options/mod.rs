//! Options: from names and values as written to the fields of the options messages.
//!
//! In: uninterpreted options. Out: [`Options`] with built-in options in their fields and custom ones as unknown fields, in the
//! order in which protoc writes them. Built-in options come first, since features decide how custom ones are written.

mod aggregate;
mod fault;
mod fields;
mod interpret;
mod mismatch;
mod retention;
mod scalar;
mod support;
mod text;
mod tree;
mod unknown;

pub(super) use interpret::{Custom, Interpreted, Phase, do_not_fit, interpret};
pub(super) use retention::{Stripped, strip};
pub(super) use support::{check_definitions, check_targets, check_uses, shown};

use super::element::Of;
use crate::descriptor::google::protobuf::field_options::OptionTargetType;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumOptions, EnumValueOptions, ExtensionRangeOptions, FieldOptions,
    FileOptions, MessageOptions, MethodOptions, OneofOptions, ServiceOptions, UninterpretedOption,
};
use crate::wire::{DecodeError, Message};

macro_rules! kinds_of_options {
    ($($variant:ident($options:ident) of $($kind:ident)|+, $target:ident, $noun:literal;)*) => {
        /// The options of an element.
        #[derive(Clone, Debug)]
        pub(in crate::compile) enum Options {
            $($variant(Box<$options>),)*
        }

        impl Options {
            /// What the parser itself has set of an element's options: that a message is the entry of a map.
            pub(super) fn parsed(of: Of<'_>) -> Option<Self> {
                match of {
                    Of::Message(DescriptorProto { options: Some(parsed), .. }) => {
                        Some(Self::Message(Box::new(MessageOptions {
                            map_entry: parsed.map_entry,
                            ..MessageOptions::default()
                        })))
                    }
                    $($(Of::$kind(_))|+ => Some(Self::$variant(Box::default())),)*
                    Of::Package => None,
                }
            }

            /// Adds encoded fields.
            pub(super) fn merge(&mut self, bytes: &[u8]) -> Result<(), DecodeError> {
                match self {
                    $(Self::$variant(options) => options.merge(bytes),)*
                }
            }

            /// The features set on the element itself.
            pub(super) fn features(&self) -> Option<&crate::descriptor::google::protobuf::FeatureSet> {
                match self {
                    $(Self::$variant(options) => options.features.as_deref(),)*
                }
            }
        }

        /// The options of an element that are yet to be interpreted.
        pub(super) fn uninterpreted(of: Of<'_>) -> &[UninterpretedOption] {
            match of {
                $($(Of::$kind(element) => {
                    element.options.as_ref().map_or(&[], |options| &options.uninterpreted_option)
                })+)*
                Of::Package => &[],
            }
        }

        /// The features set on an element itself, by options that need no interpretation.
        pub(super) fn parsed_features(of: Of<'_>) -> Option<&crate::descriptor::google::protobuf::FeatureSet> {
            match of {
                $($(Of::$kind(element) => element.options.as_ref()?.features.as_deref(),)+)*
                Of::Package => None,
            }
        }

        /// The full name of the message that has the options of such an element.
        fn message_name(of: Of<'_>) -> &'static str {
            match of {
                $($(Of::$kind(_))|+ => $options::FULL_NAME,)*
                Of::Package => "",
            }
        }

        /// The messages that have options, and whose options these are.
        const OPTIONS: &[(&str, &str)] = &[$(($options::FULL_NAME, $noun),)*];

        /// What such an element is called where options say what they can be set on.
        fn target(of: Of<'_>) -> Option<(OptionTargetType, &'static str)> {
            match of {
                $($(Of::$kind(_))|+ => Some((OptionTargetType::$target, $noun)),)*
                Of::Package => None,
            }
        }
    };
}

kinds_of_options! {
    File(FileOptions) of File, TargetTypeFile, "files";
    Message(MessageOptions) of Message, TargetTypeMessage, "messages";
    Field(FieldOptions) of Field | Extension, TargetTypeField, "fields";
    Oneof(OneofOptions) of Oneof, TargetTypeOneof, "oneofs";
    Range(ExtensionRangeOptions) of Range, TargetTypeExtensionRange, "extension ranges";
    Enum(EnumOptions) of Enum, TargetTypeEnum, "enums";
    Value(EnumValueOptions) of Value, TargetTypeEnumEntry, "enum values";
    Service(ServiceOptions) of Service, TargetTypeService, "services";
    Method(MethodOptions) of Method, TargetTypeMethod, "methods";
}

/// An option's name as it is written.
fn spelling(option: &UninterpretedOption) -> String {
    let parts = option.name.iter().map(|part| {
        if part.is_extension {
            format!("({})", part.name_part)
        } else {
            part.name_part.clone()
        }
    });
    parts.collect::<Vec<_>>().join(".")
}
