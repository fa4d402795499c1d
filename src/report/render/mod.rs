//! Findings in the formats that people and programs read: one renderer a file.

mod buf;
mod github;
mod gitlab;
mod json;
mod junit;
mod place;
mod sarif;

use super::{Finding, Report, Severity};
use place::{Columns, Places};
use std::collections::HashMap;

/// A format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Text,
    /// One JSON document with all that is known.
    Json,
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// Annotations of GitHub Actions.
    Github,
    /// A code quality report of `GitLab`.
    Gitlab,
    /// `JUnit` XML.
    Junit,
    /// One JSON object a line, as buf writes them.
    BufJson,
}

/// A format by buf's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum BufFormat {
    /// `path:line:column:message`.
    Text,
    /// One JSON object a line.
    Json,
    /// `path(line,column) : error ID : message`.
    Msvs,
    /// `JUnit` XML.
    Junit,
    /// Annotations of GitHub Actions.
    GithubActions,
    /// A code quality report of `GitLab`.
    GitlabCodeQuality,
}

/// What is written of a rule, for formats that carry it along.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Documentation {
    /// One sentence.
    pub summary: String,
    /// The rest, in Markdown.
    pub text: String,
    /// The categories that it is in.
    pub categories: Vec<String>,
    /// Where it can be read.
    pub address: Option<String>,
}

/// The documentation of a rule by its id.
pub type Documented<'a> = &'a dyn Fn(&str) -> Option<Documentation>;

impl Format {
    /// The report in this format.
    pub fn render(self, report: &Report, documented: Documented) -> String {
        let places = Places::new(report, Columns::Characters);
        match self {
            Self::Text => report.to_string(),
            Self::Json => json::render(report, &places),
            Self::Sarif => sarif::render(report, &places, documented),
            Self::Github => github::render(report, &places),
            Self::Gitlab => gitlab::render(report, &places),
            Self::Junit => junit::render(report, &places),
            Self::BufJson => BufFormat::Json.render(report),
        }
    }
}

impl BufFormat {
    /// The report in this format.
    pub fn render(self, report: &Report) -> String {
        let places = Places::new(report, Columns::Buf);
        match self {
            Self::Text => buf::text(report, &places),
            Self::Json => buf::json(report, &places),
            Self::Msvs => buf::msvs(report, &places),
            Self::Junit => junit::render(report, &places),
            Self::GithubActions => github::render(report, &places),
            Self::GitlabCodeQuality => gitlab::render(report, &places),
        }
    }
}

impl Finding {
    /// The rule's id; what the compiler finds has no rule.
    fn id(&self) -> &str {
        self.rule.as_deref().unwrap_or("COMPILE")
    }

    /// The file that it is in, or was in where it is gone.
    pub fn any_file(&self) -> Option<&str> {
        let old = self.before.as_ref().map(|old| old.file.as_str());
        self.file.as_deref().or(old)
    }
}

impl Severity {
    /// Its name.
    fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What tells each finding of a report from the others, in every run and on every machine, whatever the lines that it is in.
fn fingerprints(report: &Report) -> Vec<String> {
    let mut seen = HashMap::new();
    let fingerprints = report.findings.iter().map(|finding| {
        let parts = [
            finding.id(),
            finding.any_file().unwrap_or_default(),
            finding.element.as_deref().unwrap_or_default(),
            &finding.message,
        ];
        let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
        // FNV-1a.
        let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
        let fingerprint = match &finding.fingerprint {
            Some(fingerprint) => format!("{fingerprint}-{hash:016x}"),
            None => format!("{hash:016x}"),
        };
        // Readers take two of the same for one.
        let count = seen.entry(fingerprint.clone()).or_insert(0_usize);
        *count += 1;
        match *count {
            1 => fingerprint,
            count => format!("{fingerprint}-{count}"),
        }
    });
    fingerprints.collect()
}

/// A value as JSON, which everything here is that is given to it.
fn to_json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).expect("strings, numbers and lists always serialise")
}

#[cfg(test)]
mod tests;
