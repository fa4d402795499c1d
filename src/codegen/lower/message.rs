//! Messages, their oneofs, and what is nested in them.

use super::{Lower, Scope, constant, undocumented};
use crate::codegen::docs;
use crate::codegen::model::{Extension, Item, Member, Message, Module, Oneof, Variant};
use crate::codegen::names::{self, Names};
use crate::codegen::paths::Place;
use crate::schema::{self, EnumId, ExtensionId, Field, MessageId, Shape};

impl Lower<'_> {
    pub(super) fn items(
        &self,
        scope: &Scope,
        messages: &[MessageId],
        enums: &[EnumId],
        extensions: &[ExtensionId],
    ) -> Vec<Item> {
        let mut items = Vec::new();
        for id in messages {
            let message = self.schema.message(*id);
            let (lowered, inner) = self.message(scope, message);
            if !message.map_entry {
                items.push(Item::Message(lowered));
                items.extend(inner);
            }
        }
        items.extend(
            enums
                .iter()
                .map(|id| Item::Enum(self.enumeration(scope, self.schema.enumeration(*id)))),
        );
        let mut taken = Names::default();
        for id in extensions {
            let field = self.schema.extension(*id);
            items.extend(
                self.extension(scope, field, &mut taken)
                    .map(Item::Extension),
            );
        }
        items
    }

    /// A message, and the module of what belongs to it where there is anything.
    fn message(&self, scope: &Scope, message: &schema::Message) -> (Message, Option<Item>) {
        let inner_name = self.paths.module_of(message.id);
        let mut inner_path = scope.module.clone();
        inner_path.push(inner_name.to_owned());
        let mut inner =
            Scope::new(self, inner_path, &message.messages, &message.enums, &[]).inside(scope);
        let mut taken = Names::default();
        let mut oneofs: Vec<Option<Oneof>> = Vec::new();
        let mut oneof_names = Vec::new();
        for oneof in &message.oneofs {
            let name = inner.define(names::type_name(&oneof.name), "Oneof");
            oneof_names.push(name);
        }
        for (oneof, name) in message.oneofs.iter().zip(&oneof_names) {
            oneofs.push(Some(self.oneof(&inner, message, oneof, name)));
        }
        let mut members = Vec::new();
        let mut placed = vec![false; message.oneofs.len()];
        for field in &message.fields {
            match field.oneof {
                None => {
                    let name = taken.unique(names::value_name(&field.name));
                    members.push(Member::Field(self.field(scope, message, field, name)));
                }
                Some(index) if !std::mem::replace(&mut placed[index], true) => {
                    let name = taken.unique(names::value_name(&message.oneofs[index].name));
                    members.push(self.oneof_member(
                        message,
                        index,
                        name,
                        &format!("{inner_name}::{}", oneof_names[index]),
                    ));
                }
                Some(_) => {}
            }
        }
        let unknown_fields =
            (!self.options.drop_unknown_fields).then(|| taken.unique("unknown_fields".to_owned()));
        let mut items = self.items(
            &inner,
            &message.messages,
            &message.enums,
            &message.extensions,
        );
        items.extend(oneofs.into_iter().flatten().map(Item::Oneof));
        let module = (!items.is_empty()).then(|| Item::Module {
            docs: format!(" What belongs to `{}`.", message.name),
            name: inner_name.to_owned(),
            module: Module {
                runtime: Some(inner.imports()),
                hidden: inner.hidden(),
                items,
            },
        });
        let name = match self.paths.message(message.id) {
            Place::Inside { name, .. } => name.clone(),
            Place::External(_) | Place::WellKnown(_) => String::new(),
        };
        let total_equality = self.equality.holds(message.id);
        let lowered = Message {
            docs: docs::lines(message.comments.doc(), || {
                undocumented("message", &message.full_name)
            }),
            attributes: self.type_attributes(&message.full_name, derived(total_equality)),
            name,
            full_name: message.full_name.clone(),
            total_equality,
            deprecated: message.deprecated,
            members,
            extendable: message.extendable && unknown_fields.is_some(),
            message_set: message.message_set && unknown_fields.is_some(),
            unknown_fields,
        };
        (lowered, module)
    }

    fn oneof_member(
        &self,
        message: &schema::Message,
        index: usize,
        name: String,
        path: &str,
    ) -> Member {
        let oneof = &message.oneofs[index];
        let fields = || oneof.fields.iter().map(|field| &message.fields[*field]);
        let full_name = format!("{}.{}", message.full_name, oneof.name);
        Member::Oneof {
            docs: docs::lines(oneof.comments.doc(), || undocumented("oneof", &oneof.name)),
            attributes: self.field_attributes(&full_name),
            name,
            path: path.to_owned(),
            tags: fields()
                .map(|field| Self::tag(field.number, field.kind))
                .collect(),
            number: fields().map(|field| field.number).max().unwrap_or_default(),
        }
    }

    fn oneof(
        &self,
        inner: &Scope,
        message: &schema::Message,
        oneof: &schema::Oneof,
        name: &str,
    ) -> Oneof {
        let mut taken = Names::default();
        let fields: Vec<&Field> = oneof
            .fields
            .iter()
            .map(|field| &message.fields[*field])
            .collect();
        let variants = fields.iter().map(|field| {
            let (kind, lenient) = self.kind(inner, field.kind, field.utf8);
            let value = self.field_value(inner, message.id, field);
            Variant {
                docs: docs::lines(field.comments.doc(), || undocumented("field", &field.name)),
                name: taken.unique(names::type_name(&field.name)),
                value,
                number: field.number,
                kind,
                tag: Self::tag(field.number, field.kind),
                merges: matches!(
                    field.kind,
                    schema::Kind::Message(_) | schema::Kind::Group(_)
                ) && !lenient,
                deprecated: field.deprecated,
                debug_redact: field.debug_redact,
            }
        });
        let full_name = format!("{}.{}", message.full_name, oneof.name);
        let total_equality = fields.iter().all(|field| self.equality.of(field.kind));
        Oneof {
            docs: docs::lines(oneof.comments.doc(), || undocumented("oneof", &full_name)),
            attributes: self.type_attributes(&full_name, derived(total_equality)),
            name: name.to_owned(),
            total_equality,
            variants: variants.collect(),
        }
    }

    /// An extension as a constant; `None` where its extendee is out of reach.
    fn extension(&self, scope: &Scope, field: &Field, taken: &mut Names) -> Option<Extension> {
        let extendee = self.paths.message(field.extendee?);
        if matches!(extendee, Place::External(path) if path.is_empty())
            || self.options.drop_unknown_fields
        {
            return None;
        }
        let (kind, _) = self.kind(scope, field.kind, field.utf8);
        Some(Extension {
            docs: docs::lines(field.comments.doc(), || {
                undocumented("extension", &field.full_name)
            }),
            name: taken.unique(constant(&field.name)),
            constructor: match field.shape {
                Shape::Packed => "packed",
                Shape::Repeated => "expanded",
                Shape::Implicit | Shape::Explicit | Shape::Required | Shape::Map => "new",
            },
            repeated: matches!(field.shape, Shape::Repeated | Shape::Packed),
            in_message_set: self.schema.message(field.extendee?).message_set,
            extendee: scope.path(extendee, &[]),
            value: self.value(scope, field.kind),
            kind,
            number: field.number,
            deprecated: field.deprecated,
        })
    }
}

/// What messages and oneofs derive, or implement by hand.
fn derived(total_equality: bool) -> &'static [&'static str] {
    const TRAITS: [&str; 5] = ["Clone", "Debug", "PartialEq", "Eq", "Hash"];
    &TRAITS[..if total_equality { 5 } else { 3 }]
}
