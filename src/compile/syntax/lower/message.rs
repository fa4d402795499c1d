//! Messages and oneofs.

use super::Lowering;
use super::field::{Member, Scope};
use super::file::count;
use super::range::Reserved;
use super::rows::Row;
use crate::compile::syntax::edition::Syntax;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{
    DescriptorProto, FieldDescriptorProto, OneofDescriptorProto, SymbolVisibility,
    UninterpretedOption,
};
use foldhash::HashSet;
use std::borrow::Cow;

pub(super) const NAME: i32 = 1;
const FIELD: i32 = 2;
const NESTED_TYPE: i32 = 3;
const ENUM_TYPE: i32 = 4;
const EXTENSION: i32 = 6;
const OPTIONS: i32 = 7;
const ONEOF_DECL: i32 = 8;
const RESERVED: Reserved = Reserved {
    ranges: 9,
    names: 10,
};
const ONEOF_OPTIONS: i32 = 2;

/// The end of a range up to `max`, until the options tell which that is.
pub(super) const MAXIMUM: i32 = -1;

/// Numbers of fields end before this.
const END_OF_NUMBERS: i32 = 1 << 29;

impl<'t> Lowering<'t, '_> {
    pub(super) fn message(&mut self, node: Branch<'t>, path: [i32; 2]) -> Option<DescriptorProto> {
        node.child(NodeKind::Name)?;
        let row = self.declaration(node, path);
        self.recorder.enter(&path);
        let mut message = DescriptorProto {
            name: self.name(node, NAME),
            visibility: visibility(node),
            ..DescriptorProto::default()
        };
        if let Some(block) = node.child(NodeKind::Block) {
            self.message_block(block, row, &mut message);
        }
        if self.syntax == Syntax::Proto3 {
            add_synthetic_oneofs(&mut message);
        }
        self.recorder.leave(&path);
        Some(message)
    }

    /// The row of a message or enum, which begins behind its visibility.
    pub(super) fn declaration(&mut self, node: Branch<'t>, path: [i32; 2]) -> Row {
        let behind = usize::from(node.child(NodeKind::Modifier).is_some());
        let tokens = &node.tokens()[behind..];
        let span = match tokens {
            [first, .., last] => self.recorder.span_of(*first, *last),
            _ => self.recorder.span(node),
        };
        self.recorder.row(&path, span)
    }

    pub(super) fn message_block(
        &mut self,
        block: Branch<'t>,
        row: Row,
        message: &mut DescriptorProto,
    ) {
        message.field.reserve_exact(block.count(NodeKind::Field));
        let nested = block.count(NodeKind::Message);
        message.nested_type.reserve_exact(nested);
        self.block(block, row, |lowering, statement| {
            lowering.message_statement(statement, message);
        });
        resolve_maximum(message);
        self.check_map_entry(block);
    }

    fn message_statement(&mut self, node: Branch<'t>, message: &mut DescriptorProto) {
        match node.kind() {
            NodeKind::Field => {
                let path = [FIELD, count(&message.field)];
                let mut scope = Scope {
                    nested: &mut message.nested_type,
                    number: NESTED_TYPE,
                };
                message
                    .field
                    .extend(self.field(node, path, Member::Field, &mut scope));
            }
            NodeKind::Oneof => self.oneof(node, message),
            NodeKind::Message => {
                let path = [NESTED_TYPE, count(&message.nested_type)];
                message.nested_type.extend(self.message(node, path));
            }
            NodeKind::Enum => {
                let path = [ENUM_TYPE, count(&message.enum_type)];
                message.enum_type.extend(self.enumeration(node, path));
            }
            NodeKind::Extend => {
                let mut scope = Scope {
                    nested: &mut message.nested_type,
                    number: NESTED_TYPE,
                };
                self.extend(node, EXTENSION, &mut message.extension, &mut scope);
            }
            NodeKind::Option => {
                let options = message.options.get_or_insert_default();
                self.option_statement(node, OPTIONS, &mut options.uninterpreted_option);
            }
            NodeKind::Extensions => self.extensions(node, &mut message.extension_range),
            NodeKind::ReservedRanges => {
                self.reserved_ranges(node, &mut message.reserved_range, RESERVED);
            }
            NodeKind::ReservedNames => {
                self.reserved_names(node, &mut message.reserved_name, RESERVED);
            }
            _ => {}
        }
    }

    fn oneof(&mut self, node: Branch<'t>, message: &mut DescriptorProto) {
        if node.child(NodeKind::Name).is_none() {
            return;
        }
        let index = count(&message.oneof_decl);
        let path = [ONEOF_DECL, index];
        let row = self.recorder.leaf(&path, node);
        self.recorder.enter(&path);
        let mut oneof = OneofDescriptorProto {
            name: self.name(node, NAME),
            ..OneofDescriptorProto::default()
        };
        self.recorder.leave(&path);
        if let Some(block) = node.child(NodeKind::Block) {
            self.block(block, row, |lowering, statement| {
                if statement.kind() == NodeKind::Option {
                    let options = oneof.options.get_or_insert_default();
                    lowering.recorder.enter(&path);
                    lowering.option_statement(
                        statement,
                        ONEOF_OPTIONS,
                        &mut options.uninterpreted_option,
                    );
                    lowering.recorder.leave(&path);
                    return;
                }
                let path = [FIELD, count(&message.field)];
                let mut scope = Scope {
                    nested: &mut message.nested_type,
                    number: NESTED_TYPE,
                };
                let field = lowering.field(statement, path, Member::Oneof(index), &mut scope);
                message.field.extend(field);
            });
        }
        message.oneof_decl.push(oneof);
    }

    fn check_map_entry(&mut self, block: Branch<'t>) {
        let names = block
            .children()
            .filter(|child| child.kind() == NodeKind::Option);
        let names = names.filter_map(|option| option.child(NodeKind::OptionName));
        for name in names {
            if name.word() == "map_entry" {
                let fault = self.error_at(name, "`map_entry` is not to be set by hand");
                fault.help("declare a field of type `map<…>`");
            }
        }
    }
}

pub(super) fn visibility(node: Branch<'_>) -> Option<SymbolVisibility> {
    let modifier = node.child(NodeKind::Modifier)?;
    Some(match modifier.word() {
        "export" => SymbolVisibility::VisibilityExport,
        _ => SymbolVisibility::VisibilityLocal,
    })
}

/// Whether an option of this name is set to `true`.
pub(super) fn is_set(options: &[UninterpretedOption], name: &str) -> bool {
    options.iter().any(|option| {
        let is_meant = matches!(option.name.as_slice(), [part] if !part.is_extension && part.name_part == name);
        is_meant && option.identifier_value.as_deref() == Some("true")
    })
}

fn resolve_maximum(message: &mut DescriptorProto) {
    let options = message.options.as_ref();
    let options = options.map_or(&[][..], |options| &options.uninterpreted_option);
    let is_message_set = is_set(options, "message_set_wire_format");
    let maximum = if is_message_set {
        i32::MAX
    } else {
        END_OF_NUMBERS
    };
    let extensions = message
        .extension_range
        .iter_mut()
        .map(|range| &mut range.end);
    let reserved = message
        .reserved_range
        .iter_mut()
        .map(|range| &mut range.end);
    for end in extensions.chain(reserved) {
        if *end == Some(MAXIMUM) {
            *end = Some(maximum);
        }
    }
}

/// Each `optional` field of proto3 gets a oneof of its own, behind those that are written, with a name that is still free.
fn add_synthetic_oneofs(message: &mut DescriptorProto) {
    if !message
        .field
        .iter()
        .any(|field| field.proto3_optional == Some(true))
    {
        return;
    }
    let fields = message.field.iter().map(FieldDescriptorProto::name);
    let oneofs = message.oneof_decl.iter().map(OneofDescriptorProto::name);
    let mut taken: HashSet<_> = fields.chain(oneofs).map(Cow::Borrowed).collect();
    let optional = message.field.iter().enumerate();
    let optional = optional.filter(|(_, field)| field.proto3_optional == Some(true));
    let mut made = Vec::new();
    for (index, field) in optional {
        let mut name = match field.name() {
            named if named.starts_with('_') => named.to_owned(),
            named => ["_", named].concat(),
        };
        while taken.contains(name.as_str()) {
            name.insert(0, 'X');
        }
        taken.insert(name.clone().into());
        made.push((index, name));
    }
    for (index, name) in made {
        message.field[index].oneof_index = Some(count(&message.oneof_decl));
        message.oneof_decl.push(OneofDescriptorProto {
            name: Some(name),
            ..OneofDescriptorProto::default()
        });
    }
}
