//! Statements: one a line, blocks indented, tokens apart as is usual.

use super::printer::{Before, Blank, Printer};
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::{Branch, NodeKind};

impl Printer<'_> {
    /// Writes a statement.
    pub(super) fn statement(&mut self, node: Branch<'_>, blank: Blank) {
        self.node(node, Before::Line(blank));
    }

    pub(super) fn node(&mut self, node: Branch<'_>, before: Before) {
        match node.kind() {
            NodeKind::Block => self.block(node),
            NodeKind::OptionList => self.option_list(node),
            NodeKind::Value => self.option_value(node, before),
            NodeKind::Text if self.previous() == Kind::Equals => self.strings(node.range(), before),
            _ => self.parts(node, before),
        }
    }

    fn parts(&mut self, node: Branch<'_>, before: Before) {
        let range = node.range();
        let mut at = range.start;
        let mut first = Some(before);
        let mut behind_part = false;
        for child in node.children() {
            let part = child.range();
            for token in at..part.start {
                let usual = self.usual(token, behind_part);
                self.token(token, first.take().unwrap_or(usual));
                behind_part = false;
            }
            if !part.is_empty() {
                let apart = self.apart();
                self.node(child, first.take().unwrap_or(apart));
                behind_part = true;
            }
            at = part.end;
        }
        for token in at..range.end {
            let usual = self.usual(token, behind_part);
            self.token(token, first.take().unwrap_or(usual));
            behind_part = false;
        }
    }

    /// What usually stands before a token between the parts of a node.
    fn usual(&self, token: usize, behind_part: bool) -> Before {
        match self.kind(token) {
            Kind::Semicolon
            | Kind::Comma
            | Kind::Dot
            | Kind::CloseParenthesis
            | Kind::OpenAngle
            | Kind::CloseAngle => Before::Nothing,
            // The parenthesis behind the name of a method, and not the one behind `returns`.
            Kind::OpenParenthesis if behind_part => Before::Nothing,
            _ => self.apart(),
        }
    }

    fn block(&mut self, node: Branch<'_>) {
        let (open, close) = (node.range().start, node.range().end - 1);
        let mut statements = node
            .children()
            .filter(|child| child.kind() != NodeKind::Empty);
        self.begin(open, Before::Space);
        let Some(first) = statements.next() else {
            return self.empty_block(open, close);
        };
        self.trail(open);
        self.depth += 1;
        self.statement(first, Blank::Inside);
        for statement in statements {
            self.statement(statement, Blank::Kept);
        }
        self.comments(self.trivia.leading(close), Blank::Kept);
        self.depth -= 1;
        self.close_as(close, self.text(close));
    }

    /// What stands between braces or brackets where that is at most comments, and the end of them.
    pub(super) fn empty_block(&mut self, open: usize, close: usize) {
        let (trailing, leading) = (self.trivia.trailing(open), self.trivia.leading(close));
        if trailing.is_empty() && leading.is_empty() {
            return self.token(close, Before::Nothing);
        }
        self.depth += 1;
        let blank = self.comments(trailing, Blank::Inside);
        self.comments(leading, blank);
        self.depth -= 1;
        self.close_as(close, self.text(close));
    }
}
