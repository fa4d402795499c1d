//! Sets of numbers: which of the old ones no new range covers.

pub use crate::report::Numbers;
use std::ops::{Range, RangeInclusive};

/// The numbers of a range of enum values.
pub fn inclusive(range: &RangeInclusive<i32>) -> Numbers {
    ((*range.start()).into(), (*range.end()).into())
}

/// The numbers of a range of fields.
pub fn exclusive(range: &Range<u32>) -> Numbers {
    (range.start.into(), i64::from(range.end) - 1)
}

/// What of `old` is in none of `new`.
pub fn uncovered(old: Numbers, new: &[Numbers]) -> Vec<Numbers> {
    let mut new = new.to_vec();
    new.sort_unstable();
    let (mut next, last) = old;
    let mut missing = Vec::new();
    for (start, end) in new {
        if end < next {
            continue;
        }
        if start > last {
            break;
        }
        if start > next {
            missing.push((next, start - 1));
        }
        next = end + 1;
    }
    if next <= last {
        missing.push((next, last));
    }
    missing
}

/// Ranges in words.
pub fn in_words(ranges: &[Numbers]) -> String {
    let words = ranges.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_covered_by_several() {
        for (old, new, expected) in [
            ((1, 10), vec![], vec![(1, 10)]),
            ((1, 10), vec![(6, 10), (1, 5)], vec![]),
            ((1, 10), vec![(0, 100)], vec![]),
            ((1, 10), vec![(3, 4), (8, 8)], vec![(1, 2), (5, 7), (9, 10)]),
            ((5, 5), vec![(1, 4), (6, 9)], vec![(5, 5)]),
        ] {
            assert_eq!(uncovered(old, &new), expected);
        }
    }
}
