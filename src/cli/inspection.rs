//! What `lint`, `breaking` and `check` do: open what there is, run the rules, leave out what is allowed or waived.

use super::against::Against;
use super::checking::Checking;
use super::input::opened;
use super::locking::Locked;
use super::subject::{Opening, Subject, open};
use super::waiving::Waived;
use super::{Outcome, lint};
use crate::check::{Allows, Check, Set};
use crate::files::Opened;
use crate::report::{Finding, Report};
use crate::schema::File;
use crate::waivers::Waivers;
use crate::workspace::Named;
use std::collections::{BTreeMap, HashSet};
use std::path::PathBuf;

/// What is to be inspected, and how.
pub(super) struct Inspection<'a> {
    pub(super) input: &'a str,
    pub(super) checking: &'a Checking,
    pub(super) sets: &'a [Set],
    pub(super) against: Option<&'a Against>,
}

/// Files that are to be taken for changed, by their paths.
pub(super) type Changes = BTreeMap<PathBuf, Vec<u8>>;

/// An input with what was found in it.
pub(super) struct Inspected {
    pub(super) subject: Subject,
    /// What the rules found, by the names of files.
    pub(super) findings: Vec<Finding>,
    lock: Option<Locked>,
    waivers: Waivers,
    rules: HashSet<&'static str>,
}

impl Inspection<'_> {
    fn named(&self) -> Option<Named> {
        self.checking.named()
    }

    /// What the input is held against. A fault in a schema is a report, within the result.
    pub(super) fn bases(&self) -> anyhow::Result<Result<Vec<Subject>, Report>> {
        let named = self.named();
        let opening = self.checking.opening(named.as_ref());
        match self.against {
            Some(against) => against.open(self.input, opening),
            None => Ok(Ok(Vec::new())),
        }
    }

    /// The input, with what the rules find in it.
    pub(super) fn run(
        &self,
        bases: &[Subject],
        changes: &Changes,
    ) -> anyhow::Result<Result<Inspected, Report>> {
        let named = self.named();
        let opening: Opening = self.checking.opening(named.as_ref());
        let opened = match opened(self.input)? {
            Opened::Sources { files, path, shown } => Opened::Sources {
                files: files.with_changes(changes),
                path,
                shown,
            },
            set @ Opened::DescriptorSet(_) => set,
        };
        let mut subject = match open(self.input, opened, opening)? {
            Ok(subject) => subject,
            Err(report) => return Ok(Err(report)),
        };
        let mut findings = Vec::new();
        if self.sets.contains(&Set::Lint) {
            findings = lint::findings(&subject);
        }
        if let Some(against) = self.against {
            findings.extend(against.findings(bases, &mut subject)?);
        }
        let wanted = self.against.is_some_and(|against| against.lock);
        let lock = match self.against {
            Some(_) => Locked::open(self.input, &subject, wanted)?,
            None => None,
        };
        findings.extend(lock.iter().flat_map(|lock| lock.findings(&subject)));
        let rules = rules(&subject, self.sets, !bases.is_empty());
        let is_target = |file: &File| subject.is_target(file);
        let mut allows = Allows::of(&subject.schema, is_target);
        let mut findings = allows.apply(findings);
        let mut waivers = self.waived().read(self.input)?;
        findings = waivers.apply(findings, self.waived().today());
        findings.extend(allows.complaints(&rules));
        Ok(Ok(Inspected {
            subject,
            findings,
            lock,
            waivers,
            rules,
        }))
    }

    pub(super) fn waived(&self) -> &Waived {
        &self.checking.waived
    }

    /// Runs, and shows what was found.
    pub(super) fn show(&self) -> anyhow::Result<Outcome> {
        let bases = match self.bases()? {
            Ok(bases) => bases,
            Err(report) => return self.checking.finish(&report),
        };
        match self.run(&bases, &Changes::new())? {
            Ok(mut inspected) => {
                inspected.keep_lock(&bases)?;
                self.checking.finish(&inspected.report())
            }
            Err(report) => self.checking.finish(&report),
        }
    }
}

impl Inspected {
    /// Writes the lock, unless something is used again: it would be forgotten that it was another's.
    pub(super) fn keep_lock(&mut self, bases: &[Subject]) -> anyhow::Result<()> {
        let rules = Set::Breaking
            .rules()
            .filter(|rule| matches!(rule.check, Check::Remembered));
        let ids: Vec<_> = rules.map(|rule| rule.id).collect();
        let is_reuse = |finding: &Finding| ids.iter().any(|id| finding.rule.as_deref() == Some(id));
        match self.lock.take() {
            Some(lock) if !self.findings.iter().any(is_reuse) => lock.write(&self.subject, bases),
            _ => Ok(()),
        }
    }

    /// All that is to be said, as the user is to see it.
    pub(super) fn report(self) -> Report {
        let mut report = self.subject.report(self.findings);
        let complaints = self.waivers.complaints(&self.rules);
        if !complaints.is_empty() {
            let (shown, text) = self.waivers.source();
            report.sources.insert(shown, text);
        }
        report.findings.extend(complaints);
        report
    }
}

/// The rules that ran.
fn rules(subject: &Subject, sets: &[Set], has_base: bool) -> HashSet<&'static str> {
    let ran = |set| sets.contains(&set) && (set == Set::Lint || has_base);
    let parts = subject.parts.iter();
    let lint = parts
        .clone()
        .flat_map(|part| &part.lint)
        .filter(|_| ran(Set::Lint));
    let breaking = parts
        .flat_map(|part| &part.breaking)
        .filter(|_| ran(Set::Breaking));
    let rules = lint.chain(breaking).flat_map(|set| &set.config.rules);
    rules.map(|rule| rule.id).collect()
}
