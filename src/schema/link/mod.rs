//! File descriptors to schema: first every name, then every reference.
//!
//! Descriptors come from anywhere, so nothing in them is believed: a dangling reference, a name used twice, an index out of
//! range is a finding with its file and element, and all of them are collected. The caller gets the schema or the report,
//! never half of each.

mod default;
mod enumeration;
mod extension;
mod field;
mod file;
mod map;
mod message;
mod names;
mod order;
mod place;
mod range;
mod rules;
mod service;
#[cfg(test)]
mod tests;

use super::{Enum, Field, File, Message, Role, Schema, Service};
use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::report::{Finding, Report, Sources};
use names::Names;
use place::Place;

/// Messages nested deeper than this are refused: the decoder's own limit is below, protoc's far below.
const DEEPEST_NESTING: usize = 100;

/// Links a set of files; those that `is_input` names are [`Role::Input`], the others are there because they are imported.
///
/// Files may come in any order. The report has every fault found, each with its file.
pub fn link(set: FileDescriptorSet, is_input: &dyn Fn(&str) -> bool) -> Result<Schema, Report> {
    let mut report = Report::default();
    let files = order::by_imports(set.file, &mut report);
    let names = Names::declare(&files, &mut report);
    let mut linker = Linker {
        files: Vec::with_capacity(files.len()),
        messages: empty(names.messages.len()),
        enums: empty(names.enums.len()),
        services: Vec::new(),
        extensions: Vec::new(),
        next_message: 0,
        next_enum: 0,
        visible: file::Visible::default(),
        names,
        report,
    };
    for file in files {
        let role = if is_input(file.name.as_deref().unwrap_or_default()) {
            Role::Input
        } else {
            Role::Import
        };
        linker.lower_file(file, role);
    }
    linker.finish()
}

/// The second pass, with what the first one found.
struct Linker {
    names: Names,
    report: Report,
    files: Vec<File>,
    // By id. An id is taken before what is nested is lowered, the element is put in place behind it.
    messages: Vec<Option<Message>>,
    enums: Vec<Option<Enum>>,
    services: Vec<Service>,
    extensions: Vec<Option<Field>>,
    next_message: usize,
    next_enum: usize,
    visible: file::Visible,
}

fn empty<T>(length: usize) -> Vec<Option<T>> {
    std::iter::repeat_with(|| None).take(length).collect()
}

impl Linker {
    fn finish(mut self) -> Result<Schema, Report> {
        self.resolve_enum_defaults();
        self.check_extension_numbers();
        self.report.into_result(())?;
        Ok(Schema {
            files: self.files,
            messages: all(self.messages),
            enums: all(self.enums),
            services: self.services,
            extensions: all(self.extensions),
            by_name: self.names.symbols,
            sources: Sources::default(),
            warnings: Vec::new(),
        })
    }

    /// Says what is wrong with the element at `place`.
    fn fault(&mut self, place: &Place, message: impl Into<String>) {
        let finding = Finding::error(message).in_file(&place.file_name);
        self.report.push(finding.at(place.span()));
    }
}

fn all<T>(elements: Vec<Option<T>>) -> Vec<T> {
    let whole = |element: Option<T>| {
        element.expect("what is declared is lowered, or there is an error in the report")
    };
    elements.into_iter().map(whole).collect()
}
