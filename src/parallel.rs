//! Work on many things at once.

use rayon::prelude::*;

/// Starting a thread, and what it allocates first, takes longer than parsing and linking so many small files.
const FEW: usize = 8;

/// What `each` makes of every item, in their order: on all processors, unless the items are few.
pub(crate) fn map<T: Send, R: Send>(
    items: impl IntoIterator<Item = T>,
    each: impl Fn(T) -> R + Send + Sync,
) -> Vec<R> {
    let items: Vec<T> = items.into_iter().collect();
    if items.len() <= FEW {
        items.into_iter().map(each).collect()
    } else {
        // One at a time: some are a thousand times as large as others.
        items.into_par_iter().with_max_len(1).map(each).collect()
    }
}
