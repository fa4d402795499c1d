//! Which rules allow less than others, as far as that can be told.

use super::rules::{Rules, shown};
use crate::check::Pair;
use crate::schema::OptionValue;
use std::cmp::Ordering;

/// The names of rules that bound the same thing, from below and from above.
const BOUNDS: &[(&[&str], &[&str])] = &[
    (&["gt", "gte"], &["lt", "lte"]),
    (&["min_len", "len"], &["max_len", "len"]),
    (&["min_bytes", "len_bytes"], &["max_bytes", "len_bytes"]),
    (&["min_items"], &["max_items"]),
    (&["min_pairs"], &["max_pairs"]),
    (&[], &["within"]),
];

/// The values that a field may have, where they are listed.
#[derive(Clone, PartialEq)]
pub(super) struct Allowed(Option<Vec<String>>);

impl Allowed {
    pub(super) fn of(rules: Rules) -> Self {
        let one = rules.get("const").map(|value| vec![shown(value)]);
        let several = || {
            rules
                .get("in")
                .map(|_| rules.list("in").map(shown).collect())
        };
        Self(one.or_else(several))
    }

    /// Whether something of the other is not among these.
    pub(super) fn misses_of(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(values), Some(others)) => others.iter().any(|other| !values.contains(other)),
        }
    }
}

/// Whether a new rule of this name refuses what the old rules allow.
pub(super) fn is_tighter(name: &str, value: &OptionValue, rules: Pair<Rules>) -> bool {
    let before = rules.old.get(name);
    let implied = |by: fn(&[u8], &[u8]) -> bool| {
        let old = before.and_then(bytes);
        old.zip(bytes(value)).is_some_and(|(old, new)| by(old, new))
    };
    match (name, value) {
        ("example", _) => false,
        // It holds unless it is turned off.
        ("strict", _) => before.is_some_and(|before| before != value) && *value == TRUE,
        ("prefix", _) => !implied(<[u8]>::starts_with),
        ("suffix", _) => !implied(<[u8]>::ends_with),
        ("contains", _) => !implied(has),
        ("not_contains", _) => !implied(|old, new| has(new, old)),
        ("not_in", OptionValue::List(values)) => {
            let known: Vec<_> = rules.old.list(name).map(shown).collect();
            values.iter().any(|value| !known.contains(&shown(value)))
        }
        ("pattern", _) => before.map(shown) != Some(shown(value)),
        (_, OptionValue::Bool(set)) => *set && before != Some(value),
        (_, OptionValue::Enum(_, number)) => {
            *number != 0 && before.map(shown) != Some(shown(value))
        }
        _ => is_narrower(name, value, rules),
    }
}

const TRUE: OptionValue = OptionValue::Bool(true);

fn bytes(value: &OptionValue) -> Option<&[u8]> {
    match value {
        OptionValue::String(text) => Some(text.as_bytes()),
        OptionValue::Bytes(bytes) => Some(bytes),
        _ => None,
    }
}

fn has(text: &[u8], part: &[u8]) -> bool {
    part.is_empty() || text.windows(part.len()).any(|window| window == part)
}

/// Whether a bound leaves less than the old ones; where values are listed, the list counts.
fn is_narrower(name: &str, value: &OptionValue, rules: Pair<Rules>) -> bool {
    let Some(new) = Bound::new(name, value) else {
        return false;
    };
    if Allowed::of(rules.old) != Allowed(None) {
        return false;
    }
    BOUNDS.iter().any(|(lower, upper)| {
        let below = |rules| strictest(rules, lower, Ordering::Greater);
        let above = |rules| strictest(rules, upper, Ordering::Less);
        // Where the upper bound is the lower one, what is between them is refused.
        let inverted = |rules| {
            let bounds = below(rules).zip(above(rules));
            bounds.is_some_and(|(below, above)| below.value > above.value)
        };
        let (old_below, old_above) = (below(rules.old), above(rules.old));
        let is_bounded = old_below.is_some() || old_above.is_some();
        if inverted(rules.old) || inverted(rules.new) && is_bounded {
            return false;
        }
        let nothing = new.inclusive && *value == OptionValue::Uint(0);
        let raises = lower.contains(&name) && !nothing;
        raises && new.is_stricter(old_below, Ordering::Greater)
            || upper.contains(&name) && new.is_stricter(old_above, Ordering::Less)
    })
}

/// The bound that leaves the least of those with these names.
fn strictest(rules: Rules, names: &[&str], strict: Ordering) -> Option<Bound> {
    let bounds = names
        .iter()
        .filter_map(|name| Bound::new(name, rules.get(name)?));
    bounds.fold(None, |strictest, bound| {
        if bound.is_stricter(strictest, strict) {
            Some(bound)
        } else {
            strictest
        }
    })
}

#[derive(Clone, Copy)]
struct Bound {
    value: Number,
    inclusive: bool,
}

impl Bound {
    fn new(name: &str, value: &OptionValue) -> Option<Self> {
        Some(Self {
            value: Number::of(value)?,
            inclusive: !matches!(name, "gt" | "lt"),
        })
    }

    /// Whether it leaves less than another one; `strict` is how stricter values compare with others.
    fn is_stricter(self, other: Option<Self>, strict: Ordering) -> bool {
        let Some(other) = other else { return true };
        match self.value.partial_cmp(&other.value) {
            Some(Ordering::Equal) => other.inclusive && !self.inclusive,
            Some(ordering) => ordering == strict,
            None => false,
        }
    }
}

/// A number, or a time as its nanoseconds.
#[derive(Clone, Copy, PartialEq)]
enum Number {
    Whole(i128),
    Real(f64),
}

impl Number {
    fn of(value: &OptionValue) -> Option<Self> {
        let int = |value: Option<&OptionValue>| match value {
            Some(OptionValue::Int(value)) => i128::from(*value),
            _ => 0,
        };
        match value {
            OptionValue::Float(value) => Some(Self::Real(*value)),
            OptionValue::Int(value) => Some(Self::Whole((*value).into())),
            OptionValue::Uint(value) => Some(Self::Whole((*value).into())),
            // Of durations and timestamps alike: the seconds, and the nanoseconds.
            OptionValue::Message(message) => {
                let [seconds, nanos] = [1, 2].map(|number| int(message.fields.get(&number)));
                Some(Self::Whole(seconds * 1_000_000_000 + nanos))
            }
            OptionValue::Bool(_)
            | OptionValue::String(_)
            | OptionValue::Bytes(_)
            | OptionValue::Enum(..)
            | OptionValue::List(_) => None,
        }
    }

    #[allow(clippy::cast_precision_loss)] // of numbers of both kinds, the fraction counts
    fn real(self) -> f64 {
        match self {
            Self::Whole(value) => value as f64,
            Self::Real(value) => value,
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Whole(one), Self::Whole(other)) => one.partial_cmp(other),
            (one, other) => one.real().partial_cmp(&other.real()),
        }
    }
}
