//! Which comments belong to which token.
//!
//! In: the tree. Out: for every token that will be written, the comments before it, and those behind it in its line. A semicolon
//! that says nothing is not written, and what stands around it belongs to its neighbours.

use super::comment::Comment;
use super::literal::Literals;
use crate::compile::syntax::token::{Kind, Token};
use crate::compile::syntax::tree::{Branch, NodeKind, Tree};
use std::ops::Range;

/// What stands around a token; small, as there are many.
#[derive(Clone, Debug, Default)]
struct Mark {
    leading: Range<u32>,
    trailing: Range<u32>,
    /// The line breaks right before it.
    breaks: u32,
}

/// The comments of a file.
pub(super) struct Trivia<'t> {
    comments: Vec<Comment<'t>>,
    marks: Vec<Mark>,
    /// Those that are about the file: what stands apart at its top.
    head: Range<usize>,
}

impl<'t> Trivia<'t> {
    pub(super) fn of(tree: &Tree<'t>, literals: &Literals) -> Self {
        let mut silent = vec![false; tree.tokens().len()];
        mute(tree.root(), &mut silent);
        for separator in literals.separators() {
            silent[*separator] = true;
        }
        let mut trivia = Self {
            comments: Vec::new(),
            marks: vec![Mark::default(); tree.tokens().len()],
            head: 0..0,
        };
        trivia.collect(tree.text(), tree.tokens(), &silent);
        trivia.behead();
        trivia
    }

    fn collect(&mut self, text: &'t str, tokens: &[Token], silent: &[bool]) {
        let (mut gap_start, mut end) = (0, 0);
        let mut first = 0;
        let mut written = None;
        for (index, token) in tokens.iter().enumerate() {
            let start = token.range().start;
            if token.has_comments() {
                end = self.read(text, gap_start..start, end);
            }
            gap_start = token.range().end;
            if silent[index] || self.is_passed(first, token.kind()) {
                written = if silent[index] { written } else { Some(index) };
                continue;
            }
            let follows = |previous: &usize| {
                let opens = matches!(
                    tokens[*previous].kind(),
                    Kind::OpenBrace | Kind::OpenBracket
                );
                opens && breaks(text, tokens[*previous].range().end, start) == 0
            };
            let trailing = match written.filter(|previous| !follows(previous)) {
                Some(previous) => self.divide(previous, first),
                None => first,
            };
            self.marks[index].leading = narrow(trailing..self.comments.len());
            self.marks[index].breaks = narrow(0..breaks(text, end, start)).end;
            first = self.comments.len();
            (written, end) = (Some(index), gap_start);
        }
    }

    /// Reads the comments of a gap; `end` is where the last token or comment ended, and then where the last of these does.
    fn read(&mut self, text: &'t str, gap: Range<usize>, mut end: usize) -> usize {
        let mut at = gap.start;
        while let Some(slash) = text[at..gap.end].find('/') {
            let start = at + slash;
            let rest = &text[start..gap.end];
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else {
                rest.get(2..)
                    .and_then(|inner| inner.find("*/"))
                    .map_or(rest.len(), |end| end + 4)
            };
            at = start + length;
            self.comments.push(Comment {
                text: text[start..at].trim_end(),
                breaks: breaks(text, end, start),
            });
            end = at;
        }
        end
    }

    /// Whether these comments are to stand behind the separator that they stand before: lines do not end with it otherwise.
    fn is_passed(&self, first: usize, kind: Kind) -> bool {
        let breaks = |comment: &Comment<'_>| comment.is_line() || comment.breaks > 0;
        matches!(kind, Kind::Semicolon | Kind::Comma) && self.comments[first..].iter().any(breaks)
    }

    /// Gives a token the comments behind it in its line, from this one on. Returns the first that is not its own.
    fn divide(&mut self, previous: usize, first: usize) -> usize {
        let behind = &self.comments[first..];
        let length = behind
            .iter()
            .take_while(|comment| comment.breaks == 0)
            .count();
        self.marks[previous].trailing = narrow(first..first + length);
        first + length
    }

    /// Takes what stands apart at the top from the first statement: that may not stay the first.
    fn behead(&mut self) {
        let (leading, breaks) = (self.leading(0), self.breaks(0));
        let stands_apart = |at: &usize| {
            let next = Some(at + 1).filter(|next| *next < leading.end);
            next.map_or(breaks, |next| self.comments[next].breaks) > 1
        };
        if let Some(last) = leading.clone().rev().find(stands_apart) {
            self.head = leading.start..last + 1;
            self.marks[0].leading = narrow(last + 1..leading.end);
        }
    }

    pub(super) fn comment(&self, at: usize) -> Comment<'t> {
        self.comments[at]
    }

    pub(super) fn head(&self) -> Range<usize> {
        self.head.clone()
    }

    /// The comments before a token, but for those in the line of the one before it.
    pub(super) fn leading(&self, token: usize) -> Range<usize> {
        wide(&self.marks[token].leading)
    }

    /// The comments behind a token in its line.
    pub(super) fn trailing(&self, token: usize) -> Range<usize> {
        wide(&self.marks[token].trailing)
    }

    /// The line breaks right before a token.
    pub(super) fn breaks(&self, token: usize) -> usize {
        self.marks[token].breaks as usize
    }

    /// Whether there are comments between the first of these tokens and the last.
    pub(super) fn has_comments_within(&self, tokens: &Range<usize>) -> bool {
        let inner = tokens.start + 1..tokens.end;
        inner.clone().any(|token| !self.leading(token).is_empty())
            || (tokens.start..inner.end.saturating_sub(1))
                .any(|token| !self.trailing(token).is_empty())
    }
}

/// Marks the semicolons that stand by themselves.
fn mute(branch: Branch<'_>, silent: &mut [bool]) {
    if branch.kind() == NodeKind::Empty {
        silent[branch.range()].fill(true);
    }
    for child in branch.children() {
        mute(child, silent);
    }
}

fn breaks(text: &str, start: usize, end: usize) -> usize {
    text.get(start..end)
        .map_or(0, |between| between.matches('\n').count())
}

/// Comments are fewer than bytes, and those are counted in 32 bits.
fn narrow(range: Range<usize>) -> Range<u32> {
    let narrow = |at| u32::try_from(at).unwrap_or(u32::MAX);
    narrow(range.start)..narrow(range.end)
}

fn wide(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}
