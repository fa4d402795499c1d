//! What one module sees of a schema: its own files, and those that they import.

use crate::schema::{File, FileId, Role, Schema};
use std::collections::{HashMap, HashSet};

/// A part of a schema that is checked as one.
#[derive(Debug)]
pub struct View<'a> {
    /// The whole.
    pub schema: &'a Schema,
    /// By file id.
    seen: Vec<Sight>,
    by_name: HashMap<&'a str, &'a File>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Sight {
    Hidden,
    Import,
    Target,
}

impl<'a> View<'a> {
    /// The files that were asked for, with their imports.
    pub fn of_inputs(schema: &'a Schema) -> Self {
        Self::new(schema, |file| file.role == Role::Input)
    }

    /// The files that `is_target` names, with their imports.
    pub fn new(schema: &'a Schema, is_target: impl Fn(&File) -> bool) -> Self {
        let mut seen = vec![Sight::Hidden; schema.files().len()];
        // A file comes behind its imports.
        for file in schema.files().iter().rev() {
            if is_target(file) {
                seen[file.id.index()] = Sight::Target;
            }
            if seen[file.id.index()] == Sight::Hidden {
                continue;
            }
            for import in &file.imports {
                let sight = &mut seen[import.file.index()];
                if *sight == Sight::Hidden {
                    *sight = Sight::Import;
                }
            }
        }
        let files = schema.files().iter();
        let seen_files = files.filter(|file| seen[file.id.index()] != Sight::Hidden);
        let by_name = seen_files.map(|file| (file.name.as_str(), file)).collect();
        Self {
            schema,
            seen,
            by_name,
        }
    }

    /// The same without some files: what is not known of them on the other side is not held against them here.
    #[must_use]
    pub fn without(mut self, names: &HashSet<String>) -> Self {
        for file in self.schema.files() {
            if names.contains(&file.name) {
                self.seen[file.id.index()] = Sight::Hidden;
                self.by_name.remove(file.name.as_str());
            }
        }
        self
    }

    /// Whether a file is part of it, if only as an import.
    pub fn sees(&self, file: FileId) -> bool {
        self.seen[file.index()] != Sight::Hidden
    }

    /// Whether a file is one of its own.
    pub fn is_target(&self, file: FileId) -> bool {
        self.seen[file.index()] == Sight::Target
    }

    /// Its files, imports included.
    pub fn files(&self) -> impl Iterator<Item = &'a File> {
        let files = self.schema.files().iter();
        files.filter(|file| self.sees(file.id))
    }

    /// The file with this name.
    pub fn file_named(&self, name: &str) -> Option<&'a File> {
        self.by_name.get(name).copied()
    }

    /// Its own files.
    pub fn targets(&self) -> impl Iterator<Item = &'a File> {
        let files = self.schema.files().iter();
        files.filter(|file| self.is_target(file.id))
    }
}
