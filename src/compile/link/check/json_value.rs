//! What values of enums are in JSON where `(pb.enumvalue.json)` says so: no string may stand for two numbers.

use super::Checker;
use super::enumeration::value_id;
use crate::compile::link::element::{Id, Part};
use crate::descriptor::google::protobuf::{EnumDescriptorProto, EnumValueDescriptorProto};
use crate::wire::{DecodeError, Reader, UnknownFields};
use std::collections::HashMap;

/// The extension `pb.enumvalue.json` of a value's options.
const JSON: u32 = 998;

/// Its field `string`.
const STRING: u32 = 1;

/// What a string stands for first.
#[derive(Clone, Copy)]
struct Owner {
    index: u32,
    number: i32,
}

impl Checker<'_, '_> {
    pub(super) fn json_strings(&mut self, id: Id, proto: &EnumDescriptorProto) {
        let given = (0..).zip(&proto.value).map(|(index, _)| {
            let options = self.model.value_options(value_id(id, index))?;
            json_string(&options.unknown_fields)
        });
        let given: Vec<Option<String>> = given.collect();
        if given.iter().all(Option::is_none) {
            return;
        }
        self.one_number_each(id, proto, &given);
        self.one_string_each(id, proto, &given);
        for ((index, value), given) in (0..).zip(&proto.value).zip(&given) {
            let Some(given) = given else { continue };
            let value_id = value_id(id, index);
            if given.contains('\0') {
                let text = "a JSON string has no null characters";
                self.fault_with_help(value_id, Part::Whole, text, "remove `\\0`");
            } else if let Some(number) = integer(given).filter(|number| *number != value.number()) {
                let text = format!(
                    "the JSON string {given:?} of `{}` is the number {number}, which stands for another value",
                    value.name()
                );
                let help = format!(
                    "write {:?}, or what is no number",
                    value.number().to_string()
                );
                self.fault_with_help(value_id, Part::Whole, text, help);
            }
        }
    }

    /// Names and given strings alike stand for one number each.
    fn one_number_each(&mut self, id: Id, proto: &EnumDescriptorProto, given: &[Option<String>]) {
        let mut owners = HashMap::<&str, Owner>::new();
        for ((index, value), given) in (0..).zip(&proto.value).zip(given) {
            let own = Owner {
                index,
                number: value.number(),
            };
            for string in std::iter::once(value.name()).chain(given.as_deref()) {
                let owner = *owners.entry(string).or_insert(own);
                if owner.number == own.number {
                    continue;
                }
                let pool = &self.model.pool;
                let other = value_id(id, owner.index);
                let text = format!(
                    "{string:?} stands for both `{}` and `{}` in JSON",
                    pool.name(other),
                    value.name()
                );
                let finding = pool.finding(value_id(id, index), Part::Whole, text);
                let finding = finding.beside(pool.beside("the other one is", other, Part::Name));
                self.tell(finding.help("give one of them another JSON string"));
            }
        }
    }

    /// What has one number has one string, or none.
    fn one_string_each(&mut self, id: Id, proto: &EnumDescriptorProto, given: &[Option<String>]) {
        let mut first = HashMap::<i32, usize>::new();
        let shown = |value: &EnumValueDescriptorProto, given: &Option<String>| match given {
            Some(given) => format!("`{}` has the JSON string {given:?}", value.name()),
            None => format!("`{}` has no JSON string of its own", value.name()),
        };
        for (index, value) in proto.value.iter().enumerate() {
            let other = *first.entry(value.number()).or_insert(index);
            if given[other] == given[index] {
                continue;
            }
            let text = format!(
                "{} and {}, though both are {}",
                shown(&proto.value[other], &given[other]),
                shown(value, &given[index]),
                value.number()
            );
            let [own, other] =
                [index, other].map(|at| value_id(id, u32::try_from(at).unwrap_or(u32::MAX)));
            let pool = &self.model.pool;
            let finding = pool.finding(own, Part::Whole, text);
            let finding = finding.beside(pool.beside("the other one is", other, Part::Whole));
            self.tell(finding.help("give both the same JSON string"));
        }
    }
}

/// The string that a value's options give it.
fn json_string(options: &UnknownFields) -> Option<String> {
    let given = options.iter().filter(|field| field.number == JSON);
    let given = given.filter_map(|field| last_string(field.payload()?).ok()?);
    given
        .last()
        .and_then(|string| String::from_utf8(string.to_vec()).ok())
}

fn last_string(message: &[u8]) -> Result<Option<&[u8]>, DecodeError> {
    let mut reader = Reader::new(message);
    let mut last = None;
    while let Some(tag) = reader.tag()? {
        if tag >> 3 == STRING {
            last = Some(reader.delimited()?);
        } else {
            reader.skip()?;
        }
    }
    Ok(last)
}

/// The integer that a string is to a lenient reader: with a sign, zeros in front, and space around.
fn integer(text: &str) -> Option<i32> {
    let is_space = |letter: char| letter.is_ascii_whitespace() || letter == '\u{b}';
    text.trim_matches(is_space).parse().ok()
}
