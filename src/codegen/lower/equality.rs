//! Which messages can have `Eq` and `Hash`: those that no floating-point number, hash map or foreign type is reachable from.

use crate::codegen::options::{MapType, Options};
use crate::codegen::paths::{Paths, Place};
use crate::schema::{Kind, MessageId, Schema, Shape};

pub(super) struct TotalEquality(Vec<bool>);

impl TotalEquality {
    pub(super) fn new(schema: &Schema, options: &Options, paths: &Paths) -> Self {
        let mut users = vec![Vec::new(); schema.messages().len()];
        let mut total = vec![true; schema.messages().len()];
        let mut open = Vec::new();
        for message in schema.messages() {
            for field in &message.fields {
                if let Kind::Message(used) | Kind::Group(used) = field.kind {
                    users[used.index()].push(message.id);
                }
            }
            let hash_map = |shape| shape == Shape::Map && options.map == MapType::Hash;
            let partial = message.fields.iter().any(|field| {
                matches!(field.kind, Kind::Double | Kind::Float) || hash_map(field.shape)
            });
            if partial
                || matches!(paths.message(message.id), Place::External(path) if !path.is_empty())
            {
                open.push(message.id);
            }
        }
        while let Some(id) = open.pop() {
            if std::mem::take(&mut total[id.index()]) {
                open.append(&mut users[id.index()]);
            }
        }
        Self(total)
    }

    pub(super) fn holds(&self, id: MessageId) -> bool {
        self.0[id.index()]
    }

    /// Whether a value of this kind has it.
    pub(super) fn of(&self, kind: Kind) -> bool {
        match kind {
            Kind::Double | Kind::Float => false,
            Kind::Message(id) | Kind::Group(id) => self.holds(id),
            _ => true,
        }
    }
}
