//! The keywords for types: how findings and declarations of extensions name them, and what other languages call them.

use crate::compile::suggest::nearest;
use crate::compile::syntax::keyword;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;

/// The scalar types, as declarations spell them.
const SCALARS: &[&str] = &[
    "double", "float", "int64", "uint64", "int32", "fixed64", "fixed32", "bool", "string", "bytes",
    "uint32", "sfixed32", "sfixed64", "sint32", "sint64",
];

/// What people write who think in another language, and the types that are nearest to it.
const FOREIGN: &[(&[&str], &str)] = &[
    (
        &[
            "int", "integer", "i32", "short", "i16", "int16", "int8", "i8",
        ],
        "`int32`",
    ),
    (&["long", "i64", "bigint"], "`int64`"),
    (
        &["uint", "unsigned", "u32", "u16", "uint16", "u8", "uint8"],
        "`uint32`",
    ),
    (&["ulong", "u64"], "`uint64`"),
    (&["number", "float64", "f64", "real"], "`double`"),
    (&["float32", "f32"], "`float`"),
    (&["boolean"], "`bool`"),
    (&["str", "text", "char", "varchar", "uuid"], "`string`"),
    (&["byte", "blob", "binary", "bytearray"], "`bytes`"),
    (
        &["decimal", "bigdecimal"],
        "`string`, or a message with units and fractions",
    ),
    (
        &["date", "datetime", "time", "timestamp", "instant"],
        "`google.protobuf.Timestamp`",
    ),
    (
        &["duration", "timespan", "timedelta", "interval"],
        "`google.protobuf.Duration`",
    ),
    (&["any"], "`google.protobuf.Any`"),
    (&["object", "json", "dict"], "`google.protobuf.Struct`"),
    (
        &["void", "unit", "null", "nothing"],
        "`google.protobuf.Empty`",
    ),
];

/// The keyword for a scalar type, empty for others.
pub(super) fn scalar_name(kind: Type) -> &'static str {
    let mut scalars = SCALARS.iter().copied();
    let found = scalars.find(|name| keyword(name) == Some(kind));
    found.unwrap_or_default()
}

pub(super) fn is_scalar(name: &str) -> bool {
    SCALARS.contains(&name)
}

/// What a word of another language is called here, in backticks.
pub(super) fn called_elsewhere(word: &str) -> Option<String> {
    let folded = word.to_ascii_lowercase();
    let mut foreign = FOREIGN.iter();
    let found = foreign.find(|(words, _)| words.contains(&folded.as_str()));
    found.map(|(_, meant)| (*meant).to_owned())
}

/// The scalar type that is most like a word, in backticks.
pub(super) fn near(word: &str) -> Option<String> {
    let near = nearest(word, SCALARS.iter().copied())?;
    Some(format!("`{near}`"))
}
