//! The tokens of protobuf's text format, as far as message literals need them.

use std::ops::Range;

/// A token, borrowed from the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'t> {
    Identifier(&'t str),
    Integer(&'t str),
    Float(&'t str),
    /// With its quotes.
    String(&'t str),
    Symbol(char),
    End,
}

impl Token<'_> {
    /// The token as findings show it.
    pub(super) fn shown(self) -> String {
        match self {
            Self::Identifier(text)
            | Self::Integer(text)
            | Self::Float(text)
            | Self::String(text) => format!("`{text}`"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
            Self::End => "the end".to_owned(),
        }
    }

    fn length(self) -> usize {
        match self {
            Self::Identifier(text)
            | Self::Integer(text)
            | Self::Float(text)
            | Self::String(text) => text.len(),
            Self::Symbol(symbol) => symbol.len_utf8(),
            Self::End => 0,
        }
    }
}

/// Reads tokens one by one, with one of them in view.
pub(super) struct Tokens<'t> {
    /// How long the text is.
    length: usize,
    /// Where the last token that was taken ends.
    pub(super) taken: usize,
    rest: &'t str,
    pub(super) current: Token<'t>,
}

impl<'t> Tokens<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let mut tokens = Self {
            length: text.len(),
            taken: 0,
            rest: text,
            current: Token::End,
        };
        tokens.advance();
        tokens
    }

    /// Where in the text the token in view is.
    pub(super) fn place(&self) -> Range<usize> {
        let end = self.length - self.rest.len();
        end - self.current.length()..end
    }

    /// Takes the token in view.
    pub(super) fn advance(&mut self) -> Token<'t> {
        let taken = self.current;
        self.taken = self.length - self.rest.len();
        self.skip_blanks();
        let length = self.rest.chars().next().map_or(0, |first| match first {
            'a'..='z' | 'A'..='Z' | '_' => word(self.rest),
            '0'..='9' => number(self.rest),
            '.' if self.rest[1..].starts_with(|digit: char| digit.is_ascii_digit()) => {
                number(self.rest)
            }
            '"' | '\'' => string(self.rest, first),
            other => other.len_utf8(),
        });
        let (text, rest) = self.rest.split_at(length);
        self.rest = rest;
        self.current = match text.chars().next() {
            None => Token::End,
            Some('a'..='z' | 'A'..='Z' | '_') => Token::Identifier(text),
            Some('"' | '\'') => Token::String(text),
            Some('0'..='9') if is_integer(text) => Token::Integer(text),
            Some('0'..='9') => Token::Float(text),
            Some('.') if text.len() > 1 => Token::Float(text),
            Some(symbol) => Token::Symbol(symbol),
        };
        taken
    }

    /// Takes the token in view if it is this symbol.
    pub(super) fn take(&mut self, symbol: char) -> bool {
        let found = self.current == Token::Symbol(symbol);
        if found {
            self.advance();
        }
        found
    }

    fn skip_blanks(&mut self) {
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.strip_prefix('#') {
                Some(comment) => {
                    self.rest = comment.split_once('\n').map_or("", |(_, rest)| rest);
                }
                None => return,
            }
        }
    }
}

fn word(text: &str) -> usize {
    let ends = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
    text.find(ends).unwrap_or(text.len())
}

fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    let hexadecimal = matches!(bytes, [b'0', b'x' | b'X', ..]);
    while let Some(byte) = bytes.get(at) {
        let sign = matches!(byte, b'+' | b'-')
            && !hexadecimal
            && at > 0
            && matches!(bytes[at - 1], b'e' | b'E');
        if !byte.is_ascii_alphanumeric() && *byte != b'.' && !sign {
            break;
        }
        at += 1;
    }
    at
}

fn is_integer(text: &str) -> bool {
    match text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        Some(digits) => digits.bytes().all(|digit| digit.is_ascii_hexdigit()),
        None => text.bytes().all(|digit| digit.is_ascii_digit()),
    }
}

fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, letter) in text.char_indices().skip(1) {
        if !escaped && letter == quote {
            return at + 1;
        }
        escaped = !escaped && letter == '\\';
    }
    text.len()
}

/// The number that an integer's digits stand for, in base 8, 10 or 16.
pub(super) fn integer(text: &str) -> Option<u64> {
    if let Some(digits) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return u64::from_str_radix(digits, 16).ok();
    }
    match text.strip_prefix('0') {
        Some(digits) if !digits.is_empty() => u64::from_str_radix(digits, 8).ok(),
        _ => text.parse().ok(),
    }
}

/// The number that a float stands for; it may have an `f` behind it.
pub(super) fn float(text: &str) -> Option<f64> {
    text.trim_end_matches(['f', 'F']).parse().ok()
}

/// What a string in quotes stands for.
pub(super) fn unquoted(text: &str) -> Option<Vec<u8>> {
    let quote = *text.as_bytes().first()?;
    let inner = text.get(1..)?.strip_suffix(char::from(quote))?;
    let mut bytes = Vec::with_capacity(inner.len());
    let mut rest = inner.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        rest = behind;
        if *first == b'\\' {
            rest = escape(behind, &mut bytes)?;
        } else {
            bytes.push(*first);
        }
    }
    Some(bytes)
}

/// Reads what stands behind a backslash, and gives what stands behind that.
fn escape<'b>(text: &'b [u8], bytes: &mut Vec<u8>) -> Option<&'b [u8]> {
    let (kind, rest) = text.split_first()?;
    let simple = match kind {
        b'a' => 7,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'v' => 11,
        b'\\' | b'?' | b'\'' | b'"' => *kind,
        b'0'..=b'7' => {
            let (value, rest) = digits(text, 8, 3)?;
            bytes.push(u8::try_from(value & 0xff).ok()?);
            return Some(rest);
        }
        b'x' | b'X' => {
            let (value, rest) = digits(rest, 16, 2)?;
            bytes.push(u8::try_from(value).ok()?);
            return Some(rest);
        }
        b'u' | b'U' => {
            let length = if *kind == b'u' { 4 } else { 8 };
            let (mut value, mut rest) = exactly(rest, length)?;
            if (0xd800..0xdc00).contains(&value)
                && let Some([b'\\', b'u', behind @ ..]) = Some(rest)
                && let Some((low @ 0xdc00..0xe000, behind)) = exactly(behind, 4)
            {
                value = 0x10000 + ((value - 0xd800) << 10) + (low - 0xdc00);
                rest = behind;
            }
            push_code_point(value, bytes);
            return Some(rest);
        }
        _ => return None,
    };
    bytes.push(simple);
    Some(rest)
}

/// Half of a surrogate pair alone is written as protoc writes it: as if it were a character.
fn push_code_point(value: u32, bytes: &mut Vec<u8>) {
    if let Some(character) = char::from_u32(value) {
        bytes.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
    } else {
        let part = |shift: u32| u8::try_from(value >> shift & 0x3f).unwrap_or_default() | 0x80;
        let first = u8::try_from(value >> 12 & 0xf).unwrap_or_default() | 0xe0;
        bytes.extend([first, part(6), part(0)]);
    }
}

fn exactly(text: &[u8], length: usize) -> Option<(u32, &[u8])> {
    let (value, rest) = digits(text, 16, length)?;
    (text.len() - rest.len() == length).then_some((value, rest))
}

fn digits(text: &[u8], radix: u32, most: usize) -> Option<(u32, &[u8])> {
    let digit = |byte: &u8| char::from(*byte).to_digit(radix);
    let length = text
        .iter()
        .take(most)
        .take_while(|byte| digit(byte).is_some())
        .count();
    let (taken, rest) = text.split_at(length);
    let value = taken
        .iter()
        .filter_map(digit)
        .try_fold(0_u32, |value, digit| {
            value.checked_mul(radix)?.checked_add(digit)
        });
    (length > 0).then_some((value?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        let mut tokens = Tokens::new("a_1: -0x1F .5e-3 1.5f 'it\\'s' # b\n [x.y/z]<> 1e+5,");
        let mut found = Vec::new();
        while tokens.current != Token::End {
            found.push(tokens.advance());
        }
        assert_eq!(
            found,
            [
                Token::Identifier("a_1"),
                Token::Symbol(':'),
                Token::Symbol('-'),
                Token::Integer("0x1F"),
                Token::Float(".5e-3"),
                Token::Float("1.5f"),
                Token::String("'it\\'s'"),
                Token::Symbol('['),
                Token::Identifier("x"),
                Token::Symbol('.'),
                Token::Identifier("y"),
                Token::Symbol('/'),
                Token::Identifier("z"),
                Token::Symbol(']'),
                Token::Symbol('<'),
                Token::Symbol('>'),
                Token::Float("1e+5"),
                Token::Symbol(','),
            ]
        );
    }

    #[test]
    fn strings_are_unquoted() {
        for (text, expected) in [
            (r#""plain""#, Some(&b"plain"[..])),
            (r"'\a\n\\\'\?'", Some(b"\x07\n\\'?")),
            (
                r#""\0\101\x41\u00e9\U0001F600""#,
                Some("\0AA\u{e9}\u{1f600}".as_bytes()),
            ),
            (r#""\ud83d\ude00""#, Some("\u{1f600}".as_bytes())),
            (r#""\xff""#, Some(b"\xff")),
            (r#""\q""#, None),
            (r#""open"#, None),
        ] {
            assert_eq!(unquoted(text).as_deref(), expected, "{text}");
        }
    }
}
