//! Extensions: what they extend, and that their numbers are free there.

use super::{Linker, Place};
use crate::descriptor::google::protobuf::FieldDescriptorProto;
use crate::report::Finding;
use crate::schema::{ExtensionId, Kind, MessageId, Shape, Symbol};
use foldhash::{HashMap, HashMapExt};

impl Linker {
    pub(super) fn lower_extension(
        &mut self,
        place: &mut Place,
        field: FieldDescriptorProto,
    ) -> ExtensionId {
        let id = ExtensionId::new(self.extensions.len());
        let field = self.lower_field(place, field, None);
        if let Some(field) = &field {
            self.check_extension(place, field);
            if field.shape == Shape::Required {
                let text = format!("the extension {} is required", field.full_name);
                self.fault(place, text);
            }
        }
        self.extensions.push(field);
        id
    }

    /// The message that a field extends; `member` says that it is none of an extension and must not have any.
    pub(super) fn extendee(
        &mut self,
        place: &Place,
        full_name: &str,
        field: &FieldDescriptorProto,
        member: bool,
    ) -> Option<MessageId> {
        match (&field.extendee, member) {
            (None, true) => None,
            (None, false) => {
                self.fault(place, format!("the extension {full_name} extends nothing"));
                None
            }
            (Some(extendee), true) => {
                let text = format!("{full_name} is a field, but extends {extendee}");
                self.fault(place, text);
                None
            }
            (Some(extendee), false) => match self.resolve(place, full_name, extendee)? {
                Symbol::Message(id) => Some(id),
                Symbol::Enum(_) | Symbol::Service(_) | Symbol::Extension(_) => {
                    let text = format!("{full_name} extends {extendee}, which is not a message");
                    self.fault(place, text);
                    None
                }
            },
        }
    }

    /// Every extension must have a number that its extendee leaves to extensions, and none must have it twice.
    pub(super) fn check_extension_numbers(&mut self) {
        let mut taken = HashMap::new();
        for field in self.extensions.iter().flatten() {
            let Some(extendee) = field.extendee else {
                continue;
            };
            let mut fault = |text: String| {
                let file = self.files.get(field.file.index());
                let file = file.map_or("", |file| &file.name);
                let finding = Finding::error(text).in_file(file).at(field.span);
                self.report.push(finding);
            };
            let (name, number) = (&field.full_name, field.number);
            if let Some(other) = taken.insert((extendee, number), name) {
                fault(format!(
                    "the extensions {other} and {name} share the number {number}"
                ));
            }
            let Some(message) = self.messages.get(extendee.index()).and_then(Option::as_ref) else {
                continue;
            };
            let mut ranges = message.extension_ranges.iter();
            if !ranges.any(|range| range.contains(&number)) {
                let extended = &message.full_name;
                fault(format!(
                    "{name} has the number {number}, which {extended} does not leave to extensions"
                ));
            }
            let item = matches!(field.kind, Kind::Message(_)) && field.shape == Shape::Explicit;
            if message.message_set && !item {
                fault(format!(
                    "{name} extends a MessageSet, but is not an optional message"
                ));
            }
        }
    }
}
