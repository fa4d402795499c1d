//! `RESERVED_ENUM_NO_DELETE`, `RESERVED_MESSAGE_NO_DELETE`, `EXTENSION_MESSAGE_NO_DELETE`: numbers and names kept free.

use crate::check::ranges::{Numbers, exclusive, in_words, inclusive, uncovered};
use crate::check::shape::Shaped;
use crate::check::{Categories, Category, Check, Findings, Pair, Remark, Rule, detail, remedy};
use crate::report::Remedy;
use crate::schema::{Enum, Message};
use std::collections::HashSet;

const CATEGORIES: Categories = Categories::all(&[
    Category::File,
    Category::Package,
    Category::WireJson,
    Category::Wire,
    Category::Csr,
]);

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
    categories: Categories::all(&[Category::File, Category::Package, Category::Csr]),
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

const RESERVED: &str = "are no longer reserved in";

fn check_enum(pair: Pair<&Enum>, findings: &mut Findings) {
    let ranges = pair.map(|one| one.reserved_ranges.iter().map(inclusive).collect());
    let remedies = remedy::restore_in_enum(pair);
    check_ranges(pair, &ranges, RESERVED, &remedies, findings);
    check_names(
        pair,
        pair.map(|one| &one.reserved_names),
        &remedies,
        findings,
    );
}

fn check_message(pair: Pair<&Message>, findings: &mut Findings) {
    let ranges = pair.map(|one| one.reserved_ranges.iter().map(exclusive).collect());
    let remedies = remedy::restore_in_message(pair);
    check_ranges(pair, &ranges, RESERVED, &remedies, findings);
    check_names(
        pair,
        pair.map(|one| &one.reserved_names),
        &remedies,
        findings,
    );
}

fn check_extensions(pair: Pair<&Message>, findings: &mut Findings) {
    let ranges = pair.map(|one| one.extension_ranges.iter().map(exclusive).collect());
    check_ranges(
        pair,
        &ranges,
        "are no longer open to extensions of",
        &[],
        findings,
    );
}

fn check_ranges<E: Shaped>(
    pair: Pair<&E>,
    ranges: &Pair<Vec<Numbers>>,
    what: &str,
    remedies: &[Remedy],
    findings: &mut Findings,
) {
    for old in &ranges.old {
        let missing = uncovered(*old, &ranges.new);
        if !missing.is_empty() {
            let (numbers, name) = (in_words(&missing), pair.new.full_name());
            let message = format!("the numbers {numbers} {what} {name}");
            let remark = Remark::with_remedies(message, remedies.iter().cloned());
            findings.push(pair, detail::WHOLE, remark);
        }
    }
}

fn check_names<E: Shaped>(
    pair: Pair<&E>,
    names: Pair<&Vec<String>>,
    remedies: &[Remedy],
    findings: &mut Findings,
) {
    let kept: HashSet<_> = names.new.iter().collect();
    for name in names.old.iter().filter(|name| !kept.contains(name)) {
        let element = pair.new.full_name();
        let message = format!("the name {name:?} is no longer reserved in {element}");
        let remark = Remark::with_remedies(message, remedies.iter().cloned());
        findings.push(pair, detail::WHOLE, remark);
    }
}
