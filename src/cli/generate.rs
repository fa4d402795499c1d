//! `grpcgen generate`: schema to Rust tree.

use super::findings::{Output, Style};
use super::input::{Roots, input, shown};
use super::progress::Progress;
use super::{Outcome, gate};
use crate::builder::{self, Rendered};
use crate::config::{self, Config};
use crate::{codegen, output};
use anyhow::Context;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Parse a schema and write the Rust tree for it.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, .proto files, globs; or one descriptor set (.binpb, .bin, .pb, .json, or - for standard input), archive or git revision.
    inputs: Vec<PathBuf>,

    /// The folder to write to.
    #[arg(short, long)]
    out: Option<PathBuf>,

    #[command(flatten)]
    roots: Roots,

    /// The configuration; grpcgen.toml in the current folder where it is not given.
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,

    #[command(flatten)]
    style: Style,

    /// Write nothing; fail when the tree is not up to date.
    #[arg(long)]
    check: bool,

    /// Write nothing; show what would change.
    #[arg(long, conflicts_with = "check")]
    diff: bool,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut config = configuration(args.config.as_deref())?;
    if !args.inputs.is_empty() {
        config.inputs.clone_from(&args.inputs);
    }
    if !args.roots.includes.is_empty() {
        config.includes.clone_from(&args.roots.includes);
    }
    let out = args
        .out
        .clone()
        .or(config.out.clone())
        .context("no output folder: give -o DIR, or `out` in grpcgen.toml")?;
    if !gate::is_open(&config, args.config.as_deref())? {
        writeln!(
            io::stderr(),
            "nothing is written: the schema must first hold against what `against` in grpcgen.toml names"
        )?;
        return Ok(Outcome::Findings);
    }
    let shown = shown(&config.inputs);
    let input = input(&config.inputs, config.includes)?;
    let progress = Progress::new("compiling");
    let rendered = builder::render(input, &config.codegen, &|event| match event {
        codegen::Progress::Packages(packages) => progress.begin("generating", packages),
        codegen::Progress::Rendered => progress.step(),
    });
    drop(progress);
    let Rendered {
        files: tree,
        dependencies,
        warnings,
    } = match rendered {
        Ok(rendered) => rendered,
        Err(report) => return args.style.refuse(&report).context(shown),
    };
    if args.check || args.diff {
        args.style.warn(&warnings, Output::Result)?;
        return compare(&tree, &out, args.diff);
    }
    args.style.warn(&warnings, Output::Nothing)?;
    let changes = output::write(&tree, &out)?;
    let mut stderr = io::stderr().lock();
    let (written, removed) = (changes.written.len(), changes.removed.len());
    writeln!(
        stderr,
        "{}: {} files, {written} written, {removed} removed",
        out.display(),
        tree.len()
    )?;
    if written > 0 && config.codegen.runtime.is_none() {
        writeln!(stderr, "Cargo.toml needs:\n{}", dependencies.trim_end())?;
    }
    Ok(Outcome::Clean)
}

fn configuration(path: Option<&Path>) -> anyhow::Result<Config> {
    match path {
        Some(path) => Ok(Config::read(path)?),
        None if Path::new(config::FILE_NAME).exists() => {
            Ok(Config::read(Path::new(config::FILE_NAME))?)
        }
        None => Ok(Config::default()),
    }
}

fn compare(tree: &BTreeMap<String, String>, out: &Path, diff: bool) -> anyhow::Result<Outcome> {
    let changes = output::compare(tree, out)?;
    let mut stdout = io::stdout().lock();
    for path in &changes.written {
        if diff {
            let old = std::fs::read_to_string(out.join(path)).unwrap_or_default();
            let diff = similar::TextDiff::from_lines(&old, &tree[path]);
            write!(
                stdout,
                "{}",
                diff.unified_diff()
                    .header(&format!("a/{path}"), &format!("b/{path}"))
            )?;
        } else {
            writeln!(stdout, "{} is stale", out.join(path).display())?;
        }
    }
    for path in &changes.removed {
        writeln!(
            stdout,
            "{} is no longer generated",
            out.join(path).display()
        )?;
    }
    Ok(if changes.is_empty() || diff {
        Outcome::Clean
    } else {
        Outcome::Findings
    })
}
