//! `*_PASCAL_CASE`, `*_LOWER_SNAKE_CASE`, `*_UPPER_SNAKE_CASE`: the case of names.

use crate::check::{Categories, Category, Check, Findings, Rule, case, detail};
use crate::schema::File;

const CATEGORIES: Categories = Categories::all(&[
    Category::Basic,
    Category::Standard,
    Category::StyleBasic,
    Category::StyleStandard,
]);

macro_rules! naming {
    ($($rule:ident $id:literal $kind:ident $what:literal $case:ident $in_words:literal; $bad:literal $good:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: CATEGORIES,
            check: Check::$kind(|element, findings| {
                let (name, expected) = (&element.name, case::$case(&element.name));
                if *name != expected {
                    let message = format!(concat!("the ", $what, " {} is not in ", $in_words, ", as {} is"), name, expected);
                    findings.push(element, detail::NAME, message);
                }
            }),
            doc: concat!(
                "The name of every ", $what, " is in `", $in_words, "`.\n\n",
                "Names in generated code are derived from it, and readers expect it.\n\n",
                "Breaks:\n```proto\nsyntax = \"proto3\";\n", $bad, "\n```\n\n",
                "Allowed:\n```proto\nsyntax = \"proto3\";\n", $good, "\n```\n",
            ),
        };
    )*};
}

naming! {
    ENUM "ENUM_PASCAL_CASE" EachEnum "enum" pascal "PascalCase";
        "enum warm_tone {\n  WARM_TONE_UNSPECIFIED = 0;\n}"
        "enum WarmTone {\n  WARM_TONE_UNSPECIFIED = 0;\n}";
    VALUE "ENUM_VALUE_UPPER_SNAKE_CASE" EachValue "enum value" upper_snake "UPPER_SNAKE_CASE";
        "enum Tone {\n  ToneUnspecified = 0;\n}"
        "enum Tone {\n  TONE_UNSPECIFIED = 0;\n}";
    FIELD "FIELD_LOWER_SNAKE_CASE" EachField "field" lower_snake "lower_snake_case";
        "message Greeting {\n  string firstName = 1;\n}"
        "message Greeting {\n  string first_name = 1;\n  string line1 = 2;\n}";
    MESSAGE "MESSAGE_PASCAL_CASE" EachMessage "message" pascal "PascalCase";
        "message warm_greeting {}"
        "message WarmGreeting {}\nmessage HTTPGreeting {}";
    ONEOF "ONEOF_LOWER_SNAKE_CASE" EachOneof "oneof" lower_snake "lower_snake_case";
        "message Greeting {\n  oneof greetedOne {\n    string name = 1;\n  }\n}"
        "message Greeting {\n  oneof greeted_one {\n    string name = 1;\n  }\n}";
    RPC "RPC_PASCAL_CASE" EachMethod "method" pascal "PascalCase";
        "service Greeter {\n  rpc greet(Greeting) returns (Greeting);\n}\nmessage Greeting {}"
        "service Greeter {\n  rpc Greet(Greeting) returns (Greeting);\n}\nmessage Greeting {}";
    SERVICE "SERVICE_PASCAL_CASE" EachService "service" pascal "PascalCase";
        "service greeter {}"
        "service Greeter {}";
}

pub(super) const FILE: Rule = Rule {
    id: "FILE_LOWER_SNAKE_CASE",
    categories: Categories::all(&[Category::Standard])
        .in_v1beta1(&[Category::Standard, Category::StyleStandard]),
    check: Check::EachFile(check_file),
    doc: r#"The name of every file is in `lower_snake_case`.

Breaks:
```proto WarmGreeting.proto
syntax = "proto3";
```

Allowed:
```proto warm_greeting.proto
syntax = "proto3";
```
"#,
};

pub(super) const PACKAGE: Rule = Rule {
    id: "PACKAGE_LOWER_SNAKE_CASE",
    categories: CATEGORIES,
    check: Check::EachFile(check_package),
    doc: r#"Every part of a package's name is in `lower_snake_case`.

Breaks:
```proto
syntax = "proto3";
package acme.warmGreetings.v1;
```

Allowed:
```proto
syntax = "proto3";
package acme.warm_greetings.v1;
```
"#,
};

fn check_file(file: &File, findings: &mut Findings) {
    let base = file.name.rsplit('/').next().unwrap_or_default();
    let stem = base.rsplit_once('.').map_or(base, |(stem, _)| stem);
    let expected = case::lower_snake(stem);
    if stem != expected {
        let message = format!("the file {base} is not in lower_snake_case, as {expected}.proto is");
        findings.push(file, detail::WHOLE, message);
    }
}

fn check_package(file: &File, findings: &mut Findings) {
    let parts = file.package.split('.').map(case::lower_snake);
    let expected = parts.collect::<Vec<_>>().join(".");
    if file.package != expected {
        let package = &file.package;
        let message = format!("the package {package} is not in lower_snake_case, as {expected} is");
        findings.push(file, detail::PACKAGE, message);
    }
}
