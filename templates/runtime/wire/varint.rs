//! Base-128 varints, on plain slices: loops over many of them keep their place in a register.

/// The most bytes that a 64-bit number takes.
pub(super) const LONGEST: usize = 10;

/// The number that `input` starts with, and what follows it; `None` where it does not end within the input or ten bytes.
#[inline]
pub(super) fn read(input: &[u8]) -> Option<(u64, &[u8])> {
    match *input {
        [byte @ 0..=0x7f, ref rest @ ..] => Some((u64::from(byte), rest)),
        [low, high @ 0..=0x7f, ref rest @ ..] => {
            Some((u64::from(low & 0x7f) | u64::from(high) << 7, rest))
        }
        _ => read_long(input),
    }
}

/// Eight bytes at once: finds the last one by its clear top bit, then closes the gaps between the groups of seven bits.
fn read_long(input: &[u8]) -> Option<(u64, &[u8])> {
    // Times in seconds and large numbers of 32 bits: a branch that is foreseen lets the next number begin early.
    if let [_, _, 0x80..=0xff, 0x80..=0xff, last @ 0..=0x7f, rest @ ..] = input {
        let sevens = |index: usize| u32::from(input[index] & 0x7f) << (7 * index);
        let low = sevens(0) | sevens(1) | sevens(2) | sevens(3);
        return Some((u64::from(low) | u64::from(*last) << 28, rest));
    }
    let Some(word) = input.first_chunk() else {
        return read_by_bytes(input);
    };
    let word = u64::from_le_bytes(*word);
    let ends = !word & 0x8080_8080_8080_8080;
    if ends == 0 {
        return read_by_bytes(input);
    }
    let length = ends.trailing_zeros() as usize / 8 + 1;
    // Every bit up to the first end, the top bit of each byte left out.
    let sevens = word & (ends ^ (ends - 1)) & 0x7f7f_7f7f_7f7f_7f7f;
    let fourteens = (sevens & 0x007f_007f_007f_007f) | (sevens & 0x7f00_7f00_7f00_7f00) >> 1;
    let halves = (fourteens & 0x0000_3fff_0000_3fff) | (fourteens & 0x3fff_0000_3fff_0000) >> 2;
    let value = (halves & 0x0fff_ffff) | (halves & 0x0fff_ffff_0000_0000) >> 4;
    Some((value, &input[length..]))
}

#[inline(never)]
fn read_by_bytes(input: &[u8]) -> Option<(u64, &[u8])> {
    let mut value = 0;
    for (index, &byte) in input.iter().take(LONGEST).enumerate() {
        value |= u64::from(byte & 0x7f) << (7 * index);
        if byte < 0x80 {
            return Some((value, &input[index + 1..]));
        }
    }
    None
}

/// How many numbers end in `payload`.
pub(super) fn count(payload: &[u8]) -> usize {
    payload.iter().filter(|byte| **byte < 0x80).count()
}

/// How many bytes `value` takes.
#[inline]
pub(super) fn length(value: u64) -> usize {
    // One for every seven bits begun, and one for zero.
    (70 - (value | 1).leading_zeros() as usize) / 7
}

/// Writes `value` so that it ends at `end` in `room`, which has space for the longest before that, and answers where it
/// begins. What lies before the beginning may be overwritten.
#[inline]
pub(super) fn write_before(room: &mut [u8], end: usize, value: u64) -> usize {
    if value < 0x80 && end > 0 {
        room[end - 1] = value as u8;
        return end - 1;
    }
    let start = end - length(value);
    if value < 1 << 56
        && let Some(word) = room[..end].last_chunk_mut()
    {
        *word = spread(value, end - start).to_le_bytes();
        return start;
    }
    write_by_bytes(&mut room[start..end], value);
    start
}

/// The varint of `value` in the upper bytes of a word: opens gaps between groups of seven bits, and marks all bytes but
/// the last.
#[inline]
fn spread(value: u64, length: usize) -> u64 {
    let halves = (value & 0x0fff_ffff) | (value & 0x00ff_ffff_f000_0000) << 4;
    let fourteens = (halves & 0x0000_3fff_0000_3fff) | (halves & 0x0fff_c000_0fff_c000) << 2;
    let sevens = (fourteens & 0x007f_007f_007f_007f) | (fourteens & 0x3f80_3f80_3f80_3f80) << 1;
    let marks = 0x0080_8080_8080_8080 >> (8 * (8 - length));
    (sevens | marks) << (8 * (8 - length))
}

#[inline(never)]
fn write_by_bytes(room: &mut [u8], mut value: u64) {
    for byte in room.iter_mut() {
        *byte = value as u8 | 0x80;
        value >>= 7;
    }
    if let Some(last) = room.last_mut() {
        *last &= 0x7f;
    }
}
