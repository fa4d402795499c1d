//! "Did you mean": the word that was probably meant.

/// Longer words are not compared: keywords are short, and the work grows with the product of the lengths.
const LONGEST: usize = 40;

/// The candidate that differs least from a word, where one differs by no more than a slip of the finger or two.
pub(super) fn nearest<'c>(
    word: &str,
    candidates: impl Iterator<Item = &'c str>,
) -> Option<&'c str> {
    if word.len() < 3 || word.len() > LONGEST {
        return None;
    }
    let folded = word.to_ascii_lowercase();
    let most = folded.len().div_ceil(4).min(2);
    let distances = candidates.map(|candidate| (distance(&folded, candidate), candidate));
    let close = distances.filter(|(distance, _)| *distance <= most);
    close
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put in, left out, replaced, or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 2 {
        return usize::MAX;
    }
    let mut before_last = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let mut least = (last[j] + usize::from(x != y))
                .min(last[j + 1] + 1)
                .min(row[j] + 1);
            if i > 0 && j > 0 && *x == b[j - 1] && a[i - 1] == *y {
                least = least.min(before_last[j - 1] + 1);
            }
            row.push(least);
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_recognized() {
        let keywords = [
            "message", "enum", "optional", "returns", "rpc", "reserved", "repeated",
        ];
        for (word, expected) in [
            ("mesage", Some("message")),
            ("Message", Some("message")),
            ("optinoal", Some("optional")),
            ("return", Some("returns")),
            ("enm", Some("enum")),
            ("rcp", Some("rpc")),
            ("repeted", Some("repeated")),
            ("string", None),
            ("Foo", None),
            ("", None),
        ] {
            assert_eq!(nearest(word, keywords.into_iter()), expected, "{word}");
        }
    }
}
