//! Where elements and their details stand: descriptor paths, made when somebody asks.

use super::{Enum, EnumValue, Field, File, FileId, Message, Method, Oneof, Schema, Service};
use crate::report::Span;

/// The place of an element: its file and its descriptor path.
#[derive(Clone, Debug)]
pub struct Site<'a> {
    /// The file.
    pub file: &'a File,
    /// The path from the file's descriptor.
    pub path: Vec<i32>,
}

impl<'a> Site<'a> {
    /// A place in a file.
    pub fn new(file: &'a File, path: impl Into<Vec<i32>>) -> Self {
        Self {
            file,
            path: path.into(),
        }
    }

    /// The place of what is at `steps` from here.
    #[must_use]
    pub fn at(mut self, steps: &[i32]) -> Self {
        self.path.extend_from_slice(steps);
        self
    }

    /// Its stretch of text; a file as a whole has none.
    pub fn span(&self) -> Option<Span> {
        if self.path.is_empty() {
            return None;
        }
        self.file.locations.span(&self.path)
    }

    /// The comments before it and before everything that it stands in.
    pub fn leading_comments(&self) -> impl Iterator<Item = String> {
        let (file, path) = (self.file, &self.path);
        let comments = (1..=path.len())
            .rev()
            .filter_map(move |length| file.locations.comments(&path[..length]));
        comments.filter_map(|comments| comments.leading().map(str::to_owned))
    }
}

/// What has a place in a file.
pub trait Element {
    /// The file it stands in.
    fn file(&self, schema: &Schema) -> FileId;
    /// Its descriptor path.
    fn path(&self, schema: &Schema) -> Vec<i32>;
    /// What it is called: a file's name, else the full name.
    fn full_name(&self) -> &str;

    /// Where it stands. What a map field declares by being one stands where the field's type does.
    fn site<'a>(&self, schema: &'a Schema) -> Site<'a> {
        Site::new(schema.file(self.file(schema)), self.path(schema))
    }
}

impl Element for File {
    fn file(&self, _: &Schema) -> FileId {
        self.id
    }

    fn path(&self, _: &Schema) -> Vec<i32> {
        Vec::new()
    }

    fn full_name(&self) -> &str {
        &self.name
    }
}

impl Element for Message {
    fn file(&self, _: &Schema) -> FileId {
        self.file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        let Some(parent) = self.parent.map(|parent| schema.message(parent)) else {
            let index = schema.file(self.file).messages.binary_search(&self.id);
            return child(Vec::new(), 4, index);
        };
        let of_entry = |field: &&Field| field.kind.message() == Some(self.id);
        if self.map_entry
            && let Some(field) = parent.fields.iter().find(of_entry)
        {
            let mut path = field.path(schema);
            path.push(6);
            return path;
        }
        child(
            parent.path(schema),
            3,
            parent.messages.binary_search(&self.id),
        )
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

impl Element for Enum {
    fn file(&self, _: &Schema) -> FileId {
        self.file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        if let Some(parent) = self.parent.map(|parent| schema.message(parent)) {
            let index = parent.enums.binary_search(&self.id);
            child(parent.path(schema), 4, index)
        } else {
            let index = schema.file(self.file).enums.binary_search(&self.id);
            child(Vec::new(), 5, index)
        }
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

impl Element for EnumValue {
    fn file(&self, schema: &Schema) -> FileId {
        schema.enumeration(self.enumeration).file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        let path = schema.enumeration(self.enumeration).path(schema);
        child(path, 2, Ok(self.index))
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

impl Element for Field {
    fn file(&self, _: &Schema) -> FileId {
        self.file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        match self.scope.map(|scope| schema.message(scope)) {
            None => child(Vec::new(), 7, Ok(self.index)),
            Some(scope) if self.extendee.is_some() => child(scope.path(schema), 6, Ok(self.index)),
            Some(entry) if entry.map_entry => entry.path(schema),
            Some(message) => child(message.path(schema), 2, Ok(self.index)),
        }
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

impl Element for Oneof {
    fn file(&self, schema: &Schema) -> FileId {
        schema.message(self.message).file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        let path = schema.message(self.message).path(schema);
        child(path, 8, Ok(self.index))
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

impl Element for Service {
    fn file(&self, _: &Schema) -> FileId {
        self.file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        let index = schema.file(self.file).services.binary_search(&self.id);
        child(Vec::new(), 6, index)
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

impl Element for Method {
    fn file(&self, schema: &Schema) -> FileId {
        schema.service(self.service).file
    }

    fn path(&self, schema: &Schema) -> Vec<i32> {
        let path = schema.service(self.service).path(schema);
        child(path, 2, Ok(self.index))
    }

    fn full_name(&self) -> &str {
        &self.full_name
    }
}

fn child(mut path: Vec<i32>, number: i32, index: Result<usize, usize>) -> Vec<i32> {
    let (Ok(index) | Err(index)) = index;
    path.extend([number, i32::try_from(index).unwrap_or(i32::MAX)]);
    path
}
