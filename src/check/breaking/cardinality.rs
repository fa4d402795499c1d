//! `FIELD_SAME_CARDINALITY` and its milder sisters.

use super::by_shape::Encoding;
use crate::check::{Categories, Category, Check, Findings, Pair, Rule, detail};
use crate::schema::{Field, Shape};

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_CARDINALITY",
    categories: Categories::all(&[Category::File, Category::Package]).in_v1beta1(&[
        Category::File,
        Category::Package,
        Category::WireJson,
        Category::Wire,
    ]),
    check: Check::Fields(check),
    doc: r#"A field must keep its cardinality: optional with or without presence, required, repeated, or a map.

The type of the field in generated code depends on it.

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
  optional string name = 1;
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  optional string name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  oneof who {
    string name = 1;
  }
}
```
"#,
};

pub(super) const WIRE: Rule = Rule {
    id: "FIELD_WIRE_COMPATIBLE_CARDINALITY",
    categories: Categories::all(&[Category::Wire]),
    check: Check::Fields(check_wire),
    doc: r#"A field must keep a cardinality that is encoded alike: optional, required, or many (repeated and map).

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
  repeated string name = 1;
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
  optional string name = 1;
}
```
"#,
};

pub(super) const WIRE_JSON: Rule = Rule {
    id: "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
    categories: Categories::all(&[Category::WireJson, Category::Csr]),
    check: Check::Fields(check_wire_json),
    doc: r#"A field must keep a cardinality that is encoded alike in binary and in JSON: optional, required, repeated, or a map.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  map<string, string> names = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  repeated Name names = 1;
  message Name {
    string key = 1;
    string value = 2;
  }
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
  optional string name = 1;
}
```
"#,
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    compare(
        field,
        "",
        |shape| match shape {
            Shape::Implicit => "optional without presence",
            Shape::Explicit => "optional",
            Shape::Required => "required",
            Shape::Repeated | Shape::Packed => "repeated",
            Shape::Map => "a map",
        },
        findings,
    );
}

fn check_wire(field: Pair<&Field>, findings: &mut Findings) {
    compare(
        field,
        ", which is encoded differently",
        |shape| Encoding::Binary.of_shape(shape),
        findings,
    );
}

fn check_wire_json(field: Pair<&Field>, findings: &mut Findings) {
    compare(
        field,
        ", which is encoded differently",
        |shape| Encoding::BinaryAndJson.of_shape(shape),
        findings,
    );
}

fn compare(
    field: Pair<&Field>,
    consequence: &str,
    group: fn(Shape) -> &'static str,
    findings: &mut Findings,
) {
    let groups = field.map(|field| group(field.shape));
    if !groups.differs() || in_map_entry(field, findings) {
        return;
    }
    let Pair { old, new } = groups;
    let name = &field.new.full_name;
    let message = format!("{name} changed from {old} to {new}{consequence}");
    findings.push(field, detail::WHOLE, message);
}

/// The cardinality of keys and values is not the user's.
fn in_map_entry(field: Pair<&Field>, findings: &Findings) -> bool {
    let entry = |schema: &crate::schema::Schema, field: &Field| {
        field
            .scope
            .is_some_and(|scope| schema.message(scope).map_entry)
    };
    entry(findings.old_schema(), field.old) || entry(findings.schema(), field.new)
}
