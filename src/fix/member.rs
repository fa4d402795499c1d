//! What is changed at one declaration: imports, fields, and the first value of an enum.

use super::Source;
use super::edit::Edit;
use crate::compile::{Declaration, DeclarationKind};
use crate::report::Within;
use std::ops::Range;

impl Source<'_> {
    /// The statement goes, with its line if nothing else is on it; comments stay.
    pub(super) fn remove_import(&self, import: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        for statement in self.outline.all(DeclarationKind::Import, import) {
            let range = statement.range.clone();
            let (start, end) = (self.line_start(range.start), self.line_end(range.end));
            let alone = self.is_blank(start..range.start) && self.is_blank(range.end..end);
            edits.push(if alone {
                let start = self.with_blank_line(start, end);
                Edit::replace(start..end, "")
            } else {
                Edit::replace(range, "")
            });
        }
        edits
    }

    /// Where a line begins, or the blank line before it if another one comes behind: two would be left.
    fn with_blank_line(&self, start: usize, end: usize) -> usize {
        let before = start.checked_sub(1).map(|at| self.line_start(at));
        let blank_before = before.filter(|before| self.is_blank(*before..start));
        let blank_behind = self.is_blank(end..self.line_end(end));
        blank_before.filter(|_| blank_behind).unwrap_or(start)
    }

    pub(super) fn renumber(&self, field: &str, number: u32) -> Option<Edit> {
        let field = self.outline.find(DeclarationKind::Field, field)?;
        self.number(field, &number)
    }

    /// Another number for a declaration; none where a comment stands in the middle of the one that it has.
    fn number(&self, declaration: &Declaration, number: &impl ToString) -> Option<Edit> {
        let place = declaration.number.clone()?;
        let plain = !self.text[place.clone()].contains(['/', '#']);
        plain.then(|| Edit::replace(place, number.to_string()))
    }

    /// All of them or none: the numbers of a few alone may be those of others.
    pub(super) fn give_numbers(&self, within: &Within, numbers: &[(String, i64)]) -> Vec<Edit> {
        let kind = match within {
            Within::Message(_) => DeclarationKind::Field,
            Within::Enum(_) => DeclarationKind::Value,
        };
        let edits = numbers.iter().map(|(name, number)| {
            let name = format!("{}.{name}", within.name());
            self.number(self.outline.find(kind, &name)?, number)
        });
        edits.collect::<Option<_>>().unwrap_or_default()
    }

    pub(super) fn pin_json_name(&self, field: &str, json_name: &str) -> Option<Edit> {
        let field = self.outline.find(DeclarationKind::Field, field)?;
        let value = format!("\"{json_name}\"");
        if let Some(present) = &field.json_name {
            return Some(Edit::replace(present.clone(), value));
        }
        let option = format!("json_name = {value}");
        let Some(options) = &field.options else {
            let number = field.number.as_ref()?;
            return Some(Edit::insert(number.end, format!(" [{option}]")));
        };
        let inner = options.start + 1..options.end - 1;
        if self.is_blank(inner.clone()) {
            return Some(Edit::replace(inner, option));
        }
        Some(Edit::insert(options.start + 1, format!("{option}, ")))
    }

    /// Before the first value, and before the comment that belongs to it.
    pub(super) fn add_zero_value(&self, enumeration: &str, name: &str) -> Option<Edit> {
        let container = self.outline.find(DeclarationKind::Enum, enumeration)?;
        let body = container.body.as_ref()?;
        let mut members = self.outline.within(body);
        let first = members.find(|member| member.kind == DeclarationKind::Value)?;
        let value = format!("{name} = 0;");
        let Some(indentation) = self.indentation(first.range.start) else {
            return Some(Edit::insert(first.range.start, format!("{value} ")));
        };
        let gap = &self.text[first.behind..first.range.start];
        let start = attached(gap).map_or(first.range.start, |at| first.behind + at);
        let line_break = self.line_break();
        Some(Edit::insert(
            start,
            format!("{indentation}{value}{line_break}"),
        ))
    }
}

impl Source<'_> {
    /// A value goes before the first one of its enum, with its lines and comments where it has lines of its own.
    pub(super) fn move_to_front(&self, enumeration: &str, name: &str) -> Vec<Edit> {
        let found = || {
            let container = self.outline.find(DeclarationKind::Enum, enumeration)?;
            let mut members = self.outline.within(container.body.as_ref()?);
            let first = members.find(|member| member.kind == DeclarationKind::Value)?;
            let full_name = format!("{enumeration}.{name}");
            let moved = self.outline.find(DeclarationKind::Value, &full_name)?;
            (moved.range.start > first.range.start).then_some((first, moved))
        };
        let Some((first, moved)) = found() else {
            return Vec::new();
        };
        if let (Some(target), Some(lines)) = (self.lines(first), self.lines(moved)) {
            let text = self.text[lines.clone()].to_owned();
            return vec![Edit::insert(target.start, text), Edit::replace(lines, "")];
        }
        let text = &self.text[moved.range.clone()];
        let blank = self.text[..moved.range.start]
            .trim_end_matches([' ', '\t'])
            .len();
        vec![
            Edit::insert(first.range.start, format!("{text} ")),
            Edit::replace(blank..moved.range.end, ""),
        ]
    }

    /// The lines that a declaration has to itself, those of its comment included.
    fn lines(&self, declaration: &Declaration) -> Option<Range<usize>> {
        let Range { start, end } = declaration.range;
        self.indentation(start)?;
        let line_end = self.line_end(end);
        let rest = self.text[end..line_end].trim();
        if !(rest.is_empty() || rest.starts_with("//")) {
            return None;
        }
        let gap = &self.text[declaration.behind..start];
        let start = attached(gap).map_or(self.line_start(start), |at| declaration.behind + at);
        Some(start..line_end)
    }
}

/// Of blanks and comments before a declaration, where the line begins from which on they belong to it: behind the last blank
/// line, and not on the line of what stands before.
fn attached(gap: &str) -> Option<usize> {
    let mut at = 0;
    let mut found = None;
    loop {
        let rest = &gap[at..];
        let blank = rest.len() - rest.trim_start().len();
        let breaks = rest[..blank].matches('\n').count();
        if let Some(line_break) = rest[..blank].rfind('\n')
            && (breaks > 1 || found.is_none())
        {
            found = Some(at + line_break + 1);
        }
        let comment = &rest[blank..];
        let end = if comment.starts_with("//") {
            comment.find('\n')
        } else {
            comment.find("*/").map(|end| end + 2)
        };
        match end {
            Some(end) => at += blank + end,
            None => return found,
        }
    }
}
