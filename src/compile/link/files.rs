//! Sets of files, and what each file makes visible to those that import it.

use super::element::FileId;
use std::cmp::Ordering;

/// A set of files: words of a bit for each, without those that have none. A file sees few others, and most of these are its
/// neighbours; but it may see all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FileSet(Vec<Word>);

/// 64 files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Word {
    at: u32,
    bits: u64,
}

impl FileSet {
    pub(super) fn contains(&self, file: FileId) -> bool {
        let (at, bit) = place(file);
        let word = self.find(at).ok();
        word.is_some_and(|index| self.0[index].bits & bit != 0)
    }

    pub(super) fn insert(&mut self, file: FileId) {
        let (at, bits) = place(file);
        match self.find(at) {
            Ok(index) => self.0[index].bits |= bits,
            Err(index) => self.0.insert(index, Word { at, bits }),
        }
    }

    fn find(&self, at: u32) -> Result<usize, usize> {
        self.0.binary_search_by_key(&at, |word| word.at)
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        if let [only] = other.0[..]
            && let Ok(index) = self.find(only.at)
        {
            self.0[index].bits |= only.bits;
            return;
        }
        let mut all = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut own, mut others) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(one), Some(two)) = (own.peek(), others.peek()) {
            all.push(match one.at.cmp(&two.at) {
                Ordering::Less => **one,
                Ordering::Greater => **two,
                Ordering::Equal => Word {
                    at: one.at,
                    bits: one.bits | two.bits,
                },
            });
            let at = one.at.min(two.at);
            own.next_if(|word| word.at == at);
            others.next_if(|word| word.at == at);
        }
        all.extend(own.chain(others));
        self.0 = all;
    }

    /// Whether the two have a file in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        let mut words = self.0.iter();
        words.any(|word| {
            let index = other.find(word.at);
            index.is_ok_and(|index| other.0[index].bits & word.bits != 0)
        })
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = FileId> {
        self.0.iter().flat_map(|Word { at, bits }| {
            let set = (0..64).filter(move |bit| bits >> bit & 1 == 1);
            set.map(move |bit| FileId(at * 64 + bit))
        })
    }
}

/// The word that a file is in, and its bit there.
fn place(file: FileId) -> (u32, u64) {
    (file.0 / 64, 1 << (file.0 % 64))
}

/// What can be seen through each file, itself included: what it imports publicly, to any depth.
#[derive(Default)]
pub(super) struct Reach(Vec<Option<FileSet>>);

impl Reach {
    /// Adds the next file, given those of its public imports that can be found. What it imports was added before, unless
    /// imports go in circles.
    pub(super) fn push(&mut self, public: &[FileId]) {
        let file = FileId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push((!public.is_empty()).then(|| {
            let mut reached = FileSet::default();
            reached.insert(file);
            for import in public {
                self.add(*import, &mut reached);
            }
            reached
        }));
    }

    /// Adds a file and what can be seen through it.
    pub(super) fn add(&self, file: FileId, to: &mut FileSet) {
        match self.0.get(file.index()) {
            Some(Some(reached)) => to.add_all(reached),
            Some(None) | None => to.insert(file),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn public_imports_are_seen_through() {
        let mut reach = Reach::default();
        for public in [&[][..], &[0], &[], &[1, 2]] {
            reach.push(&public.iter().copied().map(FileId).collect::<Vec<_>>());
        }
        let mut seen = FileSet::default();
        reach.add(FileId(3), &mut seen);
        assert_eq!(
            seen.iter().map(|file| file.0).collect::<Vec<_>>(),
            [0, 1, 2, 3]
        );
        let mut alone = FileSet::default();
        reach.add(FileId(2), &mut alone);
        alone.insert(FileId(200));
        assert!(alone.meets(&seen) && !alone.contains(FileId(1)) && alone.contains(FileId(200)));
    }
}
