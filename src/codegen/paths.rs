//! Where every generated type lives: module and name, and how one module refers to another.
//!
//! It also decides which files are generated: the inputs, and the imports whose types they use.

use super::names::{self, Names};
use super::options::Options;
use super::packages::Packages;
use crate::report::{Finding, Report};
use crate::schema::{EnumId, FileId, Kind, MessageId, Role, Schema, ServiceId, Symbol};
use std::collections::{BTreeMap, HashMap, HashSet};

/// The well-known types that the runtime brings.
const WELL_KNOWN: [&str; 7] = [
    "any",
    "duration",
    "empty",
    "field_mask",
    "struct",
    "timestamp",
    "wrappers",
];

/// A place in the tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// In the tree: its module, from the root, and its name.
    Inside { module: Vec<String>, name: String },
    /// Elsewhere: a Rust path as it stands.
    External(String),
    /// In the runtime's module of well-known types.
    WellKnown(String),
}

/// The places of a schema's types, and the names of what belongs to them.
pub(super) struct Paths {
    messages: Vec<Place>,
    enums: Vec<Place>,
    /// The module of what is nested in a message.
    modules: HashMap<MessageId, String>,
    services: HashMap<ServiceId, String>,
    /// The files to generate, by package; the packages in order.
    pub(super) packages: BTreeMap<String, Vec<FileId>>,
    /// The modules of those packages.
    pub(super) modules_of_packages: Packages,
}

impl Paths {
    pub(super) fn new(schema: &Schema, options: &Options) -> Result<Self, Report> {
        let mut paths = Self {
            messages: vec![Place::External(String::new()); schema.messages().len()],
            enums: vec![Place::External(String::new()); schema.enums().len()],
            modules: HashMap::new(),
            services: HashMap::new(),
            packages: BTreeMap::new(),
            modules_of_packages: Packages::default(),
        };
        let files = reached(schema, options);
        for file in schema
            .files()
            .iter()
            .filter(|file| files.contains(&file.id))
        {
            paths
                .packages
                .entry(file.package.clone())
                .or_default()
                .push(file.id);
        }
        for files in paths.packages.values_mut() {
            files.sort_by_key(|id| &schema.file(*id).name);
        }
        paths.modules_of_packages = Packages::new(paths.packages.keys().map(String::as_str));
        for (package, files) in paths.packages.clone() {
            paths.name_package(schema, &package, &files);
        }
        let mut report = Report::default();
        for message in schema
            .messages()
            .iter()
            .filter(|message| !files.contains(&message.file))
        {
            paths.messages[message.id.index()] =
                outside(schema, options, message.file, &message.full_name);
        }
        for enumeration in schema
            .enums()
            .iter()
            .filter(|enumeration| !files.contains(&enumeration.file))
        {
            paths.enums[enumeration.id.index()] =
                outside(schema, options, enumeration.file, &enumeration.full_name);
        }
        for (path, rust) in &options.extern_path {
            if syn::parse_str::<syn::Path>(rust).is_err() {
                report.push(Finding::error(format!(
                    "extern_path {path:?} is {rust:?}, which is not a Rust path"
                )));
            }
        }
        report.into_result(paths)
    }

    pub(super) fn message(&self, id: MessageId) -> &Place {
        &self.messages[id.index()]
    }

    pub(super) fn enumeration(&self, id: EnumId) -> &Place {
        &self.enums[id.index()]
    }

    /// The name of the module with what is nested in a message.
    pub(super) fn module_of(&self, id: MessageId) -> &str {
        self.modules.get(&id).map_or("", String::as_str)
    }

    /// The Rust name of a service.
    pub(super) fn service(&self, id: ServiceId) -> &str {
        self.services.get(&id).map_or("", String::as_str)
    }

    fn name_package(&mut self, schema: &Schema, package: &str, files: &[FileId]) {
        let module = self.modules_of_packages.module(package).to_vec();
        let mut taken = Names::default();
        for (_, child) in self.modules_of_packages.children(package) {
            taken.reserve(child);
        }
        if package.is_empty() {
            taken.reserve("runtime");
        }
        let messages: Vec<_> = files
            .iter()
            .flat_map(|file| schema.file(*file).messages.clone())
            .collect();
        let enums: Vec<_> = files
            .iter()
            .flat_map(|file| schema.file(*file).enums.clone())
            .collect();
        self.name_items(schema, &module, &mut taken, &messages, &enums);
        for id in files.iter().flat_map(|file| &schema.file(*file).services) {
            let name = names::type_name(&schema.service(*id).name);
            let mut free = name.clone();
            // A service is several names at once: its own, and those of its modules.
            for number in 2.. {
                let snake = names::value_name(&free);
                let modules = ["service", "client", "server", "interceptor", "fake"]
                    .map(|role| format!("{snake}_{role}"));
                if modules
                    .iter()
                    .all(|module| taken.unique(module.clone()) == *module)
                {
                    break;
                }
                free = format!("{name}{number}");
            }
            self.services.insert(*id, free);
        }
    }

    fn name_items(
        &mut self,
        schema: &Schema,
        module: &[String],
        taken: &mut Names,
        messages: &[MessageId],
        enums: &[EnumId],
    ) {
        for id in messages.iter().filter(|id| !schema.message(**id).map_entry) {
            let name = taken.unique(names::type_name(&schema.message(*id).name));
            self.messages[id.index()] = Place::Inside {
                module: module.to_vec(),
                name,
            };
        }
        for id in enums {
            let name = taken.unique(names::type_name(&schema.enumeration(*id).name));
            self.enums[id.index()] = Place::Inside {
                module: module.to_vec(),
                name,
            };
        }
        for id in messages {
            let message = schema.message(*id);
            let inner = taken.unique(names::module_name(&message.name));
            let mut module = module.to_vec();
            module.push(inner.clone());
            self.modules.insert(*id, inner);
            self.name_items(
                schema,
                &module,
                &mut Names::default(),
                &message.messages,
                &message.enums,
            );
        }
    }
}

/// How `from` refers to `name` in the module `to`.
pub(super) fn relative(from: &[String], to: &[String], name: &str) -> String {
    let shared = from
        .iter()
        .zip(to)
        .take_while(|(from, to)| from == to)
        .count();
    let mut path = "super::".repeat(from.len() - shared);
    for segment in &to[shared..] {
        path.push_str(segment);
        path.push_str("::");
    }
    path + name
}

fn is_well_known(file: &str) -> bool {
    let name = file
        .strip_prefix("google/protobuf/")
        .and_then(|name| name.strip_suffix(".proto"));
    name.is_some_and(|name| WELL_KNOWN.contains(&name))
}

/// The place of a type that this tree does not generate.
fn outside(schema: &Schema, options: &Options, file: FileId, full_name: &str) -> Place {
    let package = &schema.file(file).package;
    let (covered, rust, well_known) = match options.external(full_name) {
        Some((covered, rust)) => (covered.trim_matches('.'), rust, false),
        None => (package.as_str(), "", is_well_known(&schema.file(file).name)),
    };
    let rest = full_name
        .strip_prefix(covered)
        .unwrap_or(full_name)
        .trim_start_matches('.');
    let mut parts: Vec<_> = rest.split('.').filter(|part| !part.is_empty()).collect();
    let last = parts.pop();
    // What stands between the covered path and the name are modules: packages, and messages with something nested.
    let mut path: Vec<_> = parts.into_iter().map(names::module_name).collect();
    path.extend(last.map(names::type_name));
    let path = path.join("::");
    if well_known {
        return Place::WellKnown(path);
    }
    Place::External(if path.is_empty() {
        rust.to_owned()
    } else {
        format!("{rust}::{path}")
    })
}

/// The files to generate.
fn reached(schema: &Schema, options: &Options) -> HashSet<FileId> {
    let wanted = |id: FileId| {
        let file = schema.file(id);
        let well_known = is_well_known(&file.name) && !options.well_known;
        options.wants(&file.package) && !well_known && options.external(&file.package).is_none()
    };
    let inputs = schema
        .files()
        .iter()
        .filter(|file| file.role == Role::Input)
        .map(|file| file.id);
    let mut open: Vec<_> = inputs.filter(|id| wanted(*id)).collect();
    let mut reached: HashSet<_> = open.iter().copied().collect();
    while let Some(id) = open.pop() {
        for used in uses(schema, id) {
            if wanted(used) && reached.insert(used) {
                open.push(used);
            }
        }
    }
    reached
}

/// The files whose types a file's fields, methods and extensions name.
fn uses(schema: &Schema, id: FileId) -> HashSet<FileId> {
    let file = schema.file(id);
    let mut used = HashSet::new();
    let mut messages = file.messages.clone();
    let mut extensions = file.extensions.clone();
    let mut kinds = Vec::new();
    while let Some(id) = messages.pop() {
        let message = schema.message(id);
        messages.extend(&message.messages);
        extensions.extend(&message.extensions);
        kinds.extend(message.fields.iter().map(|field| field.kind));
    }
    for extension in extensions.into_iter().map(|id| schema.extension(id)) {
        kinds.push(extension.kind);
        used.extend(
            extension
                .extendee
                .map(|extendee| schema.message(extendee).file),
        );
    }
    for method in file
        .services
        .iter()
        .flat_map(|id| &schema.service(*id).methods)
    {
        used.extend([
            schema.message(method.input).file,
            schema.message(method.output).file,
        ]);
    }
    used.extend(kinds.into_iter().filter_map(|kind| match kind {
        Kind::Message(id) | Kind::Group(id) => Some(schema.message(id).file),
        Kind::Enum(id) => Some(schema.enumeration(id).file),
        _ => None,
    }));
    used
}

/// Whether a full name stands for something in the schema; options that name nothing are mistakes.
pub(super) fn names_something(schema: &Schema, path: &str) -> bool {
    let path = path.trim_matches('.');
    matches!(
        schema.find(path),
        Some(Symbol::Message(_) | Symbol::Enum(_))
    ) || schema
        .files()
        .iter()
        .any(|file| file.package == path || file.package.starts_with(&format!("{path}.")))
}
