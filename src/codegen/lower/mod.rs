//! Schema to model: every decision about the generated code.

mod enumeration;
mod equality;
mod field;
mod message;
mod scope;
mod service;

use super::Part;
use super::boxing::Cycles;
use super::model::{Child, File, Item, Module};
use super::names;
use super::options::{ForType, OptionalPart, Options};
use super::paths::{self, Paths};
use crate::report::{Finding, Report};
use crate::schema::Schema;
use equality::TotalEquality;
use scope::Scope;
use std::collections::BTreeSet;

/// What the lowering of any element may look at.
pub(super) struct Lower<'a> {
    schema: &'a Schema,
    options: &'a Options,
    paths: &'a Paths,
    cycles: Cycles,
    equality: TotalEquality,
}

impl<'a> Lower<'a> {
    /// What all packages have in common, found out once.
    pub(super) fn new(
        schema: &'a Schema,
        options: &'a Options,
        paths: &'a Paths,
    ) -> Result<Self, Report> {
        check_options(schema, options)?;
        Ok(Self {
            schema,
            options,
            paths,
            cycles: Cycles::new(schema),
            equality: TotalEquality::new(schema, options, paths),
        })
    }

    /// What the tree needs of the runtime.
    pub(super) fn parts(&self) -> BTreeSet<Part> {
        let mut parts = BTreeSet::from([Part::Wire]);
        let mut generated = self.paths.packages.values().flatten();
        if generated.any(|file| !self.schema.file(*file).services.is_empty()) {
            parts.insert(Part::Rpc);
            parts.extend(self.options.parts.iter().map(|part| match part {
                OptionalPart::Fake => Part::Fake,
                OptionalPart::Gzip => Part::Gzip,
            }));
        }
        let mut files = self.schema.files().iter();
        if files.any(|file| file.name.starts_with("google/protobuf/")) {
            parts.insert(Part::WellKnown);
        }
        parts
    }

    /// The packages of the tree.
    pub(super) fn packages(&self) -> Vec<&'a str> {
        self.paths.modules_of_packages.names().collect()
    }
}

/// Attributes must be Rust, and every path must name something: a typo would otherwise pass unseen.
fn check_options(schema: &Schema, options: &Options) -> Result<(), Report> {
    let mut report = Report::default();
    for ForType { path, attribute } in options
        .type_attribute
        .iter()
        .chain(&options.field_attribute)
    {
        let item = format!("{attribute} struct X;");
        if syn::parse_str::<syn::ItemStruct>(&item).is_err() {
            report.push(Finding::error(format!(
                "the attribute {attribute:?} for {path:?} is not a Rust attribute"
            )));
        }
        if !names_something(schema, path) {
            report.push(Finding::error(format!(
                "attributes are given for {path:?}, which the schema does not have"
            )));
        }
    }
    for path in &options.boxed {
        if !names_something(schema, path) {
            report.push(Finding::error(format!(
                "{path:?} is to be boxed, but the schema does not have it"
            )));
        }
    }
    report.into_result(())
}

/// Whether a path is that of everything, of a package, of a type, or of something in a type.
fn names_something(schema: &Schema, path: &str) -> bool {
    let in_type = path
        .rsplit_once('.')
        .is_some_and(|(owner, _)| paths::names_something(schema, owner));
    path.trim_matches('.').is_empty() || in_type || paths::names_something(schema, path)
}

impl Lower<'_> {
    /// The model of one package's file.
    pub(super) fn package(&self, package: &str) -> File {
        let packages = &self.paths.modules_of_packages;
        let files = self.paths.packages.get(package);
        let files = files.map_or(&[][..], Vec::as_slice);
        let children = || packages.children(package);
        let files: Vec<_> = files.iter().map(|file| self.schema.file(*file)).collect();
        let messages: Vec<_> = files
            .iter()
            .flat_map(|file| file.messages.iter().copied())
            .collect();
        let enums: Vec<_> = files
            .iter()
            .flat_map(|file| file.enums.iter().copied())
            .collect();
        let extensions: Vec<_> = files
            .iter()
            .flat_map(|file| file.extensions.iter().copied())
            .collect();
        let module = packages.module(package).to_vec();
        let below: Vec<_> = children().map(|(_, module)| module.to_owned()).collect();
        let scope = Scope::new(self, module, &messages, &enums, &below);
        let mut items = self.items(&scope, &messages, &enums, &extensions);
        let needs_wire = !items.is_empty();
        items.extend(
            files
                .iter()
                .flat_map(|file| &file.services)
                .map(|id| Item::Service(self.service(&scope, self.schema.service(*id)))),
        );
        let children = children().map(|(package, module)| Child {
            docs: package_docs(package),
            name: module.to_owned(),
        });
        File {
            path: packages.file(package),
            head: head(
                &files
                    .iter()
                    .map(|file| file.name.as_str())
                    .collect::<Vec<_>>(),
            ),
            children: children.chain(self.runtime_module(package)).collect(),
            module: Module {
                runtime: needs_wire.then(|| scope.imports()),
                hidden: scope.hidden(),
                items,
            },
        }
    }

    /// The root declares the runtime beside the packages.
    fn runtime_module(&self, package: &str) -> Option<Child> {
        (package.is_empty() && self.options.runtime.is_none()).then(|| Child {
            name: "runtime".to_owned(),
            docs: " What the generated code stands on.".to_owned(),
        })
    }

    /// The attributes that options give a field.
    fn field_attributes(&self, full_name: &str) -> Vec<String> {
        let entries = self.options.field_attribute.iter();
        let entries = entries.filter(|entry| entry.covers(full_name));
        entries.map(|entry| entry.attribute.clone()).collect()
    }

    /// The attributes that options give a type, without the traits that it derives anyway.
    fn type_attributes(&self, full_name: &str, derived: &[&str]) -> Vec<String> {
        let entries = self.options.type_attribute.iter();
        let entries = entries.filter(|entry| entry.covers(full_name));
        entries
            .filter_map(|entry| new_derives(&entry.attribute, derived))
            .collect()
    }
}

fn package_docs(package: &str) -> String {
    format!(" The package `{package}`.")
}

fn head(files: &[&str]) -> Vec<String> {
    let version = env!("CARGO_PKG_VERSION");
    let first = match files {
        [] => format!("// Generated by grpcgen {version}; do not edit."),
        [only] => format!("// Generated by grpcgen {version} from {only}; do not edit."),
        [first, rest @ ..] => {
            format!(
                "// Generated by grpcgen {version} from {first} and {} more; do not edit.",
                rest.len()
            )
        }
    };
    vec![first, "#![cfg_attr(rustfmt, rustfmt_skip)]".to_owned()]
}

/// The doc line of an element that has no comment.
fn undocumented(what: &str, name: &str) -> String {
    format!("The {what} `{name}`.")
}

fn constant(name: &str) -> String {
    names::constant_name(name)
}

/// `attribute`, if it is a list of traits to derive only those that are not derived yet; `None` where none is left.
fn new_derives(attribute: &str, derived: &[&str]) -> Option<String> {
    let traits = attribute.trim().strip_prefix("#[derive(");
    let Some(traits) = traits.and_then(|traits| traits.strip_suffix(")]")) else {
        return Some(attribute.to_owned());
    };
    let traits = traits.split(',').map(str::trim);
    let new: Vec<_> = traits
        .filter(|name| !name.is_empty() && !derived.contains(name))
        .collect();
    (!new.is_empty()).then(|| format!("#[derive({})]", new.join(", ")))
}
