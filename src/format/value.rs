//! Messages and lists in the values of options.

use super::literal::{Field, Literal};
use super::printer::{Before, Blank, Printer};
use crate::compile::syntax::token::Kind;
use std::ops::Range;

impl Printer<'_> {
    pub(super) fn literal(&mut self, literal: &Literal, before: Before) {
        match literal {
            Literal::Scalar(range) if self.kind(range.start) == Kind::String => {
                self.strings(range.clone(), before);
            }
            Literal::Scalar(range) => self.row(range.clone(), before),
            Literal::Message { range, fields } => self.message(range, fields, before),
            Literal::List { range, items } => self.list(range, items, before),
        }
    }

    fn message(&mut self, range: &Range<usize>, fields: &[Field], before: Before) {
        let (open, close) = (range.start, range.end - 1);
        self.begin_as(open, "{", before);
        match fields {
            [] if !self.trivia.has_comments_within(range) => self.end_message(close),
            [only] if self.is_word(&only.value) && !self.trivia.has_comments_within(range) => {
                self.field(only, Before::Nothing);
                self.end_message(close);
            }
            _ => {
                self.depth += 1;
                let mut blank = self.comments(self.trivia.trailing(open), Blank::Inside);
                for field in fields {
                    self.field(field, Before::Line(blank));
                    blank = Blank::Kept;
                }
                self.comments(self.trivia.leading(close), blank);
                self.depth -= 1;
                self.close_as(close, "}");
            }
        }
    }

    fn end_message(&mut self, close: usize) {
        self.begin_as(close, "}", Before::Nothing);
        self.trail(close);
    }

    fn field(&mut self, field: &Field, before: Before) {
        if let Some(colon) = field.colon {
            self.row(field.name.clone(), before);
            self.token(colon, Before::Nothing);
        } else {
            let last = self.begin_row(field.name.clone(), before);
            self.insert(":");
            self.trail(last);
        }
        self.literal(&field.value, Before::Space);
    }

    fn list(&mut self, range: &Range<usize>, items: &[Literal], before: Before) {
        let (open, close) = (range.start, range.end - 1);
        self.begin(open, before);
        match items {
            [] if !self.trivia.has_comments_within(range) => self.token(close, Before::Nothing),
            [only] if self.is_word(only) && !self.trivia.has_comments_within(range) => {
                self.literal(only, Before::Nothing);
                self.token(close, Before::Nothing);
            }
            _ => {
                self.trail(open);
                self.depth += 1;
                let mut blank = Blank::Inside;
                for item in items {
                    blank = self.item(item, blank);
                }
                self.comments(self.trivia.leading(close), blank);
                self.depth -= 1;
                self.close_as(close, "]");
            }
        }
    }

    fn item(&mut self, item: &Literal, blank: Blank) -> Blank {
        match item {
            Literal::Scalar(range) if range.len() > 1 && self.kind(range.start) == Kind::String => {
                self.lines(range.clone());
            }
            _ => self.literal(item, Before::Line(blank)),
        }
        let behind = item.range().end;
        if self.kind(behind) == Kind::Comma {
            self.token(behind, Before::Nothing);
        }
        Blank::Kept
    }

    /// Whether it takes no more than its place in a line: a number or word, perhaps with its sign, or one string.
    fn is_word(&self, literal: &Literal) -> bool {
        matches!(literal, Literal::Scalar(range) if range.len() == 1 || self.kind(range.start) == Kind::Minus)
    }
}
