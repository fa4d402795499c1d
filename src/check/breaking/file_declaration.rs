//! `FILE_NO_DELETE`, `FILE_SAME_PACKAGE`, `FILE_SAME_SYNTAX`: what a file is.

use super::{CODE_AND_REGISTRY, EVERYWHERE};
use crate::check::{Categories, Category, Check, Findings, Pair, Rule, detail};
use crate::schema::{Edition, File};

pub(super) const NO_DELETE: Rule = Rule {
    id: "FILE_NO_DELETE",
    categories: Categories::all(&[Category::File, Category::Csr]),
    check: Check::FileGone(check_deleted),
    doc: r#"A file must stay where it is.

Other files import it by its path, and in most languages the path decides where the generated code lies.
Keep the file, and let it `import public` what has moved.

Breaks:
```proto old
syntax = "proto3";
```
```proto old moved.proto
syntax = "proto3";
message Moved {}
```
```proto new
syntax = "proto3";
```

Allowed:
```proto old
syntax = "proto3";
```
```proto new
syntax = "proto3";
```
```proto new added.proto
syntax = "proto3";
message Added {}
```
"#,
};

pub(super) const SAME_PACKAGE: Rule = Rule {
    id: "FILE_SAME_PACKAGE",
    categories: Categories::all(EVERYWHERE).in_v1beta1(&[Category::File]),
    check: Check::Files(check_package),
    doc: r#"A file must stay in its package.

The package is part of every full name in the file: of method paths, of the type URLs of `Any`, of generated code.

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
```proto new
syntax = "proto3";
package acme.v1;
message Added {}
```
"#,
};

pub(super) const SAME_SYNTAX: Rule = Rule {
    id: "FILE_SAME_SYNTAX",
    categories: Categories::all(CODE_AND_REGISTRY),
    check: Check::Files(check_syntax),
    doc: r#"A file must keep its syntax: proto2, proto3 or editions. A later edition is fine.

Presence, defaults and the types in generated code depend on it. A file without a `syntax` statement is proto2.

Breaks:
```proto old
syntax = "proto2";
```
```proto new
syntax = "proto3";
```

Allowed:
```proto old
message Greeting {}
```
```proto new
syntax = "proto2";
message Greeting {}
```
"#,
};

fn check_deleted(file: &File, findings: &mut Findings) {
    findings.push_gone(file, format!("the file {:?} was deleted", file.name));
}

fn check_package(files: Pair<&File>, findings: &mut Findings) {
    let Pair { old, new } = files.map(|file| &file.package);
    if old != new {
        let message = format!("the package of the file changed from {old:?} to {new:?}");
        findings.push(files, detail::PACKAGE, message);
    }
}

fn check_syntax(files: Pair<&File>, findings: &mut Findings) {
    let syntaxes = files.map(|file| syntax(file.edition));
    if syntaxes.differs() {
        let Pair { old, new } = syntaxes;
        let message = format!("the syntax of the file changed from {old} to {new}");
        findings.push(files, detail::SYNTAX, message);
    }
}

fn syntax(edition: Edition) -> &'static str {
    match edition {
        Edition::Proto2 => "proto2",
        Edition::Proto3 => "proto3",
        Edition::Edition2023 | Edition::Edition2024 | Edition::Edition2026 | Edition::Unstable => {
            "editions"
        }
    }
}
