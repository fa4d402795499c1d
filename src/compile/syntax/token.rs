//! Tokens: what the lexer makes of a text, and where they stand.
//!
//! A token is sixteen bytes and holds no text. Blanks and comments are not tokens: they are the gaps between them.

use crate::report::Span;
use std::ops::Range;

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub(crate) enum Kind {
    /// The end of the text; the last token of every file.
    End,
    Identifier,
    Integer,
    Float,
    String,
    Semicolon,
    Comma,
    Dot,
    Equals,
    Minus,
    Colon,
    OpenBrace,
    CloseBrace,
    OpenBracket,
    CloseBracket,
    OpenParenthesis,
    CloseParenthesis,
    OpenAngle,
    CloseAngle,
    /// Any other character, and what is no character of the language at all.
    Other,
}

impl Kind {
    const ALL: [Self; 20] = [
        Self::End,
        Self::Identifier,
        Self::Integer,
        Self::Float,
        Self::String,
        Self::Semicolon,
        Self::Comma,
        Self::Dot,
        Self::Equals,
        Self::Minus,
        Self::Colon,
        Self::OpenBrace,
        Self::CloseBrace,
        Self::OpenBracket,
        Self::CloseBracket,
        Self::OpenParenthesis,
        Self::CloseParenthesis,
        Self::OpenAngle,
        Self::CloseAngle,
        Self::Other,
    ];

    /// The kind of a character that is a token by itself.
    pub(super) fn of_symbol(byte: u8) -> Self {
        match byte {
            b';' => Self::Semicolon,
            b',' => Self::Comma,
            b'.' => Self::Dot,
            b'=' => Self::Equals,
            b'-' => Self::Minus,
            b':' => Self::Colon,
            b'{' => Self::OpenBrace,
            b'}' => Self::CloseBrace,
            b'[' => Self::OpenBracket,
            b']' => Self::CloseBracket,
            b'(' => Self::OpenParenthesis,
            b')' => Self::CloseParenthesis,
            b'<' => Self::OpenAngle,
            b'>' => Self::CloseAngle,
            _ => Self::Other,
        }
    }

    /// How messages name what they expect.
    pub(crate) fn description(self) -> &'static str {
        match self {
            Self::End => "the end of the file",
            Self::Identifier => "an identifier",
            Self::Integer => "an integer",
            Self::Float => "a number",
            Self::String => "a string",
            Self::Semicolon => "`;`",
            Self::Comma => "`,`",
            Self::Dot => "`.`",
            Self::Equals => "`=`",
            Self::Minus => "`-`",
            Self::Colon => "`:`",
            Self::OpenBrace => "`{`",
            Self::CloseBrace => "`}`",
            Self::OpenBracket => "`[`",
            Self::CloseBracket => "`]`",
            Self::OpenParenthesis => "`(`",
            Self::CloseParenthesis => "`)`",
            Self::OpenAngle => "`<`",
            Self::CloseAngle => "`>`",
            Self::Other => "a symbol",
        }
    }
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    start: u32,
    /// The length in the upper 24 bits; below them one bit for comments before the token, and seven for the kind.
    packed: u32,
    line: u32,
    column: u32,
}

/// A longer token is refused: its length would not fit.
pub(super) const LONGEST: usize = (1 << 24) - 1;

const COMMENTED: u32 = 1 << 7;

/// A place in a text, in protoc's counting.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) column: u32,
}

impl Position {
    /// Where one comes to from here, across a text without line breaks.
    pub(super) fn behind(self, text: &[u8]) -> Self {
        let column = if text.contains(&b'\t') {
            let step = |column: u32, byte: &u8| match byte {
                b'\t' => (column | 7).saturating_add(1),
                _ => column.saturating_add(1),
            };
            text.iter().fold(self.column, step)
        } else {
            self.column.saturating_add(narrow(text.len()))
        };
        Self { column, ..self }
    }

    /// The span from here to there.
    pub(super) fn to(self, end: Self) -> Span {
        Span {
            line: self.line,
            column: self.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

/// Offsets fit into 32 bits: `lex` refuses larger texts.
pub(super) fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl Token {
    pub(super) fn new(kind: Kind, range: Range<usize>, position: Position) -> Self {
        let length = narrow(range.len().min(LONGEST));
        Self {
            start: narrow(range.start),
            packed: length << 8 | kind as u32,
            line: position.line,
            column: position.column,
        }
    }

    /// The same with the note that comments stand before it.
    pub(super) fn commented(mut self) -> Self {
        self.packed |= COMMENTED;
        self
    }

    pub(crate) fn kind(self) -> Kind {
        Kind::ALL[(self.packed & (COMMENTED - 1)) as usize]
    }

    /// Whether comments stand between this token and the one before.
    pub(crate) fn has_comments(self) -> bool {
        self.packed & COMMENTED != 0
    }

    /// Where its text is.
    pub(crate) fn range(self) -> Range<usize> {
        let start = self.start as usize;
        start..start + (self.packed >> 8) as usize
    }

    pub(crate) fn text(self, source: &str) -> &str {
        source.get(self.range()).unwrap_or_default()
    }

    pub(crate) fn line(self) -> u32 {
        self.line
    }

    /// Where it begins.
    pub(super) fn position(self) -> Position {
        Position {
            line: self.line,
            column: self.column,
        }
    }

    /// Where it ends. Only strings can have tabs in them.
    pub(super) fn end_position(self, source: &str) -> Position {
        match self.kind() {
            Kind::String => self.position().behind(self.text(source).as_bytes()),
            _ => Position {
                line: self.line,
                column: self.column.saturating_add(self.packed >> 8),
            },
        }
    }

    pub(crate) fn span(self, source: &str) -> Span {
        self.position().to(self.end_position(source))
    }
}
