//! `FIELD_NOT_REQUIRED`, `FIELD_NO_DESCRIPTOR`.

use super::SENSIBLE;
use crate::check::{Categories, Category, Check, Findings, Rule, detail};
use crate::schema::{Field, Shape};

pub(super) const NOT_REQUIRED: Rule = Rule {
    id: "FIELD_NOT_REQUIRED",
    categories: Categories::since_v2(&[Category::Basic, Category::Standard]),
    check: Check::EachField(check_required),
    doc: r#"No field is required.

A required field can never be dropped: whoever still requires it refuses messages without it.

Breaks:
```proto
syntax = "proto2";
message Greeting {
  required string name = 1;
}
```

Allowed:
```proto
syntax = "proto2";
message Greeting {
  optional string name = 1;
}
```
"#,
};

pub(super) const NO_DESCRIPTOR: Rule = Rule {
    id: "FIELD_NO_DESCRIPTOR",
    categories: Categories::only_v1beta1(SENSIBLE),
    check: Check::EachField(check_descriptor),
    doc: r#"No field is called `descriptor`, whatever its case and underscores.

Generated code of some languages has a member of that name already.

Breaks:
```proto
syntax = "proto3";
message Greeting {
  string descriptor = 1;
}
```

Allowed:
```proto
syntax = "proto3";
message Greeting {
  string description = 1;
}
```
"#,
};

fn check_required(field: &Field, findings: &mut Findings) {
    if field.shape == Shape::Required {
        let message = format!("the field {} is required", field.full_name);
        findings.push(field, detail::NAME, message);
    }
}

fn check_descriptor(field: &Field, findings: &mut Findings) {
    if field.name.to_lowercase().replace('_', "") == "descriptor" {
        let message = format!(
            "the field {} is called as generated code calls something else",
            field.full_name
        );
        findings.push(field, detail::NAME, message);
    }
}
