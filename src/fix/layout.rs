//! How a file is laid out: its line breaks, and what its lines begin with.

use super::Source;
use crate::compile::Declaration;
use std::ops::Range;

impl Source<'_> {
    pub(super) fn line_break(&self) -> &'static str {
        if self.text.contains("\r\n") {
            "\r\n"
        } else {
            "\n"
        }
    }

    /// Where the line begins that a place is on.
    pub(super) fn line_start(&self, at: usize) -> usize {
        self.text[..at].rfind('\n').map_or(0, |found| found + 1)
    }

    /// Where the line ends that a place is on: behind its line break.
    pub(super) fn line_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest.find('\n').map_or(rest.len(), |found| found + 1)
    }

    pub(super) fn is_blank(&self, range: Range<usize>) -> bool {
        self.text[range].trim().is_empty()
    }

    /// What stands before something that begins its line.
    pub(super) fn indentation(&self, at: usize) -> Option<&str> {
        let indentation = &self.text[self.line_start(at)..at];
        indentation.trim().is_empty().then_some(indentation)
    }

    /// What the lines of a container's members begin with.
    pub(super) fn member_indentation(
        &self,
        container: &Declaration,
        body: &Range<usize>,
    ) -> String {
        let mut members = self.outline.within(body);
        let found = members.find_map(|member| self.indentation(member.range.start));
        if let Some(found) = found {
            return found.to_owned();
        }
        let outer = self.indentation(container.range.start).unwrap_or_default();
        let step = if outer.contains('\t') { "\t" } else { "  " };
        format!("{outer}{step}")
    }

    /// Lines for a place that is the start of the last line of a body, with a blank line before them where something else
    /// stands there.
    pub(super) fn last_lines(&self, body: &Range<usize>, at: usize, lines: &[String]) -> String {
        let line_break = self.line_break();
        let before = &self.text[body.start..at];
        let above = before.trim_end_matches([' ', '\t']);
        let apart =
            before.trim().is_empty() || above.ends_with("\n\n") || above.ends_with("\n\r\n");
        let mut text = if apart {
            String::new()
        } else {
            line_break.to_owned()
        };
        for line in lines {
            text = text + line + line_break;
        }
        text
    }
}
