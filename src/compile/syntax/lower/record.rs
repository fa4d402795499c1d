//! Places and comments, written down in protoc's order while the tree is walked.

use super::rows::{Comments, Row, Rows};
use crate::compile::places::Places;
use crate::compile::syntax::comments::{self, Behind, Gap};
use crate::compile::syntax::token::{Kind, Position, Token};
use crate::compile::syntax::tree::{Branch, Tree};
use crate::report::Span;
use std::borrow::Cow;

/// Writes down where things stand, and which comments are theirs.
pub(super) struct Recorder<'t> {
    tree: &'t Tree<'t>,
    rows: Rows<'t>,
    /// Comments before the next declaration.
    leading: Option<Cow<'t, str>>,
    detached: Vec<Cow<'t, str>>,
}

impl<'t> Recorder<'t> {
    pub(super) fn new(tree: &'t Tree<'t>) -> Self {
        let first = tree.tokens()[0];
        let mut recorder = Self {
            tree,
            rows: Rows::with_capacity(tree.tokens().len() / 2),
            leading: None,
            detached: Vec::new(),
        };
        if first.has_comments() {
            let text = &tree.text()[..first.range().start];
            let gap = comments::sort(text, Behind::Start, first.kind());
            recorder.leading = gap.leading;
            recorder.detached = gap.detached;
        }
        recorder
    }

    pub(super) fn finish(self) -> Places {
        self.rows.finish()
    }

    /// Where a node stands.
    pub(super) fn span(&self, node: Branch<'t>) -> Span {
        match (node.first_token(), node.last_token()) {
            (Some(first), Some(last)) => self.span_of(first, last),
            _ => Span::default(),
        }
    }

    pub(super) fn span_of(&self, first: Token, last: Token) -> Span {
        first.position().to(self.end_of(last))
    }

    fn end_of(&self, token: Token) -> Position {
        token.end_position(self.tree.text())
    }

    /// Writes down a part of what is being walked.
    pub(super) fn leaf(&mut self, below: &[i32], node: Branch<'t>) -> Row {
        let span = self.span(node);
        self.row(below, span)
    }

    pub(super) fn row(&mut self, below: &[i32], span: Span) -> Row {
        self.rows.push(below, span)
    }

    /// Writes down an option that the linker will interpret, and goes below it.
    pub(super) fn enter_option(&mut self, below: &[i32], node: Branch<'t>) -> Row {
        self.rows.option_begins();
        let row = self.leaf(below, node);
        self.enter(below);
        row
    }

    pub(super) fn leave_option(&mut self, below: &[i32]) {
        self.rows.option_ends();
        self.leave(below);
    }

    /// Goes below: until [`Self::leave`], all paths begin with this.
    pub(super) fn enter(&mut self, below: &[i32]) {
        self.rows.enter(below);
    }

    pub(super) fn leave(&mut self, below: &[i32]) {
        self.rows.leave(below);
    }

    /// The statement of a row ends with its last token.
    pub(super) fn ends(&mut self, statement: Branch<'t>, row: Row) {
        if statement.ends_with(Kind::Semicolon) {
            self.declares(statement.range().end - 1, row);
        }
    }

    /// The declaration of a row ends with the brace that opens its block.
    pub(super) fn opens(&mut self, block: Branch<'t>, row: Row) {
        let range = block.range();
        if !range.is_empty() {
            self.declares(range.start, row);
        }
    }

    fn declares(&mut self, end: usize, row: Row) {
        let gap = self.gap_behind(end);
        let comments = Comments {
            leading: std::mem::replace(&mut self.leading, gap.leading)
                .filter(|text| !text.is_empty()),
            trailing: gap.trailing.filter(|text| !text.is_empty()),
            detached: std::mem::replace(&mut self.detached, gap.detached),
        };
        if comments != Comments::default() {
            self.rows.comment(row, comments);
        }
    }

    /// Semicolons by themselves: what stands apart before it still stands before what comes next.
    pub(super) fn ends_nothing(&mut self, empty: Branch<'t>) {
        for token in empty.range() {
            let gap = self.gap_behind(token);
            self.leading = gap.leading;
            self.detached.extend(gap.detached);
        }
    }

    /// The end of a block: comments before it belong to nothing outside.
    pub(super) fn closes(&mut self, block: Branch<'t>) {
        if block.range().len() > 1 && block.ends_with(Kind::CloseBrace) {
            self.starts_over(block.range().end - 1);
        }
    }

    /// What the parser did not understand takes its comments with it.
    pub(super) fn skips(&mut self, skipped: Branch<'t>) {
        let range = skipped.range();
        if !range.is_empty() {
            self.starts_over(range.end - 1);
        }
    }

    fn starts_over(&mut self, end: usize) {
        let gap = self.gap_behind(end);
        self.leading = gap.leading;
        self.detached = gap.detached;
    }

    fn gap_behind(&self, token: usize) -> Gap<'t> {
        let tokens = self.tree.tokens();
        match tokens.get(token + 1) {
            Some(next) if next.has_comments() => {
                let text = &self.tree.text()[tokens[token].range().end..next.range().start];
                comments::sort(text, Behind::Declaration, next.kind())
            }
            _ => Gap::default(),
        }
    }
}
