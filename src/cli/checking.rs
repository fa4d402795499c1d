//! What `lint` and `breaking` share: their arguments, and how findings leave the program.

use super::input::Roots;
use super::subject::Opening;
use super::waiving::Waived;
use super::{Outcome, color};
use crate::check;
use crate::report::{Finding, Report, Severity, render};
use crate::workspace::Named;
use std::io::Write;
use std::path::{Path, PathBuf};

/// Which files are checked, and how findings are shown.
#[derive(Debug, Default, clap::Args)]
pub(super) struct Checking {
    /// The configuration: a file (.toml, .yaml, .yml, .json), or its text.
    #[arg(long, value_name = "FILE|TEXT")]
    pub(super) config: Option<String>,

    #[command(flatten)]
    roots: Roots,

    /// Check only what is below this path; may be given more than once.
    #[arg(long = "path", value_name = "PATH")]
    only: Vec<PathBuf>,

    /// Do not check what is below this path; may be given more than once.
    #[arg(long = "exclude-path", value_name = "PATH")]
    except: Vec<PathBuf>,

    /// How findings are written.
    #[arg(long, value_enum, default_value_t = render::Format::Text)]
    format: render::Format,

    /// How findings are written, by buf's names.
    #[arg(long, value_enum, hide = true, conflicts_with = "format")]
    error_format: Option<render::BufFormat>,

    /// The least grave finding that makes the run fail.
    #[arg(long, value_enum, default_value_t = Threshold::Error)]
    fail_on: Threshold,

    #[command(flatten)]
    pub(super) waived: Waived,
}

#[derive(Clone, Copy, Debug, Default, clap::ValueEnum)]
enum Threshold {
    #[default]
    Error,
    Warning,
    Info,
    Never,
}

impl Checking {
    /// As it is where only import roots are given, and perhaps a configuration.
    pub(super) fn with_includes(includes: &[PathBuf], config: Option<&Path>) -> Self {
        Self {
            config: config.map(|path| path.to_string_lossy().into_owned()),
            roots: Roots {
                includes: includes.to_vec(),
            },
            ..Self::default()
        }
    }

    pub(super) fn named(&self) -> Option<Named> {
        self.config.as_deref().map(Named::new)
    }

    pub(super) fn opening<'a>(&'a self, config: Option<&'a Named>) -> Opening<'a> {
        Opening {
            config,
            includes: &self.roots.includes,
            only: &self.only,
            except: &self.except,
            root: None,
            unlike: None,
        }
    }

    pub(super) fn finish(&self, report: &Report) -> anyhow::Result<Outcome> {
        let text = match (self.error_format, self.format) {
            (Some(format), _) => format.render(report),
            (None, render::Format::Text) => report.to_styled_string(),
            (None, format) => format.render(report, &documentation),
        };
        color::stdout().write_all(text.as_bytes())?;
        Ok(self.outcome(&report.findings))
    }

    /// Whether the answer is for programs made for buf, which checks nothing where anything does not compile.
    pub(super) fn is_as_buf(&self) -> bool {
        self.error_format.is_some() || self.format == render::Format::BufJson
    }

    /// Whether the format has a place for what would repair a finding.
    pub(super) fn shows_edits(&self) -> bool {
        self.error_format.is_none()
            && matches!(self.format, render::Format::Json | render::Format::Sarif)
    }

    /// Whether the format has a place for what was found and accepted.
    pub(super) fn shows_accepted(&self) -> bool {
        self.error_format.is_none() && self.format == render::Format::Sarif
    }

    /// How a run with these findings ends.
    pub(super) fn outcome(&self, findings: &[Finding]) -> Outcome {
        let least = match self.fail_on {
            Threshold::Error => Severity::Error,
            Threshold::Warning => Severity::Warning,
            Threshold::Info => Severity::Info,
            Threshold::Never => return Outcome::Clean,
        };
        let mut counted = findings.iter().filter(|finding| finding.accepted.is_none());
        if counted.any(|finding| finding.severity >= least) {
            Outcome::Findings
        } else {
            Outcome::Clean
        }
    }
}

/// What is written of a rule.
fn documentation(id: &str) -> Option<render::Documentation> {
    let rule = check::find(id)?;
    let categories = rule.category_ids().into_iter();
    Some(render::Documentation {
        summary: rule.summary(),
        text: rule.doc.trim_end().to_owned(),
        categories: categories.map(str::to_owned).collect(),
        address: address(id),
    })
}

/// Where the rule stands in docs/rules.md, once the package says where its repository is.
fn address(id: &str) -> Option<String> {
    let repository = env!("CARGO_PKG_REPOSITORY");
    let anchor = id.to_lowercase();
    (!repository.is_empty()).then(|| format!("{repository}/blob/main/docs/rules.md#{anchor}"))
}
