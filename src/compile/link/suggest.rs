//! "Did you mean": the known name that an unknown one is most like.

use super::element::{Id, Of};
use super::pool::Pool;
use std::collections::HashMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

/// After so many, it is not a slip any more, and every one costs time.
const MOST: usize = 64;

/// What there is to suggest from.
#[derive(Default)]
pub(super) struct Suggestions {
    members: OnceLock<HashMap<Id, Vec<Id>>>,
    made: AtomicUsize,
}

impl Suggestions {
    /// Whether there is time left to look for one more name.
    pub(super) fn may_search(&self) -> bool {
        self.made.fetch_add(1, Ordering::Relaxed) < MOST
    }

    /// The name most like `name` of what `wanted` says yes to, as it would be written in `scope`.
    pub(super) fn like(
        &self,
        pool: &Pool<'_>,
        scope: Id,
        name: &str,
        wanted: impl Fn(Of<'_>) -> bool,
    ) -> Option<String> {
        let (outer, last) = match name.rsplit_once('.') {
            Some((outer, last)) => (Some(outer), last),
            None => (None, name),
        };
        let mut scope = scope;
        loop {
            let start = match outer {
                Some(outer) => pool.find_below(scope, outer.trim_start_matches('.')),
                None => Some(scope),
            };
            let members = start.and_then(|start| self.members(pool).get(&start));
            let members = members.into_iter().flatten();
            let names = members
                .filter(|id| wanted(pool.of(**id)))
                .map(|id| pool.name(*id));
            if let Some(found) = nearest(last, names) {
                return Some(
                    outer.map_or_else(|| found.to_owned(), |outer| format!("{outer}.{found}")),
                );
            }
            if scope == Id::ROOT {
                return None;
            }
            scope = pool.scope(scope);
        }
    }

    fn members(&self, pool: &Pool<'_>) -> &HashMap<Id, Vec<Id>> {
        self.members.get_or_init(|| {
            let mut members = HashMap::<Id, Vec<Id>>::new();
            for index in 1..u32::try_from(pool.elements.len()).unwrap_or(u32::MAX) {
                let id = Id(index);
                if !matches!(pool.of(id), Of::File(_) | Of::Range(_)) {
                    members.entry(pool.scope(id)).or_default().push(id);
                }
            }
            members
        })
    }
}

/// The one of `names` that `name` most likely stands for, if any does.
pub(super) fn nearest<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = name.chars().count() / 3;
    let near = names.filter_map(|other| {
        let distance = distance(name, other, most)?;
        Some((distance, other))
    });
    near.min().map(|(_, other)| other)
}

/// How many letters are to be changed, added, left out, or swapped with their neighbour; `None` where these are more than
/// `most`.
fn distance(left: &str, right: &str, most: usize) -> Option<usize> {
    if left.len().abs_diff(right.len()) > most || left.len() > 128 {
        return None;
    }
    let left: Vec<char> = left
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
    let right: Vec<char> = right
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .collect();
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
    use super::nearest;

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
}
