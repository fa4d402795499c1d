//! Messages and their oneofs.

use super::Checker;
use super::numbers::LARGEST;
use crate::compile::link::element::{Id, Part};
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::DescriptorProto;
use foldhash::{HashMap, HashSet, HashSetExt};

impl Checker<'_, '_> {
    pub(super) fn message(&mut self, id: Id, message: &DescriptorProto) {
        self.at(Stage::Declarations).message_numbers(id, message);
        self.at(Stage::Declarations)
            .reserved_names(id, &message.reserved_name);
        self.reserved_fields(id, message);
        self.at(Stage::Names).oneofs(id, message);
        self.at(Stage::Rules).json_names(id, message);
        self.range_limits(id);
        self.declarations(id);
        let message_set = self.model.is_message_set(id);
        if self.is_proto3(id) {
            if let Some((range, _)) = self.model.ranges(id).next() {
                let help = "remove it, or begin the file with `edition = \"2024\";`";
                self.fault_with_help(range, Part::Whole, "proto3 has no extension ranges", help);
            }
            if message_set {
                self.fault_with_help(
                    id,
                    Part::Name,
                    "proto3 has no `MessageSet`",
                    "remove the option",
                );
            }
        }
        if message_set && let Some((field, _)) = self.model.fields(id).next() {
            let text = "a `MessageSet` has no fields, only extensions";
            self.fault_with_help(field, Part::Name, text, "declare it in an `extend` block");
        }
        if let Some(part) = self.written(id, "map_entry") {
            let text = "`map_entry` is for the compiler only";
            self.fault_with_help(id, part, text, "write `map<KeyType, ValueType>`");
        }
    }

    pub(super) fn reserved_names(&mut self, id: Id, names: &[String]) {
        let mut seen = HashSet::with_capacity(names.len());
        for (index, name) in names.iter().enumerate() {
            if !seen.insert(name) {
                let text = format!("the name `{name}` is reserved twice");
                self.fault_with_help(id, Part::ReservedName(index), text, "remove one of them");
            }
        }
    }

    fn reserved_fields(&mut self, id: Id, message: &DescriptorProto) {
        if message.reserved_name.is_empty() {
            return;
        }
        let reserved = reserved_names(&message.reserved_name);
        for (field, proto) in self.model.fields(id) {
            if let Some(at) = reserved.get(proto.name()) {
                self.reserved_name(id, *at, field, proto.name());
            }
        }
    }

    /// That something has a name which is reserved.
    pub(super) fn reserved_name(&mut self, owner: Id, at: usize, id: Id, name: &str) {
        let pool = &self.model.pool;
        let finding = pool.finding(id, Part::Name, format!("the name `{name}` is reserved"));
        let place = pool.beside("it is reserved", owner, Part::ReservedName(at));
        self.tell(
            finding
                .beside(place)
                .help("take another name, or do not reserve it"),
        );
    }

    fn oneofs(&mut self, id: Id, message: &DescriptorProto) {
        let mut empty = vec![true; message.oneof_decl.len()];
        for field in &message.field {
            let index = field
                .oneof_index
                .and_then(|index| usize::try_from(index).ok());
            if let Some(empty) = index.and_then(|index| empty.get_mut(index)) {
                *empty = false;
            }
        }
        for (index, _) in (0..).zip(&empty).filter(|(_, empty)| **empty) {
            if let Some(oneof) = self.model.oneof(id, index) {
                let text = "a oneof has at least one field";
                self.fault_with_help(oneof, Part::Name, text, "give it one, or remove it");
            }
        }
    }

    /// Items of a `MessageSet` are not fields on the wire, so their numbers may be larger.
    fn range_limits(&mut self, id: Id) {
        let largest = if self.model.is_message_set(id) {
            i32::MAX
        } else {
            LARGEST
        };
        for (range, proto) in self.model.ranges(id) {
            if i64::from(proto.end()) > i64::from(largest) + 1 {
                let text = format!("extension numbers cannot be greater than {largest}");
                self.fault_with_help(range, Part::Whole, text, "write `max`");
            }
        }
    }
}

/// Which names are reserved, and where in the list of them.
pub(super) fn reserved_names(names: &[String]) -> HashMap<&str, usize> {
    let names = names.iter().enumerate();
    names.map(|(at, name)| (name.as_str(), at)).collect()
}
