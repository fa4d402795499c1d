//! Source info as descriptors carry it: encoded, one location behind the other.
//!
//! Nine tenths of most descriptors are source info, and few stages look at all of it. It is read where it lies, and only
//! what is asked for becomes values of its own.

use crate::report::Span;
use crate::wire::{DecodeError, Reader, WireType};

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

/// One location, encoded. Comments need not be UTF-8: protoc copies them from the file as they are.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Location<'a>(&'a [u8]);

impl<'a> Location<'a> {
    /// The location whose fields are `payload`, provided that they can be read.
    fn read(payload: &'a [u8]) -> Result<Self, DecodeError> {
        let mut fields = Reader::new(payload);
        while let Some(tag) = fields.tag()? {
            match (tag >> 3, tag & 7) {
                (PATH | SPAN, DELIMITED) => check_numbers(fields.delimited()?)?,
                _ => fields.skip()?,
            }
        }
        Ok(Self(payload))
    }

    /// The location whose fields are `payload`, which has been read before.
    pub(crate) fn again(payload: &'a [u8]) -> Self {
        Self(payload)
    }

    /// The location that begins at `offset`, which has been read before.
    pub(crate) fn at(encoded: &'a [u8], offset: usize) -> Option<Self> {
        let mut locations = Reader::new(encoded.get(offset..)?);
        let is_location = locations.tag().ok()? == Some(LOCATION);
        is_location.then(|| locations.delimited())?.ok().map(Self)
    }

    /// Its fields.
    pub(crate) fn payload(self) -> &'a [u8] {
        self.0
    }

    /// Its descriptor path.
    pub(crate) fn path(self) -> Numbers<'a> {
        Numbers::new(self.0, PATH)
    }

    /// Where it is; nothing where the numbers do not make sense.
    pub(crate) fn span(self) -> Option<Span> {
        let mut numbers = Numbers::new(self.0, SPAN);
        let mut next = || numbers.next();
        let (line, column, third, fourth) = (next()?, next()?, next()?, next());
        if fourth.is_some() && next().is_some() {
            return None;
        }
        let (end_line, end_column) = match fourth {
            Some(column) => (third, column),
            None => (line, third),
        };
        let number = |number: i32| u32::try_from(number).ok();
        Some(Span {
            line: number(line)?,
            column: number(column)?,
            end_line: number(end_line)?,
            end_column: number(end_column)?,
        })
    }

    /// The comment right before it.
    pub(crate) fn leading(self) -> Option<&'a [u8]> {
        self.texts(LEADING).last()
    }

    /// The comment right behind it.
    pub(crate) fn trailing(self) -> Option<&'a [u8]> {
        self.texts(TRAILING).last()
    }

    /// The comments before it that stand apart.
    pub(crate) fn detached(self) -> impl Iterator<Item = &'a [u8]> {
        self.texts(DETACHED)
    }

    /// All its comments.
    pub(crate) fn comments(self) -> impl Iterator<Item = &'a [u8]> {
        let all = [LEADING, TRAILING, DETACHED].into_iter();
        all.flat_map(move |number| self.texts(number))
    }

    fn texts(self, number: u32) -> impl Iterator<Item = &'a [u8]> {
        let mut fields = Reader::new(self.0);
        std::iter::from_fn(move || {
            while let Some(tag) = fields.tag().ok()? {
                if tag == number << 3 | DELIMITED {
                    return fields.delimited().ok();
                }
                fields.skip().ok()?;
            }
            None
        })
    }
}

/// Whether packed numbers can be read.
fn check_numbers(packed: &[u8]) -> Result<(), DecodeError> {
    // Too short for one that is too long: only the last may lack its end.
    if packed.len() < 10 && packed.last().is_none_or(|last| *last < 0x80) {
        return Ok(());
    }
    let mut numbers = Reader::new(packed);
    while !numbers.remaining().is_empty() {
        numbers.varint()?;
    }
    Ok(())
}

/// A descriptor path, encoded.
#[derive(Clone, Debug, Default)]
pub(crate) struct EncodedPath(Vec<u8>);

impl EncodedPath {
    /// Goes below what it leads to.
    pub(crate) fn enter(&mut self, below: &[i32]) {
        for number in below {
            push_number(&mut self.0, number.cast_unsigned());
        }
    }

    /// Goes back to where it led to before it went below.
    pub(crate) fn leave(&mut self, below: &[i32]) {
        let numbers = below.iter().map(|number| length(number.cast_unsigned()));
        self.0.truncate(self.0.len() - numbers.sum::<usize>());
    }

    /// Goes where another path leads.
    pub(crate) fn go(&mut self, other: &Self) {
        self.0.clone_from(&other.0);
    }

    /// Goes back to where all paths begin.
    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    pub(crate) fn as_slice(&self) -> &[u8] {
        &self.0
    }
}

/// Appends the start of a location whose other fields take `rest` bytes, with its path.
pub(crate) fn push_path(to: &mut Vec<u8>, path: &[u8], rest: usize) {
    let own = match small(path.len()) {
        0 => 0,
        bytes => 1 + length(bytes) + path.len(),
    };
    push_number(to, LOCATION);
    push_number(to, small(own + rest));
    if own > 0 {
        push_payload(to, PATH, path);
    }
}

/// How many bytes [`push_span`] appends.
pub(crate) fn span_length(span: Span) -> usize {
    let end_line = match span.end_line {
        line if line == span.line => 0,
        line => length(line),
    };
    2 + length(span.line) + length(span.column) + end_line + length(span.end_column)
}

/// Appends where a location is, as protoc does: the line of the end goes without saying where it is that of the start.
pub(crate) fn push_span(to: &mut Vec<u8>, span: Span) {
    push_number(to, SPAN << 3 | DELIMITED);
    push_number(to, small(span_length(span) - 2));
    push_number(to, span.line);
    push_number(to, span.column);
    if span.end_line != span.line {
        push_number(to, span.end_line);
    }
    push_number(to, span.end_column);
}

/// The comments of a location, as fields of it: those right before it, right behind it, and apart from it.
pub(crate) fn push_comments(
    to: &mut Vec<u8>,
    leading: Option<&str>,
    trailing: Option<&str>,
    detached: &[impl AsRef<str>],
) {
    for (number, text) in [(LEADING, leading), (TRAILING, trailing)] {
        if let Some(text) = text {
            push_payload(to, number, text.as_bytes());
        }
    }
    for text in detached {
        push_payload(to, DETACHED, text.as_ref().as_bytes());
    }
}

/// How many bytes a comment takes among the fields of its location.
pub(crate) fn comment_length(text: &str) -> usize {
    1 + length(small(text.len())) + text.len()
}

/// The location that `encoded` begins with: its encoded path, its other fields, and what is behind it.
pub(crate) fn split(encoded: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let mut all = Reader::new(encoded);
    let is_location = all.tag().ok()? == Some(LOCATION);
    let payload = is_location.then(|| all.delimited())?.ok()?;
    let mut fields = Reader::new(payload);
    match fields.tag().ok()? {
        Some(tag) if tag == PATH << 3 | DELIMITED => {
            let path = fields.delimited().ok()?;
            Some((path, fields.remaining(), all.remaining()))
        }
        _ => Some((&[], payload, all.remaining())),
    }
}

fn push_payload(to: &mut Vec<u8>, number: u32, payload: &[u8]) {
    push_number(to, number << 3 | DELIMITED);
    push_number(to, small(payload.len()));
    to.extend_from_slice(payload);
}

fn push_number(to: &mut Vec<u8>, mut number: u32) {
    while number >= 0x80 {
        to.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    to.push(number.to_le_bytes()[0]);
}

/// How many bytes [`push_number`] appends.
fn length(number: u32) -> usize {
    match number {
        0..0x80 => 1,
        0x80..0x4000 => 2,
        0x4000..0x20_0000 => 3,
        0x20_0000..0x1000_0000 => 4,
        _ => 5,
    }
}

/// A file, and all that is in it, is far smaller than what 32 bits can count.
fn small(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Goes through the locations of a file.
pub(crate) struct Cursor<'a> {
    encoded: &'a [u8],
    reader: Reader<'a>,
}

impl<'a> Cursor<'a> {
    /// In front of the location that begins at `offset`; nothing is there where that is behind the end.
    pub(crate) fn new(encoded: &'a [u8], offset: usize) -> Self {
        Self {
            encoded,
            reader: Reader::new(encoded.get(offset..).unwrap_or_default()),
        }
    }

    /// Where the next location begins.
    pub(crate) fn offset(&self) -> usize {
        self.encoded.len() - self.reader.remaining().len()
    }

    /// The next location.
    pub(crate) fn advance(&mut self) -> Result<Option<Location<'a>>, DecodeError> {
        while let Some(tag) = self.reader.tag()? {
            if tag == LOCATION {
                return Location::read(self.reader.delimited()?).map(Some);
            }
            self.reader.skip()?;
        }
        Ok(None)
    }
}

/// The numbers of a field of a location, packed or one by one.
pub(crate) struct Numbers<'a> {
    field: u32,
    fields: Reader<'a>,
    /// What is left of those that lie in one field.
    packed: Reader<'a>,
}

impl<'a> Numbers<'a> {
    fn new(payload: &'a [u8], field: u32) -> Self {
        Self {
            field,
            fields: Reader::new(payload),
            packed: Reader::new(&[]),
        }
    }
}

impl Iterator for Numbers<'_> {
    type Item = i32;

    #[expect(
        clippy::cast_possible_truncation,
        reason = "an int32 is sent as the 64 bits that it is extended to"
    )]
    fn next(&mut self) -> Option<i32> {
        while self.packed.remaining().is_empty() {
            let tag = self.fields.tag().ok()??;
            if tag == self.field << 3 | DELIMITED {
                self.packed = Reader::new(self.fields.delimited().ok()?);
            } else if tag == self.field << 3 | VARINT {
                return Some(self.fields.varint().ok()? as i32);
            } else {
                self.fields.skip().ok()?;
            }
        }
        Some(self.packed.varint().ok()? as i32)
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
                path: location.path().collect(),
                span: Numbers::new(location.payload(), SPAN).collect(),
                leading_comments: location.leading().map(text),
                trailing_comments: location.trailing().map(text),
                leading_detached_comments: location.detached().map(text).collect(),
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
                let mut path = EncodedPath::default();
                let numbers: Vec<_> = location.path().collect();
                path.enter(&numbers);
                let mut rest = Vec::new();
                push_span(&mut rest, location.span().unwrap());
                assert_eq!(rest.len(), span_length(location.span().unwrap()));
                let [leading, trailing] = [location.leading(), location.trailing()]
                    .map(|comment| comment.map(|comment| str::from_utf8(comment).unwrap()));
                let detached: Vec<_> = location.detached().map(text).collect();
                let span = rest.len();
                push_comments(&mut rest, leading, trailing, &detached);
                let detached = detached.iter().map(String::as_str);
                let comments = leading.into_iter().chain(trailing).chain(detached);
                let comments: usize = comments.map(comment_length).sum();
                assert_eq!(rest.len(), span + comments);
                let start = copy.len();
                push_path(&mut copy, path.as_slice(), rest.len());
                copy.extend(&rest);
                let (own_path, own_rest, behind) = split(&copy[start..]).unwrap();
                assert_eq!((own_path, own_rest), (path.as_slice(), &rest[..]));
                let first = Location::at(&copy, start).unwrap();
                assert!(first.path().eq(numbers));
                assert!(behind.is_empty());
                path.enter(&[7, 300]);
                path.leave(&[7, 300]);
                assert_eq!(path.as_slice(), own_path);
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
        let first = Location::at(&encoded, 2).unwrap();
        assert_eq!(first.path().collect::<Vec<_>>(), [4, 0]);
        for length in [3, 4, 5, encoded.len() - 1] {
            assert!(decoded(&encoded[..length]).is_err(), "{length}");
        }
    }
}
