//! What is found and not said: in ignored files, in unstable packages, or because a comment says so.

use super::{Config, Rule, View, package};
use crate::schema::Site;

/// What stands before the rule's id in a comment that silences it.
const IGNORE: &str = "buf:lint:ignore ";

pub(super) struct Suppression<'a> {
    pub(super) config: &'a Config,
    pub(super) rule: &'static Rule,
}

impl Suppression<'_> {
    /// Whether nothing is to be said about this place.
    pub(super) fn covers(&self, view: &View, site: &Site) -> bool {
        let imported = self.config.exclude_imports && !view.is_target(site.file.id);
        let unstable =
            self.config.ignore_unstable_packages && package::is_unstable(&site.file.package);
        imported || unstable || self.ignores(&site.file.name) || self.silenced(site)
    }

    fn ignores(&self, file: &str) -> bool {
        let only = self.config.ignore_only.get(self.rule.id);
        let mut paths = self.config.ignore.iter().chain(only.into_iter().flatten());
        paths.any(|path| is_below(file, path))
    }

    fn silenced(&self, site: &Site) -> bool {
        self.config.comment_ignores
            && site.leading_comments().any(|comment| {
                let lines = comment.lines().map(str::trim);
                let mut named = lines.filter_map(|line| line.strip_prefix(IGNORE));
                named.any(|rest| rest.starts_with(self.rule.id))
            })
    }
}

/// Whether a file is at a path or below it; the empty path is above all.
pub fn is_below(file: &str, path: &str) -> bool {
    let rest = file.strip_prefix(path);
    path.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
