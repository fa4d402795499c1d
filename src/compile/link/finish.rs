//! The last pass: what was found out goes into the descriptors.
//!
//! A [`Plan`] is made while everything is borrowed, and carried out when nothing is any more.

use super::element::{FileId, Id, Of};
use super::model::Model;
use super::options::{Interpreted, Options, Stripped, strip};
use super::{Origin, Unit};
use crate::compile::parsed::Parsed;
use crate::compile::places::OptionPaths;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
};
use crate::schema::names::json_name;
use foldhash::{HashMap, HashSet, HashSetExt};

/// What is to be changed in a file.
#[derive(Default)]
pub(super) struct Plan {
    /// By element, in the order of their numbers.
    changes: Vec<Change>,
    /// The full names that occur in these, with a leading dot.
    names: Vec<String>,
    /// How many of the elements behind the file itself are packages, which no descriptor has.
    packages: usize,
    /// The final path of each option, by the path that the parser gave it.
    paths: OptionPaths,
    /// What is left out of the descriptors, so that it has no place any more.
    stripped: HashSet<Vec<i32>>,
}

/// What is to be changed in an element; names by their position among those of the file.
#[derive(Default)]
struct Change {
    kind: Option<Type>,
    /// The full name of the type, or of what a method takes.
    first: Option<u32>,
    /// The full name of what an extension extends, or of what a method answers.
    second: Option<u32>,
    options: NewOptions,
}

/// What becomes of an element's options.
#[derive(Default)]
enum NewOptions {
    /// They are as the parser left them.
    #[default]
    Kept,
    Replaced(Options),
    /// Nothing is left of them.
    Removed,
}

/// Finds out what is to be changed in a file, but for what options its elements get.
pub(super) fn plan(model: &Model<'_>, file: FileId, interpreted: Interpreted) -> Plan {
    if model.pool.file(file).places.is_none() {
        return Plan::default();
    }
    let mut names = Names::default();
    let mut changes: Vec<Change> = Vec::with_capacity(model.pool.file(file).elements.len());
    for id in model.pool.ids(file) {
        let link = model.link(id);
        changes.push(Change {
            kind: link.kind,
            first: link.target.map(|target| names.position(model, target)),
            second: link.second.map(|second| names.position(model, second)),
            options: NewOptions::Kept,
        });
    }
    let mut stripped = HashSet::new();
    let elements = model.pool.file(file).elements.clone();
    let behind = elements.clone().skip(1).map(Id);
    let packages = behind.take_while(|id| matches!(model.pool.of(*id), Of::Package));
    let packages = packages.count();
    for (id, tree) in &interpreted.trees {
        if let Some(Stripped { options, paths }) = strip(model, *id, tree) {
            changes[(id.0 - elements.start) as usize].options = match options {
                Some(options) => NewOptions::Replaced(options),
                None => NewOptions::Removed,
            };
            stripped.extend(paths);
        }
    }
    Plan {
        changes,
        names: names.texts,
        packages,
        paths: interpreted.paths,
        stripped,
    }
}

impl Plan {
    /// The options that the elements of the file have, in the order of their numbers. Where something is to be left out of
    /// an element's, that is already done.
    pub(super) fn set_options(&mut self, options: Vec<Option<Options>>) {
        for (change, options) in self.changes.iter_mut().zip(options) {
            if let (NewOptions::Kept, Some(options)) = (&change.options, options) {
                change.options = NewOptions::Replaced(options);
            }
        }
    }
}

/// Full names with a leading dot, each made once.
#[derive(Default)]
struct Names {
    texts: Vec<String>,
    positions: HashMap<Id, u32>,
}

impl Names {
    fn position(&mut self, model: &Model<'_>, id: Id) -> u32 {
        *self.positions.entry(id).or_insert_with(|| {
            self.texts.push(model.pool.absolute_name(id));
            u32::try_from(self.texts.len() - 1).unwrap_or(u32::MAX)
        })
    }
}

/// Carries out a plan.
pub(super) fn finish(unit: Unit, plan: Plan) -> FileDescriptorProto {
    let parsed = match unit.origin {
        Origin::Finished(file) => return file.clone(),
        Origin::Source(parsed) => parsed,
    };
    let Parsed {
        mut file, places, ..
    } = *parsed;
    let mut changes = Changes {
        changes: plan.changes.into_iter(),
        names: plan.names,
    };
    changes.file(&mut file, plan.packages);
    let source_info = places.finish(&plan.paths, &plan.stripped);
    file.source_code_info = Some(source_info);
    // The oldest syntax goes without saying.
    file.syntax = file.syntax.filter(|syntax| syntax != "proto2");
    file
}

/// Goes through a file in the order in which its elements were numbered.
struct Changes {
    changes: std::vec::IntoIter<Change>,
    names: Vec<String>,
}

macro_rules! take_options {
    ($change:expr, $variant:ident, $element:expr) => {
        match $change.options {
            NewOptions::Kept => {}
            NewOptions::Removed => $element.options = None,
            NewOptions::Replaced(options) => {
                if let Options::$variant(options) = options {
                    $element.options = Some(options);
                }
            }
        }
    };
}

impl Changes {
    fn next(&mut self) -> Change {
        self.changes.next().unwrap_or_default()
    }

    fn name(&self, position: Option<u32>) -> Option<String> {
        self.names.get(position? as usize).cloned()
    }

    fn file(&mut self, file: &mut FileDescriptorProto, packages: usize) {
        let change = self.next();
        self.changes.by_ref().take(packages).for_each(drop);
        take_options!(change, File, file);
        for message in &mut file.message_type {
            self.message(message);
        }
        for extension in &mut file.extension {
            self.field(extension);
        }
        for enumeration in &mut file.enum_type {
            self.enumeration(enumeration);
        }
        for service in &mut file.service {
            let change = self.next();
            take_options!(change, Service, service);
            for method in &mut service.method {
                let change = self.next();
                method.input_type = self.name(change.first).or(method.input_type.take());
                method.output_type = self.name(change.second).or(method.output_type.take());
                take_options!(change, Method, method);
            }
        }
    }

    fn message(&mut self, message: &mut DescriptorProto) {
        let change = self.next();
        take_options!(change, Message, message);
        for oneof in &mut message.oneof_decl {
            let change = self.next();
            take_options!(change, Oneof, oneof);
        }
        for field in &mut message.field {
            self.field(field);
        }
        for range in &mut message.extension_range {
            let change = self.next();
            take_options!(change, Range, range);
        }
        for extension in &mut message.extension {
            self.field(extension);
        }
        for enumeration in &mut message.enum_type {
            self.enumeration(enumeration);
        }
        for nested in &mut message.nested_type {
            self.message(nested);
        }
    }

    fn field(&mut self, field: &mut FieldDescriptorProto) {
        let change = self.next();
        field.r#type = change.kind.or(field.r#type);
        field.type_name = self.name(change.first).or(field.type_name.take());
        field.extendee = self.name(change.second).or(field.extendee.take());
        take_options!(change, Field, field);
        if field.json_name.is_none() {
            field.json_name = Some(json_name(field.name()).into_owned());
        }
    }

    fn enumeration(&mut self, enumeration: &mut EnumDescriptorProto) {
        let change = self.next();
        take_options!(change, Enum, enumeration);
        for value in &mut enumeration.value {
            let change = self.next();
            take_options!(change, Value, value);
        }
    }
}
