//! Editions features, resolved: each element inherits its parent's and overrides what it names.
//!
//! proto2 and proto3 are presets of the same switches, with `required`, `group` and `[packed]` as their way to override
//! (protobuf.dev, "Feature Settings for Editions").

use super::{Edition, Utf8};
use crate::descriptor::google::protobuf::{
    FeatureSet, FieldDescriptorProto, feature_set, field_descriptor_proto,
};

/// Every feature of an element, each with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Features {
    /// `field_presence`.
    pub presence: Presence,
    /// `enum_type`.
    pub enum_type: EnumType,
    /// `repeated_field_encoding`.
    pub repeated_encoding: RepeatedEncoding,
    /// `utf8_validation`.
    pub utf8: Utf8,
    /// `message_encoding`.
    pub message_encoding: MessageEncoding,
    /// `json_format`.
    pub json_format: JsonFormat,
    /// `enforce_naming_style`.
    pub naming_style: NamingStyle,
    /// `default_symbol_visibility`.
    pub default_visibility: DefaultVisibility,
    /// `enforce_proto_limits`.
    pub limits: Limits,
}

macro_rules! feature_values {
    ($($(#[$doc:meta])* $name:ident { $($(#[$value_doc:meta])* $value:ident,)* })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)*
        }
    )*};
}

feature_values! {
    /// Whether a singular field knows that it is set.
    Presence {
        /// It does not.
        Implicit,
        /// It does.
        Explicit,
        /// It always is.
        Required,
    }
    /// What an enum does with numbers that it does not name.
    EnumType {
        /// It holds them.
        Open,
        /// It leaves them to the unknown fields.
        Closed,
    }
    /// How the elements of a repeated scalar field are written.
    RepeatedEncoding {
        /// In one value.
        Packed,
        /// Each with its tag.
        Expanded,
    }
    /// How a message field is written.
    MessageEncoding {
        /// With its length in front.
        LengthPrefixed,
        /// Between start and end tags.
        Delimited,
    }
    /// Whether the schema must map to JSON.
    JsonFormat {
        /// It must, and conflicts are errors.
        Allow,
        /// As far as it goes.
        LegacyBestEffort,
    }
    /// Which naming rules the compiler enforces.
    NamingStyle {
        /// None.
        Legacy,
        /// Those of edition 2024.
        Style2024,
        /// Those of edition 2026.
        Style2026,
    }
    /// How much one declaration may hold.
    Limits {
        /// Whatever compilers take.
        None,
        /// What edition 2026 allows.
        Limits2026,
    }
    /// What `export` and `local` are without a keyword.
    DefaultVisibility {
        /// Everything is exported.
        ExportAll,
        /// What is not nested is exported.
        ExportTopLevel,
        /// Nothing is exported.
        LocalAll,
        /// Nothing is, and what is nested cannot be.
        Strict,
    }
}

impl Features {
    /// What a file of this edition starts from.
    pub fn preset(edition: Edition) -> Self {
        let edition_2023 = Self {
            presence: Presence::Explicit,
            enum_type: EnumType::Open,
            repeated_encoding: RepeatedEncoding::Packed,
            utf8: Utf8::Verify,
            message_encoding: MessageEncoding::LengthPrefixed,
            json_format: JsonFormat::Allow,
            naming_style: NamingStyle::Legacy,
            default_visibility: DefaultVisibility::ExportAll,
            limits: Limits::None,
        };
        match edition {
            Edition::Proto2 => Self {
                enum_type: EnumType::Closed,
                repeated_encoding: RepeatedEncoding::Expanded,
                utf8: Utf8::None,
                json_format: JsonFormat::LegacyBestEffort,
                ..edition_2023
            },
            Edition::Proto3 => Self {
                presence: Presence::Implicit,
                ..edition_2023
            },
            Edition::Edition2023 => edition_2023,
            Edition::Edition2024 => Self {
                naming_style: NamingStyle::Style2024,
                default_visibility: DefaultVisibility::ExportTopLevel,
                ..edition_2023
            },
            Edition::Edition2026 | Edition::Unstable => Self {
                naming_style: NamingStyle::Style2026,
                default_visibility: DefaultVisibility::Strict,
                limits: Limits::Limits2026,
                ..edition_2023
            },
        }
    }

    /// These features with what `set` says instead; a value that nobody knows is told to `fault` by its feature's name.
    #[must_use]
    pub fn overridden(self, set: Option<&FeatureSet>, mut fault: impl FnMut(&'static str)) -> Self {
        use feature_set::proto_limits_feature::EnforceProtoLimits as Amounts;
        use feature_set::visibility_feature::DefaultSymbolVisibility as Symbols;
        use feature_set::{EnforceNamingStyle as Style, EnumType as Type, FieldPresence as Field};
        use feature_set::{JsonFormat as Json, MessageEncoding as Nested};
        use feature_set::{RepeatedFieldEncoding as Repeated, Utf8Validation as Text};
        let Some(set) = set else { return self };
        macro_rules! set {
            ($inherited:ident, $feature:ident, $values:ident { $($from:ident => $to:expr,)* }) => {
                match set.$feature {
                    None => self.$inherited,
                    $(Some($values::$from) => $to,)*
                    Some($values::Unknown | $values::Unrecognized(_)) => {
                        fault(stringify!($feature));
                        self.$inherited
                    }
                }
            };
        }
        Self {
            presence: set!(presence, field_presence, Field {
                Explicit => Presence::Explicit,
                Implicit => Presence::Implicit,
                LegacyRequired => Presence::Required,
            }),
            enum_type: set!(enum_type, enum_type, Type {
                Open => EnumType::Open,
                Closed => EnumType::Closed,
            }),
            repeated_encoding: set!(repeated_encoding, repeated_field_encoding, Repeated {
                Packed => RepeatedEncoding::Packed,
                Expanded => RepeatedEncoding::Expanded,
            }),
            utf8: set!(utf8, utf8_validation, Text {
                Verify => Utf8::Verify,
                None => Utf8::None,
            }),
            message_encoding: set!(message_encoding, message_encoding, Nested {
                LengthPrefixed => MessageEncoding::LengthPrefixed,
                Delimited => MessageEncoding::Delimited,
            }),
            json_format: set!(json_format, json_format, Json {
                Allow => JsonFormat::Allow,
                LegacyBestEffort => JsonFormat::LegacyBestEffort,
            }),
            naming_style: set!(naming_style, enforce_naming_style, Style {
                StyleLegacy => NamingStyle::Legacy,
                Style2024 => NamingStyle::Style2024,
                Style2026 => NamingStyle::Style2026,
            }),
            default_visibility: set!(default_visibility, default_symbol_visibility, Symbols {
                ExportAll => DefaultVisibility::ExportAll,
                ExportTopLevel => DefaultVisibility::ExportTopLevel,
                LocalAll => DefaultVisibility::LocalAll,
                Strict => DefaultVisibility::Strict,
            }),
            limits: match set.enforce_proto_limits {
                None => self.limits,
                Some(Amounts::LegacyNoExplicitLimits) => Limits::None,
                Some(Amounts::ProtoLimits2026) => Limits::Limits2026,
                Some(Amounts::ProtoLimitsUnknown | Amounts::Unrecognized(_)) => {
                    fault("enforce_proto_limits");
                    self.limits
                }
            },
        }
    }

    /// These features with what a proto2 or proto3 field says in the older way.
    #[must_use]
    pub fn with_legacy(mut self, edition: Edition, field: &FieldDescriptorProto) -> Self {
        use field_descriptor_proto::{Label, Type};
        if field.label == Some(Label::Required) {
            self.presence = Presence::Required;
        }
        if field.r#type == Some(Type::Group) {
            self.message_encoding = MessageEncoding::Delimited;
        }
        if !matches!(edition, Edition::Proto2 | Edition::Proto3) {
            return self;
        }
        if field.proto3_optional == Some(true) {
            self.presence = Presence::Explicit;
        }
        match field.options.as_ref().and_then(|options| options.packed) {
            Some(packed) => self.with_packed(packed),
            None => self,
        }
    }

    /// These features with what the option `packed` says.
    #[must_use]
    pub fn with_packed(mut self, packed: bool) -> Self {
        self.repeated_encoding = if packed {
            RepeatedEncoding::Packed
        } else {
            RepeatedEncoding::Expanded
        };
        self
    }
}
