//! `FIELD_SAME_CARDINALITY` and its milder sisters.

use super::by_shape::Encoding;
use super::{CODE, EVERYWHERE};
use crate::check::{Categories, Category, Check, Findings, Pair, Rule, detail};
use crate::schema::{Field, Schema, Shape};

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_CARDINALITY",
    categories: Categories::all(CODE).in_v1beta1(EVERYWHERE),
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
    let in_entry = findings.with_schemas(field, is_in_map_entry);
    if !groups.differs() || in_entry.old || in_entry.new {
        return;
    }
    let Pair { old, new } = groups;
    let name = &field.new.full_name;
    let message = format!("{name} changed from {old} to {new}{consequence}");
    findings.push(field, detail::WHOLE, message);
}

/// Whether a field is the key or the value of a map: its cardinality and options are not the user's.
pub(super) fn is_in_map_entry(schema: &Schema, field: &Field) -> bool {
    let scope = field.scope.map(|scope| schema.message(scope));
    scope.is_some_and(|message| message.map_entry)
}
