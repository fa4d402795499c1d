//! `FIELD_SAME_ONEOF`, `ONEOF_NO_DELETE`.

use crate::check::{Categories, Category, Change, Check, Findings, Gone, Pair, Rule, detail};
use crate::schema::{Field, Message, Oneof, Schema};

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_ONEOF",
    categories: Categories::all(&[
        Category::File,
        Category::Package,
        Category::WireJson,
        Category::Wire,
        Category::Csr,
    ]),
    check: Check::Fields(check),
    doc: r#"A field must stay in its oneof, or outside of any.

Messages that had several fields set lose all but the last where these share a oneof now.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  string name = 1;
  string title = 2;
}
```
```proto new
syntax = "proto3";
message Greeting {
  oneof who {
    string name = 1;
    string title = 2;
  }
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  oneof who {
    string name = 1;
  }
}
```
```proto new
syntax = "proto3";
message Greeting {
  oneof who {
    string name = 1;
    string title = 2;
  }
}
```
"#,
};

pub(super) const NO_DELETE: Rule = Rule {
    id: "ONEOF_NO_DELETE",
    categories: Categories::all(&[Category::File, Category::Package, Category::Csr]),
    check: Check::OneofGone(check_deleted),
    doc: r#"A oneof must not be deleted or renamed.

Code that uses it no longer compiles.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  oneof who {
    string name = 1;
  }
}
```
```proto new
syntax = "proto3";
message Greeting {
  oneof whom {
    string name = 1;
  }
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
  string name = 1;
}
```
"#,
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    if field.new.extendee.is_some() {
        return;
    }
    let oneof = Pair {
        old: oneof(findings.old_schema(), field.old),
        new: oneof(findings.schema(), field.new),
    };
    let what = match (oneof.old, oneof.new) {
        (None, None) => return,
        (Some(old), Some(new)) if old == new => return,
        (Some(old), Some(new)) => format!("moved from the oneof {old} to {new}"),
        (Some(old), None) => format!("moved out of the oneof {old}"),
        (None, Some(new)) => format!("moved into the oneof {new}"),
    };
    let name = &field.new.full_name;
    findings.push(field, detail::WHOLE, format!("{name} {what}"));
}

fn oneof<'a>(schema: &'a Schema, field: &Field) -> Option<&'a str> {
    let message = schema.message(field.scope?);
    Some(&message.oneofs.get(field.oneof?)?.name)
}

fn check_deleted(gone: Gone<&Oneof, &Message>, findings: &mut Findings) {
    let change = Change {
        old: gone.old,
        new: Some(gone.within.new),
    };
    let message = format!("the oneof {} was deleted", gone.old.full_name);
    findings.push(change, detail::WHOLE, message);
}
