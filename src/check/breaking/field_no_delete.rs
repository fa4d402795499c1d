//! `FIELD_NO_DELETE`.

use crate::check::{Categories, Category, Change, Check, Findings, Gone, Rule};
use crate::schema::{Field, Message};

pub(super) const RULE: Rule = Rule {
    id: "FIELD_NO_DELETE",
    categories: Categories::all(&[Category::File, Category::Package, Category::Csr]),
    check: Check::FieldGone(check),
    doc: r#"A field must not be deleted.

Code that uses it no longer compiles. Mark it `deprecated` instead.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  string name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  string name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  string name = 1 [deprecated = true];
}
```
"#,
};

fn check(gone: Gone<&Field, &Message>, findings: &mut Findings) {
    let Field { name, number, .. } = gone.old;
    let message = format!(
        "field {number} {name:?} of {} was deleted",
        gone.within.new.full_name
    );
    let change = Change {
        old: gone.old,
        new: Some(gone.within.new),
    };
    findings.push(change, &[], message);
}
