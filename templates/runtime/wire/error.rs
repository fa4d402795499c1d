//! Why bytes could not be decoded, and where.

use std::fmt;

/// What was wrong with the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Problem {
    /// The input ends inside a value.
    Truncated,
    /// A varint has more than ten bytes.
    OverlongVarint,
    /// A tag has more than five bytes, the field number zero, or a wire type that does not exist.
    InvalidTag,
    /// A declared length is larger than what is left of the enclosing message.
    LengthBeyondEnd,
    /// An end-group tag without its start, or another group's.
    UnmatchedGroup,
    /// Messages or groups are nested deeper than [`RECURSION_LIMIT`](super::RECURSION_LIMIT).
    TooDeep,
    /// A `string` field holds bytes that are not UTF-8.
    InvalidUtf8,
    /// A field came with a wire type that its kind cannot have.
    UnexpectedWireType,
    /// A required field is missing; the name is the field's full name.
    MissingRequired(&'static str),
    /// The value is well-formed, but the Rust type of the field cannot hold it. Never leaves the decoder: the value goes
    /// to the unknown fields.
    Unrepresentable,
}

/// An input that is not a valid encoding of the message it was decoded as.
///
/// It is a pointer wide: every step of the decoder answers with one, and nearly always with none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError(Box<Details>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Details {
    problem: Problem,
    offset: usize,
    message: Option<&'static str>,
}

impl DecodeError {
    #[cold]
    #[inline(never)]
    pub(super) fn new(problem: Problem, offset: usize) -> Self {
        Self(Box::new(Details {
            problem,
            offset,
            message: None,
        }))
    }

    /// Names the innermost message in which the error happened; an outer one does not replace it.
    #[cold]
    pub(super) fn within(mut self, message: &'static str) -> Self {
        self.0.message.get_or_insert(message);
        self
    }

    /// What was wrong.
    pub fn problem(&self) -> Problem {
        self.0.problem
    }

    /// Where, in bytes from the start of the input.
    pub fn offset(&self) -> usize {
        self.0.offset
    }

    /// The full name of the innermost message being decoded, where it is known.
    pub fn message(&self) -> Option<&'static str> {
        self.0.message
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.problem {
            Problem::Truncated => f.write_str("the input ends inside a value")?,
            Problem::OverlongVarint => f.write_str("a varint is longer than ten bytes")?,
            Problem::InvalidTag => f.write_str("invalid field tag")?,
            Problem::LengthBeyondEnd => {
                f.write_str("a declared length reaches beyond the end of its message")?;
            }
            Problem::UnmatchedGroup => f.write_str("a group does not end where it should")?,
            Problem::TooDeep => write!(
                f,
                "messages are nested deeper than {}",
                super::RECURSION_LIMIT
            )?,
            Problem::InvalidUtf8 => f.write_str("a string is not valid UTF-8")?,
            Problem::UnexpectedWireType => {
                f.write_str("a field has a wire type that it cannot have")?;
            }
            Problem::MissingRequired(field) => write!(f, "the required field {field} is missing")?,
            Problem::Unrepresentable => f.write_str("a value does not fit its field")?,
        }
        write!(f, " (at byte {}", self.0.offset)?;
        if let Some(message) = self.0.message {
            write!(f, ", in {message}")?;
        }
        f.write_str("); the bytes are damaged or of another message type")
    }
}

impl std::error::Error for DecodeError {}
