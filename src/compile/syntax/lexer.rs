//! Text to tokens, by protoc's rules.
//!
//! In: a text. Out: its tokens, the last of them [`Kind::End`], and what is wrong with their spelling. One pass over the bytes,
//! without an allocation for a token. It knows nothing of the grammar, nor of the values of literals.

use super::faults::Faults;
use super::token::{Kind, LONGEST, Position, Token, narrow};
use std::ops::Range;

/// The mark that some editors put before the first character.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Cuts a text into tokens.
pub(super) fn lex(text: &str, faults: &mut Faults) -> Vec<Token> {
    let mut lexer = Lexer {
        bytes: text.as_bytes(),
        text,
        at: 0,
        line: 0,
        line_base: 0,
        commented: false,
        // Measured on googleapis: a token takes fifteen bytes of text.
        tokens: Vec::with_capacity(text.len() / 12 + 16),
        faults,
    };
    if lexer.bytes.starts_with(BYTE_ORDER_MARK) {
        lexer.at = BYTE_ORDER_MARK.len();
    }
    while lexer.token() {}
    lexer.tokens
}

struct Lexer<'a> {
    bytes: &'a [u8],
    text: &'a str,
    at: usize,
    line: u32,
    /// What is subtracted from an offset to give its column: where the line begins, less what its tabs add.
    line_base: u32,
    /// Whether a comment was passed since the last token.
    commented: bool,
    tokens: Vec<Token>,
    faults: &'a mut Faults,
}

impl Lexer<'_> {
    fn peek(&self) -> u8 {
        self.peek_at(0)
    }

    /// Zero stands for the end, as in protoc: a zero byte is a fault wherever it stands.
    fn peek_at(&self, distance: usize) -> u8 {
        self.bytes.get(self.at + distance).copied().unwrap_or(0)
    }

    fn position_of(&self, offset: usize) -> Position {
        Position {
            line: self.line,
            column: narrow(offset).wrapping_sub(self.line_base),
        }
    }

    /// Reads what comes next, be it a token or not. False at the end.
    fn token(&mut self) -> bool {
        let start = self.at;
        match self.peek() {
            b' ' => self.skip_while(|byte| byte == b' '),
            b'\r' | 0x0b | 0x0c => self.at += 1,
            b'\t' => self.tab(),
            b'\n' => self.line_break(),
            b'/' if self.peek_at(1) == b'/' => self.line_comment(),
            b'/' if self.peek_at(1) == b'*' => self.block_comment(),
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => {
                self.skip_while(is_word);
                self.push(Kind::Identifier, start);
            }
            b'0'..=b'9' => self.number(),
            b'.' if self.peek_at(1).is_ascii_digit() => self.fraction(),
            quote @ (b'"' | b'\'') => self.string(quote),
            0 if self.at >= self.bytes.len() => {
                self.push(Kind::End, start);
                return false;
            }
            0..=0x1f => self.control_characters(),
            0x80.. => self.foreign_characters(),
            symbol => {
                self.at += 1;
                self.push(Kind::of_symbol(symbol), start);
            }
        }
        true
    }

    fn push(&mut self, kind: Kind, start: usize) {
        let token = Token::new(kind, start..self.at, self.position_of(start));
        let commented = std::mem::take(&mut self.commented);
        self.tokens
            .push(if commented { token.commented() } else { token });
    }

    fn skip_while(&mut self, is_part: impl Fn(u8) -> bool) {
        let rest = &self.bytes[self.at..];
        let length = rest.iter().position(|byte| !is_part(*byte));
        self.at += length.unwrap_or(rest.len());
    }

    fn line_break(&mut self) {
        self.at += 1;
        self.line += 1;
        self.line_base = narrow(self.at);
    }

    fn tab(&mut self) {
        let column = self.position_of(self.at).column;
        self.at += 1;
        self.line_base = narrow(self.at).wrapping_sub((column | 7).saturating_add(1));
    }

    fn line_comment(&mut self) {
        self.commented = true;
        self.skip_while(|byte| byte != b'\n' && byte != 0);
    }

    fn block_comment(&mut self) {
        self.commented = true;
        let start = self.position_of(self.at);
        self.at += 2;
        loop {
            match self.peek() {
                b'*' if self.peek_at(1) == b'/' => {
                    self.at += 2;
                    return;
                }
                b'/' if self.peek_at(1) == b'*' => {
                    let place = self.at..self.at + 2;
                    self.at += 1;
                    self.fault(
                        place,
                        "`/*` inside a block comment, which cannot be nested",
                        "end the comment before it, or take it out",
                    );
                }
                0 => {
                    let text = format!(
                        "expected `*/`, found the end of the file: the comment that line {} begins does not end",
                        start.line + 1
                    );
                    self.fault(self.at..self.at, &text, "end it with `*/`");
                    return;
                }
                b'\n' => self.line_break(),
                b'\t' => self.tab(),
                _ => self.at += 1,
            }
        }
    }

    /// A fault about these bytes of the current line.
    fn fault(&mut self, range: Range<usize>, message: &str, help: &str) {
        let end = range.end.min(self.bytes.len());
        let start = self.position_of(range.start);
        let end = start.behind(&self.bytes[range.start.min(end)..end]);
        self.faults.error(start.to(end), message).help(help);
    }

    fn number(&mut self) {
        let start = self.at;
        let kind = match (self.peek(), self.peek_at(1)) {
            (b'0', b'x' | b'X') => {
                self.at += 2;
                if !self.peek().is_ascii_hexdigit() {
                    self.fault(
                        start..self.at,
                        "`0x` without digits behind it",
                        "write hexadecimal digits, as in `0x1f`",
                    );
                }
                self.skip_while(|byte| byte.is_ascii_hexdigit());
                Kind::Integer
            }
            (b'0', b'0'..=b'9') => {
                self.octal_digits();
                Kind::Integer
            }
            _ => {
                self.skip_while(|byte| byte.is_ascii_digit());
                let fraction = self.peek() == b'.';
                if fraction {
                    self.at += 1;
                    self.skip_while(|byte| byte.is_ascii_digit());
                }
                if self.exponent() || fraction {
                    Kind::Float
                } else {
                    Kind::Integer
                }
            }
        };
        self.number_ends(start, kind);
    }

    fn octal_digits(&mut self) {
        let start = self.at;
        self.skip_while(|byte| matches!(byte, b'0'..=b'7'));
        if self.peek().is_ascii_digit() {
            let digit = self.at;
            self.skip_while(|byte| byte.is_ascii_digit());
            let written = &self.text[start..self.at];
            let help = format!("write `{}`", written.trim_start_matches('0'));
            let message = "a number that begins with 0 is octal, which has no such digit";
            self.fault(digit..digit + 1, message, &help);
        }
    }

    /// A number that begins with its point.
    fn fraction(&mut self) {
        let start = self.at;
        if let Some(previous) = self.tokens.last()
            && previous.kind() == Kind::Identifier
            && previous.range().end == start
        {
            self.fault(
                start..start + 1,
                "an identifier and a number run into each other",
                "put a space between them",
            );
        }
        self.at += 1;
        self.skip_while(|byte| byte.is_ascii_digit());
        self.exponent();
        self.number_ends(start, Kind::Float);
    }

    fn exponent(&mut self) -> bool {
        let start = self.at;
        if !matches!(self.peek(), b'e' | b'E') {
            return false;
        }
        self.at += 1;
        if matches!(self.peek(), b'-' | b'+') {
            self.at += 1;
        }
        if !self.peek().is_ascii_digit() {
            self.fault(
                start..self.at,
                "an exponent without digits",
                "write digits behind the `e`, as in `1e6`",
            );
        }
        self.skip_while(|byte| byte.is_ascii_digit());
        true
    }

    fn number_ends(&mut self, start: usize, kind: Kind) {
        let next = self.peek();
        if next.is_ascii_alphabetic() || next == b'_' {
            let behind = &self.bytes[self.at..];
            let length = behind.iter().position(|byte| !is_word(*byte));
            let end = self.at + length.unwrap_or(behind.len());
            self.fault(
                self.at..end,
                "a number and an identifier run into each other",
                "put a space between them, or leave the letters out",
            );
        } else if next == b'.' {
            let message = match kind {
                Kind::Float => "a number with a second decimal point",
                _ => "a hexadecimal or octal number with a decimal point",
            };
            self.fault(self.at..self.at + 1, message, "leave the point out");
        }
        self.push_bounded(kind, start);
    }

    fn string(&mut self, quote: u8) {
        let start = self.at;
        self.at += 1;
        loop {
            self.skip_while(|byte| byte != quote && !matches!(byte, b'\\' | b'\n' | 0));
            match self.peek() {
                b'\\' => self.escape(),
                b'\n' | 0 => {
                    let message = "the string that begins here does not end in its line";
                    let help = format!(
                        "end it with `{}`; a long text may be several strings, one behind the other",
                        char::from(quote)
                    );
                    self.fault(start..self.at, message, &help);
                    break;
                }
                _ => {
                    self.at += 1;
                    break;
                }
            }
        }
        self.push_bounded(Kind::String, start);
        if self.bytes[start..self.at].contains(&b'\t') {
            let end = self.position_of(start).behind(&self.bytes[start..self.at]);
            self.line_base = narrow(self.at).wrapping_sub(end.column);
        }
    }

    /// A backslash and what belongs to it, as far as it must be checked: further digits are ordinary characters to this pass.
    fn escape(&mut self) {
        let start = self.at;
        let digits = |from: usize| {
            let rest = self.bytes.get(from..).unwrap_or_default();
            rest.iter()
                .take_while(|byte| byte.is_ascii_hexdigit())
                .count()
        };
        let (length, message, help) = match self.peek_at(1) {
            b'a'
            | b'b'
            | b'f'
            | b'n'
            | b'r'
            | b't'
            | b'v'
            | b'\\'
            | b'?'
            | b'\''
            | b'"'
            | b'0'..=b'7' => (2, "", ""),
            b'x' | b'X' if digits(start + 2) > 0 => (3, "", ""),
            b'x' | b'X' => (
                2,
                "`\\x` without hexadecimal digits",
                "write one or two of them, as in `\\x0a`",
            ),
            b'u' if digits(start + 2) >= 4 => (6, "", ""),
            b'u' => (
                2,
                "`\\u` without four hexadecimal digits",
                "write four of them, as in `\\u00e9`",
            ),
            b'U' if digits(start + 2) >= 8 && is_code_point(&self.bytes[start + 2..start + 10]) => {
                (10, "", "")
            }
            b'U' => (
                2,
                "`\\U` without eight hexadecimal digits up to 0010ffff",
                "write a code point, as in `\\U0001f600`",
            ),
            _ => (
                1,
                "an escape that strings do not have",
                "write `\\\\` for a backslash, and `/` between folders",
            ),
        };
        self.at += length;
        if !message.is_empty() {
            let shown = self.text[start + 1..]
                .chars()
                .next()
                .filter(|next| *next != '\n');
            self.fault(
                start..start + 1 + shown.map_or(0, char::len_utf8),
                message,
                help,
            );
        }
    }

    fn push_bounded(&mut self, kind: Kind, start: usize) {
        if self.at - start > LONGEST {
            self.fault(
                start..start + 1,
                "a token of more than 16 MB",
                "make it shorter",
            );
        }
        self.push(kind, start);
    }

    fn control_characters(&mut self) {
        let start = self.at;
        self.skip_while(|byte| byte < b' ' && !matches!(byte, b'\t' | b'\n' | 0x0b | 0x0c | b'\r'));
        self.fault(
            start..self.at,
            "control characters, which no source text has",
            "remove them",
        );
    }

    fn foreign_characters(&mut self) {
        let start = self.at;
        self.skip_while(|byte| byte >= 0x80);
        let written = &self.text[start..self.at];
        let message = format!(
            "`{}` stands outside of strings and comments, where all characters are ASCII",
            written.escape_debug()
        );
        let help = match written {
            "\u{201c}" | "\u{201d}" | "\u{201e}" | "\u{2018}" | "\u{2019}" => {
                "write a straight quotation mark, `\"`"
            }
            "\u{a0}" | "\u{3000}" | "\u{200b}" | "\u{feff}" => "replace it by a space",
            "\u{2212}" | "\u{2013}" | "\u{2014}" => "write `-`",
            _ => "remove it",
        };
        self.fault(start..self.at, &message, help);
        self.push_bounded(Kind::Other, start);
    }
}

fn is_word(byte: u8) -> bool {
    WORD[usize::from(byte)]
}

/// What identifiers are made of.
static WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0_u8;
    while byte < u8::MAX {
        word[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    word
};

/// Whether eight hexadecimal digits begin as those up to `0010ffff` do; protoc looks at no more either.
fn is_code_point(digits: &[u8]) -> bool {
    matches!(digits, [b'0', b'0', b'0' | b'1', ..])
}
