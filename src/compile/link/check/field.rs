//! Fields and extensions: numbers, labels, types, and options that only some types can have.

use super::Checker;
use super::numbers::LARGEST;
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::field_descriptor_proto::{Label, Type};
use crate::descriptor::google::protobuf::field_options::JsType;
use crate::descriptor::google::protobuf::{Edition, FieldDescriptorProto};
use crate::schema::EnumType;
use crate::schema::names::entry_name;

const NUMBERS: &str = "numbers go from 1 to 536870911";

impl Checker<'_, '_> {
    pub(super) fn field(&mut self, id: Id, field: &FieldDescriptorProto) {
        self.at(Stage::Declarations).field_number(id, field);
        self.default_value(id, field);
        self.at(Stage::Rules).field_options(id, field);
        self.field_features(id, field);
        self.map_field(id, field);
        if self.is_proto3(id) {
            self.proto3_field(id, field);
        }
        if field.json_name().contains('\0') {
            let text = "a JSON name has no null characters";
            self.fault_with_help(id, Part::JsonName, text, "remove `\\0`");
        }
    }

    fn field_number(&mut self, id: Id, field: &FieldDescriptorProto) {
        let number = field.number();
        let is_extension = matches!(self.model.pool.of(id), Of::Extension(_));
        if field.number.is_none() {
            // The parser has told.
        } else if number <= 0 {
            let text = format!(
                "the number of `{}` is {number}, but numbers are positive",
                field.name()
            );
            self.fault_with_help(id, Part::Number, text, NUMBERS);
        } else if number > LARGEST && !is_extension {
            let text = format!("the number of `{}` is greater than {LARGEST}", field.name());
            self.fault_with_help(id, Part::Number, text, NUMBERS);
        }
    }

    fn default_value(&mut self, id: Id, field: &FieldDescriptorProto) {
        let Some(default) = &field.default_value else {
            return;
        };
        if field.label == Some(Label::Repeated) {
            self.fault_with_help(
                id,
                Part::Default,
                "a repeated field has no default",
                "remove it",
            );
        }
        let link = self.model.link(id);
        self.at(Stage::Names);
        match link.kind {
            Some(Type::Message | Type::Group) => {
                self.fault_with_help(id, Part::Default, "a message has no default", "remove it");
            }
            Some(Type::Enum) => {
                let Some(enumeration) = link.target else {
                    return;
                };
                if self.model.enum_value(enumeration, default).is_none() {
                    let name = self.model.pool.full_name(enumeration);
                    let text = format!("the enum `{name}` has no value `{default}`");
                    let help = self.model.value_meant(enumeration, default);
                    self.fault_with_help(id, Part::Default, text, help);
                }
            }
            _ => {}
        }
    }

    fn field_options(&mut self, id: Id, field: &FieldDescriptorProto) {
        let Some(options) = self.model.field_options(id) else {
            return;
        };
        let kind = self.model.link(id).kind;
        let name = field.name();
        // A type that is not known has been told.
        let Some(kind) = kind else { return };
        let lazy = options.lazy == Some(true) || options.unverified_lazy == Some(true);
        let wide = matches!(
            kind,
            Type::Int64 | Type::Uint64 | Type::Sint64 | Type::Fixed64 | Type::Sfixed64
        );
        let jstype = options
            .jstype
            .is_some_and(|jstype| jstype != JsType::JsNormal);
        let packed = options.packed == Some(true);
        if lazy && (kind != Type::Message || self.model.is_delimited(id)) {
            let text = format!("only a message can be lazy, which `{name}` is not");
            self.option_fault(id, "lazy", text);
        }
        if options.unverified_lazy == Some(true)
            && matches!(self.model.pool.of(id), Of::Extension(_))
        {
            let text = format!("an extension cannot be `unverified_lazy`, as `{name}` is");
            let part = self.written(id, "unverified_lazy").unwrap_or(Part::Type);
            self.fault_with_help(id, part, text, "set `lazy = true`");
        }
        if packed && self.is_legacy(id) && !self.model.is_packable(id) {
            let text = format!("only a repeated number can be packed, which `{name}` is not");
            self.option_fault(id, "packed", text);
        }
        if options.ctype.is_some()
            && !self.is_legacy(id)
            && self.model.edition_of(id) != Edition::Edition2023
        {
            let text = "there is no option `ctype` from edition 2024 on";
            let help = "set `features.(pb.cpp).string_type`";
            let part = self.written(id, "ctype").unwrap_or(Part::Type);
            self.fault_with_help(id, part, text, help);
        }
        if jstype && !wide {
            let text = format!("only a 64-bit integer can have a `jstype`, which `{name}` is not");
            self.option_fault(id, "jstype", text);
        }
    }

    /// That an option is not for a field of this type.
    fn option_fault(&mut self, id: Id, option: &str, text: String) {
        let part = self.written(id, option).unwrap_or(Part::Type);
        self.fault_with_help(id, part, text, "remove the option");
    }

    fn proto3_field(&mut self, id: Id, field: &FieldDescriptorProto) {
        if field.label == Some(Label::Required) {
            self.fault_with_help(
                id,
                Part::Label,
                "proto3 has no required fields",
                "write `optional` to tell whether it is set, or no label",
            );
        }
        if field.default_value.is_some() {
            self.fault_with_help(
                id,
                Part::Default,
                "proto3 has no default values",
                "remove it, or begin the file with `edition = \"2024\";`",
            );
        }
        let link = self.model.link(id);
        if link.kind == Some(Type::Group) {
            self.fault_with_help(
                id,
                Part::Type,
                "proto3 has no groups",
                "declare a message, and a field of it",
            );
        }
        let Some(enumeration) = link.target.filter(|_| link.kind == Some(Type::Enum)) else {
            return;
        };
        let closed = self
            .model
            .feature(enumeration)
            .is_some_and(|features| features.enum_type == EnumType::Closed);
        if closed {
            let name = self.model.pool.full_name(enumeration);
            let text =
                format!("the enum `{name}` is closed, and proto3 messages can only have open ones");
            let finding = self.model.pool.finding(id, Part::Type, text);
            let place = self
                .model
                .pool
                .beside("the enum is", enumeration, Part::Name);
            let help = "declare the enum in a proto3 file, or make the field an `int32`";
            self.tell(finding.beside(place).help(help));
        }
    }

    /// A map entry is the type of the one field that it was made for.
    fn map_field(&mut self, id: Id, field: &FieldDescriptorProto) {
        let link = self.model.link(id);
        let Some(entry) = link
            .target
            .filter(|target| self.model.is_map_entry(*target))
        else {
            return;
        };
        let pool = &self.model.pool;
        let own = self.model.is_repeated(id)
            && matches!(pool.of(id), Of::Field(_))
            && pool.element(entry).parent == pool.element(id).parent
            && pool.name(entry) == entry_name(field.name());
        if !own {
            let name = pool.full_name(entry);
            let text = format!(
                "`{name}` is the entry of a map, which no other field can have as its type"
            );
            self.fault_with_help(
                id,
                Part::Type,
                text,
                "declare a map or a message of its own",
            );
            return;
        }
        self.map_key_and_value(id, entry);
    }

    fn map_key_and_value(&mut self, id: Id, entry: Id) {
        let mut fields = self.model.fields(entry);
        let (Some((key, _)), Some((value, _))) = (fields.next(), fields.next()) else {
            return;
        };
        if matches!(
            self.model.link(key).kind,
            Some(
                Type::Enum | Type::Float | Type::Double | Type::Message | Type::Group | Type::Bytes
            )
        ) {
            let text = "the key of a map is an integer, a bool or a string";
            let help = "take one of these, or a repeated message with a field for the key";
            self.fault_with_help(id, Part::Type, text, help);
        }
        let link = self.model.link(value);
        if link.kind == Some(Type::Group) && link.target.is_none() {
            let help = "declare a message beside the map, and name that";
            self.fault_with_help(id, Part::Type, "a map cannot hold groups", help);
        }
        if let Some(enumeration) = link.target
            && let Of::Enum(proto) = self.model.pool.of(enumeration)
            && proto.value.first().is_some_and(|first| first.number() != 0)
        {
            let text = format!(
                "an enum that is the value of a map begins with zero, which `{}` does not",
                proto.name()
            );
            let pool = &self.model.pool;
            let finding = pool.finding(id, Part::Type, text);
            let place = pool.beside("the enum is", enumeration, Part::Name);
            let help = "move its zero value to the front, or give it one";
            self.tell(finding.beside(place).help(help));
        }
    }
}
