//! Work on many things at once.

use rayon::prelude::*;

/// Starting a thread, and what it allocates first, takes longer than parsing and linking so many small files.
const FEW: usize = 8;

/// Does `work` of so many items, in threads that end with it unless the items are few: memory that is freed goes back to the
/// thread that it came from, and lies there idle for as long as that lives.
pub(crate) fn once<R: Send>(items: usize, work: impl FnOnce() -> R + Send) -> R {
    if items <= FEW {
        return work();
    }
    match rayon::ThreadPoolBuilder::new().build() {
        Ok(threads) => threads.install(work),
        Err(_) => work(),
    }
}

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
