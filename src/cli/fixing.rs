//! `check --fix`: repairs what can be repaired, and inspects the result before anything is written.

use super::beside;
use super::inspection::{Changes, Inspected, Inspection};
use super::subject::Subject;
use crate::fix;
use anyhow::bail;
use std::io::{self, Write};
use std::path::Path;

/// Repairs make others possible, but only so many: each of them takes a finding away.
const MOST_ROUNDS: usize = 64;

/// What is left after the repairs, and the files that they change.
pub(super) struct Fixed {
    pub(super) left: Inspected,
    pub(super) changes: Changes,
}

/// Repairs what was found, in memory. What would not compile is not done.
pub(super) fn fix(
    inspection: &Inspection,
    bases: &[Subject],
    found: Inspected,
) -> anyhow::Result<Fixed> {
    if !found.subject.on_disk {
        bail!(
            "only a schema on disk can be repaired, and {} is none",
            inspection.input
        );
    }
    let mut fixed = Fixed {
        left: found,
        changes: Changes::new(),
    };
    for _ in 0..MOST_ROUNDS {
        let changes = round(&fixed);
        if changes == fixed.changes {
            break;
        }
        let left = inspection.run(bases, &changes)?;
        if left.is_no_worse_than(&fixed.left) {
            fixed = Fixed { left, changes };
        } else if !one_by_one(inspection, bases, &mut fixed, changes)? {
            break;
        }
    }
    Ok(fixed)
}

/// Changes that do not compile together, each by itself: what compiles is kept. False where nothing does.
fn one_by_one(
    inspection: &Inspection,
    bases: &[Subject],
    fixed: &mut Fixed,
    together: Changes,
) -> anyhow::Result<bool> {
    let mut kept = false;
    for (path, bytes) in together {
        if fixed.changes.get(&path) == Some(&bytes) {
            continue;
        }
        let mut changes = fixed.changes.clone();
        changes.insert(path.clone(), bytes);
        let left = inspection.run(bases, &changes)?;
        if left.is_no_worse_than(&fixed.left) {
            *fixed = Fixed { left, changes };
            kept = true;
        } else {
            writeln!(
                io::stderr(),
                "{}: what was found there cannot be repaired, the result would not compile",
                beside::shown(&path)
            )?;
        }
    }
    Ok(kept)
}

/// One round of repairs: each finding's remedies, once.
fn round(fixed: &Fixed) -> Changes {
    let Inspected {
        subject, findings, ..
    } = &fixed.left;
    let mut changes = fixed.changes.clone();
    let faults = subject.faults.findings.iter();
    for (name, remedies) in fix::remedies(faults.chain(findings)) {
        let (Some(path), Some(text)) = (subject.path(name), subject.schema.sources().get(name))
        else {
            continue;
        };
        if let Some(text) = fix::apply(text, &remedies) {
            changes.insert(path.to_owned(), text.into_bytes());
        }
    }
    changes
}

impl Fixed {
    /// Writes the files, all of them or none.
    pub(super) fn write(&self) -> anyhow::Result<()> {
        let files = self.changes.iter();
        beside::write(files.map(|(path, bytes)| (path.as_path(), bytes.as_slice())))
    }

    /// Shows what [`write`](Self::write) would change.
    pub(super) fn diff(&self, mut out: impl Write) -> anyhow::Result<()> {
        for (path, bytes) in &self.changes {
            let (old, new) = (beside::read(path)?, String::from_utf8_lossy(bytes));
            let shown = beside::shown(Path::new(path));
            let diff = similar::TextDiff::from_lines(&old, &new);
            let mut diff = diff.unified_diff();
            write!(
                out,
                "{}",
                diff.header(&format!("a/{shown}"), &format!("b/{shown}"))
            )?;
        }
        Ok(())
    }
}
