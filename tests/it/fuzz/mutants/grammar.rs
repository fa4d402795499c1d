//! What schemas are grown from: names, and the alternatives that they stand for.

use super::random::Random;
use std::collections::HashMap;
use std::sync::LazyLock;

/// What `grammar.txt` says.
pub static GRAMMAR: LazyLock<Grammar> = LazyLock::new(|| Grammar::of(include_str!("grammar.txt")));

/// Alternatives by name.
pub struct Grammar(HashMap<&'static str, Vec<Alternative>>);

struct Alternative {
    weight: usize,
    is_wrong: bool,
    pieces: Vec<Piece>,
}

/// What alternatives are made of.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece {
    Text(&'static str),
    /// What a name stands for, so many times, and what stands for `%` in it.
    Name(&'static str, Times, Option<&'static str>),
    /// A new name of this kind.
    New(char),
    /// A name of this kind that is there.
    Old(char),
    /// A number of this kind.
    Number(char),
    Open,
    Close,
    Argument,
}

/// How often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    One,
    Perhaps,
    Some,
}

impl Grammar {
    fn of(text: &'static str) -> Self {
        let mut alternatives = HashMap::<_, Vec<_>>::new();
        let mut name = "";
        for line in text
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty())
        {
            let Some(alternative) = line.strip_prefix("  ") else {
                name = line;
                continue;
            };
            let right = alternative.strip_prefix('!');
            let text = right.unwrap_or(alternative);
            let weighted = text.split_once(':');
            let weighted =
                weighted.and_then(|(weight, text)| Some((weight.parse().ok()?, text.trim_start())));
            let (weight, text) = weighted.unwrap_or((1, text));
            alternatives.entry(name).or_default().push(Alternative {
                weight,
                is_wrong: right.is_some(),
                pieces: pieces(text),
            });
        }
        Self(alternatives)
    }

    /// One of the alternatives that a name has in files of a syntax; a right one, unless `wrong` may be there.
    pub fn choose(&self, name: &str, syntax: &str, wrong: bool, random: &mut Random) -> &[Piece] {
        let special = self.0.get(format!("{name}@{syntax}").as_str());
        let all = special.or_else(|| self.0.get(name));
        let all = all.unwrap_or_else(|| panic!("{name} is not in the grammar"));
        let weight = |alternative: &Alternative| {
            if wrong || !alternative.is_wrong {
                alternative.weight
            } else {
                0
            }
        };
        let mut left = random.below(all.iter().map(weight).sum());
        let chosen = all.iter().find(|alternative| {
            let weight = weight(alternative);
            let is_it = left < weight;
            left = left.saturating_sub(weight);
            is_it
        });
        chosen.map_or(&[], |alternative| &alternative.pieces)
    }
}

fn pieces(text: &'static str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['$', '%']) {
        let (before, behind) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        let (piece, length) = special(behind);
        pieces.push(piece);
        rest = &behind[length..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

/// What a text that begins with `$` or `%` begins with, and the length of that.
fn special(text: &'static str) -> (Piece, usize) {
    let mut letters = text.chars().skip(1);
    if text.starts_with('%') {
        return (Piece::Argument, 1);
    }
    let mut kind = || letters.nth(1).expect("a kind follows");
    match text.as_bytes().get(1) {
        Some(b'+') => (Piece::New(kind()), 3),
        Some(b'-') => (Piece::Old(kind()), 3),
        Some(b'#') => (Piece::Number(kind()), 3),
        Some(b'{') => (Piece::Open, 2),
        Some(b'}') => (Piece::Close, 2),
        _ => {
            let is_end = |letter: char| !letter.is_ascii_alphanumeric() && letter != '_';
            let end = text[1..].find(is_end).map_or(text.len(), |end| end + 1);
            let (name, behind) = (&text[1..end], &text[end..]);
            let (times, length) = match behind.as_bytes().first() {
                Some(b'?') => (Times::Perhaps, 1),
                Some(b'*') => (Times::Some, 1),
                _ => (Times::One, 0),
            };
            let argument = behind[length..].strip_prefix('(');
            let argument = argument.and_then(|text| Some(text.split_once(')')?.0));
            let argument = argument.filter(|text| text.chars().all(char::is_alphanumeric));
            let length = end + length + argument.map_or(0, |text| text.len() + 2);
            (Piece::Name(name, times, argument), length)
        }
    }
}
