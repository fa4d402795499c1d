//! What a module defines, and so how code in it must spell what it does not define.

use super::Lower;
use crate::codegen::model::Runtime;
use crate::codegen::paths::{self, Place};
use crate::schema::{EnumId, MessageId};
use std::cell::Cell;
use std::collections::HashSet;

/// Names that every Rust module has without asking, and their full paths.
const PRELUDE: [(&str, &str); 7] = [
    ("Option", "::core::option::Option"),
    ("Result", "::core::result::Result"),
    ("Default", "::core::default::Default"),
    ("From", "::core::convert::From"),
    ("String", "::std::string::String"),
    ("Vec", "::std::vec::Vec"),
    ("Box", "::std::boxed::Box"),
];

/// One module of the tree.
pub(super) struct Scope {
    pub(super) module: Vec<String>,
    defined: HashSet<String>,
    runtime: Option<String>,
    /// How many modules below its file this one is.
    below: usize,
    /// Whether a type was spelled that is well known.
    names_well_known: Cell<bool>,
}

impl Scope {
    pub(super) fn new(
        lower: &Lower<'_>,
        module: Vec<String>,
        messages: &[MessageId],
        enums: &[EnumId],
        children: &[String],
    ) -> Self {
        let mut defined: HashSet<String> = children.iter().cloned().collect();
        let places = messages.iter().map(|id| lower.paths.message(*id));
        for place in places.chain(enums.iter().map(|id| lower.paths.enumeration(*id))) {
            if let Place::Inside { name, .. } = place {
                defined.insert(name.clone());
            }
        }
        defined.extend(
            messages
                .iter()
                .map(|id| lower.paths.module_of(*id).to_owned()),
        );
        Self {
            module,
            defined,
            runtime: lower.options.runtime.clone(),
            below: 0,
            names_well_known: Cell::new(false),
        }
    }

    /// This scope as a module inside `outer`.
    pub(super) fn inside(mut self, outer: &Self) -> Self {
        self.below = outer.below + 1;
        self
    }

    /// Gives an item of this module a name that is free.
    pub(super) fn define(&mut self, name: String, suffix: &str) -> String {
        let mut free = name;
        while !self.defined.insert(free.clone()) {
            free.push_str(suffix);
        }
        free
    }

    /// A prelude name as this module must write it.
    pub(super) fn prelude(&self, name: &'static str) -> &'static str {
        let full = PRELUDE
            .iter()
            .find(|(short, _)| *short == name)
            .map_or(name, |(_, full)| *full);
        if self.defined.contains(name) {
            full
        } else {
            name
        }
    }

    /// The prelude names that are hidden here.
    pub(super) fn hidden(&self) -> Vec<&'static str> {
        PRELUDE
            .iter()
            .map(|(short, _)| *short)
            .filter(|short| self.defined.contains(*short))
            .collect()
    }

    /// The runtime, from `deeper` modules below this one.
    pub(super) fn runtime(&self, deeper: usize) -> String {
        match &self.runtime {
            // A relative path is meant from the file.
            Some(path) if path.starts_with("super") => "super::".repeat(self.below + deeper) + path,
            Some(path) => path.clone(),
            None => {
                "super::".repeat(self.module.len() + deeper)
                    + if self.module.len() + deeper == 0 {
                        "self::runtime"
                    } else {
                        "runtime"
                    }
            }
        }
    }

    /// What this module calls the codec.
    pub(super) fn wire(&self) -> &'static str {
        if self.defined.contains("wire") {
            "wire_"
        } else {
            "wire"
        }
    }

    /// What this module calls the well-known types.
    fn wkt(&self) -> &'static str {
        if self.defined.contains("wkt") {
            "wkt_"
        } else {
            "wkt"
        }
    }

    /// What this module takes from the runtime, once all of its types are spelled.
    pub(super) fn imports(&self) -> Runtime {
        Runtime {
            path: self.runtime(0),
            wire: self.wire(),
            wkt: self.names_well_known.get().then(|| self.wkt()),
        }
    }

    /// How a module `deeper` levels below this one refers to a place.
    pub(super) fn path(&self, place: &Place, below: &[&str]) -> String {
        match place {
            Place::Inside { module, name } => {
                let mut from = self.module.clone();
                from.extend(below.iter().map(|module| (*module).to_owned()));
                paths::relative(&from, module, name)
            }
            Place::External(path) => path.clone(),
            // Modules below are those of services, which define no `wkt`.
            Place::WellKnown(path) if !below.is_empty() => format!("wkt::{path}"),
            Place::WellKnown(path) => {
                self.names_well_known.set(true);
                format!("{}::{path}", self.wkt())
            }
        }
    }
}
