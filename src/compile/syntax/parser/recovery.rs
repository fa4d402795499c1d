//! What happens where the grammar does not hold: messages, and where to go on.

use super::{Lost, Parser, Sign};
use crate::compile::suggest::slip;
use crate::compile::syntax::token::{Kind, Token};
use crate::compile::syntax::tree::NodeKind;

/// Where a line begins with one of these, something new begins.
const STARTERS: [&str; 14] = [
    "message",
    "enum",
    "service",
    "rpc",
    "import",
    "package",
    "extend",
    "option",
    "oneof",
    "reserved",
    "extensions",
    "required",
    "optional",
    "repeated",
];

/// What stands behind a field or a value.
pub(super) const FIELD_END: &str = "`;` or `[`";

/// More of a token is not shown.
const LONGEST_SHOWN: usize = 40;

impl Parser<'_, '_> {
    /// Runs a statement, and skips the rest of it where it breaks off.
    pub(super) fn statement(&mut self, statement: &mut impl FnMut(&mut Self) -> Result<(), Lost>) {
        if self.is_number_sign() {
            self.skip_line();
            return;
        }
        let start = self.at;
        if let Err(Lost) = statement(self) {
            self.skip_statement(start);
        }
    }

    pub(super) fn is_number_sign(&self) -> bool {
        self.kind() == Kind::Other && self.token().text(self.text) == "#"
    }

    /// A line that people of other languages mean as a comment.
    pub(super) fn skip_line(&mut self) {
        let token = self.token();
        self.fault(
            token,
            "a comment that begins with `#`",
            "write `//` for `#`",
        );
        let node = self.open(NodeKind::Skipped);
        while self.kind() != Kind::End && self.token().line() == token.line() {
            self.bump();
        }
        self.close(node);
    }

    fn skip_statement(&mut self, start: usize) {
        let node = self.open(NodeKind::Skipped);
        let first = self.at;
        let mut depth = 0_usize;
        loop {
            match self.kind() {
                Kind::End => break,
                Kind::CloseBrace if depth == 0 => break,
                Kind::Identifier if depth == 0 && self.at > start && self.starts_anew() => break,
                Kind::OpenBrace => depth += 1,
                Kind::CloseBrace => depth -= 1,
                _ => {}
            }
            let ends = matches!(self.kind(), Kind::Semicolon | Kind::CloseBrace);
            self.bump();
            if ends && depth == 0 {
                break;
            }
        }
        if self.at == first {
            self.nodes.pop();
        } else {
            self.close(node);
        }
    }

    /// Whether the next token is the first of its line, and a keyword that begins a statement.
    fn starts_anew(&self) -> bool {
        self.is_first_of_line() && STARTERS.contains(&self.word())
    }

    fn is_first_of_line(&self) -> bool {
        let previous = self.at.checked_sub(1).map(|at| self.tokens[at]);
        previous.is_none_or(|previous| previous.line() < self.token().line())
    }

    pub(super) fn follows_torn_string(&self) -> bool {
        let previous = self.at.checked_sub(1).map(|at| self.tokens[at]);
        let text = previous
            .filter(|token| token.kind() == Kind::String)
            .map(|token| token.text(self.text));
        text.is_some_and(|text| text.len() < 2 || !text.ends_with(&text[..1]))
    }

    /// The semicolon behind a statement. Where it is missing at the end of a line, it is only that.
    pub(super) fn end_statement(&mut self, expected: &str) -> Result<(), Lost> {
        if self.eat(Kind::Semicolon) {
            return Ok(());
        }
        // Whatever should stand behind a string that does not end may be in it.
        if self.follows_torn_string() {
            return Ok(());
        }
        if self.kind() == Kind::Comma {
            let message = self.expectation(expected);
            self.fault(self.token(), &message, "write `;` for `,`");
            self.bump();
            return Ok(());
        }
        if expected == FIELD_END && !self.is_first_of_line() && self.begins_member() {
            let message = self.expectation(expected);
            self.fault(
                self.token(),
                &message,
                "end the statement before it with `;`",
            );
            return Ok(());
        }
        let forgotten =
            self.is_first_of_line() || matches!(self.kind(), Kind::CloseBrace | Kind::End);
        if !forgotten {
            return Err(self.unexpected(expected));
        }
        let message = self.expectation(expected);
        let previous = self
            .at
            .checked_sub(1)
            .map_or(0, |at| self.tokens[at].line());
        let help = format!("end the statement in line {} with `;`", previous + 1);
        self.fault(self.token(), &message, &help);
        Ok(())
    }

    /// Whether what comes next looks as another field or value of the same line.
    fn begins_member(&self) -> bool {
        let kinds = [0, 1, 2, 3].map(|distance| self.kind_at(distance));
        matches!(
            kinds,
            [
                Kind::Identifier,
                Kind::Equals,
                Kind::Integer | Kind::Minus,
                _
            ] | [
                Kind::Identifier,
                Kind::Identifier,
                Kind::Equals,
                Kind::Integer
            ]
        )
    }

    pub(super) fn previous_line(&self) -> u32 {
        let previous = self.at.checked_sub(1);
        previous.map_or(0, |at| self.tokens[at].line())
    }

    /// Whether the next token begins a line, and further right than the line before.
    pub(super) fn is_indented(&self) -> bool {
        // A line is looked through once, for the token behind it.
        if !self.is_first_of_line() {
            return false;
        }
        let line = self.previous_line();
        let first = self.tokens[..self.at].iter().rev();
        let first = first.take_while(|token| token.line() == line).last();
        let column = self.token().position().column;
        first.is_some_and(|first| first.position().column < column)
    }

    /// The parts of a name behind hyphens, which names do not have.
    pub(super) fn hyphens(&mut self) {
        let adjacent = |one: Token, other: Token| one.range().end == other.range().start;
        let follows = |parser: &Self| {
            let before = parser.tokens[parser.at - 1];
            let (minus, word) = (parser.token(), parser.token_at(1));
            minus.kind() == Kind::Minus
                && word.kind() == Kind::Identifier
                && adjacent(before, minus)
                && adjacent(minus, word)
        };
        if !follows(self) {
            return;
        }
        let first = self.tokens[self.at - 1];
        let hyphen = self.token();
        while follows(self) {
            self.bump();
            self.bump();
        }
        let whole = first.range().start..self.tokens[self.at - 1].range().end;
        let help = if whole.len() > LONGEST_SHOWN {
            "write `_` for `-`".to_owned()
        } else {
            format!("write `{}`", self.text[whole].replace('-', "_"))
        };
        self.fault(hyphen, "names have no hyphens", &help);
    }

    /// An equals sign. People of other languages write a colon.
    pub(super) fn equals(&mut self) -> bool {
        if self.kind() == Kind::Colon {
            let message = self.expectation(Kind::Equals.description());
            self.fault(self.token(), &message, "write `=` for `:`");
            self.bump();
            return true;
        }
        self.eat(Kind::Equals)
    }

    pub(super) fn unexpected(&mut self, expected: &str) -> Lost {
        let help = self.remedy(expected);
        self.unexpected_but(expected, &help)
    }

    /// What to do where nothing better is known than what was expected.
    fn remedy(&self, expected: &str) -> String {
        let found = self.token().text(self.text);
        match self.kind() {
            Kind::Other if found == "#" => "comments begin with `//`".to_owned(),
            Kind::String if expected.starts_with("the name of") => {
                let bare = found.trim_matches(['"', '\'']);
                format!("leave the quotation marks out: `{bare}`")
            }
            Kind::Identifier if expected.ends_with("as a string") => {
                format!("put it into quotation marks: `\"{}\"`", self.rest_of_word())
            }
            _ if expected.starts_with("the name of") => {
                "write a name before it, of letters, digits and underscores".to_owned()
            }
            _ if expected.starts_with("the number of") => {
                "numbers are integers, and positive but for those of enum values".to_owned()
            }
            _ if expected.contains(" or ") => "write one of them before it".to_owned(),
            Kind::End => format!("write {expected}"),
            _ => format!("write {expected} before it"),
        }
    }

    /// What comes next up to a blank or the end of the statement.
    pub(super) fn rest_of_word(&self) -> &str {
        let rest = &self.text[self.token().range().start..];
        let rest = &rest[..rest.floor_char_boundary(LONGEST_SHOWN * 2)];
        let ends = |letter: char| {
            letter.is_whitespace() || matches!(letter, ';' | '>' | ',' | ']' | ')' | '}')
        };
        &rest[..rest.find(ends).unwrap_or(rest.len())]
    }

    pub(super) fn unexpected_but(&mut self, expected: &str, help: &str) -> Lost {
        let message = self.expectation(expected);
        self.fault(self.token(), &message, help);
        Lost
    }

    fn expectation(&self, expected: &str) -> String {
        format!("expected {expected}, found {}", self.found())
    }

    /// The next token as messages name it.
    pub(super) fn found(&self) -> String {
        let token = self.token();
        let text = token.text(self.text);
        match token.kind() {
            Kind::End => Kind::End.description().to_owned(),
            _ if text.len() > LONGEST_SHOWN => {
                let shown = &text[..text.floor_char_boundary(LONGEST_SHOWN)];
                format!("`{}…`", shown.escape_debug())
            }
            Kind::String => format!("`{text}`"),
            _ => format!("`{}`", text.escape_debug()),
        }
    }

    pub(super) fn fault(&mut self, token: Token, message: &str, help: &str) {
        let span = token.span(self.text);
        self.faults.error(span, message).help(help);
    }

    pub(super) fn unclosed(&mut self, of: &str, open: Token) {
        let message = format!("expected `}}`, found the end of the file: {of} is not closed");
        let help = match self.outdented() {
            Some((opened, outdented)) => format!(
                "close the block that line {} opens, before line {}",
                opened.line() + 1,
                outdented.line() + 1
            ),
            None => format!("close the block that line {} opens", open.line() + 1),
        };
        self.fault(self.token(), &message, &help);
    }

    /// The first block in which something stands no further right than the line that opens it, and what that is: there its
    /// brace is missing, as far as people indent what they write.
    fn outdented(&self) -> Option<(Token, Token)> {
        let mut blocks: Vec<(Token, u32)> = Vec::new();
        let mut indent = 0;
        let mut line = None;
        for token in self.tokens {
            let column = token.position().column;
            let begins_line = line.replace(token.line()) != Some(token.line());
            if begins_line {
                indent = column;
            }
            match token.kind() {
                Kind::End => break,
                Kind::CloseBrace => drop(blocks.pop()),
                kind => {
                    let block = blocks
                        .last()
                        .filter(|(open, _)| begins_line && open.line() < token.line());
                    if let Some((open, _)) = block.filter(|(_, indent)| column <= *indent) {
                        return Some((*open, *token));
                    }
                    if kind == Kind::OpenBrace {
                        blocks.push((*token, indent));
                    }
                }
            }
        }
        None
    }

    /// The keyword that comes next. One that is misspelt is reported, and taken as what it must have been meant to be.
    pub(super) fn keyword(&mut self, keywords: &[&'static str]) -> Option<&'static str> {
        let word = self.word();
        let exact = keywords.iter().find(|keyword| **keyword == word);
        if let Some(keyword) = exact {
            return Some(keyword);
        }
        if self.faults.is_full() {
            return None;
        }
        let keyword = slip(word, keywords.iter().copied())?;
        self.misspelt(keyword);
        Some(keyword)
    }

    pub(super) fn misspelt(&mut self, keyword: &str) {
        let message = format!("expected `{keyword}`, found {}", self.found());
        self.fault(
            self.token(),
            &message,
            &format!("did you mean `{keyword}`?"),
        );
    }

    pub(super) fn expect_word(&mut self, word: &'static str) -> Result<(), Lost> {
        if self.keyword(&[word]).is_some() {
            self.bump();
            return Ok(());
        }
        Err(self.unexpected(&format!("`{word}`")))
    }

    /// The number of a field or value with the `=` before it.
    pub(super) fn assigned_number(&mut self, sign: Sign, of: &str) -> Result<(), Lost> {
        if !self.equals() {
            let expected = format!("`=` and the number of the {of}");
            let help = format!("give every {of} a number, as in `name = 1;`");
            return Err(self.unexpected_but(&expected, &help));
        }
        self.number(sign, format_args!("the number of the {of}"))
    }
}
