//! `RPC_SAME_HTTP_RULE`: the routes that a gateway serves a method under.

use crate::check::{Categories, Category, Check, Findings, Pair, Rule, detail};
use crate::schema::{Method, OptionMessage, OptionValue, Schema};
use std::fmt::Write as _;

/// The option, and numbers of its fields (google/api/http.proto).
const OPTION: &str = "google.api.http";
const VERBS: [(u32, &str); 5] = [
    (2, "GET"),
    (3, "PUT"),
    (4, "POST"),
    (5, "DELETE"),
    (6, "PATCH"),
];
const BODY: u32 = 7;
const CUSTOM: u32 = 8;
const ADDITIONAL: u32 = 11;
const RESPONSE_BODY: u32 = 12;

macro_rules! annotated {
    ($side:literal $path:literal $more:literal) => {
        concat!(
            "```proto ", $side, " google/api/annotations.proto\nsyntax = \"proto3\";\npackage google.api;\n",
            "import \"google/protobuf/descriptor.proto\";\n",
            "message HttpRule {\n  string get = 2;\n  repeated HttpRule additional_bindings = 11;\n}\n",
            "extend google.protobuf.MethodOptions {\n  HttpRule http = 72295728;\n}\n```\n",
            "```proto ", $side, "\nsyntax = \"proto3\";\nimport \"google/api/annotations.proto\";\n",
            "service Greeter {\n  rpc Greet(Greeting) returns (Greeting) {\n    option (google.api.http) = {\n",
            "      get: \"", $path, "\"\n", $more, "    };\n  }\n}\nmessage Greeting {\n  string name = 1;\n}\n```\n",
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "RPC_SAME_HTTP_RULE",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::Methods(check),
    doc: concat!(
        "A method must keep every route of its `google.api.http` option.\n\n",
        "Clients that go through a gateway have the verb, the path and the place of the body in their code. A route may be\n",
        "added under `additional_bindings`; one that nobody calls any more goes with the next version of the package.\n\n",
        "Breaks:\n",
        annotated!("old" "/v1/{name}" ""),
        annotated!("new" "/v1/greetings/{name}" ""),
        "\nAllowed:\n",
        annotated!("old" "/v1/{name}" ""),
        annotated!("new" "/v1/greetings/{name}" "      additional_bindings { get: \"/v1/{name}\" }\n"),
    ),
};

fn check(method: Pair<&Method>, findings: &mut Findings) {
    let kept = routes(findings.schema(), method.new);
    let name = &method.new.full_name;
    for route in routes(findings.old_schema(), method.old) {
        if !kept.contains(&route) {
            let message = format!("{name} is not served under {route} any more");
            findings.push(method, detail::METHOD_HTTP, message);
        }
    }
}

/// The routes of a method, each in words.
/// The routes that a method is served under, in words: the verb, the path, and what lies in the body.
pub fn routes(schema: &Schema, method: &Method) -> Vec<String> {
    let options = method.options.as_deref();
    let Some(OptionValue::Message(rule)) = options.and_then(|o| schema.option(o, OPTION)) else {
        return Vec::new();
    };
    let additional = match rule.fields.get(&ADDITIONAL) {
        Some(OptionValue::List(rules)) => rules.as_slice(),
        _ => &[],
    };
    let additional = additional.iter().filter_map(|value| match value {
        OptionValue::Message(rule) => route(rule),
        _ => None,
    });
    route(&rule).into_iter().chain(additional).collect()
}

fn route(rule: &OptionMessage) -> Option<String> {
    let custom = || match rule.fields.get(&CUSTOM)? {
        OptionValue::Message(pattern) => {
            Some(format!("{} {}", text(pattern, 1)?, text(pattern, 2)?))
        }
        _ => None,
    };
    let verb = |(number, verb): &(u32, &str)| Some(format!("{verb} {}", text(rule, *number)?));
    let mut route = VERBS.iter().find_map(verb).or_else(custom)?;
    for (number, what) in [(BODY, "the body"), (RESPONSE_BODY, "the response's body")] {
        if let Some(field) = text(rule, number) {
            let _ = write!(route, " with {what} in {field:?}");
        }
    }
    Some(route)
}

fn text(message: &OptionMessage, number: u32) -> Option<&str> {
    match message.fields.get(&number)? {
        OptionValue::String(text) => Some(text),
        _ => None,
    }
}
