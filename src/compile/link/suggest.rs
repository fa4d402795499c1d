//! "Did you mean": the known name that an unknown one is most like.

use super::element::{Id, Of};
use super::pool::Pool;
use crate::compile::suggest::nearest;
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
