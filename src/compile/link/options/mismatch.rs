//! A value that is not one of its field's type: what is said of it, and what to write instead.

use super::fault::Fault;
use super::scalar::{enum_number, limits};
use crate::compile::link::element::Id;
use crate::compile::link::model::Model;
use crate::compile::link::scalars::scalar_name;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use std::borrow::Cow;

/// What to do where the enum itself is not there.
const DECLARED: &str = "write the name of one of its values";

/// More of a value is not shown.
const LONGEST_SHOWN: usize = 40;

/// What stands where a value should be.
#[derive(Clone, Copy)]
pub(super) enum Found<'t> {
    Word(&'t str),
    Number(&'t str),
    /// What a string stands for.
    Text(&'t str),
    /// Anything else, as findings show it.
    Other(&'t str),
}

impl Found<'_> {
    fn shown(self) -> String {
        match self {
            Self::Word(text) | Self::Number(text) => format!("`{}`", cut(text)),
            Self::Text(text) => format!("`\"{}\"`", cut(text).escape_debug()),
            Self::Other(shown) => shown.to_owned(),
        }
    }
}

/// As much of a text as is shown.
fn cut(text: &str) -> Cow<'_, str> {
    if text.len() <= LONGEST_SHOWN {
        return text.into();
    }
    format!("{}…", &text[..text.floor_char_boundary(LONGEST_SHOWN)]).into()
}

/// That a value is of the wrong kind for a field.
pub(super) fn mismatch(model: &Model<'_>, field: Id, kind: Type, found: Found<'_>) -> Fault {
    let name = model.pool.name(field);
    let target = model.link(field).target;
    let type_name = type_name(model, field, kind);
    let expected = match kind {
        Type::Float | Type::Double => "a number",
        Type::Bool => "`true` or `false`",
        Type::String | Type::Bytes => "a string in quotes",
        Type::Enum => "the name of an enum value",
        Type::Message | Type::Group => "a message in braces",
        _ => "an integer",
    };
    let text = format!(
        "expected {expected}, found {}: the type of `{name}` is `{type_name}`",
        found.shown()
    );
    Fault::new(text).help(match kind {
        Type::Bool => truth(found),
        Type::String | Type::Bytes => quoted(found),
        Type::Enum => of_enum(model, target, found),
        Type::Message | Type::Group => format!("write its fields, as in `{name}: {{ … }}`"),
        _ => numeric(kind, found),
    })
}

fn type_name(model: &Model<'_>, field: Id, kind: Type) -> String {
    match model.link(field).target {
        Some(target) => model.pool.full_name(target),
        None => scalar_name(kind).to_owned(),
    }
}

/// That a number is too large or too small for a field.
pub(super) fn misfit(model: &Model<'_>, field: Id, kind: Type, number: &str) -> Fault {
    let (least, most) = bounds(kind);
    let text = format!(
        "`{}` does not fit: the type of `{}` is `{}`",
        cut(number),
        model.pool.name(field),
        type_name(model, field, kind)
    );
    Fault::new(text).help(format!("write a number from {least} to {most}"))
}

/// That an enum has no value called so.
pub(super) fn no_value(model: &Model<'_>, enumeration: Option<Id>, name: &str) -> Fault {
    let of = enumeration.map_or_else(String::new, |id| model.pool.full_name(id));
    let help = enumeration.map_or_else(|| DECLARED.to_owned(), |id| model.value_meant(id, name));
    Fault::new(format!("the enum `{of}` has no value `{}`", cut(name))).help(help)
}

fn truth(found: Found<'_>) -> String {
    let meant = match found {
        Found::Word(word) | Found::Number(word) | Found::Text(word) => {
            match word.to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "t" | "1" => Some("true"),
                "false" | "no" | "off" | "f" | "0" => Some("false"),
                _ => None,
            }
        }
        Found::Other(_) => None,
    };
    match meant {
        Some(meant) => format!("write `{meant}`"),
        None => "write one of them".to_owned(),
    }
}

fn quoted(found: Found<'_>) -> String {
    match found {
        Found::Word(text) | Found::Number(text) if text.len() <= LONGEST_SHOWN => {
            format!("put it into quotation marks: `\"{text}\"`")
        }
        Found::Word(_) | Found::Number(_) | Found::Text(_) | Found::Other(_) => {
            "write a text, as in `\"…\"`".to_owned()
        }
    }
}

fn numeric(kind: Type, found: Found<'_>) -> String {
    let is_float = matches!(kind, Type::Float | Type::Double);
    match found {
        Found::Text(text)
            if !is_float && text.parse::<i128>().is_ok()
                || is_float && text.parse::<f64>().is_ok() =>
        {
            format!("leave the quotation marks out: `{text}`")
        }
        Found::Word(word) if is_float && word.to_ascii_lowercase().starts_with("inf") => {
            "write `inf`".to_owned()
        }
        Found::Word("true") => "write `1`".to_owned(),
        Found::Word("false") => "write `0`".to_owned(),
        Found::Word(_) | Found::Number(_) | Found::Text(_) | Found::Other(_) if is_float => {
            "write a number, as in `1.5`".to_owned()
        }
        Found::Word(_) | Found::Number(_) | Found::Text(_) | Found::Other(_) => {
            let (least, most) = bounds(kind);
            format!("write a number from {least} to {most}")
        }
    }
}

/// The smallest and the largest number of a type of integers; values of enums are `int32`.
fn bounds(kind: Type) -> (i64, u64) {
    limits(kind).unwrap_or((i32::MIN.into(), i32::MAX.cast_unsigned().into()))
}

fn of_enum(model: &Model<'_>, enumeration: Option<Id>, found: Found<'_>) -> String {
    match (enumeration, found) {
        (Some(id), Found::Text(text)) if enum_number(model, id, text).is_some() => {
            format!("leave the quotation marks out: `{text}`")
        }
        (Some(id), Found::Number(text)) => {
            let number = text.parse().ok();
            let name = number.and_then(|number| model.value_with(id, number));
            name.map_or_else(
                || model.value_meant(id, text),
                |name| format!("write its name, `{name}`"),
            )
        }
        (Some(id), Found::Word(text) | Found::Text(text) | Found::Other(text)) => {
            model.value_meant(id, text)
        }
        (None, _) => DECLARED.to_owned(),
    }
}
