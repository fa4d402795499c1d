//! What to check: the `lint` and `breaking` sections of configuration files, resolved to what the checker takes.

use super::Invalid;
use crate::check::{self, Config, Options, Rule, Selection, Set, Version};
use crate::report::Severity;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};

/// The `lint` section of a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, clippy::struct_excessive_bools)] // the keys are the configuration's own
pub struct Lint {
    pub r#use: Vec<String>,
    pub except: Vec<String>,
    pub ignore: Vec<String>,
    pub ignore_only: BTreeMap<String, Vec<String>>,
    pub enum_zero_value_suffix: Option<String>,
    pub service_suffix: Option<String>,
    pub rpc_allow_same_request_response: bool,
    pub rpc_allow_google_protobuf_empty_requests: bool,
    pub rpc_allow_google_protobuf_empty_responses: bool,
    pub allow_comment_ignores: Option<bool>,
    pub disallow_comment_ignores: Option<bool>,
    pub disable_builtin: bool,
    /// How grave single rules are; grpcgen's own key.
    pub rules: BTreeMap<String, Level>,
}

/// The `breaking` section of a configuration.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, clippy::struct_excessive_bools)] // the keys are the configuration's own
pub struct Breaking {
    pub r#use: Vec<String>,
    pub except: Vec<String>,
    pub ignore: Vec<String>,
    pub ignore_only: BTreeMap<String, Vec<String>>,
    pub ignore_unstable_packages: bool,
    pub disable_builtin: bool,
    /// How grave single rules are; grpcgen's own key.
    pub rules: BTreeMap<String, Level>,
    /// Whether every number and name is remembered; grpcgen's own key.
    pub lock: bool,
    /// Whether types are known by what they hold instead of by their names; grpcgen's own key.
    pub types_by_shape: bool,
    /// What the schema is held against where no command says it; grpcgen's own key.
    pub against: Bases,
}

/// One thing that a schema is held against, or several.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Bases {
    /// One.
    One(String),
    /// Several, or none.
    Several(Vec<String>),
}

impl Default for Bases {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Bases {
    /// Each of them.
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(base) => std::slice::from_ref(base),
            Self::Several(bases) => bases,
        }
    }
}

/// How grave a rule is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Nothing may be found.
    Error,
    /// Worth a look.
    Warning,
    /// Said for the record.
    Info,
    /// The rule does not run.
    Off,
}

impl Level {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Off => None,
        }
    }
}

/// Where the paths of a section are meant from: gives the path as the names of files spell it, `None` where it lies outside
/// of the module at hand.
pub type Rebase<'a> = &'a dyn Fn(&str) -> Result<Option<String>, Invalid>;

impl Lint {
    /// This section over that of a buf.yaml: its rules, where it chooses any; else only how grave they are.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let chosen = Self {
            rules: BTreeMap::new(),
            ..self.clone()
        };
        if chosen != Self::default() {
            return self.clone();
        }
        Self {
            rules: self.rules.clone(),
            ..base.clone()
        }
    }

    /// The configuration of a module; `None` where no rule is to run.
    pub fn resolve(&self, version: Version, rebase: Rebase) -> Result<Option<Config>, Invalid> {
        if self.disable_builtin {
            return Ok(None);
        }
        let section = Section {
            set: Set::Lint,
            used: &self.r#use,
            except: &self.except,
            ignore: &self.ignore,
            ignore_only: &self.ignore_only,
            levels: &self.rules,
        };
        let Some(mut config) = section.resolve(version, rebase)? else {
            return Ok(None);
        };
        config.comment_ignores = match version {
            Version::V1Beta1 | Version::V1 => self.allow_comment_ignores == Some(true),
            Version::V2 => self.disallow_comment_ignores != Some(true),
        };
        let defaults = Options::default();
        let or = |own: &Option<String>, default| {
            let given = own.clone().filter(|own| !own.is_empty());
            given.unwrap_or(default)
        };
        config.options = Options {
            enum_zero_value_suffix: or(
                &self.enum_zero_value_suffix,
                defaults.enum_zero_value_suffix,
            ),
            service_suffix: or(&self.service_suffix, defaults.service_suffix),
            rpc_allow_same_request_response: self.rpc_allow_same_request_response,
            rpc_allow_google_protobuf_empty_requests: self.rpc_allow_google_protobuf_empty_requests,
            rpc_allow_google_protobuf_empty_responses: self
                .rpc_allow_google_protobuf_empty_responses,
        };
        Ok(Some(config))
    }
}

impl Breaking {
    /// This section over that of a buf.yaml: its rules, where it chooses any; else only how grave they are.
    #[must_use]
    pub fn over(&self, base: &Self) -> Self {
        let chosen = Self {
            rules: BTreeMap::new(),
            against: Bases::default(),
            lock: false,
            types_by_shape: false,
            ..self.clone()
        };
        if chosen != Self::default() {
            return self.clone();
        }
        Self {
            rules: self.rules.clone(),
            against: self.against.clone(),
            lock: self.lock,
            types_by_shape: self.types_by_shape,
            ..base.clone()
        }
    }

    /// The configuration of a module; `None` where no rule is to run.
    pub fn resolve(&self, version: Version, rebase: Rebase) -> Result<Option<Config>, Invalid> {
        if self.disable_builtin {
            return Ok(None);
        }
        let section = Section {
            set: Set::Breaking,
            used: &self.r#use,
            except: &self.except,
            ignore: &self.ignore,
            ignore_only: &self.ignore_only,
            levels: &self.rules,
        };
        let config = section.resolve(version, rebase)?;
        Ok(config.map(|config| Config {
            ignore_unstable_packages: self.ignore_unstable_packages,
            lock: self.lock,
            types_by_shape: self.types_by_shape,
            ..config
        }))
    }
}

/// What both sections have.
struct Section<'a> {
    set: Set,
    used: &'a [String],
    except: &'a [String],
    ignore: &'a [String],
    ignore_only: &'a BTreeMap<String, Vec<String>>,
    levels: &'a BTreeMap<String, Level>,
}

impl Section<'_> {
    fn resolve(&self, version: Version, rebase: Rebase) -> Result<Option<Config>, Invalid> {
        let rebased = |paths: &[String]| -> Result<Vec<String>, Invalid> {
            let paths = paths.iter().filter_map(|path| rebase(path).transpose());
            paths.collect()
        };
        let named = |ids: &[String]| ids.iter().filter(|id| !id.is_empty()).cloned().collect();
        let mut selection = Selection {
            used: named(self.used),
            except: named(self.except),
            ignore_only: BTreeMap::new(),
        };
        for (id, paths) in self.ignore_only {
            let paths = rebased(paths)?;
            if paths.iter().any(String::is_empty) {
                let text =
                    format!("`ignore_only` of {id} names the whole module; put {id} in `except`");
                return Err(Invalid(text));
            }
            selection.ignore_only.insert(id.clone(), paths);
        }
        let ignore = rebased(self.ignore)?;
        let (mut rules, ignore_only) = check::select(&selection, self.set, version)?;
        let levels = self.levels(version)?;
        let off = run_at(&levels, self.set, &mut rules);
        let levels = levels.into_iter();
        let severities = levels.filter_map(|(id, level)| Some((id, level.severity()?)));
        // A path that is the module itself turns the check off.
        if ignore.iter().any(String::is_empty) || rules.is_empty() {
            return Ok(None);
        }
        Ok(Some(Config {
            severities: severities.collect(),
            ignore,
            ignore_only,
            off,
            ..Config::of_rules(version, rules)
        }))
    }

    /// The levels of rules: a rule's own counts more than that of its category.
    fn levels(&self, version: Version) -> Result<Levels, Invalid> {
        let mut levels = BTreeMap::new();
        let is_rule = |id: &str| self.set.rules().any(|rule| rule.id == id);
        for single in [false, true] {
            for (id, level) in self.levels.iter().filter(|(id, _)| is_rule(id) == single) {
                let ids = check::ids(id, self.set, version)?;
                levels.extend(ids.into_iter().map(|id| (id, *level)));
            }
        }
        Ok(levels)
    }
}

type Levels = BTreeMap<&'static str, Level>;

/// Lets run what is named with a level, unless that is `off`; gives what is off.
fn run_at(levels: &Levels, set: Set, rules: &mut Vec<&'static Rule>) -> BTreeSet<&'static str> {
    let level = |rule: &Rule| levels.get(rule.id).copied();
    rules.retain(|rule| level(rule) != Some(Level::Off));
    for rule in set.rules() {
        let wanted = level(rule).is_some_and(|level| level != Level::Off);
        if wanted && !rules.iter().any(|other| other.id == rule.id) {
            rules.push(rule);
        }
    }
    let off = levels.iter().filter(|(_, level)| **level == Level::Off);
    off.map(|(id, _)| *id).collect()
}
