//! `FIELD_SAME_TYPE` and its milder sisters.

use crate::check::{
    Categories, Category, Check, Detail, Findings, Pair, Remark, Rule, detail, remedy,
};
use crate::schema::{Enum, Field, Kind, Schema};
use std::collections::HashSet;

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_TYPE",
    categories: Categories::all(&[Category::File, Category::Package, Category::Csr]).in_v1beta1(&[
        Category::File,
        Category::Package,
        Category::WireJson,
        Category::Wire,
    ]),
    check: Check::Fields(check),
    doc: r#"A field must keep its type.

Code that sets or reads the field no longer compiles, or loses what does not fit. Add a field with the new type instead.

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
    if names.differs() {
        push(field, &names, "", findings);
    }
}

fn check_wire(field: Pair<&Field>, findings: &mut Findings) {
    compare(field, wire_group, findings);
}

fn check_wire_json(field: Pair<&Field>, findings: &mut Findings) {
    compare(field, wire_json_group, findings);
}

fn compare(field: Pair<&Field>, group: fn(Kind) -> &'static str, findings: &mut Findings) {
    let names = names(field, findings);
    if !names.differs() {
        return;
    }
    let groups = field.map(|field| group(field.kind));
    let alike = match (field.old.kind, field.new.kind) {
        (Kind::Enum(old), Kind::Enum(new)) => {
            let old = findings.old_schema().enumeration(old);
            replaces(findings.schema().enumeration(new), old)
        }
        (Kind::Message(_), Kind::Message(_)) | (Kind::Group(_), Kind::Group(_)) => false,
        (Kind::String, Kind::Bytes) if groups.old == "text" => true,
        _ => !groups.differs(),
    };
    if !alike {
        push(field, &names, ", which is encoded differently", findings);
    }
}

/// Whether an enum stands for all that another one does.
fn replaces(new: &Enum, old: &Enum) -> bool {
    let values: HashSet<_> = new.values.iter().map(|v| (&v.name, v.number)).collect();
    let mut needed = old.values.iter().map(|value| (&value.name, value.number));
    new.name == old.name && needed.all(|value| values.contains(&value))
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
    Pair {
        old: name(findings.old_schema(), field.old.kind),
        new: name(findings.schema(), field.new.kind),
    }
}

/// A type in words: scalars by their keyword, others by their kind and full name.
fn name(schema: &Schema, kind: Kind) -> String {
    match kind {
        Kind::Enum(id) => format!("the enum {}", schema.enumeration(id).full_name),
        Kind::Message(id) => format!("the message {}", schema.message(id).full_name),
        Kind::Group(id) => format!("the group {}", schema.message(id).full_name),
        scalar => format!("{scalar:?}").to_lowercase(),
    }
}

fn wire_group(kind: Kind) -> &'static str {
    match kind {
        Kind::Int32 | Kind::Int64 | Kind::Uint32 | Kind::Uint64 | Kind::Bool => "varint",
        Kind::Sint32 | Kind::Sint64 => "zigzag",
        Kind::Fixed32 | Kind::Sfixed32 => "fixed32",
        Kind::Fixed64 | Kind::Sfixed64 => "fixed64",
        // What `compare` lets become bytes.
        Kind::String => "text",
        Kind::Bytes => "bytes",
        Kind::Double => "double",
        Kind::Float => "float",
        Kind::Enum(_) => "enum",
        Kind::Message(_) => "message",
        Kind::Group(_) => "group",
    }
}

fn wire_json_group(kind: Kind) -> &'static str {
    match kind {
        Kind::Int32 | Kind::Uint32 => "int32",
        Kind::Int64 | Kind::Uint64 => "int64",
        Kind::Fixed32 | Kind::Sfixed32 => "fixed32",
        Kind::Fixed64 | Kind::Sfixed64 => "fixed64",
        Kind::Bool => "bool",
        Kind::Sint32 => "sint32",
        Kind::Sint64 => "sint64",
        Kind::String => "string",
        Kind::Bytes => "bytes",
        Kind::Double => "double",
        Kind::Float => "float",
        Kind::Enum(_) => "enum",
        Kind::Message(_) => "message",
        Kind::Group(_) => "group",
    }
}
