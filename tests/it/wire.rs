//! The binary format: what is accepted, what is refused and where, and that both directions agree.

mod extension;
mod fuzz;
mod refusal;
mod sample;

use crate::runtime::wire::Message;
use bytes::Bytes;
use sample::{Choice, Color, Sample, full};
use std::collections::BTreeMap;

/// Decodes, encodes again, and compares with what the canonical encoding of the same message is.
#[track_caller]
fn check(input: &[u8], canonical: &[u8]) -> Sample {
    let message =
        Sample::decode(input).unwrap_or_else(|error| panic!("{}: {error}", input.escape_ascii()));
    let encoded = message.encode_to_vec();
    assert_eq!(
        encoded.escape_ascii().to_string(),
        canonical.escape_ascii().to_string(),
        "from {}",
        input.escape_ascii()
    );
    message
}

#[test]
fn what_is_valid_comes_back_in_its_canonical_form() {
    let cases: [(&str, &[u8], &[u8]); 30] = [
        ("nothing", b"", b""),
        ("varint of one byte", b"\x08\x7f", b"\x08\x7f"),
        ("varint of two bytes", b"\x08\x96\x01", b"\x08\x96\x01"),
        ("defaults are left out", b"\x08\x00\x12\x00", b""),
        ("explicit presence keeps defaults", b"\x18\x00", b"\x18\x00"),
        (
            "overlong varint",
            b"\x08\x81\x80\x80\x80\x80\x80\x80\x80\x80\x00",
            b"\x08\x01",
        ),
        (
            "varint truncated to 32 bits",
            b"\x08\x81\x80\x80\x80\x10",
            b"\x08\x01",
        ),
        (
            "varint truncated to 64 bits",
            b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x7f",
            b"\x08\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01",
        ),
        ("overlong tag", b"\x88\x80\x80\x80\x00\x01", b"\x08\x01"),
        ("any number is true", b"\xa8\x01\x80\x20", b"\xa8\x01\x01"),
        ("the last value wins", b"\x08\x01\x08\x02", b"\x08\x02"),
        ("packed as packed", b"\x22\x02\x01\x02", b"\x22\x02\x01\x02"),
        (
            "one by one as packed",
            b"\x20\x01\x20\x02",
            b"\x22\x02\x01\x02",
        ),
        (
            "mixed",
            b"\x20\x01\x22\x02\x02\x03\x20\x04",
            b"\x22\x04\x01\x02\x03\x04",
        ),
        ("empty packed", b"\x22\x00", b""),
        (
            "fixed one by one",
            b"\xa5\x01\x01\x00\x00\x00",
            b"\xa2\x01\x04\x01\x00\x00\x00",
        ),
        (
            "messages merge",
            b"\x32\x02\x08\x01\x32\x03\x12\x01a",
            b"\x32\x05\x08\x01\x12\x01a",
        ),
        (
            "groups merge",
            b"\x5b\x08\x01\x5c\x5b\x10\x05\x5c",
            b"\x5b\x08\x01\x10\x05\x5c",
        ),
        ("empty message", b"\x32\x00", b"\x32\x00"),
        (
            "map entry without value",
            b"\x3a\x03\x0a\x01a",
            b"\x3a\x05\x0a\x01a\x10\x00",
        ),
        (
            "map entry without key",
            b"\x3a\x02\x10\x05",
            b"\x3a\x04\x0a\x00\x10\x05",
        ),
        ("empty map entry", b"\x3a\x00", b"\x3a\x04\x0a\x00\x10\x00"),
        (
            "map entry backwards, with more",
            b"\x3a\x09\x10\x05\x18\x09\x0a\x01b\x18\x01",
            b"\x3a\x05\x0a\x01b\x10\x05",
        ),
        (
            "map keys replace",
            b"\x3a\x05\x0a\x01a\x10\x01\x3a\x05\x0a\x01a\x10\x02",
            b"\x3a\x05\x0a\x01a\x10\x02",
        ),
        (
            "map entry repeats its value",
            b"\x3a\x07\x0a\x01a\x10\x01\x10\x02",
            b"\x3a\x05\x0a\x01a\x10\x02",
        ),
        (
            "message values of one entry merge",
            b"\xc2\x01\x0b\x08\x01\x12\x02\x08\x01\x12\x03\x12\x01a",
            b"\xc2\x01\x09\x08\x01\x12\x05\x08\x01\x12\x01a",
        ),
        (
            "negative zero is kept",
            b"\x69\0\0\0\0\0\0\0\x80\x75\0\0\0\x80",
            b"\x69\0\0\0\0\0\0\0\x80\x75\0\0\0\x80",
        ),
        (
            "positive zero is not",
            b"\x69\0\0\0\0\0\0\0\0\x75\0\0\0\0",
            b"",
        ),
        (
            "a NaN keeps its bits",
            b"\x75\x01\x00\xc0\x7f",
            b"\x75\x01\x00\xc0\x7f",
        ),
        (
            "fields out of order",
            b"\x12\x01a\x08\x01",
            b"\x08\x01\x12\x01a",
        ),
    ];
    for (name, input, canonical) in cases {
        println!("{name}");
        check(input, canonical);
    }
}

#[test]
fn nothing_is_lost_that_the_message_does_not_know() {
    let cases: [(&str, &[u8], &[u8]); 13] = [
        (
            "kept in order, after the known",
            b"\xf8\x02\x01\x08\x07\xfa\x02\x01x\xf8\x02\x02",
            b"\x08\x07\xf8\x02\x01\xfa\x02\x01x\xf8\x02\x02",
        ),
        (
            "an overlong value stays overlong",
            b"\xf8\x02\x81\x00",
            b"\xf8\x02\x81\x00",
        ),
        (
            "group",
            b"\xfb\x02\x08\x01\xfb\x02\xfc\x02\xfc\x02",
            b"\xfb\x02\x08\x01\xfb\x02\xfc\x02\xfc\x02",
        ),
        (
            "a known number with another wire type",
            b"\x0d\x01\x02\x03\x04",
            b"\x0d\x01\x02\x03\x04",
        ),
        (
            "the largest number",
            b"\xf8\xff\xff\xff\x0f\x01",
            b"\xf8\xff\xff\xff\x0f\x01",
        ),
        ("closed enum", b"\x48\x05", b"\x48\x05"),
        (
            "closed enum, the field stays as it was",
            b"\x48\x01\x48\x05",
            b"\x48\x01\x48\x05",
        ),
        (
            "closed enum among packed",
            b"\x52\x03\x01\x05\x00",
            b"\x52\x02\x01\x00\x50\x05",
        ),
        (
            "closed enum, one by one",
            b"\x50\x01\x50\x05",
            b"\x52\x01\x01\x50\x05",
        ),
        (
            "closed enum in a map: the whole entry",
            b"\x42\x04\x08\x01\x10\x05",
            b"\x42\x04\x08\x01\x10\x05",
        ),
        (
            "closed enum in a oneof",
            b"\x78\x03\x90\x01\x05",
            b"\x78\x03\x90\x01\x05",
        ),
        (
            "a loose string that is not UTF-8",
            b"\x9a\x01\x02\xff\xfe",
            b"\x9a\x01\x02\xff\xfe",
        ),
        (
            "the same, repeated",
            b"\xba\x01\x01a\xba\x01\x01\xff\xba\x01\x01b",
            b"\xba\x01\x01a\xba\x01\x01b\xba\x01\x01\xff",
        ),
    ];
    for (name, input, canonical) in cases {
        println!("{name}");
        check(input, canonical);
    }
}

#[test]
fn a_oneof_holds_the_last_member_and_merges_messages() {
    let child = |number, text: &str| {
        let text = text.to_owned();
        let child = Sample {
            number,
            text,
            ..Sample::default()
        };
        Some(Choice::Child(Box::new(child)))
    };
    let cases: [(&[u8], Option<Choice>); 5] = [
        (b"\x78\x00", Some(Choice::Number(0))),
        (b"\x78\x01\x8a\x01\x01a", Some(Choice::Text("a".to_owned()))),
        (b"\x82\x01\x02\x08\x01\x82\x01\x03\x12\x01a", child(1, "a")),
        (
            b"\x82\x01\x02\x08\x01\x78\x01\x82\x01\x03\x12\x01a",
            child(0, "a"),
        ),
        (b"\x90\x01\x01", Some(Choice::Color(Color::Blue))),
    ];
    for (input, choice) in cases {
        assert_eq!(
            Sample::decode(input).unwrap().choice,
            choice,
            "{}",
            input.escape_ascii()
        );
    }
}

#[test]
fn every_way_to_encode_gives_the_same_bytes() {
    for message in [
        Sample::default(),
        full(),
        Sample {
            data: vec![3; 200_000].into(),
            ..full()
        },
    ] {
        let encoded = message.encode_to_vec();
        assert_eq!(message.encode_to_bytes(), encoded);
        assert_eq!(message.encoded_len(), encoded.len());
        let framed = message.encode_framed(1);
        assert_eq!(framed[0], 1);
        assert_eq!(
            framed[1..5],
            u32::try_from(encoded.len()).unwrap().to_be_bytes()
        );
        assert_eq!(framed[5..], encoded);
        assert_eq!(Sample::decode(&encoded), Ok(message.clone()));
        let shared = Bytes::from(encoded);
        let decoded = Sample::decode_bytes(&shared).unwrap();
        assert_eq!(decoded, message);
        let lies_inside = shared.as_ptr_range().contains(&decoded.data.as_ptr());
        assert!(
            lies_inside || message.data.is_empty(),
            "bytes fields are slices of a shared input"
        );
    }
}

#[test]
fn numbers_of_every_width_take_no_byte_too_many() {
    for bits in 0..64 {
        // Zigzag makes this the largest number of so many bits.
        let largest = u64::MAX.checked_shr(64 - bits).unwrap_or(0);
        let signed = Some((largest >> 1).cast_signed() ^ -(largest & 1).cast_signed());
        let message = Sample {
            signed,
            packed: vec![largest.to_le_bytes()[0].into(); 3],
            ..Sample::default()
        };
        let encoded = message.encode_to_vec();
        let length = 1 + (bits.max(1) as usize).div_ceil(7);
        assert_eq!(encoded[length - 1] & 0x80, 0, "{bits} bits");
        assert_eq!(encoded[length], 0x22, "{bits} bits");
        assert_eq!(Sample::decode(&encoded), Ok(message), "{bits} bits");
    }
}

#[test]
fn large_maps_keep_the_last_value_of_each_key() {
    let entries = (0..5000i32).map(|index| (index.wrapping_mul(7919) % 3000, index));
    let mut input = Vec::new();
    let mut expected = BTreeMap::new();
    for (key, value) in entries {
        let key = key.to_string();
        let one = Sample {
            counts: [(key.clone(), value)].into(),
            ..Sample::default()
        };
        input.extend(one.encode_to_vec());
        expected.insert(key, value);
    }
    assert_eq!(Sample::decode(&input).unwrap().counts, expected);
}

#[test]
fn merging_adds_to_what_is_there() {
    let mut message = full();
    message.merge(&full().encode_to_vec()).unwrap();
    let twice = [full().encode_to_vec(), full().encode_to_vec()].concat();
    assert_eq!(Sample::decode(&twice), Ok(message.clone()));
    assert_eq!(message.packed.len(), 6);
    assert_eq!(message.child, full().child);
    assert_eq!(message.unknown_fields.iter().count(), 4);
}
