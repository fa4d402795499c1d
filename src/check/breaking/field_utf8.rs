//! `FIELD_SAME_UTF8_VALIDATION`, `FIELD_SAME_JAVA_UTF8_VALIDATION`: who checks that strings are UTF-8.

use super::CODE;
use crate::check::language_feature::JAVA_UTF8;
use crate::check::{Categories, Change, Check, Findings, Pair, Rule, detail};
use crate::schema::{Field, File, Kind, Schema, Utf8};

const CATEGORIES: Categories = Categories::all(CODE);

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_UTF8_VALIDATION",
    categories: CATEGORIES,
    check: Check::Fields(check),
    doc: r#"A `string` field must stay checked, or unchecked, for UTF-8.

proto2 does not check, proto3 does. Peers refuse what others still send, or let through what others refuse.

Breaks:
```proto old
syntax = "proto2";
message Greeting {
  optional string name = 1;
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
syntax = "proto2";
message Greeting {
  optional bytes name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  optional bytes name = 1;
}
```
"#,
};

pub(super) const SAME_JAVA: Rule = Rule {
    id: "FIELD_SAME_JAVA_UTF8_VALIDATION",
    categories: CATEGORIES,
    check: Check::Fields(check_java),
    doc: r#"A `string` field must stay checked, or unchecked, for UTF-8 in Java.

Java checks where the language does, where the file says `java_string_check_utf8`, and where the feature
`(pb.java).utf8_validation` says so.

Breaks:
```proto old
syntax = "proto2";
message Greeting {
  optional string name = 1;
}
```
```proto new
syntax = "proto2";
option java_string_check_utf8 = true;
message Greeting {
  optional string name = 1;
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
option java_string_check_utf8 = true;
message Greeting {
  string name = 1;
}
```
"#,
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    let checked = field.map(|field| field.utf8 == Utf8::Verify);
    if both_strings(field) && checked.differs() {
        let name = &field.new.full_name;
        let message = format!("{name} {} checked for UTF-8", change(checked));
        findings.push(field, detail::FIELD_UTF8, message);
    }
}

fn check_java(field: Pair<&Field>, findings: &mut Findings) {
    if !both_strings(field) {
        return;
    }
    let checked = findings.with_schemas(field, java_checks);
    if checked.differs() {
        let name = &field.new.full_name;
        let message = format!("{name} {} checked for UTF-8 in Java", change(checked));
        let file = findings.schema().file(field.new.file);
        if java_option(file).is_none() {
            findings.push(field, detail::FIELD_JAVA_UTF8, message);
            return;
        }
        let change = Change {
            old: field.old,
            new: Some(file),
        };
        findings.push(change, detail::FILE_JAVA_UTF8, message);
    }
}

fn both_strings(field: Pair<&Field>) -> bool {
    field.old.kind == Kind::String && field.new.kind == Kind::String
}

fn change(checked: Pair<bool>) -> &'static str {
    if checked.new {
        "is now"
    } else {
        "is no longer"
    }
}

fn java_checks(schema: &Schema, field: &Field) -> bool {
    if java_option(schema.file(field.file)) == Some(true) {
        return true;
    }
    match JAVA_UTF8.of(schema, field) {
        // VERIFY; DEFAULT is what the language does.
        Some(2) => true,
        Some(_) | None => field.utf8 == Utf8::Verify,
    }
}

/// `java_string_check_utf8`, where a file has it.
fn java_option(file: &File) -> Option<bool> {
    let options = file.options.as_ref()?;
    options.java_string_check_utf8
}
