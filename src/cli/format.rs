//! `grpcgen format`: one layout for `.proto` files.

use super::{Outcome, beside, color, input};
use crate::files::{Files, Glob, Opened, Reference};
use crate::format::format;
use crate::parallel;
use crate::report::{Finding, Report};
use anyhow::{Context, bail};
use std::collections::HashSet;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

/// A larger file is refused unread: the largest of googleapis has four megabytes.
const LARGEST: u64 = 64 << 20;

/// Lay out .proto files as `buf format` does.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders, .proto files and globs, or - for standard input.
    #[arg(default_value = ".")]
    inputs: Vec<String>,

    /// Write the files, instead of printing them.
    #[arg(short, long, conflicts_with_all = ["check", "diff"])]
    write: bool,

    /// Print no file, but which of them would change; fail when there are some.
    #[arg(long)]
    check: bool,

    /// Print no file, but what would change.
    #[arg(long)]
    diff: bool,
}

/// A file to lay out.
struct Source {
    /// What findings and differences call it.
    name: String,
    bytes: Vec<u8>,
    /// Where it lies on disk.
    path: PathBuf,
}

/// A file that could be laid out.
struct Laid {
    source: Source,
    text: String,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut sources = Vec::new();
    for input in &args.inputs {
        sources.extend(read(input, args.write)?);
    }
    let mut seen = HashSet::new();
    sources.retain(|source| seen.insert(source.name.clone()));
    let results = parallel::map(sources, lay);
    let mut refused = Report::default();
    let mut files = Vec::new();
    for result in results {
        match result {
            Ok(file) => files.push(file),
            Err(report) => {
                refused.sources.extend(&report.sources);
                refused.findings.extend(report.findings);
            }
        }
    }
    let outcome = args.put(&files)?;
    if refused.findings.is_empty() {
        return Ok(outcome);
    }
    // Where the files themselves are printed, nothing else may stand between them.
    if args.write || args.check || args.diff {
        write!(color::stdout(), "{}", refused.to_styled_string())?;
    } else {
        write!(io::stderr().lock(), "{refused}")?;
    }
    Ok(Outcome::Findings)
}

impl Args {
    /// Prints or writes the files.
    fn put(&self, files: &[Laid]) -> anyhow::Result<Outcome> {
        let mut stdout = io::stdout().lock();
        if !(self.write || self.check || self.diff) {
            for file in files {
                stdout.write_all(file.text.as_bytes())?;
            }
            return Ok(Outcome::Clean);
        }
        let changed: Vec<_> = files.iter().filter(|file| file.is_changed()).collect();
        for file in &changed {
            if self.write {
                beside::write([(file.source.path.as_path(), file.text.as_bytes())])?;
            } else if self.diff {
                write!(stdout, "{}", file.difference())?;
            } else {
                writeln!(stdout, "{} would change", file.source.name)?;
            }
        }
        if self.write {
            let (all, changed) = (files.len(), changed.len());
            writeln!(io::stderr().lock(), "{all} files, {changed} written")?;
        }
        let fails = self.check && !changed.is_empty();
        Ok(if fails {
            Outcome::Findings
        } else {
            Outcome::Clean
        })
    }
}

impl Laid {
    fn is_changed(&self) -> bool {
        self.text.as_bytes() != self.source.bytes
    }

    fn difference(&self) -> String {
        let old = String::from_utf8_lossy(&self.source.bytes);
        let name = &self.source.name;
        let diff = similar::TextDiff::from_lines(old.as_ref(), self.text.as_str());
        diff.unified_diff()
            .header(&format!("a/{name}"), &format!("b/{name}"))
            .to_string()
    }
}

fn lay(source: Source) -> Result<Laid, Report> {
    if source.bytes.len() as u64 > LARGEST {
        let text = format!("the file is larger than {} MB", LARGEST >> 20);
        return Err(Finding::error(text)
            .in_file(&source.name)
            .help("split it")
            .into());
    }
    let text = std::str::from_utf8(&source.bytes).map_err(|error| {
        let text = format!("byte {} is not UTF-8", error.valid_up_to());
        Finding::error(text)
            .in_file(&source.name)
            .help("save it as UTF-8")
    })?;
    let text = format(&source.name, text)?;
    Ok(Laid { source, text })
}

/// The files that an input stands for.
fn read(input: &str, write: bool) -> anyhow::Result<Vec<Source>> {
    if input == "-" {
        if write {
            bail!(
                "standard input cannot be written; leave `--write` out, and the result is printed"
            );
        }
        let mut bytes = Vec::new();
        io::stdin()
            .lock()
            .take(LARGEST + 1)
            .read_to_end(&mut bytes)?;
        return Ok(vec![Source {
            name: "stdin".to_owned(),
            bytes,
            path: PathBuf::new(),
        }]);
    }
    if write && !Reference::parse(input)?.is_path() {
        bail!(
            "{input} is not a folder or file, and cannot be written; leave `--write` out, or unpack it"
        );
    }
    let Opened::Sources { files, path, shown } = input::opened(input)? else {
        bail!("{input} is a descriptor set, which has no layout; name its sources");
    };
    let is_there = files.is_file(&path) || files.is_dir(&path);
    let glob = Glob::parse(&path).filter(|_| !is_there);
    let (found, path, shown) = match glob.transpose().map_err(anyhow::Error::msg)? {
        Some(glob) => (Ok(files.matching(&glob)), PathBuf::new(), PathBuf::new()),
        None => (found(&files, &path), path, shown),
    };
    let found = found.with_context(|| format!("cannot look through {input}"))?;
    if found.is_empty() {
        bail!("no .proto file found in {input}");
    }
    let sources = parallel::map(found, |file| {
        let name = name(&file, &path, &shown);
        let bytes = files.read_up_to(&file, LARGEST + 1);
        let bytes = bytes.with_context(|| format!("cannot read {name}"))?;
        Ok(Source {
            name,
            bytes,
            path: file,
        })
    });
    sources.into_iter().collect()
}

fn found(files: &Files, path: &Path) -> io::Result<Vec<PathBuf>> {
    if !files.is_dir(path) {
        return Ok(vec![path.to_owned()]);
    }
    let below = files.below(path).into_iter();
    let is_proto = |path: &io::Result<PathBuf>| {
        let path = path.as_ref().ok();
        path.is_none_or(|path| {
            path.extension()
                .is_some_and(|extension| extension == "proto")
        })
    };
    below.filter(is_proto).collect()
}

/// The path of a file as the user would spell it.
fn name(file: &Path, path: &Path, shown: &Path) -> String {
    let name = match file.strip_prefix(path) {
        Ok(below) if below.as_os_str().is_empty() => shown.to_owned(),
        Ok(below) => shown.join(below),
        Err(_) => file.to_owned(),
    };
    let name = name.strip_prefix(".").unwrap_or(&name);
    name.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
