//! The lock: every number and name that a schema has ever used.
//!
//! Two schemas side by side do not show that a number was deleted long ago, given free a release later, and is taken again
//! now. The lock remembers. It is a text with a line for each field, extension and enum value, sorted, so that git merges it:
//!
//! ```text
//! field acme.v1.Greeting 2 title string gone
//! value acme.v1.Tone 1 TONE_WARM
//! ```

mod rules;

pub(super) use rules::{FIELD, VALUE};

use super::pairs::{enums_of, extensions_of, messages_of};
use super::shape::kind;
use super::{Config, Findings, Rule, View};
use crate::report::Finding;
use crate::schema::{Enum, EnumValue, Field, Message, Schema, Shape};
use std::collections::BTreeMap;
use std::fmt;

/// What the file begins with.
const HEAD: &str = "# Every number and name that this schema has ever used. Written by grpcgen: commit it with the schema.\n";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock(BTreeMap<Entry, State>);

/// One element, as it was once.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    /// The full name of the message or enum that has the number; of an extension, what it extends.
    of: String,
    number: i64,
    name: String,
    word: Word,
    /// The type of a field, without blanks.
    r#type: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Word {
    Field,
    Extension,
    Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    There,
    Gone,
}

/// A text that is no lock: the line, counted from one, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidLock {
    line: usize,
    text: String,
}

impl fmt::Display for InvalidLock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, text } = self;
        write!(f, "line {line} is no entry of a lock: {text:?}")
    }
}

impl std::error::Error for InvalidLock {}

impl Lock {
    /// Reads a lock. A merge may have left lines twice: what is gone on one side is gone.
    pub fn parse(text: &str) -> Result<Self, InvalidLock> {
        let mut lock = Self::default();
        for (index, line) in text.lines().enumerate() {
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let (entry, state) = Entry::parse(line).ok_or_else(|| InvalidLock {
                line: index + 1,
                text: line.chars().take(80).collect(),
            })?;
            let present = lock.0.entry(entry).or_insert(state);
            if state == State::Gone {
                *present = state;
            }
        }
        Ok(lock)
    }

    /// Remembers what views have: what no view has any more is gone from now on.
    pub fn update(&mut self, views: &[&View]) {
        for state in self.0.values_mut() {
            *state = State::Gone;
        }
        for view in views {
            for entry in entries(view) {
                self.0.insert(entry, State::There);
            }
        }
    }

    /// What uses again what once was something else.
    pub fn check(&self, view: &View, config: &Config) -> Vec<Finding> {
        let mut findings = Findings::new(config, None, view);
        for rule in [&FIELD, &VALUE] {
            if !config.is_off(rule) {
                findings.enter(rule);
                rules::run(rule, self, &mut findings);
            }
        }
        findings.into_sorted()
    }

    /// What is remembered of a message or enum.
    fn of<'a>(&'a self, of: &'a str) -> impl Iterator<Item = (&'a Entry, State)> {
        let first = Entry {
            of: of.to_owned(),
            number: i64::MIN,
            name: String::new(),
            word: Word::Field,
            r#type: String::new(),
        };
        let entries = self.0.range(first..);
        let entries = entries.take_while(move |(entry, _)| entry.of == of);
        entries.map(|(entry, state)| (entry, *state))
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(HEAD)?;
        for (entry, state) in &self.0 {
            let Entry {
                of,
                number,
                name,
                word,
                r#type,
            } = entry;
            write!(f, "{} {of} {number} {name}", word.in_text())?;
            if *word != Word::Value {
                write!(f, " {type}")?;
            }
            f.write_str(match state {
                State::There => "\n",
                State::Gone => " gone\n",
            })?;
        }
        Ok(())
    }
}

impl Word {
    const ALL: [Self; 3] = [Self::Field, Self::Extension, Self::Value];

    fn in_text(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Extension => "extension",
            Self::Value => "value",
        }
    }
}

impl Entry {
    fn parse(line: &str) -> Option<(Self, State)> {
        let mut words = line.split_whitespace();
        let first = words.next()?;
        let word = Word::ALL.into_iter().find(|word| word.in_text() == first)?;
        let of = words.next()?.to_owned();
        let number = words.next()?.parse().ok()?;
        let name = words.next()?.to_owned();
        let r#type = match word {
            Word::Field | Word::Extension => words.next()?.to_owned(),
            Word::Value => String::new(),
        };
        let state = match (words.next(), words.next()) {
            (None, _) => State::There,
            (Some("gone"), None) => State::Gone,
            _ => return None,
        };
        let entry = Self {
            of,
            number,
            name,
            word,
            r#type,
        };
        Some((entry, state))
    }

    fn of_field(schema: &Schema, message: &Message, field: &Field) -> Self {
        let many = match field.shape {
            Shape::Repeated | Shape::Packed => "repeated:",
            Shape::Implicit | Shape::Explicit | Shape::Required | Shape::Map => "",
        };
        let kind = kind(schema, field.kind)
            .replace(", ", ",")
            .replace(' ', ":");
        let (word, name) = match field.extendee {
            Some(_) => (Word::Extension, &field.full_name),
            None => (Word::Field, &field.name),
        };
        Self {
            of: message.full_name.clone(),
            number: field.number.into(),
            name: name.clone(),
            word,
            r#type: format!("{many}{kind}"),
        }
    }

    fn of_value(enumeration: &Enum, value: &EnumValue) -> Self {
        Self {
            of: enumeration.full_name.clone(),
            number: value.number.into(),
            name: value.name.clone(),
            word: Word::Value,
            r#type: String::new(),
        }
    }
}

/// Everything that a view's own files declare.
fn entries(view: &View) -> Vec<Entry> {
    let schema = view.schema;
    let mut entries = Vec::new();
    for file in view.targets() {
        for message in messages_of(schema, file) {
            if !message.map_entry {
                let fields = message.fields.iter();
                entries.extend(fields.map(|field| Entry::of_field(schema, message, field)));
            }
        }
        for extension in extensions_of(schema, file) {
            let message = extension.extendee.map(|message| schema.message(message));
            entries.extend(message.map(|message| Entry::of_field(schema, message, extension)));
        }
        for enumeration in enums_of(schema, file) {
            let values = enumeration.values.iter();
            entries.extend(values.map(|value| Entry::of_value(enumeration, value)));
        }
    }
    entries
}

impl Config {
    /// Whether a rule was turned off that runs where there is a lock, not because it was asked for.
    fn is_off(&self, rule: &Rule) -> bool {
        self.off.contains(rule.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locks_are_read_and_written() {
        let lines = "field a.M 1 name string\nfield a.M 2 tags repeated:enum:a.E gone\nfield a.M 10 by map<string,a.N>\nextension a.M 100 b.extra string\nvalue a.N -1 LOW\n";
        let mut mixed: Vec<_> = lines.lines().rev().collect();
        mixed.push("# more");
        mixed.push("field a.M 2 tags repeated:enum:a.E");
        let lock = Lock::parse(&mixed.join("\n")).unwrap();
        assert_eq!(lock.to_string(), format!("{HEAD}{lines}"));
    }

    #[test]
    fn what_is_no_lock_is_said_with_its_line() {
        for text in [
            "<<<<<<< HEAD",
            "field a.M one name string",
            "field a.M 1 name",
            "value a.E 1 ONE lost",
            "field a.M 1 name string gone now",
        ] {
            let error = Lock::parse(&format!("# head\n\n{text}\n")).unwrap_err();
            assert!(
                error
                    .to_string()
                    .starts_with("line 3 is no entry of a lock"),
                "{error}"
            );
        }
    }
}
