//! `COMMENT_*`: everything is documented.

use crate::check::{Categories, Category, Check, Rule, detail};
use crate::schema::{Comments, Edition, Kind};

const CATEGORIES: Categories = Categories::all(&[Category::Comments]);

macro_rules! comments {
    ($($rule:ident $id:literal $kind:ident $what:literal $skip:expr; $bare:literal $documented:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: CATEGORIES,
            check: Check::$kind(|element, findings| {
                let skip: fn(&_, &crate::check::Findings) -> bool = $skip;
                if !skip(element, findings) && !is_documented(&element.comments) {
                    let message = format!(concat!("the ", $what, " {} has no comment"), element.full_name);
                    findings.push(element, detail::WHOLE, message);
                }
            }),
            doc: concat!(
                "Every ", $what, " has a comment right before it.\n\n",
                "The comment becomes the documentation of the generated code.\n\n",
                "Breaks:\n```proto\nsyntax = \"proto3\";\n", $bare, "\n```\n\n",
                "Allowed:\n```proto\nsyntax = \"proto3\";\n", $documented, "\n```\n",
            ),
        };
    )*};
}

comments! {
    ENUM "COMMENT_ENUM" EachEnum "enum" |_, _| false;
        "enum Tone {\n  TONE_UNSPECIFIED = 0;\n}"
        "// How it sounds.\nenum Tone {\n  TONE_UNSPECIFIED = 0;\n}";
    VALUE "COMMENT_ENUM_VALUE" EachValue "enum value" |_, _| false;
        "enum Tone {\n  TONE_UNSPECIFIED = 0;\n}"
        "enum Tone {\n  // Not said.\n  TONE_UNSPECIFIED = 0;\n}";
    FIELD "COMMENT_FIELD" EachField "field" |field: &crate::schema::Field, findings| {
            // The comment of a group is that of its message.
            let edition = findings.schema().file(field.file).edition;
            matches!(field.kind, Kind::Group(_)) && edition == Edition::Proto2
        };
        "message Greeting {\n  string name = 1;\n}"
        "message Greeting {\n  // Who is greeted.\n  string name = 1;\n}";
    MESSAGE "COMMENT_MESSAGE" EachMessage "message" |_, _| false;
        "message Greeting {}"
        "// What is said.\nmessage Greeting {}";
    ONEOF "COMMENT_ONEOF" EachOneof "oneof" |_, _| false;
        "message Greeting {\n  oneof who {\n    string name = 1;\n  }\n}"
        "message Greeting {\n  // Who is greeted.\n  oneof who {\n    string name = 1;\n  }\n}";
    RPC "COMMENT_RPC" EachMethod "method" |_, _| false;
        "service Greeter {\n  rpc Greet(Greeting) returns (Greeting);\n}\nmessage Greeting {}"
        "service Greeter {\n  // Greets back.\n  rpc Greet(Greeting) returns (Greeting);\n}\nmessage Greeting {}";
    SERVICE "COMMENT_SERVICE" EachService "service" |_, _| false;
        "service Greeter {}"
        "// Greets.\nservice Greeter {}";
}

/// Whether anything is said but to the linter.
fn is_documented(comments: &Comments) -> bool {
    let lines = comments.leading().unwrap_or_default().lines();
    lines
        .map(str::trim)
        .any(|line| !line.is_empty() && !line.starts_with("buf:lint:ignore"))
}
