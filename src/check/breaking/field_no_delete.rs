//! `FIELD_NO_DELETE` and its milder sisters.

use super::CODE_AND_REGISTRY;
use crate::check::{
    Categories, Category, Change, Check, Findings, Gone, Remark, Rule, detail, remedy,
};
use crate::schema::{Field, Message};

pub(super) const NO_DELETE: Rule = Rule {
    id: "FIELD_NO_DELETE",
    categories: Categories::all(CODE_AND_REGISTRY),
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
message Greeting {
  reserved 1;
  reserved "name";
}
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

pub(super) const UNLESS_NAME_RESERVED: Rule = Rule {
    id: "FIELD_NO_DELETE_UNLESS_NAME_RESERVED",
    categories: Categories::all(&[Category::WireJson, Category::Csr]),
    check: Check::FieldGone(check_name),
    doc: r#"The name of a deleted field must be reserved.

JSON has fields by name: a later field of that name would be read from messages that meant the deleted one.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  string name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  reserved 1;
}
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
  reserved 1;
  reserved "name";
}
```
"#,
};

pub(super) const UNLESS_NUMBER_RESERVED: Rule = Rule {
    id: "FIELD_NO_DELETE_UNLESS_NUMBER_RESERVED",
    categories: Categories::all(&[Category::WireJson, Category::Wire, Category::Csr]),
    check: Check::FieldGone(check_number),
    doc: r#"The number of a deleted field must be reserved.

The binary encoding has fields by number: a later field with that number would be read from messages that meant the
deleted one.

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
  reserved 1 to 3;
}
```
"#,
};

fn check(gone: Gone<&Field, &Message>, findings: &mut Findings) {
    push(gone, "was deleted", findings);
}

fn check_name(gone: Gone<&Field, &Message>, findings: &mut Findings) {
    if !gone.within.new.reserved_names.contains(&gone.old.name) {
        push(
            gone,
            "was deleted without its name being reserved",
            findings,
        );
    }
}

fn check_number(gone: Gone<&Field, &Message>, findings: &mut Findings) {
    if !gone.within.new.reserves(gone.old.number) {
        push(
            gone,
            "was deleted without its number being reserved",
            findings,
        );
    }
}

fn push(gone: Gone<&Field, &Message>, what: &str, findings: &mut Findings) {
    let Field { name, number, .. } = gone.old;
    let message = &gone.within.new.full_name;
    let change = Change {
        old: gone.old,
        new: Some(gone.within.new),
    };
    let text = format!("field {number} {name:?} of {message} {what}");
    let remark = Remark::with_remedies(text, remedy::reserve_field(gone, findings));
    findings.push(change, detail::WHOLE, remark);
}
