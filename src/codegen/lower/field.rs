//! Fields: their Rust type, their kind on the wire, their tags and accessors.

use super::{Lower, Scope, undocumented};
use crate::codegen::boxing;
use crate::codegen::docs;
use crate::codegen::model::{Accessor, Field, Occurrence};
use crate::codegen::names;
use crate::codegen::options::{BytesType, MapType, is_below};
use crate::schema::{self, DefaultValue, Kind, MessageId, Shape, Utf8};

impl Lower<'_> {
    pub(super) fn field(
        &self,
        scope: &Scope,
        owner: &schema::Message,
        field: &schema::Field,
        name: String,
    ) -> Field {
        let boxed = self.is_boxed(owner.id, field);
        let (mut kind, mut lenient) = self.kind(scope, field.kind, field.utf8);
        let mut value = self.field_value(scope, owner.id, field);
        let occurrence = match field.shape {
            Shape::Implicit => Occurrence::Implicit,
            Shape::Explicit => Occurrence::Explicit,
            Shape::Required if boxed => Occurrence::RequiredBox,
            Shape::Required => Occurrence::Required,
            Shape::Repeated => Occurrence::Repeated,
            Shape::Packed => Occurrence::Packed,
            Shape::Map => {
                let entry = self.entry(field);
                let (key_kind, key_lenient) = self.kind(scope, entry[0].kind, entry[0].utf8);
                (kind, lenient) = self.kind(scope, entry[1].kind, entry[1].utf8);
                lenient |= key_lenient;
                value = self.value(scope, entry[1].kind);
                let collection = match self.options.map {
                    MapType::BTree => "::std::collections::BTreeMap",
                    MapType::Hash => "::std::collections::HashMap",
                };
                let key = self.value(scope, entry[0].kind);
                Occurrence::Map {
                    collection: collection.to_owned(),
                    key,
                    key_kind,
                }
            }
        };
        Field {
            docs: docs::lines(field.comments.doc(), || undocumented("field", &field.name)),
            attributes: self.field_attributes(&field.full_name),
            accessor: self.accessor(scope, field, &name),
            name,
            value,
            number: field.number,
            full_name: field.full_name.clone(),
            kind,
            lenient,
            tags: tags(field, &occurrence),
            occurrence,
            deprecated: field.deprecated,
            debug_redact: field.debug_redact,
        }
    }

    /// The key and the value of a map field's entry; linking has made sure that there are two.
    fn entry(&self, field: &schema::Field) -> &[schema::Field] {
        match field.kind {
            Kind::Message(id) | Kind::Group(id) => &self.schema.message(id).fields,
            _ => &[],
        }
    }

    /// The kind of a value on the wire, and whether a value may not fit its type.
    pub(super) fn kind(&self, scope: &Scope, kind: Kind, utf8: Utf8) -> (String, bool) {
        let (name, lenient) = match kind {
            Kind::Double => ("Double", false),
            Kind::Float => ("Float", false),
            Kind::Int32 => ("Int32", false),
            Kind::Int64 => ("Int64", false),
            Kind::Uint32 => ("Uint32", false),
            Kind::Uint64 => ("Uint64", false),
            Kind::Sint32 => ("Sint32", false),
            Kind::Sint64 => ("Sint64", false),
            Kind::Fixed32 => ("Fixed32", false),
            Kind::Fixed64 => ("Fixed64", false),
            Kind::Sfixed32 => ("Sfixed32", false),
            Kind::Sfixed64 => ("Sfixed64", false),
            Kind::Bool => ("Bool", false),
            Kind::String if utf8 == Utf8::Verify => ("Utf8", false),
            Kind::String => ("UncheckedUtf8", true),
            Kind::Bytes => ("Binary", false),
            Kind::Enum(id) if self.is_closed(id) => ("ClosedEnum", true),
            Kind::Enum(_) => ("Enum", false),
            Kind::Message(_) => ("Nested", false),
            Kind::Group(_) => ("Delimited", false),
        };
        (format!("{}::{name}", scope.wire()), lenient)
    }

    pub(super) fn is_closed(&self, id: schema::EnumId) -> bool {
        self.schema.enumeration(id).closed && !self.options.open_enums
    }

    /// Whether a field of `owner` is behind a pointer: it closes a cycle, or the options say so.
    fn is_boxed(&self, owner: MessageId, field: &schema::Field) -> bool {
        let boxed = || self.options.boxed.iter();
        self.cycles.needs_box(owner, field.kind, field.shape)
            || boxing::can_box(field.kind, field.shape)
                && boxed().any(|path| is_below(path, &field.full_name))
    }

    /// The Rust type of one value of a field of `owner`.
    pub(super) fn field_value(
        &self,
        scope: &Scope,
        owner: MessageId,
        field: &schema::Field,
    ) -> String {
        let value = self.value(scope, field.kind);
        if self.is_boxed(owner, field) {
            format!("{}<{value}>", scope.prelude("Box"))
        } else {
            value
        }
    }

    /// The Rust type of one value.
    pub(super) fn value(&self, scope: &Scope, kind: Kind) -> String {
        let scalar = match kind {
            Kind::Double => "f64",
            Kind::Float => "f32",
            Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => "i32",
            Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => "i64",
            Kind::Uint32 | Kind::Fixed32 => "u32",
            Kind::Uint64 | Kind::Fixed64 => "u64",
            Kind::Bool => "bool",
            Kind::String if self.options.string.is_empty() => scope.prelude("String"),
            Kind::String => &self.options.string,
            Kind::Bytes => match self.options.bytes {
                BytesType::Bytes => "::bytes::Bytes",
                BytesType::Vec => return format!("{}<u8>", scope.prelude("Vec")),
            },
            Kind::Enum(id) => return scope.path(self.paths.enumeration(id), &[]),
            Kind::Message(id) | Kind::Group(id) => {
                return scope.path(self.paths.message(id), &[]);
            }
        };
        scalar.to_owned()
    }

    /// The tag of one value.
    pub(super) fn tag(number: u32, kind: Kind) -> u32 {
        let wire_type = match kind {
            Kind::Double | Kind::Fixed64 | Kind::Sfixed64 => 1,
            Kind::Float | Kind::Fixed32 | Kind::Sfixed32 => 5,
            Kind::String | Kind::Bytes | Kind::Message(_) => 2,
            Kind::Group(_) => 3,
            Kind::Int32
            | Kind::Int64
            | Kind::Uint32
            | Kind::Uint64
            | Kind::Sint32
            | Kind::Sint64
            | Kind::Bool
            | Kind::Enum(_) => 0,
        };
        number << 3 | wire_type
    }

    /// Fields with presence answer their value or its default; messages have no default worth a method.
    fn accessor(&self, scope: &Scope, field: &schema::Field, name: &str) -> Option<Accessor> {
        if field.shape != Shape::Explicit {
            return None;
        }
        let own = |text: String| format!("self.{name}.{text}");
        let (returns, body) = match field.kind {
            Kind::Message(_) | Kind::Group(_) => return None,
            Kind::String => {
                let text = match &field.default {
                    Some(DefaultValue::String(text)) => string_literal(text),
                    _ => "\"\"".to_owned(),
                };
                (
                    "&str".to_owned(),
                    own(format!("as_deref().unwrap_or({text})")),
                )
            }
            Kind::Bytes => {
                let bytes = match &field.default {
                    Some(DefaultValue::Bytes(bytes)) => format!("b\"{}\"", bytes.escape_ascii()),
                    _ => "&[]".to_owned(),
                };
                (
                    "&[u8]".to_owned(),
                    own(format!("as_deref().unwrap_or({bytes})")),
                )
            }
            Kind::Enum(id) => {
                let path = self.value(scope, field.kind);
                let body = match field.default {
                    Some(DefaultValue::Enum(index)) => {
                        format!("unwrap_or({path}::{})", self.variant(id, index))
                    }
                    _ => "unwrap_or_default()".to_owned(),
                };
                (path, own(body))
            }
            kind => {
                let returns = self.value(scope, kind);
                let body = match field
                    .default
                    .as_ref()
                    .and_then(|default| literal(default, &returns))
                {
                    Some(literal) => format!("unwrap_or({literal})"),
                    None => "unwrap_or_default()".to_owned(),
                };
                (returns, own(body))
            }
        };
        Some(Accessor { returns, body })
    }

    /// The variant (or alias) of an enum's value.
    fn variant(&self, id: schema::EnumId, index: usize) -> String {
        let enumeration = self.schema.enumeration(id);
        let number = enumeration.values[index].number;
        let first = enumeration
            .values
            .iter()
            .position(|value| value.number == number)
            .unwrap_or(index);
        let canonical: Vec<_> = super::enumeration::canonical(enumeration);
        let names = names::variant_names(
            &enumeration.name,
            canonical
                .iter()
                .map(|value| enumeration.values[*value].name.as_str()),
            !self.is_closed(id),
        );
        let position = canonical
            .iter()
            .position(|value| *value == first)
            .unwrap_or_default();
        names.into_iter().nth(position).unwrap_or_default()
    }
}

/// A string as Rust writes it; `\0` before a digit would look like an octal escape.
fn string_literal(text: &str) -> String {
    let escape = |c: char| match c {
        '\0' => "\\u{0}".to_owned(),
        c => c.escape_debug().to_string(),
    };
    format!("\"{}\"", text.chars().map(escape).collect::<String>())
}

/// A number or truth value as Rust writes it.
fn literal(default: &DefaultValue, rust_type: &str) -> Option<String> {
    Some(match default {
        DefaultValue::Float(value) if value.is_nan() => format!("{rust_type}::NAN"),
        DefaultValue::Float(value) if value.is_infinite() => {
            format!(
                "{rust_type}::{}INFINITY",
                if *value < 0.0 { "NEG_" } else { "" }
            )
        }
        #[allow(clippy::cast_possible_truncation)] // the default of a `float` is a float
        DefaultValue::Float(value) if rust_type == "f32" => format!("{:?}", *value as f32),
        DefaultValue::Float(value) => format!("{value:?}"),
        DefaultValue::Int(value) => value.to_string(),
        DefaultValue::Uint(value) => value.to_string(),
        DefaultValue::Bool(value) => value.to_string(),
        DefaultValue::String(_) | DefaultValue::Bytes(_) | DefaultValue::Enum(_) => return None,
    })
}

/// The tags that a field is read by: numbers come packed or one by one, whatever the schema says.
fn tags(field: &schema::Field, occurrence: &Occurrence) -> Vec<u32> {
    let tag = Lower::tag(field.number, field.kind);
    let packable = matches!(tag & 7, 0 | 1 | 5);
    match occurrence {
        Occurrence::Repeated | Occurrence::Packed if packable => vec![tag, field.number << 3 | 2],
        Occurrence::Map { .. } => vec![field.number << 3 | 2],
        _ => vec![tag],
    }
}
