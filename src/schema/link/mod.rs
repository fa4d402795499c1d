//! File descriptors to schema: two passes, first every name, then every reference.
//!
//! Descriptors come from anywhere, so nothing in them is believed: a dangling reference, a name used twice or an index out
//! of range is a finding, and all of them are collected.

mod default;
mod field;
mod file;
mod names;

use super::{Edition, FileId, Role, Schema, Symbol};
use crate::descriptor::google::protobuf::{FileDescriptorProto, FileDescriptorSet};
use crate::report::{Finding, Report};
use std::collections::{HashMap, HashSet};

/// Links a set of files; those that `is_input` names are [`Role::Input`], the others are there because they are imported.
///
/// Files may come in any order. The report has every fault found, each with its file.
pub fn link(set: FileDescriptorSet, is_input: &dyn Fn(&str) -> bool) -> Result<Schema, Report> {
    let mut linker = Linker {
        schema: Schema::default(),
        files: HashMap::new(),
        map_entries: HashSet::new(),
        report: Report::default(),
    };
    let files = linker.in_import_order(set.file);
    for file in &files {
        linker.declare_names(file);
    }
    if linker.report.has_errors() {
        return Err(linker.report);
    }
    for file in files {
        let role = if is_input(file.name.as_deref().unwrap_or_default()) {
            Role::Input
        } else {
            Role::Import
        };
        linker.lower_file(file, role);
    }
    linker.check_enum_defaults();
    let Linker { schema, report, .. } = linker;
    report.into_result(schema)
}

pub(super) struct Linker {
    schema: Schema,
    files: HashMap<String, FileId>,
    map_entries: HashSet<String>,
    report: Report,
}

impl Linker {
    fn fault(&mut self, file: &str, message: String) {
        self.report.push(Finding::error(message).in_file(file));
    }

    /// The files with each behind those it imports. An import cycle, a missing import and a second file of one name are
    /// faults; what they touch is left out.
    fn in_import_order(&mut self, files: Vec<FileDescriptorProto>) -> Vec<FileDescriptorProto> {
        let mut by_name = HashMap::<String, usize>::new();
        for (index, file) in files.iter().enumerate() {
            let name = file.name.clone().unwrap_or_default();
            if name.is_empty() {
                self.report.push(Finding::error(format!(
                    "file {index} of the descriptor set has no name"
                )));
            } else if by_name
                .insert(name.clone(), index)
                .is_some_and(|first| files[first] != *file)
            {
                self.fault(
                    &name,
                    "the descriptor set holds two different files of this name".to_owned(),
                );
            }
        }
        let mut order = Vec::with_capacity(files.len());
        let mut done = HashSet::new();
        let mut open = HashSet::new();
        for (index, file) in files.iter().enumerate() {
            if by_name.get(file.name.as_deref().unwrap_or_default()) != Some(&index) {
                continue;
            }
            // An explicit stack: import chains may be as long as the set.
            let mut stack = vec![(index, 0)];
            while let Some((index, next)) = stack.pop() {
                if done.contains(&index) {
                    continue;
                }
                open.insert(index);
                let Some(import) = files[index].dependency.get(next) else {
                    open.remove(&index);
                    done.insert(index);
                    order.push(index);
                    continue;
                };
                stack.push((index, next + 1));
                let name = files[index].name.clone().unwrap_or_default();
                match by_name.get(import) {
                    None => self.fault(
                        &name,
                        format!("import {import:?} is not in the descriptor set"),
                    ),
                    Some(target) if open.contains(target) => {
                        self.fault(
                            &name,
                            format!("import {import:?} closes a cycle of imports"),
                        );
                    }
                    Some(target) => stack.push((*target, 0)),
                }
            }
        }
        let mut files: Vec<_> = files.into_iter().map(Some).collect();
        order
            .into_iter()
            .filter_map(|index| files[index].take())
            .collect()
    }

    fn edition(&mut self, name: &str, file: &FileDescriptorProto) -> Edition {
        use crate::wire::Enumeration;
        match (
            file.syntax.as_deref(),
            file.edition.map(Enumeration::number),
        ) {
            (Some("") | None | Some("proto2"), _) => Edition::Proto2,
            (Some("proto3"), _) => Edition::Proto3,
            (Some("editions"), Some(1000)) => Edition::Edition2023,
            (Some("editions"), Some(1001)) => Edition::Edition2024,
            (Some("editions"), Some(1002)) => Edition::Edition2026,
            (Some("editions"), Some(9999)) => Edition::Unstable,
            (syntax, edition) => {
                let edition = edition.unwrap_or_default();
                let finding = Finding::error(format!(
                    "unknown language version: syntax {syntax:?}, edition {edition}"
                ));
                let help = "this grpcgen knows proto2, proto3 and the editions 2023, 2024 and 2026";
                self.report.push(finding.in_file(name).help(help));
                Edition::Proto2
            }
        }
    }

    /// The message or enum that a type name (with its leading dot) stands for.
    fn resolve(&mut self, file: &str, user: &str, type_name: &str) -> Option<Symbol> {
        let symbol = type_name
            .strip_prefix('.')
            .and_then(|name| self.schema.find(name));
        if symbol.is_none() {
            self.fault(
                file,
                format!("{user} refers to {type_name:?}, which the descriptor set does not define"),
            );
        }
        symbol
    }
}
