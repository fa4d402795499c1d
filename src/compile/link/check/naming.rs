//! How things are to be called where the feature `enforce_naming_style` says so.

use super::Checker;
use crate::compile::link::element::{Id, Of, Part};
use crate::schema::NamingStyle;

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

/// Words of letters of one case and digits, each beginning with a letter, with one underscore between two.
fn is_snake(name: &str, is_letter: impl Fn(char) -> bool) -> bool {
    name.split('_').all(|word| {
        word.starts_with(&is_letter)
            && word
                .chars()
                .all(|letter| is_letter(letter) || letter.is_ascii_digit())
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
        if name.is_empty() || self.is_made(id) || name.split('.').all(|part| style.fits(part)) {
            return;
        }
        let text = format!(
            "{name} is not in {}, as the file's naming style has it",
            style.name()
        );
        let help = "rename it, or set features.enforce_naming_style = STYLE_LEGACY";
        self.fault_with_help(id, part, text, help);
    }

    /// Whether the parser has made an element: map entries, and the oneofs of optional fields.
    fn is_made(&self, id: Id) -> bool {
        match self.model.pool.of(id) {
            Of::Message(_) => self.model.is_map_entry(id),
            Of::Oneof(_) => self.model.pool.name(id).starts_with('_'),
            _ => false,
        }
    }
}
