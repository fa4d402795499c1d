//! The well-known types that JSON writes in a form of their own (`ProtoJSON`, "Format"). Options may hold them.

use super::scalar::{delimited, variable, write};
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use serde_json::Value;

/// The encoding of a message of such a type; `None` where JSON writes it as any other.
pub(super) fn message(full_name: &str, value: &Value) -> Option<Result<Vec<u8>, String>> {
    let text = || value.as_str().ok_or_else(|| "is not a string".to_owned());
    let encoded = match full_name.strip_prefix("google.protobuf.")? {
        "DoubleValue" => wrapped(Type::Double, value),
        "FloatValue" => wrapped(Type::Float, value),
        "Int64Value" => wrapped(Type::Int64, value),
        "UInt64Value" => wrapped(Type::Uint64, value),
        "Int32Value" => wrapped(Type::Int32, value),
        "UInt32Value" => wrapped(Type::Uint32, value),
        "BoolValue" => wrapped(Type::Bool, value),
        "StringValue" => wrapped(Type::String, value),
        "BytesValue" => wrapped(Type::Bytes, value),
        "Duration" => text().and_then(duration),
        "Timestamp" => text().and_then(timestamp),
        "FieldMask" => text().map(field_mask),
        "Struct" => structure(value),
        "ListValue" => list(value),
        "Value" => dynamic(value),
        "Any" => Err("is an Any, which only a binary descriptor set can hold here".to_owned()),
        _ => return None,
    };
    Some(encoded)
}

fn wrapped(kind: Type, value: &Value) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    write(&mut out, 1, kind, value)?;
    Ok(out)
}

fn moment(seconds: i64, nanos: i32) -> Vec<u8> {
    let mut out = Vec::new();
    variable(&mut out, 1, seconds.cast_unsigned());
    variable(&mut out, 2, i64::from(nanos).cast_unsigned());
    out
}

fn duration(text: &str) -> Result<Vec<u8>, String> {
    let read = || {
        let number = text.strip_suffix('s')?;
        let (sign, number) = number
            .strip_prefix('-')
            .map_or((1, number), |rest| (-1, rest));
        let (seconds, nanos) = number.split_once('.').unwrap_or((number, "0"));
        Some(moment(
            sign * whole(seconds)?,
            i32::try_from(sign).ok()? * fraction(nanos)?,
        ))
    };
    read().ok_or_else(|| "is not a duration as \"1.5s\"".to_owned())
}

fn timestamp(text: &str) -> Result<Vec<u8>, String> {
    let read = || {
        let (date, rest) = text.split_once(['T', 't'])?;
        let at = rest.find(['Z', 'z', '+', '-'])?;
        let (time, zone) = rest.split_at(at);
        let (time, nanos) = time.split_once('.').unwrap_or((time, "0"));
        let parts = |text: &str, by| text.split(by).map(whole).collect::<Option<Vec<_>>>();
        let ([year, month, day], [hour, minute, second]) = (
            parts(date, '-')?.try_into().ok()?,
            parts(time, ':')?.try_into().ok()?,
        );
        let offset = match zone.get(1..)? {
            "" => 0,
            zone => {
                let [hours, minutes] = parts(zone, ':')?.try_into().ok()?;
                hours * 60 + minutes
            }
        };
        let east = if zone.starts_with('-') {
            -offset
        } else {
            offset
        };
        let minutes = (days(year, month, day)? * 24 + hour) * 60 + minute - east;
        Some(moment(minutes * 60 + second, fraction(nanos)?))
    };
    read().ok_or_else(|| "is not a moment as \"2006-01-02T15:04:05Z\"".to_owned())
}

/// Days since 1970 in the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=31).contains(&day) {
        return None;
    }
    // Years that begin in March have the leap day at their end.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let leap_days = year / 4 - year / 100 + year / 400;
    Some(year * 365 + leap_days + (month * 153 + 2) / 5 + day - 1 - 719_468)
}

fn whole(digits: &str) -> Option<i64> {
    let plain = !digits.is_empty() && digits.len() <= 12;
    let plain = plain && digits.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| digits.parse().ok()).flatten()
}

/// Nanoseconds of the digits behind a point.
fn fraction(digits: &str) -> Option<i32> {
    let nanos = whole(digits).filter(|_| digits.len() <= 9)?;
    i32::try_from(nanos * 10_i64.pow(9 - u32::try_from(digits.len()).ok()?)).ok()
}

/// Paths in lowerCamelCase, with commas between.
fn field_mask(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for path in text.split(',').filter(|path| !path.is_empty()) {
        let mut snake = String::new();
        for letter in path.chars() {
            if letter.is_ascii_uppercase() {
                snake.push('_');
            }
            snake.push(letter.to_ascii_lowercase());
        }
        delimited(&mut out, 1, snake.as_bytes());
    }
    out
}

fn structure(value: &Value) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    for (key, value) in value.as_object().ok_or("is not an object")? {
        let mut entry = Vec::new();
        delimited(&mut entry, 1, key.as_bytes());
        delimited(&mut entry, 2, &dynamic(value)?);
        delimited(&mut out, 1, &entry);
    }
    Ok(out)
}

fn list(value: &Value) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    for value in value.as_array().ok_or("is not an array")? {
        delimited(&mut out, 1, &dynamic(value)?);
    }
    Ok(out)
}

fn dynamic(value: &Value) -> Result<Vec<u8>, String> {
    let mut out = Vec::new();
    match value {
        Value::Null => variable(&mut out, 1, 0),
        Value::Number(_) => write(&mut out, 2, Type::Double, value)?,
        Value::String(text) => delimited(&mut out, 3, text.as_bytes()),
        Value::Bool(value) => variable(&mut out, 4, u64::from(*value)),
        Value::Object(_) => delimited(&mut out, 5, &structure(value)?),
        Value::Array(_) => delimited(&mut out, 6, &list(value)?),
    }
    Ok(out)
}
