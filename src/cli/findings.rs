//! The faults of a schema in the format that was asked for, by commands that want something else of it.

use super::{Outcome, failure, print_findings, print_warnings};
use crate::report::{Report, render::Format};
use std::io::{self, Write};

#[derive(Debug, clap::Args)]
pub(super) struct Style {
    /// How faults and warnings of the schema are written. All but text write their document even where nothing is wrong.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

/// What else goes to standard output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Output {
    Nothing,
    /// What the command is for.
    Result,
}

impl Style {
    /// Writes why there is no result. What is in no file is wrong with the run, not with the schema.
    pub(super) fn refuse(&self, report: &Report) -> anyhow::Result<Outcome> {
        let mut findings = report.findings.iter();
        if self.format == Format::Text {
            return print_findings(report);
        }
        if findings.all(|finding| finding.any_file().is_none()) {
            return Err(failure(report));
        }
        io::stdout()
            .lock()
            .write_all(self.text(report).as_bytes())?;
        Ok(Outcome::Findings)
    }

    /// Writes what is worth knowing, but fails nothing.
    pub(super) fn warn(&self, report: &Report, output: Output) -> anyhow::Result<()> {
        let text = self.text(report);
        match (self.format, output) {
            (Format::Text, _) => return print_warnings(report),
            (_, Output::Nothing) => io::stdout().lock().write_all(text.as_bytes())?,
            (_, Output::Result) => io::stderr().lock().write_all(text.as_bytes())?,
        }
        Ok(())
    }

    /// What the compiler finds has no rule, and no documentation of one.
    fn text(&self, report: &Report) -> String {
        self.format.render(report, &|_| None)
    }
}
