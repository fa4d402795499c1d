//! `ENUM_SAME_JSON_FORMAT`, `MESSAGE_SAME_JSON_FORMAT`, `ENUM_SAME_TYPE`: features of messages and enums.

use super::{CODE, CODE_AND_JSON};
use crate::check::{Categories, Check, Findings, Pair, Rule, detail};
use crate::schema::{Enum, JsonFormat, Message};

const CATEGORIES: Categories = Categories::all(CODE_AND_JSON);

pub(super) const ENUM: Rule = Rule {
    id: "ENUM_SAME_JSON_FORMAT",
    categories: CATEGORIES,
    check: Check::Enums(check_enum),
    doc: r#"An enum whose JSON is checked must stay so: its feature `json_format` must not go from `ALLOW` to `LEGACY_BEST_EFFORT`.

proto3 checks that values have different names in JSON, proto2 does not.

Breaks:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto2";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```

Allowed:
```proto old
syntax = "proto2";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
"#,
};

pub(super) const MESSAGE: Rule = Rule {
    id: "MESSAGE_SAME_JSON_FORMAT",
    categories: CATEGORIES,
    check: Check::Messages(check_message),
    doc: r#"A message whose JSON is checked must stay so: its feature `json_format` must not go from `ALLOW` to
`LEGACY_BEST_EFFORT`.

proto3 checks that fields have different names in JSON, proto2 does not.

Breaks:
```proto old
syntax = "proto3";
message Greeting {}
```
```proto new
syntax = "proto2";
message Greeting {}
```

Allowed:
```proto old
syntax = "proto2";
message Greeting {}
```
```proto new
syntax = "proto3";
message Greeting {}
```
"#,
};

pub(super) const ENUM_TYPE: Rule = Rule {
    id: "ENUM_SAME_TYPE",
    categories: Categories::all(CODE),
    check: Check::Enums(check_type),
    doc: r#"An enum must stay open or closed.

An open one (proto3) holds numbers that it does not name, a closed one (proto2) leaves them to the unknown fields.

Breaks:
```proto old
syntax = "proto2";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```

Allowed:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
"#,
};

fn check_enum(pair: Pair<&Enum>, findings: &mut Findings) {
    if loosened(pair.map(|one| one.features.json_format)) {
        let message = format!("the JSON of {} is no longer checked", pair.new.full_name);
        findings.push(pair, detail::ENUM_JSON_FORMAT, message);
    }
}

fn check_message(pair: Pair<&Message>, findings: &mut Findings) {
    if loosened(pair.map(|one| one.features.json_format)) {
        let message = format!("the JSON of {} is no longer checked", pair.new.full_name);
        findings.push(pair, detail::MESSAGE_JSON_FORMAT, message);
    }
}

fn loosened(formats: Pair<JsonFormat>) -> bool {
    (formats.old, formats.new) == (JsonFormat::Allow, JsonFormat::LegacyBestEffort)
}

fn check_type(pair: Pair<&Enum>, findings: &mut Findings) {
    let closed = pair.map(|one| one.closed);
    if closed.differs() {
        let word = |closed| if closed { "closed" } else { "open" };
        let Pair { old, new } = closed.map(word);
        let name = &pair.new.full_name;
        let message = format!("the enum {name} changed from {old} to {new}");
        findings.push(pair, detail::ENUM_TYPE, message);
    }
}
