//! The value of an option that is a scalar, an enum or a string, as written behind the `=`.

use super::fault::Fault;
use super::mismatch::{Found, misfit, mismatch, no_value};
use super::tree::{Value, floating, signed, unsigned};
use crate::compile::bundled;
use crate::compile::link::element::Id;
use crate::compile::link::model::Model;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::descriptor::google::protobuf::{EnumValueDescriptorProto, UninterpretedOption};
use crate::schema::Utf8;

/// The smallest and the largest number of a type of integers.
pub(super) fn limits(kind: Type) -> Option<(i64, u64)> {
    Some(match kind {
        Type::Int32 | Type::Sint32 | Type::Sfixed32 => {
            (i32::MIN.into(), i32::MAX.cast_unsigned().into())
        }
        Type::Int64 | Type::Sint64 | Type::Sfixed64 => (i64::MIN, i64::MAX.cast_unsigned()),
        Type::Uint32 | Type::Fixed32 => (0, u32::MAX.into()),
        Type::Uint64 | Type::Fixed64 => (0, u64::MAX),
        _ => return None,
    })
}

/// The value of a field that is no message.
pub(super) fn value(
    model: &Model<'_>,
    field: Id,
    kind: Type,
    option: &UninterpretedOption,
) -> Result<Value, Fault> {
    if limits(kind).is_some() {
        return integer(model, field, kind, option);
    }
    match kind {
        Type::Float | Type::Double => number(option)
            .map(|value| floating(kind, value))
            .ok_or_else(|| wrong(model, field, kind, option)),
        Type::Bool => match option.identifier_value.as_deref() {
            Some("true") => Ok(Value::Varint(1)),
            Some("false") => Ok(Value::Varint(0)),
            _ => Err(wrong(model, field, kind, option)),
        },
        Type::Enum => named(model, field, option),
        _ => match &option.string_value {
            Some(bytes) => string(model, field, kind, bytes.to_vec()),
            None => Err(wrong(model, field, kind, option)),
        },
    }
}

/// That the value is not one of the field's type.
pub(super) fn wrong(
    model: &Model<'_>,
    field: Id,
    kind: Type,
    option: &UninterpretedOption,
) -> Fault {
    let found = |found: Found<'_>| mismatch(model, field, kind, found);
    if let Some(name) = &option.identifier_value {
        found(Found::Word(name))
    } else if let Some(text) = &option.string_value {
        found(Found::Text(&String::from_utf8_lossy(text)))
    } else if let Some(number) = written(option) {
        found(Found::Number(&number))
    } else {
        found(Found::Other("`{ … }`"))
    }
}

/// A number as it is written, but for its base.
fn written(option: &UninterpretedOption) -> Option<String> {
    let positive = option.positive_int_value.map(|value| value.to_string());
    let negative = option.negative_int_value.map(|value| value.to_string());
    let double = option.double_value.map(|value| value.to_string());
    positive.or(negative).or(double)
}

fn integer(
    model: &Model<'_>,
    field: Id,
    kind: Type,
    option: &UninterpretedOption,
) -> Result<Value, Fault> {
    let (least, most) = limits(kind).unwrap_or_default();
    match (option.positive_int_value, option.negative_int_value) {
        (Some(value), _) if value <= most => Ok(if least < 0 {
            signed(kind, value.cast_signed())
        } else {
            unsigned(kind, value)
        }),
        (None, Some(value)) if value >= least => Ok(signed(kind, value)),
        (None, None) => Err(match option.double_value {
            // That is how integers are kept which are larger than all.
            Some(value) if value.fract() == 0.0 => misfit(model, field, kind, &value.to_string()),
            Some(_) | None => wrong(model, field, kind, option),
        }),
        _ => Err(misfit(
            model,
            field,
            kind,
            &written(option).unwrap_or_default(),
        )),
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "the nearest double is what protoc takes"
)]
fn number(option: &UninterpretedOption) -> Option<f64> {
    let positive = option.positive_int_value.map(|value| value as f64);
    let negative = option.negative_int_value.map(|value| value as f64);
    let named = match option.identifier_value.as_deref() {
        Some("inf") => Some(f64::INFINITY),
        Some("nan") => Some(f64::NAN),
        _ => None,
    };
    option.double_value.or(positive).or(negative).or(named)
}

fn named(model: &Model<'_>, field: Id, option: &UninterpretedOption) -> Result<Value, Fault> {
    let Some(name) = option.identifier_value.as_deref() else {
        return Err(wrong(model, field, Type::Enum, option));
    };
    let enumeration = model.link(field).target;
    match enumeration.and_then(|enumeration| enum_number(model, enumeration, name)) {
        Some(number) => Ok(Value::Varint(i64::from(number).cast_unsigned())),
        None => Err(no_value(model, enumeration, name)),
    }
}

/// The number of an enum's value.
pub(super) fn enum_number(model: &Model<'_>, enumeration: Id, name: &str) -> Option<i32> {
    model
        .enum_value(enumeration, name)
        .map(EnumValueDescriptorProto::number)
}

/// A string, which may have to be UTF-8.
pub(super) fn string(
    model: &Model<'_>,
    field: Id,
    kind: Type,
    bytes: Vec<u8>,
) -> Result<Value, Fault> {
    let is_text = kind == Type::String;
    // What is read into our own messages is text, whatever the edition of descriptor.proto lets pass.
    let built_in = model.pool.file_of(field).proto.name() == bundled::DESCRIPTOR;
    let features = model.feature(field);
    let checked = built_in || features.is_some_and(|features| features.utf8 == Utf8::Verify);
    if is_text && checked && std::str::from_utf8(&bytes).is_err() {
        let name = model.pool.name(field);
        let fault = Fault::new(format!(
            "the value is not UTF-8: the type of `{name}` is `string`"
        ));
        return Err(fault.help(if built_in {
            "escape code points (`\\u00e9`), not bytes"
        } else {
            "give the option the type `bytes`"
        }));
    }
    Ok(Value::Bytes(bytes))
}
