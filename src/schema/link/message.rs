//! Messages and their oneofs.

use super::range::{self, Taken};
use super::{DEEPEST_NESTING, Linker, Place};
use crate::descriptor::google::protobuf::{
    DescriptorProto, FieldDescriptorProto, OneofDescriptorProto, SymbolVisibility,
};
use crate::schema::{DefaultVisibility, Features, Field, Message, MessageId, Oneof, Visibility};

/// What became of a message's declared oneofs.
pub(super) struct Oneofs {
    kept: Vec<Oneof>,
    /// By declaration.
    pub(super) declared: Vec<DeclaredOneof>,
}

#[derive(Clone, Copy)]
pub(super) struct DeclaredOneof {
    /// Where it is kept; nowhere if it only carries proto3 `optional`.
    pub(super) position: Option<usize>,
    pub(super) features: Features,
}

impl Linker {
    pub(super) fn lower_message(
        &mut self,
        place: &mut Place,
        mut message: DescriptorProto,
    ) -> MessageId {
        let id = MessageId::new(self.next_message);
        self.next_message += 1;
        let name = message.name.take().unwrap_or_default();
        let full_name = self.checked_name(place, &name);
        let options = message.options.take();
        let own = options
            .as_ref()
            .and_then(|options| options.features.as_deref());
        let features = self.features(place, place.features, own, &full_name);
        let visibility = visibility(place, message.visibility);
        let (span, comments) = place.location();
        if place.depth == DEEPEST_NESTING {
            // The first pass went no deeper either.
            return id;
        }
        let message_set = self.names.message(id).message_set;
        let largest = range::largest_number(message_set);
        let extension_ranges = self.extension_ranges(place, &full_name, &message, largest);
        let reserved_ranges = self.reserved_ranges(place, &full_name, &message, largest);
        self.check_apart(place, &full_name, &extension_ranges, &reserved_ranges);
        let parent = place.message;
        let lowered = place.within(id, &full_name, features, |place| {
            let messages = place.each(3, message.nested_type, |place, nested| {
                self.lower_message(place, nested)
            });
            let enums = place.each(4, message.enum_type, |place, nested| {
                self.lower_enum(place, nested)
            });
            let extensions = place.each(6, message.extension, |place, extension| {
                self.lower_extension(place, extension)
            });
            let mut oneofs = self.lower_oneofs(place, id, message.oneof_decl, &message.field);
            let fields = place.each(2, message.field, |place, field| {
                self.lower_field(place, field, Some(&oneofs))
            });
            let fields: Vec<_> = fields.into_iter().flatten().collect();
            self.fill_oneofs(place, &mut oneofs.kept, &fields);
            Message {
                id,
                file: place.file,
                parent,
                name,
                full_name: full_name.clone(),
                fields,
                oneofs: oneofs.kept,
                messages,
                enums,
                extensions,
                extendable: !extension_ranges.is_empty(),
                extension_ranges,
                reserved_ranges,
                reserved_names: message.reserved_name,
                map_entry: self.names.message(id).map_entry,
                message_set,
                deprecated: options.as_ref().and_then(|options| options.deprecated) == Some(true),
                visibility,
                features,
                options,
                comments,
                span,
            }
        });
        self.check_message(place, &lowered);
        self.check_fields(place, &lowered);
        self.check_map_entry(place, &lowered);
        self.messages[id.index()] = Some(lowered);
        id
    }

    /// The full name of what is called `name` at `place`, which is a fault if it is no identifier.
    pub(super) fn checked_name(&mut self, place: &Place, name: &str) -> String {
        let full_name = place.full_name(name);
        if !super::names::is_identifier(name) {
            self.fault(
                place,
                format!("the name {name:?} of {full_name:?} is not an identifier"),
            );
        }
        full_name
    }

    /// As [`checked_name`](Self::checked_name), for what the first pass did not name.
    pub(super) fn claimed_name(&mut self, place: &Place, name: &str) -> String {
        let full_name = self.checked_name(place, name);
        if !self.names.claim(&full_name) {
            self.fault(place, format!("{full_name} is defined twice"));
        }
        full_name
    }

    fn lower_oneofs(
        &mut self,
        place: &mut Place,
        id: MessageId,
        oneofs: Vec<OneofDescriptorProto>,
        fields: &[FieldDescriptorProto],
    ) -> Oneofs {
        // A oneof that only carries proto3 `optional` has that one member.
        let mut members = vec![(0, false); oneofs.len()];
        for field in fields {
            let index = field.oneof_index.map(usize::try_from);
            if let Some(Ok(index)) = index
                && let Some((count, optional)) = members.get_mut(index)
            {
                *count += 1;
                *optional |= field.proto3_optional == Some(true);
            }
        }
        let mut members = members.into_iter();
        let mut kept = Vec::new();
        let declared = place.each(8, oneofs, |place, oneof| {
            let name = oneof.name.unwrap_or_default();
            let full_name = self.claimed_name(place, &name);
            let options = oneof.options;
            let own = options
                .as_ref()
                .and_then(|options| options.features.as_deref());
            let features = self.features(place, place.features, own, &full_name);
            let (span, comments) = place.location();
            let position = match members.next() {
                Some((1, true)) => None,
                Some((0, _)) | None => {
                    self.fault(place, format!("the oneof {full_name} has no fields"));
                    None
                }
                Some(_) => Some(kept.len()),
            };
            if position.is_some() {
                kept.push(Oneof {
                    message: id,
                    index: place.index(),
                    name,
                    full_name,
                    fields: Vec::new(),
                    options,
                    comments,
                    span,
                });
            }
            DeclaredOneof { position, features }
        });
        Oneofs { kept, declared }
    }

    fn fill_oneofs(&mut self, place: &Place, oneofs: &mut [Oneof], fields: &[Field]) {
        for (index, field) in fields.iter().enumerate() {
            let Some(oneof) = field.oneof else { continue };
            oneofs[oneof].fields.push(index);
            if field.proto3_optional {
                self.fault(
                    place,
                    format!("{} is both optional and in a oneof", field.full_name),
                );
            }
        }
    }

    fn check_fields(&mut self, place: &Place, message: &Message) {
        let mut taken = Taken::default();
        for field in &message.fields {
            if let Some(other) = taken.insert(field.number, &field.name) {
                let text = format!(
                    "the fields {other} and {} of {} share the number {}",
                    field.name, message.full_name, field.number
                );
                self.fault(place, text);
            }
            let within = |ranges: &[std::ops::Range<u32>]| {
                ranges.iter().any(|range| range.contains(&field.number))
            };
            if within(&message.reserved_ranges) {
                let (name, number) = (&field.full_name, field.number);
                self.fault(
                    place,
                    format!("{name} has the number {number}, which is reserved"),
                );
            }
            if within(&message.extension_ranges) {
                let (name, number) = (&field.full_name, field.number);
                self.fault(
                    place,
                    format!("{name} has the number {number}, which is for extensions"),
                );
            }
            if message.reserved_names.contains(&field.name) {
                self.fault(
                    place,
                    format!("{} has a name that is reserved", field.full_name),
                );
            }
        }
        if message.message_set && !message.fields.is_empty() {
            let name = &message.full_name;
            self.fault(
                place,
                format!("{name} is a MessageSet, which cannot have fields"),
            );
        }
    }
}

/// What a keyword says, or else the feature `default_symbol_visibility`.
pub(super) fn visibility(place: &Place, declared: Option<SymbolVisibility>) -> Visibility {
    match declared {
        Some(SymbolVisibility::VisibilityExport) => Visibility::Export,
        Some(SymbolVisibility::VisibilityLocal) => Visibility::Local,
        Some(SymbolVisibility::VisibilityUnset | SymbolVisibility::Unrecognized(_)) | None => {
            match place.features.default_visibility {
                DefaultVisibility::ExportAll => Visibility::Export,
                DefaultVisibility::ExportTopLevel if place.message.is_none() => Visibility::Export,
                DefaultVisibility::ExportTopLevel
                | DefaultVisibility::LocalAll
                | DefaultVisibility::Strict => Visibility::Local,
            }
        }
    }
}
