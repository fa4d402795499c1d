//! `FieldMask`: a set of field paths, in which a path stands for everything below it.

use super::FieldMask;
use std::collections::BTreeSet;
use std::fmt;

impl FieldMask {
    /// Whether the mask has a path, or one that it lies below.
    pub fn covers(&self, path: &str) -> bool {
        self.paths.iter().any(|own| is_below(path, own))
    }

    /// The same mask in its shortest form: sorted, without what another path covers.
    #[must_use]
    pub fn normalized(&self) -> Self {
        let sorted: BTreeSet<&str> = self.paths.iter().map(String::as_str).collect();
        let paths = sorted.iter().filter(|path| {
            let mut parents = path.match_indices('.').map(|(dot, _)| &path[..dot]);
            !parents.any(|parent| sorted.contains(parent))
        });
        paths.copied().collect()
    }

    /// What either mask covers.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let both: Self = self.paths.iter().chain(&other.paths).cloned().collect();
        both.normalized()
    }

    /// What both masks cover.
    #[must_use]
    pub fn intersection(&self, other: &Self) -> Self {
        let in_other = self.paths.iter().filter(|path| other.covers(path));
        let in_self = other.paths.iter().filter(|path| self.covers(path));
        in_other
            .chain(in_self)
            .cloned()
            .collect::<Self>()
            .normalized()
    }
}

fn is_below(path: &str, parent: &str) -> bool {
    let rest = path.strip_prefix(parent);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

impl<P: Into<String>> FromIterator<P> for FieldMask {
    fn from_iter<I: IntoIterator<Item = P>>(paths: I) -> Self {
        Self {
            paths: paths.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

/// The paths as the schema spells them, with commas between.
impl fmt::Display for FieldMask {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.paths.join(","))
    }
}
