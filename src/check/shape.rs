//! What an element is, as text: equal where nothing about it differs that anybody could depend on.
//!
//! Places and comments are no part of it. Only equality counts, nobody reads it: fingerprints are made of it.

use crate::schema::{
    Element, Enum, EnumValue, Field, File, Kind, Message, Method, Oneof, Schema, Service,
};
use crate::wire;
use std::fmt::Write;

/// How far a shape reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// Only what is said of the element itself.
    Own,
    /// What is in it, too.
    Whole,
}

/// What has a shape.
pub trait Shaped: Element {
    /// The shape.
    fn shape(&self, schema: &Schema, depth: Depth) -> String;
}

/// What tells one finding of a rule from others: the element, what it was, and what it is.
pub fn fingerprint(rule: &str, element: &str, before: Option<&str>, after: Option<&str>) -> String {
    let parts = [Some(rule), Some(element), before, after];
    // FNV-1a: the same in every version and on every machine.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut add = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for part in parts {
        add(u8::from(part.is_some()));
        part.into_iter().flat_map(str::bytes).for_each(&mut add);
        add(0);
    }
    format!("{hash:016x}")
}

impl Shaped for Field {
    fn shape(&self, schema: &Schema, _: Depth) -> String {
        let Self {
            name,
            number,
            json_name,
            shape,
            ..
        } = self;
        let kind = kind(schema, self.kind);
        let mut text = format!(
            "{shape:?} {kind} {name}={number} {json_name} {:?}",
            self.utf8
        );
        if let Some(default) = &self.default {
            add(&mut text, format_args!(" default {default:?}"));
        }
        if let Some(extendee) = self.extendee {
            let extendee = &schema.message(extendee).full_name;
            add(&mut text, format_args!(" extends {extendee}"));
        }
        let message = self.scope.map(|scope| schema.message(scope));
        let oneofs = message.filter(|_| self.extendee.is_none());
        let oneof = oneofs.and_then(|message| message.oneofs.get(self.oneof?));
        if let Some(oneof) = oneof {
            add(&mut text, format_args!(" in {}", oneof.name));
        }
        text + &options(self.options.as_deref())
    }
}

impl Shaped for EnumValue {
    fn shape(&self, _: &Schema, _: Depth) -> String {
        let Self { name, number, .. } = self;
        format!("{name}={number}{}", options(self.options.as_deref()))
    }
}

impl Shaped for Oneof {
    fn shape(&self, schema: &Schema, _: Depth) -> String {
        let message = schema.message(self.message);
        let fields = self.fields.iter().filter_map(|at| message.fields.get(*at));
        let numbers: Vec<_> = fields.map(|field| field.number).collect();
        format!(
            "oneof {} {numbers:?}{}",
            self.name,
            options(self.options.as_deref())
        )
    }
}

impl Shaped for Method {
    fn shape(&self, schema: &Schema, _: Depth) -> String {
        let [input, output] = [self.input, self.output].map(|id| &schema.message(id).full_name);
        let Self {
            name,
            shape,
            idempotency,
            ..
        } = self;
        let options = options(self.options.as_deref());
        format!("rpc {name} {input} {output} {shape:?} {idempotency:?}{options}")
    }
}

impl Shaped for Message {
    fn shape(&self, schema: &Schema, depth: Depth) -> String {
        let Self {
            full_name,
            reserved_ranges,
            reserved_names,
            extension_ranges,
            ..
        } = self;
        let mut text = format!(
            "message {full_name} {reserved_ranges:?} {reserved_names:?} {extension_ranges:?}{}",
            options(self.options.as_deref())
        );
        if depth == Depth::Whole {
            let messages = self.messages.iter().map(|id| schema.message(*id));
            let enums = self.enums.iter().map(|id| schema.enumeration(*id));
            let extensions = self.extensions.iter().map(|id| schema.extension(*id));
            add_all(&mut text, schema, &self.fields);
            add_all(&mut text, schema, messages);
            add_all(&mut text, schema, enums);
            add_all(&mut text, schema, extensions);
        }
        text
    }
}

impl Shaped for Enum {
    fn shape(&self, schema: &Schema, depth: Depth) -> String {
        let Self {
            full_name,
            closed,
            reserved_ranges,
            reserved_names,
            ..
        } = self;
        let mut text = format!(
            "enum {full_name} {closed} {reserved_ranges:?} {reserved_names:?}{}",
            options(self.options.as_deref())
        );
        if depth == Depth::Whole {
            add_all(&mut text, schema, &self.values);
        }
        text
    }
}

impl Shaped for Service {
    fn shape(&self, schema: &Schema, depth: Depth) -> String {
        let mut text = format!(
            "service {}{}",
            self.full_name,
            options(self.options.as_deref())
        );
        if depth == Depth::Whole {
            add_all(&mut text, schema, &self.methods);
        }
        text
    }
}

impl Shaped for File {
    fn shape(&self, schema: &Schema, depth: Depth) -> String {
        let Self {
            name,
            package,
            edition,
            ..
        } = self;
        let mut text = format!(
            "file {name} {package} {edition:?}{}",
            options(self.options.as_deref())
        );
        if depth == Depth::Whole {
            let messages = self.messages.iter().map(|id| schema.message(*id));
            let enums = self.enums.iter().map(|id| schema.enumeration(*id));
            let services = self.services.iter().map(|id| schema.service(*id));
            let extensions = self.extensions.iter().map(|id| schema.extension(*id));
            add_all(&mut text, schema, messages);
            add_all(&mut text, schema, enums);
            add_all(&mut text, schema, services);
            add_all(&mut text, schema, extensions);
        }
        text
    }
}

/// The type of a field in words that schemas share, which ids are not.
pub fn kind(schema: &Schema, kind: Kind) -> String {
    match kind {
        Kind::Enum(id) => format!("enum {}", schema.enumeration(id).full_name),
        Kind::Message(id) => entry_or_name(schema, schema.message(id)),
        Kind::Group(id) => format!("group {}", schema.message(id).full_name),
        scalar => format!("{scalar:?}").to_lowercase(),
    }
}

/// A map's entry is called by what it holds: its own name is that of the field.
fn entry_or_name(schema: &Schema, message: &Message) -> String {
    if !message.map_entry {
        return message.full_name.clone();
    }
    let kinds = message.fields.iter().map(|field| kind(schema, field.kind));
    format!("map<{}>", kinds.collect::<Vec<_>>().join(", "))
}

fn add_all<'a, S: Shaped + 'a>(
    text: &mut String,
    schema: &Schema,
    elements: impl IntoIterator<Item = &'a S>,
) {
    for element in elements {
        add(
            text,
            format_args!("\n{}", element.shape(schema, Depth::Whole)),
        );
    }
}

/// The bytes of options: custom ones are there too.
fn options<M: wire::Message>(options: Option<&M>) -> String {
    let bytes = options
        .map(wire::Message::encode_to_vec)
        .unwrap_or_default();
    if bytes.is_empty() {
        return String::new();
    }
    format!(" {bytes:02x?}")
}

fn add(text: &mut String, what: std::fmt::Arguments) {
    text.write_fmt(what)
        .expect("a string takes whatever is written");
}
