//! One module: its files, its import roots, its rules.

use super::{Error, read};
use crate::check::{self, Config, Set, Version};
use crate::config::Invalid;
use crate::config::buf::{BufModule, BufYaml, Policy, normal};
use crate::files::Files;
use crate::report::Finding;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// A module of a workspace.
#[derive(Debug)]
pub struct Module {
    /// Its import roots.
    pub roots: Vec<PathBuf>,
    /// Its files.
    pub files: Vec<PathBuf>,
    /// How it is linted: a set for the configuration, one for each policy.
    pub lint: Vec<RuleSet>,
    /// How it may change.
    pub breaking: Vec<RuleSet>,
    /// Whether it was asked for.
    pub target: bool,
}

/// Rules that run together.
#[derive(Debug)]
pub struct RuleSet {
    /// The policy that they come from, if not from the configuration itself.
    pub policy: Option<String>,
    /// The rules.
    pub config: Config,
}

impl RuleSet {
    /// The findings of its rules, naming the policy that they come from.
    pub fn label(&self, findings: Vec<Finding>) -> Vec<Finding> {
        let Some(policy) = &self.policy else {
            return findings;
        };
        let noted = findings.into_iter();
        noted
            .map(|finding| finding.note(format!("demanded by the policy {policy}")))
            .collect()
    }
}

impl Module {
    /// The module `module` of the configuration at `path`, whose paths are meant from `folder`.
    pub fn new(
        disk: &Files,
        folder: &Path,
        path: &Path,
        yaml: &BufYaml,
        module: &BufModule,
    ) -> Result<Self, Error> {
        let roots: Vec<_> = module.roots.iter().map(|root| folder.join(root)).collect();
        let mut files = Vec::new();
        for root in &roots {
            files.extend(protos(disk, folder, root, module));
        }
        let mut built = Self {
            roots,
            files,
            lint: Vec::new(),
            breaking: Vec::new(),
            target: true,
        };
        built.add_rules(disk, folder, path, yaml, module)?;
        Ok(built)
    }

    fn add_rules(
        &mut self,
        disk: &Files,
        folder: &Path,
        path: &Path,
        yaml: &BufYaml,
        module: &BufModule,
    ) -> Result<(), Error> {
        let rebase = |path: &str| rebased(&module.base, path);
        let invalid = |path: &Path, error: Invalid| Error::Invalid(path.to_owned(), error);
        let set = |policy: Option<&str>, config: Option<Config>| {
            config.map(|config| RuleSet {
                policy: policy.map(str::to_owned),
                config,
            })
        };
        let lint = module.lint.resolve(yaml.version, &rebase);
        self.lint
            .extend(set(None, lint.map_err(|error| invalid(path, error))?));
        let breaking = module.breaking.resolve(yaml.version, &rebase);
        self.breaking
            .extend(set(None, breaking.map_err(|error| invalid(path, error))?));
        for using in &yaml.policies {
            let path = folder.join(&using.policy);
            let text = read(disk, &path)?
                .ok_or_else(|| Error::Unreadable(path.clone(), io::ErrorKind::NotFound.into()))?;
            let mut policy =
                Policy::parse(&text).map_err(|error| Error::Invalid(path.clone(), error))?;
            policy.lint.ignore.clone_from(&using.ignore);
            policy.breaking.ignore.clone_from(&using.ignore);
            (policy.lint.ignore_only, policy.breaking.ignore_only) = parted(&using.ignore_only);
            let name = Some(using.policy.as_str());
            let lint = policy.lint.resolve(Version::V2, &rebase);
            self.lint
                .extend(set(name, lint.map_err(|error| invalid(&path, error))?));
            let breaking = policy.breaking.resolve(Version::V2, &rebase);
            self.breaking
                .extend(set(name, breaking.map_err(|error| invalid(&path, error))?));
        }
        Ok(())
    }

    /// Leaves only this file as its own.
    pub fn narrow(&mut self, file: &Path) {
        self.files.retain(|own| own == file);
    }

    /// The name of a file of this module, as imports spell it.
    pub fn name(&self, file: &Path) -> Option<String> {
        let mut names = self
            .roots
            .iter()
            .filter_map(|root| file.strip_prefix(root).ok());
        let name = names.next()?.to_str()?;
        Some(name.replace(std::path::MAIN_SEPARATOR, "/"))
    }
}

type PathsById = BTreeMap<String, Vec<String>>;

/// What a policy's `ignore_only` says of lint rules, and of breaking rules; what is neither is left for an error.
fn parted(ignore_only: &PathsById) -> (PathsById, PathsById) {
    let is_of = |id: &str, set: Set| check::ids(id, set, Version::V2).is_ok();
    let (mut lint, mut breaking) = (ignore_only.clone(), ignore_only.clone());
    lint.retain(|id, _| is_of(id, Set::Lint) || !is_of(id, Set::Breaking));
    breaking.retain(|id, _| is_of(id, Set::Breaking));
    (lint, breaking)
}

/// A path of a configuration as names of files spell it, without what the module's have before them; `None` outside of it.
fn rebased(base: &str, path: &str) -> Result<Option<String>, Invalid> {
    let path = normal(path)?;
    if base.is_empty() {
        return Ok(Some(path));
    }
    let rest = path.strip_prefix(base);
    Ok(rest.and_then(|rest| match rest.strip_prefix('/') {
        Some(below) => Some(below.to_owned()),
        None => rest.is_empty().then(String::new),
    }))
}

/// The `.proto` files below a root that a module counts as its own.
fn protos(disk: &Files, folder: &Path, root: &Path, module: &BufModule) -> Vec<PathBuf> {
    let counts = |path: &Path| {
        let below = |folders: &[String]| {
            let mut folders = folders.iter().map(|below| folder.join(below));
            folders.any(|folder| path.starts_with(folder))
        };
        let included = module.includes.is_empty() || below(&module.includes);
        included && !below(&module.excludes)
    };
    let below = disk.below(root).into_iter().filter_map(Result::ok);
    let protos = below.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "proto")
    });
    protos.filter(|path| counts(path)).collect()
}
