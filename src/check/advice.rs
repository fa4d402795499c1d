//! What to do instead of a break: a clause for each kind of rule, for the help of its findings.
//!
//! Rules that demand no more than a reservation have none: their remedy says all.

/// What to do instead of breaking the rule with this id.
pub(super) fn advice(id: &str) -> Option<&'static str> {
    Some(match id {
        "FILE_NO_DELETE" | "PACKAGE_NO_DELETE" => "put it back, and deprecate what is in it",
        "ONEOF_NO_DELETE" => "put it back around its fields",
        "EXTENSION_MESSAGE_NO_DELETE" => "keep the range of extensions open",
        "FIELD_SAME_TYPE" | "FIELD_WIRE_COMPATIBLE_TYPE" | "FIELD_WIRE_JSON_COMPATIBLE_TYPE" => {
            "keep its type, and add a field with the new one"
        }
        "FIELD_SAME_NAME" | "FIELD_SAME_JSON_NAME" => "keep its name",
        "FIELD_NO_ADD_REQUIRED" => "make it optional",
        "EXTENSION_SAME_NUMBER" => "keep its number",
        "RPC_SAME_HTTP_RULE" => {
            "keep the route; a new one may stand beside it, under `additional_bindings`"
        }
        "MESSAGE_NO_REMOVE_STANDARD_DESCRIPTOR_ACCESSOR" => "keep the option as it was",
        "FIELD_SAME_ONEOF" => "leave it where it was, and add a field where it is wanted",
        "FIELD_SAME_DEFAULT" => "keep its default, and add a field with the new one",
        "ENUM_VALUE_SAME_NAME" => {
            "keep its name; a second one may stand beside it, with `option allow_alias = true;`"
        }
        "FILE_SAME_PACKAGE" => "keep its package, and put what is new into a file of its own",
        "FILE_SAME_SYNTAX" => "keep its syntax",
        "MESSAGE_SAME_REQUIRED_FIELDS" | "MESSAGE_SAME_REQUIRED_PRESENCE" => {
            "keep the required fields that there are, and make new ones optional"
        }
        _ => return family(id),
    })
}

fn family(id: &str) -> Option<&'static str> {
    const FAMILIES: [(&str, &str, &str); 8] = [
        (
            "RPC_SAME_",
            "",
            "keep the method as it was, and add one beside it",
        ),
        (
            "FILE_SAME_",
            "",
            "keep the option: code that was generated from the file is found by it",
        ),
        (
            "FIELD_",
            "_CARDINALITY",
            "keep it as it was, and add a field beside it",
        ),
        (
            "FIELD_COMPATIBLE_",
            "",
            "allow what was allowed, and add a field beside it",
        ),
        ("FIELD_SAME_", "", "keep the option as it was"),
        ("MESSAGE_SAME_", "", "keep the option as it was"),
        ("ENUM_SAME_", "", "keep it as it was"),
        ("", "_NO_DELETE", "put it back, and deprecate it"),
    ];
    let reserves = id.starts_with("RESERVED_");
    let mut families = FAMILIES.iter().filter(|_| !reserves);
    let found = families.find(|(start, end, _)| id.starts_with(start) && id.ends_with(end));
    found.map(|(_, _, advice)| *advice)
}

#[cfg(test)]
mod tests {
    use super::advice;
    use crate::check::{Check, Set};

    #[test]
    fn every_break_is_told_what_to_do_instead() {
        for rule in Set::Breaking.rules() {
            let has_remedy = rule.id.ends_with("_RESERVED") || rule.id.starts_with("RESERVED_");
            let is_run = !matches!(rule.check, Check::Deprecated(_) | Check::Remembered);
            if is_run {
                assert_eq!(advice(rule.id).is_none(), has_remedy, "{}", rule.id);
            }
        }
    }
}
