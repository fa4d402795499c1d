//! Second pass: files, messages, enums and services with everything they refer to.

use super::Linker;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FileDescriptorProto, MethodDescriptorProto,
    ServiceDescriptorProto, method_options::IdempotencyLevel,
};
use crate::schema::features::Features;
use crate::schema::locations::Locations;
use crate::schema::{
    EnumId, EnumValue, ExtensionId, File, Idempotency, Import, ImportKind, MessageId, Method,
    MethodShape, Oneof, Role, ServiceId, Symbol,
};

/// What every element of a file needs while it is lowered.
pub(super) struct Context {
    pub(super) file: String,
    pub(super) scope: String,
    pub(super) edition: crate::schema::Edition,
    pub(super) locations: Locations,
    pub(super) path: Vec<i32>,
}

impl Linker {
    pub(super) fn lower_file(&mut self, mut file: FileDescriptorProto, role: Role) {
        let name = file.name.take().unwrap_or_default();
        let edition = self.edition(&name, &file);
        let features = Features::preset(edition)
            .overridden(file.options.as_ref().and_then(|o| o.features.as_ref()));
        let mut context = Context {
            scope: file.package.clone().unwrap_or_default(),
            edition,
            locations: Locations::new(file.source_code_info.take()),
            path: Vec::new(),
            file: name,
        };
        let (_, comments) = context.locations.take(&[2]);
        let imports = self.imports(&file);
        let messages = each(&mut context, 4, file.message_type, |context, message| {
            self.lower_message(context, features, message)
        });
        let enums = each(&mut context, 5, file.enum_type, |context, enumeration| {
            self.lower_enum(context, features, enumeration)
        });
        let services = each(&mut context, 6, file.service, |context, service| {
            self.lower_service(context, service)
        });
        let extensions = each(&mut context, 7, file.extension, |context, extension| {
            self.lower_extension(context, features, extension)
        });
        self.schema.files.push(File {
            id: self.files[&context.file],
            name: context.file,
            package: context.scope,
            edition,
            role,
            imports,
            messages: messages.into_iter().flatten().collect(),
            enums: enums.into_iter().flatten().collect(),
            services: services.into_iter().flatten().collect(),
            extensions: extensions.into_iter().flatten().collect(),
            options: file.options.map(Box::new),
            comments,
        });
    }

    fn imports(&self, file: &FileDescriptorProto) -> Vec<Import> {
        let has = |list: &[i32], index: usize| {
            list.iter()
                .any(|entry| usize::try_from(*entry) == Ok(index))
        };
        let imports = file
            .dependency
            .iter()
            .enumerate()
            .filter_map(|(index, import)| {
                let kind = if has(&file.public_dependency, index) {
                    ImportKind::Public
                } else if has(&file.weak_dependency, index) {
                    ImportKind::Weak
                } else {
                    ImportKind::Normal
                };
                self.files
                    .get(import)
                    .map(|file| Import { file: *file, kind })
            });
        imports.collect()
    }

    fn lower_message(
        &mut self,
        context: &mut Context,
        inherited: Features,
        message: DescriptorProto,
    ) -> Option<MessageId> {
        let full_name = context.nested(message.name.as_deref().unwrap_or_default());
        let Some(Symbol::Message(id)) = self.schema.find(&full_name) else {
            return None;
        };
        let outer = std::mem::replace(&mut context.scope, full_name.clone());
        let options = message.options;
        let features = inherited.overridden(
            options
                .as_ref()
                .and_then(|options| options.features.as_ref()),
        );
        let (span, comments) = context.locations.take(&context.path);
        let map_entry = options
            .as_ref()
            .and_then(|options| options.map_entry)
            .unwrap_or_default();
        if map_entry {
            self.check_map_entry(&context.file, &full_name, &message.field);
        }
        each(context, 3, message.nested_type, |context, nested| {
            self.lower_message(context, features, nested)
        });
        each(context, 4, message.enum_type, |context, nested| {
            self.lower_enum(context, features, nested)
        });
        each(context, 6, message.extension, |context, extension| {
            self.lower_extension(context, features, extension)
        });
        let synthetic: Vec<bool> = (0..message.oneof_decl.len())
            .map(|oneof| {
                let of_oneof = |index: Option<i32>| {
                    index.is_some_and(|index| usize::try_from(index) == Ok(oneof))
                };
                let mut members = message
                    .field
                    .iter()
                    .filter(|field| of_oneof(field.oneof_index));
                members.all(|field| field.proto3_optional.unwrap_or_default())
            })
            .collect();
        let mut kept = Vec::new();
        let mut positions = vec![None; synthetic.len()];
        each(context, 8, message.oneof_decl, |context, oneof| {
            let declared = usize::try_from(*context.path.last().unwrap_or(&0)).unwrap_or_default();
            let (_, comments) = context.locations.take(&context.path);
            let name = oneof.name.unwrap_or_default();
            self.check_identifier(&context.file, &name, &full_name);
            if !synthetic[declared] {
                positions[declared] = Some(kept.len());
                kept.push(Oneof {
                    name,
                    fields: Vec::new(),
                    comments,
                });
            }
        });
        let fields = each(context, 2, message.field, |context, field| {
            self.lower_field(context, features, field, &positions)
        });
        let fields: Vec<_> = fields.into_iter().flatten().collect();
        for (index, field) in fields.iter().enumerate() {
            if let Some(oneof) = field.oneof {
                kept[oneof].fields.push(index);
            }
        }
        self.check_numbers(&context.file, &full_name, &fields);
        let target = &mut self.schema.messages[id.index()];
        target.fields = fields;
        target.oneofs = kept;
        target.extendable = !message.extension_range.is_empty();
        target.map_entry = map_entry;
        target.message_set = options
            .as_ref()
            .and_then(|options| options.message_set_wire_format)
            .unwrap_or_default();
        target.deprecated = options
            .as_ref()
            .and_then(|options| options.deprecated)
            .unwrap_or_default();
        target.options = options.map(Box::new);
        target.comments = comments;
        target.span = span;
        context.scope = outer;
        Some(id)
    }

    fn lower_enum(
        &mut self,
        context: &mut Context,
        inherited: Features,
        proto: EnumDescriptorProto,
    ) -> Option<EnumId> {
        let full_name = context.nested(proto.name.as_deref().unwrap_or_default());
        let Some(Symbol::Enum(id)) = self.schema.find(&full_name) else {
            return None;
        };
        let features = inherited.overridden(
            proto
                .options
                .as_ref()
                .and_then(|options| options.features.as_ref()),
        );
        let (span, comments) = context.locations.take(&context.path);
        let values = each(context, 2, proto.value, |context, value| {
            let (_, comments) = context.locations.take(&context.path);
            let name = value.name.unwrap_or_default();
            self.check_identifier(&context.file, &name, &full_name);
            let deprecated = value
                .options
                .as_ref()
                .and_then(|options| options.deprecated)
                .unwrap_or_default();
            let options = value.options.map(Box::new);
            EnumValue {
                name,
                number: value.number.unwrap_or_default(),
                deprecated,
                options,
                comments,
            }
        });
        if values.is_empty() {
            self.fault(&context.file, format!("the enum {full_name} has no values"));
        } else if !features.closed_enums && values[0].number != 0 {
            self.fault(
                &context.file,
                format!("the first value of the open enum {full_name} is not zero"),
            );
        }
        let target = &mut self.schema.enums[id.index()];
        target.values = values;
        target.closed = features.closed_enums;
        target.deprecated = proto
            .options
            .as_ref()
            .and_then(|options| options.deprecated)
            .unwrap_or_default();
        target.options = proto.options.map(Box::new);
        target.comments = comments;
        target.span = span;
        Some(id)
    }

    fn lower_extension(
        &mut self,
        context: &mut Context,
        features: Features,
        proto: crate::descriptor::google::protobuf::FieldDescriptorProto,
    ) -> Option<ExtensionId> {
        let full_name = context.nested(proto.name.as_deref().unwrap_or_default());
        let Some(Symbol::Extension(id)) = self.schema.find(&full_name) else {
            return None;
        };
        let extendee = proto.extendee.clone().unwrap_or_default();
        let extendee = match self.resolve(&context.file, &full_name, &extendee)? {
            Symbol::Message(extendee) => extendee,
            Symbol::Enum(_) | Symbol::Service(_) | Symbol::Extension(_) => {
                self.fault(
                    &context.file,
                    format!("{full_name} extends {extendee}, which is not a message"),
                );
                return None;
            }
        };
        let mut field = self.lower_field(context, features, proto, &[])?;
        field.extendee = Some(extendee);
        self.schema.extensions[id.index()] = field;
        Some(id)
    }

    fn lower_service(
        &mut self,
        context: &mut Context,
        proto: ServiceDescriptorProto,
    ) -> Option<ServiceId> {
        let full_name = context.nested(proto.name.as_deref().unwrap_or_default());
        let Some(Symbol::Service(id)) = self.schema.find(&full_name) else {
            return None;
        };
        let (_, comments) = context.locations.take(&context.path);
        let methods = each(context, 2, proto.method, |context, method| {
            self.lower_method(context, &full_name, method)
        });
        let target = &mut self.schema.services[id.index()];
        target.methods = methods.into_iter().flatten().collect();
        target.deprecated = proto
            .options
            .as_ref()
            .and_then(|options| options.deprecated)
            .unwrap_or_default();
        target.options = proto.options.map(Box::new);
        target.comments = comments;
        Some(id)
    }

    fn lower_method(
        &mut self,
        context: &mut Context,
        service: &str,
        proto: MethodDescriptorProto,
    ) -> Option<Method> {
        let name = proto.name.unwrap_or_default();
        let full_name = format!("{service}.{name}");
        self.check_identifier(&context.file, &name, service);
        let (_, comments) = context.locations.take(&context.path);
        let mut message = |type_name: &Option<String>| {
            let type_name = type_name.as_deref().unwrap_or_default();
            match self.resolve(&context.file, &full_name, type_name)? {
                Symbol::Message(id) => Some(id),
                Symbol::Enum(_) | Symbol::Service(_) | Symbol::Extension(_) => {
                    self.fault(
                        &context.file,
                        format!("{full_name} uses {type_name}, which is not a message"),
                    );
                    None
                }
            }
        };
        let (input, output) = (message(&proto.input_type), message(&proto.output_type));
        let shape = match (
            proto.client_streaming.unwrap_or_default(),
            proto.server_streaming.unwrap_or_default(),
        ) {
            (false, false) => MethodShape::Unary,
            (false, true) => MethodShape::ServerStreaming,
            (true, false) => MethodShape::ClientStreaming,
            (true, true) => MethodShape::Bidirectional,
        };
        let idempotency = match proto
            .options
            .as_ref()
            .and_then(|options| options.idempotency_level)
        {
            Some(IdempotencyLevel::NoSideEffects) => Idempotency::NoSideEffects,
            Some(IdempotencyLevel::Idempotent) => Idempotency::Idempotent,
            Some(IdempotencyLevel::IdempotencyUnknown | IdempotencyLevel::Unrecognized(_))
            | None => Idempotency::Unknown,
        };
        let deprecated = proto
            .options
            .as_ref()
            .and_then(|options| options.deprecated)
            .unwrap_or_default();
        let options = proto.options.map(Box::new);
        Some(Method {
            name,
            input: input?,
            output: output?,
            shape,
            idempotency,
            deprecated,
            options,
            comments,
        })
    }
}

impl Context {
    pub(super) fn nested(&self, simple: &str) -> String {
        if self.scope.is_empty() {
            simple.to_owned()
        } else {
            format!("{}.{simple}", self.scope)
        }
    }
}

/// Lowers each element of the repeated descriptor field `number`, with the path of the element in the context.
fn each<T, U>(
    context: &mut Context,
    number: i32,
    elements: Vec<T>,
    mut lower: impl FnMut(&mut Context, T) -> U,
) -> Vec<U> {
    context.path.extend([number, 0]);
    let lowered = elements.into_iter().zip(0..).map(|(element, index)| {
        if let Some(last) = context.path.last_mut() {
            *last = index;
        }
        lower(context, element)
    });
    let lowered = lowered.collect();
    context.path.truncate(context.path.len() - 2);
    lowered
}
