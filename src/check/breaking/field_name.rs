//! `FIELD_SAME_NAME`, `FIELD_SAME_JSON_NAME`: what a number is called.

use super::CODE_AND_JSON;
use crate::check::{Categories, Check, Findings, Pair, Remark, Rule, detail, remedy};
use crate::schema::Field;

const CATEGORIES: Categories = Categories::all(CODE_AND_JSON);

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_NAME",
    categories: CATEGORIES,
    check: Check::Fields(check),
    doc: r#"A field number must keep its name.

Code that uses the field no longer compiles, and text format has fields by name.

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
  string who = 1;
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
  string who = 2;
  string name = 1;
}
```
"#,
};

pub(super) const SAME_JSON: Rule = Rule {
    id: "FIELD_SAME_JSON_NAME",
    categories: CATEGORIES,
    check: Check::Fields(check_json),
    doc: r#"A field number must keep its name in JSON, declared or derived.

JSON that was written with the old name is no longer read. To rename a field, pin its `json_name`.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  string first_name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  string first_name = 1 [json_name = "first_name"];
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
  string who = 1 [json_name = "name"];
}
```
"#,
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    let names = field.map(|field| match field.extendee {
        Some(_) => &field.full_name,
        None => &field.name,
    });
    if names.differs() {
        let Field { number, .. } = field.new;
        let Pair { old, new } = field.map(|field| &field.full_name);
        let message = format!("field {number} changed its name from {old} to {new}");
        let remedy = remedy::renumber_reused(field, findings);
        findings.push(field, detail::NAME, Remark::with_remedies(message, remedy));
    }
}

fn check_json(field: Pair<&Field>, findings: &mut Findings) {
    if field.new.extendee.is_some() {
        return;
    }
    let Pair { old, new } = field.map(|field| &field.json_name);
    if old != new {
        let name = &field.new.full_name;
        let message = format!("{name} changed its JSON name from {old:?} to {new:?}");
        let remedy = remedy::renumber_reused(field, findings)
            .or_else(|| remedy::pin_json_name(field, findings));
        findings.push(
            field,
            detail::JSON_NAME,
            Remark::with_remedies(message, remedy),
        );
    }
}
