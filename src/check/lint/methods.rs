//! `RPC_NO_*_STREAMING`, `RPC_*_STANDARD_NAME`, `SERVICE_SUFFIX`: services and their methods.

use super::STYLE;
use crate::check::{Categories, Category, Check, Detail, Findings, Rule, case, detail};
use crate::schema::{MessageId, Method, MethodShape, Service};

const UNARY: Categories = Categories::all(&[Category::UnaryRpc]);
const EMPTY: &str = "google.protobuf.Empty";

pub(super) const NO_CLIENT_STREAMING: Rule = Rule {
    id: "RPC_NO_CLIENT_STREAMING",
    categories: UNARY,
    check: Check::EachMethod(check_client),
    doc: r#"No method takes a stream.

Proxies, browsers and some clients cannot stream to a server.

Breaks:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(stream Greeting) returns (Greeting);
}
message Greeting {}
```

Allowed:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (stream Greeting);
}
message Greeting {}
```
"#,
};

pub(super) const NO_SERVER_STREAMING: Rule = Rule {
    id: "RPC_NO_SERVER_STREAMING",
    categories: UNARY,
    check: Check::EachMethod(check_server),
    doc: r#"No method gives a stream.

Some proxies and clients wait for the end of an answer before they show any of it.

Breaks:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (stream Greeting);
}
message Greeting {}
```

Allowed:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (Greeting);
}
message Greeting {}
```
"#,
};

pub(super) const REQUEST_NAME: Rule = Rule {
    id: "RPC_REQUEST_STANDARD_NAME",
    categories: STYLE,
    check: Check::EachMethod(check_request),
    doc: r#"What a method takes is called `MethodRequest` or `ServiceMethodRequest`.

A type of its own can grow with the method. `rpc_allow_google_protobuf_empty_requests` allows `google.protobuf.Empty` too.

Breaks:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (GreetResponse);
}
message Greeting {}
message GreetResponse {}
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

pub(super) const RESPONSE_NAME: Rule = Rule {
    id: "RPC_RESPONSE_STANDARD_NAME",
    categories: STYLE,
    check: Check::EachMethod(check_response),
    doc: r#"What a method gives is called `MethodResponse` or `ServiceMethodResponse`.

A type of its own can grow with the method. `rpc_allow_google_protobuf_empty_responses` allows `google.protobuf.Empty` too.

Breaks:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(GreetRequest) returns (Greeting);
}
message GreetRequest {}
message Greeting {}
```

Allowed:
```proto
syntax = "proto3";
service Greeter {
  rpc Greet(GreetRequest) returns (GreeterGreetResponse);
}
message GreetRequest {}
message GreeterGreetResponse {}
```
"#,
};

pub(super) const SUFFIX: Rule = Rule {
    id: "SERVICE_SUFFIX",
    categories: STYLE,
    check: Check::EachService(check_suffix),
    doc: r#"The name of every service ends with `Service`, or what `service_suffix` says instead.

Breaks:
```proto
syntax = "proto3";
service Greeter {}
```

Allowed:
```proto
syntax = "proto3";
service GreeterService {}
```
"#,
};

fn check_client(method: &Method, findings: &mut Findings) {
    match method.shape {
        MethodShape::Unary | MethodShape::ServerStreaming => {}
        MethodShape::ClientStreaming | MethodShape::Bidirectional => {
            let message = format!("the method {} takes a stream", method.full_name);
            findings.push(method, detail::WHOLE, message);
        }
    }
}

fn check_server(method: &Method, findings: &mut Findings) {
    match method.shape {
        MethodShape::Unary | MethodShape::ClientStreaming => {}
        MethodShape::ServerStreaming | MethodShape::Bidirectional => {
            let message = format!("the method {} gives a stream", method.full_name);
            findings.push(method, detail::WHOLE, message);
        }
    }
}

fn check_request(method: &Method, findings: &mut Findings) {
    let empty = findings
        .config()
        .options
        .rpc_allow_google_protobuf_empty_requests;
    let allowed = empty.then_some(EMPTY);
    check_name(
        method,
        method.input,
        ("Request", detail::REQUEST),
        allowed,
        findings,
    );
}

fn check_response(method: &Method, findings: &mut Findings) {
    let empty = findings
        .config()
        .options
        .rpc_allow_google_protobuf_empty_responses;
    let allowed = empty.then_some(EMPTY);
    check_name(
        method,
        method.output,
        ("Response", detail::RESPONSE),
        allowed,
        findings,
    );
}

fn check_name(
    method: &Method,
    id: MessageId,
    (suffix, place): (&str, Detail),
    allowed: Option<&str>,
    findings: &mut Findings,
) {
    let schema = findings.schema();
    let message = schema.message(id);
    let service = case::pascal(&schema.service(method.service).name);
    let short = case::pascal(&method.name) + suffix;
    let long = service + &short;
    let standard = message.name == short || message.name == long;
    if !standard && Some(message.full_name.as_str()) != allowed {
        let text = format!(
            "the type {} is not called {short} or {long}",
            message.full_name
        );
        findings.push(method, place, text);
    }
}

fn check_suffix(service: &Service, findings: &mut Findings) {
    let suffix = &findings.config().options.service_suffix;
    if !service.name.ends_with(suffix.as_str()) {
        let message = format!("the service {} does not end with {suffix}", service.name);
        findings.push(service, detail::NAME, message);
    }
}
