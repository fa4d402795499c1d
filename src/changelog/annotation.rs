//! Options of Google's APIs that say what an element is to its users: routes, and what may be done with a field.

use crate::check::routes;
use crate::schema::{Field, Method, OptionValue, Schema};

/// The routes of a method (`google.api.http`), one behind the other.
pub(super) fn routes_of(schema: &Schema, method: &Method) -> String {
    routes(schema, method).join(", ")
}

/// What may be done with a field (`google.api.field_behavior`).
pub(super) fn behavior(schema: &Schema, field: &Field) -> String {
    let options = field.options.as_deref();
    let option = options.and_then(|options| schema.option(options, "google.api.field_behavior"));
    let Some(OptionValue::List(values)) = option else {
        return String::new();
    };
    let names = values.iter().filter_map(|value| match value {
        OptionValue::Enum(id, number) => {
            let mut values = schema.enumeration(*id).values.iter();
            values.find(|value| value.number == *number)
        }
        _ => None,
    });
    let names: Vec<_> = names.map(|value| value.name.as_str()).collect();
    names.join(", ")
}
