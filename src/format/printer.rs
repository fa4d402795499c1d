//! Tokens and comments to text.
//!
//! In: one token after the other, each with what stands before it. Out: the text. Comments come with their tokens, so whoever
//! writes every token writes every comment. What the tokens mean is not known here.

use super::comment::{Comment, INDENT};
use super::literal::Literals;
use super::trivia::Trivia;
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::Tree;
use std::ops::Range;

/// What stands before a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Before {
    Nothing,
    Space,
    /// It begins a line; its comments have lines of their own.
    Line(Blank),
}

/// Whether an empty line stands before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Blank {
    Always,
    /// Where the source has one or more.
    Kept,
    /// The same, but not before the comments of the line.
    Inside,
    Never,
}

impl Blank {
    fn wanted(self, breaks: usize) -> bool {
        match self {
            Self::Always => true,
            Self::Kept => breaks > 1,
            Self::Inside | Self::Never => false,
        }
    }

    /// What holds of the lines behind the first.
    fn next(self) -> Self {
        match self {
            Self::Always | Self::Kept | Self::Inside => Self::Kept,
            Self::Never => Self::Never,
        }
    }
}

/// Writes the text.
pub(super) struct Printer<'t> {
    tree: &'t Tree<'t>,
    pub(super) trivia: Trivia<'t>,
    pub(super) literals: &'t Literals,
    out: String,
    pub(super) depth: usize,
    /// The token before.
    previous: Kind,
    /// What was written last.
    last: Last,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Last {
    Token,
    BlockComment,
    /// Nothing can follow in this line.
    LineComment,
}

impl<'t> Printer<'t> {
    pub(super) fn new(tree: &'t Tree<'t>, trivia: Trivia<'t>, literals: &'t Literals) -> Self {
        Self {
            tree,
            trivia,
            literals,
            out: String::with_capacity(tree.text().len() + tree.text().len() / 8),
            depth: 0,
            previous: Kind::End,
            last: Last::Token,
        }
    }

    pub(super) fn finish(mut self) -> String {
        if !self.out.is_empty() {
            self.end_line(false);
        }
        self.out
    }

    /// What the token before is.
    pub(super) fn previous(&self) -> Kind {
        self.previous
    }

    pub(super) fn source(&self) -> &'t str {
        self.tree.text()
    }

    pub(super) fn kind(&self, token: usize) -> Kind {
        self.tree.tokens()[token].kind()
    }

    pub(super) fn text(&self, token: usize) -> &'t str {
        self.tree.tokens()[token].text(self.tree.text())
    }

    /// Writes a token with its comments.
    pub(super) fn token(&mut self, token: usize, before: Before) {
        self.begin(token, before);
        self.trail(token);
    }

    /// Writes a token without the comments behind it.
    pub(super) fn begin(&mut self, token: usize, before: Before) {
        self.begin_as(token, self.text(token), before);
    }

    /// The same in other words.
    pub(super) fn begin_as(&mut self, token: usize, text: &str, before: Before) {
        self.place(token, before);
        self.write(text);
        self.previous = self.kind(token);
    }

    /// Writes a token in a line of its own, after the comments before it.
    pub(super) fn close_as(&mut self, token: usize, text: &str) {
        self.end_line(false);
        self.write(text);
        self.previous = self.kind(token);
        self.trail(token);
    }

    /// Writes what the source leaves out, right behind a token.
    pub(super) fn insert(&mut self, text: &str) {
        self.write(text);
    }

    /// Writes the comments behind a token.
    pub(super) fn trail(&mut self, token: usize) {
        for at in self.trivia.trailing(token) {
            self.inline(at);
        }
    }

    /// Writes comments on lines of their own.
    pub(super) fn comments(&mut self, comments: Range<usize>, blank: Blank) -> Blank {
        let mut blank = blank;
        for at in comments {
            let comment = self.trivia.comment(at);
            self.end_line(blank.wanted(comment.breaks));
            self.write_comment(comment);
            blank = blank.next();
        }
        blank
    }

    /// What stands before a token that nothing particular is known of.
    pub(super) fn apart(&self) -> Before {
        match self.previous {
            Kind::Dot
            | Kind::Minus
            | Kind::OpenParenthesis
            | Kind::OpenAngle
            | Kind::OpenBracket => Before::Nothing,
            _ => Before::Space,
        }
    }

    /// Ends the line, where something stands in it.
    pub(super) fn end_line(&mut self, blank: bool) {
        if self.out.is_empty() {
            return;
        }
        if !self.out.ends_with('\n') {
            self.out.push('\n');
        }
        if blank {
            self.out.push('\n');
        }
        self.last = Last::Token;
    }

    fn place(&mut self, token: usize, before: Before) {
        let leading = self.trivia.leading(token);
        if let Before::Line(blank) = before {
            let blank = self.comments(leading, blank);
            self.end_line(blank.wanted(self.trivia.breaks(token)));
            return;
        }
        for at in leading {
            self.inline(at);
        }
        let closes = matches!(
            self.kind(token),
            Kind::Semicolon
                | Kind::Comma
                | Kind::CloseParenthesis
                | Kind::CloseBracket
                | Kind::CloseAngle
        );
        match (self.last, before) {
            (Last::LineComment, _) => self.continue_line(),
            (_, Before::Space) => self.write(" "),
            (Last::BlockComment, _) if !closes => self.write(" "),
            _ => {}
        }
    }

    /// Writes a comment within a statement.
    fn inline(&mut self, at: usize) {
        let comment = self.trivia.comment(at);
        let own_line = comment.is_line() && comment.breaks > 0;
        if own_line || self.last == Last::LineComment {
            self.continue_line();
        } else {
            self.write(" ");
        }
        self.write_comment(comment);
    }

    fn write_comment(&mut self, comment: Comment<'t>) {
        self.pad(self.depth);
        comment.write(self.depth, &mut self.out);
        self.last = if comment.is_line() {
            Last::LineComment
        } else {
            Last::BlockComment
        };
    }

    /// Goes on in the next line with a statement that does not end in this one.
    fn continue_line(&mut self) {
        self.end_line(false);
        self.pad(self.depth + 1);
    }

    fn write(&mut self, text: &str) {
        self.pad(self.depth);
        self.out.push_str(text);
        self.last = Last::Token;
    }

    /// Indents a line that nothing stands in.
    fn pad(&mut self, depth: usize) {
        if self.out.is_empty() || self.out.ends_with('\n') {
            self.out.extend(std::iter::repeat_n(' ', depth * INDENT));
        }
    }
}
