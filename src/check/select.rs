//! Which rules run: what a configuration names, to rules.

use super::{Category, Check, Rule, Set, Version};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a configuration says, unresolved: ids of rules and categories.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// What runs; the default rules where it is empty.
    pub used: Vec<String>,
    /// What does not run nevertheless.
    pub except: Vec<String>,
    /// Where single rules do not run.
    pub ignore_only: BTreeMap<String, Vec<String>>,
}

/// A selection that selects nothing sensible.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No rule or category is called so: what was named, and what comes closest.
    Unknown(String, Option<&'static str>),
    /// Everything that is used is excepted, or does nothing any more.
    Nothing,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown(id, nearest) => {
                write!(f, "{id:?} is not a known rule or category")?;
                nearest.map_or(Ok(()), |nearest| write!(f, "; did you mean {nearest}?"))
            }
            Self::Nothing => f.write_str("no rule is left to run: `except` takes everything away"),
        }
    }
}

impl std::error::Error for Error {}

/// The rules of a set that a selection runs, and the places where single rules do not.
pub type Selected = (Vec<&'static Rule>, BTreeMap<&'static str, Vec<String>>);

/// Resolves a selection.
pub fn select(selection: &Selection, set: Set, version: Version) -> Result<Selected, Error> {
    let known = Known { set, version };
    let mut used = BTreeSet::new();
    if selection.used.is_empty() {
        used = known.category(set.default_category());
    }
    for id in &selection.used {
        used.extend(known.find(id)?);
    }
    for id in &selection.except {
        for id in known.find(id)? {
            used.remove(id);
        }
    }
    let mut ignore_only = BTreeMap::<_, Vec<String>>::new();
    for (id, paths) in &selection.ignore_only {
        for id in known.find(id)? {
            ignore_only.entry(id).or_default().extend_from_slice(paths);
        }
    }
    let rules = set.rules().filter(|rule| used.contains(rule.id));
    let rules: Vec<_> = rules.collect();
    if rules.is_empty() {
        return Err(Error::Nothing);
    }
    Ok((rules, ignore_only))
}

/// The ids of the rules that the id of a rule or category stands for.
pub fn ids(id: &str, set: Set, version: Version) -> Result<BTreeSet<&'static str>, Error> {
    Known { set, version }.find(id)
}

/// The rules and categories of a version.
struct Known {
    set: Set,
    version: Version,
}

impl Known {
    fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        let version = self.version;
        self.set
            .rules()
            .filter(move |rule| rule.categories.of(version).is_some())
    }

    /// The ids of the rules that an id stands for.
    fn find(&self, id: &str) -> Result<BTreeSet<&'static str>, Error> {
        if let Some(rule) = self.rules().find(|rule| rule.id == id) {
            return Ok(match rule.check {
                Check::Deprecated(heirs) => heirs.iter().copied().collect(),
                _ => BTreeSet::from([rule.id]),
            });
        }
        let current = match id {
            "DEFAULT" => "STANDARD",
            "STYLE_DEFAULT" => "STYLE_STANDARD",
            other => other,
        };
        let mut categories = Category::ALL.iter().copied();
        let category = categories
            .find(|category| category.id() == current && category.exists_in(self.version));
        let ids = category.map(|category| self.category(category));
        let ids = ids.filter(|ids| !ids.is_empty());
        ids.ok_or_else(|| Error::Unknown(id.to_owned(), self.nearest(id)))
    }

    fn category(&self, category: Category) -> BTreeSet<&'static str> {
        let member = |rule: &&Rule| {
            let categories = rule.categories.of(self.version);
            let within = categories.is_some_and(|mut all| all.any(|one| one == category));
            within && !matches!(rule.check, Check::Deprecated(_))
        };
        self.rules().filter(member).map(|rule| rule.id).collect()
    }

    fn nearest(&self, id: &str) -> Option<&'static str> {
        let categories = Category::ALL.iter().map(|category| category.id());
        let ids = self.rules().map(|rule| rule.id).chain(categories);
        crate::report::nearest(&id.to_uppercase(), ids)
    }
}
