//! `FIELD_SAME_CPP_STRING_TYPE`, `FIELD_SAME_JSTYPE`: options of fields that decide what generated code they become.

use super::CODE;
use super::cardinality::is_in_map_entry;
use crate::check::language_feature::CPP_STRING_TYPE;
use crate::check::{Categories, Check, Findings, Pair, Rule, detail};
use crate::descriptor::google::protobuf::field_options::{CType, JsType};
use crate::schema::{Edition, Field, Kind, Schema};
use crate::wire::Enumeration;

const CATEGORIES: Categories = Categories::all(CODE);

pub(super) const CPP: Rule = Rule {
    id: "FIELD_SAME_CPP_STRING_TYPE",
    categories: CATEGORIES,
    check: Check::Fields(check_cpp),
    doc: r#"A `string` or `bytes` field must keep its C++ type: `ctype`, or the feature `(pb.cpp).string_type`.

The accessors in generated C++ change with it. From `STRING_PIECE` to `STRING` is fine.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  bytes body = 1 [ctype = CORD];
}
```
```proto new
syntax = "proto3";
message Greeting {
  bytes body = 1;
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  string body = 1 [ctype = STRING_PIECE];
}
```
```proto new
syntax = "proto3";
message Greeting {
  string body = 1;
}
```
"#,
};

pub(super) const JSTYPE: Rule = Rule {
    id: "FIELD_SAME_JSTYPE",
    categories: CATEGORIES,
    check: Check::Fields(check_jstype),
    doc: r#"A 64-bit integer must keep its `jstype`.

The type of the field in generated JavaScript changes with it.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  int64 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  int64 count = 1 [jstype = JS_STRING];
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  int64 count = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  int64 count = 1 [jstype = JS_NORMAL];
}
```
"#,
};

fn check_cpp(field: Pair<&Field>, findings: &mut Findings) {
    let textual = |field: &Field| matches!(field.kind, Kind::String | Kind::Bytes);
    let in_entry = is_in_map_entry(findings.schema(), field.new);
    if !textual(field.old) || !textual(field.new) || in_entry {
        return;
    }
    let types = findings.with_schemas(field, cpp_type);
    if types.differs() && (types.old, types.new) != ("STRING_PIECE", "STRING") {
        let Pair { old, new } = types;
        let name = &field.new.full_name;
        let message = format!("{name} changed its C++ string type from {old} to {new}");
        findings.push(field, detail::FIELD_STRING_TYPE, message);
    }
}

fn cpp_type(schema: &Schema, field: &Field) -> &'static str {
    let edition = schema.file(field.file).edition;
    let before_2024 = edition < Edition::Edition2024;
    let declared = field.options.as_ref().and_then(|options| options.ctype);
    match declared.filter(|_| before_2024) {
        Some(CType::String) => return "STRING",
        Some(CType::Cord) => return "CORD",
        Some(CType::StringPiece) => return "STRING_PIECE",
        Some(CType::Unrecognized(_)) | None => {}
    }
    match CPP_STRING_TYPE.of(schema, field) {
        Some(1) => "VIEW",
        Some(2) => "CORD",
        Some(3) => "STRING",
        Some(_) | None if before_2024 => "STRING",
        Some(_) | None => "VIEW",
    }
}

fn check_jstype(field: Pair<&Field>, findings: &mut Findings) {
    let wide = |field: &Field| {
        matches!(
            field.kind,
            Kind::Int64 | Kind::Uint64 | Kind::Sint64 | Kind::Fixed64 | Kind::Sfixed64
        )
    };
    let jstypes = field.map(|field| {
        let declared = field.options.as_ref().and_then(|options| options.jstype);
        declared.unwrap_or(JsType::JsNormal).as_str_name()
    });
    if wide(field.old) && wide(field.new) && jstypes.differs() {
        let Pair { old, new } = jstypes;
        let name = &field.new.full_name;
        let message = format!("{name} changed its jstype from {old} to {new}");
        findings.push(field, detail::FIELD_JSTYPE, message);
    }
}
