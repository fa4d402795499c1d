//! Findings in the formats that people and programs read: one renderer a file.

mod buf;

use super::Report;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    Text,
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
}

impl Format {
    /// The report in this format.
    pub fn render(self, report: &Report) -> String {
        match self {
            Self::Text => report.to_string(),
            Self::BufJson => buf::json(report),
        }
    }
}

impl BufFormat {
    /// The report in this format.
    pub fn render(self, report: &Report) -> String {
        match self {
            Self::Text => buf::text(report),
            Self::Json => buf::json(report),
        }
    }
}
