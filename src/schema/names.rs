//! Names that protoc makes of other names.

use std::borrow::Cow;

/// The `ProtoJSON` name of a field that declares none: `lowerCamelCase`.
pub(crate) fn json_name(name: &str) -> Cow<'_, str> {
    if name.contains('_') {
        Cow::Owned(collected(name, camel_case(name, false)))
    } else {
        Cow::Borrowed(name)
    }
}

/// The letters of [`json_name`].
pub(crate) fn json_name_letters(name: &str) -> impl Iterator<Item = char> {
    camel_case(name, false)
}

/// The name of the message that a map field's entries are: that of the field in `CamelCase`, and `Entry`.
pub(crate) fn entry_name(field: &str) -> String {
    collected(field, camel_case(field, true)) + "Entry"
}

/// Leaves out underscores, and makes the letters behind them capitals; the first letter too, where `capital` says so.
fn camel_case(name: &str, mut capital: bool) -> impl Iterator<Item = char> {
    name.chars().filter_map(move |letter| {
        if letter == '_' {
            capital = true;
            return None;
        }
        let as_capital = std::mem::take(&mut capital);
        Some(if as_capital {
            letter.to_ascii_uppercase()
        } else {
            letter
        })
    })
}

fn collected(name: &str, letters: impl Iterator<Item = char>) -> String {
    let mut collected = String::with_capacity(name.len());
    collected.extend(letters);
    collected
}
