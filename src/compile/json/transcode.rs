//! Messages: JSON objects to the binary format, by descriptors.

use super::scalar::{GROUP, GROUP_END, delimited, signed, tag, variable, write};
use super::special;
use super::types::{MessageType, Types};
use crate::descriptor::google::protobuf::FieldDescriptorProto;
use crate::descriptor::google::protobuf::field_descriptor_proto::{Label, Type};
use crate::report::{Finding, Report, nearest};
use serde_json::{Map, Value};

/// What to do about keys in brackets, which name extensions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Extensions {
    /// What they are is not known yet: leave them out.
    Later,
    /// One that the types do not have is a fault.
    Known,
}

/// More faults than this are not told.
const MOST_FAULTS: usize = 100;

/// What buf adds to the files of its images; a schema does not need it.
const LEFT_OUT: &str = "bufExtension";

/// The encoding of a message of this type.
pub(super) fn transcode(
    value: &Value,
    full_name: &str,
    types: &Types<'_>,
    extensions: Extensions,
) -> Result<Vec<u8>, Report> {
    let mut transcoder = Transcoder {
        types,
        extensions,
        path: Vec::new(),
        faults: Report::default(),
    };
    let mut out = Vec::new();
    transcoder.message(&mut out, full_name, value);
    if transcoder.faults.has_errors() {
        Err(transcoder.faults)
    } else {
        Ok(out)
    }
}

struct Transcoder<'a> {
    types: &'a Types<'a>,
    extensions: Extensions,
    /// The keys and indexes that lead to where it is.
    path: Vec<String>,
    faults: Report,
}

impl<'a> Transcoder<'a> {
    fn fault(&mut self, what: &str) {
        self.fault_with(what, None);
    }

    fn fault_with(&mut self, what: &str, help: Option<String>) {
        if self.faults.findings.len() < MOST_FAULTS {
            let path = self.path.concat();
            let place = path.strip_prefix('.').unwrap_or(&path);
            let place = if place.is_empty() { "it" } else { place };
            let mut finding =
                Finding::error(format!("in the JSON of the descriptor set, {place} {what}"));
            finding.help = help;
            self.faults.findings.push(finding);
        }
    }

    /// The content of a message, without what surrounds it.
    fn message(&mut self, out: &mut Vec<u8>, full_name: &str, value: &Value) {
        if let Some(encoded) = special::message(full_name, value) {
            match encoded {
                Ok(encoded) => out.extend(encoded),
                Err(what) => self.fault(&what),
            }
            return;
        }
        let Some(message) = self.types.message(full_name) else {
            self.fault(&format!(
                "is of the type {full_name}, which the set does not have"
            ));
            return;
        };
        let Some(object) = value.as_object() else {
            self.fault("is not an object");
            return;
        };
        for (key, value) in object {
            self.path.push(format!(".{key}"));
            if let Some(field) = self.known(message, key) {
                self.field(out, field, value);
            }
            self.path.pop();
        }
    }

    /// The field that a key stands for.
    fn known(
        &mut self,
        message: &'a MessageType<'a>,
        key: &str,
    ) -> Option<&'a FieldDescriptorProto> {
        let bracketed = key.strip_prefix('[').and_then(|key| key.strip_suffix(']'));
        if let Some(name) = bracketed {
            let extension = self.types.extension(name, &message.full_name);
            if extension.is_none() && self.extensions == Extensions::Known {
                let what = format!("is no extension of {} in the set", message.full_name);
                let help = format!(
                    "the set must have the file that declares {name}; make it with its imports"
                );
                self.fault_with(&what, Some(help));
            }
            return extension;
        }
        let field = message.field(key);
        if field.is_none() && key != LEFT_OUT {
            let near = nearest(key, message.keys());
            let help = near.map(|near| format!("did you mean `{near}`?"));
            self.fault_with(&format!("is no field of {}", message.full_name), help);
        }
        field
    }

    fn field(&mut self, out: &mut Vec<u8>, field: &FieldDescriptorProto, value: &Value) {
        if value.is_null() && field.type_name.as_deref() != Some(".google.protobuf.Value") {
            return;
        }
        if field.label != Some(Label::Repeated) {
            self.single(out, field, value);
            return;
        }
        let type_name = field.type_name.as_deref().unwrap_or_default();
        let entry = self
            .types
            .message(type_name)
            .filter(|entry| entry.is_map_entry);
        match (entry, value) {
            (Some(entry), Value::Object(object)) => self.map(out, field, entry, object),
            (None, Value::Array(values)) => {
                for (index, value) in values.iter().enumerate() {
                    self.path.push(format!("[{index}]"));
                    self.single(out, field, value);
                    self.path.pop();
                }
            }
            (Some(_), _) => self.fault("is not an object"),
            (None, _) => self.fault("is not an array"),
        }
    }

    fn map(
        &mut self,
        out: &mut Vec<u8>,
        field: &FieldDescriptorProto,
        entry: &'a MessageType<'a>,
        object: &Map<String, Value>,
    ) {
        let (Some(key_field), Some(value_field)) = (entry.field("key"), entry.field("value"))
        else {
            self.fault("is a map whose entry has no key and value");
            return;
        };
        for (key, value) in object {
            self.path.push(format!("[{key:?}]"));
            let key = match (key_field.r#type, key.as_str()) {
                (Some(Type::Bool), "true") => Value::Bool(true),
                (Some(Type::Bool), "false") => Value::Bool(false),
                (_, key) => Value::String(key.to_owned()),
            };
            let mut encoded = Vec::new();
            self.single(&mut encoded, key_field, &key);
            self.single(&mut encoded, value_field, value);
            delimited(out, field.number.unwrap_or_default(), &encoded);
            self.path.pop();
        }
    }

    fn single(&mut self, out: &mut Vec<u8>, field: &FieldDescriptorProto, value: &Value) {
        let number = field.number.unwrap_or_default();
        let type_name = field.type_name.as_deref().unwrap_or_default();
        match field.r#type.unwrap_or_default() {
            Type::Message => {
                let mut encoded = Vec::new();
                self.message(&mut encoded, type_name.trim_start_matches('.'), value);
                delimited(out, number, &encoded);
            }
            Type::Group => {
                tag(out, number, GROUP);
                self.message(out, type_name.trim_start_matches('.'), value);
                tag(out, number, GROUP_END);
            }
            Type::Enum => match self.enum_number(type_name, value) {
                Ok(value) => variable(out, number, i64::from(value).cast_unsigned()),
                Err(what) => self.fault(&what),
            },
            kind => {
                if let Err(what) = write(out, number, kind, value) {
                    self.fault(&what);
                }
            }
        }
    }

    fn enum_number(&self, type_name: &str, value: &Value) -> Result<i32, String> {
        let Value::String(name) = value else {
            return signed(value)
                .map_err(|_| "is not the name or number of an enum value".to_owned());
        };
        if type_name == ".google.protobuf.NullValue" {
            return Ok(0);
        }
        let full_name = type_name.trim_start_matches('.');
        let Some(enumeration) = self.types.enumeration(type_name) else {
            return Err(format!(
                "is of the enum {full_name}, which the set does not have"
            ));
        };
        let mut values = enumeration.value.iter();
        let value = values.find(|value| value.name.as_ref() == Some(name));
        let number = value.and_then(|value| value.number);
        number.ok_or_else(|| format!("is {name:?}, which is no value of {full_name}"))
    }
}
