//! "Did you mean": the known word that an unknown one is most like.

/// Longer words are not compared: the work grows with the product of the lengths.
const LONGEST: usize = 128;

/// The one of `names` that `name` most likely stands for, if any does.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    within(name, names, name.chars().count() / 3)
}

/// The one of `words` that differs from `word` by no more than a slip of the finger or two.
pub(super) fn slip<'n>(word: &str, words: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let count = word.chars().count();
    if count < 3 {
        return None;
    }
    within(word, words, count.div_ceil(4).min(2))
}

fn within<'n>(name: &str, names: impl Iterator<Item = &'n str>, most: usize) -> Option<&'n str> {
    if name.len() > LONGEST {
        return None;
    }
    let folded: Vec<char> = folded(name).collect();
    let near = names.filter(|other| other.len().abs_diff(name.len()) <= most);
    let near = near.filter_map(|other| Some((distance(&folded, other, most)?, other)));
    near.min().map(|(_, other)| other)
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    name.chars().map(|letter| letter.to_ascii_lowercase())
}

/// How many letters are to be changed, added, left out, or swapped with their neighbour; `None` where these are more than
/// `most`.
fn distance(left: &[char], right: &str, most: usize) -> Option<usize> {
    let right: Vec<char> = folded(right).collect();
    let mut before_last = vec![0; right.len() + 1];
    let mut last: Vec<usize> = (0..=right.len()).collect();
    for (i, from) in left.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in right.iter().enumerate() {
            let replaced = last[j] + usize::from(from != to);
            let least = replaced.min(last[j + 1] + 1).min(row[j] + 1);
            let swapped = i > 0 && j > 0 && left[i - 1] == *to && right[j - 1] == *from;
            row.push(if swapped {
                least.min(before_last[j - 1] + 1)
            } else {
                least
            });
        }
        before_last = std::mem::replace(&mut last, row);
    }
    last.pop().filter(|distance| *distance <= most)
}

#[cfg(test)]
mod tests {
    use super::{nearest, slip};

    #[test]
    fn the_nearest_name_is_found() {
        for (name, names, expected) in [
            ("Custommer", &["Customer", "Custom"][..], Some("Customer")),
            ("Adress", &["Address"], Some("Address")),
            (
                "depricated",
                &["deprecated", "declared"],
                Some("deprecated"),
            ),
            ("x", &["y"], None),
            ("string2", &["strings"], Some("strings")),
            ("Foo", &["Bar"], None),
            ("foo", &["FOO"], Some("FOO")),
            ("int23", &["int64", "int32"], Some("int32")),
        ] {
            assert_eq!(nearest(name, names.iter().copied()), expected, "{name}");
        }
    }

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
            assert_eq!(slip(word, keywords.into_iter()), expected, "{word}");
        }
    }
}
