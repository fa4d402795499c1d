//! A changelog for people.

use super::{Bump, Change, Changelog, Changes};
use std::fmt;

impl fmt::Display for Changelog {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            title,
            bump,
            packages,
            rust,
        } = self;
        writeln!(f, "# {title}\n\nVersion of the schema: {bump}.")?;
        for (package, changes) in packages {
            let package = if package.is_empty() {
                "(no package)"
            } else {
                package
            };
            writeln!(f, "\n## {package}")?;
            let Changes {
                removed,
                changed,
                added,
            } = changes;
            for (heading, changes) in [("Removed", removed), ("Changed", changed), ("Added", added)]
            {
                if !changes.is_empty() {
                    writeln!(f, "\n### {heading}\n")?;
                }
                changes
                    .iter()
                    .try_for_each(|change| write!(f, "{change}"))?;
            }
        }
        writeln!(
            f,
            "\n## Generated Rust\n\nVersion of a crate that has it in its API: {}.",
            rust.bump
        )?;
        if !rust.breaking.is_empty() {
            writeln!(f)?;
        }
        rust.breaking
            .iter()
            .try_for_each(|text| writeln!(f, "- {text}"))
    }
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "- {}", self.text)?;
        if !self.breaks.is_empty() {
            write!(f, " — **breaking** ({})", self.breaks.join(", "))?;
        }
        writeln!(f)
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::None => "**unchanged**",
            Self::Patch => "**patch**: only words changed",
            Self::Minor => "**minor**: who used it can go on",
            Self::Major => "**major**: who used it may have to change",
        })
    }
}
