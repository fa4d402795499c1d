//! Paths with wildcards, and the files that they stand for.

use super::{Files, normal};
use std::path::{Path, PathBuf};

/// What makes a path one with wildcards.
const WILDCARDS: [char; 3] = ['*', '?', '['];

/// A path with wildcards: `*` and `?` stand for what is within one part of it, `**` for any number of parts.
#[derive(Clone, Debug)]
pub struct Glob {
    /// The folder that all it can stand for is below.
    pub root: PathBuf,
    pattern: glob::Pattern,
}

impl Glob {
    /// Reads a path; `None` where it has no wildcards, and what is wrong with them where something is.
    pub fn parse(path: &Path) -> Option<Result<Self, String>> {
        let is_fixed = |part: &str| !part.contains(WILDCARDS);
        let text = path.to_string_lossy();
        if is_fixed(&text) {
            return None;
        }
        let parts = path.components();
        let fixed = parts.take_while(|part| is_fixed(&part.as_os_str().to_string_lossy()));
        let root: PathBuf = fixed.collect();
        let root = if root.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            root
        };
        let pattern = glob::Pattern::new(&normal(path).to_string_lossy());
        Some(match pattern {
            Ok(pattern) => Ok(Self { root, pattern }),
            Err(error) => Err(format!("{text} is not a glob: {error}")),
        })
    }

    fn matches(&self, path: &Path) -> bool {
        let options = glob::MatchOptions {
            require_literal_separator: true,
            ..glob::MatchOptions::default()
        };
        self.pattern.matches_path_with(&normal(path), options)
    }
}

impl Files {
    /// The files that a glob stands for, in order. What cannot be looked into has none.
    pub fn matching(&self, glob: &Glob) -> Vec<PathBuf> {
        let files = self.below(&glob.root).into_iter().flatten();
        files.filter(|path| glob.matches(path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards_stand_for_files() {
        let names = [
            "a/b.proto",
            "a/c/d.proto",
            "a/c/e.txt",
            "ab/f.proto",
            "g.proto",
        ];
        let files = Files::in_memory(names.map(|name| (PathBuf::from("r").join(name), Vec::new())));
        for (glob, root, found) in [
            ("r/*.proto", "r", &["g.proto"][..]),
            ("./r/a*/*.proto", "./r", &["a/b.proto", "ab/f.proto"]),
            (
                "r/**/*.proto",
                "r",
                &["a/b.proto", "a/c/d.proto", "ab/f.proto", "g.proto"],
            ),
            ("r/a/?/[de].*", "r/a", &["a/c/d.proto", "a/c/e.txt"]),
            ("r/b*", "r", &[]),
        ] {
            let glob = Glob::parse(Path::new(glob)).unwrap().unwrap();
            assert_eq!(glob.root, Path::new(root));
            let expected: Vec<_> = found.iter().map(|name| Path::new("r").join(name)).collect();
            assert_eq!(files.matching(&glob), expected, "{glob:?}");
        }
        assert!(Glob::parse(Path::new("r/a")).is_none());
        assert!(Glob::parse(Path::new("r/a[")).unwrap().is_err());
    }
}
