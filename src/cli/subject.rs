//! What is checked: an INPUT or a BASE, opened.
//!
//! The one place of the checks that knows what a reference can be: a folder, a `.proto` file, a descriptor set. Out comes a
//! schema with its modules and their rules, whatever it was.

use super::{failure, unchanged};
use crate::check::View;
use crate::compile::{self, Checkable, Input};
use crate::config::buf::BufModule;
use crate::files::{Files, Glob, Opened, normal};
use crate::fix;
use crate::report::{Finding, Place, Report, Sources};
use crate::schema::{File, Schema};
use crate::workspace::{self, Module, Named, RuleSet, Workspace};
use anyhow::{Context, bail};
use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

/// How a reference is to be opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opening<'a> {
    /// The configuration, where one was named.
    pub(super) config: Option<&'a Named>,
    /// Import roots that were named.
    pub(super) includes: &'a [PathBuf],
    /// The files to check, all where there are none: paths as the user sees them, below `root`.
    pub(super) only: &'a [PathBuf],
    /// The files not to check.
    pub(super) except: &'a [PathBuf],
    /// What the paths are below of, if not of the reference itself.
    pub(super) root: Option<&'a Path>,
    /// What it will be held against: files that are the same there need not be compiled here.
    pub(super) unlike: Option<&'a Subject>,
}

/// An opened reference.
#[derive(Debug)]
pub(super) struct Subject {
    pub(super) schema: Schema,
    pub(super) parts: Vec<Part>,
    /// What users call the files, by their names.
    shown: HashMap<String, String>,
    /// Where the files lie, by their names.
    paths: HashMap<String, PathBuf>,
    /// Whether they lie on disk.
    pub(super) on_disk: bool,
    /// Whether they are all that there is to check.
    pub(super) is_whole: bool,
    /// What keeps files from being checked, by the names of files.
    pub(super) faults: Report,
    /// The names of the files that are not checked: those with faults, and those that import them.
    pub(super) left_out: HashSet<String>,
}

/// A module of what was opened.
#[derive(Debug)]
pub(super) struct Part {
    targets: HashSet<String>,
    pub(super) lint: Vec<RuleSet>,
    pub(super) breaking: Vec<RuleSet>,
}

/// Opens a reference. Files with faults do not keep the others from being checked.
pub(super) fn open(reference: &str, opened: Opened, opening: Opening) -> anyhow::Result<Subject> {
    let (files, path, spelt) = match opened {
        Opened::DescriptorSet(bytes) => return open_set(reference, bytes, opening),
        Opened::Sources { files, path, shown } => (files, path, normal(&shown)),
    };
    let absolute = |path: &Path| {
        std::path::absolute(path).with_context(|| format!("cannot find {}", path.display()))
    };
    let input = normal(&absolute(&path)?);
    let folder = if files.is_dir(&input) {
        input.as_path()
    } else {
        input.parent().unwrap_or(&input)
    };
    if !files.is_dir(&input) && !files.is_file(&input) && Glob::parse(&path).is_some() {
        bail!(
            "{reference} is a glob, and what is checked is a folder or a file: name its folder, and with `--path` parts of it"
        );
    }
    let Workspace { mut modules } = workspace::find(&files, folder, opening.config)?;
    let is_whole = files.is_dir(&input) && opening.only.is_empty() && opening.except.is_empty();
    if !files.is_dir(&input) {
        for module in &mut modules {
            module.narrow(&input);
        }
    }
    let root = normal(&absolute(opening.root.unwrap_or(&path))?);
    let chosen = |paths: &[PathBuf]| -> anyhow::Result<Vec<PathBuf>> {
        let paths = paths.iter().map(|path| absolute(path));
        let moved = paths.map(|path| {
            let path = normal(&path?);
            let below = path.strip_prefix(&root).map(|rest| input.join(rest));
            Ok(below.unwrap_or(path))
        });
        moved.collect()
    };
    let (only, except) = (chosen(opening.only)?, chosen(opening.except)?);
    let wanted = |file: &Path| {
        let below = |paths: &[PathBuf]| paths.iter().any(|path| file.starts_with(path));
        file.starts_with(&input) && (only.is_empty() || below(&only)) && !below(&except)
    };
    let on_disk = files.are_on_disk();
    let mut shown = HashMap::new();
    let mut places = HashMap::new();
    let mut paths = Vec::new();
    for module in &modules {
        for file in &module.files {
            let Some(name) = module.name(file) else {
                continue;
            };
            let path = shown_path(file, &input, &spelt);
            places.insert(name.clone(), file.clone());
            if let Some(other) = shown.insert(name.clone(), path.clone())
                && other != path
            {
                bail!("{other} and {path} are both imported as {name}");
            }
        }
        if module.target {
            if module.files.is_empty() && modules.len() > 1 {
                let root = module.roots.first().cloned().unwrap_or_default();
                bail!("the module {} has no .proto files", root.display());
            }
            let files = module.files.iter().filter(|file| wanted(file));
            paths.extend(files.cloned());
        }
    }
    if paths.is_empty() {
        let chosen = !opening.only.is_empty() || !opening.except.is_empty();
        let remark = if chosen {
            ", as far as `--path` and `--exclude-path` leave any"
        } else {
            ""
        };
        bail!("{reference} has no .proto files to check{remark}");
    }
    let roots = modules.iter().flat_map(|module| &module.roots);
    let roots = roots.filter(|root| files.is_dir(root));
    let includes: Vec<_> = opening.includes.iter().chain(roots).cloned().collect();
    let targeted = modules.into_iter().filter(|module| module.target);
    let parts = targeted.map(|module| {
        let names = module.files.iter().filter(|file| wanted(file));
        let targets = names.filter_map(|file| module.name(file)).collect();
        let Module { lint, breaking, .. } = module;
        Part {
            targets,
            lint,
            breaking,
        }
    });
    let parts: Vec<_> = parts.collect();
    if let Some(other) = opening
        .unlike
        .filter(|other| other.parts.len() == parts.len())
    {
        let unchanged = unchanged::names(&other.schema, &files, &includes);
        let pairs = || other.parts.iter().zip(&parts);
        let alike = |name: &str| {
            pairs().all(|(one, other)| one.targets.contains(name) == other.targets.contains(name))
        };
        let unchanged = unchanged.into_iter().filter(|name| alike(name));
        let unchanged: HashSet<_> = unchanged.filter_map(|name| places.get(name)).collect();
        paths.retain(|path| !unchanged.contains(path));
    }
    let Checkable {
        schema,
        faults,
        left_out,
    } = if paths.is_empty() {
        Checkable::default()
    } else {
        let input = Input::Sources {
            files,
            paths,
            includes,
        };
        let checkable = compile::compile_to_check(input);
        checkable.map_err(|report| unusable(reference, &report))?
    };
    Ok(Subject {
        schema,
        parts,
        shown,
        paths: places,
        on_disk,
        is_whole,
        faults,
        left_out,
    })
}

/// A set has no folder to look around in: its configuration is the one of the current folder.
fn open_set(reference: &str, bytes: Vec<u8>, opening: Opening) -> anyhow::Result<Subject> {
    let disk = Files::on_disk();
    let folder = std::env::current_dir().context("there is no current folder")?;
    let (config, yaml) = workspace::at(&disk, &folder, opening.config)?;
    let first = yaml.modules.first().cloned().unwrap_or_default();
    let module = BufModule {
        // The files of the set are at hand; none is to be looked for.
        excludes: vec![String::new()],
        ..first
    };
    let Module { lint, breaking, .. } = Module::new(&disk, &folder, &config, &yaml, &module)?;
    let input = Input::DescriptorSet(bytes);
    let checkable = compile::compile_to_check(input);
    let Checkable {
        schema,
        faults,
        left_out,
    } = checkable.map_err(|report| unusable(reference, &report))?;
    let below =
        |name: &str, paths: &[PathBuf]| paths.iter().any(|path| Path::new(name).starts_with(path));
    let view = View::of_inputs(&schema);
    let inputs = view.targets().map(|file| file.name.clone());
    let targets = inputs.filter(|name| {
        (opening.only.is_empty() || below(name, opening.only)) && !below(name, opening.except)
    });
    let part = Part {
        targets: targets.collect(),
        lint,
        breaking,
    };
    Ok(Subject {
        parts: vec![part],
        shown: HashMap::new(),
        paths: HashMap::new(),
        on_disk: false,
        is_whole: false,
        schema,
        faults,
        left_out,
    })
}

/// What is wrong with a reference as a whole is no finding: there is no file that it would be in.
fn unusable(reference: &str, report: &Report) -> anyhow::Error {
    failure(report).context(format!("{reference} cannot be checked"))
}

impl Subject {
    /// What a module sees.
    pub(super) fn view(&self, part: &Part) -> View<'_> {
        View::new(&self.schema, |file| part.targets.contains(&file.name))
    }

    /// Whether a file is one of those that are checked.
    pub(super) fn is_target(&self, file: &File) -> bool {
        let mut parts = self.parts.iter();
        parts.any(|part| part.targets.contains(&file.name))
    }

    /// Where a file lies that is checked.
    pub(super) fn path(&self, name: &str) -> Option<&Path> {
        let mut parts = self.parts.iter();
        let checked = parts.any(|part| part.targets.contains(name));
        self.paths
            .get(name)
            .filter(|_| checked)
            .map(PathBuf::as_path)
    }

    /// As [`view`](Self::view), as far as the files are those of another module.
    pub(super) fn view_within(&self, part: &Part, other: &Part) -> View<'_> {
        let both =
            |file: &File| part.targets.contains(&file.name) && other.targets.contains(&file.name);
        View::new(&self.schema, both)
    }

    /// Completes a place in this schema, which users call `base`: with the path that they know it by, and its line.
    pub(super) fn complete(&self, place: &mut Place, base: &str) {
        let text = self.schema.sources().get(&place.file).unwrap_or_default();
        let line = place
            .span
            .and_then(|span| text.split('\n').nth(span.line as usize));
        place.line = line.map(str::to_owned);
        place.base = Some(base.to_owned());
        if let Some(shown) = self.shown.get(&place.file) {
            place.file.clone_from(shown);
        }
    }

    /// Adds to the findings what would repair them, as far as they are in files that are checked.
    pub(super) fn explain(&self, findings: &mut [Finding]) {
        let mut by_file = HashMap::<_, Vec<_>>::new();
        for finding in findings {
            if let Some(file) = finding.file.clone()
                && !finding.remedies.is_empty()
                && self.path(&file).is_some()
            {
                by_file.entry(file).or_default().push(finding);
            }
        }
        for (file, findings) in by_file {
            fix::explain(
                self.schema.sources().get(&file).unwrap_or_default(),
                findings,
            );
        }
    }

    /// What keeps files from being checked, as the user is to see it.
    pub(super) fn shown_faults(&self) -> Report {
        let mut findings = self.faults.findings.clone();
        self.explain(&mut findings);
        let sources = self.faults.sources.clone();
        let mut faults = Report { findings, sources };
        show(&mut faults.findings, &self.shown);
        renamed(faults, &self.shown)
    }

    /// What keeps its files from being checked, to be said of a schema that users call `base`.
    pub(super) fn faults_of_base(&self, base: &str) -> Vec<Finding> {
        let Report { findings, sources } = self.shown_faults();
        let faults = findings.into_iter().map(|mut fault| {
            fault.message = format!("in {base}: {}", fault.message);
            let span = fault.span.take();
            fault.before = fault.file.take().map(|file| {
                let line = sources.get(&file).zip(span);
                let line = line.and_then(|(text, span)| text.split('\n').nth(span.line as usize));
                Box::new(Place {
                    base: Some(base.to_owned()),
                    line: line.map(str::to_owned),
                    file,
                    span,
                })
            });
            fault
        });
        faults.collect()
    }

    /// The files that have no faults and are not checked all the same: they import files that have.
    pub(super) fn unchecked(&self) -> Vec<&str> {
        let findings = self.faults.findings.iter();
        let faulty: HashSet<_> = findings.filter_map(|fault| fault.file.as_deref()).collect();
        let wanted = |name: &str| self.parts.iter().any(|part| part.targets.contains(name));
        let left_out = self.left_out.iter();
        let sound = left_out.filter(|name| wanted(name) && !faulty.contains(name.as_str()));
        let shown = sound.map(|name| self.shown.get(name).unwrap_or(name).as_str());
        let mut unchecked: Vec<_> = shown.collect();
        unchecked.sort_unstable();
        unchecked
    }

    /// The findings as the user is to see them: by the paths of files, with their text.
    pub(super) fn report(&self, mut findings: Vec<Finding>) -> Report {
        let mut sources = Sources::default();
        for names in findings.chunk_by(|one, other| one.file == other.file) {
            let Some(name) = &names[0].file else { continue };
            let shown = self.shown.get(name).unwrap_or(name);
            sources.share(shown, self.schema.sources(), name);
        }
        show(&mut findings, &self.shown);
        Report { findings, sources }
    }
}

fn show(findings: &mut [Finding], shown: &HashMap<String, String>) {
    for finding in findings {
        if let Some(name) = &mut finding.file
            && let Some(path) = shown.get(name)
        {
            name.clone_from(path);
        }
    }
}

fn renamed(mut report: Report, shown: &HashMap<String, String>) -> Report {
    let mut sources = Sources::default();
    for (name, path) in shown {
        sources.share(path, &report.sources, name);
    }
    report.sources.extend(&sources);
    report
}

/// A file's path in the user's spelling of the input that it is below of.
fn shown_path(file: &Path, input: &Path, spelt: &Path) -> String {
    let path = match file.strip_prefix(input) {
        Ok(rest) if spelt.as_os_str().is_empty() => rest.to_path_buf(),
        Ok(rest) if rest.as_os_str().is_empty() => spelt.to_path_buf(),
        Ok(rest) => spelt.join(rest),
        Err(_) => file.to_path_buf(),
    };
    path.to_string_lossy()
        .replace(std::path::MAIN_SEPARATOR, "/")
}
