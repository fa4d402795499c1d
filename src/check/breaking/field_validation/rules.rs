//! The rules of `buf.validate.field` as the option holds them, by name.

use crate::schema::{Field, OptionMessage, OptionValue, Schema};

/// A message of rules; an absent one holds none.
#[derive(Clone, Copy)]
pub(super) struct Rules<'a> {
    schema: &'a Schema,
    message: Option<&'a OptionMessage>,
}

impl<'a> Rules<'a> {
    pub(super) fn new(schema: &'a Schema, message: Option<&'a OptionMessage>) -> Self {
        Self { schema, message }
    }

    /// The rules unless they say themselves that nobody is to look at them.
    pub(super) fn in_force(self) -> Self {
        let ignored = match self.get("ignore") {
            Some(OptionValue::Enum(id, number)) => {
                let mut values = self.schema.enumeration(*id).values.iter();
                values.any(|value| value.number == *number && value.name == "IGNORE_ALWAYS")
            }
            _ => false,
        };
        let message = self.message.filter(|_| !ignored);
        Self { message, ..self }
    }

    /// What is set, with the fields of the option's schema.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'a Field, &'a OptionValue)> {
        let message = self.message.into_iter();
        message.flat_map(move |message| {
            let declared = self.schema.message(message.message);
            let entries = message.fields.iter();
            entries.filter_map(|(number, value)| Some((declared.field(*number)?, value)))
        })
    }

    pub(super) fn get(self, name: &str) -> Option<&'a OptionValue> {
        let mut entries = self.entries();
        entries.find_map(|(field, value)| (field.name == name).then_some(value))
    }

    /// The values of a repeated field.
    pub(super) fn list(self, name: &str) -> impl Iterator<Item = &'a OptionValue> {
        let values = match self.get(name) {
            Some(OptionValue::List(values)) => values.as_slice(),
            _ => &[],
        };
        values.iter()
    }

    pub(super) fn within(self, name: &str) -> Self {
        let message = match self.get(name) {
            Some(OptionValue::Message(message)) => Some(message),
            _ => None,
        };
        Self { message, ..self }
    }

    pub(super) fn has_messages(self) -> bool {
        let mut entries = self.entries();
        entries.any(|(_, value)| matches!(value, OptionValue::Message(_)))
    }

    /// What a rule in CEL says, without its id and its message.
    pub(super) fn expression(self, rule: &'a OptionValue) -> String {
        let within = match rule {
            OptionValue::Message(message) => {
                Self::new(self.schema, Some(message)).get("expression")
            }
            _ => None,
        };
        shown(within.unwrap_or(rule))
    }
}

/// Where a rule stands: its path from the field, and its name.
#[derive(Clone)]
pub(super) struct At {
    pub(super) path: Vec<i32>,
    pub(super) name: String,
}

impl At {
    /// The option as a whole.
    pub(super) fn new(extension: Option<&Field>) -> Self {
        let number = extension.map(|extension| extension.number.cast_signed());
        Self {
            path: [8].into_iter().chain(number).collect(),
            name: String::new(),
        }
    }

    pub(super) fn within(&self, rule: &Field) -> Self {
        let dot = if self.name.is_empty() { "" } else { "." };
        let number = rule.number.cast_signed();
        Self {
            path: self.path.iter().copied().chain([number]).collect(),
            name: format!("{}{dot}{}", self.name, rule.name),
        }
    }
}

/// A value in words that schemas share.
pub(super) fn shown(value: &OptionValue) -> String {
    let listed = |values: &mut dyn Iterator<Item = String>| values.collect::<Vec<_>>().join(", ");
    match value {
        OptionValue::Float(value) => value.to_string(),
        OptionValue::Int(value) => value.to_string(),
        OptionValue::Uint(value) => value.to_string(),
        OptionValue::Bool(value) => value.to_string(),
        OptionValue::String(text) => format!("{text:?}"),
        OptionValue::Bytes(bytes) => format!("\"{}\"", bytes.escape_ascii()),
        OptionValue::Enum(_, number) => number.to_string(),
        OptionValue::List(values) => format!("[{}]", listed(&mut values.iter().map(shown))),
        OptionValue::Message(message) => {
            let fields = message.fields.iter();
            let mut fields = fields.map(|(number, value)| format!("{number}: {}", shown(value)));
            format!("{{{}}}", listed(&mut fields))
        }
    }
}
