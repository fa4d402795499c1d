//! The well-known types' conversions, on tables of values.

use crate::runtime::wire::Message;
use crate::runtime::wkt::{
    Any, BytesValue, Duration, FieldMask, ListValue, StringValue, Struct, Timestamp, Value,
};
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::time::{self, SystemTime};

fn timestamp(seconds: i64, nanos: i32) -> Timestamp {
    Timestamp {
        seconds,
        nanos,
        ..Timestamp::default()
    }
}

fn duration(seconds: i64, nanos: i32) -> Duration {
    Duration {
        seconds,
        nanos,
        ..Duration::default()
    }
}

#[test]
fn timestamps_are_written_as_rfc_3339_and_read_back() {
    let cases = [
        (0, 0, "1970-01-01T00:00:00Z"),
        (-1, 999_999_999, "1969-12-31T23:59:59.999999999Z"),
        (951_782_400, 500_000_000, "2000-02-29T00:00:00.500Z"),
        (1_795_232_882, 1_000, "2026-11-21T03:48:02.000001Z"),
        (4_107_542_400, 0, "2100-03-01T00:00:00Z"),
        (-62_135_596_800, 0, "0001-01-01T00:00:00Z"),
        (253_402_300_799, 999_000_000, "9999-12-31T23:59:59.999Z"),
    ];
    for (seconds, nanos, text) in cases {
        let value = timestamp(seconds, nanos);
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse(), Ok(value));
    }
}

#[test]
fn timestamps_are_read_with_any_offset_and_nothing_else() {
    let good = [
        ("1970-01-01T01:00:00+01:00", 0, 0),
        ("1969-12-31T16:00:00.5-08:00", 0, 500_000_000),
        ("1970-01-01T00:00:00.000000001Z", 0, 1),
        ("1970-01-01T00:00:00-23:59", 86_340, 0),
    ];
    for (text, seconds, nanos) in good {
        assert_eq!(text.parse(), Ok(timestamp(seconds, nanos)), "{text}");
    }
    let bad = [
        "",
        "Z",
        "T",
        "TZ",
        "1970-01-01",
        "1970-01-01T00:00:00",
        "1970-01-01t00:00:00z",
        "1970-01-01 00:00:00Z",
        "1970-1-01T00:00:00Z",
        "1970-02-29T00:00:00Z",
        "1900-02-29T00:00:00Z",
        "1970-13-01T00:00:00Z",
        "1970-00-01T00:00:00Z",
        "1970-01-00T00:00:00Z",
        "1970-01-01T24:00:00Z",
        "1970-01-01T00:60:00Z",
        "1970-01-01T00:00:60Z",
        "1970-01-01T00:00:00.Z",
        "1970-01-01T00:00:00.0000000001Z",
        "1970-01-01T00:00:00.+1Z",
        "1970-01-01T00:00:00ZZ",
        "1970-01-01T00:00:00+1:00",
        "1970-01-01T00:00:00+24:00",
        "1970-01-01T00:00:00+00:60",
        "1970-01-01.5T00:00:00Z",
        "+970-01-01T00:00:00Z",
        "1970-01-01T00:00:00+é:00",
        "0000-12-31T23:59:59Z",
        "0001-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
    ];
    for text in bad {
        assert!(text.parse::<Timestamp>().is_err(), "{text}");
    }
}

#[test]
fn durations_are_written_in_seconds_and_read_back() {
    let cases = [
        (0, 0, "0s"),
        (1, 500_000_000, "1.500s"),
        (-1, -500_000, "-1.000500s"),
        (0, -1, "-0.000000001s"),
        (315_576_000_000, 0, "315576000000s"),
    ];
    for (seconds, nanos, text) in cases {
        let value = duration(seconds, nanos);
        assert_eq!(value.to_string(), text);
        assert_eq!(text.parse(), Ok(value));
    }
    let bad = [
        "",
        "s",
        "1",
        "-s",
        "--1s",
        "+1s",
        "1.s",
        ".5s",
        "1.0000000000s",
        "1 s",
        "315576000001s",
        "99999999999999999999s",
    ];
    for text in bad {
        assert!(text.parse::<Duration>().is_err(), "{text}");
    }
}

#[test]
fn times_outside_their_range_are_refused() {
    assert!(Timestamp::now().is_valid());
    let after = SystemTime::UNIX_EPOCH + time::Duration::from_secs(253_402_300_801);
    assert!(Timestamp::try_from(after).is_err());
    for invalid in [
        timestamp(i64::MIN, 0),
        timestamp(0, -1),
        timestamp(0, 1_000_000_000),
    ] {
        assert!(SystemTime::try_from(&invalid).is_err());
        assert!(invalid.to_string().starts_with("invalid timestamp"));
    }
    assert!(Duration::try_from(time::Duration::MAX).is_err());
    for invalid in [
        duration(i64::MIN, 0),
        duration(1, -1),
        duration(0, i32::MIN),
        duration(-1, 0),
    ] {
        assert!(time::Duration::try_from(&invalid).is_err());
    }
    let error = time::Duration::try_from(duration(-1, 0)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "google.protobuf.Duration: negative, which std::time::Duration cannot be"
    );
}

proptest! {
    #[test]
    fn every_valid_time_survives_text_and_system_time(seconds in -62_135_596_800i64..=253_402_300_799, nanos in 0..1_000_000_000i32) {
        let value = timestamp(seconds, nanos);
        prop_assert_eq!(value.to_string().parse(), Ok(value.clone()));
        let system = SystemTime::try_from(&value).unwrap();
        prop_assert_eq!(Timestamp::try_from(system), Ok(value));
    }

    #[test]
    fn every_valid_duration_survives_text_and_std(seconds in 0..=315_575_999_999i64, nanos in 0..1_000_000_000i32) {
        for value in [duration(seconds, nanos), duration(-seconds, -nanos)] {
            prop_assert_eq!(value.to_string().parse(), Ok(value.clone()));
        }
        let value = duration(seconds, nanos);
        let std = time::Duration::try_from(&value).unwrap();
        prop_assert_eq!(Duration::try_from(std), Ok(value));
    }

    #[test]
    fn no_text_makes_the_parsers_panic(text in "[-+0-9T:Z.sé]{0,40}") {
        let _ = text.parse::<Timestamp>();
        let _ = text.parse::<Duration>();
    }
}

#[test]
fn any_holds_a_message_and_its_name() {
    let value = StringValue::from("hello");
    let any = Any::pack(&value);
    assert_eq!(
        any.type_url,
        "type.googleapis.com/google.protobuf.StringValue"
    );
    assert!(any.is::<StringValue>());
    assert_eq!(any.unpack(), Ok(Some(value)));
    assert_eq!(any.unpack::<Duration>(), Ok(None));
    for (url, name) in [
        ("a/b/c.D", Some("c.D")),
        ("c.D", None),
        ("a/", None),
        ("", None),
    ] {
        let any = Any {
            type_url: url.to_owned(),
            ..Any::default()
        };
        assert_eq!(any.type_name(), name, "{url}");
    }
    let damaged = Any {
        value: b"\x0a\x05".as_slice().into(),
        ..any
    };
    assert!(damaged.unpack::<StringValue>().is_err());
}

#[test]
fn any_hands_out_bytes_without_copying() {
    let any = Any::pack(&BytesValue::from(vec![7; 100]));
    let inner = any.unpack::<BytesValue>().unwrap().unwrap();
    assert!(any.value.as_ptr_range().contains(&inner.value.as_ptr()));
}

#[test]
fn values_are_made_of_natural_ones_and_taken_apart() {
    let fields = Struct::from([
        ("name", Value::from("Ada")),
        ("age", 36.into()),
        ("tags", ["a", "b"].into()),
        ("nothing", None::<bool>.into()),
        ("inner", BTreeMap::from([("deep", true)]).into()),
    ]);
    let copy = Struct::decode(&fields.encode_to_vec()).unwrap();
    assert_eq!(copy, fields);
    assert_eq!(copy.get("name").and_then(Value::as_str), Some("Ada"));
    assert_eq!(copy.get("age").and_then(Value::as_f64), Some(36.0));
    let tags = copy.get("tags").and_then(Value::as_list).unwrap();
    assert_eq!(
        tags.iter().filter_map(Value::as_str).collect::<Vec<_>>(),
        ["a", "b"]
    );
    assert!(copy.get("nothing").is_some_and(Value::is_null));
    let inner = copy.get("inner").and_then(Value::as_struct).unwrap();
    assert_eq!(inner.get("deep").and_then(Value::as_bool), Some(true));
    assert!(copy.get("missing").is_none());

    assert_eq!(f64::try_from(Value::from(1.5)), Ok(1.5));
    assert!(f64::try_from(Value::from("1.5")).is_err());
    assert_eq!(String::try_from(Value::from("x")), Ok("x".to_owned()));
    let list: ListValue = (0..3).collect();
    let sum: f64 = list.into_iter().filter_map(|value| value.as_f64()).sum();
    assert!((2.9..3.1).contains(&sum));
}

#[test]
fn field_masks_are_sets_of_trees() {
    let mask = |paths: &[&str]| paths.iter().copied().collect::<FieldMask>();
    let one = mask(&["b.c", "a", "b.c.d", "a", "bc"]);
    assert_eq!(one.normalized(), mask(&["a", "b.c", "bc"]));
    for (path, covered) in [
        ("a", true),
        ("a.x", true),
        ("b", false),
        ("b.c.z", true),
        ("ab", false),
        ("", false),
    ] {
        assert_eq!(one.covers(path), covered, "{path}");
    }
    let other = mask(&["b", "a.x"]);
    assert_eq!(one.union(&other), mask(&["a", "b", "bc"]));
    assert_eq!(one.intersection(&other), mask(&["a.x", "b.c"]));
    assert_eq!(one.union(&other).to_string(), "a,b,bc");
}
