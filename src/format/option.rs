//! Options: their lists, and values that take more than a line.

use super::printer::{Before, Blank, Printer};
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::Branch;
use std::ops::Range;

impl Printer<'_> {
    /// One option stays in the line of what it belongs to; several have a line each.
    pub(super) fn option_list(&mut self, node: Branch<'_>) {
        let (open, close) = (node.range().start, node.range().end - 1);
        self.begin(open, Before::Space);
        match self.only_option(node, close) {
            Some(only) => {
                self.node(only, Before::Nothing);
                self.token(close, Before::Nothing);
            }
            None => self.options(node, open, close),
        }
    }

    /// The option that is alone in its list, without comments around it.
    fn only_option<'n>(&self, node: Branch<'n>, close: usize) -> Option<Branch<'n>> {
        let mut options = node.children();
        let only = options.next().filter(|_| options.next().is_none())?;
        let Range { start, end } = only.range();
        let around = [
            self.trivia.trailing(start - 1),
            self.trivia.leading(start),
            self.trivia.leading(close),
        ];
        let ends_line = |at: usize| self.trivia.comment(at).is_line();
        let is_alone =
            around.iter().all(Range::is_empty) && !self.trivia.trailing(end - 1).any(ends_line);
        is_alone.then_some(only)
    }

    fn options(&mut self, node: Branch<'_>, open: usize, close: usize) {
        self.trail(open);
        self.depth += 1;
        let mut blank = Blank::Inside;
        for option in node.children() {
            self.node(option, Before::Line(blank));
            blank = Blank::Kept;
            let behind = option.range().end;
            if self.kind(behind) == Kind::Comma {
                self.token(behind, Before::Nothing);
            }
        }
        self.comments(self.trivia.leading(close), Blank::Kept);
        self.depth -= 1;
        self.close_as(close, self.text(close));
    }

    pub(super) fn option_value(&mut self, node: Branch<'_>, before: Before) {
        let range = node.range();
        match (self.literals.message(range.start), self.kind(range.start)) {
            (Some(message), _) => self.literal(message, before),
            (None, Kind::String) => self.strings(range, before),
            (None, _) => self.row(range, before),
        }
    }

    /// Strings that make up one: each has its line, indented, where there are several.
    pub(super) fn strings(&mut self, range: Range<usize>, before: Before) {
        if range.len() == 1 {
            return self.token(range.start, before);
        }
        self.depth += 1;
        self.lines(range);
        self.depth -= 1;
    }

    /// A line for each token.
    pub(super) fn lines(&mut self, range: Range<usize>) {
        for token in range {
            self.token(token, Before::Line(Blank::Never));
        }
    }

    /// Tokens with nothing between them.
    pub(super) fn row(&mut self, range: Range<usize>, before: Before) {
        let last = self.begin_row(range, before);
        self.trail(last);
    }

    /// The same without the comments behind the last, which it returns.
    pub(super) fn begin_row(&mut self, range: Range<usize>, before: Before) -> usize {
        self.begin(range.start, before);
        for token in range.start + 1..range.end {
            self.trail(token - 1);
            self.begin(token, Before::Nothing);
        }
        range.end - 1
    }
}
