//! Error details of a status.

use crate::runtime::rpc::{Code, Status};
use crate::runtime::wire::{Message, WireType, Writer};
use crate::runtime::wkt::{Any, Duration, StringValue, Timestamp};
use bytes::Bytes;

/// `google.rpc.Status`, written by hand.
fn rpc_status(code: u64, message: &str, details: &[Any]) -> Vec<u8> {
    let mut writer = Writer::default();
    for any in details.iter().rev() {
        writer.payload(&any.encode_to_vec());
        writer.tag(3, WireType::Delimited);
    }
    writer.payload(message.as_bytes());
    writer.tag(2, WireType::Delimited);
    writer.varint(code);
    writer.tag(1, WireType::Varint);
    writer.as_slice().to_vec()
}

fn seconds(seconds: i64) -> Duration {
    Duration {
        seconds,
        ..Duration::default()
    }
}

fn text(value: &str) -> StringValue {
    StringValue {
        value: value.to_owned(),
        ..StringValue::default()
    }
}

#[test]
fn details_are_packed_as_others_pack_them() {
    let status = Status::not_found("no such user")
        .with_detail(&seconds(3))
        .with_detail(&text("ada"))
        .with_detail(&seconds(4));
    let any = [
        Any::pack(&seconds(3)),
        Any::pack(&text("ada")),
        Any::pack(&seconds(4)),
    ];
    assert_eq!(status.details()[..], rpc_status(5, "no such user", &any));
    assert_eq!(status.details_of(), Ok(vec![seconds(3), seconds(4)]));
    assert_eq!(status.details_of(), Ok(vec![text("ada")]));
    assert_eq!(status.details_of::<Timestamp>(), Ok(vec![]));
}

#[test]
fn details_that_are_broken_are_errors_and_none_are_none() {
    let none = Status::new(Code::Internal, "");
    assert_eq!(none.details_of::<Duration>(), Ok(vec![]));
    let whole = rpc_status(5, "m", &[Any::pack(&seconds(300))]);
    for cut in [1, 2, 5] {
        let cut = Bytes::copy_from_slice(&whole[..whole.len() - cut]);
        let status = Status::internal("m").with_details(cut);
        assert!(status.details_of::<Duration>().is_err());
    }
}
