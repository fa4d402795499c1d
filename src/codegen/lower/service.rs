//! Services: the names of their modules, methods and types.

use super::{Lower, Scope, constant, undocumented};
use crate::codegen::OptionalPart;
use crate::codegen::docs;
use crate::codegen::model::{Fake, Method, Service};
use crate::codegen::names::{self, Names};
use crate::codegen::paths::Place;
use crate::schema;
use crate::wire::Message;

/// Names that the generated client has for itself.
const CLIENT_METHODS: [&str; 2] = ["new", "intercept"];

impl Lower<'_> {
    pub(super) fn service(&self, scope: &Scope, service: &schema::Service) -> Service {
        let name = self.paths.service(service.id).to_owned();
        let snake = names::value_name(&name);
        let snake = snake.trim_start_matches("r#");
        let (mut taken, mut constants) = (Names::default(), Names::default());
        constants.reserve("SERVICE");
        let methods = service.methods.iter().map(|method| {
            let mut rust = names::value_name(&method.name);
            if CLIENT_METHODS.contains(&rust.as_str()) {
                rust.push('_');
            }
            let (input, output) = (
                self.schema.message(method.input),
                self.schema.message(method.output),
            );
            Method {
                docs: docs::lines(method.comments.doc(), || {
                    undocumented("method", &method.name)
                }),
                name: taken.unique(rust),
                constant: constants.unique(constant(&method.name)),
                proto: method.name.clone(),
                path: format!("/{}/{}", service.full_name, method.name),
                shape: method.shape,
                idempotency: method.idempotency,
                // Every use stands in a module of the service's own, one below the package.
                input: scope.path(self.paths.message(method.input), &["service"]),
                output: scope.path(self.paths.message(method.output), &["service"]),
                input_full_name: input.full_name.clone(),
                output_full_name: output.full_name.clone(),
                options: encoded(method),
                deprecated: method.deprecated,
            }
        });
        let module = |role: &str| format!("{snake}_{role}");
        let client = (!self.options.no_client).then(|| module("client"));
        let server = (!self.options.no_server).then(|| module("server"));
        let fakes = self.options.parts.contains(&OptionalPart::Fake);
        let fake = client.clone().zip(server.clone()).filter(|_| fakes);
        Service {
            docs: docs::lines(service.comments.doc(), || {
                undocumented("service", &service.full_name)
            }),
            methods: methods.collect(),
            interceptor: (client.is_some() || server.is_some()).then(|| module("interceptor")),
            fake: fake.map(|(client, server)| Fake {
                module: module("fake"),
                client,
                server,
            }),
            client,
            server,
            runtime: scope.runtime(1),
            well_known: service.methods.iter().any(|method| {
                let mut types = [method.input, method.output].into_iter();
                types.any(|id| matches!(self.paths.message(id), Place::WellKnown(_)))
            }),
            full_name: service.full_name.clone(),
            deprecated: service.deprecated,
            name,
        }
    }
}

fn encoded(method: &schema::Method) -> Vec<u8> {
    let options = method.options.as_deref();
    options.map(Message::encode_to_vec).unwrap_or_default()
}
