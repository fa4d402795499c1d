//! Names that protoc makes of other names.

use std::borrow::Cow;

/// The `ProtoJSON` name of a field that declares none: `lowerCamelCase`.
pub(crate) fn json_name(name: &str) -> Cow<'_, str> {
    if name.contains('_') {
        Cow::Owned(camel_case(name, false))
    } else {
        Cow::Borrowed(name)
    }
}

/// The name of the message that a map field's entries are: that of the field in `CamelCase`, and `Entry`.
pub(crate) fn entry_name(field: &str) -> String {
    camel_case(field, true) + "Entry"
}

/// Leaves out underscores, and makes the letters behind them capitals; the first letter too, where `capital` says so.
fn camel_case(name: &str, mut capital: bool) -> String {
    let mut camel = String::with_capacity(name.len());
    for part in name.split('_') {
        let mut rest = part.chars();
        match rest.next() {
            Some(first) if capital => {
                camel.push(first.to_ascii_uppercase());
                camel.push_str(rest.as_str());
            }
            Some(_) | None => camel.push_str(part),
        }
        capital = true;
    }
    camel
}
