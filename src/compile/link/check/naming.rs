//! How things are to be called where the feature `enforce_naming_style` says so.

use super::Checker;
use crate::compile::link::element::{Id, Of, Part};
use crate::schema::{Limits, NamingStyle};

/// The limits of edition 2026.
const MOST_FIELDS: usize = 1500;
const MOST_ONEOFS: usize = 1000;
const MOST_VALUES: usize = 1700;

/// How names of a kind are written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Title,
    LowerSnake,
    UpperSnake,
}

impl Style {
    fn name(self) -> &'static str {
        match self {
            Self::Title => "TitleCase",
            Self::LowerSnake => "lower_snake_case",
            Self::UpperSnake => "UPPER_SNAKE_CASE",
        }
    }

    fn fits(self, name: &str) -> bool {
        match self {
            Self::Title => {
                name.starts_with(|first: char| first.is_ascii_uppercase())
                    && name.chars().all(|letter| letter.is_ascii_alphanumeric())
            }
            Self::LowerSnake => is_snake(name, |letter| letter.is_ascii_lowercase()),
            Self::UpperSnake => is_snake(name, |letter| letter.is_ascii_uppercase()),
        }
    }
}

/// Words of letters of one case and digits, each beginning with a letter, with one underscore between two. Dots count as
/// part of their word: what stands behind one is not looked at, as in protoc.
fn is_snake(name: &str, is_letter: impl Fn(char) -> bool) -> bool {
    name.split('_').all(|word| {
        word.starts_with(&is_letter)
            && word
                .chars()
                .all(|letter| is_letter(letter) || letter.is_ascii_digit() || letter == '.')
    })
}

impl Checker<'_, '_> {
    pub(super) fn naming(&mut self, id: Id) {
        let style = self.model.feature(id).map(|features| features.naming_style);
        if matches!(style, Some(NamingStyle::Legacy) | None) {
            return;
        }
        let of = self.model.pool.of(id);
        let (style, part) = match of {
            Of::File(_) => (Style::LowerSnake, Part::Package),
            Of::Message(_) | Of::Enum(_) | Of::Service(_) | Of::Method(_) => {
                (Style::Title, Part::Name)
            }
            Of::Oneof(_) | Of::Field(_) | Of::Extension(_) => (Style::LowerSnake, Part::Name),
            Of::Value(_) => (Style::UpperSnake, Part::Name),
            Of::Package | Of::Range(_) => return,
        };
        let name = match of {
            Of::File(file) => file.package(),
            _ => self.model.pool.name(id),
        };
        if name.is_empty() || self.is_made(id) {
            return;
        }
        self.collisions(id, name);
        if style.fits(name) {
            return;
        }
        let text = format!(
            "`{name}` is not in {}, as the file's naming style has it",
            style.name()
        );
        let help = "rename it, or set `features.enforce_naming_style = STYLE_LEGACY`";
        self.fault_with_help(id, part, text, help);
    }

    /// From edition 2026 on, fields and oneofs are not called as what is generated for others of the same message.
    fn collisions(&mut self, id: Id, name: &str) {
        let model = self.model;
        let style = model.feature(id).map(|features| features.naming_style);
        let message = match model.pool.of(id) {
            Of::Field(_) | Of::Oneof(_) => Some(model.pool.element(id).parent),
            Of::Extension(_) => model.link(id).second,
            _ => return,
        };
        if style != Some(NamingStyle::Style2026) {
            return;
        }
        let help = "rename it, or set `features.enforce_naming_style = STYLE2024`";
        if name == "descriptor" {
            let text = "the name `descriptor` may clash with generated code";
            self.fault_with_help(id, Part::Name, text, help);
        }
        let prefixes = ["has_", "get_", "set_", "clear_"];
        let others = prefixes
            .iter()
            .filter_map(|prefix| name.strip_prefix(prefix));
        for other in others.chain(name.strip_suffix("_value")) {
            let found = message.and_then(|message| model.pool.member(message, other));
            let Some(found) =
                found.filter(|found| matches!(model.pool.of(*found), Of::Field(_) | Of::Oneof(_)))
            else {
                continue;
            };
            let text = format!("`{name}` may clash with what is generated for `{other}`");
            let finding = model.pool.finding(id, Part::Name, text);
            let place = format!("`{other}` is");
            self.tell(
                finding
                    .beside(model.pool.beside(place, found, Part::Name))
                    .help(help),
            );
        }
    }

    /// From edition 2026 on, messages and enums hold so much and no more.
    pub(super) fn amounts(&mut self, id: Id) {
        let model = self.model;
        let limits = model.feature(id).map(|features| features.limits);
        if limits != Some(Limits::Limits2026) {
            return;
        }
        let amounts = match model.pool.of(id) {
            Of::Message(message) => vec![
                (message.field.len(), MOST_FIELDS, "fields"),
                (message.oneof_decl.len(), MOST_ONEOFS, "oneofs"),
            ],
            Of::Enum(enumeration) => vec![(enumeration.value.len(), MOST_VALUES, "values")],
            _ => return,
        };
        for (_, most, what) in amounts.into_iter().filter(|(count, most, _)| count > most) {
            let text = format!("`{}` has more than {most} {what}", model.pool.name(id));
            let help =
                "split it, or set `features.enforce_proto_limits = LEGACY_NO_EXPLICIT_LIMITS`";
            self.fault_with_help(id, Part::Name, text, help);
        }
    }

    /// Whether the parser has made an element: the entry of a map. No file whose names have a style has oneofs that are made.
    fn is_made(&self, id: Id) -> bool {
        self.model.is_map_entry(id)
    }
}
