//! Proto names to Rust names: case, keywords, and what to do when two become one.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};
use std::collections::HashSet;

/// A type's name.
pub(super) fn type_name(proto: &str) -> String {
    let name = proto.to_upper_camel_case();
    match name.as_str() {
        "Self" => "Self_".to_owned(),
        _ => leading_letter(name),
    }
}

/// A module's name. One that is a primitive type's would hide that type in the module it stands in.
pub(super) fn module_name(proto: &str) -> String {
    const PRIMITIVES: [&str; 17] = [
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "str", "u8",
        "u16", "u32", "u64", "u128", "usize",
    ];
    let name = value_name(proto);
    if PRIMITIVES.contains(&name.as_str()) {
        name + "_"
    } else {
        name
    }
}

/// A field's, method's or module's name: snake case, raw where it is a keyword.
pub(super) fn value_name(proto: &str) -> String {
    let name = leading_letter(proto.to_snake_case());
    match name.as_str() {
        "self" | "super" | "crate" | "_" => name + "_",
        keyword if is_keyword(keyword) => format!("r#{keyword}"),
        _ => name,
    }
}

/// A constant's name.
pub(super) fn constant_name(proto: &str) -> String {
    leading_letter(proto.to_shouty_snake_case())
}

/// The names of an enum's variants: the enum's own name is taken off their front where that leaves a name.
pub(super) fn variant_names<'a>(
    enumeration: &str,
    values: impl Iterator<Item = &'a str>,
    open: bool,
) -> Vec<String> {
    let prefix = enumeration.to_shouty_snake_case() + "_";
    let mut taken = Names::default();
    if open {
        taken.reserve("Unrecognized");
    }
    let name = |value: &str| {
        let short = value
            .strip_prefix(&prefix)
            .filter(|short| !short.starts_with(|first: char| first.is_ascii_digit()));
        let short = short
            .map(ToUpperCamelCase::to_upper_camel_case)
            .filter(|short| !short.is_empty());
        type_name(&short.unwrap_or_else(|| value.to_owned()))
    };
    values.map(|value| taken.unique(name(value))).collect()
}

/// The names given out in one namespace.
#[derive(Default)]
pub(super) struct Names(HashSet<String>);

impl Names {
    /// Takes a name out of circulation.
    pub(super) fn reserve(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    /// `name`, or the first of `name2`, `name3`, … that is free.
    pub(super) fn unique(&mut self, name: String) -> String {
        if self.0.insert(name.clone()) {
            return name;
        }
        let stem = name.strip_prefix("r#").unwrap_or(&name);
        let glued =
            stem.ends_with('_') || stem.contains(|letter: char| letter.is_ascii_uppercase());
        let separator = if glued { "" } else { "_" };
        let numbered = |number: usize| format!("{stem}{separator}{number}");
        // Among one candidate more than there are names, one is free.
        let free = (2..self.0.len() + 3)
            .map(numbered)
            .find(|name| !self.0.contains(name));
        let free = free.unwrap_or(name);
        self.0.insert(free.clone());
        free
    }
}

/// A name must not begin with a digit, nor be empty: `_1` is a valid proto name that case conversion strips bare.
fn leading_letter(name: String) -> String {
    if name.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        name
    } else {
        format!("_{name}")
    }
}

fn is_keyword(name: &str) -> bool {
    matches!(
        name,
        "abstract"
            | "as"
            | "async"
            | "await"
            | "become"
            | "box"
            | "break"
            | "const"
            | "continue"
            | "do"
            | "dyn"
            | "else"
            | "enum"
            | "extern"
            | "false"
            | "final"
            | "fn"
            | "for"
            | "gen"
            | "if"
            | "impl"
            | "in"
            | "let"
            | "loop"
            | "macro"
            | "match"
            | "mod"
            | "move"
            | "mut"
            | "override"
            | "priv"
            | "pub"
            | "ref"
            | "return"
            | "static"
            | "struct"
            | "trait"
            | "true"
            | "try"
            | "type"
            | "typeof"
            | "unsafe"
            | "unsized"
            | "use"
            | "virtual"
            | "where"
            | "while"
            | "yield"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn proto_names_become_rust_names() {
        for (proto, rust_type, rust_value) in [
            ("HTTPRule", "HttpRule", "http_rule"),
            ("type", "Type", "r#type"),
            ("self", "Self_", "self_"),
            ("_1", "_1", "_1"),
            ("gen", "Gen", "r#gen"),
            ("fooBar2", "FooBar2", "foo_bar2"),
        ] {
            assert_eq!(
                (type_name(proto).as_str(), value_name(proto).as_str()),
                (rust_type, rust_value)
            );
        }
        assert_eq!(module_name("Str"), "str_");
    }

    #[test]
    fn variants_lose_the_enum_name_unless_that_leaves_none() {
        let names = |values: &[&str]| variant_names("Color", values.iter().copied(), true);
        assert_eq!(
            names(&["COLOR_RED", "GREEN", "COLOR_2"]),
            ["Red", "Green", "Color2"]
        );
        assert_eq!(
            names(&["COLOR_RED", "RED", "UNRECOGNIZED"]),
            ["Red", "Red2", "Unrecognized2"]
        );
    }
}
