//! Numbers that members had, given back: what was renumbered gets its own again, and what took it gets a new one.
//!
//! Which member is meant is told by its name: one that is there under another number than before was renumbered, most often
//! because something was put in before it.

use super::ranges::{Numbers, exclusive, inclusive};
use super::shape::kind;
use super::{Findings, Pair};
use crate::report::{Remedy, Within};
use crate::schema::{Enum, Field, Message};
use std::collections::{HashMap, HashSet};

/// The largest number of a field.
const LARGEST: i64 = (1 << 29) - 1;
/// Numbers that belong to protobuf itself.
const IMPLEMENTATION: Numbers = (19_000, 19_999);

/// The numbers that fields of a message get back; `None` where all have theirs.
pub(super) fn fields(messages: Pair<&Message>, findings: &Findings) -> Option<Remedy> {
    let kinds = |field: Pair<&Field>| Pair {
        old: kind(findings.old_schema(), field.old.kind),
        new: kind(findings.schema(), field.new.kind),
    };
    let by_name = messages.old.fields.iter();
    let by_name: HashMap<_, _> = by_name.map(|field| (field.name.as_str(), field)).collect();
    let members = messages.new.fields.iter().map(|new| {
        let old = by_name.get(new.name.as_str());
        let old = old.filter(|old| !kinds(Pair { old, new }).differs());
        Member {
            name: &new.name,
            number: new.number.into(),
            had: old.map(|old| old.number.into()),
        }
    });
    let renumbering = Renumbering {
        members: members.collect(),
        old: messages
            .old
            .fields
            .iter()
            .map(|old| (old.name.as_str(), old.number.into()))
            .collect(),
        reserved: &messages.new.reserved_names,
        free: Free::in_messages(&[messages.old, messages.new]),
        closed: closed(messages.new),
    };
    let numbers = renumbering.numbers()?;
    Some(Remedy::GiveNumbers {
        within: Within::Message(messages.new.full_name.clone()),
        numbers,
    })
}

/// The numbers that values of an enum get back; `None` where all have theirs, or share them.
pub(super) fn values(enums: Pair<&Enum>) -> Option<Remedy> {
    if enums.old.allow_alias || enums.new.allow_alias {
        return None;
    }
    let by_name = enums
        .old
        .values
        .iter()
        .map(|old| (old.name.as_str(), old.number));
    let by_name: HashMap<_, _> = by_name.collect();
    let members = enums.new.values.iter().map(|new| Member {
        name: &new.name,
        number: new.number.into(),
        had: by_name
            .get(new.name.as_str())
            .map(|number| i64::from(*number)),
    });
    let renumbering = Renumbering {
        members: members.collect(),
        old: by_name
            .iter()
            .map(|(name, number)| (*name, i64::from(*number)))
            .collect(),
        reserved: &enums.new.reserved_names,
        free: Free::in_enums(&[enums.old, enums.new], 0),
        closed: enums.new.reserved_ranges.iter().map(inclusive).collect(),
    };
    let numbers = renumbering.numbers()?;
    Some(Remedy::GiveNumbers {
        within: Within::Enum(enums.new.full_name.clone()),
        numbers,
    })
}

/// A value gets a number that none of these enums has or had; `used` is the largest that anybody remembers.
pub(super) fn value(enums: &[&Enum], within: &Enum, name: &str, used: i64) -> Option<Remedy> {
    let number = Free::in_enums(enums, used).next()?;
    Some(Remedy::GiveNumbers {
        within: Within::Enum(within.full_name.clone()),
        numbers: vec![(name.to_owned(), number)],
    })
}

/// A field gets a number that none of these messages has or had; `used` is the largest that anybody remembers.
pub(super) fn field(messages: &[&Message], field: &Field, used: i64) -> Option<Remedy> {
    let mut free = Free::in_messages(messages);
    free.used = free.used.max(used);
    let number = u32::try_from(free.next()?).ok()?;
    Some(Remedy::Renumber {
        field: field.full_name.clone(),
        number,
    })
}

/// A member as it is, and the number that it had.
struct Member<'a> {
    name: &'a str,
    number: i64,
    had: Option<i64>,
}

struct Renumbering<'a> {
    members: Vec<Member<'a>>,
    /// The old names and their numbers.
    old: Vec<(&'a str, i64)>,
    reserved: &'a [String],
    free: Free,
    /// Numbers that nobody may have.
    closed: Vec<Numbers>,
}

impl Renumbering<'_> {
    /// The members that get other numbers, with these.
    fn numbers(mut self) -> Option<Vec<(String, i64)>> {
        let kept = self.members.iter().filter(|member| member.had.is_some());
        let mut kept: HashSet<_> = kept.map(|member| member.name).collect();
        kept.extend(self.reserved.iter().map(String::as_str));
        let owned = self.old.iter().filter(|(name, _)| kept.contains(name));
        let owned: HashSet<_> = owned.map(|(_, number)| *number).collect();
        let mut changed = Vec::new();
        let mut given = HashSet::new();
        for member in &self.members {
            let number = match member.had {
                Some(had) => had,
                None if owned.contains(&member.number) => self.free.next()?,
                None => member.number,
            };
            if !given.insert(number) {
                return None;
            }
            if number != member.number {
                if self
                    .closed
                    .iter()
                    .any(|(first, last)| (*first..=*last).contains(&number))
                {
                    return None;
                }
                changed.push((member.name.to_owned(), number));
            }
        }
        (!changed.is_empty()).then_some(changed)
    }
}

/// Numbers that are free, one after the other.
struct Free {
    used: i64,
    /// In order.
    closed: Vec<Numbers>,
    largest: i64,
}

impl Free {
    fn in_messages(messages: &[&Message]) -> Self {
        let fields = messages.iter().flat_map(|message| &message.fields);
        let closed = messages.iter().flat_map(|message| closed(message));
        let closed = closed.chain([IMPLEMENTATION]).collect();
        Self::behind(fields.map(|field| field.number.into()), closed, LARGEST)
    }

    fn in_enums(enums: &[&Enum], used: i64) -> Self {
        let values = enums.iter().flat_map(|enumeration| &enumeration.values);
        let used = values.map(|value| value.number.into()).chain([used]);
        let closed = enums
            .iter()
            .flat_map(|enumeration| &enumeration.reserved_ranges);
        Self::behind(used, closed.map(inclusive).collect(), i32::MAX.into())
    }

    fn behind(used: impl Iterator<Item = i64>, mut closed: Vec<Numbers>, largest: i64) -> Self {
        closed.sort_unstable();
        Self {
            used: used.max().unwrap_or_default(),
            closed,
            largest,
        }
    }

    fn next(&mut self) -> Option<i64> {
        let mut number = self.used + 1;
        for (first, last) in &self.closed {
            if (*first..=*last).contains(&number) {
                number = last + 1;
            }
        }
        self.used = number;
        (number <= self.largest).then_some(number)
    }
}

fn closed(message: &Message) -> Vec<Numbers> {
    let reserved = message.reserved_ranges.iter();
    reserved
        .chain(&message.extension_ranges)
        .map(exclusive)
        .collect()
}
