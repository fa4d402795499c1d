//! `ENUM_VALUE_NO_DELETE` and its milder sisters.

use super::CODE_AND_REGISTRY;
use crate::check::{
    Categories, Category, Change, Check, Findings, Gone, Remark, Rule, detail, remedy,
};
use crate::schema::{Enum, EnumValue};

pub(super) const NO_DELETE: Rule = Rule {
    id: "ENUM_VALUE_NO_DELETE",
    categories: Categories::all(CODE_AND_REGISTRY),
    check: Check::ValueGone(check),
    doc: r#"A number of an enum must keep a name.

Code that uses the value no longer compiles. Mark it `deprecated` instead. Of several names for one number, all but one may
go.

Breaks:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  reserved 1;
  reserved "TONE_WARM";
}
```

Allowed:
```proto old
syntax = "proto3";
enum Tone {
  option allow_alias = true;
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
  TONE_FRIENDLY = 1;
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

pub(super) const UNLESS_NAME_RESERVED: Rule = Rule {
    id: "ENUM_VALUE_NO_DELETE_UNLESS_NAME_RESERVED",
    categories: Categories::all(&[Category::WireJson, Category::Csr]),
    check: Check::ValueGone(check_name),
    doc: r#"The names of a deleted enum value must be reserved.

JSON has enum values by name: a later value of that name would be read where the deleted one was meant.

Breaks:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  reserved 1;
}
```

Allowed:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  reserved "TONE_WARM";
}
```
"#,
};

pub(super) const UNLESS_NUMBER_RESERVED: Rule = Rule {
    id: "ENUM_VALUE_NO_DELETE_UNLESS_NUMBER_RESERVED",
    categories: Categories::all(&[Category::WireJson, Category::Wire, Category::Csr]),
    check: Check::ValueGone(check_number),
    doc: r#"The number of a deleted enum value must be reserved.

The binary encoding has enum values by number: a later value with that number would be read where the deleted one was meant.

Breaks:
```proto old
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
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
  TONE_WARM = 1;
}
```
```proto new
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  reserved 1 to max;
}
```
"#,
};

fn check(gone: Gone<&[&EnumValue], &Enum>, findings: &mut Findings) {
    push(gone, "was deleted", findings);
}

fn check_name(gone: Gone<&[&EnumValue], &Enum>, findings: &mut Findings) {
    let reserved = &gone.within.new.reserved_names;
    if !gone.old.iter().all(|value| reserved.contains(&value.name)) {
        push(
            gone,
            "was deleted without its name being reserved",
            findings,
        );
    }
}

fn check_number(gone: Gone<&[&EnumValue], &Enum>, findings: &mut Findings) {
    let number = gone.old.first().map_or(0, |value| value.number);
    let mut ranges = gone.within.new.reserved_ranges.iter();
    if !ranges.any(|range| range.contains(&number)) {
        push(
            gone,
            "was deleted without its number being reserved",
            findings,
        );
    }
}

fn push(gone: Gone<&[&EnumValue], &Enum>, what: &str, findings: &mut Findings) {
    let Some(first) = gone.old.first() else {
        return;
    };
    let names: Vec<_> = gone.old.iter().map(|value| value.name.as_str()).collect();
    let change = Change {
        old: *first,
        new: Some(gone.within.new),
    };
    let text = format!(
        "value {} ({}) of {} {what}",
        first.number,
        names.join(", "),
        gone.within.new.full_name
    );
    let remark = Remark::with_remedies(text, remedy::reserve_value(gone));
    findings.push(change, detail::WHOLE, remark);
}
