//! The files whose elements a file uses: by types, by what it extends, and by custom options.

use super::pairs::{enums_of, extensions_of, messages_of};
use crate::schema::{Field, File, FileId, Kind, MessageId, Schema};
use crate::wire::{Message, RECURSION_LIMIT, Reader};
use std::collections::{HashMap, HashSet};

/// Finds the files that files use.
pub(super) struct Uses<'a> {
    schema: &'a Schema,
    extensions: HashMap<(MessageId, u32), &'a Field>,
    used: HashSet<FileId>,
}

impl<'a> Uses<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let keyed = |field: &'a Field| Some(((field.extendee?, field.number), field));
        Self {
            schema,
            extensions: schema.extensions().iter().filter_map(keyed).collect(),
            used: HashSet::new(),
        }
    }

    /// Every file that something in `file` refers to, itself perhaps included.
    pub(super) fn of(&mut self, file: &File) -> HashSet<FileId> {
        let schema = self.schema;
        self.options(file.options.as_deref());
        for message in messages_of(schema, file) {
            self.options(message.options.as_deref());
            for oneof in &message.oneofs {
                self.options(oneof.options.as_deref());
            }
            message.fields.iter().for_each(|field| self.field(field));
        }
        for extension in extensions_of(schema, file) {
            self.field(extension);
            let extendee = extension.extendee.map(|id| schema.message(id).file);
            self.used.extend(extendee);
        }
        for enumeration in enums_of(schema, file) {
            self.options(enumeration.options.as_deref());
            for value in &enumeration.values {
                self.options(value.options.as_deref());
            }
        }
        for service in file.services.iter().map(|id| schema.service(*id)) {
            self.options(service.options.as_deref());
            for method in &service.methods {
                let types = [method.input, method.output];
                self.used.extend(types.map(|id| schema.message(id).file));
                self.options(method.options.as_deref());
            }
        }
        std::mem::take(&mut self.used)
    }

    fn field(&mut self, field: &Field) {
        match field.kind {
            Kind::Enum(id) => self.used.extend([self.schema.enumeration(id).file]),
            kind => {
                let message = kind.message().map(|id| self.schema.message(id));
                self.used.extend(message.map(|message| message.file));
            }
        }
        self.options(field.options.as_deref());
    }

    fn options<O: Message>(&mut self, options: Option<&O>) {
        // A schema without descriptor.proto has no custom options.
        let message = self.schema.message_named(O::FULL_NAME);
        if let (Some(options), Some(message)) = (options, message) {
            self.encoded(message.id, &options.encode_to_vec(), 0);
        }
    }

    /// The extensions in an encoded message, and in the messages within it.
    fn encoded(&mut self, message: MessageId, bytes: &[u8], depth: u32) {
        if depth == RECURSION_LIMIT {
            return;
        }
        let mut reader = Reader::new(bytes);
        while let Ok(Some(tag)) = reader.tag() {
            let before = reader.remaining();
            if reader.skip().is_err() {
                return;
            }
            let number = tag >> 3;
            let extension = self.extensions.get(&(message, number)).copied();
            self.used.extend(extension.map(|field| field.file));
            let declared = || self.schema.message(message).field(number);
            let Some(field) = extension.or_else(declared) else {
                continue;
            };
            let value = &before[..before.len() - reader.remaining().len()];
            let inner = (tag & 7 == 2).then(|| Reader::new(value).delimited().ok());
            let inner = inner.map_or(Some(value), |inner| inner);
            if let (Some(id), Some(inner)) = (field.kind.message(), inner) {
                self.encoded(id, inner, depth + 1);
            }
        }
    }
}
