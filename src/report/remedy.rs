//! What would repair a finding: said by whoever found it, done by whoever changes text.

use super::Span;
use std::fmt;

/// Numbers, both ends included.
pub type Numbers = (i64, i64);

/// A change to the file that a finding is in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Remedy {
    /// Numbers and names are reserved.
    Reserve {
        /// The full name of the message or enum.
        within: Within,
        /// The numbers.
        numbers: Vec<Numbers>,
        /// The names.
        names: Vec<String>,
    },
    /// An enum gets a zero value, before its others.
    AddZeroValue {
        /// The full name of the enum.
        enumeration: String,
        /// What the value is called.
        name: String,
    },
    /// An import goes away.
    RemoveImport(String),
    /// A field gets another number.
    Renumber {
        /// Its full name.
        field: String,
        /// The number.
        number: u32,
    },
    /// The zero value of an enum goes before its others.
    MoveZeroValue {
        /// The full name of the enum.
        enumeration: String,
        /// The value's name.
        name: String,
    },
    /// Members get the numbers that they had, and what took these gets new ones.
    GiveNumbers {
        /// The full name of the message or enum.
        within: Within,
        /// The names of the members with their numbers.
        numbers: Vec<(String, i64)>,
    },
    /// A field says what it is called in JSON.
    PinJsonName {
        /// Its full name.
        field: String,
        /// The name.
        json_name: String,
    },
}

/// A stretch of text, and what is to stand there instead: what a remedy comes to in the text at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// What goes; empty where something is only added.
    pub span: Span,
    /// What comes.
    pub text: String,
}

/// What reserves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    /// The message with this full name.
    Message(String),
    /// The enum with this full name.
    Enum(String),
}

impl Within {
    /// The full name.
    pub fn name(&self) -> &str {
        let (Self::Message(name) | Self::Enum(name)) = self;
        name
    }
}

/// What to do, in words.
impl fmt::Display for Remedy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reserve { numbers, names, .. } => {
                let numbers = numbers.iter().map(|(first, last)| {
                    if first == last {
                        first.to_string()
                    } else {
                        format!("{first} to {last}")
                    }
                });
                let names = names.iter().map(|name| format!("{name:?}"));
                let all: Vec<_> = numbers.chain(names).collect();
                write!(f, "reserve {}", all.join(", "))
            }
            Self::AddZeroValue { name, .. } => write!(f, "begin it with {name} = 0"),
            Self::RemoveImport(_) => f.write_str("remove it"),
            Self::Renumber { number, .. } => {
                write!(
                    f,
                    "if it is another field, give it a number of its own: {number}"
                )
            }
            Self::MoveZeroValue { name, .. } => write!(f, "move {name} to the front"),
            Self::GiveNumbers { numbers, .. } => {
                let numbers = numbers.iter();
                let numbers = numbers.map(|(name, number)| format!("{name} = {number}"));
                write!(f, "number them {}", numbers.collect::<Vec<_>>().join(", "))
            }
            Self::PinJsonName { json_name, .. } => write!(f, "add json_name = {json_name:?}"),
        }
    }
}
