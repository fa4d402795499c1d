//! The checker: rules over one schema (lint) and over two (breaking).
//!
//! In: linked schemas and a resolved [`Config`]. Out: findings. The engine pairs old and new once and hands each rule its
//! pairs; a rule is a value ([`Rule`]) in [`lint`] or [`breaking`], and builds no maps of old and new itself. Nothing here
//! knows where a schema or a configuration comes from.

mod advice;
mod allow;
mod assignment;
mod breaking;
mod case;
mod config;
mod detail;
mod document;
mod example;
mod findings;
mod language_feature;
mod lint;
mod lock;
mod package;
mod pairs;
mod ranges;
mod remedy;
mod renumber;
mod rule;
mod select;
mod shape;
mod suppress;
mod uses;
mod view;

pub use allow::Allows;
pub use breaking::routes;
pub use config::{Config, Options};
pub use document::reference;
pub use example::{Example, Verdict};
pub use findings::{Change, Detail, Findings, Remark, Subject};
pub use lock::{InvalidLock, Lock};
pub use pairs::Pair;
pub use rule::{Added, Categories, Category, Check, Gone, Rule, Version};
pub use select::{Error, Selection, ids, select};
pub use suppress::is_below;
pub use view::View;

use crate::report::Finding;
use pairs::Pairs;

/// The two kinds of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Set {
    /// Over one schema.
    Lint,
    /// Over two.
    Breaking,
}

impl Set {
    /// Its rules, in the order of their ids.
    pub fn rules(self) -> impl Iterator<Item = &'static Rule> {
        let rules = match self {
            Self::Lint => lint::RULES,
            Self::Breaking => breaking::RULES,
        };
        rules.iter().copied()
    }

    /// The category that runs where none is named.
    pub fn default_category(self) -> Category {
        match self {
            Self::Lint => Category::Standard,
            Self::Breaking => Category::File,
        }
    }
}

/// The rule with this id, whichever its set and version.
pub fn find(id: &str) -> Option<&'static Rule> {
    let mut rules = Set::Lint.rules().chain(Set::Breaking.rules());
    rules.find(|rule| rule.id == id)
}

/// Runs lint rules.
pub fn lint(view: &View, config: &Config) -> Vec<Finding> {
    let mut findings = Findings::new(config, None, view);
    for rule in &config.rules {
        findings.enter(rule);
        lint::run(rule.check, view, &mut findings);
    }
    findings.into_sorted()
}

/// Runs breaking rules.
pub fn breaking(views: Pair<&View>, config: &Config) -> Vec<Finding> {
    let pairs = Pairs::new(views);
    let mut findings = Findings::new(config, Some(views.old), views.new);
    for rule in &config.rules {
        findings.enter(rule);
        breaking::run(rule.check, &pairs, &mut findings);
    }
    findings.into_sorted()
}

/// Stands in until the engine comes to the first rule.
const NO_RULE: Rule = Rule {
    id: "",
    categories: Categories::all(&[]),
    check: Check::Deprecated(&[]),
    doc: "",
};
