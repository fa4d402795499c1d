//! `EXTENSION_SAME_NUMBER`: extensions, which others find by their names.

use crate::check::{Categories, Category, Check, Findings, Pair, Rule, detail};
use crate::schema::Field;

pub(super) const RULE: Rule = Rule {
    id: "EXTENSION_SAME_NUMBER",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::Extensions(check),
    doc: r#"An extension must keep its number, and what it extends.

Extensions are known by what they extend and their number: one that is renumbered looks like a deleted and a new one, of which
no other rule speaks where both have the same name. Peers keep what others send among the unknown fields.

Breaks:
```proto old
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
extend Greeting {
  optional string tone = 100;
}
```
```proto new
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
extend Greeting {
  optional string tone = 101;
}
```
```proto old
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
message Reply {
  extensions 100 to 199;
}
extend Greeting {
  optional string tone = 100;
}
```
```proto new
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
message Reply {
  extensions 100 to 199;
}
extend Reply {
  optional string tone = 100;
}
```

Allowed:
```proto old
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
extend Greeting {
  optional string tone = 100;
}
```
```proto new
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
extend Greeting {
  optional string mood = 101;
  optional string tone = 100;
}
```
"#,
};

fn check(extension: Pair<&Field>, findings: &mut Findings) {
    let name = &extension.new.full_name;
    let numbers = extension.map(|extension| extension.number);
    if numbers.differs() {
        let Pair { old, new } = numbers;
        let message = format!("the extension {name} changed its number from {old} to {new}");
        findings.push(extension, detail::FIELD_NUMBER, message);
    }
    let extended = findings.with_schemas(extension, |schema, extension| {
        let extendee = extension.extendee.map(|id| schema.message(id));
        extendee.map_or("", |message| message.full_name.as_str())
    });
    if extended.differs() {
        let Pair { old, new } = extended;
        let message = format!("{name} changed from an extension of {old} to one of {new}");
        findings.push(extension, detail::EXTENDEE, message);
    }
}
