//! Enums.

use super::Lowering;
use super::file::count;
use super::message::{NAME, visibility};
use super::range::Reserved;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{EnumDescriptorProto, EnumValueDescriptorProto};

const VALUE: i32 = 2;
const OPTIONS: i32 = 3;
const RESERVED: Reserved = Reserved {
    ranges: 4,
    names: 5,
};
const VALUE_NUMBER: i32 = 2;
const VALUE_OPTIONS: i32 = 3;

impl<'t> Lowering<'t, '_> {
    pub(super) fn enumeration(
        &mut self,
        node: Branch<'t>,
        path: [i32; 2],
    ) -> Option<EnumDescriptorProto> {
        node.child(NodeKind::Name)?;
        let row = self.declaration(node, path);
        self.recorder.enter(&path);
        let mut enumeration = EnumDescriptorProto {
            name: self.name(node, NAME),
            visibility: visibility(node),
            ..EnumDescriptorProto::default()
        };
        if let Some(block) = node.child(NodeKind::Block) {
            let values = block.count(NodeKind::EnumValue);
            enumeration.value.reserve_exact(values);
            self.block(block, row, |lowering, statement| {
                lowering.enum_statement(statement, &mut enumeration);
            });
        }
        self.recorder.leave(&path);
        Some(enumeration)
    }

    fn enum_statement(&mut self, node: Branch<'t>, enumeration: &mut EnumDescriptorProto) {
        match node.kind() {
            NodeKind::EnumValue => {
                let path = [VALUE, count(&enumeration.value)];
                enumeration.value.extend(self.enum_value(node, path));
            }
            NodeKind::Option => {
                let options = enumeration.options.get_or_insert_default();
                self.option_statement(node, OPTIONS, &mut options.uninterpreted_option);
            }
            NodeKind::ReservedRanges => {
                self.reserved_values(node, &mut enumeration.reserved_range, RESERVED);
            }
            NodeKind::ReservedNames => {
                self.reserved_names(node, &mut enumeration.reserved_name, RESERVED);
            }
            _ => {}
        }
    }

    fn enum_value(&mut self, node: Branch<'t>, path: [i32; 2]) -> Option<EnumValueDescriptorProto> {
        let (name, number) = (node.child(NodeKind::Name)?, node.child(NodeKind::Number)?);
        let row = self.recorder.leaf(&path, node);
        self.recorder.enter(&path);
        self.recorder.leaf(&[NAME], name);
        self.recorder.leaf(&[VALUE_NUMBER], number);
        let mut value = EnumValueDescriptorProto {
            name: Some(name.word().to_owned()),
            number: Some(self.enum_number(number)),
            ..EnumValueDescriptorProto::default()
        };
        if let Some(list) = node.child(NodeKind::OptionList) {
            let options = value.options.get_or_insert_default();
            self.option_list(list, VALUE_OPTIONS, &mut options.uninterpreted_option);
        }
        self.recorder.leave(&path);
        self.recorder.ends(node, row);
        Some(value)
    }
}
