//! Extensions and message sets, which live among the unknown fields.

use super::sample::{Color, Sample};
use crate::runtime::wire::{
    self, Extendable, Extension, Message, MessageSetExtension, RepeatedExtension,
};

const NUMBER: Extension<Sample, i32, wire::Int32> = Extension::new(100, wire::Int32);
const TEXT: Extension<Sample, String, wire::Utf8> = Extension::new(101, wire::Utf8);
const CHILD: Extension<Sample, Sample, wire::Nested> = Extension::new(102, wire::Nested);
const GROUP: Extension<Sample, Sample, wire::Delimited> = Extension::new(103, wire::Delimited);
const COLOR: Extension<Sample, Color, wire::ClosedEnum> = Extension::new(104, wire::ClosedEnum);
const PACKED: RepeatedExtension<Sample, i32, wire::Int32> =
    RepeatedExtension::packed(105, wire::Int32);
const COLORS: RepeatedExtension<Sample, Color, wire::ClosedEnum> =
    RepeatedExtension::expanded(106, wire::ClosedEnum);

fn child(number: i32, text: &str) -> Sample {
    let text = text.to_owned();
    Sample {
        number,
        text,
        ..Sample::default()
    }
}

#[test]
fn extensions_are_set_read_changed_and_cleared() {
    let mut message = Sample::default();
    assert_eq!(message.extension(&NUMBER), Ok(None));
    message.set_extension(&NUMBER, Some(&-1));
    message.set_extension(&TEXT, Some(&"text".to_owned()));
    message.set_extension(&CHILD, Some(&child(1, "a")));
    message.set_extension(&GROUP, Some(&child(2, "b")));
    message.set_extension(&COLOR, Some(&Color::Blue));
    message.set_repeated_extension(&PACKED, &[1, 2, 300]);
    message.set_repeated_extension(&COLORS, &[Color::Red, Color::Blue]);

    let mut message = Sample::decode(&message.encode_to_vec()).unwrap();
    assert_eq!(message.extension(&NUMBER), Ok(Some(-1)));
    assert_eq!(message.extension(&TEXT), Ok(Some("text".to_owned())));
    assert_eq!(message.extension(&CHILD), Ok(Some(child(1, "a"))));
    assert_eq!(message.extension(&GROUP), Ok(Some(child(2, "b"))));
    assert_eq!(message.extension(&COLOR), Ok(Some(Color::Blue)));
    assert_eq!(message.repeated_extension(&PACKED), Ok(vec![1, 2, 300]));
    assert_eq!(
        message.repeated_extension(&COLORS),
        Ok(vec![Color::Red, Color::Blue])
    );

    message.set_extension(&NUMBER, Some(&7));
    message.set_extension(&TEXT, None);
    assert_eq!(message.extension(&NUMBER), Ok(Some(7)));
    assert_eq!(message.extension(&TEXT), Ok(None));
    assert_eq!(message.extension(&CHILD), Ok(Some(child(1, "a"))));
}

#[test]
fn extensions_follow_the_rules_of_fields() {
    let read = |input: &[u8]| Sample::decode(input).unwrap();
    // The last value wins; one with another wire type, and a number that a closed enum lacks, count as not there.
    assert_eq!(
        read(b"\xa0\x06\x01\xa0\x06\x02").extension(&NUMBER),
        Ok(Some(2))
    );
    assert_eq!(
        read(b"\xa0\x06\x01\xa5\x06\0\0\0\0").extension(&NUMBER),
        Ok(Some(1))
    );
    assert_eq!(
        read(b"\xc0\x06\x01\xc0\x06\x09").extension(&COLOR),
        Ok(Some(Color::Blue))
    );
    assert_eq!(
        read(b"\xb2\x06\x02\x08\x01\xb2\x06\x03\x12\x01a").extension(&CHILD),
        Ok(Some(child(1, "a")))
    );
    assert_eq!(
        read(b"\xc8\x06\x01\xca\x06\x02\x02\x03\xc8\x06\x04").repeated_extension(&PACKED),
        Ok(vec![1, 2, 3, 4])
    );
    assert_eq!(
        read(b"\xd2\x06\x03\x00\x09\x01").repeated_extension(&COLORS),
        Ok(vec![Color::Red, Color::Blue])
    );
    assert!(read(b"\xaa\x06\x01\xff").extension(&TEXT).is_err());
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Set {
    unknown_fields: wire::UnknownFields,
}

impl Message for Set {
    const FULL_NAME: &'static str = "test.Set";

    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
    }

    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while reader.tag()?.is_some() {
            reader.message_set_item(&mut self.unknown_fields)?;
        }
        Ok(())
    }
}

impl Extendable for Set {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }

    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}

/// Larger than any field number.
const LARGE: MessageSetExtension<Set, Sample> = MessageSetExtension::new(0x7000_0000);
const SMALL: MessageSetExtension<Set, Sample> = MessageSetExtension::new(4);

#[test]
fn message_sets_hold_messages_by_type_id() {
    let mut set = Set::default();
    LARGE.write(&mut set, Some(&child(1, "large")));
    SMALL.write(&mut set, Some(&child(2, "")));
    let encoded = set.encode_to_vec();
    assert!(encoded.ends_with(b"\x0b\x10\x04\x1a\x02\x08\x02\x0c"));
    let mut set = Set::decode(&encoded).unwrap();
    assert_eq!(LARGE.read(&set), Ok(Some(child(1, "large"))));
    assert_eq!(SMALL.read(&set), Ok(Some(child(2, ""))));
    LARGE.write(&mut set, None);
    assert_eq!(LARGE.read(&set), Ok(None));
    assert_eq!(set.encode_to_vec(), b"\x0b\x10\x04\x1a\x02\x08\x02\x0c");
}

#[test]
fn message_set_items_come_in_many_forms() {
    let usual = b"\x0b\x10\x04\x1a\x02\x08\x02\x0c".as_slice();
    let cases: [(&str, &[u8], &[u8]); 6] = [
        ("usual", usual, usual),
        ("message first", b"\x0b\x1a\x02\x08\x02\x10\x04\x0c", usual),
        (
            "with another field",
            b"\x0b\x10\x04\x20\x01\x1a\x02\x08\x02\x0c",
            usual,
        ),
        (
            "the first type id counts",
            b"\x0b\x10\x04\x1a\x02\x08\x02\x10\x05\x0c",
            usual,
        ),
        (
            "the first message counts",
            b"\x0b\x10\x04\x1a\x02\x08\x02\x1a\x02\x08\x03\x0c",
            usual,
        ),
        ("as a plain field", b"\x22\x02\x08\x02", usual),
    ];
    for (name, input, canonical) in cases {
        let set = Set::decode(input).unwrap();
        assert_eq!(SMALL.read(&set), Ok(Some(child(2, ""))), "{name}");
        assert_eq!(set.encode_to_vec(), canonical, "{name}");
    }
    let halves: [&[u8]; 3] = [
        b"\x0b\x0c",
        b"\x0b\x10\x04\x0c",
        b"\x0b\x1a\x02\x08\x02\x0c",
    ];
    for half in halves {
        let set = Set::decode(half).unwrap();
        assert_eq!(SMALL.read(&set), Ok(None));
        assert_eq!(set.encode_to_vec(), half);
    }
    let merged = Set::decode(&[usual, b"\x0b\x10\x04\x1a\x03\x12\x01a\x0c"].concat()).unwrap();
    assert_eq!(SMALL.read(&merged), Ok(Some(child(2, "a"))));
    let broken: [&[u8]; 3] = [
        b"\x0b\x10\x04",
        b"\x0b\x10\x04\x1a\x05\x0c",
        b"\x0b\x10\x04\x14",
    ];
    for input in broken {
        assert!(Set::decode(input).is_err(), "{}", input.escape_ascii());
    }
}
