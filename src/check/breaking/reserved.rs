//! `RESERVED_ENUM_NO_DELETE`, `RESERVED_MESSAGE_NO_DELETE`, `EXTENSION_MESSAGE_NO_DELETE`: numbers and names kept free.

use super::{CODE_AND_REGISTRY, EVERYWHERE};
use crate::check::ranges::{Numbers, exclusive, in_words, inclusive, uncovered};
use crate::check::shape::Shaped;
use crate::check::{Categories, Check, Findings, Pair, Remark, Rule, detail, remedy};
use crate::report::Remedy;
use crate::schema::{Enum, Message};
use std::collections::HashSet;

const CATEGORIES: Categories = Categories::all(EVERYWHERE);

pub(super) const ENUM: Rule = Rule {
    id: "RESERVED_ENUM_NO_DELETE",
    categories: CATEGORIES,
    check: Check::Enums(check_enum),
    doc: r#"What an enum has reserved must stay reserved.

A reserved number or name was a value's once; where it is used again, old data means something else.

Breaks:
```proto old
syntax = "proto3";
enum Tone {
  reserved 1 to 5;
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto3";
enum Tone {
  reserved 1 to 3;
  TONE_UNSPECIFIED = 0;
}
```

Allowed:
```proto old
syntax = "proto3";
enum Tone {
  reserved 1 to 5;
  reserved "TONE_WARM";
  TONE_UNSPECIFIED = 0;
}
```
```proto new
syntax = "proto3";
enum Tone {
  reserved 1, 2, 3 to max;
  reserved "TONE_WARM";
  TONE_UNSPECIFIED = 0;
}
```
"#,
};

pub(super) const MESSAGE: Rule = Rule {
    id: "RESERVED_MESSAGE_NO_DELETE",
    categories: CATEGORIES,
    check: Check::Messages(check_message),
    doc: r#"What a message has reserved must stay reserved.

A reserved number or name was a field's once; where it is used again, old data means something else.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  reserved 1;
  reserved "name";
}
```
```proto new
syntax = "proto3";
message Greeting {
  reserved 1;
}
```

Allowed:
```proto old
syntax = "proto3";
message Greeting {
  reserved 1 to 5;
}
```
```proto new
syntax = "proto3";
message Greeting {
  reserved 1 to 2, 3 to 10;
}
```
"#,
};

pub(super) const EXTENSION_RANGE: Rule = Rule {
    id: "EXTENSION_MESSAGE_NO_DELETE",
    categories: Categories::all(CODE_AND_REGISTRY),
    check: Check::Messages(check_extensions),
    doc: r#"Numbers that a message leaves to extensions must stay open.

Extensions that others have declared with them no longer compile.

Breaks:
```proto old
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
```
```proto new
syntax = "proto2";
message Greeting {
  extensions 100 to 150;
}
```

Allowed:
```proto old
syntax = "proto2";
message Greeting {
  extensions 100 to 199;
}
```
```proto new
syntax = "proto2";
message Greeting {
  extensions 100 to 150, 151 to 300;
}
```
"#,
};

fn check_enum(pair: Pair<&Enum>, findings: &mut Findings) {
    let ranges = pair.map(|one| one.reserved_ranges.iter().map(inclusive).collect());
    let names = pair.map(|one| one.reserved_names.as_slice());
    check_reserved(pair, &ranges, names, remedy::restore_in_enum, findings);
}

fn check_message(pair: Pair<&Message>, findings: &mut Findings) {
    let ranges = pair.map(|one| one.reserved_ranges.iter().map(exclusive).collect());
    let names = pair.map(|one| one.reserved_names.as_slice());
    check_reserved(pair, &ranges, names, remedy::restore_in_message, findings);
}

fn check_extensions(pair: Pair<&Message>, findings: &mut Findings) {
    let ranges = pair.map(|one| one.extension_ranges.iter().map(exclusive).collect());
    for numbers in missing(&ranges) {
        let name = &pair.new.full_name;
        let message = format!("the numbers {numbers} are no longer open to extensions of {name}");
        findings.push(pair, detail::WHOLE, message);
    }
}

fn check_reserved<E: Shaped>(
    pair: Pair<&E>,
    ranges: &Pair<Vec<Numbers>>,
    names: Pair<&[String]>,
    restore: fn(Pair<&E>) -> Vec<Remedy>,
    findings: &mut Findings,
) {
    let kept: HashSet<_> = names.new.iter().collect();
    let names = names.old.iter().filter(|name| !kept.contains(name));
    let names = names.map(|name| format!("the name {name:?} is"));
    let numbers = missing(ranges).map(|numbers| format!("the numbers {numbers} are"));
    let free: Vec<_> = numbers.chain(names).collect();
    if free.is_empty() {
        return;
    }
    let remedies = restore(pair);
    for what in free {
        let message = format!("{what} no longer reserved in {}", pair.new.full_name());
        let remark = Remark::with_remedies(message, remedies.iter().cloned());
        findings.push(pair, detail::WHOLE, remark);
    }
}

/// What of each old range no new one covers, in words.
fn missing(ranges: &Pair<Vec<Numbers>>) -> impl Iterator<Item = String> {
    let changed = ranges.old.iter().filter(|_| ranges.differs());
    let missing = changed.map(|old| uncovered(*old, &ranges.new));
    missing
        .filter(|missing| !missing.is_empty())
        .map(|missing| in_words(&missing))
}
