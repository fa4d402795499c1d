//! A source as a mutator sees it: pieces, and the stretches of them that are statements.

use std::ops::Range;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Space,
    Word,
    Number,
    String,
    Symbol,
}

/// A text in pieces, which make the text again.
#[derive(Clone, Debug)]
pub struct Pieces(pub Vec<String>);

impl Pieces {
    /// Cuts a text into words, numbers, strings, symbols, and what stands between them.
    pub fn of(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let length = length(rest);
            let (piece, behind) = rest.split_at(length);
            pieces.push(piece.to_owned());
            rest = behind;
        }
        Self(pieces)
    }

    pub fn text(&self) -> String {
        self.0.concat()
    }

    pub fn kind(&self, at: usize) -> Kind {
        kind(&self.0[at])
    }

    /// The pieces that are more than space.
    pub fn tokens(&self) -> Vec<usize> {
        (0..self.0.len())
            .filter(|at| self.kind(*at) != Kind::Space)
            .collect()
    }

    /// The pieces of a kind.
    pub fn of_kind(&self, kind: Kind) -> Vec<usize> {
        (0..self.0.len())
            .filter(|at| self.kind(*at) == kind)
            .collect()
    }

    /// Every statement, those within others too, from its first token to its last.
    pub fn statements(&self) -> Vec<Range<usize>> {
        let mut statements = Vec::new();
        let mut open = Vec::new();
        let mut start = None;
        for at in self.tokens() {
            match self.0[at].as_str() {
                "{" => {
                    open.push(start.take().unwrap_or(at));
                }
                "}" => {
                    if let Some(start) = open.pop() {
                        statements.push(start..at + 1);
                    }
                    start = None;
                }
                ";" => {
                    statements.push(start.take().unwrap_or(at)..at + 1);
                }
                _ => start = start.or(Some(at)),
            }
        }
        statements
    }
}

fn kind(piece: &str) -> Kind {
    let mut characters = piece.chars();
    match characters.next() {
        None => Kind::Space,
        Some(first) if first.is_whitespace() => Kind::Space,
        Some('/') if piece.len() > 1 => Kind::Space,
        Some('"' | '\'') => Kind::String,
        Some(first) if first.is_ascii_digit() => Kind::Number,
        Some(first) if first.is_alphabetic() || first == '_' => Kind::Word,
        Some(_) => Kind::Symbol,
    }
}

/// The length of the first piece.
fn length(text: &str) -> usize {
    let up_to = |is_in: &dyn Fn(char) -> bool| text.find(|c| !is_in(c)).unwrap_or(text.len());
    let first = text.chars().next().expect("the text is not empty");
    match first {
        _ if first.is_whitespace() => up_to(&char::is_whitespace),
        _ if text.starts_with("//") => text.find('\n').unwrap_or(text.len()),
        _ if text.starts_with("/*") => text.find("*/").map_or(text.len(), |end| end + 2),
        '"' | '\'' => string(text, first),
        _ if first.is_ascii_digit() => up_to(&|c| c.is_ascii_alphanumeric() || c == '.'),
        _ if first.is_alphabetic() || first == '_' => up_to(&|c| c.is_alphanumeric() || c == '_'),
        _ => first.len_utf8(),
    }
}

fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            '\n' => return at,
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
