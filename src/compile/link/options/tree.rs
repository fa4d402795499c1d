//! Messages whose type is known only to the schema: the values of options on their way to bytes.

use super::fields::{Entry, Fields};
use crate::compile::link::element::{Id, Of};
use crate::compile::link::model::Model;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::wire::{WireType, Writer};

/// A message: its fields that are set.
#[derive(Clone, Debug, Default)]
pub(in crate::compile::link) struct Tree {
    pub(super) fields: Fields,
}

/// One value, as it goes onto the wire.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Varint(u64),
    Fixed32(u32),
    Fixed64(u64),
    Bytes(Vec<u8>),
    Message(Tree),
}

impl Value {
    /// What a field of this type is where it is not set; an enum that can be in a map begins with zero.
    fn zero(kind: Type) -> Self {
        match kind {
            Type::Double | Type::Fixed64 | Type::Sfixed64 => Self::Fixed64(0),
            Type::Float | Type::Fixed32 | Type::Sfixed32 => Self::Fixed32(0),
            Type::String | Type::Bytes => Self::Bytes(Vec::new()),
            Type::Message | Type::Group => Self::Message(Tree::default()),
            Type::Int32
            | Type::Int64
            | Type::Uint32
            | Type::Uint64
            | Type::Sint32
            | Type::Sint64
            | Type::Bool
            | Type::Enum
            | Type::Unrecognized(_) => Self::Varint(0),
        }
    }

    fn is_zero(&self) -> bool {
        match self {
            Self::Varint(value) | Self::Fixed64(value) => *value == 0,
            Self::Fixed32(value) => *value == 0,
            Self::Bytes(value) => value.is_empty(),
            Self::Message(_) => false,
        }
    }
}

impl Tree {
    /// The value of a message field, made where it is not there.
    pub(super) fn nested(&mut self, number: i32, field: Id) -> Option<&mut Self> {
        if !self.fields.contains(number) {
            let value = Value::Message(Self::default());
            self.fields.insert(number, field, value);
        }
        match self.fields.get_mut(number)?.first_mut() {
            Value::Message(tree) => Some(tree),
            _ => None,
        }
    }

    /// Adds a value.
    pub(super) fn push(&mut self, number: i32, field: Id, value: Value) {
        match self.fields.get_mut(number) {
            Some(entry) => entry.push(value),
            None => self.fields.insert(number, field, value),
        }
    }

    /// Sets fields that are not set to what they are then: the entries of maps are written with both.
    pub(super) fn complete(&mut self, model: &Model<'_>, entry: Id) {
        for (field, proto) in model.fields(entry) {
            let number = proto.number();
            if !self.fields.contains(number)
                && let Some(value) = model.link(field).kind.map(Value::zero)
            {
                self.push(number, field, value);
            }
        }
    }

    /// Forgets what else is set of the oneof that a field is in: of several members, the last one counts.
    pub(super) fn clear_oneof(&mut self, model: &Model<'_>, field: Id) {
        let Some(oneof) = oneof_of(model, field) else {
            return;
        };
        self.fields
            .retain(|entry| entry.field == field || oneof_of(model, entry.field) != Some(oneof));
    }

    /// Writes the fields that `wanted` says yes to, in front of what is written.
    pub(super) fn encode(
        &self,
        model: &Model<'_>,
        writer: &mut Writer,
        wanted: impl Fn(Id) -> bool,
    ) {
        for entry in self.fields.values().rev() {
            if wanted(entry.field) {
                entry.write(model, writer);
            }
        }
    }

    pub(super) fn encode_all(&self, model: &Model<'_>) -> Vec<u8> {
        let mut writer = Writer::default();
        self.write(model, &mut writer);
        writer.into_vec()
    }

    pub(super) fn write(&self, model: &Model<'_>, writer: &mut Writer) {
        self.encode(model, writer, |_| true);
    }

    /// The names of required fields that are not set, here or below; `around` are the fields that lead here.
    pub(super) fn missing(
        &self,
        model: &Model<'_>,
        message: Id,
        around: &mut Vec<Id>,
        missing: &mut Vec<String>,
    ) {
        let required = model.with_required.contains(&message);
        let fields = model.fields(message).filter(|_| required);
        for (id, field) in fields {
            if model.is_required(id) && !self.fields.contains(field.number()) {
                let around = around.iter().map(|field| model.pool.name(*field));
                let names: Vec<_> = around.chain([field.name()]).collect();
                missing.push(names.join("."));
            }
        }
        for entry in self.fields.values() {
            let Some(target) = model.link(entry.field).target else {
                continue;
            };
            for value in entry.values() {
                if let Value::Message(tree) = value {
                    around.push(entry.field);
                    tree.missing(model, target, around, missing);
                    around.pop();
                }
            }
        }
    }
}

/// The oneof that a field is in.
pub(super) fn oneof_of(model: &Model<'_>, field: Id) -> Option<Id> {
    let Of::Field(proto) = model.pool.of(field) else {
        return None;
    };
    model.oneof(model.containing(field)?, proto.oneof_index?)
}

impl Entry {
    fn write(&self, model: &Model<'_>, writer: &mut Writer) {
        let tag_number = self.number.cast_unsigned();
        if model.is_packed(self.field) {
            writer.delimited(|writer| {
                for value in self.values().rev() {
                    write_bare(model, value, writer);
                }
            });
            writer.tag(tag_number, WireType::Delimited);
            return;
        }
        let of_set = matches!(model.pool.of(self.field), Of::Extension(_))
            && model
                .containing(self.field)
                .is_some_and(|set| model.is_message_set(set));
        let implicit = !model.is_repeated(self.field) && model.is_implicit(self.field);
        for value in self.values().rev() {
            match value {
                value if implicit && value.is_zero() => {}
                Value::Message(tree) if of_set => write_item(model, tag_number, tree, writer),
                Value::Message(tree) if model.is_delimited(self.field) => {
                    writer.varint(end_tag(tag_number));
                    tree.write(model, writer);
                    writer.tag(tag_number, WireType::Group);
                }
                value => {
                    write_bare(model, value, writer);
                    writer.tag(tag_number, wire_type(value));
                }
            }
        }
    }
}

/// An item of a message set: `group { 2: type_id 3: message }` under the number 1.
fn write_item(model: &Model<'_>, number: u32, tree: &Tree, writer: &mut Writer) {
    writer.varint(end_tag(1));
    writer.delimited(|writer| tree.write(model, writer));
    writer.tag(3, WireType::Delimited);
    writer.varint(u64::from(number));
    writer.tag(2, WireType::Varint);
    writer.tag(1, WireType::Group);
}

/// The tag that ends a group.
fn end_tag(number: u32) -> u64 {
    u64::from(number) << 3 | 4
}

fn write_bare(model: &Model<'_>, value: &Value, writer: &mut Writer) {
    match value {
        Value::Varint(value) => writer.varint(*value),
        Value::Fixed32(value) => writer.prepend(&value.to_le_bytes()),
        Value::Fixed64(value) => writer.prepend(&value.to_le_bytes()),
        Value::Bytes(bytes) => writer.delimited(|writer| writer.prepend(bytes)),
        Value::Message(tree) => writer.delimited(|writer| tree.write(model, writer)),
    }
}

fn wire_type(value: &Value) -> WireType {
    match value {
        Value::Varint(_) => WireType::Varint,
        Value::Fixed32(_) => WireType::Fixed32,
        Value::Fixed64(_) => WireType::Fixed64,
        Value::Bytes(_) | Value::Message(_) => WireType::Delimited,
    }
}

/// A signed number as a field of this type has it.
pub(super) fn signed(kind: Type, value: i64) -> Value {
    let low = |value: i64| u32::try_from(value & i64::from(u32::MAX)).unwrap_or_default();
    match kind {
        Type::Sint32 | Type::Sint64 => Value::Varint((value << 1 ^ value >> 63).cast_unsigned()),
        Type::Sfixed32 => Value::Fixed32(low(value)),
        Type::Sfixed64 => Value::Fixed64(value.cast_unsigned()),
        _ => Value::Varint(value.cast_unsigned()),
    }
}

/// An unsigned number as a field of this type has it.
pub(super) fn unsigned(kind: Type, value: u64) -> Value {
    match kind {
        Type::Fixed32 => Value::Fixed32(u32::try_from(value).unwrap_or(u32::MAX)),
        Type::Fixed64 => Value::Fixed64(value),
        _ => Value::Varint(value),
    }
}

/// A number with a fraction as a field of this type has it.
pub(super) fn floating(kind: Type, value: f64) -> Value {
    if kind == Type::Float {
        Value::Fixed32(to_f32(value).to_bits())
    } else {
        Value::Fixed64(value.to_bits())
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a float option holds the nearest float"
)]
fn to_f32(value: f64) -> f32 {
    value as f32
}
