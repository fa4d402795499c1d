//! `ENUM_NO_DELETE`, `EXTENSION_NO_DELETE`, `MESSAGE_NO_DELETE`, `SERVICE_NO_DELETE`: what a file declares.

use crate::check::{Categories, Category, Check, Rule};

macro_rules! no_delete {
    ($($rule:ident $id:literal $kind:ident $what:literal $categories:expr; $old:literal $new:literal $moved:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: $categories,
            check: Check::$kind(|gone, findings| {
                let name = &gone.old.full_name;
                findings.push_gone(gone.old, format!(concat!("the ", $what, " {} was deleted from its file"), name));
            }),
            doc: concat!(
                "A file must keep every ", $what, " that it declares.\n\n",
                "What uses it no longer builds, or finds its generated code elsewhere. Mark it `deprecated` instead.\n\n",
                "Breaks:\n```proto old\n", $old, "\n```\n```proto new\n", $new, "\n```\n\n",
                "Allowed:\n```proto old\n", $old, "\n```\n```proto new\n", $moved, "\n```\n",
            ),
        };
    )*};
}

no_delete! {
    ENUM "ENUM_NO_DELETE" EnumGone "enum" Categories::all(&[Category::File, Category::Csr]);
        "syntax = \"proto3\";\nmessage Greeting {\n  enum Tone {\n    TONE_UNSPECIFIED = 0;\n  }\n}"
        "syntax = \"proto3\";\nmessage Greeting {}"
        "syntax = \"proto3\";\nmessage Greeting {\n  enum Tone {\n    option deprecated = true;\n    TONE_UNSPECIFIED = 0;\n  }\n}";
    EXTENSION "EXTENSION_NO_DELETE" ExtensionGone "extension" Categories::since_v2(&[Category::File]);
        "syntax = \"proto2\";\nmessage Greeting {\n  extensions 100 to 199;\n}\nextend Greeting {\n  optional string tone = 100;\n}"
        "syntax = \"proto2\";\nmessage Greeting {\n  extensions 100 to 199;\n}"
        "syntax = \"proto2\";\nmessage Greeting {\n  extensions 100 to 199;\n}\nextend Greeting {\n  optional string tone = 100 [deprecated = true];\n}";
    MESSAGE "MESSAGE_NO_DELETE" MessageGone "message" Categories::all(&[Category::File, Category::Csr]);
        "syntax = \"proto3\";\nmessage Greeting {\n  message Tone {}\n}"
        "syntax = \"proto3\";\nmessage Greeting {}"
        "syntax = \"proto3\";\nmessage Greeting {\n  message Tone {\n    option deprecated = true;\n  }\n}";
    SERVICE "SERVICE_NO_DELETE" ServiceGone "service" Categories::all(&[Category::File]);
        "syntax = \"proto3\";\nservice Greeter {}"
        "syntax = \"proto3\";"
        "syntax = \"proto3\";\nservice Greeter {\n  option deprecated = true;\n}";
}
