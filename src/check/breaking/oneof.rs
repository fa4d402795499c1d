//! `FIELD_SAME_ONEOF`, `ONEOF_NO_DELETE`.

use super::by_shape::oneof_of;
use super::{CODE_AND_REGISTRY, EVERYWHERE};
use crate::check::{Categories, Change, Check, Findings, Gone, Pair, Rule, detail};
use crate::schema::{Field, Message, Oneof};

pub(super) const SAME: Rule = Rule {
    id: "FIELD_SAME_ONEOF",
    categories: Categories::all(EVERYWHERE),
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
    categories: Categories::all(CODE_AND_REGISTRY),
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
    let oneof = findings.with_schemas(field, oneof_of);
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

fn check_deleted(gone: Gone<&Oneof, &Message>, findings: &mut Findings) {
    let change = Change {
        old: gone.old,
        new: Some(gone.within.new),
    };
    let message = format!("the oneof {} was deleted", gone.old.full_name);
    findings.push(change, detail::WHOLE, message);
}
