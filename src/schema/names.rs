//! Names that protoc makes of other names.

/// The `ProtoJSON` name of a field that declares none: `lowerCamelCase`.
pub(crate) fn json_name(name: &str) -> String {
    camel_case(name, false)
}

/// The name of the message that a map field's entries are: that of the field in `CamelCase`, and `Entry`.
pub(crate) fn entry_name(field: &str) -> String {
    camel_case(field, true) + "Entry"
}

/// Leaves out underscores, and makes the letters behind them capitals; the first letter too, where `capital` says so.
fn camel_case(name: &str, mut capital: bool) -> String {
    let mut camel = String::with_capacity(name.len());
    for character in name.chars() {
        if character == '_' {
            capital = true;
        } else if std::mem::take(&mut capital) {
            camel.push(character.to_ascii_uppercase());
        } else {
            camel.push(character);
        }
    }
    camel
}
