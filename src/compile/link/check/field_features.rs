//! Features of fields that do not go together with what the field is.

use super::Checker;
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::link::features;
use crate::descriptor::google::protobuf::FieldDescriptorProto;
use crate::descriptor::google::protobuf::feature_set::{FieldPresence, RepeatedFieldEncoding};
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::schema::{EnumType, Presence};

impl Checker<'_, '_> {
    pub(super) fn field_features(&mut self, id: Id, field: &FieldDescriptorProto) {
        if self.is_legacy(id) {
            return;
        }
        let model = self.model;
        let name = field.name();
        let packed = model
            .field_options(id)
            .is_some_and(|options| options.packed.is_some());
        if packed {
            let text = "editions have no option `packed`";
            let part = self.written(id, "packed").unwrap_or(Part::Name);
            self.fault_with_help(
                id,
                part,
                text,
                "set `features.repeated_field_encoding = PACKED`, or `EXPANDED`",
            );
        }
        let Some(resolved) = model.feature(id).copied() else {
            return;
        };
        if model.is_implicit(id) && !model.is_repeated(id) {
            self.implicit_presence(id, field);
        }
        let is_extension = matches!(model.pool.of(id), Of::Extension(_));
        if is_extension && resolved.presence == Presence::Required {
            let text = format!("the extension `{name}` cannot be required");
            let part = self.written(id, "features").unwrap_or(Part::Name);
            self.fault_with_help(id, part, text, "remove the feature");
        }
        if model
            .containing(id)
            .is_some_and(|message| model.is_map_entry(message))
        {
            // They were copied from the map, which is checked itself.
            return;
        }
        self.own_presence(id, field);
        self.own_encodings(id, field);
    }

    fn implicit_presence(&mut self, id: Id, field: &FieldDescriptorProto) {
        let model = self.model;
        if field.default_value.is_some() {
            let text = format!("`{}` has no presence, so it has no default", field.name());
            self.fault_with_help(
                id,
                Part::Default,
                text,
                "set `features.field_presence = EXPLICIT`",
            );
        }
        let enumeration = model
            .link(id)
            .target
            .filter(|_| model.link(id).kind == Some(Type::Enum));
        let closed = enumeration
            .and_then(|enumeration| model.feature(enumeration))
            .is_some_and(|features| features.enum_type == EnumType::Closed);
        if closed {
            let text = format!(
                "`{}` has no presence, so its enum has to be open",
                field.name()
            );
            let help = "set `features.field_presence = EXPLICIT`";
            self.fault_with_help(id, Part::Type, text, help);
        }
    }

    fn own_presence(&mut self, id: Id, field: &FieldDescriptorProto) {
        let model = self.model;
        let Some(own) = features::own(model, id).and_then(|own| own.field_presence) else {
            return;
        };
        let is_extension = matches!(model.pool.of(id), Of::Extension(_));
        let is_message = matches!(model.link(id).kind, Some(Type::Message | Type::Group));
        let text = if field.oneof_index.is_some() {
            "a field of a oneof cannot set `field_presence`"
        } else if model.is_repeated(id) {
            "a repeated field cannot set `field_presence`"
        } else if is_extension && own != FieldPresence::LegacyRequired {
            "an extension cannot set `field_presence`"
        } else if is_message && own == FieldPresence::Implicit {
            "a message always has presence"
        } else {
            return;
        };
        let part = self.written(id, "features").unwrap_or(Part::Name);
        self.fault_with_help(id, part, text, "remove the feature");
    }

    fn own_encodings(&mut self, id: Id, _field: &FieldDescriptorProto) {
        let model = self.model;
        let Some(own) = features::own(model, id) else {
            return;
        };
        let kind = model.link(id).kind;
        // A type that is not known has been told.
        let Some(kind) = kind else { return };
        let mut faults = Vec::new();
        if own.repeated_field_encoding.is_some() && !model.is_repeated(id) {
            faults.push("only a repeated field can set `repeated_field_encoding`");
        }
        if own.utf8_validation.is_some() && kind != Type::String && !self.is_map_of_strings(id) {
            faults.push("only a string can set `utf8_validation`");
        }
        if own.repeated_field_encoding == Some(RepeatedFieldEncoding::Packed)
            && !model.is_packable(id)
        {
            faults.push("only a repeated number can be packed");
        }
        let is_message = matches!(kind, Type::Message | Type::Group) && !model.is_map(id);
        if own.message_encoding.is_some() && !is_message {
            faults.push("only a message can set `message_encoding`");
        }
        for text in faults {
            let part = self.written(id, "features").unwrap_or(Part::Name);
            self.fault_with_help(id, part, text, "remove the feature");
        }
    }

    fn is_map_of_strings(&self, id: Id) -> bool {
        let entry = self.model.link(id).target.filter(|_| self.model.is_map(id));
        let fields = entry.into_iter().flat_map(|entry| self.model.fields(entry));
        fields
            .into_iter()
            .any(|(field, _)| self.model.link(field).kind == Some(Type::String))
    }
}
