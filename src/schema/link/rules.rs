//! Rules of the language that are about meaning, not about references: protoc refuses what breaks them, so do we.

use super::{Linker, Place};
use crate::descriptor::google::protobuf::{FeatureSet, field_options::JsType};
use crate::schema::{Edition, Enum, EnumValue, Field, JsonFormat, Kind, Message, Shape};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};

impl Linker {
    /// Only editions have features.
    pub(super) fn check_features_allowed(
        &mut self,
        place: &Place,
        features: Option<&FeatureSet>,
        user: &str,
    ) {
        if features.is_some() && matches!(place.edition, Edition::Proto2 | Edition::Proto3) {
            let text = format!("{user} sets features, which only a file with an edition can");
            self.fault(place, text);
        }
    }

    pub(super) fn check_message(&mut self, place: &Place, message: &Message) {
        let name = &message.full_name;
        if place.edition == Edition::Proto3 && message.extendable {
            let text = format!("{name} has extension ranges, which proto3 has not");
            self.fault(place, text);
        }
        if place.edition == Edition::Proto3 && message.message_set {
            self.fault(
                place,
                format!("{name} is a MessageSet, which proto3 has not"),
            );
        }
        self.check_reserved_names(place, name, &message.reserved_names);
    }

    pub(super) fn check_field(&mut self, place: &Place, field: &Field) {
        let name = &field.full_name;
        let Some(options) = &field.options else {
            return;
        };
        let repeated = matches!(field.shape, Shape::Repeated | Shape::Packed);
        if options.packed == Some(true) && !(repeated && field.kind.packable()) {
            let text = format!("{name} is packed, which only a repeated number can be");
            self.fault(place, text);
        }
        let lazy = options.lazy == Some(true) || options.unverified_lazy == Some(true);
        if lazy && !matches!(field.kind, Kind::Message(_)) {
            self.fault(
                place,
                format!("{name} is lazy, which only a message can be"),
            );
        }
        let wide = matches!(
            field.kind,
            Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Fixed64 | Kind::Sfixed64
        );
        if !wide
            && options
                .jstype
                .is_some_and(|jstype| jstype != JsType::JsNormal)
        {
            let text = format!("{name} has a jstype, which only a 64-bit integer can");
            self.fault(place, text);
        }
    }

    pub(super) fn check_json_name(&mut self, place: &Place, field: &Field) {
        if field.json_name.contains('\0') {
            let text = format!("the JSON name of {} has a null character", field.full_name);
            self.fault(place, text);
        }
    }

    /// proto3 has extensions for options only.
    pub(super) fn check_extension(&mut self, place: &Place, field: &Field) {
        let Some(extendee) = field.extendee else {
            return;
        };
        let home = self.names.message(extendee).file;
        let descriptor = self.names.files.get("google/protobuf/descriptor.proto");
        if place.edition == Edition::Proto3 && descriptor != Some(&home) {
            let text = format!(
                "{} is an extension, which proto3 has for options only",
                field.full_name
            );
            self.fault(place, text);
        }
    }

    pub(super) fn check_enum(&mut self, place: &Place, enumeration: &Enum) {
        let name = &enumeration.full_name;
        self.check_reserved_names(place, name, &enumeration.reserved_names);
        let mut ranges = enumeration.reserved_ranges.clone();
        ranges.sort_unstable_by_key(|range| *range.start());
        for pair in ranges.windows(2) {
            if pair[0].end() >= pair[1].start() {
                let (first, second) = (&pair[0], &pair[1]);
                let text =
                    format!("the reserved ranges {first:?} and {second:?} of {name} overlap");
                self.fault(place, text);
            }
        }
        let numbers: HashSet<_> = enumeration
            .values
            .iter()
            .map(|value| value.number)
            .collect();
        if enumeration.allow_alias && numbers.len() == enumeration.values.len() {
            let text = format!("{name} allows aliases, but has none");
            self.fault(place, text);
        }
        if enumeration.features.json_format == JsonFormat::Allow {
            self.check_stripped_names(place, enumeration);
        }
    }

    /// Names that differ only in case, underscores and the enum's name in front are one in most languages.
    fn check_stripped_names(&mut self, place: &Place, enumeration: &Enum) {
        let mut stripped = HashMap::<String, &EnumValue>::new();
        for value in &enumeration.values {
            let name = stripped_name(&enumeration.name, &value.name);
            let other = *stripped.entry(name).or_insert(value);
            if other.number != value.number {
                let text = format!(
                    "the values {} and {} of {} differ only in case, underscores and prefix",
                    other.name, value.name, enumeration.full_name
                );
                self.fault(place, text);
            }
        }
    }

    fn check_reserved_names(&mut self, place: &Place, user: &str, names: &[String]) {
        let mut seen = HashSet::new();
        for name in names {
            if !seen.insert(name) {
                self.fault(place, format!("{user} reserves the name {name:?} twice"));
            }
        }
    }
}

/// A value's name in `PascalCase`, without the enum's name in front, if anything is left then.
fn stripped_name(enumeration: &str, value: &str) -> String {
    let rest = without_prefix(enumeration, value).unwrap_or(value);
    let mut pascal = String::with_capacity(rest.len());
    for word in rest.split('_') {
        let (first, others) = word.split_at_checked(1).unwrap_or((word, ""));
        pascal += &first.to_ascii_uppercase();
        pascal += &others.to_ascii_lowercase();
    }
    pascal
}

fn without_prefix<'a>(enumeration: &str, value: &'a str) -> Option<&'a str> {
    let mut rest = value;
    for expected in enumeration.chars().filter(|character| *character != '_') {
        rest = rest.trim_start_matches('_');
        rest = rest.strip_prefix(|found: char| found.eq_ignore_ascii_case(&expected))?;
    }
    Some(rest.trim_start_matches('_')).filter(|rest| !rest.is_empty())
}

#[cfg(test)]
mod tests {
    use super::stripped_name;

    #[test]
    fn names_are_stripped_as_protoc_strips_them() {
        for (enumeration, value, expected) in [
            ("FooEnum", "FOO_ENUM_BAZ", "Baz"),
            ("FooEnum", "BAZ", "Baz"),
            ("FooEnum", "FOO_ENUM__BAR_BAZ", "BarBaz"),
            ("FooEnum", "FOO_ENUM", "FooEnum"),
            ("Foo_Enum", "fooenum_baz", "Baz"),
            ("E", "É", "É"),
        ] {
            assert_eq!(stripped_name(enumeration, value), expected);
        }
    }
}
