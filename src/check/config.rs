//! How a run is configured: which rules, how grave, and where not.

use super::{Rule, Version};
use crate::report::Severity;
use std::collections::{BTreeMap, BTreeSet};

/// A resolved configuration for one module. Paths are names of files, or folders above them.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools)] // each is a key of its own in configuration files
pub struct Config {
    /// Which generation of rules and categories.
    pub version: Version,
    /// The rules that run.
    pub rules: Vec<&'static Rule>,
    /// What rules find is graver or less grave than an error.
    pub severities: BTreeMap<&'static str, Severity>,
    /// Where no rule runs.
    pub ignore: Vec<String>,
    /// Where single rules do not run, by their ids.
    pub ignore_only: BTreeMap<&'static str, Vec<String>>,
    /// Packages that call themselves alpha, beta or test may break.
    pub ignore_unstable_packages: bool,
    /// Files that are only imported may break.
    pub exclude_imports: bool,
    /// Comments may silence rules.
    pub comment_ignores: bool,
    /// The rules that are turned off one by one.
    pub off: BTreeSet<&'static str>,
    /// Every number and name is to be remembered.
    pub lock: bool,
    /// What a type is called does not count where it is encoded alike.
    pub types_by_shape: bool,
    /// What rules can be told.
    pub options: Options,
}

/// What lint rules can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // each is a key of its own in configuration files
pub struct Options {
    /// How the zero value of an enum ends.
    pub enum_zero_value_suffix: String,
    /// How the name of a service ends.
    pub service_suffix: String,
    /// A method may take what it gives.
    pub rpc_allow_same_request_response: bool,
    /// Methods may take `google.protobuf.Empty`.
    pub rpc_allow_google_protobuf_empty_requests: bool,
    /// Methods may give `google.protobuf.Empty`.
    pub rpc_allow_google_protobuf_empty_responses: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            enum_zero_value_suffix: "_UNSPECIFIED".to_owned(),
            service_suffix: "Service".to_owned(),
            rpc_allow_same_request_response: false,
            rpc_allow_google_protobuf_empty_requests: false,
            rpc_allow_google_protobuf_empty_responses: false,
        }
    }
}

impl Config {
    /// These rules, as they are by default.
    pub fn of_rules(version: Version, rules: Vec<&'static Rule>) -> Self {
        Self {
            version,
            rules,
            severities: BTreeMap::new(),
            ignore: Vec::new(),
            ignore_only: BTreeMap::new(),
            ignore_unstable_packages: false,
            exclude_imports: false,
            comment_ignores: false,
            off: BTreeSet::new(),
            lock: false,
            types_by_shape: false,
            options: Options::default(),
        }
    }

    /// How grave it is what a rule finds.
    pub fn severity(&self, rule: &Rule) -> Severity {
        let severity = self.severities.get(rule.id);
        severity.copied().unwrap_or(Severity::Error)
    }
}
