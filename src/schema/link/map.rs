//! Map entries: the messages behind map fields.

use super::{Linker, Place};
use crate::schema::{Kind, Message, Shape};

impl Linker {
    /// A map entry has a key 1 and a value 2, both singular, and nothing else.
    pub(super) fn check_map_entry(&mut self, place: &Place, message: &Message) {
        if !message.map_entry {
            return;
        }
        let singular = |shape| matches!(shape, Shape::Implicit | Shape::Explicit);
        let valid = match message.fields.as_slice() {
            [key, value] => {
                (key.number, value.number) == (1, 2)
                    && (key.name.as_str(), value.name.as_str()) == ("key", "value")
                    && singular(key.shape)
                    && singular(value.shape)
                    && is_key(key.kind)
            }
            _ => false,
        };
        let empty = message.oneofs.is_empty()
            && message.messages.is_empty()
            && message.enums.is_empty()
            && message.extensions.is_empty()
            && message.extension_ranges.is_empty();
        if !valid || !empty || message.parent.is_none() {
            let name = &message.full_name;
            self.fault(
                place,
                format!("{name} is marked as a map entry, but is not a key 1 and a value 2"),
            );
        }
    }
}

fn is_key(kind: Kind) -> bool {
    match kind {
        Kind::Int32
        | Kind::Int64
        | Kind::Uint32
        | Kind::Uint64
        | Kind::Sint32
        | Kind::Sint64
        | Kind::Fixed32
        | Kind::Fixed64
        | Kind::Sfixed32
        | Kind::Sfixed64
        | Kind::Bool
        | Kind::String => true,
        Kind::Double
        | Kind::Float
        | Kind::Bytes
        | Kind::Enum(_)
        | Kind::Message(_)
        | Kind::Group(_) => false,
    }
}
