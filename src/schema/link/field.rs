//! Fields: their kind, shape and presence out of type, label, options and features.

use super::{Linker, default, file::Context};
use crate::descriptor::google::protobuf::{
    FieldDescriptorProto,
    field_descriptor_proto::{Label, Type},
};
use crate::schema::features::{Features, Presence};
use crate::schema::{Edition, Field, Kind, Shape, Symbol};
use std::collections::HashMap;

/// The largest field number (Language Guide, "Assigning Field Numbers").
const LARGEST_NUMBER: i32 = (1 << 29) - 1;

impl Linker {
    pub(super) fn lower_field(
        &mut self,
        context: &mut Context,
        inherited: Features,
        proto: FieldDescriptorProto,
        oneofs: &[Option<usize>],
    ) -> Option<Field> {
        let name = proto.name.unwrap_or_default();
        let full_name = context.nested(&name);
        self.check_identifier(&context.file, &name, &full_name);
        let options = proto.options;
        let features = inherited.overridden(
            options
                .as_ref()
                .and_then(|options| options.features.as_ref()),
        );
        let kind = self.kind(
            context,
            &full_name,
            proto.r#type,
            proto.type_name.as_deref(),
            features,
        )?;
        let number = proto.number.unwrap_or_default();
        let highest = if self.extends_message_set(proto.extendee.as_deref()) {
            i32::MAX - 1
        } else {
            LARGEST_NUMBER
        };
        if !(1..=highest).contains(&number) {
            self.fault(
                &context.file,
                format!("{full_name} has the number {number}, outside 1 to {highest}"),
            );
        }
        let oneof = match proto.oneof_index.map(usize::try_from) {
            None => None,
            Some(Ok(index)) if index < oneofs.len() => oneofs[index],
            Some(_) => {
                self.fault(
                    &context.file,
                    format!("{full_name} is in a oneof that does not exist"),
                );
                None
            }
        };
        let map = matches!(kind, Kind::Message(id) if self.is_map_entry(id, &context.scope));
        let explicit = oneof.is_some()
            || proto.proto3_optional.unwrap_or_default()
            || proto.extendee.is_some();
        let packable = !matches!(
            kind,
            Kind::String | Kind::Bytes | Kind::Message(_) | Kind::Group(_)
        );
        let packed = match context.edition {
            Edition::Proto2 | Edition::Proto3 => {
                options.as_ref().and_then(|options| options.packed)
            }
            Edition::Edition2023
            | Edition::Edition2024
            | Edition::Edition2026
            | Edition::Unstable => None,
        };
        let shape = match proto.label {
            Some(Label::Repeated) if map => Shape::Map,
            Some(Label::Repeated) if packable && packed.unwrap_or(features.packed) => Shape::Packed,
            Some(Label::Repeated) => Shape::Repeated,
            Some(Label::Required) => Shape::Required,
            Some(Label::Optional | Label::Unrecognized(_)) | None => match features.presence {
                Presence::Required if oneof.is_none() => Shape::Required,
                Presence::Implicit
                    if !explicit && !matches!(kind, Kind::Message(_) | Kind::Group(_)) =>
                {
                    Shape::Implicit
                }
                Presence::Implicit | Presence::Explicit | Presence::Required => Shape::Explicit,
            },
        };
        let default = match proto.default_value.map(|text| default::parse(kind, text)) {
            None => None,
            Some(Ok(default)) => Some(default),
            Some(Err(text)) => {
                self.fault(
                    &context.file,
                    format!("{full_name} has the default {text:?}, which its type cannot hold"),
                );
                None
            }
        };
        let (span, comments) = context.locations.take(&context.path);
        Some(Field {
            json_name: proto.json_name.unwrap_or_else(|| json_name(&name)),
            name,
            full_name,
            number: u32::try_from(number).unwrap_or_default(),
            kind,
            shape,
            oneof,
            default,
            utf8: features.utf8,
            deprecated: options
                .as_ref()
                .and_then(|options| options.deprecated)
                .unwrap_or_default(),
            debug_redact: options
                .as_ref()
                .and_then(|options| options.debug_redact)
                .unwrap_or_default(),
            extendee: None,
            options: options.map(Box::new),
            comments,
            span,
        })
    }

    fn kind(
        &mut self,
        context: &Context,
        full_name: &str,
        declared: Option<Type>,
        type_name: Option<&str>,
        features: Features,
    ) -> Option<Kind> {
        let kind = match declared {
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
                return self.named_kind(
                    context,
                    full_name,
                    declared,
                    type_name.unwrap_or_default(),
                    features,
                );
            }
            Some(Type::Unrecognized(number)) => {
                self.fault(
                    &context.file,
                    format!("{full_name} has the unknown type {}", number.number()),
                );
                return None;
            }
        };
        Some(kind)
    }

    fn named_kind(
        &mut self,
        context: &Context,
        full_name: &str,
        declared: Option<Type>,
        type_name: &str,
        features: Features,
    ) -> Option<Kind> {
        match (self.resolve(&context.file, full_name, type_name)?, declared) {
            (Symbol::Enum(id), Some(Type::Enum) | None) => Some(Kind::Enum(id)),
            (Symbol::Message(id), Some(Type::Group)) => Some(Kind::Group(id)),
            (Symbol::Message(id), Some(Type::Message) | None) => {
                // Map fields and what is in their entries keep the length prefix whatever the file says.
                let map =
                    self.is_map_entry(id, &context.scope) || self.in_map_entry(&context.scope);
                Some(if features.delimited && !map {
                    Kind::Group(id)
                } else {
                    Kind::Message(id)
                })
            }
            _ => {
                self.fault(
                    &context.file,
                    format!("{full_name} uses {type_name} as what it is not"),
                );
                None
            }
        }
    }

    /// Whether a message is a map entry nested in `scope`; nested types are lowered before the fields that use them.
    fn is_map_entry(&self, id: crate::schema::MessageId, scope: &str) -> bool {
        let message = &self.schema.messages[id.index()];
        message.map_entry
            && message
                .full_name
                .strip_prefix(scope)
                .is_some_and(|rest| rest.starts_with('.'))
    }

    fn in_map_entry(&self, scope: &str) -> bool {
        self.map_entries.contains(scope)
    }

    fn extends_message_set(&self, extendee: Option<&str>) -> bool {
        let Some(Symbol::Message(id)) =
            extendee.and_then(|name| self.schema.find(name.strip_prefix('.')?))
        else {
            return false;
        };
        self.schema.messages[id.index()].message_set
    }

    pub(super) fn check_map_entry(
        &mut self,
        file: &str,
        full_name: &str,
        fields: &[FieldDescriptorProto],
    ) {
        self.map_entries.insert(full_name.to_owned());
        let numbers: Vec<_> = fields
            .iter()
            .map(|field| field.number.unwrap_or_default())
            .collect();
        let key = fields.first().and_then(|field| field.r#type);
        let valid_key = !matches!(
            key,
            None | Some(
                Type::Double | Type::Float | Type::Bytes | Type::Enum | Type::Message | Type::Group
            )
        );
        let repeated = fields
            .iter()
            .any(|field| field.label == Some(Label::Repeated));
        if numbers != [1, 2] || !valid_key || repeated {
            self.fault(
                file,
                format!("{full_name} is marked as a map entry but has not a key 1 and a value 2"),
            );
        }
    }

    pub(super) fn check_numbers(&mut self, file: &str, message: &str, fields: &[Field]) {
        let mut numbers = HashMap::new();
        let mut names = HashMap::new();
        for field in fields {
            if let Some(other) = numbers.insert(field.number, &field.name) {
                let text = format!(
                    "{message}: the fields {other} and {} share the number {}",
                    field.name, field.number
                );
                self.fault(file, text);
            }
            if names.insert(&field.name, ()).is_some() {
                self.fault(
                    file,
                    format!("{message}: the field {} is defined twice", field.name),
                );
            }
        }
    }
}

/// The ProtoJSON name of a field that declares none: lowerCamelCase, as protoc makes it.
fn json_name(name: &str) -> String {
    let mut upper = false;
    let mut json = String::with_capacity(name.len());
    for character in name.chars() {
        if character == '_' {
            upper = true;
        } else {
            json.push(if upper {
                character.to_ascii_uppercase()
            } else {
                character
            });
            upper = false;
        }
    }
    json
}
