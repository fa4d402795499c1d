//! `FIELD_LOWER_SNAKE_CASE`.

use crate::check::{Categories, Category, Check, Findings, Rule, case};
use crate::schema::Field;

pub(super) const RULE: Rule = Rule {
    id: "FIELD_LOWER_SNAKE_CASE",
    categories: Categories::all(&[
        Category::Basic,
        Category::Standard,
        Category::StyleBasic,
        Category::StyleStandard,
    ]),
    check: Check::EachField(check),
    doc: r#"The name of a field is `lower_snake_case`.

JSON names and the names in generated code are derived from it.

Breaks:
```proto
syntax = "proto3";
message Greeting {
  string firstName = 1;
}
```

Allowed:
```proto
syntax = "proto3";
message Greeting {
  string first_name = 1;
}
```
"#,
};

fn check(field: &Field, findings: &mut Findings) {
    let expected = case::lower_snake(&field.name);
    if field.name != expected {
        let message = format!(
            "the field {:?} is not in lower_snake_case, as {expected:?} is",
            field.name
        );
        findings.push(field, &[&[1]], message);
    }
}
