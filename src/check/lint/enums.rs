//! `ENUM_FIRST_VALUE_ZERO`, `ENUM_NO_ALLOW_ALIAS`, `ENUM_VALUE_PREFIX`, `ENUM_ZERO_VALUE_SUFFIX`: enums and their values.

use super::{SENSIBLE, STYLE};
use crate::check::{Categories, Category, Check, Findings, Remark, Rule, case, detail, remedy};
use crate::schema::{Enum, EnumValue};

pub(super) const FIRST_VALUE_ZERO: Rule = Rule {
    id: "ENUM_FIRST_VALUE_ZERO",
    categories: Categories::all(&[Category::Basic, Category::Standard])
        .in_v1beta1(&[Category::Other]),
    check: Check::EachEnum(check_first),
    doc: r#"The first value of every enum is zero.

The first value is the default of proto2, zero is that of proto3: where they are one, nobody is surprised.

Breaks:
```proto
syntax = "proto2";
enum Tone {
  TONE_WARM = 1;
  TONE_UNSPECIFIED = 0;
}
```

Allowed:
```proto
syntax = "proto2";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
"#,
};

pub(super) const NO_ALLOW_ALIAS: Rule = Rule {
    id: "ENUM_NO_ALLOW_ALIAS",
    categories: Categories::all(&[Category::Basic, Category::Standard]).in_v1beta1(SENSIBLE),
    check: Check::EachEnum(check_alias),
    doc: r#"No enum has `allow_alias`.

Of two names for one number, JSON and generated code can only give back one.

Breaks:
```proto
syntax = "proto3";
enum Tone {
  option allow_alias = true;
  TONE_UNSPECIFIED = 0;
  TONE_NONE = 0;
}
```

Allowed:
```proto
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
"#,
};

pub(super) const VALUE_PREFIX: Rule = Rule {
    id: "ENUM_VALUE_PREFIX",
    categories: STYLE,
    check: Check::EachEnum(check_prefix),
    doc: r#"The name of every enum value begins with that of its enum, in `UPPER_SNAKE_CASE`.

Enum values stand beside their enum, not in it: two enums of one package cannot both have a value `UNSPECIFIED`.

Breaks:
```proto
syntax = "proto3";
enum Tone {
  UNSPECIFIED = 0;
}
```

Allowed:
```proto
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
}
```
"#,
};

pub(super) const ZERO_VALUE_SUFFIX: Rule = Rule {
    id: "ENUM_ZERO_VALUE_SUFFIX",
    categories: STYLE,
    check: Check::EachValue(check_suffix),
    doc: r#"The name of every enum's zero value ends with `_UNSPECIFIED`, or what `enum_zero_value_suffix` says instead.

Zero is what an unset field reads as, so it should say that nothing was said.

Breaks:
```proto
syntax = "proto3";
enum Tone {
  TONE_WARM = 0;
}
```

Allowed:
```proto
syntax = "proto3";
enum Tone {
  TONE_UNSPECIFIED = 0;
  TONE_WARM = 1;
}
```
"#,
};

fn check_first(enumeration: &Enum, findings: &mut Findings) {
    if let Some(first) = enumeration.values.first().filter(|first| first.number != 0) {
        let EnumValue { name, number, .. } = first;
        let message = format!(
            "the first value {name} of {} is {number}, not zero",
            enumeration.full_name
        );
        let remedy = remedy::begin_with_zero(enumeration, findings);
        let remark = Remark::with_remedies(message, remedy);
        findings.push(first, detail::NUMBER_OF_VALUE, remark);
    }
}

fn check_alias(enumeration: &Enum, findings: &mut Findings) {
    if enumeration.allow_alias {
        let message = format!("the enum {} allows aliases", enumeration.full_name);
        findings.push(enumeration, detail::ENUM_ALLOW_ALIAS, message);
    }
}

fn check_prefix(enumeration: &Enum, findings: &mut Findings) {
    let prefix = case::upper_snake(&enumeration.name) + "_";
    for value in &enumeration.values {
        if !value.name.starts_with(&prefix) {
            let message = format!("the enum value {} does not begin with {prefix}", value.name);
            findings.push(value, detail::NAME, message);
        }
    }
}

fn check_suffix(value: &EnumValue, findings: &mut Findings) {
    let suffix = &findings.config().options.enum_zero_value_suffix;
    if value.number == 0 && !value.name.ends_with(suffix.as_str()) {
        let message = format!("the zero value {} does not end with {suffix}", value.name);
        findings.push(value, detail::NAME, message);
    }
}
