//! What changed between two schemas, in words, and which version comes next.
//!
//! In: the elements of both, what breaks, and the Rust that either gives. Out: a [`Changelog`], as Markdown or to serialise.
//! It compares what is declared; whether a change breaks anybody is what the breaking rules say.

mod annotation;
mod elements;
mod markdown;
mod rust;

use crate::check::{Pair, View};
use crate::codegen::Api;
use crate::report::{Finding, Severity};
use elements::{Element, Elements};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What changed.
#[derive(Clone, Debug, Serialize)]
pub struct Changelog {
    /// What was compared.
    pub title: String,
    /// What of the version of the schema has to be raised.
    pub bump: Bump,
    /// By package.
    pub packages: BTreeMap<String, Changes>,
    /// In the Rust that is generated.
    pub rust: Rust,
}

/// What of a version has to be raised (semver).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Bump {
    /// Nothing: nothing changed.
    None,
    /// The last number: only words changed.
    Patch,
    /// The middle number: who used it can go on.
    Minor,
    /// The first number: who used it may have to change.
    Major,
}

/// The changes of one package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// What is gone.
    pub removed: Vec<Change>,
    /// What is different.
    pub changed: Vec<Change>,
    /// What is new.
    pub added: Vec<Change>,
}

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The element: its full name.
    pub element: String,
    /// In words.
    pub text: String,
    /// The rules that it breaks.
    pub breaks: Vec<String>,
}

/// What changed in the generated Rust.
#[derive(Clone, Debug, Serialize)]
pub struct Rust {
    /// What of the version of a crate has to be raised that has it in its API.
    pub bump: Bump,
    /// What its users may have to follow.
    pub breaking: Vec<String>,
}

/// Compares two schemas. `breaking` are the findings of the breaking rules.
pub fn compare(
    title: &str,
    views: Pair<&[View]>,
    breaking: &[Finding],
    apis: &Pair<Api>,
) -> Changelog {
    let elements = views.map(Elements::of);
    let mut listing = Listing::new(breaking);
    for (key, old) in &elements.old.0 {
        match elements.new.0.get(key) {
            None if elements.new.has_parent(old) => {
                let change = listing.change(&[old], old.to_string());
                listing.of(&old.package).removed.push(change);
            }
            None => {}
            Some(new) => {
                for text in new.differences(old) {
                    let change = listing.change(&[new, old], text);
                    listing.of(&new.package).changed.push(change);
                }
            }
        }
    }
    for (key, new) in &elements.new.0 {
        if !elements.old.0.contains_key(key) && elements.old.has_parent(new) {
            let change = listing.change(&[new], new.to_string());
            listing.of(&new.package).added.push(change);
        }
    }
    listing.add_rest(&views);
    let packages = listing.packages;
    let bump = if breaking.iter().any(is_error) {
        Bump::Major
    } else if !packages.is_empty() {
        Bump::Minor
    } else if elements.old.comments() != elements.new.comments() {
        Bump::Patch
    } else {
        Bump::None
    };
    Changelog {
        title: title.to_owned(),
        bump,
        packages,
        rust: rust::compare(apis),
    }
}

/// Changes as they are found, and the breaks that none of them was yet.
struct Listing<'a> {
    packages: BTreeMap<String, Changes>,
    /// By the names of the elements that they are about.
    breaks: BTreeMap<&'a str, Vec<&'a Finding>>,
    /// The elements among these that a change is listed for.
    listed: BTreeSet<&'a str>,
}

impl<'a> Listing<'a> {
    fn new(breaking: &'a [Finding]) -> Self {
        let mut breaks = BTreeMap::<_, Vec<_>>::new();
        for finding in breaking.iter().filter(|finding| is_error(finding)) {
            let element = finding.element.as_deref().unwrap_or_default();
            breaks.entry(element).or_default().push(finding);
        }
        Self {
            packages: BTreeMap::new(),
            breaks,
            listed: BTreeSet::new(),
        }
    }

    fn of(&mut self, package: &str) -> &mut Changes {
        self.packages.entry(package.to_owned()).or_default()
    }

    /// A change of an element, which may have had another name before.
    fn change(&mut self, element: &[&Element], text: String) -> Change {
        let mut breaks = BTreeSet::new();
        for Element { full_name, .. } in element {
            if let Some((name, findings)) = self.breaks.get_key_value(full_name.as_str()) {
                self.listed.insert(name);
                breaks.extend(findings.iter().filter_map(|finding| finding.rule.clone()));
            }
        }
        Change {
            element: element
                .first()
                .map_or_else(String::new, |element| element.full_name.clone()),
            text,
            breaks: breaks.into_iter().collect(),
        }
    }

    /// What breaks and is no change of an element: options of files, features, and the like.
    fn add_rest(&mut self, views: &Pair<&[View]>) {
        let rest = self
            .breaks
            .iter()
            .filter(|(name, _)| !self.listed.contains(*name));
        let rest: Vec<_> = rest.flat_map(|(_, findings)| findings).copied().collect();
        for finding in rest {
            let before = finding.before.as_ref().map(|place| place.file.as_str());
            // The element of a finding about a file is the file, by its name.
            let element = finding.element.as_deref();
            let names = [element, finding.file.as_deref(), before];
            let named = |name: &str| {
                let mut views = views.new.iter().chain(views.old);
                views.find_map(|view| view.file_named(name))
            };
            let file = names.into_iter().flatten().find_map(named);
            let package = file.map_or("", |file| file.package.as_str());
            let change = Change {
                element: finding.element.clone().unwrap_or_default(),
                text: finding.message.clone(),
                breaks: finding.rule.clone().into_iter().collect(),
            };
            self.of(package).changed.push(change);
        }
    }
}

fn is_error(finding: &Finding) -> bool {
    finding.severity == Severity::Error
}
