//! `IMPORT_USED`.

use crate::check::uses::Uses;
use crate::check::{Categories, Category, Check, Findings, Remark, Rule};
use crate::report::Remedy;
use crate::schema::{File, FileId, ImportKind, Schema};
use std::collections::HashSet;

pub(super) const RULE: Rule = Rule {
    id: "IMPORT_USED",
    categories: Categories::since_v1(&[Category::Basic, Category::Standard]),
    check: Check::Whole(check),
    doc: r#"Every import is used: by a type, an extension or a custom option. Public imports are for others, and always count as used.

An unused import makes builds slower, and packages depend on each other without need.

Breaks:
```proto
syntax = "proto3";
import "other.proto";
```
```proto other.proto
syntax = "proto3";
message Tone {}
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

fn check(findings: &mut Findings) {
    let mut uses = Uses::new(findings.schema());
    for file in findings.view().targets() {
        let used = uses.of(file);
        check_file(file, &used, findings);
    }
}

fn check_file(file: &File, used: &HashSet<FileId>, findings: &mut Findings) {
    let schema = findings.schema();
    for (index, import) in file.imports.iter().enumerate() {
        let offers = offered(schema, import.file);
        if import.kind != ImportKind::Public && offers.is_disjoint(used) {
            let name = &schema.file(import.file).name;
            let message = format!("the import of {name} is not used");
            let remedy = Remedy::RemoveImport(name.clone());
            findings.push_import(file, index, Remark::with_remedies(message, [remedy]));
        }
    }
}

/// A file, and those that it imports publicly.
fn offered(schema: &Schema, file: FileId) -> HashSet<FileId> {
    let mut offered = HashSet::from([file]);
    let mut stack = vec![file];
    while let Some(next) = stack.pop() {
        for import in &schema.file(next).imports {
            if import.kind == ImportKind::Public && offered.insert(import.file) {
                stack.push(import.file);
            }
        }
    }
    offered
}
