//! `RPC_REQUEST_RESPONSE_UNIQUE`.

use super::STYLE;
use crate::check::{Check, Findings, Options, Rule, detail};
use crate::schema::{MessageId, Method};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    id: "RPC_REQUEST_RESPONSE_UNIQUE",
    categories: STYLE,
    check: Check::Whole(check),
    doc: r#"No two methods share a type that they take or give, and none takes what it gives.

A type of its own can grow with the method. Options allow one method to take what it gives, and all to take or give
`google.protobuf.Empty`.

Breaks:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (Greeting);
}
message Greeting {}
```
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(GreetRequest) returns (Reply);
  rpc Welcome(WelcomeRequest) returns (Reply);
}
message GreetRequest {}
message WelcomeRequest {}
message Reply {}
```

Allowed:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(GreetRequest) returns (GreetResponse);
}
message GreetRequest {}
message GreetResponse {}
```
"#,
};

fn check(findings: &mut Findings) {
    let (schema, view) = (findings.schema(), findings.view());
    let options = &findings.config().options;
    let empty = schema
        .message_named("google.protobuf.Empty")
        .map(|empty| empty.id);
    let services = schema.services().iter();
    let services = services.filter(|service| view.is_target(service.file));
    let methods: Vec<&Method> = services.flat_map(|service| &service.methods).collect();
    let mut users = BTreeMap::<MessageId, Vec<&Method>>::new();
    for method in methods {
        users.entry(method.input).or_default().push(method);
        if method.output != method.input {
            users.entry(method.output).or_default().push(method);
            continue;
        }
        let both_empty = options.rpc_allow_google_protobuf_empty_requests
            && options.rpc_allow_google_protobuf_empty_responses;
        let allowed = both_empty && Some(method.input) == empty;
        if !options.rpc_allow_same_request_response && !allowed {
            let message = format!("{} takes and gives the same type", method.full_name);
            findings.push(method, detail::WHOLE, message);
        }
    }
    for (id, users) in users {
        let shared = if Some(id) == empty {
            sharing_empty(&users, id, options)
        } else {
            users
        };
        if shared.len() > 1 {
            let name = &schema.message(id).full_name;
            for method in shared {
                let message = format!(
                    "{} shares the type {name} with other methods",
                    method.full_name
                );
                findings.push(method, detail::WHOLE, message);
            }
        }
    }
}

/// The methods that use the empty message on a side where it is not allowed.
fn sharing_empty<'a>(users: &[&'a Method], empty: MessageId, options: &Options) -> Vec<&'a Method> {
    let requests = options.rpc_allow_google_protobuf_empty_requests;
    let responses = options.rpc_allow_google_protobuf_empty_responses;
    let counts = |method: &&Method| {
        method.input == empty && !requests || method.output == empty && !responses
    };
    users.iter().copied().filter(counts).collect()
}
