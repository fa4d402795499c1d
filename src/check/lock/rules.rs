//! `FIELD_NO_REUSE`, `ENUM_VALUE_NO_REUSE`: what was something else once.

use super::{Entry, Lock, State};
use crate::check::pairs::{enums_of, extensions_of, messages_of};
use crate::check::{Categories, Check, Findings, Remark, Rule, detail, remedy};
use crate::schema::{Field, Message};

pub(in crate::check) const FIELD: Rule = Rule {
    id: "FIELD_NO_REUSE",
    categories: Categories::all(&[]),
    check: Check::Remembered,
    doc: r#"A field must not take the number or the name of one that was deleted, however long ago.

Data from back then is still somewhere, and would be read as what it never was. This needs `grpcgen.lock`, which remembers every
number and name: it is kept where the file exists, or with `--lock`, or with `lock = true` under `[breaking]`. Take a number that
was never used, and reserve those that were.

Breaks:
```proto old
syntax = "proto3";
message Greeting {
  string name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  int32 volume = 1;
}
```
```proto old
syntax = "proto3";
message Greeting {
  string name = 1;
}
```
```proto new
syntax = "proto3";
message Greeting {
  string name = 2;
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
message Greeting {
  string name = 1;
  int32 volume = 2;
}
```
"#,
};

pub(in crate::check) const VALUE: Rule = Rule {
    id: "ENUM_VALUE_NO_REUSE",
    categories: Categories::all(&[]),
    check: Check::Remembered,
    doc: r#"An enum value must not take the number or the name of one that was deleted, however long ago.

Data from back then is still somewhere, and would be read as what it never was. This needs `grpcgen.lock`, which remembers every
number and name: it is kept where the file exists, or with `--lock`, or with `lock = true` under `[breaking]`. Take a number that
was never used, and reserve those that were.

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
  TONE_COLD = 1;
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
  TONE_COLD = 2;
}
```
"#,
};

/// Runs one of them.
pub(super) fn run(rule: &Rule, lock: &Lock, findings: &mut Findings) {
    let schema = findings.schema();
    for file in findings.view().targets() {
        if rule.id == VALUE.id {
            check_values(lock, findings, file);
            continue;
        }
        for message in messages_of(schema, file) {
            if !message.map_entry {
                check_fields(lock, message, &message.fields, findings);
            }
        }
        for extension in extensions_of(schema, file) {
            if let Some(extendee) = extension.extendee {
                let extension = std::slice::from_ref(extension);
                check_fields(lock, schema.message(extendee), extension, findings);
            }
        }
    }
}

fn check_fields(lock: &Lock, message: &Message, fields: &[Field], findings: &mut Findings) {
    let schema = findings.schema();
    for field in fields {
        let entry = Entry::of_field(schema, message, field);
        let Some(text) = reuse(lock, &entry) else {
            continue;
        };
        let used = used(lock, &message.full_name);
        let remedy = remedy::renumber_behind(message, field, used);
        let remedy = remedy.filter(|_| text.takes_number);
        let remark = Remark::with_remedies(format!("field {}", text.text), remedy);
        findings.push(field, detail::FIELD_NUMBER, remark);
    }
}

fn check_values(lock: &Lock, findings: &mut Findings, file: &crate::schema::File) {
    for enumeration in enums_of(findings.schema(), file) {
        for value in &enumeration.values {
            let entry = Entry::of_value(enumeration, value);
            let Some(text) = reuse(lock, &entry) else {
                continue;
            };
            let remedy = remedy::renumber_value_behind(enumeration, value, used(lock, &entry.of));
            let remedy = remedy.filter(|_| text.takes_number);
            let remark = Remark::with_remedies(format!("value {}", text.text), remedy);
            findings.push(value, detail::NUMBER_OF_VALUE, remark);
        }
    }
}

/// The largest number that a message or enum has ever used.
fn used(lock: &Lock, of: &str) -> i64 {
    let numbers = lock.of(of).map(|(entry, _)| entry.number);
    numbers.max().unwrap_or_default()
}

/// What is used again, in words.
struct Reuse {
    text: String,
    takes_number: bool,
}

/// Whether an element takes what was another's. An element that is back as it was takes nothing; one that has only changed
/// since the lock was written is for other rules.
fn reuse(lock: &Lock, new: &Entry) -> Option<Reuse> {
    if lock.0.contains_key(new) {
        return None;
    }
    let remembered: Vec<_> = lock.of(&new.of).collect();
    let all_gone = |of: &dyn Fn(&Entry) -> bool| {
        let mut those = remembered.iter().filter(|(entry, _)| of(entry)).peekable();
        let last = those.peek().map(|(entry, _)| *entry);
        last.filter(|_| those.all(|(_, state)| *state == State::Gone))
    };
    let Entry {
        of, number, name, ..
    } = new;
    if let Some(old) = all_gone(&|entry| entry.number == *number) {
        let was = described(old);
        return Some(Reuse {
            text: format!("{name:?} of {of} takes the number {number} of a deleted one, {was}"),
            takes_number: true,
        });
    }
    let old = all_gone(&|entry| entry.name == *name && entry.word == new.word)?;
    Some(Reuse {
        text: format!(
            "{number} of {of} takes the name {name:?} of a deleted one, {}",
            described(old)
        ),
        takes_number: false,
    })
}

fn described(entry: &Entry) -> String {
    let Entry {
        number,
        name,
        r#type,
        ..
    } = entry;
    let of_type = if r#type.is_empty() {
        String::new()
    } else {
        format!(" of type {}", r#type.replace(':', " "))
    };
    format!("{name:?}{of_type} with the number {number}")
}
