//! The typed, linked schema: what every later stage reads.
//!
//! In: file descriptors ([`link`]). Out: [`Schema`], with names resolved to ids and editions features resolved to plain
//! facts (presence, packing, open or closed, …). It knows no parser, and a schema cannot be made in any other way, so later
//! stages never see unchecked input.

mod comments;
mod enumeration;
mod features;
mod field;
mod file;
mod id;
mod link;
mod locations;
mod message;
pub(crate) mod names;
mod options;
mod service;
mod site;
pub(crate) mod source_info;

pub use comments::Comments;
pub use enumeration::{Enum, EnumValue};
pub use features::{
    DefaultVisibility, EnumType, Features, JsonFormat, Limits, MessageEncoding, NamingStyle,
    Presence, RepeatedEncoding,
};
pub use field::{DefaultValue, Field, Kind, Shape, Utf8};
pub use file::{Edition, File, Import, ImportKind, Role};
pub use id::{EnumId, ExtensionId, FileId, MessageId, ServiceId};
pub use link::link;
pub use locations::Locations;
pub use message::{Message, Oneof, Visibility};
pub use options::{OptionMessage, OptionValue};
pub use service::{Idempotency, Method, MethodShape, Service};
pub use site::{Element, Site};

use crate::report::{Finding, Sources};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// A set of files whose references all resolve.
#[derive(Debug, Default)]
pub struct Schema {
    files: Vec<File>,
    messages: Vec<Message>,
    enums: Vec<Enum>,
    services: Vec<Service>,
    extensions: Vec<Field>,
    by_name: HashMap<String, Symbol>,
    sources: Sources,
    warnings: Vec<Finding>,
}

/// What a full name stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Symbol {
    /// A message.
    Message(MessageId),
    /// An enum.
    Enum(EnumId),
    /// A service.
    Service(ServiceId),
    /// An extension field.
    Extension(ExtensionId),
}

impl Schema {
    /// Every file, each after those it imports.
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// The file with this id.
    pub fn file(&self, id: FileId) -> &File {
        &self.files[id.index()]
    }

    /// The message with this id.
    pub fn message(&self, id: MessageId) -> &Message {
        &self.messages[id.index()]
    }

    /// The enum with this id.
    pub fn enumeration(&self, id: EnumId) -> &Enum {
        &self.enums[id.index()]
    }

    /// The service with this id.
    pub fn service(&self, id: ServiceId) -> &Service {
        &self.services[id.index()]
    }

    /// The extension with this id.
    pub fn extension(&self, id: ExtensionId) -> &Field {
        &self.extensions[id.index()]
    }

    /// Every message, in the order of [`MessageId`].
    pub fn messages(&self) -> &[Message] {
        &self.messages
    }

    /// Every enum, in the order of [`EnumId`].
    pub fn enums(&self) -> &[Enum] {
        &self.enums
    }

    /// Every service, in the order of [`ServiceId`].
    pub fn services(&self) -> &[Service] {
        &self.services
    }

    /// Every extension, in the order of [`ExtensionId`].
    pub fn extensions(&self) -> &[Field] {
        &self.extensions
    }

    /// What a full name (without a leading dot) stands for.
    pub fn find(&self, full_name: &str) -> Option<Symbol> {
        self.by_name.get(full_name).copied()
    }

    /// The message with this full name.
    pub fn message_named(&self, full_name: &str) -> Option<&Message> {
        match self.find(full_name)? {
            Symbol::Message(id) => Some(self.message(id)),
            Symbol::Enum(_) | Symbol::Service(_) | Symbol::Extension(_) => None,
        }
    }

    /// The enum with this full name.
    pub fn enum_named(&self, full_name: &str) -> Option<&Enum> {
        match self.find(full_name)? {
            Symbol::Enum(id) => Some(self.enumeration(id)),
            Symbol::Message(_) | Symbol::Service(_) | Symbol::Extension(_) => None,
        }
    }

    /// The service with this full name.
    pub fn service_named(&self, full_name: &str) -> Option<&Service> {
        match self.find(full_name)? {
            Symbol::Service(id) => Some(self.service(id)),
            Symbol::Message(_) | Symbol::Enum(_) | Symbol::Extension(_) => None,
        }
    }

    /// The extension with this full name.
    pub fn extension_named(&self, full_name: &str) -> Option<&Field> {
        match self.find(full_name)? {
            Symbol::Extension(id) => Some(self.extension(id)),
            Symbol::Message(_) | Symbol::Enum(_) | Symbol::Service(_) => None,
        }
    }

    /// The text of the files, where they were compiled from source: what findings about the schema show.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    pub(crate) fn with_sources(self, sources: Sources) -> Self {
        Self { sources, ..self }
    }

    /// What is worth knowing of the files, but does not keep anyone from using them.
    pub fn warnings(&self) -> &[Finding] {
        &self.warnings
    }

    pub(crate) fn with_warnings(self, warnings: Vec<Finding>) -> Self {
        Self { warnings, ..self }
    }

    /// The files of each package, packages in the order of their names.
    pub fn packages(&self) -> BTreeMap<&str, Vec<FileId>> {
        let mut packages = BTreeMap::<&str, Vec<FileId>>::new();
        for file in &self.files {
            packages.entry(&file.package).or_default().push(file.id);
        }
        packages
    }
}
