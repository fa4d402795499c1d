//! The value of an option that is a scalar, an enum or a string, as written behind the `=`.

use super::tree::{Value, floating, signed, unsigned};
use crate::compile::bundled;
use crate::compile::link::element::Id;
use crate::compile::link::model::Model;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::descriptor::google::protobuf::{EnumValueDescriptorProto, UninterpretedOption};
use crate::schema::Utf8;

/// What is wrong with a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Fault {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: None,
        }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

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
    if let Some((least, most)) = limits(kind) {
        return integer(kind, least, most, option);
    }
    match kind {
        Type::Float | Type::Double => number(option)
            .map(|value| floating(kind, value))
            .ok_or_else(|| {
                Fault::new("the value is to be a number").help("write one, as in `1.5`")
            }),
        Type::Bool => match option.identifier_value.as_deref() {
            Some("true") => Ok(Value::Varint(1)),
            Some("false") => Ok(Value::Varint(0)),
            _ => Err(Fault::new("the value is to be true or false").help("write one of them")),
        },
        Type::Enum => named(model, field, option),
        _ => {
            let bytes = option.string_value.as_ref().ok_or_else(|| {
                let fault = Fault::new("the value is to be a string in quotes");
                fault.help("put it into quotation marks")
            })?;
            string(model, field, kind, bytes.to_vec())
        }
    }
}

fn integer(
    kind: Type,
    least: i64,
    most: u64,
    option: &UninterpretedOption,
) -> Result<Value, Fault> {
    let out_of_range = || {
        Fault::new(format!(
            "the value is to be an integer from {least} to {most}"
        ))
    };
    match (option.positive_int_value, option.negative_int_value) {
        (Some(value), _) if value <= most => Ok(if least < 0 {
            signed(kind, value.cast_signed())
        } else {
            unsigned(kind, value)
        }),
        (None, Some(value)) if value >= least => Ok(signed(kind, value)),
        _ => Err(out_of_range()),
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
        return Err(Fault::new("the value is to be the name of an enum value"));
    };
    let enumeration = model.link(field).target;
    match enumeration.and_then(|enumeration| enum_number(model, enumeration, name)) {
        Some(number) => Ok(Value::Varint(i64::from(number).cast_unsigned())),
        None => Err(no_value(model, enumeration, name)),
    }
}

/// That an enum has no value called so.
pub(super) fn no_value(model: &Model<'_>, enumeration: Option<Id>, name: &str) -> Fault {
    let of = enumeration.map_or_else(String::new, |id| model.pool.full_name(id));
    let fault = Fault::new(format!("the enum {of} has no value called {name}"));
    match enumeration.and_then(|id| model.similar_value(id, name)) {
        Some(near) => fault.help(format!("did you mean {near}?")),
        None => fault,
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
        let fault = Fault::new("the value is not UTF-8, as a string has to be");
        return Err(fault.help(if built_in {
            "escape code points (`\\u00e9`), not bytes"
        } else {
            "declare the option with the type bytes"
        }));
    }
    Ok(Value::Bytes(bytes))
}
