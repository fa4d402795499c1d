//! What is to be printed, decided: plain data without a descriptor, a feature or an unresolved name.

use crate::schema::{Idempotency, MethodShape};

/// One output file: a package.
pub(super) struct File {
    pub(super) path: String,
    pub(super) head: Vec<String>,
    pub(super) children: Vec<Child>,
    pub(super) module: Module,
}

/// A module that is a file of its own.
pub(super) struct Child {
    pub(super) name: String,
    pub(super) docs: String,
}

/// A module's content.
#[derive(Default)]
pub(super) struct Module {
    /// What the module takes from the runtime; `None` where it has no use for it.
    pub(super) runtime: Option<Runtime>,
    /// Prelude names that an item of this module hides.
    pub(super) hidden: Vec<&'static str>,
    pub(super) items: Vec<Item>,
}

/// The parts of the runtime that a module imports, and what it calls them.
pub(super) struct Runtime {
    pub(super) path: String,
    pub(super) wire: &'static str,
    /// The well-known types, where the module names one.
    pub(super) wkt: Option<&'static str>,
}

pub(super) enum Item {
    Message(Message),
    Enum(Enum),
    Oneof(Oneof),
    Extension(Extension),
    Module {
        docs: String,
        name: String,
        module: Module,
    },
    Service(Service),
}

#[allow(clippy::struct_excessive_bools)] // facts, each of which a template asks for by itself
pub(super) struct Message {
    pub(super) docs: Vec<String>,
    pub(super) attributes: Vec<String>,
    pub(super) name: String,
    pub(super) full_name: String,
    pub(super) total_equality: bool,
    pub(super) deprecated: bool,
    /// The members in the order of the schema, oneofs where their first member stands.
    pub(super) members: Vec<Member>,
    /// The name of the field with the unknown fields; `None` where they are dropped.
    pub(super) unknown_fields: Option<String>,
    pub(super) extendable: bool,
    /// Whether its extensions travel as items of a message set.
    pub(super) message_set: bool,
}

pub(super) enum Member {
    Field(Field),
    Oneof {
        docs: Vec<String>,
        attributes: Vec<String>,
        name: String,
        path: String,
        tags: Vec<u32>,
        number: u32,
    },
}

pub(super) struct Field {
    pub(super) docs: Vec<String>,
    pub(super) attributes: Vec<String>,
    pub(super) name: String,
    /// The Rust type without `Option`, `Vec` or map.
    pub(super) value: String,
    pub(super) number: u32,
    pub(super) full_name: String,
    pub(super) kind: String,
    pub(super) occurrence: Occurrence,
    /// Whether a value may not fit its type, and then goes to the unknown fields.
    pub(super) lenient: bool,
    pub(super) tags: Vec<u32>,
    pub(super) deprecated: bool,
    pub(super) debug_redact: bool,
    pub(super) accessor: Option<Accessor>,
}

/// How often the field occurs, as far as the printed code differs.
pub(super) enum Occurrence {
    Implicit,
    Explicit,
    Required,
    /// Required, but behind `Option<Box<…>>` because it closes a cycle.
    RequiredBox,
    Repeated,
    Packed,
    Map {
        collection: String,
        key: String,
        key_kind: String,
    },
}

/// A method that answers a field's value or its default.
pub(super) struct Accessor {
    pub(super) returns: String,
    pub(super) body: String,
}

pub(super) struct Oneof {
    pub(super) docs: Vec<String>,
    pub(super) attributes: Vec<String>,
    pub(super) name: String,
    pub(super) total_equality: bool,
    pub(super) variants: Vec<Variant>,
}

pub(super) struct Variant {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    pub(super) value: String,
    pub(super) number: u32,
    pub(super) kind: String,
    pub(super) tag: u32,
    pub(super) merges: bool,
    pub(super) deprecated: bool,
    pub(super) debug_redact: bool,
}

pub(super) struct Enum {
    pub(super) docs: Vec<String>,
    pub(super) attributes: Vec<String>,
    pub(super) name: String,
    pub(super) full_name: String,
    pub(super) closed: bool,
    pub(super) deprecated: bool,
    pub(super) values: Vec<Value>,
    pub(super) aliases: Vec<Alias>,
}

pub(super) struct Value {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    pub(super) proto: String,
    pub(super) number: i32,
    pub(super) deprecated: bool,
}

pub(super) struct Alias {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    pub(super) proto: String,
    pub(super) of: String,
    pub(super) deprecated: bool,
}

pub(super) struct Extension {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    pub(super) constructor: &'static str,
    pub(super) repeated: bool,
    pub(super) in_message_set: bool,
    pub(super) extendee: String,
    pub(super) value: String,
    pub(super) kind: String,
    pub(super) number: u32,
    pub(super) deprecated: bool,
}

pub(super) struct Service {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    pub(super) full_name: String,
    pub(super) client: Option<String>,
    pub(super) server: Option<String>,
    pub(super) interceptor: Option<String>,
    pub(super) fake: Option<Fake>,
    /// The runtime, as the service's modules see it.
    pub(super) runtime: String,
    /// Whether a method takes or answers a well-known type.
    pub(super) well_known: bool,
    pub(super) deprecated: bool,
    pub(super) methods: Vec<Method>,
}

/// The modules that a service's fake is made of.
pub(super) struct Fake {
    pub(super) module: String,
    pub(super) server: String,
    pub(super) client: String,
}

pub(super) struct Method {
    pub(super) docs: Vec<String>,
    pub(super) name: String,
    pub(super) constant: String,
    pub(super) proto: String,
    pub(super) path: String,
    pub(super) shape: MethodShape,
    pub(super) idempotency: Idempotency,
    pub(super) input: String,
    pub(super) output: String,
    pub(super) input_full_name: String,
    pub(super) output_full_name: String,
    /// Its options as they are encoded.
    pub(super) options: Vec<u8>,
    pub(super) deprecated: bool,
}
