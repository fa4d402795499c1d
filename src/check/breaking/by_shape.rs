//! Which types are read where others were written: by how they are encoded, and by what messages hold.
//!
//! By name alone a renamed type is another one. Where `types_by_shape` is set, its fields are compared as the rules compare
//! those of a message that is on both sides.

use super::field_default;
use crate::check::ranges::{exclusive, uncovered};
use crate::check::{Findings, Pair};
use crate::schema::{Enum, Field, Kind, Message, MessageId, Schema, Shape};
use std::collections::{HashMap, HashSet};

/// What has to stay readable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    Binary,
    BinaryAndJson,
}

/// Whether the new one of two types, which have different names, is read where the old one was written.
pub(super) fn is_read(kinds: Pair<Kind>, encoding: Encoding, findings: &Findings) -> bool {
    match alike(kinds, encoding, findings) {
        Alike::Yes => true,
        Alike::No => false,
        Alike::AsMessages(ids) => {
            let mut walk = Walk {
                encoding,
                findings,
                pending: vec![ids],
            };
            findings.config().types_by_shape && walk.finds_all_alike()
        }
    }
}

/// Whether the old one of two types is gone, and the new one stands for it in either encoding.
pub(super) fn is_renamed(kinds: Pair<Kind>, findings: &Findings) -> bool {
    let old = findings.old_schema();
    let name = match kinds.old {
        Kind::Enum(id) => &old.enumeration(id).full_name,
        kind => match kind.message() {
            Some(id) => &old.message(id).full_name,
            None => return false,
        },
    };
    findings.config().types_by_shape
        && findings.schema().find(name).is_none()
        && is_read(kinds, Encoding::BinaryAndJson, findings)
}

/// Whether two types with different names are encoded alike.
enum Alike {
    Yes,
    No,
    /// Where these messages are.
    AsMessages(Pair<MessageId>),
}

fn alike(kinds: Pair<Kind>, encoding: Encoding, findings: &Findings) -> Alike {
    let by_shape = findings.config().types_by_shape;
    let binary = encoding == Encoding::Binary;
    let is_alike = match (kinds.old, kinds.new) {
        (Kind::Message(old), Kind::Message(new)) | (Kind::Group(old), Kind::Group(new)) => {
            return Alike::AsMessages(Pair { old, new });
        }
        (Kind::Enum(old), Kind::Enum(new)) => {
            let old = findings.old_schema().enumeration(old);
            let new = findings.schema().enumeration(new);
            // What becomes of an enum that is on both sides is for other rules.
            new.full_name == old.full_name
                || (by_shape || new.name == old.name) && has_values_of(new, old)
        }
        (Kind::Enum(_), new) if by_shape && binary => is_integer(new),
        (old, Kind::Enum(new)) if by_shape && binary => {
            is_integer(old) && !findings.schema().enumeration(new).closed
        }
        (Kind::String, Kind::Bytes) if binary => true,
        (old, new) => encoding.of_kind(old) == encoding.of_kind(new),
    };
    if is_alike { Alike::Yes } else { Alike::No }
}

fn has_values_of(new: &Enum, old: &Enum) -> bool {
    let values: HashSet<_> = new.values.iter().map(|v| (&v.name, v.number)).collect();
    let mut needed = old.values.iter().map(|value| (&value.name, value.number));
    needed.all(|value| values.contains(&value))
}

/// Integers that are encoded as enums are.
fn is_integer(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64
    )
}

/// Two messages on the way through all that they lead to.
struct Walk<'a, 'f> {
    encoding: Encoding,
    findings: &'f Findings<'a>,
    /// What is still to be compared.
    pending: Vec<Pair<MessageId>>,
}

impl Walk<'_, '_> {
    /// Whether all that is pending is alike. Messages that lead to each other are, while nothing speaks against it.
    fn finds_all_alike(&mut self) -> bool {
        let mut seen = HashSet::new();
        while let Some(ids) = self.pending.pop() {
            if !seen.insert((ids.old, ids.new)) {
                continue;
            }
            let messages = self.findings.with_schemas(ids, Schema::message);
            let names = messages.map(|message| &message.full_name);
            if names.differs() && !(self.frames_alike(messages) && self.fields_alike(messages)) {
                return false;
            }
        }
        true
    }

    /// Whether messages are alike but for their fields.
    fn frames_alike(&self, messages: Pair<&Message>) -> bool {
        let Pair { old, new } = messages;
        // The well-known types have JSON of their own.
        let has_own_json = |message: &Message| message.full_name.starts_with("google.protobuf.");
        let own_json = has_own_json(old) || has_own_json(new);
        let open: Vec<_> = new.extension_ranges.iter().map(exclusive).collect();
        let mut extensions = old.extension_ranges.iter().map(exclusive);
        (self.encoding == Encoding::Binary || !own_json)
            && old.message_set == new.message_set
            && extensions.all(|range| uncovered(range, &open).is_empty())
    }

    fn fields_alike(&mut self, messages: Pair<&Message>) -> bool {
        let fields = messages.new.fields.iter();
        let mut added: HashMap<_, _> = fields.map(|field| (field.number, field)).collect();
        for old in &messages.old.fields {
            let alike = match added.remove(&old.number) {
                Some(new) => self.field_alike(Pair { old, new }),
                None => self.is_reserved(messages.new, old),
            };
            if !alike {
                return false;
            }
        }
        let mut added = added.values();
        added.all(|field| field.shape != Shape::Required)
    }

    fn is_reserved(&self, message: &Message, field: &Field) -> bool {
        message.reserves(field.number)
            && match self.encoding {
                Encoding::Binary => true,
                Encoding::BinaryAndJson => message.reserved_names.contains(&field.name),
            }
    }

    fn field_alike(&mut self, field: Pair<&Field>) -> bool {
        let shapes = field.map(|field| self.encoding.of_shape(field.shape));
        let names = field.map(|field| (&field.name, &field.json_name));
        let oneofs = self.findings.with_schemas(field, oneof_of);
        let named_otherwise = self.encoding == Encoding::BinaryAndJson && names.differs();
        if shapes.differs() || named_otherwise || oneofs.differs() {
            return false;
        }
        let kinds = field.map(|field| field.kind);
        match alike(kinds, self.encoding, self.findings) {
            Alike::Yes => {}
            Alike::No => return false,
            Alike::AsMessages(ids) => self.pending.push(ids),
        }
        field_default::is_kept(field, self.findings)
    }
}

/// The name of the oneof that a field is in.
pub(super) fn oneof_of<'a>(schema: &'a Schema, field: &Field) -> Option<&'a str> {
    let message = schema.message(field.scope?);
    Some(&message.oneofs.get(field.oneof?)?.name)
}

impl Encoding {
    /// Types with the same answer are encoded alike; messages and enums, as far as what they hold is.
    fn of_kind(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (
                Self::Binary,
                Kind::Bool | Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64,
            ) => "varint",
            (Self::Binary, Kind::Sint32 | Kind::Sint64) => "zigzag",
            (_, Kind::Bool) => "bool",
            (_, Kind::Int32 | Kind::Uint32) => "int32",
            (_, Kind::Int64 | Kind::Uint64) => "int64",
            (_, Kind::Sint32) => "sint32",
            (_, Kind::Sint64) => "sint64",
            (_, Kind::Fixed32 | Kind::Sfixed32) => "fixed32",
            (_, Kind::Fixed64 | Kind::Sfixed64) => "fixed64",
            (_, Kind::Double) => "double",
            (_, Kind::Float) => "float",
            (_, Kind::String) => "string",
            (_, Kind::Bytes) => "bytes",
            (_, Kind::Enum(_)) => "enum",
            (_, Kind::Message(_)) => "message",
            (_, Kind::Group(_)) => "group",
        }
    }

    /// Cardinalities with the same answer are encoded alike, and called so.
    pub(super) fn of_shape(self, shape: Shape) -> &'static str {
        match (self, shape) {
            (_, Shape::Implicit | Shape::Explicit) => "optional",
            (_, Shape::Required) => "required",
            (Self::Binary, Shape::Map) | (_, Shape::Repeated | Shape::Packed) => "repeated",
            (Self::BinaryAndJson, Shape::Map) => "a map",
        }
    }
}
