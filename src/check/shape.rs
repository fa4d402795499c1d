//! What an element is, as text: equal where nothing about it differs that anybody could depend on.
//!
//! Places and comments are no part of it. Only equality counts, nobody reads it: fingerprints are made of it. Waivers name
//! these, so the words here stay as they are, whatever the schema calls its own.

use crate::schema::{
    DefaultValue, Edition, Element, Enum, EnumValue, Field, File, Idempotency, Kind, Message,
    Method, MethodShape, Oneof, Schema, Service, Utf8,
};
use crate::{schema, wire};
use std::fmt::Write;
use std::ops::{Range, RangeInclusive};

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
        let (shape, utf8) = (shape_word(*shape), utf8_word(self.utf8));
        let mut text = format!("{shape} {kind} {name}={number} {json_name} {utf8}");
        if let Some(value) = &self.default {
            add(&mut text, format_args!(" default {}", default(value)));
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
        let numbers = list(fields.map(|field| field.number.to_string()));
        let options = options(self.options.as_deref());
        format!("oneof {} {numbers}{options}", self.name)
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
        let (shape, idempotency) = (method_shape_word(*shape), idempotency_word(*idempotency));
        format!("rpc {name} {input} {output} {shape} {idempotency}{options}")
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
        let ranges = |ranges: &[Range<u32>]| list(ranges.iter().map(range));
        let mut text = format!(
            "message {full_name} {} {} {}{}",
            ranges(reserved_ranges),
            list(reserved_names.iter().map(quoted)),
            ranges(extension_ranges),
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
            "enum {full_name} {closed} {} {}{}",
            list(reserved_ranges.iter().map(inclusive_range)),
            list(reserved_names.iter().map(quoted)),
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
            "file {name} {package} {}{}",
            edition_word(*edition),
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
        scalar => scalar.keyword().unwrap_or_default().to_owned(),
    }
}

fn shape_word(shape: schema::Shape) -> &'static str {
    use schema::Shape::{Explicit, Implicit, Map, Packed, Repeated, Required};
    match shape {
        Implicit => "Implicit",
        Explicit => "Explicit",
        Required => "Required",
        Repeated => "Repeated",
        Packed => "Packed",
        Map => "Map",
    }
}

fn utf8_word(utf8: Utf8) -> &'static str {
    match utf8 {
        Utf8::Verify => "Verify",
        Utf8::None => "None",
    }
}

fn method_shape_word(shape: MethodShape) -> &'static str {
    match shape {
        MethodShape::Unary => "Unary",
        MethodShape::ServerStreaming => "ServerStreaming",
        MethodShape::ClientStreaming => "ClientStreaming",
        MethodShape::Bidirectional => "Bidirectional",
    }
}

fn idempotency_word(level: Idempotency) -> &'static str {
    match level {
        Idempotency::Unknown => "Unknown",
        Idempotency::NoSideEffects => "NoSideEffects",
        Idempotency::Idempotent => "Idempotent",
    }
}

fn edition_word(edition: Edition) -> &'static str {
    match edition {
        Edition::Proto2 => "Proto2",
        Edition::Proto3 => "Proto3",
        Edition::Edition2023 => "Edition2023",
        Edition::Edition2024 => "Edition2024",
        Edition::Edition2026 => "Edition2026",
        Edition::Unstable => "Unstable",
    }
}

fn default(value: &DefaultValue) -> String {
    match value {
        DefaultValue::Float(value) => format!("Float({value:?})"),
        DefaultValue::Int(value) => format!("Int({value})"),
        DefaultValue::Uint(value) => format!("Uint({value})"),
        DefaultValue::Bool(value) => format!("Bool({value})"),
        DefaultValue::String(text) => format!("String({})", quoted(text)),
        DefaultValue::Bytes(bytes) => {
            format!("Bytes({})", list(bytes.iter().map(u8::to_string)))
        }
        DefaultValue::Enum(index) => format!("Enum({index})"),
    }
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn quoted(text: &String) -> String {
    format!("{text:?}")
}

fn range(range: &Range<u32>) -> String {
    format!("{}..{}", range.start, range.end)
}

fn inclusive_range(range: &RangeInclusive<i32>) -> String {
    format!("{}..={}", range.start(), range.end())
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
    // As `{bytes:02x?}` has it, which takes ten times as long.
    let digit = |half: u8| char::from_digit(half.into(), 16).unwrap_or_default();
    let mut text = String::with_capacity(bytes.len() * 4 + 1);
    for (index, byte) in bytes.iter().enumerate() {
        text.push_str(if index == 0 { " [" } else { ", " });
        text.extend([digit(byte >> 4), digit(byte & 0xf)]);
    }
    text.push(']');
    text
}

fn add(text: &mut String, what: std::fmt::Arguments) {
    text.write_fmt(what)
        .expect("a string takes whatever is written");
}
