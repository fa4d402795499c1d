//! `PACKAGE_NO_DELETE`, `PACKAGE_*_NO_DELETE`: what a package declares, in whichever of its files.

use crate::check::{Categories, Category, Check, Findings, Rule};
use crate::schema::File;

pub(super) const PACKAGE: Rule = Rule {
    id: "PACKAGE_NO_DELETE",
    categories: Categories::all(&[Category::Package, Category::Rpc]),
    check: Check::PackageGone(check),
    doc: r#"A package must not disappear.

It does when no file declares it any more.

Breaks:
```proto old
syntax = "proto3";
package acme.v1;
```
```proto new
syntax = "proto3";
package acme.v2;
```

Allowed:
```proto old
syntax = "proto3";
package acme.v1;
```
```proto new other.proto
syntax = "proto3";
package acme.v1;
```
"#,
};

fn check(files: &[&File], findings: &mut Findings) {
    if let Some(file) = files.first() {
        let message = format!("the package {:?} was deleted", file.package);
        findings.push_nowhere(file, &file.package, message);
    }
}

macro_rules! no_delete {
    ($($rule:ident $id:literal $kind:ident $push:ident $what:literal $categories:expr; $declared:literal $kept:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: $categories,
            check: Check::$kind(|old, findings| {
                let name = &old.full_name;
                findings.$push(old, format!(concat!("the ", $what, " {} was deleted from its package"), name));
            }),
            doc: concat!(
                "A package must keep every ", $what, " that it declares; it may move to another file of the package.\n\n",
                "Where the package itself is gone, `PACKAGE_NO_DELETE` says so; where it has lost the last of its messages, enums or extensions,\nbuf says nothing, and neither does this.\n\n",
                "Breaks:\n```proto old\nsyntax = \"proto2\";\npackage acme.v1;\n", $kept, "\n```\n",
                "```proto old other.proto\nsyntax = \"proto2\";\npackage acme.v1;\nimport \"schema.proto\";\n", $declared, "\n```\n",
                "```proto new\nsyntax = \"proto2\";\npackage acme.v1;\n", $kept, "\n```\n\n",
                "Allowed:\n```proto old\nsyntax = \"proto2\";\npackage acme.v1;\n", $kept, "\n```\n",
                "```proto old other.proto\nsyntax = \"proto2\";\npackage acme.v1;\nimport \"schema.proto\";\n", $declared, "\n```\n",
                "```proto new\nsyntax = \"proto2\";\npackage acme.v1;\n", $kept, "\n", $declared, "\n```\n",
            ),
        };
    )*};
}

no_delete! {
    ENUM "PACKAGE_ENUM_NO_DELETE" PackageEnumGone push_gone "enum" Categories::all(&[Category::Package]);
        "enum Tone {\n  TONE_UNSPECIFIED = 0;\n}"
        "message Greeting {}\nenum Kept {\n  KEPT_UNSPECIFIED = 0;\n}";
    EXTENSION "PACKAGE_EXTENSION_NO_DELETE" PackageExtensionGone push_gone "extension" Categories::since_v2(&[Category::Package]);
        "extend Greeting {\n  optional string tone = 100;\n}"
        "message Greeting {\n  extensions 100 to 199;\n}\nextend Greeting {\n  optional string kept = 101;\n}";
    MESSAGE "PACKAGE_MESSAGE_NO_DELETE" PackageMessageGone push_gone_message "message" Categories::all(&[Category::Package]);
        "message Tone {}"
        "message Greeting {}";
    SERVICE "PACKAGE_SERVICE_NO_DELETE" PackageServiceGone push_gone "service" Categories::all(&[Category::Package, Category::Rpc]);
        "service Greeter {}"
        "message Greeting {}";
}
