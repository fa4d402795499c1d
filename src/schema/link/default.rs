//! Declared defaults: the text of `default_value` to a value, and enum defaults to the value they name.

use super::Linker;
use crate::report::Finding;
use crate::schema::{DefaultValue, Kind};

/// Parses a default; gives the text back where the type cannot hold it. An enum's name is kept for
/// [`Linker::resolve_enum_defaults`], since the enum may not be lowered yet.
pub(super) fn parse(kind: Kind, text: String) -> Result<DefaultValue, String> {
    let value = match kind {
        Kind::Double | Kind::Float => text.parse().ok().map(DefaultValue::Float),
        Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => text
            .parse::<i32>()
            .ok()
            .map(|value| DefaultValue::Int(value.into())),
        Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => text.parse().ok().map(DefaultValue::Int),
        Kind::Uint32 | Kind::Fixed32 => text
            .parse::<u32>()
            .ok()
            .map(|value| DefaultValue::Uint(value.into())),
        Kind::Uint64 | Kind::Fixed64 => text.parse().ok().map(DefaultValue::Uint),
        Kind::Bool => text.parse().ok().map(DefaultValue::Bool),
        Kind::String | Kind::Enum(_) => return Ok(DefaultValue::String(text)),
        Kind::Bytes => unescape(&text).map(DefaultValue::Bytes),
        Kind::Message(_) | Kind::Group(_) => None,
    };
    value.ok_or(text)
}

/// Undoes the C escapes in which descriptors keep the default of a `bytes` field.
fn unescape(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes().peekable();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        bytes.push(match rest.next()? {
            b'n' => b'\n',
            b'r' => b'\r',
            b't' => b'\t',
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'v' => 11,
            b'x' | b'X' => digits(&mut rest, 16, 2)?,
            digit @ b'0'..=b'7' => {
                let first = u32::from(digit - b'0');
                let mut value = first;
                for _ in 0..2 {
                    let Some(next) = rest.next_if(|byte| (b'0'..=b'7').contains(byte)) else {
                        break;
                    };
                    value = value * 8 + u32::from(next - b'0');
                }
                u8::try_from(value).ok()?
            }
            other => other,
        });
    }
    Some(bytes)
}

fn digits(
    rest: &mut std::iter::Peekable<std::str::Bytes<'_>>,
    radix: u32,
    most: usize,
) -> Option<u8> {
    let mut value = None;
    for _ in 0..most {
        let Some(digit) = rest
            .peek()
            .and_then(|byte| char::from(*byte).to_digit(radix))
        else {
            break;
        };
        rest.next();
        value = Some(value.unwrap_or(0) * radix + digit);
    }
    u8::try_from(value?).ok()
}

impl Linker {
    /// Turns the names of enum defaults into values, now that every enum is there.
    pub(super) fn resolve_enum_defaults(&mut self) {
        let Self {
            messages,
            enums,
            extensions,
            files,
            report,
            ..
        } = self;
        let members = messages
            .iter_mut()
            .flatten()
            .flat_map(|message| &mut message.fields);
        for field in members.chain(extensions.iter_mut().flatten()) {
            let (Kind::Enum(id), Some(DefaultValue::String(name))) = (field.kind, &field.default)
            else {
                continue;
            };
            // An enum that is not there has its own findings.
            let Some(enumeration) = &enums[id.index()] else {
                continue;
            };
            let mut values = enumeration.values.iter();
            let position = values.position(|value| value.name == *name);
            if position.is_none() {
                let text = format!(
                    "{} has the default {name:?}, which its enum does not have",
                    field.full_name
                );
                let file = files.get(field.file.index()).map_or("", |file| &file.name);
                report.push(Finding::error(text).in_file(file).at(field.span));
            }
            field.default = position.map(DefaultValue::Enum);
        }
    }
}
