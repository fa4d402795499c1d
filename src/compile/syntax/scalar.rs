//! The keywords for types.

use super::edition::Syntax;
use crate::descriptor::google::protobuf::{Edition, field_descriptor_proto::Type};

/// What a word means where a type is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scalar {
    Type(Type),
    /// A keyword of older editions, and the one that took its place.
    Obsolete(&'static str),
}

/// What a keyword stands for; nothing where it is a name.
pub(super) fn lookup(word: &str, syntax: Syntax) -> Option<Scalar> {
    if syntax == Syntax::Edition(Edition::Unstable) {
        return unstable(word);
    }
    keyword(word).map(Scalar::Type)
}

/// Whether a word is a keyword where a type is expected.
pub(super) fn is_keyword(word: &str, syntax: Syntax) -> bool {
    lookup(word, syntax).is_some()
}

/// What a keyword stands for in the editions that there are.
pub(in crate::compile) fn keyword(word: &str) -> Option<Type> {
    Some(match word {
        "double" => Type::Double,
        "float" => Type::Float,
        "int64" => Type::Int64,
        "uint64" => Type::Uint64,
        "int32" => Type::Int32,
        "fixed64" => Type::Fixed64,
        "fixed32" => Type::Fixed32,
        "bool" => Type::Bool,
        "string" => Type::String,
        "group" => Type::Group,
        "bytes" => Type::Bytes,
        "uint32" => Type::Uint32,
        "sfixed32" => Type::Sfixed32,
        "sfixed64" => Type::Sfixed64,
        "sint32" => Type::Sint32,
        "sint64" => Type::Sint64,
        _ => return None,
    })
}

/// In the edition of what is yet to come, plain names have a fixed width on the wire.
fn unstable(word: &str) -> Option<Scalar> {
    Some(match word {
        "int32" => Scalar::Type(Type::Sfixed32),
        "int64" => Scalar::Type(Type::Sfixed64),
        "uint32" => Scalar::Type(Type::Fixed32),
        "uint64" => Scalar::Type(Type::Fixed64),
        "varint32" => Scalar::Type(Type::Int32),
        "varint64" => Scalar::Type(Type::Int64),
        "uvarint32" => Scalar::Type(Type::Uint32),
        "uvarint64" => Scalar::Type(Type::Uint64),
        "zigzag32" => Scalar::Type(Type::Sint32),
        "zigzag64" => Scalar::Type(Type::Sint64),
        "fixed32" => Scalar::Obsolete("uint32"),
        "fixed64" => Scalar::Obsolete("uint64"),
        "sfixed32" => Scalar::Obsolete("int32"),
        "sfixed64" => Scalar::Obsolete("int64"),
        "sint32" => Scalar::Obsolete("zigzag32"),
        "sint64" => Scalar::Obsolete("zigzag64"),
        _ => return keyword(word).map(Scalar::Type),
    })
}
