//! `FIELD_COMPATIBLE_BEHAVIOR`: what clients may expect of a field, by `google.api.field_behavior`.

use crate::check::{Categories, Category, Check, Findings, Pair, Rule};
use crate::schema::{Field, OptionValue, Schema};

pub(super) const OPTION: &str = "google.api.field_behavior";

/// Values of the option (`google/api/field_behavior.proto`).
const REQUIRED: i32 = 2;
const OUTPUT_ONLY: i32 = 3;
const INPUT_ONLY: i32 = 4;
const IMMUTABLE: i32 = 5;
const IDENTIFIER: i32 = 8;

/// One side of an example: the option, and the fields of a message.
macro_rules! annotated {
    ($side:literal $fields:literal) => {
        concat!(
            "```proto ", $side, " google/api/field_behavior.proto\nsyntax = \"proto3\";\npackage google.api;\n",
            "import \"google/protobuf/descriptor.proto\";\nenum FieldBehavior {\n  FIELD_BEHAVIOR_UNSPECIFIED = 0;\n",
            "  OPTIONAL = 1;\n  REQUIRED = 2;\n  OUTPUT_ONLY = 3;\n}\nextend google.protobuf.FieldOptions {\n",
            "  repeated FieldBehavior field_behavior = 1052;\n}\n```\n",
            "```proto ", $side, "\nsyntax = \"proto3\";\nimport \"google/api/field_behavior.proto\";\n",
            "message Greeting {\n", $fields, "}\n```\n",
        )
    };
}
pub(super) use annotated;

pub(super) const RULE: Rule = Rule {
    id: "FIELD_COMPATIBLE_BEHAVIOR",
    categories: Categories::all(&[Category::Rpc]),
    check: Check::Fields(check),
    doc: concat!(
        "A field must not demand or withhold by `google.api.field_behavior` what it has not before.\n\n",
        "Requests without a field are refused once it is `REQUIRED`, what clients set is ignored once it is `OUTPUT_ONLY`, what they\n",
        "read is not there once it is `INPUT_ONLY`, and what they change is refused once it is `IMMUTABLE`. A field that is\n",
        "`OUTPUT_ONLY` no more takes what clients have sent back unchanged all along (AIP-203).\n\n",
        "Breaks:\n",
        annotated!("old" "  string name = 1 [(google.api.field_behavior) = OPTIONAL];\n"),
        annotated!("new" "  string name = 1 [(google.api.field_behavior) = REQUIRED];\n"),
        annotated!("old" "  string name = 1 [(google.api.field_behavior) = OUTPUT_ONLY];\n"),
        annotated!("new" "  string name = 1 [(google.api.field_behavior) = OPTIONAL];\n"),
        "\nAllowed:\n",
        annotated!("old" "  string name = 1 [(google.api.field_behavior) = REQUIRED];\n"),
        annotated!("new" "  string name = 1 [(google.api.field_behavior) = OPTIONAL];\n"),
    ),
};

/// What breaks clients when a field gets it, and what has implied it before.
const ADDED: &[(i32, &str, &[i32])] = &[
    (
        REQUIRED,
        "is REQUIRED now, and requests without it are refused",
        &[],
    ),
    (
        OUTPUT_ONLY,
        "is OUTPUT_ONLY now, and what clients set is ignored",
        &[],
    ),
    (
        INPUT_ONLY,
        "is INPUT_ONLY now, and responses are without it",
        &[],
    ),
    (
        IMMUTABLE,
        "is IMMUTABLE now, and clients cannot change it any more",
        &[OUTPUT_ONLY, IDENTIFIER],
    ),
];

fn check(field: Pair<&Field>, findings: &mut Findings) {
    let behaviors = findings.with_schemas(field, behaviors);
    let Pair { old, new } = &behaviors;
    let name = &field.new.full_name;
    for (behavior, consequence, implied_by) in ADDED {
        let implied = old
            .iter()
            .any(|old| old == behavior || implied_by.contains(old));
        let position = new.iter().position(|new| new == behavior);
        if let Some(position) = position.filter(|_| !implied) {
            let index = i32::try_from(position).unwrap_or(i32::MAX);
            let number = number(findings.schema());
            let place = [&[8, number, index][..], &[8, number]];
            findings.push(field, &place, format!("{name} {consequence}"));
        }
    }
    let withheld = |behaviors: &[i32]| {
        let mut behaviors = behaviors.iter();
        behaviors.any(|behavior| [OUTPUT_ONLY, IDENTIFIER].contains(behavior))
    };
    if old.contains(&OUTPUT_ONLY) && !withheld(new) {
        let message =
            format!("{name} is no longer OUTPUT_ONLY, and what clients send back is taken");
        findings.push(field, &[&[8, number(findings.schema())]], message);
    }
}

/// Whether requests without a field are refused.
pub(super) fn is_required(schema: &Schema, field: &Field) -> bool {
    behaviors(schema, field).contains(&REQUIRED)
}

fn behaviors(schema: &Schema, field: &Field) -> Vec<i32> {
    let options = field.options.as_deref();
    let Some(OptionValue::List(values)) = options.and_then(|o| schema.option(o, OPTION)) else {
        return Vec::new();
    };
    let numbers = values.into_iter().filter_map(|value| match value {
        OptionValue::Enum(_, number) => Some(number),
        _ => None,
    });
    numbers.collect()
}

/// The number of the option among those of fields.
fn number(schema: &Schema) -> i32 {
    let extension = schema.extension_named(OPTION);
    extension.map_or(0, |field| field.number.cast_signed())
}
