//! What the decoder refuses: where, why, and how deep it goes.

use super::check;
use super::sample::{Sample, full};
use crate::runtime::wire::{DecodeError, Message, Problem, RECURSION_LIMIT};
use bytes::Bytes;

#[test]
fn what_is_invalid_is_refused_where_it_stands() {
    use Problem::*;
    let cases: [(&[u8], Problem, usize); 29] = [
        (b"\x08", Truncated, 1),
        (b"\x08\x80", Truncated, 1),
        (b"\x80", Truncated, 0),
        (b"\x69\0\0\0", Truncated, 1),
        (b"\x75\0\0", Truncated, 1),
        (
            b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
            OverlongVarint,
            1,
        ),
        (b"\x00", InvalidTag, 0),
        (b"\x02\x00", InvalidTag, 0),
        (b"\x80\x00", InvalidTag, 0),
        (b"\x88\x80\x80\x80\x80\x00\x01", InvalidTag, 0),
        (b"\xf8\xff\xff\xff\x7f\x01", InvalidTag, 0),
        (b"\x0e", InvalidTag, 1),
        (b"\x0f", InvalidTag, 1),
        (b"\x0c", UnmatchedGroup, 1),
        (b"\x5b\x08\x01", Truncated, 3),
        (b"\x5b\x64", UnmatchedGroup, 2),
        (b"\x32\x01\x5b\x5c", Truncated, 3),
        (b"\x5b\x32\x01\x5c\x5c", UnmatchedGroup, 4),
        (b"\xfb\x02\xf4\x02", UnmatchedGroup, 4),
        (b"\xfb\x02\x08\x01", Truncated, 4),
        (b"\x12\x05abc", LengthBeyondEnd, 2),
        (
            b"\x12\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
            LengthBeyondEnd,
            11,
        ),
        (b"\x22\xff\xff\xff\xff\x07\x01", LengthBeyondEnd, 6),
        (b"\x32\x03\x12\x05a", LengthBeyondEnd, 4),
        (b"\x22\x01\x80\x01", Truncated, 2),
        (b"\xa2\x01\x03\0\0\0", Truncated, 3),
        (b"\x12\x02\xc3\x28", InvalidUtf8, 4),
        (b"\x3a\x03\x0a\x01\xff", InvalidUtf8, 5),
        (b"\x3a\x02\x0a\x05", LengthBeyondEnd, 4),
    ];
    for (input, problem, offset) in cases {
        let error = Sample::decode(input).expect_err(&input.escape_ascii().to_string());
        let found = (error.problem(), error.offset());
        assert_eq!(found, (problem, offset), "{}", input.escape_ascii());
        assert_eq!(
            Sample::decode_bytes(&Bytes::copy_from_slice(input)),
            Err(error)
        );
    }
}

#[test]
fn an_error_names_place_and_message() {
    let error = Sample::decode(b"\x32\x03\x12\x05a").unwrap_err();
    insta::assert_snapshot!(error, @"a declared length reaches beyond the end of its message (at byte 4, in test.Sample); the bytes are damaged or of another message type");
    assert_eq!(size_of::<DecodeError>(), size_of::<usize>());
}

#[test]
fn a_cut_input_is_refused_except_between_fields() {
    let whole = full().encode_to_vec();
    let mut ends = 0;
    for end in 0..=whole.len() {
        match Sample::decode(&whole[..end]) {
            Ok(message) => {
                ends += 1;
                assert!(message.encode_to_vec().len() <= end + 4, "cut at {end}");
            }
            Err(error) => {
                let problem = error.problem();
                let expected = matches!(problem, Problem::Truncated | Problem::LengthBeyondEnd);
                assert!(expected, "cut at {end}: {error}");
                assert!(error.offset() <= end, "cut at {end}: {error}");
            }
        }
    }
    // One for the empty input, and one for each field of the full sample and element of its unpacked repeated fields.
    assert_eq!(ends, 1 + 30);
}

#[test]
fn nesting_has_a_limit() {
    /// `depth` times `open`, and as often `close`, around nothing.
    fn groups(depth: u32, open: &[u8], close: &[u8]) -> Vec<u8> {
        [open.repeat(depth as usize), close.repeat(depth as usize)].concat()
    }
    fn nested(depth: u32) -> Vec<u8> {
        (0..depth).fold(Vec::new(), |inner, _| {
            let mut outer = Sample::default().encode_to_vec();
            outer.push(0x32);
            let mut length = inner.len();
            while length >= 0x80 {
                outer.push(length.to_le_bytes()[0] | 0x80);
                length >>= 7;
            }
            outer.push(length.to_le_bytes()[0]);
            [outer, inner].concat()
        })
    }
    let known = |depth| groups(depth, b"\x5b", b"\x5c");
    let unknown = |depth| groups(depth, b"\xfb\x02", b"\xfc\x02");
    let makers: [&dyn Fn(u32) -> Vec<u8>; 3] = [&nested, &known, &unknown];
    for make in makers {
        let deepest = make(RECURSION_LIMIT);
        check(&deepest, &deepest);
        for depth in [RECURSION_LIMIT + 1, 100_000] {
            let error = Sample::decode(&make(depth)).unwrap_err();
            assert_eq!(error.problem(), Problem::TooDeep);
        }
    }
}
