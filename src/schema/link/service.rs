//! Services and their methods.

use super::{Linker, Place};
use crate::descriptor::google::protobuf::{
    MethodDescriptorProto, ServiceDescriptorProto, method_options::IdempotencyLevel,
};
use crate::schema::{Idempotency, MessageId, Method, MethodShape, Service, ServiceId, Symbol};

impl Linker {
    pub(super) fn lower_service(
        &mut self,
        place: &mut Place,
        service: ServiceDescriptorProto,
    ) -> ServiceId {
        let id = ServiceId::new(self.services.len());
        let name = service.name.unwrap_or_default();
        let full_name = self.checked_name(place, &name);
        let (span, comments) = place.location();
        let outer = std::mem::replace(&mut place.scope, full_name.clone());
        let methods = place.each(2, service.method, |place, method| {
            self.lower_method(place, id, method)
        });
        place.scope = outer;
        let options = service.options;
        self.services.push(Service {
            id,
            file: place.file,
            name,
            full_name,
            methods: methods.into_iter().flatten().collect(),
            deprecated: options.as_ref().and_then(|options| options.deprecated) == Some(true),
            options,
            comments,
            span,
        });
        id
    }

    fn lower_method(
        &mut self,
        place: &Place,
        service: ServiceId,
        method: MethodDescriptorProto,
    ) -> Option<Method> {
        let name = method.name.unwrap_or_default();
        let full_name = self.claimed_name(place, &name);
        let input = self.message(place, &full_name, method.input_type);
        let output = self.message(place, &full_name, method.output_type);
        let (span, comments) = place.location();
        let flag = |flag: Option<bool>| flag == Some(true);
        let shape = match (flag(method.client_streaming), flag(method.server_streaming)) {
            (false, false) => MethodShape::Unary,
            (false, true) => MethodShape::ServerStreaming,
            (true, false) => MethodShape::ClientStreaming,
            (true, true) => MethodShape::Bidirectional,
        };
        let options = method.options;
        let level = options
            .as_ref()
            .and_then(|options| options.idempotency_level);
        let idempotency = match level {
            Some(IdempotencyLevel::NoSideEffects) => Idempotency::NoSideEffects,
            Some(IdempotencyLevel::Idempotent) => Idempotency::Idempotent,
            Some(IdempotencyLevel::IdempotencyUnknown | IdempotencyLevel::Unrecognized(_))
            | None => Idempotency::Unknown,
        };
        Some(Method {
            service,
            index: place.index(),
            name,
            full_name,
            input: input?,
            output: output?,
            shape,
            idempotency,
            deprecated: flag(options.as_ref().and_then(|options| options.deprecated)),
            options,
            comments,
            span,
        })
    }

    fn message(
        &mut self,
        place: &Place,
        user: &str,
        type_name: Option<String>,
    ) -> Option<MessageId> {
        let type_name = type_name.unwrap_or_default();
        match self.resolve(place, user, &type_name)? {
            Symbol::Message(id) if !self.is_map_entry(id) => Some(id),
            Symbol::Message(_) | Symbol::Enum(_) | Symbol::Service(_) | Symbol::Extension(_) => {
                let text = format!("{user} takes or gives {type_name}, which is not a message");
                self.fault(place, text);
                None
            }
        }
    }
}
