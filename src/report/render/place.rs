//! Where findings stand, in the columns that a format counts.
//!
//! Spans count as descriptors do: bytes, and a tab leads to the next multiple of eight. Readers of formats count otherwise.

use crate::report::{Edit, Finding, Other, Place, Report, Sources, Span};
use std::cell::RefCell;
use std::collections::HashMap;
use unicode_width::UnicodeWidthChar;

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Columns {
    /// A character, as editors count.
    Characters,
    /// What a terminal shows, a tab leading to the next multiple of four; for faults in a schema, a byte. As buf counts.
    Buf,
}

/// The places of a report's findings.
pub(super) struct Places<'a> {
    sources: &'a Sources,
    columns: Columns,
    /// The lines of each file that was asked for.
    lines: RefCell<HashMap<&'a str, Vec<&'a str>>>,
}

impl<'a> Places<'a> {
    pub(super) fn new(report: &'a Report, columns: Columns) -> Self {
        Self {
            sources: &report.sources,
            columns,
            lines: RefCell::default(),
        }
    }

    /// Where a finding begins and ends, counted from one; the file's beginning where nothing is known.
    pub(super) fn of(&self, finding: &Finding) -> Span {
        let measure = match (self.columns, &finding.rule) {
            (Columns::Characters, _) => characters,
            (Columns::Buf, Some(_)) => shown_width,
            (Columns::Buf, None) => str::len,
        };
        let file = finding.file.as_deref();
        let line = |line| file.and_then(|file| self.line(file, line));
        counted(finding.span.unwrap_or_default(), line, measure)
    }

    /// Where an edit of a finding's file begins and ends, counted from one.
    pub(super) fn of_edit(&self, finding: &Finding, edit: &Edit) -> Span {
        let file = finding.file.as_deref();
        let line = |line| file.and_then(|file| self.line(file, line));
        counted(edit.span, line, characters)
    }

    /// Where another place is, counted from one.
    pub(super) fn of_other(&self, other: &Other, span: Span) -> Span {
        counted(span, |line| self.line(&other.file, line), characters)
    }

    /// Where something was, counted from one; of the text only the first line is known.
    pub(super) fn of_old(old: &Place, span: Span) -> Span {
        let line = |line| old.line.as_deref().filter(|_| line == span.line);
        counted(span, line, characters)
    }

    fn line(&self, file: &str, line: u32) -> Option<&'a str> {
        let (name, text) = self.sources.file(file)?;
        let mut lines = self.lines.borrow_mut();
        let lines = lines
            .entry(name)
            .or_insert_with(|| text.split('\n').collect());
        lines.get(line as usize).copied()
    }
}

/// A span counted from one, its columns by a measure of what stands before them.
fn counted<'t>(
    span: Span,
    line: impl Fn(u32) -> Option<&'t str>,
    measure: fn(&str) -> usize,
) -> Span {
    let column = |number: u32, column: u32| {
        let text = line(number);
        let before = text.map(|text| &text[..crate::report::sources::offset(text, column)]);
        let counted = before.map(|before| u32::try_from(measure(before)).unwrap_or(u32::MAX));
        counted.unwrap_or(column).saturating_add(1)
    };
    Span {
        line: span.line.saturating_add(1),
        column: column(span.line, span.column),
        end_line: span.end_line.saturating_add(1),
        end_column: column(span.end_line, span.end_column),
    }
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

/// The width of a line's beginning on a terminal with tab stops of four.
fn shown_width(text: &str) -> usize {
    text.chars().fold(0, |width, character| match character {
        '\t' => width / 4 * 4 + 4,
        other => width + other.width().unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_those_that_the_format_counts() {
        // The columns of `bad` in the descriptor, on buf's terminal, and in an editor.
        for (line, descriptor, buf, editor) in [
            ("/* é */ message bad", 17, 17, 17),
            ("/* 中 */ message bad", 18, 18, 17),
            ("\tmessage bad", 16, 13, 10),
            ("/* é */\tmessage bad", 24, 17, 17),
            ("ab\tcd", 8, 5, 4),
        ] {
            let mut report = Report::default();
            report.sources.insert("a.proto", line);
            let span = Span {
                column: descriptor,
                end_column: descriptor,
                ..Span::default()
            };
            let mut finding = Finding::error("").in_file("a.proto").at(Some(span));
            finding.rule = Some("MESSAGE_PASCAL_CASE".to_owned());
            for (columns, expected) in [(Columns::Buf, buf), (Columns::Characters, editor)] {
                let place = Places::new(&report, columns).of(&finding);
                assert_eq!(place.column, expected, "{line}");
            }
        }
    }
}
