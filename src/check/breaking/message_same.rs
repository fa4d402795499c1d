//! `MESSAGE_SAME_REQUIRED_FIELDS`, `MESSAGE_SAME_REQUIRED_PRESENCE`,
//! `MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR`.

use super::{CODE_AND_REGISTRY, EVERYWHERE};
use crate::check::{Categories, Category, Change, Check, Findings, Pair, Rule, detail};
use crate::schema::{Edition, Field, Message, Schema, Shape};

pub(super) const REQUIRED: Rule = Rule {
    id: "MESSAGE_SAME_REQUIRED_FIELDS",
    categories: Categories::all(EVERYWHERE),
    check: Check::Messages(check_required),
    doc: r#"A message must keep its `required` fields, and get no others.

A peer refuses a message without a field that it thinks required.

Breaks:
```proto old
syntax = "proto2";
message Greeting {}
```
```proto new
syntax = "proto2";
message Greeting {
  required string name = 1;
}
```
```proto old
syntax = "proto2";
message Greeting {
  required string name = 1;
}
```
```proto new
syntax = "proto2";
message Greeting {
  optional string name = 1;
}
```

Allowed:
```proto old
syntax = "proto2";
message Greeting {
  required string name = 1;
}
```
```proto new
syntax = "proto2";
message Greeting {
  required string name = 1;
  optional string title = 2;
}
```
"#,
};

pub(super) const PRESENCE: Rule = Rule {
    id: "MESSAGE_SAME_REQUIRED_PRESENCE",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::Messages(check_presence),
    doc: r#"A message must keep the fields that have to be set, and get no others: `required` in proto2, `LEGACY_REQUIRED` in editions.

A peer refuses a message without a field that it thinks required. `MESSAGE_SAME_REQUIRED_FIELDS` looks at the keyword only, as
buf does, and takes a field for free to leave out as soon as its file is one of an edition.

Breaks:
```proto old
edition = "2023";
message Greeting {
  string name = 1;
}
```
```proto new
edition = "2023";
message Greeting {
  string name = 1 [features.field_presence = LEGACY_REQUIRED];
}
```
```proto old
syntax = "proto2";
message Greeting {
  required string name = 1;
}
```
```proto new
syntax = "proto2";
message Greeting {
  optional string name = 1;
}
```

Allowed:
```proto old
syntax = "proto2";
message Greeting {
  required string name = 1;
}
```
```proto new
edition = "2023";
message Greeting {
  string name = 1 [features.field_presence = LEGACY_REQUIRED];
  string title = 2;
}
```
"#,
};

pub(super) const ACCESSOR: Rule = Rule {
    id: "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR",
    categories: Categories::all(CODE_AND_REGISTRY),
    check: Check::Messages(check_accessor),
    doc: r#"A message must not begin to set `no_standard_descriptor_accessor`.

Generated code then no longer has the accessor that others call.

Breaks:
```proto old
syntax = "proto3";
message Greeting {}
```
```proto new
syntax = "proto3";
message Greeting {
  option no_standard_descriptor_accessor = true;
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  option no_standard_descriptor_accessor = true;
}
```
```proto new
syntax = "proto3";
message Greeting {}
```
"#,
};

/// As buf has it, by the keyword `required` only, which editions do not have.
fn check_required(pair: Pair<&Message>, findings: &mut Findings) {
    compare(pair, findings, |schema, field| {
        field.shape == Shape::Required && schema.file(field.file).edition == Edition::Proto2
    });
}

fn check_presence(pair: Pair<&Message>, findings: &mut Findings) {
    compare(pair, findings, |_, field| field.shape == Shape::Required);
}

fn compare(
    pair: Pair<&Message>,
    findings: &mut Findings,
    is_required: fn(&Schema, &Field) -> bool,
) {
    let (old_schema, new_schema) = (findings.old_schema(), findings.schema());
    for old in &pair.old.fields {
        if !is_required(old_schema, old) {
            continue;
        }
        let kept = pair.new.field(old.number);
        if !kept.is_some_and(|new| is_required(new_schema, new)) {
            let change = Change {
                old,
                new: Some(pair.new),
            };
            let message = format!("{} is no longer a required field", old.full_name);
            findings.push(change, detail::WHOLE, message);
        }
    }
    for new in &pair.new.fields {
        if !is_required(new_schema, new) {
            continue;
        }
        let kept = pair.old.field(new.number);
        if !kept.is_some_and(|old| is_required(old_schema, old)) {
            let change = Change {
                old: pair.old,
                new: Some(new),
            };
            let message = format!("{} is a required field now", new.full_name);
            findings.push(change, detail::WHOLE, message);
        }
    }
}

fn check_accessor(pair: Pair<&Message>, findings: &mut Findings) {
    let removed = pair.map(|message| {
        let options = message.options.as_ref();
        options.and_then(|options| options.no_standard_descriptor_accessor) == Some(true)
    });
    if removed.new && !removed.old {
        let message = format!(
            "{} no longer has its standard descriptor accessor",
            pair.new.full_name
        );
        findings.push(pair, detail::MESSAGE_ACCESSOR, message);
    }
}
