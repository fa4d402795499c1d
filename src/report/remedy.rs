//! What would repair a finding: said by whoever found it, done by whoever changes text.

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
    /// A field says what it is called in JSON.
    PinJsonName {
        /// Its full name.
        field: String,
        /// The name.
        json_name: String,
    },
}

/// What reserves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    /// The message with this full name.
    Message(String),
    /// The enum with this full name.
    Enum(String),
}
