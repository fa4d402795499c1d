//! Sets of files, and what each file makes visible to those that import it.

use super::element::FileId;

/// A set of files: a bit for each, since a file may see all others.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct FileSet(Vec<u64>);

impl FileSet {
    pub(super) fn contains(&self, file: FileId) -> bool {
        let word = self.0.get(file.index() / 64);
        word.is_some_and(|word| word >> (file.0 % 64) & 1 == 1)
    }

    pub(super) fn insert(&mut self, file: FileId) {
        let at = file.index() / 64;
        if self.0.len() <= at {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (file.0 % 64);
    }

    pub(super) fn add_all(&mut self, other: &Self) {
        if self.0.len() < other.0.len() {
            self.0.resize(other.0.len(), 0);
        }
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// Whether the two have a file in common.
    pub(super) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).any(|(one, two)| one & two != 0)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = FileId> {
        (0..).zip(&self.0).flat_map(|(at, word): (u32, &u64)| {
            let bits = (0..64).filter(move |bit| word >> bit & 1 == 1);
            bits.map(move |bit| FileId(at * 64 + bit))
        })
    }
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
