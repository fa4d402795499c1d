//! `ENUM_VALUE_SAME_NAME`.

use super::CODE_AND_JSON;
use crate::check::{Categories, Change, Check, Findings, Pair, Remark, Rule, detail, remedy};
use crate::schema::EnumValue;

pub(super) const RULE: Rule = Rule {
    id: "ENUM_VALUE_SAME_NAME",
    categories: Categories::all(CODE_AND_JSON),
    check: Check::Values(check),
    doc: r#"A number of an enum must keep its names; it may get more.

JSON has enum values by name, and code that uses the value no longer compiles.

Breaks:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_NONE = 0;
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
  option allow_alias = true;
  TONE_UNSPECIFIED = 0;
  TONE_NONE = 0;
}
```
"#,
};

fn check(values: Pair<&[&EnumValue]>, findings: &mut Findings) {
    let mut old = values.old.iter();
    let kept = old.all(|old| values.new.iter().any(|new| new.name == old.name));
    let Some(first) = values.old.first() else {
        return;
    };
    if kept {
        return;
    }
    let names = values.map(|values| {
        let names: Vec<_> = values.iter().map(|value| value.name.as_str()).collect();
        names.join(", ")
    });
    let enums = values.new.first().map(|new| Pair {
        old: *first,
        new: *new,
    });
    let remedy = enums.and_then(|enums| remedy::renumber_values(enums, findings));
    for new in values.new {
        let change = Change {
            old: *first,
            new: Some(*new),
        };
        let (number, Pair { old, new }) = (new.number, &names);
        let message = format!("value {number} changed its name from {old} to {new}");
        let remark = Remark::with_remedies(message, remedy.clone());
        findings.push(change, detail::NUMBER_OF_VALUE, remark);
    }
}
