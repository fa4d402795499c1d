//! `reserved` statements: new ones, and more in those that are there.

use super::edit::Edit;
use super::{Reserved, Source};
use crate::compile::{Declaration, DeclarationKind};
use crate::report::Within;
use std::ops::Range;

/// What `max` stands for in a message, and in an enum.
const LARGEST: i64 = (1 << 29) - 1;
const LARGEST_VALUE: i64 = i32::MAX as i64;

impl Source<'_> {
    /// Reserves numbers and names in the message or enum that they are for.
    pub(super) fn reserve(&self, within: &Within, reserved: &Reserved) -> Vec<Edit> {
        let Some(container) = self.container(within) else {
            return Vec::new();
        };
        let Some(body) = &container.body else {
            return Vec::new();
        };
        let largest = match within {
            Within::Message(_) => LARGEST,
            Within::Enum(_) => LARGEST_VALUE,
        };
        let numbers = reserved.numbers.iter();
        let numbers: Vec<_> = numbers.map(|range| in_text(*range, largest)).collect();
        let names = reserved.names.iter();
        let names: Vec<_> = names.map(|name| self.quoted(name)).collect();
        let mut edits = Vec::new();
        let mut statements = Vec::new();
        let mut beside = None::<&Declaration>;
        for (kind, items) in [
            (DeclarationKind::ReservedNumbers, numbers),
            (DeclarationKind::ReservedNames, names),
        ] {
            let mut present = self.outline.all(kind, &container.name);
            let last = present.rfind(|one| !one.items.is_empty());
            let end = |statement: &&Declaration| statement.range.end;
            beside = beside.into_iter().chain(last).max_by_key(end);
            match last {
                _ if items.is_empty() => {}
                Some(last) => edits.extend(self.add_items(last, &items)),
                None => statements.push(format!("reserved {};", items.join(", "))),
            }
        }
        if !statements.is_empty() {
            edits.push(match beside {
                Some(statement) => self.add_behind(&statement.range, &statements),
                None => self.add_to_body(container, body, &statements),
            });
        }
        edits
    }

    /// Behind what is listed already; numbers go where they belong, if those listed are in order.
    fn add_items(&self, statement: &Declaration, items: &[String]) -> Vec<Edit> {
        let text = |range: &Range<usize>| &self.text[range.clone()];
        let listed: Vec<_> = statement
            .items
            .iter()
            .map(|item| first(text(item)))
            .collect();
        let ordered = listed.iter().all(Option::is_some) && listed.is_sorted();
        // The one that an item comes behind; none where it comes first.
        let place = |item: &str| match first(item).filter(|_| ordered) {
            Some(number) => {
                let behind = listed.partition_point(|listed| *listed < Some(number));
                behind.checked_sub(1)
            }
            None => listed.len().checked_sub(1),
        };
        let edits = items.iter().map(|item| {
            let behind = statement.items.get(place(item)?)?;
            Some(Edit::insert(behind.end, format!(", {item}")))
        });
        let start = statement
            .items
            .first()
            .map_or(statement.range.end, |item| item.start);
        let edits = edits.zip(items);
        let edits = edits
            .map(|(edit, item)| edit.unwrap_or_else(|| Edit::insert(start, format!("{item}, "))));
        edits.collect()
    }

    /// Behind a statement that reserves, on lines of their own where it has one.
    fn add_behind(&self, statement: &Range<usize>, statements: &[String]) -> Edit {
        let end = statement.end;
        let rest = self.text[end..self.line_end(end)].trim();
        let last_on_line = rest.is_empty() || rest.starts_with("//");
        let indentation = self.indentation(statement.start);
        let Some(indentation) = indentation.filter(|_| last_on_line) else {
            return Edit::insert(end, format!(" {}", statements.join(" ")));
        };
        let line_break = self.line_break();
        let lines = statements.iter();
        let lines = lines.map(|line| format!("{indentation}{line}{line_break}"));
        Edit::insert(self.line_end(end), lines.collect::<String>())
    }

    /// At the end of a body: there nothing else's comments come to stand beside them.
    fn add_to_body(
        &self,
        container: &Declaration,
        body: &Range<usize>,
        statements: &[String],
    ) -> Edit {
        let indentation = self.member_indentation(container, body);
        let line_break = self.line_break();
        let lines = statements.iter();
        let lines: Vec<_> = lines.map(|line| format!("{indentation}{line}")).collect();
        let start = self.line_start(body.end);
        if start > body.start && self.is_blank(start..body.end) {
            return Edit::insert(start, self.last_lines(body, start, &lines));
        }
        if self.is_blank(body.clone()) {
            let outer = self.indentation(container.range.start).unwrap_or_default();
            let text = format!("{line_break}{}{line_break}{outer}", lines.join(line_break));
            return Edit::replace(body.clone(), text);
        }
        let filled = self.text[body.clone()].trim_end().len();
        Edit::insert(body.start + filled, format!(" {}", statements.join(" ")))
    }

    /// A name as `reserved` wants it.
    fn quoted(&self, name: &str) -> String {
        if self.outline.edition {
            name.to_owned()
        } else {
            format!("\"{name}\"")
        }
    }
}

/// A range of numbers as source.
fn in_text((first, last): (i64, i64), largest: i64) -> String {
    if first == last {
        first.to_string()
    } else if last == largest {
        format!("{first} to max")
    } else {
        format!("{first} to {last}")
    }
}

/// The number that a listed range begins with.
fn first(item: &str) -> Option<i64> {
    item.split_whitespace().next()?.parse().ok()
}
