//! `FIELD_COMPATIBLE_VALIDATION`: which values of a field are refused, by `buf.validate.field`.
//!
//! The option's own schema says what it holds: rules are known by their names, so that any version of protovalidate will do.

mod limits;
mod rules;

use crate::check::{Categories, Category, Check, Findings, Pair, Rule};
use crate::schema::{Field, OptionMessage, OptionValue, Schema};
use limits::{Allowed, is_tighter};
use rules::{At, Rules, shown};

pub(super) const OPTION: &str = "buf.validate.field";
const REQUIRED: &str = "required";

macro_rules! annotated {
    ($side:literal $rules:literal) => {
        concat!(
            "```proto ", $side, " buf/validate/validate.proto\nsyntax = \"proto2\";\npackage buf.validate;\n",
            "import \"google/protobuf/descriptor.proto\";\nmessage FieldRules {\n  optional bool required = 25;\n",
            "  oneof type {\n    StringRules string = 14;\n  }\n}\nmessage StringRules {\n  optional uint64 min_len = 2;\n",
            "  optional uint64 max_len = 3;\n  optional string pattern = 6;\n  repeated string in = 10;\n}\n",
            "extend google.protobuf.FieldOptions {\n  optional FieldRules field = 1159;\n}\n```\n",
            "```proto ", $side, "\nsyntax = \"proto3\";\nimport \"buf/validate/validate.proto\";\n",
            "message Greeting {\n  string name = 1", $rules, ";\n}\n```\n",
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "FIELD_COMPATIBLE_VALIDATION",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::Fields(check),
    doc: concat!(
        "A field must go on to allow the values that `buf.validate.field` (protovalidate) has allowed.\n\n",
        "Messages that were valid are refused otherwise: where the field is `required` now, a bound is narrower, a list of values is\n",
        "shorter, or an expression in CEL is new. Nobody can tell of two patterns, or of two expressions, which one allows more, so one\n",
        "that has changed counts as new.\n\n",
        "Breaks:\n",
        annotated!("old" " [(buf.validate.field).string.min_len = 1]"),
        annotated!("new" " [(buf.validate.field).string.min_len = 3]"),
        annotated!("old" " [(buf.validate.field).string = {in: [\"a\", \"b\"]}]"),
        annotated!("new" " [(buf.validate.field).string = {in: [\"b\", \"c\"]}]"),
        annotated!("old" ""),
        annotated!("new" " [(buf.validate.field).required = true, (buf.validate.field).string.pattern = \"^a+$\"]"),
        "\nAllowed:\n",
        annotated!("old" " [(buf.validate.field) = {required: true, string: {min_len: 1, max_len: 9}}]"),
        annotated!("new" " [(buf.validate.field).string = {min_len: 1, max_len: 20}]"),
    ),
};

fn check(field: Pair<&Field>, findings: &mut Findings) {
    let Some(new) = option(findings.schema(), field.new) else {
        return;
    };
    let old = option(findings.old_schema(), field.old);
    let rules = Pair {
        old: Rules::new(findings.old_schema(), old.as_ref()),
        new: Rules::new(findings.schema(), Some(&new)),
    };
    let extension = findings.schema().extension_named(OPTION);
    let mut comparison = Comparison::default();
    comparison.field(rules, &At::new(extension));
    for (at, what) in comparison.tightened {
        let name = &field.new.full_name;
        let message = format!("{name} allows less by {OPTION}: {what}");
        let longest_first = (1..=at.path.len()).rev().map(|length| &at.path[..length]);
        let places: Vec<_> = longest_first.collect();
        findings.push(field, &places, message);
    }
}

/// Whether messages without a field are refused.
pub(super) fn is_required(schema: &Schema, field: &Field) -> bool {
    let option = option(schema, field);
    let rules = Rules::new(schema, option.as_ref()).in_force();
    rules.get(REQUIRED) == Some(&OptionValue::Bool(true))
}

fn option(schema: &Schema, field: &Field) -> Option<OptionMessage> {
    match schema.option(field.options.as_deref()?, OPTION)? {
        OptionValue::Message(message) => Some(message),
        _ => None,
    }
}

/// What is tighter now: where it stands, and how it reads.
#[derive(Default)]
struct Comparison {
    tightened: Vec<(At, String)>,
}

impl Comparison {
    /// The rules of a field, or of what a repeated or map field holds.
    fn field(&mut self, rules: Pair<Rules>, at: &At) {
        let Pair { old, new } = rules.map(Rules::in_force);
        for (rule, value) in new.entries() {
            let before = old.get(&rule.name);
            let at = at.within(rule);
            match value {
                OptionValue::Bool(true) if rule.name == REQUIRED && before != Some(value) => {
                    self.add(at, before, value);
                }
                OptionValue::List(values) => {
                    let expressions = |value| new.expression(value);
                    let known: Vec<_> = old.list(&rule.name).map(|v| old.expression(v)).collect();
                    let mut added = values.iter().map(expressions);
                    let added = added.find(|expression| !known.contains(expression));
                    let text = added.map(|expression| format!("{} has {expression} now", at.name));
                    self.tightened.extend(text.map(|text| (at, text)));
                }
                // The rules of the field's type. Those of another type were about other values.
                OptionValue::Message(_) if before.is_some() || !old.has_messages() => {
                    let (old, new) = (old.within(&rule.name), new.within(&rule.name));
                    self.of_type(Pair { old, new }, &at);
                }
                _ => {}
            }
        }
    }

    fn of_type(&mut self, rules: Pair<Rules>, at: &At) {
        let Pair { old, new } = rules;
        let allowed = rules.map(Allowed::of);
        for (rule, value) in new.entries() {
            let before = old.get(&rule.name);
            let at = at.within(rule);
            let tighter = match rule.name.as_str() {
                "items" | "keys" | "values" => {
                    let (old, new) = (old.within(&rule.name), new.within(&rule.name));
                    self.field(Pair { old, new }, &at);
                    false
                }
                "const" | "in" => allowed.new.misses_of(&allowed.old),
                name => is_tighter(name, value, rules),
            };
            if tighter {
                self.add(at, before, value);
            }
        }
    }

    fn add(&mut self, at: At, before: Option<&OptionValue>, value: &OptionValue) {
        let (name, value) = (&at.name, shown(value));
        let text = match before {
            Some(before) => format!("{name} changed from {} to {value}", shown(before)),
            None => format!("{name} is {value} now"),
        };
        self.tightened.push((at, text));
    }
}
