//! Fractions of a second as text: none, or three, six or nine digits.

use std::fmt;

/// Writes nanoseconds (below a second) with a leading dot, in as few groups of three digits as they need.
pub(super) fn write(f: &mut fmt::Formatter<'_>, nanos: u32) -> fmt::Result {
    match nanos {
        0 => Ok(()),
        _ if nanos.is_multiple_of(1_000_000) => write!(f, ".{:03}", nanos / 1_000_000),
        _ if nanos.is_multiple_of(1_000) => write!(f, ".{:06}", nanos / 1_000),
        _ => write!(f, ".{nanos:09}"),
    }
}

/// Nanoseconds of one to nine digits behind a dot.
pub(super) fn parse(digits: &str) -> Option<u32> {
    let value = whole(digits).filter(|_| digits.len() <= 9)?;
    let missing = 9 - digits.len();
    u32::try_from(value)
        .ok()
        .map(|value| value * 10u32.pow(missing as u32))
}

/// A number of digits and nothing else: neither sign nor blank.
pub(super) fn whole(digits: &str) -> Option<u64> {
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| only_digits)
}
