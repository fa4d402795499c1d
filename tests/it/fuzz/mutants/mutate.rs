//! One thing done to a schema, or a few.

use super::changes::CHANGES;
use super::random::Random;
use super::seeds::Seed;
use super::shards::{NUMBERS, OPTIONS, SCALARS, STRINGS, VALUES};
use super::text::{Kind, Pieces};

/// A text that is being changed.
pub struct Text<'a> {
    pub pieces: Pieces,
    pub random: &'a mut Random,
    pub seeds: &'a [Seed],
}

/// A seed that has been changed, perhaps with something of another.
pub fn mutated(mut seed: Seed, seeds: &[Seed], random: &mut Random) -> Seed {
    let at = random.below(seed.files.len());
    let pieces = Pieces::of(&seed.files[at].1);
    let mut text = Text {
        pieces,
        random,
        seeds,
    };
    let changes = [1, 1, 1, 1, 1, 2, 2, 3][text.random.below(8)];
    let sum = CHANGES.iter().map(|(weight, _)| weight).sum();
    for _ in 0..changes {
        let mut chosen = text.random.below(sum);
        let change = CHANGES.iter().find(|(weight, _)| {
            let is_it = chosen < *weight;
            chosen = chosen.saturating_sub(*weight);
            is_it
        });
        if let Some((_, change)) = change {
            let _ = change(&mut text);
        }
        text.pieces = Pieces::of(&text.pieces.text());
    }
    seed.files[at].1 = text.pieces.text();
    seed
}

impl Text<'_> {
    pub fn pick(&mut self, kind: Kind) -> Option<usize> {
        self.random.of_some(&self.pieces.of_kind(kind))
    }

    pub fn token(&mut self) -> Option<usize> {
        self.random.of_some(&self.pieces.tokens())
    }

    pub fn word(&mut self) -> String {
        let word = self.pick(Kind::Word);
        let word = word
            .map_or("Zz", |at| self.pieces.0[at].as_str())
            .to_owned();
        if self.random.once_in(12) {
            return self
                .random
                .one_of(&["Zz", "zz", "A", "foo", "google.protobuf.Any"])
                .to_owned();
        }
        word
    }

    pub fn type_name(&mut self) -> String {
        if self.random.once_in(3) {
            return self.word();
        }
        self.random.one_of(SCALARS).to_owned()
    }

    /// A shard with its places filled in.
    pub fn filled(&mut self, shard: &str) -> String {
        let mut text = String::new();
        let mut rest = shard;
        while let Some((before, behind)) = rest.split_once('$') {
            text.push_str(before);
            let filling = match behind.as_bytes().first() {
                Some(b'N') => match self.random.below(3) {
                    0 => self.random.one_of(&NUMBERS).to_owned(),
                    1 => (60 + self.random.below(60)).to_string(),
                    _ => (1 + self.random.below(40)).to_string(),
                },
                Some(b'T') => self.type_name(),
                Some(b'W') => self.word(),
                Some(b'S') => self.random.one_of(STRINGS).to_owned(),
                Some(b'V') => {
                    let value = self.random.one_of(&VALUES);
                    self.filled(value)
                }
                Some(b'O') => {
                    let option = self.random.one_of(&OPTIONS);
                    self.filled(option)
                }
                _ => String::new(),
            };
            text.push_str(&filling);
            rest = &behind[behind.len().min(1)..];
        }
        text + rest
    }

    pub fn put(&mut self, at: usize, text: &str) {
        self.pieces.0.insert(at, text.to_owned());
    }
}
