//! The smallest schema that the judges still differ about as they did.

use super::judge::{Difference, judge};
use super::seeds::Seed;
use super::text::Pieces;
use std::ops::Range;

/// So many attempts are enough.
const MOST: usize = 150;

/// Takes out of the files whatever is not needed for the difference.
pub fn reduced(seed: Seed, difference: &Difference) -> Seed {
    let mut left = MOST;
    let mut still = |candidate: &Seed| {
        left = left.saturating_sub(1);
        left > 0 && found(candidate).as_ref() == Some(difference)
    };
    let mut seed = seed;
    for name in seed
        .files
        .iter()
        .map(|(name, _)| name.clone())
        .collect::<Vec<_>>()
    {
        let mut fewer = seed.clone();
        fewer.files.retain(|(other, _)| *other != name);
        fewer.asked.retain(|other| *other != name);
        if !fewer.asked.is_empty() && still(&fewer) {
            seed = fewer;
        }
    }
    for at in 0..seed.files.len() {
        loop {
            let before = seed.files[at].1.len();
            shorten(&mut seed, at, &mut still);
            if seed.files[at].1.len() == before {
                break;
            }
        }
    }
    seed
}

/// In what the judges differ.
pub fn found(seed: &Seed) -> Option<Difference> {
    match judge(seed)? {
        Ok(judgement) => judgement.difference(),
        Err(difference) => Some(difference),
    }
}

fn shorten(seed: &mut Seed, at: usize, still: &mut impl FnMut(&Seed) -> bool) {
    let mut without = |seed: &mut Seed, range: Range<usize>| {
        let mut pieces = Pieces::of(&seed.files[at].1);
        if range.end > pieces.0.len() {
            return false;
        }
        pieces.0.drain(range);
        let mut candidate = seed.clone();
        candidate.files[at].1 = pieces.text();
        let fits = still(&candidate);
        if fits {
            *seed = candidate;
        }
        fits
    };
    let mut statements = Pieces::of(&seed.files[at].1).statements();
    statements.sort_by_key(|range| (std::cmp::Reverse(range.len()), range.start));
    let mut removed: Vec<Range<usize>> = Vec::new();
    for range in statements {
        if removed.iter().any(|gone| gone.contains(&range.start)) {
            continue;
        }
        let shift: usize = removed
            .iter()
            .filter(|gone| gone.start < range.start)
            .map(ExactSizeIterator::len)
            .sum();
        if without(seed, range.start - shift..range.end - shift) {
            removed.push(range);
        }
    }
    for length in [12, 6, 3, 2, 1] {
        let mut from = 0;
        while from + length <= Pieces::of(&seed.files[at].1).0.len() {
            if !without(seed, from..from + length) {
                from += 1;
            }
        }
    }
}
