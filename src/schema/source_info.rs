//! Source info as descriptors carry it: encoded, one location behind the other.
//!
//! Nine tenths of most descriptors are source info, and few stages look at all of it. It is read where it lies, and only
//! what is asked for becomes values of its own.

use crate::report::Span;
use crate::wire::{DecodeError, Int32, Reader, WireType, Writer};

/// The tag of `SourceCodeInfo.location`.
const LOCATION: u32 = 1 << 3 | 2;

/// The numbers of the fields of `SourceCodeInfo.Location`.
const PATH: u32 = 1;
const SPAN: u32 = 2;
const LEADING: u32 = 3;
const TRAILING: u32 = 4;
const DETACHED: u32 = 6;

const VARINT: u32 = WireType::Varint as u32;
const DELIMITED: u32 = WireType::Delimited as u32;

/// One location. Comments are as they are encoded: what protoc copied from a file need not be UTF-8.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Location<'a> {
    pub(crate) path: Vec<i32>,
    span: Vec<i32>,
    pub(crate) leading: Option<&'a [u8]>,
    pub(crate) trailing: Option<&'a [u8]>,
    pub(crate) detached: Vec<&'a [u8]>,
}

impl<'a> Location<'a> {
    /// Where it is; nothing where the numbers do not make sense.
    pub(crate) fn span(&self) -> Option<Span> {
        let number = |index: usize| u32::try_from(self.span[index]).ok();
        let (end_line, end_column) = match self.span.len() {
            3 => (0, 2),
            4 => (2, 3),
            _ => return None,
        };
        Some(Span {
            line: number(0)?,
            column: number(1)?,
            end_line: number(end_line)?,
            end_column: number(end_column)?,
        })
    }

    /// Says where it is, as protoc does: the line of the end goes without saying where it is that of the start.
    pub(crate) fn set_span(&mut self, span: Span) {
        let number = |number: u32| i32::try_from(number).unwrap_or(i32::MAX);
        self.span.clear();
        self.span.extend([span.line, span.column].map(number));
        if span.end_line != span.line {
            self.span.push(number(span.end_line));
        }
        self.span.push(number(span.end_column));
    }

    /// Writes the location in front of those that are written.
    pub(crate) fn write(&self, writer: &mut Writer) {
        writer.delimited(|writer| {
            let comment = |writer: &mut Writer, number: u32, text: &[u8]| {
                writer.payload(text);
                writer.tag(number, WireType::Delimited);
            };
            for text in self.detached.iter().rev() {
                comment(writer, DETACHED, text);
            }
            for (number, text) in [(TRAILING, self.trailing), (LEADING, self.leading)] {
                if let Some(text) = text {
                    comment(writer, number, text);
                }
            }
            writer.packed(SPAN, Int32, &self.span);
            writer.packed(PATH, Int32, &self.path);
        });
        writer.varint(u64::from(LOCATION));
    }

    /// Leaves it empty.
    pub(crate) fn clear(&mut self) {
        self.path.clear();
        self.span.clear();
        self.detached.clear();
        (self.leading, self.trailing) = (None, None);
    }

    /// Replaces what is here by what is encoded in `payload`.
    fn read(&mut self, payload: &'a [u8]) -> Result<(), DecodeError> {
        self.clear();
        let mut reader = Reader::new(payload);
        while let Some(tag) = reader.tag()? {
            match (tag >> 3, tag & 7) {
                (PATH, VARINT | DELIMITED) => numbers(&mut reader, tag, &mut self.path)?,
                (SPAN, VARINT | DELIMITED) => numbers(&mut reader, tag, &mut self.span)?,
                (LEADING, DELIMITED) => self.leading = Some(reader.delimited()?),
                (TRAILING, DELIMITED) => self.trailing = Some(reader.delimited()?),
                (DETACHED, DELIMITED) => self.detached.push(reader.delimited()?),
                _ => reader.skip()?,
            }
        }
        Ok(())
    }
}

/// Numbers, packed or one by one.
#[expect(
    clippy::cast_possible_truncation,
    reason = "an int32 is sent as the 64 bits that it is extended to"
)]
fn numbers(reader: &mut Reader<'_>, tag: u32, to: &mut Vec<i32>) -> Result<(), DecodeError> {
    if tag & 7 == VARINT {
        to.push(reader.varint()? as i32);
        return Ok(());
    }
    let mut packed = Reader::new(reader.delimited()?);
    while !packed.remaining().is_empty() {
        to.push(packed.varint()? as i32);
    }
    Ok(())
}

/// Goes through the locations of a file.
pub(crate) struct Cursor<'a> {
    encoded: &'a [u8],
    reader: Reader<'a>,
    location: Location<'a>,
}

impl<'a> Cursor<'a> {
    /// In front of the location that begins at `offset`; nothing is there where that is behind the end.
    pub(crate) fn new(encoded: &'a [u8], offset: usize) -> Self {
        Self {
            encoded,
            reader: Reader::new(encoded.get(offset..).unwrap_or_default()),
            location: Location::default(),
        }
    }

    /// The location that begins at `offset`.
    pub(crate) fn location(encoded: &'a [u8], offset: usize) -> Option<Location<'a>> {
        let mut cursor = Self::new(encoded, offset);
        cursor.advance().ok()??;
        Some(cursor.location)
    }

    /// Where the next location begins.
    pub(crate) fn offset(&self) -> usize {
        self.encoded.len() - self.reader.remaining().len()
    }

    /// The next location.
    pub(crate) fn advance(&mut self) -> Result<Option<&Location<'a>>, DecodeError> {
        while let Some(tag) = self.reader.tag()? {
            if tag != LOCATION {
                self.reader.skip()?;
                continue;
            }
            let payload = self.reader.delimited()?;
            self.location.read(payload)?;
            return Ok(Some(&self.location));
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::descriptor::google::protobuf::{
        FileDescriptorSet, SourceCodeInfo, source_code_info,
    };
    use crate::wire::Message;

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn decoded(encoded: &[u8]) -> Result<Vec<source_code_info::Location>, DecodeError> {
        let mut cursor = Cursor::new(encoded, 0);
        let mut all = Vec::new();
        while let Some(location) = cursor.advance()? {
            all.push(source_code_info::Location {
                path: location.path.clone(),
                span: location.span.clone(),
                leading_comments: location.leading.map(text),
                trailing_comments: location.trailing.map(text),
                leading_detached_comments: location.detached.iter().copied().map(text).collect(),
                ..Default::default()
            });
        }
        Ok(all)
    }

    /// What is bundled has every kind of comment, and comes from protoc.
    #[test]
    fn locations_are_read_and_written_as_the_messages_are() {
        let bundled = FileDescriptorSet::decode(include_bytes!("../compile/well_known.binpb"));
        let files = bundled.unwrap().file;
        assert!(files.len() > 9);
        for file in &files {
            let encoded = file.source_code_info();
            let info = SourceCodeInfo::decode(encoded).unwrap();
            assert_eq!(decoded(encoded).unwrap(), info.location, "{}", file.name());
            let mut cursor = Cursor::new(encoded, 0);
            let mut copy = Vec::new();
            while let Some(location) = cursor.advance().unwrap() {
                let mut writer = Writer::default();
                let mut location = location.clone();
                let span = location.span().unwrap();
                location.set_span(span);
                location.write(&mut writer);
                copy.extend(writer.into_vec());
            }
            assert_eq!(copy, encoded, "{}", file.name());
        }
    }

    #[test]
    fn numbers_that_are_not_packed_and_fields_to_come_are_read_as_well() {
        let location = [
            8, 4, 8, 0, // path: 4, 0
            18, 3, 7, 1, 9, // span
            0x58, 1, // the field 11
        ];
        let mut encoded = vec![0x20, 1, 10, u8::try_from(location.len()).unwrap()];
        encoded.extend(location);
        let read = decoded(&encoded).unwrap();
        assert_eq!(
            (read.len(), &read[0].path[..], &read[0].span[..]),
            (1, &[4, 0][..], &[7, 1, 9][..])
        );
        for length in [3, 4, 5, encoded.len() - 1] {
            assert!(decoded(&encoded[..length]).is_err(), "{length}");
        }
    }
}
