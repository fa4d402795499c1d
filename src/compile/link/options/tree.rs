//! Messages whose type is known only to the schema: the values of options on their way to bytes.

use crate::compile::link::element::{Id, Of};
use crate::compile::link::model::Model;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::wire::{WireType, Writer};
use std::collections::{BTreeMap, btree_map::Entry as Slot};

/// A message: its fields that are set, by number.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::compile::link) struct Tree {
    /// Boxed, since the map has room for eleven from the start, and most options are one field.
    pub(super) fields: BTreeMap<i32, Box<Entry>>,
}

/// One field that is set.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) field: Id,
    /// One, unless the field is repeated.
    pub(super) values: Vec<Value>,
}

/// One value, as it goes onto the wire.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Varint(u64),
    Fixed32(u32),
    Fixed64(u64),
    Bytes(Vec<u8>),
    Message(Tree),
}

impl Value {
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
        let entry = self.fields.entry(number).or_insert_with(|| {
            let values = vec![Value::Message(Self::default())];
            Box::new(Entry { field, values })
        });
        match entry.values.first_mut() {
            Some(Value::Message(tree)) => Some(tree),
            _ => None,
        }
    }

    pub(super) fn push(&mut self, number: i32, field: Id, value: Value) {
        match self.fields.entry(number) {
            Slot::Vacant(slot) => {
                let values = vec![value];
                slot.insert(Box::new(Entry { field, values }));
            }
            Slot::Occupied(mut slot) => slot.get_mut().values.push(value),
        }
    }

    /// Forgets what else is set of the oneof that a field is in: of several members, the last one counts.
    pub(super) fn clear_oneof(&mut self, model: &Model<'_>, field: Id) {
        let Some(oneof) = oneof_of(model, field) else {
            return;
        };
        self.fields
            .retain(|_, entry| entry.field == field || oneof_of(model, entry.field) != Some(oneof));
    }

    /// The encoding of the fields that `wanted` says yes to.
    pub(in crate::compile::link) fn encode(
        &self,
        model: &Model<'_>,
        wanted: impl Fn(Id) -> bool,
    ) -> Vec<u8> {
        let mut writer = Writer::default();
        for (number, entry) in self.fields.iter().rev() {
            if wanted(entry.field) {
                entry.write(model, *number, &mut writer);
            }
        }
        writer.into_vec()
    }

    pub(super) fn encode_all(&self, model: &Model<'_>) -> Vec<u8> {
        self.encode(model, |_| true)
    }

    fn write(&self, model: &Model<'_>, writer: &mut Writer) {
        for (number, entry) in self.fields.iter().rev() {
            entry.write(model, *number, writer);
        }
    }

    /// The names of required fields that are not set, here or below.
    pub(super) fn missing(
        &self,
        model: &Model<'_>,
        message: Id,
        prefix: &str,
        missing: &mut Vec<String>,
    ) {
        for (id, field) in model.fields(message) {
            if model.is_required(id) && !self.fields.contains_key(&field.number()) {
                missing.push(format!("{prefix}{}", field.name()));
            }
        }
        for entry in self.fields.values() {
            let Some(target) = model.link(entry.field).target else {
                continue;
            };
            for value in &entry.values {
                if let Value::Message(tree) = value {
                    let prefix = format!("{prefix}{}.", model.pool.name(entry.field));
                    tree.missing(model, target, &prefix, missing);
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
    fn write(&self, model: &Model<'_>, number: i32, writer: &mut Writer) {
        let tag_number = number.cast_unsigned();
        if model.is_packed(self.field) {
            writer.delimited(|writer| {
                for value in self.values.iter().rev() {
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
        for value in self.values.iter().rev() {
            match value {
                value if implicit && value.is_zero() => {}
                Value::Message(tree) if of_set => write_item(model, number, tree, writer),
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
fn write_item(model: &Model<'_>, number: i32, tree: &Tree, writer: &mut Writer) {
    writer.varint(end_tag(1));
    writer.delimited(|writer| tree.write(model, writer));
    writer.tag(3, WireType::Delimited);
    writer.varint(u64::from(number.cast_unsigned()));
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
