//! The types that JSON is read by, found by name.

use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
};
use crate::schema::names::json_name;
use std::collections::HashMap;

/// Messages, enums and extensions by their full names, without a dot before.
#[derive(Default)]
pub(super) struct Types<'a> {
    messages: HashMap<String, MessageType<'a>>,
    enums: HashMap<String, &'a EnumDescriptorProto>,
    extensions: HashMap<String, &'a FieldDescriptorProto>,
}

/// A message and its fields.
pub(super) struct MessageType<'a> {
    pub(super) full_name: String,
    pub(super) is_map_entry: bool,
    /// By their JSON names and by their own: JSON may have either.
    fields: HashMap<String, &'a FieldDescriptorProto>,
}

impl<'a> Types<'a> {
    /// With those of files too; of two with one name that of the later file.
    pub(super) fn with(mut self, files: impl IntoIterator<Item = &'a FileDescriptorProto>) -> Self {
        for file in files {
            let package = file.package.as_deref().unwrap_or_default();
            self.add(
                package,
                &file.message_type,
                &file.enum_type,
                &file.extension,
            );
        }
        self
    }

    fn add(
        &mut self,
        scope: &str,
        messages: &'a [DescriptorProto],
        enums: &'a [EnumDescriptorProto],
        extensions: &'a [FieldDescriptorProto],
    ) {
        for proto in enums {
            self.enums
                .insert(within(scope, proto.name.as_deref()), proto);
        }
        for proto in extensions {
            let name = within(scope, proto.name.as_deref());
            self.extensions.insert(name, proto);
        }
        for proto in messages {
            let name = within(scope, proto.name.as_deref());
            self.add(
                &name,
                &proto.nested_type,
                &proto.enum_type,
                &proto.extension,
            );
            let message = MessageType::new(name.clone(), proto);
            self.messages.insert(name, message);
        }
    }

    pub(super) fn has_extensions(&self) -> bool {
        !self.extensions.is_empty()
    }

    pub(super) fn message(&self, name: &str) -> Option<&MessageType<'a>> {
        self.messages.get(name.trim_start_matches('.'))
    }

    pub(super) fn enumeration(&self, name: &str) -> Option<&'a EnumDescriptorProto> {
        self.enums.get(name.trim_start_matches('.')).copied()
    }

    /// The extension with this full name, where it extends this message.
    pub(super) fn extension(&self, name: &str, extendee: &str) -> Option<&'a FieldDescriptorProto> {
        let extension = self.extensions.get(name.trim_start_matches('.'))?;
        let extended = extension.extendee.as_deref()?.trim_start_matches('.');
        (extended == extendee).then_some(*extension)
    }
}

impl<'a> MessageType<'a> {
    fn new(full_name: String, proto: &'a DescriptorProto) -> Self {
        let mut fields = HashMap::new();
        for field in &proto.field {
            let name = field.name.clone().unwrap_or_default();
            let json = field.json_name.clone();
            fields.insert(json.unwrap_or_else(|| json_name(&name).into_owned()), field);
            fields.insert(name, field);
        }
        let options = proto.options.as_ref();
        Self {
            full_name,
            is_map_entry: options.is_some_and(|options| options.map_entry == Some(true)),
            fields,
        }
    }

    pub(super) fn field(&self, key: &str) -> Option<&'a FieldDescriptorProto> {
        self.fields.get(key).copied()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.fields.keys().map(String::as_str)
    }
}

fn within(scope: &str, name: Option<&str>) -> String {
    let name = name.unwrap_or_default();
    if scope.is_empty() {
        name.to_owned()
    } else {
        format!("{scope}.{name}")
    }
}
