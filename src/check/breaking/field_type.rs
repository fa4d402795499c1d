//! `FIELD_SAME_TYPE` and its milder sisters.

use super::by_shape::{self, Encoding};
use super::{CODE_AND_REGISTRY, EVERYWHERE};
use crate::check::{
    Categories, Category, Check, Detail, Findings, Pair, Remark, Rule, detail, remedy,
};
use crate::schema::{Field, Kind, Schema};

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_TYPE",
    categories: Categories::all(CODE_AND_REGISTRY).in_v1beta1(EVERYWHERE),
    check: Check::Fields(check),
    doc: r#"A field must keep its type.

Code that sets or reads the field no longer compiles, or loses what does not fit. Add a field with the new type instead.

With `types_by_shape` under `[breaking]` in grpcgen.toml a type may be renamed that is encoded alike; where code counts,
`MESSAGE_NO_DELETE` and its like speak of the name that is gone.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  int32 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  int64 count = 1;
}
```
```proto old
syntax = "proto3";
message Greeting {
  Tone tone = 1;
}
message Tone {}
message Mood {}
```
```proto new
syntax = "proto3";
message Greeting {
  Mood tone = 1;
}
message Tone {}
message Mood {}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  int32 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  repeated int32 count = 1;
}
```
"#,
};

pub(super) const WIRE: Rule = Rule {
    id: "FIELD_WIRE_COMPATIBLE_TYPE",
    categories: Categories::since_v1(&[Category::Wire]),
    check: Check::Fields(check_wire),
    doc: r#"A field must keep a type that is encoded alike in binary.

Such types are `int32`, `int64`, `uint32`, `uint64` and `bool`; `sint32` and `sint64`; `fixed32` and `sfixed32`; `fixed64` and
`sfixed64`. A `string` may become `bytes`. An enum may be replaced by one of the same simple name that has all its values.

With `types_by_shape` under `[breaking]` in grpcgen.toml it does not count what a type is called: a message may be replaced by one
whose fields are encoded alike, an enum by any that has all its values, and by an integer.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  int32 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  sint32 count = 1;
}
```
```proto old
syntax = "proto3";
message Greeting {
  bytes name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  string name = 1;
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  int32 count = 1;
  string name = 2;
}
```
```proto new
syntax = "proto3";
message Greeting {
  uint64 count = 1;
  bytes name = 2;
}
```
"#,
};

pub(super) const WIRE_JSON: Rule = Rule {
    id: "FIELD_WIRE_JSON_COMPATIBLE_TYPE",
    categories: Categories::since_v1(&[Category::WireJson, Category::Csr]),
    check: Check::Fields(check_wire_json),
    doc: r#"A field must keep a type that is encoded alike in binary and in JSON.

Such types are `int32` and `uint32`; `int64` and `uint64`; `fixed32` and `sfixed32`; `fixed64` and `sfixed64`. JSON has 64-bit
numbers as strings. An enum may be replaced by one of the same simple name that has all its values.

With `types_by_shape` under `[breaking]` in grpcgen.toml it does not count what a type is called: a message may be replaced by one
whose fields are called and encoded alike, an enum by any that has all its values.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  int32 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  int64 count = 1;
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  int32 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  uint32 count = 1;
}
```
"#,
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    let names = names(field, findings);
    if names.differs() && !by_shape::is_renamed(field.map(|field| field.kind), findings) {
        push(field, &names, "", findings);
    }
}

fn check_wire(field: Pair<&Field>, findings: &mut Findings) {
    compare(field, Encoding::Binary, findings);
}

fn check_wire_json(field: Pair<&Field>, findings: &mut Findings) {
    compare(field, Encoding::BinaryAndJson, findings);
}

fn compare(field: Pair<&Field>, encoding: Encoding, findings: &mut Findings) {
    let names = names(field, findings);
    let kinds = field.map(|field| field.kind);
    if names.differs() && !by_shape::is_read(kinds, encoding, findings) {
        push(field, &names, ", which is encoded differently", findings);
    }
}

fn push(field: Pair<&Field>, types: &Pair<String>, consequence: &str, findings: &mut Findings) {
    let Pair { old, new } = types;
    let name = &field.new.full_name;
    let message = format!("{name} changed its type from {old} to {new}{consequence}");
    let remedy = remedy::renumber_reused(field, findings);
    let remark = Remark::with_remedies(message, remedy);
    findings.push(field, place(field.new.kind), remark);
}

fn place(kind: Kind) -> Detail {
    match kind {
        Kind::Enum(_) | Kind::Message(_) => detail::TYPE_NAME,
        Kind::Group(_) => detail::TYPE_OF_GROUP,
        _ => detail::TYPE,
    }
}

fn names(field: Pair<&Field>, findings: &Findings) -> Pair<String> {
    findings.with_schemas(field, |schema, field| name(schema, field.kind))
}

/// A type in words: scalars by their keyword, others by their kind and full name.
fn name(schema: &Schema, kind: Kind) -> String {
    match kind {
        Kind::Enum(id) => format!("the enum {}", schema.enumeration(id).full_name),
        Kind::Message(id) => format!("the message {}", schema.message(id).full_name),
        Kind::Group(id) => format!("the group {}", schema.message(id).full_name),
        scalar => scalar.keyword().unwrap_or_default().to_owned(),
    }
}
