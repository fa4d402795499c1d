//! Ranges of numbers, and what is reserved.

use super::Lowering;
use super::file::count;
use super::message::MAXIMUM;
use crate::compile::syntax::edition::Syntax;
use crate::compile::syntax::literal;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{
    descriptor_proto::{ExtensionRange, ReservedRange},
    enum_descriptor_proto::EnumReservedRange,
};

const EXTENSION_RANGE: i32 = 5;
const RANGE_OPTIONS: i32 = 3;
const START: i32 = 1;
const END: i32 = 2;

/// Each range of a statement gets all its options. This much text of them it may be, all in all.
const MOST_OPTIONS: usize = 1 << 23;

/// The numbers of the lists of what is reserved.
#[derive(Clone, Copy)]
pub(super) struct Reserved {
    pub(super) ranges: i32,
    pub(super) names: i32,
}

/// The first and last node of a range; nothing for the last where only one number is written.
type Ends<'t> = (Branch<'t>, Option<Branch<'t>>);

impl<'t> Lowering<'t, '_> {
    pub(super) fn extensions(&mut self, node: Branch<'t>, ranges: &mut Vec<ExtensionRange>) {
        let row = self.recorder.leaf(&[EXTENSION_RANGE], node);
        let before = ranges.len();
        for range in node
            .children()
            .filter(|child| child.kind() == NodeKind::Range)
        {
            let (first, last) = self.range(range, [EXTENSION_RANGE, count(ranges)]);
            ranges.push(ExtensionRange {
                start: Some(self.bounded(first)),
                end: Some(self.bounded(last.unwrap_or(first)) + 1),
                ..ExtensionRange::default()
            });
        }
        if let Some(list) = node.child(NodeKind::OptionList)
            && self.are_bounded(list, ranges.len() - before)
        {
            for (index, range) in ranges.iter_mut().enumerate().skip(before) {
                let path = [EXTENSION_RANGE, i32::try_from(index).unwrap_or(i32::MAX)];
                self.recorder.enter(&path);
                let options = range.options.get_or_insert_default();
                self.option_list(list, RANGE_OPTIONS, &mut options.uninterpreted_option);
                self.recorder.leave(&path);
            }
        }
        self.recorder.ends(node, row);
    }

    fn are_bounded(&mut self, list: Branch<'t>, ranges: usize) -> bool {
        let length = list.text_length();
        let are_bounded = length.saturating_mul(ranges) <= MOST_OPTIONS;
        if !are_bounded {
            let text = format!("{ranges} ranges with {length} bytes of options each are too many");
            let fault = self.error_at(list, text);
            fault.help("write fewer ranges in one statement, or fewer options");
        }
        are_bounded
    }

    /// An end of a range that must have a number behind it.
    fn bounded(&mut self, node: Branch<'t>) -> i32 {
        let number = self.range_end(node);
        if number < i32::MAX {
            return number;
        }
        let fault = self.error_at(
            node,
            format!("{} is no number that a field can have", node.word()),
        );
        fault.help("numbers go from 1 to 536870911");
        0
    }

    fn range_end(&mut self, node: Branch<'t>) -> i32 {
        match node.kind() {
            NodeKind::Maximum => MAXIMUM - 1,
            _ => self.field_number(node),
        }
    }

    /// Writes down the places of a range and its ends.
    fn range(&mut self, range: Branch<'t>, path: [i32; 2]) -> Ends<'t> {
        let mut ends = range.children();
        let first = ends.next().unwrap_or(range);
        let last = ends.next();
        self.recorder.leaf(&path, range);
        self.recorder.enter(&path);
        self.recorder.leaf(&[START], first);
        match (last, first.first_token()) {
            (Some(last), _) => self.recorder.leaf(&[END], last),
            // Of a single negative number, protoc takes the sign for its end.
            (None, Some(token)) => self
                .recorder
                .row(&[END], self.recorder.span_of(token, token)),
            (None, None) => self.recorder.leaf(&[END], first),
        };
        self.recorder.leave(&path);
        (first, last)
    }

    pub(super) fn reserved_ranges(
        &mut self,
        node: Branch<'t>,
        ranges: &mut Vec<ReservedRange>,
        numbers: Reserved,
    ) {
        self.reserved(node, ranges, numbers, |lowering, first, last| {
            ReservedRange {
                start: Some(lowering.bounded(first)),
                end: Some(lowering.bounded(last.unwrap_or(first)) + 1),
                ..ReservedRange::default()
            }
        });
    }

    pub(super) fn reserved_values(
        &mut self,
        node: Branch<'t>,
        ranges: &mut Vec<EnumReservedRange>,
        numbers: Reserved,
    ) {
        self.reserved(node, ranges, numbers, |lowering, first, last| {
            let start = lowering.enum_number(first);
            let end = match last {
                None => start,
                Some(last) if last.kind() == NodeKind::Maximum => i32::MAX,
                Some(last) => lowering.enum_number(last),
            };
            EnumReservedRange {
                start: Some(start),
                end: Some(end),
                ..EnumReservedRange::default()
            }
        });
    }

    /// The ranges of a statement, each made of its first number and of the last, where it has one of its own.
    fn reserved<R>(
        &mut self,
        node: Branch<'t>,
        ranges: &mut Vec<R>,
        numbers: Reserved,
        lowered: impl Fn(&mut Self, Branch<'t>, Option<Branch<'t>>) -> R,
    ) {
        let row = self.recorder.leaf(&[numbers.ranges], node);
        for range in node
            .children()
            .filter(|child| child.kind() == NodeKind::Range)
        {
            let (first, last) = self.range(range, [numbers.ranges, count(ranges)]);
            ranges.push(lowered(self, first, last));
        }
        self.recorder.ends(node, row);
    }

    pub(super) fn reserved_names(
        &mut self,
        node: Branch<'t>,
        names: &mut Vec<String>,
        numbers: Reserved,
    ) {
        let row = self.recorder.leaf(&[numbers.names], node);
        let mut is_checked = false;
        for child in node.children() {
            let name = match child.kind() {
                NodeKind::Text => self.string(child),
                NodeKind::Name => child.word().to_owned(),
                _ => continue,
            };
            if !std::mem::replace(&mut is_checked, true) {
                self.check_reserved_form(child);
            }
            if child.kind() == NodeKind::Text && !is_identifier(&name) {
                let text = format!(
                    "reserved name `{}` is not a valid identifier",
                    name.escape_debug()
                );
                let span = self.recorder.span(child);
                self.faults
                    .warning(span, text)
                    .help("no field can have it: remove it");
            }
            self.recorder.leaf(&[numbers.names, count(names)], child);
            names.push(name);
        }
        self.recorder.ends(node, row);
    }

    fn check_reserved_form(&mut self, name: Branch<'t>) {
        match (self.syntax, name.kind()) {
            (Syntax::Edition(_), NodeKind::Text) => {
                let fault = self.error_at(
                    name,
                    "reserved names are identifiers in editions, not strings",
                );
                fault.help("leave the quotation marks out");
            }
            (Syntax::Proto2 | Syntax::Proto3, NodeKind::Name) => {
                let fault = self.error_at(name, "reserved names are strings before editions");
                fault.help("put it into quotation marks");
            }
            _ => {}
        }
    }

    /// The number of an enum value, with its sign.
    pub(super) fn enum_number(&mut self, node: Branch<'t>) -> i32 {
        let digits = node.last_token().map_or("", |token| self.text(token));
        let negative = node.tokens().len() > 1;
        let value = literal::integer(digits, i32::MAX as u64 + u64::from(negative));
        let value = value.and_then(|value| i64::try_from(value).ok());
        let value = value.map(|value| if negative { -value } else { value });
        value
            .and_then(|value| i32::try_from(value).ok())
            .unwrap_or_else(|| {
                let fault = self.error_at(
                    node,
                    "the number of an enum value does not fit into 32 bits",
                );
                fault.help("numbers go from -2147483648 to 2147483647");
                0
            })
    }
}

fn is_identifier(name: &str) -> bool {
    let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
    name.bytes().all(is_word)
        && !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
}
