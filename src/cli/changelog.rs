//! `grpcgen changelog`: what changed between two schemas, in words.

use super::against::Against;
use super::input::{Roots, opened, opened_base};
use super::subject::{Opening, Subject, open};
use super::{Outcome, print_findings};
use crate::changelog::{Changelog, compare};
use crate::check::Pair;
use crate::codegen::{self, Api};
use crate::config::{self, Config};
use crate::report::Report;
use crate::workspace::Named;
use std::io::{self, Write};
use std::path::Path;

/// Say what changed between two schemas, and which version comes next.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Two states as OLD..NEW, each a git revision or what lint takes; or one input, with --against.
    #[arg(default_value = ".", value_name = "OLD..NEW|INPUT")]
    input: String,

    /// What the input is held against.
    #[arg(long, value_name = "BASE")]
    against: Option<String>,

    /// The configuration: a file (.toml, .yaml, .yml, .json), or its text.
    #[arg(long, value_name = "FILE|TEXT")]
    config: Option<String>,

    #[command(flatten)]
    roots: Roots,

    /// How the changelog is written.
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    Markdown,
    Json,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let (old, new) = args.states()?;
    let named = args.config.as_deref().map(Named::new);
    let opening = Opening {
        config: named.as_ref(),
        includes: &args.roots.includes,
        only: &[],
        except: &[],
        root: None,
        unlike: None,
    };
    // The old state is one of the folder that the new one names, if that is a folder.
    let folder = if Path::new(&new).exists() {
        new.as_str()
    } else {
        "."
    };
    let state = |state: &str, is_new: bool| {
        let opened = if is_new && args.against.is_some() {
            opened(state)?
        } else {
            opened_base(state, folder)?
        };
        open(state, opened, opening)
    };
    let subjects = Pair {
        old: state(&old, false)?,
        new: state(&new, true)?,
    };
    let mut faults = subjects.new.shown_faults();
    faults.findings.extend(subjects.old.faults_of_base(&old));
    if !faults.findings.is_empty() {
        return print_findings(&faults);
    }
    let title = match new.as_str() {
        "." => format!("Changes since {old}"),
        new => format!("Changes from {old} to {new}"),
    };
    let changelog = match changelog(&title, subjects, old)? {
        Ok(changelog) => changelog,
        Err(report) => return print_findings(&report),
    };
    let text = match args.format {
        Format::Markdown => changelog.to_string(),
        Format::Json => serde_json::to_string_pretty(&changelog)? + "\n",
    };
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}

impl Args {
    /// The two states: of a range, or the base and the input.
    fn states(&self) -> anyhow::Result<(String, String)> {
        if let Some(base) = &self.against {
            return Ok((base.clone(), self.input.clone()));
        }
        let range = self
            .input
            .split_once("..")
            .filter(|_| !Path::new(&self.input).exists());
        match range {
            Some((old, "")) if !old.is_empty() => Ok((old.to_owned(), ".".to_owned())),
            Some((old, new)) if !old.is_empty() => Ok((old.to_owned(), new.to_owned())),
            _ => anyhow::bail!(
                "name two states as OLD..NEW, or what {} is held against: `--against BASE`",
                self.input
            ),
        }
    }
}

fn changelog(
    title: &str,
    mut subjects: Pair<Subject>,
    base: String,
) -> anyhow::Result<Result<Changelog, Report>> {
    let against = Against::one(base);
    let old = std::slice::from_ref(&subjects.old);
    let breaking = against.findings(old, &mut subjects.new)?;
    let views = Pair {
        old: views(&subjects.old),
        new: views(&subjects.new),
    };
    let options = options()?;
    let api =
        |subject: &Subject| -> Result<Api, Report> { codegen::api(&subject.schema, &options) };
    let apis = match (api(&subjects.old), api(&subjects.new)) {
        (Ok(old), Ok(new)) => Pair { old, new },
        (Err(report), _) | (_, Err(report)) => return Ok(Err(report)),
    };
    let views = Pair {
        old: views.old.as_slice(),
        new: views.new.as_slice(),
    };
    Ok(Ok(compare(title, views, &breaking, &apis)))
}

fn views(subject: &Subject) -> Vec<crate::check::View<'_>> {
    subject
        .parts
        .iter()
        .map(|part| subject.view(part))
        .collect()
}

/// How the Rust is generated: as grpcgen.toml says.
fn options() -> anyhow::Result<codegen::Options> {
    let path = Path::new(config::FILE_NAME);
    if path.exists() {
        return Ok(Config::read(path)?.codegen);
    }
    Ok(codegen::Options::default())
}
