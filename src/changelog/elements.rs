//! What a schema declares, each with the facts that users may depend on.

use super::annotation;
use crate::check::View;
use crate::schema::names::json_name;
use crate::schema::{
    Comments, Enum, Field, File, Idempotency, Kind, Message, Method, MethodShape, Schema, Service,
    Shape,
};
use std::collections::BTreeMap;
use std::fmt;

/// The elements of a schema. Fields and enum values go by their number, all else by its name.
pub(super) struct Elements(pub(super) BTreeMap<Key, Element>);

/// What an element goes by, from version to version. The order is that of what is read: containers, then what is in them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    /// The full name of the container, or of the element itself where it is one.
    of: String,
    word: Word,
    number: i64,
    name: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Word {
    Message,
    Enum,
    Service,
    Field,
    Extension,
    Value,
    Method,
}

/// One element.
pub(super) struct Element {
    word: Word,
    pub(super) package: String,
    pub(super) full_name: String,
    /// How it is called where its package is known.
    name: String,
    /// What it is in.
    parent: Option<Key>,
    /// Facts by what they are called; an empty one is not told where the element is new.
    facts: Vec<(&'static str, String)>,
    comment: String,
}

impl Elements {
    pub(super) fn of(views: &[View]) -> Self {
        let mut elements = Self(BTreeMap::new());
        for view in views {
            for file in view.targets() {
                elements.add_file(view.schema, file);
            }
        }
        elements
    }

    /// Whether what an element is in is here too: what comes and goes with its container is no change of its own.
    pub(super) fn has_parent(&self, element: &Element) -> bool {
        element
            .parent
            .as_ref()
            .is_none_or(|parent| self.0.contains_key(parent))
    }

    pub(super) fn comments(&self) -> Vec<&str> {
        self.0
            .values()
            .map(|element| element.comment.as_str())
            .collect()
    }

    fn add_file(&mut self, schema: &Schema, file: &File) {
        for id in &file.messages {
            self.add_message(schema, file, schema.message(*id), None);
        }
        for id in &file.enums {
            self.add_enum(file, schema.enumeration(*id), None);
        }
        for id in &file.services {
            self.add_service(schema, file, schema.service(*id));
        }
        for id in &file.extensions {
            self.add_field(schema, file, schema.extension(*id), None);
        }
    }

    fn add_message(
        &mut self,
        schema: &Schema,
        file: &File,
        message: &Message,
        parent: Option<&Key>,
    ) {
        if message.map_entry {
            return;
        }
        let key = Key::named(Word::Message, &message.full_name);
        let facts = vec![
            (
                "reserved numbers",
                numbers(
                    message
                        .reserved_ranges
                        .iter()
                        .map(|range| (range.start.into(), i64::from(range.end) - 1)),
                ),
            ),
            ("reserved names", message.reserved_names.join(", ")),
            ("deprecation", deprecation(message.deprecated)),
        ];
        self.add(
            file,
            &key,
            &message.full_name,
            parent,
            facts,
            &message.comments,
        );
        for field in &message.fields {
            self.add_field(schema, file, field, Some(&key));
        }
        for id in &message.messages {
            self.add_message(schema, file, schema.message(*id), Some(&key));
        }
        for id in &message.enums {
            self.add_enum(file, schema.enumeration(*id), Some(&key));
        }
        for id in &message.extensions {
            self.add_field(schema, file, schema.extension(*id), Some(&key));
        }
    }

    fn add_field(&mut self, schema: &Schema, file: &File, field: &Field, parent: Option<&Key>) {
        let extendee = field
            .extendee
            .map(|id| schema.message(id).full_name.as_str());
        let message = field
            .scope
            .map_or("", |id| schema.message(id).full_name.as_str());
        let key = Key {
            of: extendee.unwrap_or(message).to_owned(),
            word: extendee.map_or(Word::Field, |_| Word::Extension),
            number: field.number.into(),
            name: String::new(),
        };
        let oneof = field.scope.filter(|_| extendee.is_none());
        let oneof = oneof.and_then(|id| schema.message(id).oneofs.get(field.oneof?));
        let derived = json_name(&field.name) == field.json_name || extendee.is_some();
        let facts = vec![
            ("name", field.name.clone()),
            ("type", type_in_words(schema, field)),
            (
                "oneof",
                oneof.map_or_else(String::new, |oneof| oneof.name.clone()),
            ),
            (
                "JSON name",
                if derived {
                    String::new()
                } else {
                    field.json_name.clone()
                },
            ),
            (
                "default",
                field
                    .default
                    .as_ref()
                    .map_or_else(String::new, |default| format!("{default:?}")),
            ),
            ("behavior", annotation::behavior(schema, field)),
            ("deprecation", deprecation(field.deprecated)),
        ];
        self.add(file, &key, &field.full_name, parent, facts, &field.comments);
    }

    fn add_enum(&mut self, file: &File, enumeration: &Enum, parent: Option<&Key>) {
        let key = Key::named(Word::Enum, &enumeration.full_name);
        let ranges = enumeration.reserved_ranges.iter();
        let ranges = ranges.map(|range| ((*range.start()).into(), (*range.end()).into()));
        let facts = vec![
            ("reserved numbers", numbers(ranges)),
            ("reserved names", enumeration.reserved_names.join(", ")),
            ("deprecation", deprecation(enumeration.deprecated)),
        ];
        self.add(
            file,
            &key,
            &enumeration.full_name,
            parent,
            facts,
            &enumeration.comments,
        );
        for value in &enumeration.values {
            let key_of_value = Key {
                of: enumeration.full_name.clone(),
                word: Word::Value,
                number: value.number.into(),
                // Of several names for one number, each stands for itself.
                name: if enumeration.allow_alias {
                    value.name.clone()
                } else {
                    String::new()
                },
            };
            let facts = vec![
                ("name", value.name.clone()),
                ("deprecation", deprecation(value.deprecated)),
            ];
            self.add(
                file,
                &key_of_value,
                &value.full_name,
                Some(&key),
                facts,
                &value.comments,
            );
        }
    }

    fn add_service(&mut self, schema: &Schema, file: &File, service: &Service) {
        let key = Key::named(Word::Service, &service.full_name);
        let facts = vec![("deprecation", deprecation(service.deprecated))];
        self.add(
            file,
            &key,
            &service.full_name,
            None,
            facts,
            &service.comments,
        );
        for method in &service.methods {
            let key_of_method = Key {
                of: service.full_name.clone(),
                word: Word::Method,
                number: 0,
                name: method.name.clone(),
            };
            let facts = method_facts(schema, method);
            self.add(
                file,
                &key_of_method,
                &method.full_name,
                Some(&key),
                facts,
                &method.comments,
            );
        }
    }

    fn add(
        &mut self,
        file: &File,
        key: &Key,
        full_name: &str,
        parent: Option<&Key>,
        facts: Vec<(&'static str, String)>,
        comments: &Comments,
    ) {
        let inner = full_name.strip_prefix(file.package.as_str());
        let inner = inner
            .and_then(|rest| rest.strip_prefix('.'))
            .unwrap_or(full_name);
        let element = Element {
            word: key.word,
            package: file.package.clone(),
            full_name: full_name.to_owned(),
            name: match key.word {
                Word::Field | Word::Value | Word::Extension => {
                    let of = key.of.strip_prefix(file.package.as_str());
                    let of = of
                        .and_then(|rest| rest.strip_prefix('.'))
                        .unwrap_or(&key.of);
                    format!("{} of `{of}`", key.number)
                }
                Word::Message | Word::Enum | Word::Service | Word::Method => inner.to_owned(),
            },
            parent: parent.cloned(),
            facts,
            comment: comments.doc().unwrap_or_default().to_owned(),
        };
        self.0.insert(key.clone(), element);
    }
}

impl Key {
    fn named(word: Word, full_name: &str) -> Self {
        Self {
            of: full_name.to_owned(),
            word,
            number: 0,
            name: String::new(),
        }
    }
}

impl Element {
    /// How it differs from what it was, each in words.
    pub(super) fn differences(&self, old: &Self) -> Vec<String> {
        let facts = self.facts.iter().zip(&old.facts);
        let different = facts.filter(|(new, old)| new != old);
        let words = different.map(|((what, new), (_, old))| {
            let change = match (*what, old.is_empty(), new.is_empty()) {
                ("deprecation", true, false) => "is deprecated".to_owned(),
                ("deprecation", ..) => "is no longer deprecated".to_owned(),
                ("oneof", true, false) => format!("is in the oneof `{new}` now"),
                ("oneof", false, true) => format!("is no longer in the oneof `{old}`"),
                (what, true, false) => format!("has the {what} `{new}` now"),
                (what, false, true) => format!("no longer has the {what} `{old}`"),
                (what, ..) => format!("changed its {what} from `{old}` to `{new}`"),
            };
            format!("{self} {change}")
        });
        words.collect()
    }

    fn fact(&self, what: &str) -> Option<&str> {
        let fact = self.facts.iter().find(|(name, _)| *name == what);
        fact.map(|(_, value)| value.as_str())
    }
}

/// What it is: enough to know it by.
impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, own) = (&self.name, self.fact("name").unwrap_or_default());
        match self.word {
            Word::Message => write!(f, "message `{name}`"),
            Word::Enum => write!(f, "enum `{name}`"),
            Word::Service => write!(f, "service `{name}`"),
            Word::Method => write!(f, "method `{name}`"),
            Word::Field => write!(f, "field `{own}` = {name}"),
            Word::Extension => write!(f, "extension `{own}` = {name}"),
            Word::Value => write!(f, "value `{own}` = {name}"),
        }
    }
}

fn method_facts(schema: &Schema, method: &Method) -> Vec<(&'static str, String)> {
    let name = |id| schema.message(id).full_name.clone();
    let shape = match method.shape {
        MethodShape::Unary => "unary",
        MethodShape::ServerStreaming => "server streaming",
        MethodShape::ClientStreaming => "client streaming",
        MethodShape::Bidirectional => "bidirectional",
    };
    let idempotency = match method.idempotency {
        Idempotency::Unknown => "",
        Idempotency::NoSideEffects => "NO_SIDE_EFFECTS",
        Idempotency::Idempotent => "IDEMPOTENT",
    };
    vec![
        ("request", name(method.input)),
        ("response", name(method.output)),
        ("shape", shape.to_owned()),
        ("idempotency level", idempotency.to_owned()),
        ("routes", annotation::routes_of(schema, method)),
        ("deprecation", deprecation(method.deprecated)),
    ]
}

fn numbers(ranges: impl Iterator<Item = (i64, i64)>) -> String {
    let words = ranges.map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first} to {last}")
        }
    });
    words.collect::<Vec<_>>().join(", ")
}

fn deprecation(deprecated: bool) -> String {
    if deprecated {
        "deprecated".to_owned()
    } else {
        String::new()
    }
}

fn type_in_words(schema: &Schema, field: &Field) -> String {
    let word = match field.shape {
        Shape::Implicit | Shape::Map => "",
        Shape::Explicit if field.kind.message().is_some() || field.oneof.is_some() => "",
        Shape::Explicit => "optional ",
        Shape::Required => "required ",
        Shape::Repeated | Shape::Packed => "repeated ",
    };
    format!("{word}{}", kind_in_words(schema, field.kind))
}

fn kind_in_words(schema: &Schema, kind: Kind) -> String {
    match kind {
        Kind::Enum(id) => schema.enumeration(id).full_name.clone(),
        Kind::Message(id) | Kind::Group(id) => {
            let message = schema.message(id);
            match message.fields.as_slice() {
                [key, value] if message.map_entry => {
                    let [key, value] = [key, value].map(|field| kind_in_words(schema, field.kind));
                    format!("map<{key}, {value}>")
                }
                _ => message.full_name.clone(),
            }
        }
        scalar => scalar.keyword().unwrap_or_default().to_owned(),
    }
}
