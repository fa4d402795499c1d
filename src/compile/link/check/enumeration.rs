//! Enums and their values.

use super::Checker;
use super::message::reserved_names;
use super::numbers::{Numbers, ascend, covering};
use crate::compile::Verdicts;
use crate::compile::link::element::{Id, Part};
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::{Edition, EnumDescriptorProto, EnumValueDescriptorProto};
use crate::report::{Finding, Remedy, Severity};
use crate::schema::EnumType;
use foldhash::{HashMap, HashMapExt};
use heck::ToShoutySnakeCase;

impl Checker<'_, '_> {
    pub(super) fn enumeration(&mut self, id: Id, proto: &EnumDescriptorProto) {
        if proto.value.is_empty() {
            let text = format!("the enum `{}` has no values", proto.name());
            let prefix = proto.name().to_shouty_snake_case();
            let help = format!("give it one, as in `{prefix}_UNSPECIFIED = 0;`");
            self.at(Stage::Declarations)
                .fault_with_help(id, Part::Name, text, help);
            return;
        }
        let closed = self
            .model
            .feature(id)
            .is_some_and(|features| features.enum_type == EnumType::Closed);
        if !closed && let Some(first) = proto.value.first().filter(|first| first.number() != 0) {
            let text = format!(
                "the first value of an open enum is zero, `{}` is {}",
                first.name(),
                first.number()
            );
            let mut finding = self.model.pool.finding(value_id(id, 0), Part::Number, text);
            let zero = proto.value.iter().find(|value| value.number() == 0);
            finding
                .remedies
                .extend(zero.map(|zero| Remedy::MoveZeroValue {
                    enumeration: self.model.pool.full_name(id),
                    name: zero.name().to_owned(),
                }));
            let remedy = finding.remedies.first();
            finding.help = Some(match remedy {
                Some(remedy) => format!("{remedy}; `grpcgen check --fix` does"),
                None => format!(
                    "begin it with `{}_UNSPECIFIED = 0;`",
                    proto.name().to_shouty_snake_case()
                ),
            });
            self.at(Stage::Rules).tell(finding);
        }
        self.at(Stage::Rules).aliases(id, proto);
        self.at(Stage::Rules).stripped_names(id, proto);
        self.at(Stage::Rules).json_strings(id, proto);
        self.at(Stage::Declarations)
            .reserved_names(id, &proto.reserved_name);
        self.reserved_values(id, proto);
    }

    fn aliases(&mut self, id: Id, proto: &EnumDescriptorProto) {
        let allowed = self
            .model
            .enum_options(id)
            .and_then(|options| options.allow_alias);
        let shared = self.shared_numbers(id, proto, allowed);
        let Some(part) = self.written(id, "allow_alias") else {
            return;
        };
        let (text, severity) = match (allowed, self.model.verdicts) {
            (Some(true), _) if !shared => (
                "no two values have the same number, so there is no alias to allow",
                Severity::Error,
            ),
            (Some(false), Verdicts::Protoc) => ("`allow_alias` is false anyway", Severity::Error),
            (Some(false), Verdicts::Buf) => ("`allow_alias` is false anyway", Severity::Warning),
            (Some(true) | None, _) => return,
        };
        let finding = self.model.pool.finding(id, part, text);
        // Nothing else needs to be known to see it.
        self.at(Stage::Text).tell(Finding {
            severity,
            ..finding.help("remove the option")
        });
    }

    /// Whether any two values have the same number, which is told unless it is allowed.
    fn shared_numbers(
        &mut self,
        id: Id,
        proto: &EnumDescriptorProto,
        allowed: Option<bool>,
    ) -> bool {
        if ascend(proto.value.iter().map(EnumValueDescriptorProto::number)) {
            return false;
        }
        let mut first = HashMap::with_capacity(proto.value.len());
        let mut shared = false;
        for (index, value) in (0..).zip(&proto.value) {
            let other = *first.entry(value.number()).or_insert(index);
            if other == index {
                continue;
            }
            shared = true;
            if allowed != Some(true) {
                let pool = &self.model.pool;
                let other = value_id(id, other);
                let text = format!(
                    "`{}` has the same number as `{}`",
                    value.name(),
                    pool.name(other)
                );
                let finding = pool.finding(value_id(id, index), Part::Number, text);
                let finding = finding.beside(pool.beside("that one is", other, Part::Number));
                let help =
                    "give it another number, or set `option allow_alias = true;` if both are one";
                self.tell(finding.help(help));
            }
        }
        shared
    }

    /// Names that differ only in case, underscores and the enum's name in front are one in most languages.
    fn stripped_names(&mut self, id: Id, proto: &EnumDescriptorProto) {
        let lenient =
            self.model.tolerates_conflicts(id) && self.model.edition_of(id) == Edition::Proto2;
        let prefix = proto.name().replace('_', "").to_ascii_lowercase();
        let mut seen =
            HashMap::<String, (u32, &EnumValueDescriptorProto)>::with_capacity(proto.value.len());
        for (index, value) in (0..).zip(&proto.value) {
            let stripped = pascal_case(without_prefix(&prefix, value.name()));
            let (other, first) = *seen.entry(stripped).or_insert((index, value));
            if first.number() == value.number() || first.name() == value.name() {
                continue;
            }
            let pool = &self.model.pool;
            let text = format!(
                "`{}` and `{}` are the same name in most languages: they differ only in case, underscores and the enum's name in front",
                first.name(),
                value.name()
            );
            let finding = pool.finding(value_id(id, index), Part::Name, text);
            let place = pool.beside("the other one is", value_id(id, other), Part::Name);
            self.tell(Finding {
                severity: if lenient {
                    Severity::Warning
                } else {
                    Severity::Error
                },
                ..finding
                    .beside(place)
                    .help("rename one of them, or give both the same number and set `option allow_alias = true;`")
            });
        }
    }

    fn reserved_values(&mut self, id: Id, proto: &EnumDescriptorProto) {
        let ranges = proto.reserved_range.iter().enumerate();
        let ranges = ranges.map(|(index, range)| Numbers {
            order: (1, index),
            first: range.start().into(),
            last: range.end().into(),
            owner: id,
            part: Part::ReservedRange(index),
            what: "reserved range",
        });
        let mut ranges: Vec<_> = ranges.collect();
        for range in &ranges {
            self.check_order(range);
        }
        self.check_overlaps(&mut ranges);
        let names = reserved_names(&proto.reserved_name);
        for (index, value) in (0..).zip(&proto.value) {
            if let Some(range) = covering(value.number().into(), &ranges) {
                let pool = &self.model.pool;
                let text = format!(
                    "the number {} of `{}` is reserved here",
                    value.number(),
                    value.name()
                );
                let finding = pool.finding(range.owner, range.part, text);
                let label = format!("`{}` is", value.name());
                let finding = finding.beside(pool.beside(label, value_id(id, index), Part::Number));
                self.tell(finding.help("take another number, or do not reserve it"));
            }
            if let Some(at) = names.get(value.name()) {
                self.reserved_name(id, *at, value_id(id, index), value.name());
            }
        }
    }
}

/// The element of an enum's value.
pub(super) fn value_id(enumeration: Id, index: u32) -> Id {
    Id(enumeration.0 + 1 + index)
}

/// A value's name without the enum's in front, if anything is left then. `prefix` is in lower case, without underscores.
fn without_prefix<'n>(prefix: &str, name: &'n str) -> &'n str {
    let mut rest = name;
    for expected in prefix.chars() {
        rest = rest.trim_start_matches('_');
        match rest.strip_prefix(|found: char| found.eq_ignore_ascii_case(&expected)) {
            Some(behind) => rest = behind,
            None => return name,
        }
    }
    let rest = rest.trim_start_matches('_');
    if rest.is_empty() { name } else { rest }
}

fn pascal_case(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    let mut capital = true;
    for letter in name.chars() {
        if letter == '_' {
            capital = true;
        } else if capital {
            pascal.push(letter.to_ascii_uppercase());
            capital = false;
        } else {
            pascal.push(letter.to_ascii_lowercase());
        }
    }
    pascal
}

#[cfg(test)]
mod tests {
    use super::{pascal_case, without_prefix};

    #[test]
    fn names_are_stripped_as_protoc_strips_them() {
        for (prefix, value, expected) in [
            ("fooenum", "FOO_ENUM_BAZ", "Baz"),
            ("fooenum", "BAZ", "Baz"),
            ("fooenum", "FOO_ENUM__BAR_BAZ", "BarBaz"),
            ("fooenum", "FOO_ENUM", "FooEnum"),
            ("fooenum", "fooenum_baz", "Baz"),
            ("e", "_X__Y_", "XY"),
        ] {
            assert_eq!(pascal_case(without_prefix(prefix, value)), expected);
        }
    }
}
