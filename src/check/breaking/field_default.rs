//! `FIELD_SAME_DEFAULT`.

use super::EVERYWHERE;
use crate::check::{Categories, Check, Findings, Pair, Rule, detail};
use crate::schema::{DefaultValue, Field, Kind, Schema, Shape};
use std::fmt;

pub(super) const RULE: Rule = Rule {
    id: "FIELD_SAME_DEFAULT",
    categories: Categories::since_v2(EVERYWHERE),
    check: Check::Fields(check),
    doc: r#"A field must keep its default value.

The default is not sent: who reads a message without the field sees the default of their own schema. The first value of a
proto2 enum is a default too.

Breaks:
```proto old
syntax = "proto2";
message Greeting {
  optional int32 count = 1 [default = 1];
}
```
```proto new
syntax = "proto2";
message Greeting {
  optional int32 count = 1;
}
```

Allowed:
```proto old
syntax = "proto2";
message Greeting {
  optional int32 count = 1 [default = 0];
}
```
```proto new
syntax = "proto2";
message Greeting {
  optional int32 count = 1;
}
```
"#,
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    if let Some(Pair { old, new }) = changed(field, findings) {
        let name = &field.new.full_name;
        let message = format!("{name} changed its default from {old} to {new}");
        findings.push(field, detail::DEFAULT, message);
    }
}

/// Whether who does not find the field reads the same as before.
pub(super) fn is_kept(field: Pair<&Field>, findings: &Findings) -> bool {
    changed(field, findings).is_none()
}

/// The defaults, where they differ.
fn changed(field: Pair<&Field>, findings: &Findings) -> Option<Pair<Value>> {
    let values = findings.with_schemas(field, Value::of);
    let (old, new) = (values.old?, values.new?);
    let alike = old.is_zero() && new.is_zero() || old.equals(&new);
    (!alike).then_some(Pair { old, new })
}

/// A default, as far as types that replace each other have it in common.
enum Value {
    Int(i128),
    Float(f32),
    Double(f64),
    Text(Vec<u8>),
}

impl Value {
    /// The default of a field; `None` of those that cannot have one.
    fn of(schema: &Schema, field: &Field) -> Option<Self> {
        match field.shape {
            Shape::Implicit | Shape::Explicit | Shape::Required => {}
            Shape::Repeated | Shape::Packed | Shape::Map => return None,
        }
        let int = |value: i128| Some(Self::Int(value));
        match (field.kind, &field.default) {
            (Kind::Message(_) | Kind::Group(_), _) => None,
            (Kind::Enum(id), default) => {
                let index = match default {
                    Some(DefaultValue::Enum(index)) => *index,
                    _ => 0,
                };
                let values = &schema.enumeration(id).values;
                int(values.get(index).map_or(0, |value| value.number.into()))
            }
            (Kind::Float, Some(DefaultValue::Float(value))) => {
                #[allow(clippy::cast_possible_truncation)] // the field's own precision
                Some(Self::Float(*value as f32))
            }
            (_, Some(DefaultValue::Float(value))) => Some(Self::Double(*value)),
            (_, Some(DefaultValue::Int(value))) => int((*value).into()),
            (_, Some(DefaultValue::Uint(value))) => int((*value).into()),
            (_, Some(DefaultValue::Bool(value))) => int((*value).into()),
            (_, Some(DefaultValue::String(text))) => Some(Self::Text(text.clone().into_bytes())),
            (_, Some(DefaultValue::Bytes(bytes))) => Some(Self::Text(bytes.clone())),
            (Kind::String | Kind::Bytes, _) => Some(Self::Text(Vec::new())),
            (_, Some(DefaultValue::Enum(_)) | None) => int(0),
        }
    }

    fn is_zero(&self) -> bool {
        match self {
            Self::Int(value) => *value == 0,
            Self::Float(value) => *value == 0.0,
            Self::Double(value) => *value == 0.0,
            Self::Text(text) => text.is_empty(),
        }
    }

    #[allow(clippy::float_cmp)] // equal defaults are equal to the bit
    fn equals(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Int(one), Self::Int(other)) => one == other,
            (Self::Text(one), Self::Text(other)) => one == other,
            (Self::Text(_), _) | (_, Self::Text(_)) => false,
            (Self::Float(one), other) => same(*one, other.single()),
            (one, Self::Float(other)) => same(one.single(), *other),
            (one, other) => {
                let (one, other) = (one.double(), other.double());
                one == other || one.is_nan() && other.is_nan()
            }
        }
    }

    #[allow(clippy::cast_precision_loss)] // numbers of different types compare as far as both go
    fn double(&self) -> f64 {
        match self {
            Self::Int(value) => *value as f64,
            Self::Float(value) => (*value).into(),
            Self::Double(value) => *value,
            Self::Text(_) => f64::NAN,
        }
    }

    #[allow(clippy::cast_possible_truncation)] // as above
    fn single(&self) -> f32 {
        self.double() as f32
    }
}

#[allow(clippy::float_cmp)] // equal defaults are equal to the bit
fn same(one: f32, other: f32) -> bool {
    one == other || one.is_nan() && other.is_nan()
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Int(value) => value.fmt(f),
            Self::Float(value) => value.fmt(f),
            Self::Double(value) => value.fmt(f),
            Self::Text(text) => write!(f, "\"{}\"", text.escape_ascii()),
        }
    }
}
