//! Findings: what is wrong with a schema, where, and what to do about it.
//!
//! In: findings from any stage. Out: text. It knows no stage and prints nothing itself.

mod remedy;
pub mod render;
mod sources;
mod text;

pub use remedy::{Edit, Numbers, Remedy, Within};
pub use sources::Sources;

use std::fmt;

/// What stands in the place of a rule's id where a waiver is wrong.
pub const WAIVER: &str = "WAIVER";
/// What stands in the place of a rule's id where an inline allow is wrong.
pub const ALLOW: &str = "ALLOW";

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Said for the record.
    Info,
    /// Worth knowing; the run goes on.
    Warning,
    /// The schema cannot be used.
    Error,
}

/// A stretch of a source file, counted from zero as descriptors do; the end is exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Span {
    /// Line of the first character.
    pub line: u32,
    /// Column of the first character.
    pub column: u32,
    /// Line of the end.
    pub end_line: u32,
    /// Column of the end.
    pub end_column: u32,
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub severity: Severity,
    /// The rule that found it, where one did.
    pub rule: Option<String>,
    /// The full name of the element that it is about, or the name of the file.
    pub element: Option<String>,
    /// What is wrong, and why: lower case, no full stop.
    pub message: String,
    /// The file's name as imports spell it.
    pub file: Option<String>,
    /// Where in the file.
    pub span: Option<Span>,
    /// The descriptor path of what it is about, in the file.
    pub path: Vec<i32>,
    /// Where it was in the schema that this one is held against.
    pub before: Option<Box<Place>>,
    /// What tells this finding from every other, whatever the lines that it stands in.
    pub fingerprint: Option<String>,
    /// Other places of this schema that it is about.
    pub others: Vec<Other>,
    /// What else is worth knowing.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// What would repair it.
    pub remedies: Vec<Remedy>,
    /// What the remedies come to in the text of the file, where somebody has asked for that.
    pub edits: Vec<Edit>,
    /// What has accepted it, where something has.
    pub accepted: Option<Accepted>,
}

/// What accepts a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Accepted {
    /// A comment beside it.
    Comment,
    /// A waiver, for this reason.
    Waiver(String),
}

/// Another place that a finding is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Other {
    /// What is there, as in `the first one is here`, without the last word.
    pub label: String,
    /// The file's name.
    pub file: String,
    /// The stretch of text, where it is known.
    pub span: Option<Span>,
}

/// In words.
impl fmt::Display for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at {}", self.label, self.file)?;
        match self.span {
            Some(span) => write!(f, ":{}:{}", span.line + 1, span.column + 1),
            None => Ok(()),
        }
    }
}

/// A place in the schema that another one is held against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// What that schema is called: a revision, a folder, a descriptor set.
    pub base: Option<String>,
    /// The file's name.
    pub file: String,
    /// The stretch of text, where it is known.
    pub span: Option<Span>,
    /// The line that it begins on, where the text is at hand.
    pub line: Option<String>,
}

impl Place {
    /// The file, behind the name of its schema where that is not part of its path.
    pub fn shown(&self) -> String {
        match &self.base {
            Some(base) if !self.file.starts_with(base.as_str()) => format!("{base}:{}", self.file),
            Some(_) | None => self.file.clone(),
        }
    }
}

/// The known word that comes closest to an unknown one, if any comes close.
pub fn nearest<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let likeness = |word| (similar::TextDiff::from_chars(unknown, word).ratio(), word);
    let words = known.into_iter().map(likeness);
    let (likeness, nearest) = words.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
    (likeness >= 0.5).then_some(nearest)
}

impl Finding {
    /// An error without a place.
    pub fn error(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            rule: None,
            element: None,
            message: message.into(),
            file: None,
            span: None,
            path: Vec::new(),
            before: None,
            fingerprint: None,
            others: Vec::new(),
            notes: Vec::new(),
            help: None,
            remedies: Vec::new(),
            edits: Vec::new(),
            accepted: None,
        }
    }

    /// A warning without a place.
    pub fn warning(message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(message)
        }
    }

    /// Names what found it.
    #[must_use]
    pub fn by(mut self, rule: &str) -> Self {
        self.rule = Some(rule.to_owned());
        self
    }

    /// Names the file.
    #[must_use]
    pub fn in_file(mut self, file: impl Into<String>) -> Self {
        self.file = Some(file.into());
        self
    }

    /// Names the place in the file.
    #[must_use]
    pub fn at(mut self, span: Option<Span>) -> Self {
        self.span = span;
        self
    }

    /// Names another place that it is about.
    #[must_use]
    pub fn beside(mut self, other: Other) -> Self {
        self.others.push(other);
        self
    }

    /// Everything else that is worth knowing, other places too, in words.
    pub fn all_notes(&self) -> impl Iterator<Item = String> {
        let others = self.others.iter().map(Other::to_string);
        others.chain(self.notes.iter().cloned())
    }

    /// Adds what else is worth knowing.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

/// Every finding of a run, at least one of them an error where a stage returns it as its failure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// In the order of the stages that found them.
    pub findings: Vec<Finding>,
    /// The text that findings point into, as far as it is at hand.
    pub sources: Sources,
}

impl Report {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// The report as text with colours for a terminal; [`Display`](fmt::Display) is the same without.
    pub fn to_styled_string(&self) -> String {
        text::render(self, &annotate_snippets::Renderer::styled())
    }

    /// Whether any finding is an error.
    pub fn has_errors(&self) -> bool {
        self.findings
            .iter()
            .any(|finding| finding.severity == Severity::Error)
    }

    /// `value`, unless there are errors.
    pub fn into_result<T>(self, value: T) -> Result<T, Self> {
        if self.has_errors() {
            Err(self)
        } else {
            Ok(value)
        }
    }
}

impl From<Finding> for Report {
    fn from(finding: Finding) -> Self {
        Self {
            findings: vec![finding],
            sources: Sources::default(),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::render(self, &annotate_snippets::Renderer::plain()))
    }
}

impl std::error::Error for Report {}
