//! Numbers of fields and values: which are taken, reserved, or left to extensions.

use super::Checker;
use crate::compile::link::element::{FileId, Id, Part};
use crate::compile::link::model::Model;
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::{DescriptorProto, FieldDescriptorProto};
use crate::report::Finding;
use foldhash::{HashMap, HashMapExt};

/// The largest number that a field can have.
pub(super) const LARGEST: i32 = (1 << 29) - 1;

/// Numbers that belong to the protobuf implementation.
const IMPLEMENTATION: std::ops::RangeInclusive<i32> = 19_000..=19_999;

/// A range of numbers with an inclusive end, and where it is declared.
#[derive(Clone, Copy)]
pub(super) struct Numbers {
    /// Extension ranges come before reserved ones.
    pub(super) order: (u8, usize),
    pub(super) first: i64,
    pub(super) last: i64,
    pub(super) owner: Id,
    pub(super) part: Part,
    pub(super) what: &'static str,
}

impl Numbers {
    fn shown(&self) -> String {
        if self.first == self.last {
            self.first.to_string()
        } else {
            format!("{} to {}", self.first, self.last)
        }
    }
}

impl Checker<'_, '_> {
    pub(super) fn message_numbers(&mut self, id: Id, message: &DescriptorProto) {
        let mut ranges = self.reserved_and_extension_ranges(id, message);
        for range in &ranges {
            self.check_range(range);
        }
        self.check_overlaps(&mut ranges);
        self.check_field_numbers(id, message, &ranges);
    }

    fn reserved_and_extension_ranges(&self, id: Id, message: &DescriptorProto) -> Vec<Numbers> {
        let extensions = self.model.ranges(id).map(|(range, proto)| Numbers {
            order: (0, range.index()),
            first: proto.start().into(),
            last: i64::from(proto.end()) - 1,
            owner: range,
            part: Part::Whole,
            what: "extension range",
        });
        let reserved = message.reserved_range.iter().enumerate();
        let reserved = reserved.map(|(index, proto)| Numbers {
            order: (1, index),
            first: proto.start().into(),
            last: i64::from(proto.end()) - 1,
            owner: id,
            part: Part::ReservedRange(index),
            what: "reserved range",
        });
        extensions.chain(reserved).collect()
    }

    fn check_range(&mut self, range: &Numbers) {
        if range.first <= 0 {
            let text = format!(
                "the {} begins at {}, but numbers are positive",
                range.what, range.first
            );
            self.fault_with_help(range.owner, range.part, text, "begin it at 1");
        }
        self.check_order(range);
    }

    pub(super) fn check_order(&mut self, range: &Numbers) {
        if range.first > range.last {
            let text = format!("the {} ends before it begins", range.what);
            self.fault_with_help(
                range.owner,
                range.part,
                text,
                format!(
                    "write the smaller number first: `{} to {}`",
                    range.last, range.first
                ),
            );
        }
    }

    /// Sorts ranges, and tells which have numbers in common.
    pub(super) fn check_overlaps(&mut self, ranges: &mut [Numbers]) {
        ranges.sort_by_key(|range| range.first);
        let mut widest: Option<Numbers> = None;
        for range in ranges.iter().filter(|range| range.first <= range.last) {
            if let Some(before) = widest
                && range.first <= before.last
            {
                let (one, other) = if range.order < before.order {
                    (*range, before)
                } else {
                    (before, *range)
                };
                let text = format!(
                    "the {} {} overlaps with the {} {}",
                    one.what,
                    one.shown(),
                    other.what,
                    other.shown()
                );
                let finding = self.model.pool.finding(one.owner, one.part, text);
                let pool = &self.model.pool;
                let place = pool.beside("the other one is", other.owner, other.part);
                self.tell(
                    finding
                        .beside(place)
                        .help("take numbers that are in one of them only"),
                );
            }
            if widest.is_none_or(|before| range.last > before.last) {
                widest = Some(*range);
            }
        }
    }

    fn check_field_numbers(&mut self, id: Id, message: &DescriptorProto, ranges: &[Numbers]) {
        if ranges.is_empty() && ascend(message.field.iter().map(FieldDescriptorProto::number)) {
            return;
        }
        let mut taken = HashMap::with_capacity(message.field.len());
        let mut free = None;
        for (field, proto) in self.model.fields(id) {
            let number = proto.number();
            if let Some(other) = taken.insert(number, field) {
                let free = *free.get_or_insert_with(|| first_free(message, ranges));
                let pool = &self.model.pool;
                let text = format!(
                    "the number {number} is used twice, first by `{}`",
                    pool.name(other)
                );
                let finding = pool.finding(field, Part::Number, text);
                let finding = finding.beside(pool.beside("that is", other, Part::Number));
                self.at(Stage::Names)
                    .tell(finding.help(another_number(proto, free)));
                taken.insert(number, other);
            }
            if let Some(range) = covering(number.into(), ranges) {
                let text = format!(
                    "the {} {} includes the number {number} of `{}`",
                    range.what,
                    range.shown(),
                    proto.name()
                );
                let finding = self.model.pool.finding(range.owner, range.part, text);
                let place = self.model.pool.beside("that is", field, Part::Number);
                let free = *free.get_or_insert_with(|| first_free(message, ranges));
                self.at(Stage::Declarations)
                    .tell(finding.beside(place).help(another_number(proto, free)));
            }
        }
    }
}

/// Whether every number is larger than the one before it, so that they all differ; mostly they do.
pub(super) fn ascend(numbers: impl Iterator<Item = i32>) -> bool {
    numbers.is_sorted_by(|one, other| one < other)
}

/// What to do about a field whose number is taken.
fn another_number(field: &FieldDescriptorProto, free: Option<i64>) -> String {
    match free {
        Some(free) => format!("give `{}` another number: {free} is free", field.name()),
        None => "move it to another message: no number is free here".to_owned(),
    }
}

/// Fields with numbers that belong to protobuf. Those of imports are for whoever has these files to mend.
pub(in crate::compile::link) fn implementation_numbers(
    model: &Model<'_>,
    file: FileId,
) -> Vec<Finding> {
    let fields = model.pool.ids(file).filter_map(|id| {
        let field = model.field(id)?;
        IMPLEMENTATION
            .contains(&field.number())
            .then_some((id, field))
    });
    let findings = fields.map(|(id, field)| {
        let text = format!(
            "the numbers from {} to {} belong to protobuf itself, so `{}` cannot have {}",
            IMPLEMENTATION.start(),
            IMPLEMENTATION.end(),
            field.name(),
            field.number()
        );
        let finding = model.pool.finding(id, Part::Number, text);
        finding.help("take a number below 19000 or above 19999")
    });
    findings.collect()
}

/// The smallest number that neither a field nor a range has.
fn first_free(message: &DescriptorProto, ranges: &[Numbers]) -> Option<i64> {
    let fields = message.field.iter().map(|field| {
        let number = i64::from(field.number());
        (number, number)
    });
    let ranges = ranges.iter().map(|range| (range.first, range.last));
    let implementation = (
        i64::from(*IMPLEMENTATION.start()),
        i64::from(*IMPLEMENTATION.end()),
    );
    let mut taken: Vec<_> = fields.chain(ranges).chain([implementation]).collect();
    taken.sort_unstable();
    let free = taken.into_iter().fold(1, |free, (first, last)| {
        if first <= free {
            free.max(last + 1)
        } else {
            free
        }
    });
    (free <= i64::from(LARGEST)).then_some(free)
}

/// The range that a number is in; the ranges are sorted.
pub(super) fn covering(number: i64, ranges: &[Numbers]) -> Option<&Numbers> {
    let behind = ranges.partition_point(|range| range.first <= number);
    ranges[..behind]
        .iter()
        .rev()
        .take(2)
        .find(|range| number <= range.last)
}
