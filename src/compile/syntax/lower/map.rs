//! Map fields: the message that each of their entries is.

use super::Lowering;
use super::field::{FieldType, Member};
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{
    DescriptorProto, FieldDescriptorProto, FieldOptions, MessageOptions, UninterpretedOption,
    field_descriptor_proto::{Label, Type},
};
use crate::schema::names::entry_name;

impl<'t> Lowering<'t, '_> {
    pub(super) fn check_map(
        &mut self,
        member: Member<'t>,
        label: Option<Branch<'t>>,
        typed: Branch<'t>,
    ) {
        let (place, text, help) = match (member, label) {
            (Member::Oneof(_), _) => (typed, "a map in a oneof", "wrap it in a message"),
            (_, Some(label)) => (
                label,
                "a label on a map field",
                "remove it: a map is repeated by nature",
            ),
            (Member::Extension(_), None) => {
                (typed, "a map as an extension", "wrap it in a message")
            }
            (Member::Field, None) => return,
        };
        self.error_at(place, text).help(help);
    }

    pub(super) fn map_entry(
        &mut self,
        typed: Branch<'t>,
        field: &mut FieldDescriptorProto,
        nested: &mut Vec<DescriptorProto>,
    ) {
        let mut types = typed
            .children()
            .filter(|child| child.kind() == NodeKind::Type);
        let key = types
            .next()
            .map(|node| self.field_type(node))
            .unwrap_or_default();
        let value = types
            .next()
            .map(|node| self.field_type(node))
            .unwrap_or_default();
        let name = entry_name(field.name.as_deref().unwrap_or_default());
        field.type_name = Some(name.clone());
        let options = field.options.as_ref();
        let options = options.map_or(&[][..], |options| &options.uninterpreted_option);
        nested.push(DescriptorProto {
            name: Some(name),
            field: vec![
                entry_field("key", 1, key, options),
                entry_field("value", 2, value, options),
            ],
            options: Some(Box::new(MessageOptions {
                map_entry: Some(true),
                ..MessageOptions::default()
            })),
            ..DescriptorProto::default()
        });
    }
}

fn entry_field(
    name: &str,
    number: i32,
    typed: FieldType,
    of_map: &[UninterpretedOption],
) -> FieldDescriptorProto {
    let is_string = typed.scalar == Some(Type::String);
    let passed_on = of_map
        .iter()
        .filter(|option| is_passed_on(option, is_string));
    let options: Vec<_> = passed_on.cloned().collect();
    FieldDescriptorProto {
        name: Some(name.to_owned()),
        number: Some(number),
        label: Some(Label::Optional),
        r#type: typed.scalar,
        type_name: typed.name,
        options: (!options.is_empty()).then(|| {
            Box::new(FieldOptions {
                uninterpreted_option: options,
                ..FieldOptions::default()
            })
        }),
        ..FieldDescriptorProto::default()
    }
}

/// What features a map has, its keys and values have; of plain options that is said of one old one, for strings.
fn is_passed_on(option: &UninterpretedOption, is_string: bool) -> bool {
    match option.name.as_slice() {
        [first, ..] if first.is_extension => false,
        [only] if only.name_part == "enforce_utf8" => is_string,
        [first, ..] => first.name_part == "features",
        [] => false,
    }
}
