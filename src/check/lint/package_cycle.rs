//! `PACKAGE_NO_IMPORT_CYCLE`.

use crate::check::{Categories, Category, Check, Findings, Rule};
use crate::schema::Schema;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const RULE: Rule = Rule {
    id: "PACKAGE_NO_IMPORT_CYCLE",
    categories: Categories::since_v1(&[Category::Minimal, Category::Basic, Category::Standard])
        .in_v1(&[]),
    check: Check::Whole(check),
    doc: r#"Packages do not import each other in a circle.

Files cannot, but packages can through different files, and then languages whose packages cannot have no code for them.

Breaks:
```proto acme/one.proto
syntax = "proto3";
package acme;
import "other/base.proto";
```
```proto acme/base.proto
syntax = "proto3";
package acme;
```
```proto other/two.proto
syntax = "proto3";
package other;
import "acme/base.proto";
```
```proto other/base.proto
syntax = "proto3";
package other;
```

Allowed:
```proto acme/one.proto
syntax = "proto3";
package acme;
import "other/base.proto";
```
```proto other/base.proto
syntax = "proto3";
package other;
```
"#,
};

/// The packages that each package imports; those without a name are left out.
type Graph<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

fn check(findings: &mut Findings) {
    let (schema, view) = (findings.schema(), findings.view());
    let graph = graph(schema, findings);
    for file in view.targets() {
        for (index, import) in file.imports.iter().enumerate() {
            let (own, other) = (&file.package, &schema.file(import.file).package);
            if own == other || own.is_empty() || other.is_empty() {
                continue;
            }
            if let Some(way) = way(&graph, other, own) {
                let message = format!("packages import each other: {own} -> {}", way.join(" -> "));
                findings.push_import(file, index, message);
            }
        }
    }
}

fn graph<'a>(schema: &'a Schema, findings: &Findings<'a>) -> Graph<'a> {
    let mut graph = Graph::new();
    for file in findings.view().files() {
        for import in &file.imports {
            let (own, other) = (&file.package, &schema.file(import.file).package);
            if own != other && !own.is_empty() && !other.is_empty() {
                graph.entry(own).or_default().insert(other);
            }
        }
    }
    graph
}

/// The shortest way from one package to another.
fn way<'a>(graph: &Graph<'a>, from: &'a str, to: &str) -> Option<Vec<&'a str>> {
    let mut ways = vec![vec![from]];
    let mut seen = BTreeSet::from([from]);
    while !ways.is_empty() {
        let mut longer = Vec::new();
        for way in ways {
            let last = way.last()?;
            if *last == to {
                return Some(way);
            }
            for next in graph.get(last).into_iter().flatten() {
                if seen.insert(next) {
                    let mut way = way.clone();
                    way.push(next);
                    longer.push(way);
                }
            }
        }
        ways = longer;
    }
    None
}
