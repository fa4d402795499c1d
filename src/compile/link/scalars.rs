//! The keywords for types: how findings and declarations of extensions name them, and what other languages call them.

use crate::compile::suggest::nearest;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;

/// The scalar types, as declarations spell them.
const SCALARS: &[(Type, &str)] = &[
    (Type::Double, "double"),
    (Type::Float, "float"),
    (Type::Int64, "int64"),
    (Type::Uint64, "uint64"),
    (Type::Int32, "int32"),
    (Type::Fixed64, "fixed64"),
    (Type::Fixed32, "fixed32"),
    (Type::Bool, "bool"),
    (Type::String, "string"),
    (Type::Bytes, "bytes"),
    (Type::Uint32, "uint32"),
    (Type::Sfixed32, "sfixed32"),
    (Type::Sfixed64, "sfixed64"),
    (Type::Sint32, "sint32"),
    (Type::Sint64, "sint64"),
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
    let mut scalars = SCALARS.iter();
    let found = scalars.find(|(scalar, _)| *scalar == kind);
    found.map_or("", |(_, name)| name)
}

pub(super) fn is_scalar(name: &str) -> bool {
    SCALARS.iter().any(|(_, scalar)| *scalar == name)
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
    let near = nearest(word, SCALARS.iter().map(|(_, name)| *name))?;
    Some(format!("`{near}`"))
}
