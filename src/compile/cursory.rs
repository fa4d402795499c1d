//! A first look at source text, before a parser sees it: what would break the parser, and what it cannot know.
//!
//! In: text. Out: positions. It knows comments and strings, and no grammar beyond that.

use std::ops::Range;

/// Braces and brackets may be this deep. The parser recurses for each, in source and in option values.
const DEEPEST: usize = 200;

/// The tokens of a text: words, strings and single characters, without comments and blanks.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let bytes = self.text.as_bytes();
        loop {
            let start = self.at;
            let length = match *bytes.get(start..)? {
                [] => return None,
                [b'/', b'/', ..] => {
                    let rest = bytes[start..].iter();
                    self.at = rest
                        .clone()
                        .position(|byte| *byte == b'\n')
                        .map_or(bytes.len(), |length| start + length);
                    continue;
                }
                [b'/', b'*', ..] => {
                    self.at = self.text[start..]
                        .find("*/")
                        .map_or(bytes.len(), |length| start + length + 2);
                    continue;
                }
                [quote @ (b'"' | b'\''), ref rest @ ..] => string_length(quote, rest),
                [byte, ref rest @ ..] if is_word(byte) => {
                    1 + rest.iter().take_while(|byte| is_word(**byte)).count()
                }
                [byte, ..] if byte.is_ascii_whitespace() || byte >= 0x80 => {
                    self.at += 1;
                    continue;
                }
                [_, ..] => 1,
            };
            self.at = start + length;
            return Some(start..self.at);
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.')
}

fn string_length(quote: u8, rest: &[u8]) -> usize {
    let mut escaped = false;
    let inside = rest.iter().position(|byte| {
        let ends = !escaped && *byte == quote || *byte == b'\n';
        escaped = !escaped && *byte == b'\\';
        ends
    });
    inside
        .map_or(rest.len() + 1, |length| length + 2)
        .min(rest.len() + 1)
}

fn tokens(text: &str) -> Tokens<'_> {
    Tokens { text, at: 0 }
}

/// Where a text opens more brackets than anyone should.
pub(super) fn too_deep(text: &str) -> Option<Range<usize>> {
    let mut depth = 0_usize;
    tokens(text).find(|token| {
        match text.as_bytes()[token.start] {
            b'{' | b'[' | b'<' => depth += 1,
            b'}' | b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth > DEEPEST
    })
}

/// Where a text declares an edition, if that is what it begins with.
pub(super) fn edition(text: &str) -> Option<Range<usize>> {
    let mut tokens = tokens(text);
    let (word, sign) = (tokens.next()?, tokens.next()?);
    let value = tokens.next()?;
    (&text[word.clone()] == "edition" && &text[sign] == "=").then_some(word.start..value.end)
}

/// The package that a text declares; empty where it declares none.
pub(super) fn package(text: &str) -> &str {
    let mut previous = ";";
    let mut tokens = tokens(text);
    while let Some(token) = tokens.next() {
        let word = &text[token];
        match word {
            "package" if previous == ";" => return tokens.next().map_or("", |name| &text[name]),
            // Nothing but statements stands before the package in any style guide.
            "{" => return "",
            _ => previous = word,
        }
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_looked_at() {
        for (text, expected_edition, expected_package) in [
            ("", None, ""),
            ("edition = \"2023\";", Some("edition = \"2023\""), ""),
            (
                "\u{feff}// a\n/* b */ edition='2024'; package a.b;",
                Some("edition='2024'"),
                "a.b",
            ),
            (
                "syntax = \"proto3\"; // package x;\npackage a . b;",
                None,
                "a",
            ),
            ("/* package x; */ message package { }", None, ""),
            ("option a = \"\\\"; package x;\"; package y;", None, "y"),
            ("'unterminated\npackage z", None, ""),
            ("/* unterminated", None, ""),
        ] {
            assert_eq!(
                edition(text).map(|range| &text[range]),
                expected_edition,
                "{text}"
            );
            assert_eq!(package(text), expected_package, "{text}");
        }
    }

    #[test]
    fn depth_is_that_of_brackets_outside_strings_and_comments() {
        let deep = "{".repeat(DEEPEST + 1);
        assert_eq!(too_deep(&deep), Some(DEEPEST..DEEPEST + 1));
        assert_eq!(too_deep(&deep[1..]), None);
        assert_eq!(too_deep(&format!("\"{deep}\" /*{deep}*/ //{deep}")), None);
        assert_eq!(too_deep(&"{}".repeat(10_000)), None);
    }
}
