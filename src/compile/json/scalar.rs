//! Single values: JSON to the binary format (`ProtoJSON`, "Format").

use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use serde_json::Value;

pub(super) const VARINT: u32 = 0;
pub(super) const FIXED64: u32 = 1;
pub(super) const DELIMITED: u32 = 2;
pub(super) const GROUP: u32 = 3;
pub(super) const GROUP_END: u32 = 4;
pub(super) const FIXED32: u32 = 5;

pub(super) fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value.to_le_bytes()[0] | 0x80);
        value >>= 7;
    }
    out.push(value.to_le_bytes()[0]);
}

pub(super) fn tag(out: &mut Vec<u8>, number: i32, wire_type: u32) {
    varint(out, u64::from(number.cast_unsigned() << 3 | wire_type));
}

pub(super) fn delimited(out: &mut Vec<u8>, number: i32, bytes: &[u8]) {
    tag(out, number, DELIMITED);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// Writes a field with one value that is no message and no enum; an error says what it should be.
pub(super) fn write(
    out: &mut Vec<u8>,
    number: i32,
    kind: Type,
    value: &Value,
) -> Result<(), String> {
    match kind {
        Type::Double => fixed64(out, number, float(value)?.to_bits()),
        #[expect(
            clippy::cast_possible_truncation,
            reason = "the nearest float is what is meant"
        )]
        Type::Float => fixed32(out, number, (float(value)? as f32).to_bits()),
        Type::Int64 => variable(out, number, signed::<i64>(value)?.cast_unsigned()),
        Type::Uint64 => variable(out, number, integer(value)?),
        Type::Int32 => variable(
            out,
            number,
            i64::from(signed::<i32>(value)?).cast_unsigned(),
        ),
        Type::Uint32 => variable(out, number, u64::from(integer::<u32>(value)?)),
        Type::Fixed64 => fixed64(out, number, integer(value)?),
        Type::Fixed32 => fixed32(out, number, integer(value)?),
        Type::Sfixed64 => fixed64(out, number, signed::<i64>(value)?.cast_unsigned()),
        Type::Sfixed32 => fixed32(out, number, signed::<i32>(value)?.cast_unsigned()),
        Type::Sint64 => variable(out, number, zigzag(signed(value)?)),
        Type::Sint32 => variable(out, number, zigzag(i64::from(signed::<i32>(value)?))),
        Type::Bool => {
            let value = value.as_bool().ok_or("is not true or false")?;
            variable(out, number, u64::from(value));
        }
        Type::String => delimited(
            out,
            number,
            value.as_str().ok_or("is not a string")?.as_bytes(),
        ),
        Type::Bytes => {
            let text = value.as_str().ok_or("is not a string of base64")?;
            delimited(out, number, &base64(text).ok_or("is not base64")?);
        }
        Type::Message | Type::Group | Type::Enum | Type::Unrecognized(_) => {
            return Err("has a type that is unknown".to_owned());
        }
    }
    Ok(())
}

pub(super) fn variable(out: &mut Vec<u8>, number: i32, value: u64) {
    tag(out, number, VARINT);
    varint(out, value);
}

fn fixed64(out: &mut Vec<u8>, number: i32, value: u64) {
    tag(out, number, FIXED64);
    out.extend_from_slice(&value.to_le_bytes());
}

fn fixed32(out: &mut Vec<u8>, number: i32, value: u32) {
    tag(out, number, FIXED32);
    out.extend_from_slice(&value.to_le_bytes());
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63).cast_unsigned()
}

/// A whole number, as a number or in a string; `1.0` and `1e3` are whole.
fn integer<N: TryFrom<i128>>(value: &Value) -> Result<N, String> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => return Err("is not a number".to_owned()),
    };
    let whole = text.parse().ok().or_else(|| {
        let number: f64 = text.parse().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and in range")]
        (number.fract() == 0.0 && number.abs() < 1e20).then_some(number as i128)
    });
    let whole: i128 = whole.ok_or("is not a whole number")?;
    N::try_from(whole).map_err(|_| "is out of range".to_owned())
}

pub(super) fn signed<N: TryFrom<i128>>(value: &Value) -> Result<N, String> {
    integer(value)
}

fn float(value: &Value) -> Result<f64, String> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => match text.as_str() {
            "NaN" => Some(f64::NAN),
            "Infinity" => Some(f64::INFINITY),
            "-Infinity" => Some(f64::NEG_INFINITY),
            _ => text.parse().ok().filter(|number: &f64| number.is_finite()),
        },
        _ => None,
    };
    number.ok_or_else(|| "is not a number".to_owned())
}

/// Base64 of either alphabet (RFC 4648), padded or not.
fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').as_bytes();
    if digits.len() % 4 == 1 || text.len() - digits.len() > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    let (mut word, mut bits) = (0_u32, 0);
    for digit in digits {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        (word, bits) = (word << 6 | u32::from(value), bits + 6);
        if bits >= 8 {
            bits -= 8;
            bytes.push((word >> bits).to_le_bytes()[0]);
        }
    }
    Some(bytes)
}
