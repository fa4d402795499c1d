//! In which order the faults of a run are told: by file, those of imports before those of what imports them; then by stage;
//! then by place.

use super::gather::File;
use super::stage::Staged;
use crate::report::{Finding, Severity};
use foldhash::{HashMap, HashMapExt, HashSet, HashSetExt};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// Sorts findings: roots come before what may come from them.
pub(super) fn sorted(mut findings: Vec<Staged>, files: &Files) -> Vec<Finding> {
    let key = |Staged { stage, finding, .. }: &Staged| {
        let file = finding.file.as_deref();
        // What could not be read is not among the files, and comes first: they may need it.
        let at = file.and_then(|file| files.0.get(file).copied());
        let unread = file.filter(|_| at.is_none()).map(str::to_owned);
        (at, unread, *stage, finding.span.is_none(), finding.span)
    };
    findings.sort_by_cached_key(key);
    // Of several elements in one statement, each has what is wrong with the statement.
    findings.dedup_by(|later, kept| later.finding == kept.finding);
    findings.into_iter().map(|staged| staged.finding).collect()
}

/// The place of each file among the others.
pub(super) struct Files(HashMap<String, usize>);

/// Puts files in order: each behind its imports, but before them where its text has faults, as these decide what is imported.
pub(super) fn files(
    files: &[(String, File)],
    asked: &BTreeMap<String, PathBuf>,
    texts: &[Finding],
) -> Files {
    let errors = texts
        .iter()
        .filter(|finding| finding.severity == Severity::Error);
    let broken: HashSet<_> = errors
        .filter_map(|finding| finding.file.as_deref())
        .collect();
    let by_name: HashMap<_, _> = files
        .iter()
        .map(|(name, file)| (name.as_str(), file))
        .collect();
    let mut order = HashMap::with_capacity(files.len());
    let mut seen = HashSet::new();
    let roots = asked.keys().chain(files.iter().map(|(name, _)| name));
    for root in roots {
        let mut stack = vec![(root.as_str(), 0)];
        while let Some((name, next)) = stack.pop() {
            let Some(file) = by_name.get(name) else {
                continue;
            };
            if next == 0 && !seen.insert(name) {
                continue;
            }
            let import = file.import(next).filter(|_| !broken.contains(name));
            if let Some(import) = import {
                stack.push((name, next + 1));
                stack.push((import, 0));
            } else {
                let count = order.len();
                order.entry(name.to_owned()).or_insert(count);
            }
        }
    }
    Files(order)
}
