//! Field numbers: which exist, which are reserved, which are open to extensions.

use super::{Linker, Place};
use crate::descriptor::google::protobuf::DescriptorProto;
use foldhash::HashMap;
use std::ops::Range;

/// Numbers that belong to the protobuf implementation (Language Guide, "Assigning Field Numbers").
const IMPLEMENTATION: Range<u32> = 19_000..20_000;

/// The numbers of a message, each with the field that has it.
pub(super) type Taken<'a> = HashMap<u32, &'a str>;

/// The largest number that a field can have; items of a `MessageSet` are not fields on the wire.
pub(super) fn largest_number(message_set: bool) -> u32 {
    if message_set {
        i32::MAX as u32 - 1
    } else {
        (1 << 29) - 1
    }
}

impl Linker {
    /// A field's number as far as it is one.
    pub(super) fn number(
        &mut self,
        place: &Place,
        full_name: &str,
        number: Option<i32>,
        largest: u32,
    ) -> u32 {
        let declared = number.unwrap_or_default();
        let number = u32::try_from(declared).unwrap_or_default();
        if number == 0 || number > largest {
            self.fault(
                place,
                format!("{full_name} has the number {declared}, outside 1 to {largest}"),
            );
        } else if IMPLEMENTATION.contains(&number) {
            self.fault(
                place,
                format!("{full_name} has the number {number}; 19000 to 19999 belong to protobuf"),
            );
        }
        number
    }

    pub(super) fn extension_ranges(
        &mut self,
        place: &Place,
        full_name: &str,
        message: &DescriptorProto,
        largest: u32,
    ) -> Vec<Range<u32>> {
        let ranges = message.extension_range.iter();
        let ranges = ranges.map(|range| (range.start, range.end));
        self.ranges(place, full_name, ranges.collect(), largest)
    }

    pub(super) fn reserved_ranges(
        &mut self,
        place: &Place,
        full_name: &str,
        message: &DescriptorProto,
        largest: u32,
    ) -> Vec<Range<u32>> {
        let ranges = message.reserved_range.iter();
        let ranges = ranges.map(|range| (range.start, range.end));
        self.ranges(place, full_name, ranges.collect(), largest)
    }

    fn ranges(
        &mut self,
        place: &Place,
        full_name: &str,
        ranges: Vec<(Option<i32>, Option<i32>)>,
        largest: u32,
    ) -> Vec<Range<u32>> {
        let mut valid = Vec::with_capacity(ranges.len());
        for (start, end) in ranges {
            let (start, end) = (start.unwrap_or_default(), end.unwrap_or_default());
            let bounds = (u32::try_from(start), u32::try_from(end));
            if let (Ok(first @ 1..), Ok(behind)) = bounds
                && first < behind
                && behind - 1 <= largest
            {
                valid.push(first..behind);
            } else {
                self.fault(
                    place,
                    format!("{full_name} has the number range {start}..{end}, which is none"),
                );
            }
        }
        valid
    }

    /// Extension and reserved ranges must not overlap, neither each other nor among themselves.
    pub(super) fn check_apart(
        &mut self,
        place: &Place,
        full_name: &str,
        extension_ranges: &[Range<u32>],
        reserved_ranges: &[Range<u32>],
    ) {
        let ranges = extension_ranges.iter().chain(reserved_ranges);
        let mut ranges: Vec<_> = ranges.cloned().collect();
        ranges.sort_unstable_by_key(|range| (range.start, range.end));
        for pair in ranges.windows(2) {
            if pair[0].end > pair[1].start {
                let (first, second) = (&pair[0], &pair[1]);
                let text =
                    format!("the number ranges {first:?} and {second:?} of {full_name} overlap");
                self.fault(place, text);
            }
        }
    }
}
