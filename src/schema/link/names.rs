//! First pass: every message, enum, service and extension gets its id and its full name.

use super::Linker;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FileDescriptorProto,
};
use crate::schema::{
    Comments, Enum, EnumId, ExtensionId, Field, FileId, Kind, Message, MessageId, Service,
    ServiceId, Shape, Symbol, Utf8,
};

impl Linker {
    pub(super) fn declare_names(&mut self, file: &FileDescriptorProto) {
        let name = file.name.as_deref().unwrap_or_default();
        let id = FileId::new(self.files.len());
        self.files.insert(name.to_owned(), id);
        let package = file.package.as_deref().unwrap_or_default();
        if !package.is_empty() {
            for segment in package.split('.') {
                self.check_identifier(name, segment, "the package");
            }
        }
        for message in &file.message_type {
            self.declare_message(name, id, package, None, message);
        }
        for enumeration in &file.enum_type {
            self.declare_enum(name, id, package, None, enumeration);
        }
        for service in &file.service {
            let simple = service.name.clone().unwrap_or_default();
            let service_id = ServiceId::new(self.schema.services.len());
            let full_name = self.declare(name, package, &simple, Symbol::Service(service_id));
            self.schema.services.push(Service {
                id: service_id,
                file: id,
                name: simple,
                full_name,
                methods: Vec::new(),
                deprecated: false,
                options: None,
                comments: Comments::default(),
            });
        }
        for extension in &file.extension {
            self.declare_extension(name, package, extension.name.as_deref().unwrap_or_default());
        }
    }

    fn declare_message(
        &mut self,
        file_name: &str,
        file: FileId,
        scope: &str,
        parent: Option<MessageId>,
        message: &DescriptorProto,
    ) {
        let simple = message.name.clone().unwrap_or_default();
        let id = MessageId::new(self.schema.messages.len());
        let full_name = self.declare(file_name, scope, &simple, Symbol::Message(id));
        if let Some(parent) = parent {
            self.schema.messages[parent.index()].messages.push(id);
        }
        self.schema.messages.push(Message {
            id,
            file,
            parent,
            name: simple,
            full_name: full_name.clone(),
            fields: Vec::new(),
            oneofs: Vec::new(),
            messages: Vec::new(),
            enums: Vec::new(),
            extensions: Vec::new(),
            extendable: false,
            map_entry: false,
            message_set: false,
            deprecated: false,
            options: None,
            comments: Comments::default(),
            span: None,
        });
        for nested in &message.nested_type {
            self.declare_message(file_name, file, &full_name, Some(id), nested);
        }
        for nested in &message.enum_type {
            self.declare_enum(file_name, file, &full_name, Some(id), nested);
        }
        for extension in &message.extension {
            let extension = self.declare_extension(
                file_name,
                &full_name,
                extension.name.as_deref().unwrap_or_default(),
            );
            self.schema.messages[id.index()].extensions.push(extension);
        }
    }

    fn declare_enum(
        &mut self,
        file_name: &str,
        file: FileId,
        scope: &str,
        parent: Option<MessageId>,
        enumeration: &EnumDescriptorProto,
    ) {
        let simple = enumeration.name.clone().unwrap_or_default();
        let id = EnumId::new(self.schema.enums.len());
        let full_name = self.declare(file_name, scope, &simple, Symbol::Enum(id));
        if let Some(parent) = parent {
            self.schema.messages[parent.index()].enums.push(id);
        }
        self.schema.enums.push(Enum {
            id,
            file,
            parent,
            name: simple,
            full_name,
            values: Vec::new(),
            closed: false,
            deprecated: false,
            options: None,
            comments: Comments::default(),
            span: None,
        });
    }

    fn declare_extension(&mut self, file_name: &str, scope: &str, simple: &str) -> ExtensionId {
        let id = ExtensionId::new(self.schema.extensions.len());
        let full_name = self.declare(file_name, scope, simple, Symbol::Extension(id));
        self.schema.extensions.push(Field {
            name: simple.to_owned(),
            full_name,
            number: 0,
            json_name: String::new(),
            kind: Kind::Bool,
            shape: Shape::Explicit,
            oneof: None,
            default: None,
            utf8: Utf8::Verify,
            deprecated: false,
            debug_redact: false,
            extendee: None,
            options: None,
            comments: Comments::default(),
            span: None,
        });
        id
    }

    fn declare(&mut self, file: &str, scope: &str, simple: &str, symbol: Symbol) -> String {
        let full_name = if scope.is_empty() {
            simple.to_owned()
        } else {
            format!("{scope}.{simple}")
        };
        self.check_identifier(file, simple, &full_name);
        if self
            .schema
            .by_name
            .insert(full_name.clone(), symbol)
            .is_some()
        {
            self.fault(file, format!("{full_name} is defined twice"));
        }
        full_name
    }

    /// A name that is no identifier would end up as Rust code: it is refused here, once.
    pub(super) fn check_identifier(&mut self, file: &str, name: &str, user: &str) {
        let valid = |name: &str| {
            let mut characters = name.bytes();
            characters
                .next()
                .is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
                && characters.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        };
        if !valid(name) {
            self.fault(file, format!("{name:?} in {user} is not an identifier"));
        }
    }
}
