//! The parts of elements that findings point at, by their numbers in `descriptor.proto`.

use super::Detail;

pub const NAME: Detail = &[&[1]];
/// What an extension extends, and its number.
pub const EXTENDEE: Detail = &[&[2]];
pub const FIELD_NUMBER: Detail = &[&[3]];
pub const NUMBER_OF_VALUE: Detail = &[&[2]];
pub const TYPE: Detail = &[&[5]];
pub const TYPE_NAME: Detail = &[&[6]];
/// The keyword of a group; the type's name where there is none, as under `DELIMITED`.
pub const TYPE_OF_GROUP: Detail = &[&[5], &[6]];
pub const DEFAULT: Detail = &[&[7]];
pub const JSON_NAME: Detail = &[&[10]];
pub const REQUEST: Detail = &[&[2]];
pub const RESPONSE: Detail = &[&[3]];
pub const PACKAGE: Detail = &[&[2]];
pub const SYNTAX: Detail = &[&[12], &[14]];

pub const FIELD_JSTYPE: Detail = &[&[8, 6]];
pub const FIELD_STRING_TYPE: Detail = &[&[8, 1], &[8, 21, 1000, 2]];
pub const FIELD_UTF8: Detail = &[&[8, 21, 4]];
pub const FIELD_JAVA_UTF8: Detail = &[&[8, 21, 1001, 2]];
pub const ENUM_ALLOW_ALIAS: Detail = &[&[3, 2]];
pub const ENUM_TYPE: Detail = &[&[3, 7, 2]];
pub const ENUM_JSON_FORMAT: Detail = &[&[3, 7, 6]];
pub const MESSAGE_JSON_FORMAT: Detail = &[&[7, 12, 6]];
pub const MESSAGE_ACCESSOR: Detail = &[&[7, 2]];
pub const METHOD_IDEMPOTENCY: Detail = &[&[4, 34]];
pub const METHOD_HTTP: Detail = &[&[4, 72_295_728]];

pub const FILE_JAVA_UTF8: Detail = &[&[8, 27]];

/// The element as a whole.
pub const WHOLE: Detail = &[];
