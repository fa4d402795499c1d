//! Editions features, resolved: each element inherits its parent's and overrides what it names.
//!
//! proto2 and proto3 are presets of the same switches (Editions, "Feature Settings for Editions").

use super::{Edition, Utf8};
use crate::descriptor::google::protobuf::{FeatureSet, feature_set};

/// The features that matter to a Rust tree, each with a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Features {
    pub(super) presence: Presence,
    pub(super) closed_enums: bool,
    pub(super) packed: bool,
    pub(super) utf8: Utf8,
    pub(super) delimited: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Presence {
    Implicit,
    Explicit,
    Required,
}

impl Features {
    pub(super) fn preset(edition: Edition) -> Self {
        let editions = Self {
            presence: Presence::Explicit,
            closed_enums: false,
            packed: true,
            utf8: Utf8::Verify,
            delimited: false,
        };
        match edition {
            Edition::Proto2 => Self {
                closed_enums: true,
                packed: false,
                utf8: Utf8::None,
                ..editions
            },
            Edition::Proto3 => Self {
                presence: Presence::Implicit,
                ..editions
            },
            Edition::Edition2023
            | Edition::Edition2024
            | Edition::Edition2026
            | Edition::Unstable => editions,
        }
    }

    /// These features with what `set` says instead.
    pub(super) fn overridden(mut self, set: Option<&FeatureSet>) -> Self {
        use feature_set::{
            EnumType, FieldPresence, MessageEncoding, RepeatedFieldEncoding, Utf8Validation,
        };
        let Some(set) = set else { return self };
        match set.field_presence {
            Some(FieldPresence::Explicit) => self.presence = Presence::Explicit,
            Some(FieldPresence::Implicit) => self.presence = Presence::Implicit,
            Some(FieldPresence::LegacyRequired) => self.presence = Presence::Required,
            Some(FieldPresence::Unknown | FieldPresence::Unrecognized(_)) | None => {}
        }
        match set.enum_type {
            Some(EnumType::Open) => self.closed_enums = false,
            Some(EnumType::Closed) => self.closed_enums = true,
            Some(EnumType::Unknown | EnumType::Unrecognized(_)) | None => {}
        }
        match set.repeated_field_encoding {
            Some(RepeatedFieldEncoding::Packed) => self.packed = true,
            Some(RepeatedFieldEncoding::Expanded) => self.packed = false,
            Some(RepeatedFieldEncoding::Unknown | RepeatedFieldEncoding::Unrecognized(_))
            | None => {}
        }
        match set.utf8_validation {
            Some(Utf8Validation::Verify) => self.utf8 = Utf8::Verify,
            Some(Utf8Validation::None) => self.utf8 = Utf8::None,
            Some(Utf8Validation::Unknown | Utf8Validation::Unrecognized(_)) | None => {}
        }
        match set.message_encoding {
            Some(MessageEncoding::LengthPrefixed) => self.delimited = false,
            Some(MessageEncoding::Delimited) => self.delimited = true,
            Some(MessageEncoding::Unknown | MessageEncoding::Unrecognized(_)) | None => {}
        }
        self
    }
}
