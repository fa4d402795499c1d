//! Rules that do nothing any more: kept so that configurations which name them stay valid.

use super::{CODE, EVERYWHERE};
use crate::check::{Categories, Check, Rule};

const fn replaced(
    id: &'static str,
    categories: Categories,
    heirs: &'static [&'static str],
    doc: &'static str,
) -> Rule {
    Rule {
        id,
        categories,
        check: Check::Deprecated(heirs),
        doc,
    }
}

pub(super) const FIELD_SAME_CTYPE: Rule = replaced(
    "FIELD_SAME_CTYPE",
    Categories::until_v1(CODE),
    &["FIELD_SAME_CPP_STRING_TYPE"],
    "Does nothing any more; `FIELD_SAME_CPP_STRING_TYPE` has taken its place.\n",
);

pub(super) const FIELD_SAME_LABEL: Rule = replaced(
    "FIELD_SAME_LABEL",
    Categories::until_v1(EVERYWHERE),
    &[
        "FIELD_SAME_CARDINALITY",
        "FIELD_WIRE_COMPATIBLE_CARDINALITY",
        "FIELD_WIRE_JSON_COMPATIBLE_CARDINALITY",
    ],
    "Does nothing any more; the three rules about cardinality have taken its place.\n",
);

pub(super) const FILE_SAME_JAVA_STRING_CHECK_UTF8: Rule = replaced(
    "FILE_SAME_JAVA_STRING_CHECK_UTF8",
    Categories::until_v1(CODE),
    &["FIELD_SAME_JAVA_UTF8_VALIDATION"],
    "Does nothing any more; `FIELD_SAME_JAVA_UTF8_VALIDATION` has taken its place.\n",
);

pub(super) const FILE_SAME_PHP_GENERIC_SERVICES: Rule = replaced(
    "FILE_SAME_PHP_GENERIC_SERVICES",
    Categories::until_v1(CODE),
    &[],
    "Does nothing any more: the option is gone from protobuf.\n",
);

pub(super) const MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT: Rule = replaced(
    "MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT",
    Categories::all(EVERYWHERE),
    &[],
    "Does nothing any more: `message_set_wire_format` cannot be combined with fields.\n",
);
