//! Fields: labels, types, names, numbers; groups.

use super::file::count;
use super::message::NAME;
use super::{Lowering, Said};
use crate::compile::syntax::edition::Syntax;
use crate::compile::syntax::literal;
use crate::compile::syntax::scalar::{Scalar, lookup};
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{
    DescriptorProto, FieldDescriptorProto,
    field_descriptor_proto::{Label, Type},
};

const EXTENDEE: i32 = 2;
const NUMBER: i32 = 3;
const LABEL: i32 = 4;
const TYPE: i32 = 5;
const TYPE_NAME: i32 = 6;

/// What a field belongs to.
#[derive(Clone, Copy)]
pub(super) enum Member<'t> {
    Field,
    /// With the index of the oneof.
    Oneof(i32),
    /// With what it extends.
    Extension(Branch<'t>),
}

/// Where the messages go that fields declare: groups and the entries of maps.
pub(super) struct Scope<'m> {
    pub(super) nested: &'m mut Vec<DescriptorProto>,
    /// The number of that list in what is being walked.
    pub(super) number: i32,
}

/// The type of a field, of a key, or of a value.
#[derive(Default)]
pub(super) struct FieldType {
    pub(super) scalar: Option<Type>,
    pub(super) name: Option<String>,
}

impl<'t> Lowering<'t, '_> {
    pub(super) fn field(
        &mut self,
        node: Branch<'t>,
        path: [i32; 2],
        member: Member<'t>,
        scope: &mut Scope<'_>,
    ) -> Option<FieldDescriptorProto> {
        let mut typed = node
            .children()
            .filter(|child| matches!(child.kind(), NodeKind::Type | NodeKind::MapType));
        let (typed, name, number) = (
            typed.next()?,
            node.child(NodeKind::Name)?,
            node.child(NodeKind::Number)?,
        );
        let row = self.recorder.leaf(&path, node);
        self.recorder.enter(&path);
        let mut field = FieldDescriptorProto {
            oneof_index: match member {
                Member::Oneof(index) => Some(index),
                Member::Field | Member::Extension(_) => None,
            },
            extendee: self.extendee(member),
            label: Some(self.label(node, member, typed)),
            ..FieldDescriptorProto::default()
        };
        let is_optional = node
            .child(NodeKind::Label)
            .is_some_and(|label| label.word() == "optional");
        if is_optional && self.syntax == Syntax::Proto3 {
            field.proto3_optional = Some(true);
        }
        self.typed(typed, &mut field);
        self.recorder.leaf(&[NAME], name);
        field.name = Some(name.word().to_owned());
        self.recorder.leaf(&[NUMBER], number);
        field.number = Some(self.field_number(number));
        if let Some(list) = node.child(NodeKind::OptionList) {
            self.field_options(list, &mut field);
        }
        self.recorder.leave(&path);
        match (node.child(NodeKind::Block), typed.kind()) {
            (Some(block), _) => self.group(node, block, path, &mut field, scope),
            (None, NodeKind::MapType) => {
                self.recorder.ends(node, row);
                self.map_entry(typed, &mut field, scope.nested);
            }
            (None, _) => self.recorder.ends(node, row),
        }
        Some(field)
    }

    fn extendee(&mut self, member: Member<'t>) -> Option<String> {
        let Member::Extension(extendee) = member else {
            return None;
        };
        self.recorder.leaf(&[EXTENDEE], extendee);
        Some(self.joined(extendee))
    }

    fn label(&mut self, node: Branch<'t>, member: Member<'t>, typed: Branch<'t>) -> Label {
        let is_map = typed.kind() == NodeKind::MapType;
        let written = node.child(NodeKind::Label);
        if is_map {
            self.check_map(member, written, typed);
            return Label::Repeated;
        }
        let Some(written) = written else {
            let is_implied =
                self.syntax.has_implicit_labels() || matches!(member, Member::Oneof(_));
            if !is_implied {
                self.unlabelled(typed);
            }
            return Label::Optional;
        };
        if matches!(member, Member::Oneof(_)) {
            let fault = self.error_at(written, "a label on a field of a oneof");
            fault.help("remove it: one of the fields is set, or none");
            return Label::Optional;
        }
        self.recorder.leaf(&[LABEL], written);
        self.written_label(written)
    }

    /// That a field of proto2 has no label. Where the file does not say that it is proto2, that is what is missing, once.
    fn unlabelled(&mut self, typed: Branch<'t>) {
        let text = "expected `required`, `optional` or `repeated`: a field of proto2 has a label";
        let help = match self.says_syntax {
            Said::Yes => "write `optional` before its type",
            Said::No => {
                "begin the file with `syntax = \"proto3\";` or `edition = \"2024\";`, where fields need no label"
            }
            Said::Missed => return,
        };
        self.error_at(typed, text).help(help);
        if self.says_syntax == Said::No {
            self.says_syntax = Said::Missed;
        }
    }

    fn written_label(&mut self, node: Branch<'t>) -> Label {
        let (label, help) = match node.word() {
            "repeated" => return Label::Repeated,
            "required" => (
                Label::Required,
                "set `features.field_presence = LEGACY_REQUIRED`",
            ),
            _ => (
                Label::Optional,
                "remove it: fields have presence by default, see `features.field_presence`",
            ),
        };
        if self.syntax.is_edition() {
            let text = format!("there is no label `{}` in editions", node.word());
            self.error_at(node, text).help(help);
        }
        label
    }

    fn typed(&mut self, node: Branch<'t>, field: &mut FieldDescriptorProto) {
        if node.kind() == NodeKind::MapType {
            self.recorder.leaf(&[TYPE_NAME], node);
            return;
        }
        let FieldType { scalar, name } = self.field_type(node);
        let number = if name.is_some() { TYPE_NAME } else { TYPE };
        self.recorder.leaf(&[number], node);
        (field.r#type, field.type_name) = (scalar, name);
    }

    pub(super) fn field_type(&mut self, node: Branch<'t>) -> FieldType {
        let keyword = match node.tokens() {
            [_] => lookup(node.word(), self.syntax),
            _ => None,
        };
        let scalar = match keyword {
            None => {
                return FieldType {
                    scalar: None,
                    name: Some(self.joined(node)),
                };
            }
            Some(Scalar::Type(Type::Group)) if self.syntax.is_edition() => {
                let fault = self.error_at(node, "there are no groups in editions");
                fault.help("declare a message, and set `features.message_encoding = DELIMITED` on the field");
                Type::Group
            }
            Some(Scalar::Type(scalar)) => scalar,
            Some(Scalar::Obsolete(successor)) => {
                let text = format!("there is no type `{}` in unstable editions", node.word());
                self.error_at(node, text)
                    .help(format!("write `{successor}`"));
                Type::Int32
            }
        };
        FieldType {
            scalar: Some(scalar),
            name: None,
        }
    }

    /// The number of a field, or an end of a range of them.
    pub(super) fn field_number(&mut self, node: Branch<'t>) -> i32 {
        let value = literal::integer(node.word(), i32::MAX as u64);
        let value = value.and_then(|value| i32::try_from(value).ok());
        value.unwrap_or_else(|| {
            let fault = self.error_at(
                node,
                format!("{} is no number that a field can have", node.word()),
            );
            fault.help("numbers go from 1 to 536870911");
            0
        })
    }

    /// A group is a field and a message in one, and both have the same places.
    fn group(
        &mut self,
        node: Branch<'t>,
        block: Branch<'t>,
        path: [i32; 2],
        field: &mut FieldDescriptorProto,
        scope: &mut Scope<'_>,
    ) {
        let Some(name) = node.child(NodeKind::Name) else {
            return;
        };
        let group_path = [scope.number, count(scope.nested)];
        let row = self.recorder.leaf(&group_path, node);
        self.recorder
            .leaf(&[group_path[0], group_path[1], NAME], name);
        self.recorder.leaf(&[path[0], path[1], TYPE_NAME], name);
        if !name
            .word()
            .starts_with(|first: char| first.is_ascii_uppercase())
        {
            let fault = self.error_at(name, "the name of a group begins with a capital letter");
            fault.help("it names a message; the field has the same name in lower case");
        }
        field.name = Some(name.word().to_ascii_lowercase());
        field.type_name = Some(name.word().to_owned());
        let mut group = DescriptorProto {
            name: Some(name.word().to_owned()),
            ..DescriptorProto::default()
        };
        self.recorder.enter(&group_path);
        self.message_block(block, row, &mut group);
        self.recorder.leave(&group_path);
        scope.nested.push(group);
    }
}
