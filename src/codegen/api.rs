//! What users of a generated tree can name: its items, what these implement, and what is in them.
//!
//! It comes from the same model that is printed, so it cannot tell of what is not there.

use super::lower::Lower;
use super::model::{File, Item, Member, Message, Module, Occurrence};
use super::options::Options;
use super::paths::Paths;
use crate::report::Report;
use crate::schema::{MethodShape, Schema};
use std::collections::{BTreeMap, BTreeSet};

/// The items of a tree, by their paths from its root.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Api(pub BTreeMap<String, ApiItem>);

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKind {
    /// The struct of a message; its members are fields.
    Struct,
    /// The enum of a oneof; its members are variants.
    Oneof,
    /// The enum of an enum; its members are variants.
    Enum,
    /// The constant of an extension; it has no members.
    Extension,
    /// The trait of a service; its members are methods.
    Service,
}

/// One item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiItem {
    /// What it is.
    pub kind: ApiKind,
    /// The traits that only some of its kind implement.
    pub traits: BTreeSet<&'static str>,
    /// Its members and their types; a method's is its shape, with what it takes and gives.
    pub members: BTreeMap<String, String>,
}

/// The API of the tree that [`generate`](super::generate) would make.
pub fn api(schema: &Schema, options: &Options) -> Result<Api, Report> {
    let paths = Paths::new(schema, options)?;
    let lower = Lower::new(schema, options, &paths)?;
    let mut api = Api::default();
    for package in lower.packages() {
        let File { path, module, .. } = lower.package(package);
        let path = path.trim_end_matches(".rs").replace('/', "::");
        let path = if path == "mod" { String::new() } else { path };
        api.add(&path, &module);
    }
    Ok(api)
}

/// What stands before what a method takes and gives.
fn streams(shape: MethodShape) -> [&'static str; 2] {
    match shape {
        MethodShape::Unary => ["", ""],
        MethodShape::ServerStreaming => ["", "stream "],
        MethodShape::ClientStreaming => ["stream ", ""],
        MethodShape::Bidirectional => ["stream ", "stream "],
    }
}

impl Api {
    fn add(&mut self, path: &str, module: &Module) {
        for item in &module.items {
            let (name, item) = match item {
                Item::Module { name, module, .. } => {
                    self.add(&below(path, name), module);
                    continue;
                }
                Item::Message(message) => (&message.name, structure(message)),
                Item::Oneof(oneof) => {
                    let variants = oneof.variants.iter();
                    let variants = variants.map(|one| (one.name.clone(), one.value.clone()));
                    let traits = equality(oneof.total_equality);
                    (&oneof.name, ApiItem::new(ApiKind::Oneof, traits, variants))
                }
                Item::Enum(enumeration) => {
                    let values = enumeration.values.iter();
                    let values = values.map(|value| (value.name.clone(), String::new()));
                    (&enumeration.name, ApiItem::new(ApiKind::Enum, &[], values))
                }
                Item::Extension(extension) => (
                    &extension.name,
                    ApiItem::new(ApiKind::Extension, &[], std::iter::empty()),
                ),
                Item::Service(service) => {
                    let methods = service.methods.iter().map(|method| {
                        let (input, output) = (&method.input, &method.output);
                        let [taken, given] = streams(method.shape);
                        let signature = format!("({taken}{input}) -> {given}{output}");
                        (method.name.clone(), signature)
                    });
                    (&service.name, ApiItem::new(ApiKind::Service, &[], methods))
                }
            };
            self.0.insert(below(path, name), item);
        }
    }
}

impl ApiItem {
    fn new(
        kind: ApiKind,
        traits: &[&'static str],
        members: impl Iterator<Item = (String, String)>,
    ) -> Self {
        Self {
            kind,
            traits: traits.iter().copied().collect(),
            members: members.collect(),
        }
    }
}

fn structure(message: &Message) -> ApiItem {
    let members = message.members.iter().map(|member| match member {
        Member::Oneof { name, path, .. } => (name.clone(), format!("Option<{path}>")),
        Member::Field(field) => {
            let value = &field.value;
            let of_type = match &field.occurrence {
                Occurrence::Implicit | Occurrence::Required => value.clone(),
                Occurrence::Explicit | Occurrence::RequiredBox => format!("Option<{value}>"),
                Occurrence::Repeated | Occurrence::Packed => format!("Vec<{value}>"),
                Occurrence::Map {
                    collection, key, ..
                } => format!("{collection}<{key}, {value}>"),
            };
            (field.name.clone(), of_type)
        }
    });
    ApiItem::new(ApiKind::Struct, equality(message.total_equality), members)
}

fn equality(total: bool) -> &'static [&'static str] {
    if total { &["Eq", "Hash"] } else { &[] }
}

fn below(path: &str, name: &str) -> String {
    if path.is_empty() {
        name.to_owned()
    } else {
        format!("{path}::{name}")
    }
}
