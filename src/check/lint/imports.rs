//! `IMPORT_NO_PUBLIC`, `IMPORT_NO_WEAK`, `STABLE_PACKAGE_NO_IMPORT_UNSTABLE`: single imports.

use super::SENSIBLE;
use crate::check::package::{Stability, stability};
use crate::check::{Categories, Category, Check, Findings, Rule};
use crate::schema::{File, Import, ImportKind};

const RISKY: Categories =
    Categories::all(&[Category::Basic, Category::Standard]).in_v1beta1(SENSIBLE);

pub(super) const NO_PUBLIC: Rule = Rule {
    id: "IMPORT_NO_PUBLIC",
    categories: RISKY,
    check: Check::EachImport(check_public),
    doc: r#"No import is public.

What a file uses should be imported by that file: a public import hides where names come from, and not every language has it.

Breaks:
```proto
syntax = "proto3";
import public "other.proto";
```
```proto other.proto
syntax = "proto3";
```

Allowed:
```proto
syntax = "proto3";
import "other.proto";
message Greeting {
  Tone tone = 1;
}
```
```proto other.proto
syntax = "proto3";
message Tone {}
```
"#,
};

pub(super) const NO_WEAK: Rule = Rule {
    id: "IMPORT_NO_WEAK",
    categories: RISKY,
    check: Check::Deprecated(&[]),
    doc: "Does nothing any more: weak imports are gone from protobuf.\n",
};

pub(super) const NO_UNSTABLE: Rule = Rule {
    id: "STABLE_PACKAGE_NO_IMPORT_UNSTABLE",
    categories: Categories::since_v2(&[]),
    check: Check::EachImport(check_unstable),
    doc: r#"A package with a stable version, such as `acme.v1`, imports none that is alpha, beta or test.

What is stable must not break with what is not.

Breaks:
```proto
syntax = "proto3";
package acme.v1;
import "other.proto";
message Greeting {
  acme.v2beta1.Tone tone = 1;
}
```
```proto other.proto
syntax = "proto3";
package acme.v2beta1;
message Tone {}
```

Allowed:
```proto
syntax = "proto3";
package acme.v1beta1;
import "other.proto";
message Greeting {
  acme.v2beta1.Tone tone = 1;
}
```
```proto other.proto
syntax = "proto3";
package acme.v2beta1;
message Tone {}
```
"#,
};

fn check_public(file: &File, index: usize, import: Import, findings: &mut Findings) {
    if import.kind == ImportKind::Public {
        let name = &findings.schema().file(import.file).name;
        findings.push_import(file, index, format!("the import of {name} is public"));
    }
}

fn check_unstable(file: &File, index: usize, import: Import, findings: &mut Findings) {
    let imported = findings.schema().file(import.file);
    let stable = stability(&file.package) == Some(Stability::Stable);
    let unstable = stability(&imported.package) == Some(Stability::Unstable);
    if stable && unstable && findings.view().is_target(import.file) {
        let (own, other) = (&file.package, &imported.package);
        let message = format!(
            "the stable package {own} imports {} of the unstable {other}",
            imported.name
        );
        findings.push_import(file, index, message);
    }
}
