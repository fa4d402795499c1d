//! `FIELD_NO_ADD_REQUIRED`: fields that clients of the old schema cannot know of.

use super::{field_behavior, field_validation};
use crate::check::{Added, Categories, Category, Change, Check, Findings, Rule, detail};
use crate::schema::{Field, Message};

macro_rules! annotated {
    ($side:literal $fields:literal) => {
        concat!(
            "```proto ", $side, " google/api/field_behavior.proto\nsyntax = \"proto3\";\npackage google.api;\n",
            "import \"google/protobuf/descriptor.proto\";\nenum FieldBehavior {\n  FIELD_BEHAVIOR_UNSPECIFIED = 0;\n",
            "  OPTIONAL = 1;\n  REQUIRED = 2;\n}\nextend google.protobuf.FieldOptions {\n",
            "  repeated FieldBehavior field_behavior = 1052;\n}\n```\n",
            "```proto ", $side, "\nsyntax = \"proto3\";\nimport \"google/api/field_behavior.proto\";\n",
            "message Greeting {\n  string name = 1;\n", $fields, "}\n```\n",
        )
    };
}

pub(super) const RULE: Rule = Rule {
    id: "FIELD_NO_ADD_REQUIRED",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::FieldAdded(check),
    doc: concat!(
        "A message must not get a field that has to be set: by `google.api.field_behavior`, or by `buf.validate.field`.\n\n",
        "Clients of the old schema do not set it, and are refused. Of `required` fields `MESSAGE_SAME_REQUIRED_PRESENCE` speaks.\n\n",
        "Breaks:\n",
        annotated!("old" ""),
        annotated!("new" "  string title = 2 [(google.api.field_behavior) = REQUIRED];\n"),
        "\nAllowed:\n",
        annotated!("old" ""),
        annotated!("new" "  string title = 2 [(google.api.field_behavior) = OPTIONAL];\n"),
    ),
};

fn check(field: Added<&Field, &Message>, findings: &mut Findings) {
    let schema = findings.schema();
    let option = if field_behavior::is_required(schema, field.new) {
        field_behavior::OPTION
    } else if field_validation::is_required(schema, field.new) {
        field_validation::OPTION
    } else {
        return;
    };
    let change = Change {
        old: field.within.old,
        new: Some(field.new),
    };
    let name = &field.new.full_name;
    let message = format!("the new field {name} has to be set, as {option} says");
    findings.push(change, detail::WHOLE, message);
}
