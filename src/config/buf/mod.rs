//! `buf.yaml` and `buf.work.yaml` of every version, and what they say of modules.
//!
//! In: the text of the files. Out: plain values with the paths as they are written. It looks nothing up.

mod paths;
mod v1;
mod v2;
mod work;

pub use paths::normal;
pub use work::BufWork;

use super::Invalid;
use super::checks::{Breaking, Lint};
use crate::check::Version;
use crate::report;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

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
    /// What the paths of its rules have before the names of files.
    pub base: String,
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

#[derive(Default, Deserialize)]
#[serde(default)]
struct Probe {
    version: Option<String>,
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
            Some("v1beta1") => v1::parse(text, Version::V1Beta1),
            Some("v1") => v1::parse(text, Version::V1),
            Some("v2") => v2::parse(text),
            Some(other) => Err(Invalid(format!(
                "the version {other:?} is not known; v1beta1, v1 and v2 are"
            ))),
        }
    }

    /// What holds where there is no file.
    pub fn absent() -> Self {
        v1::absent()
    }
}

impl Policy {
    /// Reads a policy.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        parse(text)
    }
}

/// That a section has no key of grpcgen's own, which buf would refuse.
fn is_bufs(lint: &Lint, breaking: &Breaking) -> Result<(), Invalid> {
    let key = if !(lint.rules.is_empty() && breaking.rules.is_empty()) {
        "rules"
    } else if !breaking.against.all().is_empty() {
        "against"
    } else if breaking.lock {
        "lock"
    } else if breaking.types_by_shape {
        "types_by_shape"
    } else {
        return Ok(());
    };
    let text = format!("`{key}` is a key of grpcgen.toml; buf does not know it");
    Err(Invalid(text))
}

fn parse<T: DeserializeOwned + Default>(text: &str) -> Result<T, Invalid> {
    if text
        .lines()
        .all(|line| line.trim().is_empty() || line.trim_start().starts_with('#'))
    {
        return Ok(T::default());
    }
    serde_saphyr::from_str(text).map_err(|error| {
        // Its excerpt does not know the file's name.
        let message = error.without_snippet().to_string();
        let help = super::nearest_key(&message);
        let help = help.map(|key| format!("\n  = help: did you mean `{key}`?"));
        Invalid(message + &help.unwrap_or_default())
    })
}

/// The known word that comes closest, for messages.
pub fn suggestion<'a>(unknown: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    report::nearest(unknown, known)
        .map_or_else(String::new, |word| format!("; did you mean {word}?"))
}
