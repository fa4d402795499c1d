//! Fields: kind, shape and presence out of type, label, options and features.

use super::message::Oneofs;
use super::{Linker, Place, default, range};
use crate::descriptor::google::protobuf::{
    FieldDescriptorProto,
    field_descriptor_proto::{Label, Type},
};
use crate::schema::names::json_name;
use crate::schema::{
    Features, Field, Kind, MessageEncoding, MessageId, Presence, RepeatedEncoding, Shape, Symbol,
};

impl Linker {
    /// A field of the message at hand, whose oneofs these are, or an extension, which has none. `None` where its type is
    /// not to be found.
    pub(super) fn lower_field(
        &mut self,
        place: &mut Place,
        mut field: FieldDescriptorProto,
        oneofs: Option<&Oneofs>,
    ) -> Option<Field> {
        let name = field.name.take().unwrap_or_default();
        let full_name = match oneofs {
            Some(_) => self.claimed_name(place, &name),
            None => self.checked_name(place, &name),
        };
        let extendee = self.extendee(place, &full_name, &field, oneofs.is_some());
        let message_set = extendee.is_some_and(|id| self.names.message(id).message_set);
        let largest = range::largest_number(message_set);
        let number = self.number(place, &full_name, field.number, largest);
        let (oneof, inherited) = self.oneof(place, &full_name, &field, oneofs);
        let own = field.options.as_ref();
        let own = own.and_then(|options| options.features.as_deref());
        let features = self.features(place, inherited, own, &full_name);
        let features = features.with_legacy(place.edition, &field);
        let kind = self.kind(place, &full_name, &field, features)?;
        let singular_with_presence = oneof.is_some() || extendee.is_some();
        let shape = self.shape(
            place,
            &full_name,
            &field,
            kind,
            features,
            singular_with_presence,
        );
        if oneof.is_some() && shape != Shape::Explicit {
            let text = format!("{full_name} is in a oneof, but not singular and optional");
            self.fault(place, text);
        }
        let default = self.default(place, &full_name, field.default_value.take(), kind, shape);
        let (span, comments) = place.location();
        let options = field.options;
        let flag = |flag: Option<bool>| flag == Some(true);
        let field = Field {
            file: place.file,
            json_name: field
                .json_name
                .unwrap_or_else(|| json_name(&name).into_owned()),
            name,
            full_name,
            number,
            kind,
            shape,
            index: place.index(),
            oneof,
            default,
            proto3_optional: flag(field.proto3_optional),
            utf8: features.utf8,
            deprecated: flag(options.as_ref().and_then(|options| options.deprecated)),
            debug_redact: flag(options.as_ref().and_then(|options| options.debug_redact)),
            extendee,
            scope: place.message,
            features,
            options,
            comments,
            span,
        };
        self.check_field(place, &field);
        self.check_json_name(place, &field);
        Some(field)
    }

    /// The oneof that a field is in, as an index into those that are kept, and the features that it inherits.
    fn oneof(
        &mut self,
        place: &Place,
        full_name: &str,
        field: &FieldDescriptorProto,
        oneofs: Option<&Oneofs>,
    ) -> (Option<usize>, Features) {
        let Some(index) = field.oneof_index else {
            return (None, place.features);
        };
        let declared = usize::try_from(index)
            .ok()
            .and_then(|index| oneofs?.declared.get(index));
        let Some(declared) = declared else {
            let text = format!("{full_name} is in the oneof {index}, which does not exist");
            self.fault(place, text);
            return (None, place.features);
        };
        match declared.position {
            Some(_) => (declared.position, declared.features),
            None => (None, place.features),
        }
    }

    fn shape(
        &mut self,
        place: &Place,
        full_name: &str,
        field: &FieldDescriptorProto,
        kind: Kind,
        features: Features,
        with_presence: bool,
    ) -> Shape {
        let entry = kind.message().filter(|id| self.is_map_entry(*id));
        match (field.label, entry) {
            (Some(Label::Repeated), Some(entry)) => {
                if self.names.message(entry).parent != place.message || with_presence {
                    let text = format!("{full_name} uses the map entry of another field");
                    self.fault(place, text);
                }
                Shape::Map
            }
            (Some(Label::Repeated), None) => match features.repeated_encoding {
                RepeatedEncoding::Packed if kind.packable() => Shape::Packed,
                RepeatedEncoding::Packed | RepeatedEncoding::Expanded => Shape::Repeated,
            },
            (Some(Label::Required | Label::Optional | Label::Unrecognized(_)) | None, Some(_)) => {
                let text = format!("{full_name} uses a map entry, but is not repeated");
                self.fault(place, text);
                Shape::Explicit
            }
            (Some(Label::Unrecognized(_)), None) => {
                let text = format!("{full_name} has a label that does not exist");
                self.fault(place, text);
                Shape::Explicit
            }
            (Some(Label::Required | Label::Optional) | None, None) => match features.presence {
                Presence::Required if field.label == Some(Label::Required) => Shape::Required,
                Presence::Required if !with_presence => Shape::Required,
                Presence::Implicit if !with_presence && kind.message().is_none() => Shape::Implicit,
                Presence::Implicit | Presence::Explicit | Presence::Required => Shape::Explicit,
            },
        }
    }

    fn kind(
        &mut self,
        place: &Place,
        full_name: &str,
        field: &FieldDescriptorProto,
        features: Features,
    ) -> Option<Kind> {
        Some(match field.r#type {
            Some(Type::Double) => Kind::Double,
            Some(Type::Float) => Kind::Float,
            Some(Type::Int32) => Kind::Int32,
            Some(Type::Int64) => Kind::Int64,
            Some(Type::Uint32) => Kind::Uint32,
            Some(Type::Uint64) => Kind::Uint64,
            Some(Type::Sint32) => Kind::Sint32,
            Some(Type::Sint64) => Kind::Sint64,
            Some(Type::Fixed32) => Kind::Fixed32,
            Some(Type::Fixed64) => Kind::Fixed64,
            Some(Type::Sfixed32) => Kind::Sfixed32,
            Some(Type::Sfixed64) => Kind::Sfixed64,
            Some(Type::Bool) => Kind::Bool,
            Some(Type::String) => Kind::String,
            Some(Type::Bytes) => Kind::Bytes,
            Some(Type::Enum | Type::Message | Type::Group) | None => {
                return self.named_kind(place, full_name, field, features);
            }
            Some(Type::Unrecognized(number)) => {
                let text = format!("{full_name} has the unknown type {}", number.number());
                self.fault(place, text);
                return None;
            }
        })
    }

    fn named_kind(
        &mut self,
        place: &Place,
        full_name: &str,
        field: &FieldDescriptorProto,
        features: Features,
    ) -> Option<Kind> {
        let type_name = field.type_name.as_deref().unwrap_or_default();
        match (self.resolve(place, full_name, type_name)?, field.r#type) {
            (Symbol::Enum(id), Some(Type::Enum) | None) => Some(Kind::Enum(id)),
            (Symbol::Message(id), Some(Type::Message | Type::Group) | None) => {
                // Map fields and what is in their entries keep the length prefix, whatever the file says.
                let in_map = self.is_map_entry(id)
                    || place.message.is_some_and(|outer| self.is_map_entry(outer));
                Some(match features.message_encoding {
                    MessageEncoding::Delimited if !in_map => Kind::Group(id),
                    MessageEncoding::Delimited | MessageEncoding::LengthPrefixed => {
                        Kind::Message(id)
                    }
                })
            }
            (symbol, declared) => {
                let what = match symbol {
                    Symbol::Message(_) => "a message",
                    Symbol::Enum(_) => "an enum",
                    Symbol::Service(_) => "a service",
                    Symbol::Extension(_) => "an extension",
                };
                let declared = declared.map_or("a type", |declared| match declared {
                    Type::Enum => "an enum",
                    _ => "a message",
                });
                let text = format!("{full_name} uses {type_name} as {declared}, but it is {what}");
                self.fault(place, text);
                None
            }
        }
    }

    pub(super) fn is_map_entry(&self, id: MessageId) -> bool {
        self.names.message(id).map_entry
    }

    /// What a type name, with its leading dot, stands for; it must be in this file or in one that it imports.
    pub(super) fn resolve(&mut self, place: &Place, user: &str, type_name: &str) -> Option<Symbol> {
        let Some(full_name) = type_name.strip_prefix('.') else {
            let text = format!("{user} refers to {type_name:?}, which is not a full name");
            self.fault(place, text);
            return None;
        };
        let Some(symbol) = self.names.find(full_name) else {
            let text = format!("{user} refers to {full_name:?}, which is not defined");
            self.fault(place, text);
            return None;
        };
        let home = match symbol {
            Symbol::Message(id) => Some(self.names.message(id).file),
            Symbol::Enum(id) => Some(self.names.enums[id.index()]),
            Symbol::Service(_) | Symbol::Extension(_) => None,
        };
        if home.is_some_and(|home| !self.sees(home)) {
            let text = format!(
                "{user} refers to {full_name}, which is in a file that this one does not import"
            );
            self.fault(place, text);
        }
        Some(symbol)
    }

    fn default(
        &mut self,
        place: &Place,
        full_name: &str,
        text: Option<String>,
        kind: Kind,
        shape: Shape,
    ) -> Option<crate::schema::DefaultValue> {
        let text = text?;
        match shape {
            Shape::Explicit | Shape::Required => {}
            Shape::Implicit | Shape::Repeated | Shape::Packed | Shape::Map => {
                let text =
                    format!("{full_name} has a default, which only a field with presence can");
                self.fault(place, text);
                return None;
            }
        }
        match default::parse(kind, text) {
            Ok(default) => Some(default),
            Err(text) => {
                let text =
                    format!("{full_name} has the default {text:?}, which its type cannot hold");
                self.fault(place, text);
                None
            }
        }
    }
}
