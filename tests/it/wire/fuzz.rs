//! Round trips of generated samples, and a decoder that meets damaged and random bytes.
//!
//! The mutation test is one of the targets of `.ci/fuzz`.

use super::sample::{Choice, Color, Sample, full};
use crate::runtime::wire::Message;
use bytes::Bytes;
use proptest::collection::{btree_map, vec};
use proptest::option;
use proptest::prelude::*;
use proptest::test_runner::{RngAlgorithm, TestRng};
use std::time::Instant;

fn color() -> impl Strategy<Value = Color> {
    prop_oneof![Just(Color::Red), Just(Color::Blue)]
}

fn scalars() -> impl Strategy<Value = Sample> {
    let singular = (
        any::<i32>(),
        ".*",
        any::<Option<i64>>(),
        vec(any::<u8>(), 0..300),
        -1e30..1e30,
        any::<bool>(),
    );
    let repeated = (
        vec(any::<i32>(), 0..9),
        vec(".{0,9}", 0..4),
        vec(color(), 0..4),
        vec(any::<u32>(), 0..4),
    );
    let maps = (
        btree_map(".{0,4}", any::<i32>(), 0..4),
        btree_map(any::<i32>(), color(), 0..4),
    );
    let choice = option::of(prop_oneof![
        any::<i32>().prop_map(Choice::Number),
        ".{0,9}".prop_map(Choice::Text),
        color().prop_map(Choice::Color),
    ]);
    (singular, repeated, maps, choice).prop_map(
        |(
            (number, text, signed, data, double, flag),
            (packed, texts, colors, fixed),
            maps,
            choice,
        )| Sample {
            number,
            text,
            signed,
            data: data.into(),
            double,
            flag,
            packed,
            texts,
            colors,
            fixed,
            counts: maps.0,
            colors_by_number: maps.1,
            choice,
            ..Sample::default()
        },
    )
}

fn samples() -> impl Strategy<Value = Sample> {
    scalars().prop_recursive(4, 12, 3, |inner| {
        (
            scalars(),
            option::of(inner.clone()),
            option::of(inner.clone()),
            vec(inner, 0..3),
        )
            .prop_map(|(sample, child, group, children)| Sample {
                child: child.map(Box::new),
                group: group.map(Box::new),
                children,
                ..sample
            })
    })
}

/// Whatever decodes must encode to something that decodes to the same; NaN is why bytes are compared.
fn check(input: &[u8]) -> Result<(), String> {
    let shared = Sample::decode_bytes(&Bytes::copy_from_slice(input));
    match Sample::decode(input) {
        Ok(message) => {
            let encoded = message.encode_to_vec();
            let again = Sample::decode(&encoded).map_err(|error| error.to_string())?;
            if again.encode_to_vec() != encoded
                || shared.map(|message| message.encode_to_vec()) != Ok(encoded)
            {
                return Err(format!("unstable: {}", input.escape_ascii()));
            }
        }
        Err(error) if error.offset() <= input.len() && shared == Err(error.clone()) => {}
        Err(error) => return Err(format!("{error}: {}", input.escape_ascii())),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn what_is_encoded_decodes_to_the_same(message in samples()) {
        let encoded = message.encode_to_vec();
        let decoded = Sample::decode(&encoded);
        prop_assert_eq!(decoded.as_ref(), Ok(&message));
        prop_assert_eq!(Sample::decode_bytes(&encoded.into()), Ok(message));
    }

    #[test]
    fn random_bytes_do_no_harm(input in vec(any::<u8>(), 0..200)) {
        prop_assert_eq!(check(&input), Ok(()));
    }
}

#[test]
fn damaged_encodings_do_no_harm() {
    let end = crate::fuzz::end(0.3);
    let mut random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let seed = full().encode_to_vec();
    while Instant::now() < end {
        let mut input = seed.clone();
        for _ in 0..=random.next_u32() % 6 {
            mutate(&mut input, &mut random);
        }
        check(&input).unwrap();
    }
}

/// Changes a byte, removes a piece, doubles a piece, or puts in a byte with a meaning.
fn mutate(input: &mut Vec<u8>, random: &mut TestRng) {
    const TELLING: [u8; 10] = [0x00, 0x01, 0x0b, 0x0c, 0x32, 0x5b, 0x5c, 0x7f, 0x80, 0xff];
    let mut below = |end: usize| random.next_u32() as usize % end.max(1);
    let (start, length) = (below(input.len()), below(12));
    let end = (start + length).min(input.len());
    match below(4) {
        0 if start < input.len() => input[start] = below(256).to_le_bytes()[0],
        1 => drop(input.drain(start..end)),
        2 => {
            let piece = input[start..end].to_vec();
            input.splice(start..start, piece);
        }
        _ => input.insert(start, TELLING[below(TELLING.len())]),
    }
}
