//! `FIELD_NO_ADD_REQUIRED`: fields that clients of the old schema cannot know of.

use super::field_behavior::{self, annotated};
use super::field_validation;
use crate::check::{Added, Categories, Category, Change, Check, Findings, Rule, detail};
use crate::schema::{Field, Message};

pub(super) const RULE: Rule = Rule {
    id: "FIELD_NO_ADD_REQUIRED",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::FieldAdded(check),
    doc: concat!(
        "A message must not get a field that has to be set: by `google.api.field_behavior`, or by `buf.validate.field`.\n\n",
        "Clients of the old schema do not set it, and are refused. Of `required` fields `MESSAGE_SAME_REQUIRED_PRESENCE` speaks.\n\n",
        "Breaks:\n",
        annotated!("old" "  string name = 1;\n"),
        annotated!("new" "  string name = 1;\n  string title = 2 [(google.api.field_behavior) = REQUIRED];\n"),
        "\nAllowed:\n",
        annotated!("old" "  string name = 1;\n"),
        annotated!("new" "  string name = 1;\n  string title = 2 [(google.api.field_behavior) = OPTIONAL];\n"),
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
