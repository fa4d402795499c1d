//! Services: the names of their modules, methods and types.

use super::{Lower, Scope, constant, undocumented};
use crate::codegen::docs;
use crate::codegen::model::{Method, Service};
use crate::codegen::names::{self, Names};
use crate::schema;

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
                deprecated: method.deprecated,
            }
        });
        Service {
            docs: docs::lines(service.comments.doc(), || {
                undocumented("service", &service.full_name)
            }),
            methods: methods.collect(),
            client: (!self.options.no_client).then(|| format!("{snake}_client")),
            server: (!self.options.no_server).then(|| format!("{snake}_server")),
            runtime: scope.runtime(1),
            full_name: service.full_name.clone(),
            deprecated: service.deprecated,
            name,
        }
    }
}
