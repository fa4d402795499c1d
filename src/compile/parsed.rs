//! What the syntax half of the compiler hands to the linker: one file as its text says it, and where everything stands.

use super::places::Places;
pub(super) use super::syntax::parse;
use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::report::Finding;

/// One file as its text says it: as protoc's parser would leave it.
#[derive(Debug, Default)]
pub(super) struct Parsed {
    /// Names as written, options uninterpreted (but `json_name` and `default`, which the parser takes as protoc's does), map
    /// entries, groups and synthetic oneofs made; no `source_code_info`.
    pub(super) file: FileDescriptorProto,
    /// Where everything stands, in protoc's order.
    pub(super) places: Places,
    /// Syntax errors and warnings, each with its span; the file is still as complete as recovery could make it.
    pub(super) findings: Vec<Finding>,
}
