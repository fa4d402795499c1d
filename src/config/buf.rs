//! `buf.yaml` and `buf.work.yaml` of every version, and what they say of modules.
//!
//! In: the text of the files. Out: plain values with the paths as they are written. It looks nothing up.

use super::checks::{Breaking, Lint};
use crate::check::Version;
use crate::report;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::fmt;

/// A `buf.yaml`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BufYaml {
    /// Its version.
    pub version: Version,
    /// Its modules, as it lists them.
    pub modules: Vec<BufModule>,
    /// Further sets of rules.
    pub policies: Vec<PolicyUse>,
}

/// A module of a `buf.yaml`. Its paths are meant from the file's folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BufModule {
    /// Its folder; empty for the file's own.
    pub path: String,
    /// Its import roots, below the file's folder.
    pub roots: Vec<String>,
    /// The only folders that count, where there are any.
    pub includes: Vec<String>,
    /// Folders that do not count.
    pub excludes: Vec<String>,
    /// How it is linted.
    pub lint: Lint,
    /// How it may change.
    pub breaking: Breaking,
}

/// A policy, and where it does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PolicyUse {
    /// The policy's file.
    pub policy: String,
    /// Where it does not run.
    pub ignore: Vec<String>,
    /// Where single rules of it do not run.
    pub ignore_only: BTreeMap<String, Vec<String>>,
}

/// A policy: a set of rules in a file of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    version: String,
    name: String,
    /// How it lints.
    pub lint: Lint,
    /// What it takes for breaking.
    pub breaking: Breaking,
    plugins: Vec<Plugin>,
}

/// A `buf.work.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BufWork {
    version: String,
    /// The folders of its modules.
    pub directories: Vec<String>,
}

/// What is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Probe {
    version: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct V1 {
    #[allow(dead_code)] // read by the probe
    version: String,
    #[allow(dead_code)] // of the registry only
    name: Option<String>,
    #[allow(dead_code)] // of the registry only
    deps: Vec<String>,
    build: Build,
    lint: Lint,
    breaking: Breaking,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Build {
    roots: Vec<String>,
    excludes: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct V2 {
    #[allow(dead_code)] // read by the probe
    version: String,
    #[allow(dead_code)] // of the registry only
    name: Option<String>,
    modules: Vec<V2Module>,
    #[allow(dead_code)] // of the registry only
    deps: Vec<String>,
    lint: Lint,
    breaking: Breaking,
    #[allow(dead_code)] // other programs, which are not run
    plugins: Vec<Plugin>,
    policies: Vec<PolicyUse>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct V2Module {
    path: Option<String>,
    #[allow(dead_code)] // of the registry only
    name: Option<String>,
    includes: Vec<String>,
    excludes: Vec<String>,
    lint: Option<Lint>,
    breaking: Option<Breaking>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Plugin {
    plugin: OneOrMany,
    options: BTreeMap<String, serde_json::Value>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl Default for OneOrMany {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl BufYaml {
    /// Reads a `buf.yaml`, which may be JSON.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let probe: Probe = parse(text)?;
        match probe.version.as_deref() {
            None => Err(Invalid("it has no version; add `version: v2`".to_owned())),
            Some("v1beta1") => Ok(parse::<V1>(text)?.lower(Version::V1Beta1)),
            Some("v1") => Ok(parse::<V1>(text)?.lower(Version::V1)),
            Some("v2") => Ok(parse::<V2>(text)?.lower()),
            Some(other) => Err(Invalid(format!(
                "the version {other:?} is not known; v1beta1, v1 and v2 are"
            ))),
        }
    }

    /// What holds where there is no file.
    pub fn absent() -> Self {
        V1::default().lower(Version::V1)
    }
}

impl Policy {
    /// Reads a policy.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        parse(text)
    }
}

impl BufWork {
    /// Reads a `buf.work.yaml`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let work: Self = parse(text)?;
        if work.directories.is_empty() {
            return Err(Invalid("it lists no directories".to_owned()));
        }
        Ok(work)
    }
}

impl V1 {
    fn lower(self, version: Version) -> BufYaml {
        let roots = match self.build.roots.as_slice() {
            [] => vec![String::new()],
            roots => roots.iter().map(|root| normal(root)).collect(),
        };
        let module = BufModule {
            path: String::new(),
            excludes: self
                .build
                .excludes
                .iter()
                .map(|path| normal(path))
                .collect(),
            includes: Vec::new(),
            roots,
            lint: self.lint,
            breaking: self.breaking,
        };
        BufYaml {
            version,
            modules: vec![module],
            policies: Vec::new(),
        }
    }
}

impl V2 {
    fn lower(mut self) -> BufYaml {
        if self.modules.is_empty() {
            self.modules.push(V2Module::default());
        }
        let (lint, breaking) = (&self.lint, &self.breaking);
        let modules = self.modules.into_iter().map(|module| {
            let path = normal(module.path.as_deref().unwrap_or_default());
            BufModule {
                roots: vec![path.clone()],
                path,
                includes: module.includes.iter().map(|path| normal(path)).collect(),
                excludes: module.excludes.iter().map(|path| normal(path)).collect(),
                // A section of the module replaces that of the file as a whole.
                lint: module
                    .lint
                    .filter(|own| *own != Lint::default())
                    .unwrap_or_else(|| lint.clone()),
                breaking: module
                    .breaking
                    .filter(|own| *own != Breaking::default())
                    .unwrap_or_else(|| breaking.clone()),
            }
        });
        BufYaml {
            version: Version::V2,
            modules: modules.collect(),
            policies: self.policies,
        }
    }
}

/// A path without `.` parts and slashes at its ends.
pub fn normal(path: &str) -> String {
    let parts = path.split('/').filter(|part| !matches!(*part, "" | "."));
    parts.collect::<Vec<_>>().join("/")
}

fn parse<T: DeserializeOwned + Default>(text: &str) -> Result<T, Invalid> {
    if text
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(T::default());
    }
    serde_saphyr::from_str(text).map_err(|error| {
        let message = error.to_string();
        let help = super::nearest_key(&message).map(|key| format!("; did you mean `{key}`?"));
        Invalid(message + &help.unwrap_or_default())
    })
}

/// The known word that comes closest, for messages.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    report::nearest(unknown, known)
        .map_or_else(String::new, |word| format!("; did you mean {word}?"))
}
