//! `RPC_NO_DELETE`, `RPC_SAME_*`: the methods of services.

use super::by_shape;
use crate::check::{
    Categories, Category, Change, Check, Detail, Findings, Gone, Pair, Rule, detail,
};
use crate::schema::{Idempotency, Kind, MessageId, Method, MethodShape, Service};

const CATEGORIES: Categories = Categories::all(&[
    Category::File,
    Category::Package,
    Category::WireJson,
    Category::Wire,
    Category::Csr,
    Category::Rpc,
]);

pub(super) const NO_DELETE: Rule = Rule {
    id: "RPC_NO_DELETE",
    categories: Categories::all(&[Category::File, Category::Package, Category::Rpc]),
    check: Check::MethodGone(check_deleted),
    doc: r#"A method must not be deleted.

Deployed clients of it get `UNIMPLEMENTED`, and code that uses it no longer compiles. Mark it `deprecated` instead.

Breaks:
```proto old
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (Greeting);
}
message Greeting {}
```
```proto new
syntax = "proto3";
service Greeter {}
message Greeting {}
```

Allowed:
```proto old
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (Greeting);
}
message Greeting {}
```
```proto new
syntax = "proto3";
service Greeter {
  rpc Greet(Greeting) returns (Greeting) {
    option deprecated = true;
  }
}
message Greeting {}
```
"#,
};

macro_rules! same {
    ($($rule:ident $id:literal $check:ident $what:literal $why:literal $old:literal $new:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: CATEGORIES,
            check: Check::Methods($check),
            doc: concat!(
                "A method must keep ", $what, ".\n\n", $why, "\n\n",
                "Breaks:\n```proto old\nsyntax = \"proto3\";\nservice Greeter {\n  ", $old, "\n}\nmessage Greeting {}\nmessage Reply {}\n```\n",
                "```proto new\nsyntax = \"proto3\";\nservice Greeter {\n  ", $new, "\n}\nmessage Greeting {}\nmessage Reply {}\n```\n\n",
                "Allowed:\n```proto old\nsyntax = \"proto3\";\nservice Greeter {\n  ", $old, "\n}\nmessage Greeting {}\nmessage Reply {}\n```\n",
                "```proto new\nsyntax = \"proto3\";\nservice Greeter {\n  ", $old, "\n  rpc Added(Greeting) returns (Reply);\n}\nmessage Greeting {}\nmessage Reply {}\n```\n",
            ),
        };
    )*};
}

same! {
    CLIENT_STREAMING "RPC_SAME_CLIENT_STREAMING" check_client_streaming "taking one message, or a stream of them"
        "Peers of the old schema expect the other shape of call, and their code no longer compiles."
        "rpc Greet(Greeting) returns (Reply);" "rpc Greet(stream Greeting) returns (Reply);";
    IDEMPOTENCY_LEVEL "RPC_SAME_IDEMPOTENCY_LEVEL" check_idempotency "its `idempotency_level`"
        "Clients repeat calls, or send them as cacheable GET requests, because of it."
        "rpc Greet(Greeting) returns (Reply) {\n    option idempotency_level = IDEMPOTENT;\n  }"
        "rpc Greet(Greeting) returns (Reply) {\n    option idempotency_level = NO_SIDE_EFFECTS;\n  }";
    REQUEST_TYPE "RPC_SAME_REQUEST_TYPE" check_request "the type that it takes"
        "Messages of the old type are read as the new one, and code that calls it no longer compiles."
        "rpc Greet(Greeting) returns (Reply);" "rpc Greet(Reply) returns (Reply);";
    RESPONSE_TYPE "RPC_SAME_RESPONSE_TYPE" check_response "the type that it gives"
        "Messages of the new type are read as the old one, and code that calls it no longer compiles."
        "rpc Greet(Greeting) returns (Reply);" "rpc Greet(Greeting) returns (Greeting);";
    SERVER_STREAMING "RPC_SAME_SERVER_STREAMING" check_server_streaming "giving one message, or a stream of them"
        "Peers of the old schema expect the other shape of call, and their code no longer compiles."
        "rpc Greet(Greeting) returns (Reply);" "rpc Greet(Greeting) returns (stream Reply);";
}

fn check_deleted(gone: Gone<&Method, &Service>, findings: &mut Findings) {
    let change = Change {
        old: gone.old,
        new: Some(gone.within.new),
    };
    let message = format!("the method {} was deleted", gone.old.full_name);
    findings.push(change, detail::WHOLE, message);
}

fn check_client_streaming(method: Pair<&Method>, findings: &mut Findings) {
    let streams = method.map(|method| match method.shape {
        MethodShape::Unary | MethodShape::ServerStreaming => "one message",
        MethodShape::ClientStreaming | MethodShape::Bidirectional => "a stream",
    });
    compare(method, "taking", streams, detail::WHOLE, findings);
}

fn check_server_streaming(method: Pair<&Method>, findings: &mut Findings) {
    let streams = method.map(|method| match method.shape {
        MethodShape::Unary | MethodShape::ClientStreaming => "one message",
        MethodShape::ServerStreaming | MethodShape::Bidirectional => "a stream",
    });
    compare(method, "giving", streams, detail::WHOLE, findings);
}

fn check_request(method: Pair<&Method>, findings: &mut Findings) {
    let types = method.map(|method| method.input);
    compare_types(method, "taking", types, detail::REQUEST, findings);
}

fn check_response(method: Pair<&Method>, findings: &mut Findings) {
    let types = method.map(|method| method.output);
    compare_types(method, "giving", types, detail::RESPONSE, findings);
}

fn compare_types(
    method: Pair<&Method>,
    what: &str,
    types: Pair<MessageId>,
    place: Detail,
    findings: &mut Findings,
) {
    if !by_shape::is_renamed(types.map(Kind::Message), findings) {
        let names =
            findings.with_schemas(types, |schema, id| schema.message(id).full_name.as_str());
        compare(method, what, names, place, findings);
    }
}

fn compare(
    method: Pair<&Method>,
    what: &str,
    values: Pair<&str>,
    place: Detail,
    findings: &mut Findings,
) {
    if values.differs() {
        let (name, Pair { old, new }) = (&method.new.full_name, values);
        let message = format!("{name} changed from {what} {old} to {what} {new}");
        findings.push(method, place, message);
    }
}

fn check_idempotency(method: Pair<&Method>, findings: &mut Findings) {
    let levels = method.map(|method| match method.idempotency {
        Idempotency::Unknown => "IDEMPOTENCY_UNKNOWN",
        Idempotency::NoSideEffects => "NO_SIDE_EFFECTS",
        Idempotency::Idempotent => "IDEMPOTENT",
    });
    if levels.differs() {
        let (name, Pair { old, new }) = (&method.new.full_name, levels);
        let message = format!("{name} changed its idempotency_level from {old} to {new}");
        findings.push_exactly(method, detail::METHOD_IDEMPOTENCY, message);
    }
}
