//! Options: names and values as they are written, and the two that are none: `default` and `json_name`.

use super::Lowering;
use super::aggregate;
use super::file::count;
use super::rows::Row;
use crate::compile::places::UNINTERPRETED_OPTION;
use crate::compile::syntax::literal;
use crate::compile::syntax::token::{Kind, Token};
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{
    FieldDescriptorProto, UninterpretedOption, uninterpreted_option::NamePart,
};
use bytes::Bytes;

const NAME: i32 = 2;
const IDENTIFIER_VALUE: i32 = 3;
const POSITIVE_INT_VALUE: i32 = 4;
const NEGATIVE_INT_VALUE: i32 = 5;
const DOUBLE_VALUE: i32 = 6;
const STRING_VALUE: i32 = 7;
const AGGREGATE_VALUE: i32 = 8;

const FIELD_OPTIONS: i32 = 8;
const DEFAULT_VALUE: i32 = 7;
const JSON_NAME: i32 = 10;

impl<'t> Lowering<'t, '_> {
    /// `option …;`. `number` is that of the options in what is being walked.
    pub(super) fn option_statement(
        &mut self,
        node: Branch<'t>,
        number: i32,
        options: &mut Vec<UninterpretedOption>,
    ) {
        self.recorder.leaf(&[number], node);
        if let Some(row) = self.option(node, number, options) {
            self.recorder.ends(node, row);
        }
    }

    /// Options in brackets.
    pub(super) fn option_list(
        &mut self,
        list: Branch<'t>,
        number: i32,
        options: &mut Vec<UninterpretedOption>,
    ) {
        self.recorder.leaf(&[number], list);
        options.reserve_exact(list.count(NodeKind::Option));
        for child in list
            .children()
            .filter(|child| child.kind() == NodeKind::Option)
        {
            self.option(child, number, options);
        }
    }

    /// Returns the row of the option, where it is complete.
    fn option(
        &mut self,
        node: Branch<'t>,
        number: i32,
        options: &mut Vec<UninterpretedOption>,
    ) -> Option<Row> {
        let (name, value) = (
            node.child(NodeKind::OptionName)?,
            node.child(NodeKind::Value)?,
        );
        let path = [number, UNINTERPRETED_OPTION, count(options)];
        let row = self.recorder.enter_option(&path, node);
        self.recorder.leaf(&[NAME], name);
        let mut parts = Vec::with_capacity(name.children().count());
        parts.extend(name.children().map(|part| self.name_part(part)));
        if parts.len() > 1 {
            for (index, part) in name.children().enumerate() {
                self.recorder
                    .leaf(&[NAME, i32::try_from(index).unwrap_or(i32::MAX)], part);
            }
        }
        let mut option = UninterpretedOption {
            name: parts,
            ..UninterpretedOption::default()
        };
        let kind = self.value(value, &mut option);
        self.recorder.leaf(&[kind], value);
        self.recorder.leave_option(&path);
        // Most elements that have options have one.
        if options.is_empty() {
            options.reserve_exact(1);
        }
        options.push(option);
        Some(row)
    }

    fn name_part(&self, node: Branch<'t>) -> NamePart {
        let extension = node.child(NodeKind::Path);
        NamePart {
            name_part: extension.map_or_else(|| node.word().to_owned(), |path| self.joined(path)),
            is_extension: extension.is_some(),
            ..NamePart::default()
        }
    }

    /// Sets the one field that holds the value, and returns its number.
    fn value(&mut self, node: Branch<'t>, option: &mut UninterpretedOption) -> i32 {
        let (negative, tokens) = match node.tokens() {
            [minus, rest @ ..] if minus.kind() == Kind::Minus => (true, rest),
            tokens => (false, tokens),
        };
        let Some(first) = tokens.first() else {
            return IDENTIFIER_VALUE;
        };
        let text = self.text(*first);
        match first.kind() {
            Kind::Identifier if negative => {
                option.double_value = Some(if text == "inf" {
                    f64::NEG_INFINITY
                } else {
                    f64::NAN
                });
                IDENTIFIER_VALUE
            }
            Kind::Identifier => {
                option.identifier_value = Some(text.to_owned());
                IDENTIFIER_VALUE
            }
            Kind::String => {
                let tokens = tokens.iter().map(|token| self.text(*token));
                option.string_value = Some(Bytes::from(literal::string(tokens)));
                STRING_VALUE
            }
            Kind::OpenBrace => {
                option.aggregate_value = Some(aggregate::text(tokens, self.tree.text()));
                AGGREGATE_VALUE
            }
            _ => self.number(node, *first, negative, option),
        }
    }

    fn number(
        &mut self,
        node: Branch<'t>,
        token: Token,
        negative: bool,
        option: &mut UninterpretedOption,
    ) -> i32 {
        let is_integer = token.kind() == Kind::Integer;
        match literal::integer(self.text(token), u64::MAX).filter(|_| is_integer) {
            Some(value) if !negative => {
                option.positive_int_value = Some(value);
                return POSITIVE_INT_VALUE;
            }
            Some(value) if value <= 1 << 63 => {
                option.negative_int_value = Some(0_i64.wrapping_sub_unsigned(value));
                return NEGATIVE_INT_VALUE;
            }
            _ => {}
        }
        let value = self.double(node, token);
        option.double_value = Some(if negative { -value } else { value });
        DOUBLE_VALUE
    }

    /// The value of a number as a double; integers too may be that large.
    pub(super) fn double(&mut self, node: Branch<'t>, token: Token) -> f64 {
        let text = self.text(token);
        if token.kind() != Kind::Integer {
            return literal::float(text);
        }
        match literal::integer(text, u64::MAX) {
            #[allow(clippy::cast_precision_loss, reason = "as protoc does")]
            Some(value) => value as f64,
            None if text.starts_with('0') => {
                let fault = self.error_at(node, format!("{text} does not fit into 64 bits"));
                fault.help("write it in decimal");
                0.0
            }
            None => literal::float(text),
        }
    }

    pub(super) fn field_options(&mut self, list: Branch<'t>, field: &mut FieldDescriptorProto) {
        self.recorder.leaf(&[FIELD_OPTIONS], list);
        for child in list.children() {
            match child.kind() {
                NodeKind::Default => self.default(child, field),
                NodeKind::JsonName => self.json_name(child, field),
                NodeKind::Option => {
                    let options = field.options.get_or_insert_default();
                    self.option(child, FIELD_OPTIONS, &mut options.uninterpreted_option);
                }
                _ => {}
            }
        }
    }

    fn json_name(&mut self, node: Branch<'t>, field: &mut FieldDescriptorProto) {
        let Some(text) = node.child(NodeKind::Text) else {
            return;
        };
        if field.json_name.is_some() {
            self.error_at(node, "`json_name` is set twice")
                .help("remove one of them");
        }
        self.recorder.leaf(&[JSON_NAME], node);
        self.recorder.leaf(&[JSON_NAME], text);
        field.json_name = Some(self.string(text));
    }

    fn default(&mut self, node: Branch<'t>, field: &mut FieldDescriptorProto) {
        let Some(value) = node.child(NodeKind::Value) else {
            return;
        };
        if field.default_value.is_some() {
            self.error_at(node, "`default` is set twice")
                .help("remove one of them");
        }
        self.recorder.leaf(&[DEFAULT_VALUE], value);
        field.default_value = self.default_text(value, field.r#type);
    }
}
