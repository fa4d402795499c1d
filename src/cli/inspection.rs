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
use crate::report::{Finding, Report, Severity};
use crate::schema::File;
use crate::waivers::Waivers;
use crate::workspace::Named;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, Write};
use std::path::PathBuf;

/// Of the files that were not checked, not all are named.
const MOST_UNCHECKED: usize = 8;

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
    /// What comments have accepted of it.
    allowed: Vec<Finding>,
    /// What keeps files from being checked, on either side.
    faults: Report,
    lock: Option<Locked>,
    waivers: Waivers,
    rules: HashSet<&'static str>,
}

impl Inspection<'_> {
    fn named(&self) -> Option<Named> {
        self.checking.named()
    }

    /// What the input is held against, all of it: the input may change.
    pub(super) fn bases(&self) -> anyhow::Result<Vec<Subject>> {
        self.bases_unlike(None)
    }

    fn bases_unlike(&self, input: Option<&Subject>) -> anyhow::Result<Vec<Subject>> {
        let named = self.named();
        let opening = Opening {
            unlike: input,
            ..self.checking.opening(named.as_ref())
        };
        match self.against {
            Some(against) => against.open(self.input, opening),
            None => Ok(Vec::new()),
        }
    }

    /// The input, with what the rules find in it, and what it was held against: the files that are the same there are not
    /// compiled twice.
    pub(super) fn once(&self) -> anyhow::Result<(Inspected, Vec<Subject>)> {
        let subject = self.open(&Changes::new())?;
        let bases = self.bases_unlike(Some(&subject))?;
        Ok((self.inspect(subject, &bases)?, bases))
    }

    /// The input, some of its files changed, with what the rules find in it.
    pub(super) fn run(&self, bases: &[Subject], changes: &Changes) -> anyhow::Result<Inspected> {
        self.inspect(self.open(changes)?, bases)
    }

    fn open(&self, changes: &Changes) -> anyhow::Result<Subject> {
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
        open(self.input, opened, opening)
    }

    fn inspect(&self, mut subject: Subject, bases: &[Subject]) -> anyhow::Result<Inspected> {
        let mut faults = subject.shown_faults();
        let mut findings = Vec::new();
        if self.sets.contains(&Set::Lint) {
            findings = lint::findings(&subject);
        }
        if let Some(against) = self.against {
            findings.extend(against.findings(bases, &mut subject)?);
            faults.findings.extend(against.faults(bases));
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
        let (findings, allowed) = allows.apply(findings);
        let mut waivers = self.waived().read(self.input)?;
        let mut findings = waivers.apply(findings, self.waived().today());
        if faults.findings.is_empty() {
            findings.extend(allows.complaints(&rules));
        }
        Ok(Inspected {
            subject,
            findings,
            allowed,
            faults,
            lock,
            waivers,
            rules,
        })
    }

    pub(super) fn waived(&self) -> &Waived {
        &self.checking.waived
    }

    /// Runs, and shows what was found.
    pub(super) fn show(&self) -> anyhow::Result<Outcome> {
        let (inspected, bases) = self.once()?;
        self.finish(inspected, &bases)
    }

    /// Shows what was found, and keeps the lock.
    pub(super) fn finish(
        &self,
        mut inspected: Inspected,
        bases: &[Subject],
    ) -> anyhow::Result<Outcome> {
        inspected.keep_lock(bases)?;
        inspected.tell_unchecked()?;
        self.checking.finish(&inspected.report(self.checking))
    }
}

impl Inspected {
    /// Whether something was not checked: nothing can be said then of what seems to be missing.
    fn is_partial(&self) -> bool {
        !self.faults.findings.is_empty()
    }

    /// How much was found.
    pub(super) fn count(&self) -> usize {
        self.faults.findings.len() + self.findings.len()
    }

    /// What keeps files from being checked.
    pub(super) fn faults(&self) -> &Report {
        &self.faults
    }

    /// Whether no file has more faults than in another run, and none is left out that was not.
    pub(super) fn is_no_worse_than(&self, other: &Self) -> bool {
        let count = |file: &str, subject: &Subject| {
            let faults = subject.faults.findings.iter();
            let of_file = faults.filter(|fault| fault.file.as_deref() == Some(file));
            of_file.count()
        };
        let (now, before) = (&self.subject, &other.subject);
        now.left_out.is_subset(&before.left_out)
            && now
                .left_out
                .iter()
                .all(|file| count(file, now) <= count(file, before))
    }

    /// Nobody is to take a file for clean that was not looked at.
    fn tell_unchecked(&self) -> io::Result<()> {
        let unchecked = self.subject.unchecked();
        let Some(last) = unchecked.len().checked_sub(1) else {
            return Ok(());
        };
        let shown = unchecked[..=last.min(MOST_UNCHECKED)].join(", ");
        let more = match last.saturating_sub(MOST_UNCHECKED) {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        let stderr = &mut io::stderr();
        writeln!(
            stderr,
            "not checked, for what they import does not compile: {shown}{more}"
        )
    }

    /// Writes the lock, unless something is used again: it would be forgotten that it was another's.
    fn keep_lock(&mut self, bases: &[Subject]) -> anyhow::Result<()> {
        if self.is_partial() {
            return Ok(());
        }
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
    pub(super) fn report(self, checking: &Checking) -> Report {
        if self.is_partial() && checking.is_as_buf() {
            return self.faults;
        }
        let mut findings = self.findings;
        if checking.shows_edits() {
            self.subject.explain(&mut findings);
        }
        if checking.shows_accepted() {
            findings.extend(self.waivers.covered().iter().cloned());
            findings.extend(self.allowed);
        }
        let mut report = self.subject.report(findings);
        report
            .findings
            .splice(..0, self.faults.findings.iter().cloned());
        report.sources.extend(&self.faults.sources);
        let mut complaints = self.waivers.complaints(&self.rules);
        if !self.faults.findings.is_empty() {
            complaints.retain(|complaint| complaint.severity == Severity::Error);
        }
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
