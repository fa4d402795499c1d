//! Waivers: breaks that were accepted, by whom, why, and until when.
//!
//! In: the text of a `grpcgen.waivers.toml`, findings, and today's date. Out: the findings that no waiver covers, and what is
//! wrong with the waivers. A waiver covers one finding by its fingerprint, so it never covers a later change of the same
//! element. It reads no file and no clock.

mod date;
mod write;

pub use date::Date;
pub use write::{NewWaiver, add};

use crate::report::{Accepted, Finding, Span, WAIVER};
use serde::Deserialize;
use std::collections::HashSet;
use std::fmt;
use std::ops::Range;

/// The name of the file.
pub const FILE_NAME: &str = "grpcgen.waivers.toml";

/// The waivers of a file.
#[derive(Debug, Default)]
pub struct Waivers {
    /// What findings call the file.
    shown: String,
    text: String,
    entries: Vec<Entry>,
    /// The findings that were covered.
    covered: Vec<Finding>,
}

/// A file that holds no waivers.
#[derive(Debug)]
pub struct Invalid(String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    #[serde(default)]
    waiver: Vec<Written>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    rule: toml::Spanned<String>,
    element: String,
    fingerprint: String,
    reason: toml::Spanned<String>,
    owner: Option<String>,
    expires: Option<toml::Spanned<toml::value::Datetime>>,
}

#[derive(Debug)]
struct Entry {
    rule: String,
    element: String,
    fingerprint: String,
    reason: String,
    owner: Option<String>,
    expires: Option<Date>,
    /// Where its rule stands, in bytes.
    place: Range<usize>,
    fate: Fate,
}

/// What became of a waiver.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Unused,
    /// What it is for is there, but another change of it than the one that was accepted.
    Changed,
    Used,
    /// It would be used, were it not too late.
    Expired,
}

impl Waivers {
    /// Reads a file that findings are to call `shown`.
    pub fn parse(shown: &str, text: &str) -> Result<Self, Invalid> {
        let content: Content = toml::from_str(text)
            .map_err(|error| Invalid(error.to_string().trim_end().to_owned()))?;
        let entries = content.waiver.into_iter();
        let entries = entries.map(|written| Entry::read(written, text));
        Ok(Self {
            shown: shown.to_owned(),
            text: text.to_owned(),
            entries: entries.collect::<Result<_, _>>()?,
            covered: Vec::new(),
        })
    }

    /// What findings call the file, and its text.
    pub fn source(&self) -> (&str, &str) {
        (&self.shown, &self.text)
    }

    /// The findings that no waiver covers today.
    pub fn apply(&mut self, findings: Vec<Finding>, today: Date) -> Vec<Finding> {
        if self.entries.is_empty() {
            return findings;
        }
        let left = findings.into_iter();
        left.filter_map(|finding| self.judge(finding, today))
            .collect()
    }

    fn judge(&mut self, mut finding: Finding, today: Date) -> Option<Finding> {
        let (shown, text) = (&self.shown, &self.text);
        let about = |entry: &&mut Entry| {
            finding.rule.as_ref() == Some(&entry.rule)
                && finding.element.as_ref() == Some(&entry.element)
        };
        let mut notes = Vec::new();
        for entry in self.entries.iter_mut().filter(about) {
            let line = Span::of(text, entry.place.clone()).line + 1;
            if finding.fingerprint.as_ref() != Some(&entry.fingerprint) {
                entry.fate = entry.fate.max(Fate::Changed);
                notes.push(format!(
                    "the waiver in {shown}:{line} is for another change of it"
                ));
            } else if let Some(expires) = entry.expires.filter(|expires| *expires < today) {
                entry.fate = entry.fate.max(Fate::Expired);
                notes.push(format!("its waiver in {shown}:{line} expired on {expires}"));
            } else {
                entry.fate = Fate::Used;
                finding.accepted = Some(Accepted::Waiver(entry.reason.clone()));
                self.covered.push(finding);
                return None;
            }
        }
        finding.notes.extend(notes);
        Some(finding)
    }

    /// The findings that were covered, saying so.
    pub fn covered(&self) -> &[Finding] {
        &self.covered
    }

    /// What is wrong with the waivers, once all findings of these rules were held against them.
    pub fn complaints(&self, rules: &HashSet<&str>) -> Vec<Finding> {
        let complaints = self.entries.iter().filter_map(|entry| {
            let finding = entry.complaint(rules)?;
            let span = Span::of(&self.text, entry.place.clone());
            Some(finding.by(WAIVER).in_file(&self.shown).at(Some(span)))
        });
        complaints.collect()
    }
}

impl Entry {
    fn read(written: Written, text: &str) -> Result<Self, Invalid> {
        let invalid = |place: Range<usize>, what: &str| {
            let Span { line, column, .. } = Span::of(text, place);
            Invalid(format!(
                "{what} at line {}, column {}",
                line + 1,
                column + 1
            ))
        };
        let Written {
            rule,
            element,
            fingerprint,
            reason,
            owner,
            expires,
        } = written;
        if reason.get_ref().trim().is_empty() {
            return Err(invalid(reason.span(), "a waiver without a reason"));
        }
        let date = |written: &toml::Spanned<toml::value::Datetime>| {
            let date = Date::of_toml(written.get_ref());
            date.ok_or_else(|| {
                invalid(
                    written.span(),
                    "a waiver expires on a date, as in 2030-12-31, not",
                )
            })
        };
        Ok(Self {
            expires: expires.as_ref().map(date).transpose()?,
            place: rule.span(),
            rule: rule.into_inner(),
            reason: reason.into_inner(),
            element,
            fingerprint,
            owner,
            fate: Fate::Unused,
        })
    }

    fn complaint(&self, rules: &HashSet<&str>) -> Option<Finding> {
        let Self {
            rule,
            element,
            reason,
            owner,
            ..
        } = self;
        let owner = owner.as_ref().map(|owner| format!(", by {owner}"));
        let owner = owner.unwrap_or_default();
        let warning = |what: &str| {
            rules.contains(rule.as_str()).then(|| {
                let text = format!("the waiver of {rule} for {element} {what}");
                Finding::warning(text).help("remove it")
            })
        };
        match (self.fate, self.expires) {
            (Fate::Used, _) => None,
            (Fate::Expired, Some(expires)) => {
                let text = format!("the waiver of {rule} for {element} expired on {expires}");
                let help = "undo the change, or accept it again with `--waive`";
                Some(
                    Finding::error(text)
                        .note(format!("it was given because: {reason}{owner}"))
                        .help(help),
                )
            }
            (Fate::Unused | Fate::Expired, _) => warning("covers nothing any more"),
            (Fate::Changed, _) => warning("is for a change that is not there any more"),
        }
    }
}

impl Fate {
    fn max(self, other: Self) -> Self {
        let rank = |fate| match fate {
            Self::Unused => 0,
            Self::Changed => 1,
            Self::Expired => 2,
            Self::Used => 3,
        };
        if rank(other) > rank(self) {
            other
        } else {
            self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(element: &str, fingerprint: &str) -> Finding {
        let mut finding = Finding::error("it broke");
        finding.rule = Some("FIELD_NO_DELETE".to_owned());
        finding.element = Some(element.to_owned());
        finding.fingerprint = Some(fingerprint.to_owned());
        finding
    }

    fn entry(element: &str, fingerprint: &str, expires: &str) -> String {
        format!(
            "[[waiver]]\nrule = \"FIELD_NO_DELETE\"\nelement = \"{element}\"\nfingerprint = \"{fingerprint}\"\nreason = \"it was never used\"\n{expires}\n"
        )
    }

    #[test]
    fn a_waiver_covers_what_it_was_given_for() {
        let today = Date::parse("2030-06-15").unwrap();
        for (written, found, left, complaint) in [
            (("a.B.c", "1", ""), ("a.B.c", "1"), 0, None),
            (
                ("a.B.c", "1", "expires = 2030-06-15"),
                ("a.B.c", "1"),
                0,
                None,
            ),
            (
                ("a.B.c", "1", "expires = 2030-06-14"),
                ("a.B.c", "1"),
                1,
                Some(
                    "error[WAIVER]: the waiver of FIELD_NO_DELETE for a.B.c expired on 2030-06-14\n --> w.toml:2:8",
                ),
            ),
            (
                ("a.B.c", "1", "expires = 2030-06-14"),
                ("a.B.d", "1"),
                1,
                Some(
                    "warning[WAIVER]: the waiver of FIELD_NO_DELETE for a.B.c covers nothing any more",
                ),
            ),
            (
                ("a.B.c", "1", ""),
                ("a.B.c", "2"),
                1,
                Some(
                    "warning[WAIVER]: the waiver of FIELD_NO_DELETE for a.B.c is for a change that is not there any more",
                ),
            ),
        ] {
            let text = entry(written.0, written.1, written.2);
            let mut waivers = Waivers::parse("w.toml", &text).unwrap();
            let findings = waivers.apply(vec![finding(found.0, found.1)], today);
            assert_eq!(findings.len(), left, "{written:?} {found:?}");
            let mut report = crate::report::Report::default();
            report.sources.insert("w.toml", text);
            report.findings = waivers.complaints(&HashSet::from(["FIELD_NO_DELETE"]));
            let said = report.to_string();
            assert!(said.starts_with(complaint.unwrap_or_default()), "{said}");
            assert_eq!(said.is_empty(), complaint.is_none(), "{said}");
        }
    }

    #[test]
    fn what_is_no_waiver_is_said_with_its_place() {
        let full = entry("a", "1", "");
        for (text, expected) in [
            (full.replace("reason", "raeson"), "line 5"),
            (
                full.replace("it was never used", " "),
                "a waiver without a reason at line 5, column 10",
            ),
            (
                full.clone() + "expires = 2030-06-15T00:00:00",
                "not at line 7, column 11",
            ),
            (full.clone() + "expires = 2030-02-30", "line 7"),
            (full.replace("rule", "#"), "missing field `rule`"),
            ("<<<<<<< HEAD".to_owned(), "line 1"),
        ] {
            let error = Waivers::parse("w.toml", &text).unwrap_err().to_string();
            assert!(error.contains(expected), "{expected:?} is not in {error}");
        }
    }
}
