//! Which comments between two tokens belong to what, by protoc's rules.
//!
//! In: the text between the end of a declaration and the next token. Out: the comments that trail the one, lead the other, or
//! stand apart. What the declarations are is not known here.

use super::token::Kind;
use std::borrow::Cow;

/// The comments of one gap. Most have one line, and are as they stand in the text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Gap<'t> {
    /// Those of the declaration before it.
    pub(super) trailing: Option<Cow<'t, str>>,
    pub(super) detached: Vec<Cow<'t, str>>,
    /// Those of the declaration behind it.
    pub(super) leading: Option<Cow<'t, str>>,
}

/// What the gap follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Behind {
    Start,
    Declaration,
}

/// Sorts out the comments of a gap in front of a token of this kind.
pub(super) fn sort(text: &str, behind: Behind, next: Kind) -> Gap<'_> {
    let mut sorter = Sorter {
        cursor: Cursor { text, at: 0 },
        gap: Gap::default(),
        pending: None,
        finished: 0,
        may_trail: behind == Behind::Declaration,
    };
    match behind {
        Behind::Start => sorter.cursor.eat("\u{feff}"),
        Behind::Declaration => false,
    };
    sorter.sort(behind, next);
    sorter.gap
}

/// A comment that is not yet known to belong anywhere.
enum Pending<'t> {
    /// Comments of one line each, one below the other.
    Lines(Cow<'t, str>),
    Block(Cow<'t, str>),
}

struct Sorter<'t> {
    cursor: Cursor<'t>,
    gap: Gap<'t>,
    pending: Option<Pending<'t>>,
    /// How many comments have found their place.
    finished: usize,
    /// Whether the pending comment may still belong to what stands before the gap.
    may_trail: bool,
}

impl Sorter<'_> {
    fn sort(&mut self, behind: Behind, next: Kind) {
        // Whether the next token stands in the line of the one before the gap, or of the end of the comment that trails that.
        let mut same_line = false;
        if behind == Behind::Declaration {
            self.cursor.skip_blanks();
            if self.cursor.eat("//") {
                let comment = self.cursor.line_comment();
                self.pending = Some(Pending::Lines(comment.into()));
                self.finish();
            } else if self.cursor.eat("/*") {
                let comment = self.cursor.block_comment();
                self.pending = Some(Pending::Block(comment));
                self.cursor.skip_blanks();
                self.finish();
                same_line = true;
            } else if !self.cursor.eat("\n") {
                return;
            }
        }
        loop {
            self.cursor.skip_blanks();
            if self.cursor.eat("//") {
                self.line();
            } else if self.cursor.eat("/*") {
                same_line &= self.block();
            } else if self.cursor.eat("\n") {
                same_line = false;
                self.finish();
                self.may_trail = false;
            } else {
                break;
            }
        }
        if matches!(
            next,
            Kind::End | Kind::CloseBrace | Kind::CloseBracket | Kind::CloseParenthesis
        ) {
            self.finish();
        }
        if same_line && next != Kind::End {
            self.detach();
        }
        self.gap.leading = self.pending.take().map(Pending::into_text);
    }
}

impl Sorter<'_> {
    fn line(&mut self) {
        let comment = self.cursor.line_comment();
        if let Some(Pending::Lines(lines)) = &mut self.pending {
            if let Cow::Borrowed(first) = *lines {
                let mut all = String::with_capacity(2 * (first.len() + comment.len()));
                all.push_str(first);
                *lines = Cow::Owned(all);
            }
            lines.to_mut().push_str(comment);
            return;
        }
        self.finish();
        self.pending = Some(Pending::Lines(comment.into()));
    }

    /// Takes a block comment with the rest of its line, where that is blank. True if no line ends in all of that.
    fn block(&mut self) -> bool {
        self.finish();
        let comment = self.cursor.block_comment();
        self.cursor.skip_blanks();
        let ends_line = self.cursor.eat("\n");
        let one_line = !ends_line && !comment.contains('\n');
        self.pending = Some(Pending::Block(comment));
        one_line
    }

    /// The pending comment does not belong to what follows.
    fn finish(&mut self) {
        let Some(comment) = self.pending.take() else {
            return;
        };
        let text = comment.into_text();
        if self.may_trail {
            self.gap.trailing = Some(text);
            self.may_trail = false;
        } else {
            self.gap.detached.push(text);
        }
        self.finished += 1;
    }

    /// A single comment between two declarations of one line might belong to either, so it belongs to neither.
    fn detach(&mut self) {
        let single = self.finished == 1 && self.pending.is_none();
        if let Some(trailing) = self.gap.trailing.take_if(|_| single) {
            self.gap.detached.insert(0, trailing);
        }
    }
}

impl<'t> Pending<'t> {
    fn into_text(self) -> Cow<'t, str> {
        match self {
            Self::Lines(text) | Self::Block(text) => text,
        }
    }
}

/// Reads through a gap.
struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    #[inline]
    fn eat(&mut self, start: &str) -> bool {
        let found = self.rest().starts_with(start);
        if found {
            self.at += start.len();
        }
        found
    }

    fn skip_blanks(&mut self) {
        self.at = self.text.len() - self.rest().trim_start_matches(is_blank).len();
    }

    /// The rest of the line with its end.
    fn line_comment(&mut self) -> &'t str {
        let rest = self.rest();
        let length = memchr::memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
        self.at += length;
        &rest[..length]
    }

    /// What stands before `*/`, without the blanks and the asterisk that begin a line.
    fn block_comment(&mut self) -> Cow<'t, str> {
        let rest = self.rest();
        let length = rest.find("*/").unwrap_or(rest.len());
        self.at += rest.len().min(length + 2);
        let mut lines = rest[..length].split_inclusive('\n');
        let mut text = Cow::Borrowed(lines.next().unwrap_or_default());
        for line in lines {
            let line = line.trim_start_matches(is_blank);
            text.to_mut()
                .push_str(line.strip_prefix('*').unwrap_or(line));
        }
        text
    }
}

/// Blanks that do not end a line.
fn is_blank(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\r' | '\x0b' | '\x0c')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_find_their_place() {
        for (text, behind, next, trailing, detached, leading) in [
            ("", Behind::Declaration, Kind::Identifier, "", &[][..], ""),
            (
                " // a\n",
                Behind::Declaration,
                Kind::Identifier,
                " a\n",
                &[],
                "",
            ),
            (
                "\n// a\n",
                Behind::Declaration,
                Kind::Identifier,
                "",
                &[],
                " a\n",
            ),
            (
                "\n// a\n\n",
                Behind::Declaration,
                Kind::Identifier,
                " a\n",
                &[],
                "",
            ),
            (
                "\n\n// a\n\n",
                Behind::Declaration,
                Kind::Identifier,
                "",
                &[" a\n"],
                "",
            ),
            (
                " // a\n// b\n//c\n",
                Behind::Declaration,
                Kind::Identifier,
                " a\n",
                &[],
                " b\nc\n",
            ),
            (
                " // a\n// b\n",
                Behind::Declaration,
                Kind::CloseBrace,
                " a\n",
                &[" b\n"],
                "",
            ),
            (
                "// a\n\n//b\n",
                Behind::Start,
                Kind::Identifier,
                "",
                &[" a\n"],
                "b\n",
            ),
            (
                "/* a */ ",
                Behind::Declaration,
                Kind::Identifier,
                "",
                &[" a "],
                "",
            ),
            (
                "/* a */ /* b */",
                Behind::Declaration,
                Kind::Identifier,
                " a ",
                &[],
                " b ",
            ),
            (
                "/* a */\n",
                Behind::Declaration,
                Kind::Identifier,
                " a ",
                &[],
                "",
            ),
            (
                "\n/* a\n  * b\n *c\n  */\n",
                Behind::Declaration,
                Kind::Identifier,
                "",
                &[],
                " a\n b\nc\n",
            ),
            (
                "\n// a\n/* b */",
                Behind::Declaration,
                Kind::Identifier,
                " a\n",
                &[],
                " b ",
            ),
            ("\n// a\n", Behind::Declaration, Kind::End, " a\n", &[], ""),
            (
                "/* unterminated",
                Behind::Start,
                Kind::End,
                "",
                &[" unterminated"],
                "",
            ),
        ] {
            let gap = sort(text, behind, next);
            let found = (
                gap.trailing.unwrap_or_default(),
                gap.leading.unwrap_or_default(),
            );
            assert_eq!(found, (trailing.into(), leading.into()), "{text:?}");
            assert_eq!(gap.detached, detached, "{text:?}");
        }
    }
}
