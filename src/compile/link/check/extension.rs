//! Extensions: whether what they extend lets them.

use super::Checker;
use crate::compile::link::element::{Id, Part};
use crate::compile::link::scalars::{is_scalar, scalar_name};
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::FieldDescriptorProto;
use crate::descriptor::google::protobuf::extension_range_options::{
    Declaration, VerificationState,
};
use crate::descriptor::google::protobuf::field_descriptor_proto::{Label, Type};
use crate::schema::names::json_name;

/// What proto3 can extend.
const OPTIONS: &[&str] = &[
    "google.protobuf.FileOptions",
    "google.protobuf.MessageOptions",
    "google.protobuf.FieldOptions",
    "google.protobuf.EnumOptions",
    "google.protobuf.EnumValueOptions",
    "google.protobuf.ServiceOptions",
    "google.protobuf.MethodOptions",
    "google.protobuf.OneofOptions",
    "google.protobuf.ExtensionRangeOptions",
];

impl Checker<'_, '_> {
    pub(super) fn extension(&mut self, id: Id, field: &FieldDescriptorProto) {
        let name = field.name();
        if field.label == Some(Label::Required) {
            let text = format!("the extension `{name}` cannot be required");
            self.at(Stage::Declarations)
                .fault_with_help(id, Part::Type, text, "write `optional`");
        }
        if field
            .json_name
            .as_ref()
            .is_some_and(|given| *given != json_name(name))
        {
            let text = "an extension has no JSON name of its own";
            self.at(Stage::Rules).fault_with_help(
                id,
                Part::JsonName,
                text,
                "remove it: its name in JSON is its full name in brackets",
            );
        }
        let Some(message) = self.model.link(id).second else {
            return;
        };
        self.at(Stage::Rules).extended(id, field, message);
        let number = field.number();
        let mut ranges = self.model.ranges(message);
        let range = ranges.find(|(_, range)| (range.start()..range.end()).contains(&number));
        match range {
            Some((range, _)) => self.declared(id, field, message, range),
            None => self.at(Stage::Names).outside(id, number, message),
        }
    }

    fn extended(&mut self, id: Id, field: &FieldDescriptorProto, message: Id) {
        let pool = &self.model.pool;
        let full_name = pool.full_name(message);
        if self.is_proto3(id) && !OPTIONS.contains(&full_name.as_str()) {
            let text = format!("proto3 has extensions for options only, `{full_name}` is none");
            let help = "begin the file with `edition = \"2024\";`, or give the message a field";
            self.at(Stage::Extended)
                .fault_with_help(id, Part::Extendee, text, help);
            self.at(Stage::Rules);
        }
        if self.model.is_message_set(message) {
            let is_message = self.model.link(id).kind == Some(Type::Message);
            if field.label == Some(Label::Repeated) || !is_message {
                let text = "an extension of a `MessageSet` is an optional message";
                self.fault_with_help(id, Part::Type, text, "wrap the value in a message");
            }
        }
        let file = pool.element(id).file;
        let other = pool.element(message).file;
        if self.model.is_lite(file) && !self.model.is_lite(other) {
            let text = format!("a lite file cannot extend `{full_name}`, which is not lite");
            let help = "set `optimize_for = LITE_RUNTIME` there too, or not here";
            self.fault_with_help(id, Part::Extendee, text, help);
        }
    }

    fn outside(&mut self, id: Id, number: i32, message: Id) {
        let pool = &self.model.pool;
        let text = format!(
            "`{}` has no extension range with the number {number}",
            pool.full_name(message)
        );
        let ranges = self.model.ranges(message);
        let ranges = ranges.map(|(_, range)| format!("{} to {}", range.start(), range.end() - 1));
        let ranges: Vec<_> = ranges.take(8).collect();
        self.fault_with_help(
            id,
            Part::Number,
            text,
            if ranges.is_empty() {
                "declare one there, as in `extensions 1000 to max;`, or give it a field".to_owned()
            } else {
                format!(
                    "take a number of its extension ranges: {}",
                    ranges.join(", ")
                )
            },
        );
    }

    /// Holds an extension against what its range declares.
    fn declared(&mut self, id: Id, field: &FieldDescriptorProto, message: Id, range: Id) {
        let Some(options) = self.model.range_options(range) else {
            return;
        };
        let number = field.number();
        let pool = &self.model.pool;
        if OPTIONS.contains(&pool.full_name(message).as_str()) {
            return;
        }
        let mut declarations = options.declaration.iter();
        let Some(declaration) = declarations.find(|declaration| declaration.number() == number)
        else {
            let closed = options.verification == Some(VerificationState::Declaration);
            if closed || !options.declaration.is_empty() {
                let text = format!(
                    "`{}` does not declare an extension {number}",
                    pool.full_name(message)
                );
                let finding = pool.finding(id, Part::Extendee, text);
                let place = pool.beside("what may extend it is declared", range, Part::Whole);
                let help = "add a declaration of it there, or take a number that has one";
                self.tell(finding.beside(place).help(help));
            }
            return;
        };
        for text in self.differences(id, declaration) {
            let pool = &self.model.pool;
            let finding = pool.finding(id, Part::Extendee, text);
            let finding = finding.beside(pool.beside("it is declared", range, Part::Whole));
            self.tell(finding.help("declare both alike"));
        }
    }

    fn differences(&self, id: Id, declaration: &Declaration) -> Vec<String> {
        let model = self.model;
        let number = declaration.number();
        if declaration.reserved() {
            return vec![format!("the extension number {number} is reserved")];
        }
        let mut differences = Vec::new();
        let link = model.link(id);
        let actual = match (link.target, link.kind) {
            (Some(target), _) => format!(".{}", model.pool.full_name(target)),
            (None, Some(kind)) => scalar_name(kind).to_owned(),
            (None, None) => return differences,
        };
        let declared = declaration.r#type();
        let declared = if is_scalar(declared) || declared.starts_with('.') {
            declared.to_owned()
        } else {
            format!(".{declared}")
        };
        if !declaration.r#type().is_empty() && declared != actual {
            differences.push(format!(
                "the extension {number} is declared with the type `{declared}`, not `{actual}`"
            ));
        }
        let actual = format!(".{}", model.pool.full_name(id));
        let declared = declaration.full_name();
        if !declared.is_empty() && declared != actual {
            differences.push(format!(
                "the extension {number} is declared with the name `{declared}`, not `{actual}`"
            ));
        }
        if declaration.repeated() != model.is_repeated(id) {
            let declared = if declaration.repeated() {
                "repeated"
            } else {
                "optional"
            };
            differences.push(format!("the extension {number} is declared `{declared}`"));
        }
        differences
    }
}
