//! What stands between two tokens on a line: a blank, or nothing.

use proc_macro2::{Punct, Spacing};

/// What was printed last, as far as it matters for what comes next.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Last {
    /// Nothing on this line.
    #[default]
    Start,
    /// A name or a literal.
    Word,
    /// A word that is no operand: `match`, `mut`, `impl`, …
    Keyword,
    /// An opening parenthesis, bracket or angle.
    Open,
    /// A closing one, or `?`.
    Close,
    /// `::`, which a brace behind it belongs to.
    Path,
    /// What its operand follows at once: `&`, `!`, `.`, the first bar of a closure.
    Prefix,
    /// What has blanks around it, or behind it: `=`, `->`, `:`, `,`, …
    Operator,
    /// The tick of a lifetime.
    Tick,
    /// What may be the first half of an operator of two marks.
    Half(char),
}

impl Last {
    pub(super) fn word(word: &str) -> Self {
        match word {
            "as" | "async" | "break" | "const" | "dyn" | "else" | "enum" | "extern" | "for"
            | "if" | "impl" | "in" | "let" | "loop" | "match" | "mod" | "move" | "mut" | "pub"
            | "ref" | "return" | "static" | "struct" | "trait" | "type" | "unsafe" | "use"
            | "where" | "while" => Self::Keyword,
            _ => Self::Word,
        }
    }

    pub(super) fn before_word(self) -> bool {
        match self {
            Self::Word | Self::Keyword | Self::Close | Self::Operator => true,
            Self::Start | Self::Open | Self::Path | Self::Prefix | Self::Tick | Self::Half(_) => {
                false
            }
        }
    }

    pub(super) fn before_group(self, open: char) -> bool {
        match self {
            Self::Keyword | Self::Operator => true,
            Self::Word | Self::Close => open == '{',
            Self::Start | Self::Open | Self::Path | Self::Prefix | Self::Tick | Self::Half(_) => {
                false
            }
        }
    }

    pub(super) fn wants_space_before_brace(self) -> bool {
        !matches!(self, Self::Start | Self::Open)
    }

    /// Whether an operand is still to come.
    pub(super) fn wants_operand(self) -> bool {
        matches!(
            self,
            Self::Start | Self::Keyword | Self::Open | Self::Prefix | Self::Operator
        )
    }

    pub(super) fn before_mark(self, mark: &Punct) -> bool {
        let operand_before = matches!(self, Self::Word | Self::Close);
        match (self, mark.as_char()) {
            (
                Self::Start | Self::Open | Self::Path | Self::Prefix | Self::Tick | Self::Half(_),
                _,
            )
            | (_, ',' | ';' | '?' | '>')
            | (Self::Keyword, '<') => false,
            (_, ':' | '.') => !operand_before && mark.spacing() == Spacing::Joint,
            (_, '!' | '<') => !operand_before,
            _ => true,
        }
    }

    pub(super) fn after_mark(self, mark: &Punct) -> Self {
        if let Self::Half(first) = self
            && let Some(both) = Self::after_two(first, mark.as_char())
        {
            return both;
        }
        let joint = mark.spacing() == Spacing::Joint;
        match mark.as_char() {
            first @ (':' | '-' | '=' | '.' | '|' | '&' | '!' | '+') if joint => Self::Half(first),
            '<' => Self::Open,
            '>' | '?' => Self::Close,
            '\'' => Self::Tick,
            '.' | '!' | '#' | '&' => Self::Prefix,
            '-' | '*' if self.wants_operand() => Self::Prefix,
            _ => Self::Operator,
        }
    }

    fn after_two(first: char, second: char) -> Option<Self> {
        match (first, second) {
            (':', ':') => Some(Self::Path),
            ('.', '.') => Some(Self::Prefix),
            ('-' | '=', '>') | ('=' | '!' | '+', '=') | ('&', '&') | ('|', '|') => {
                Some(Self::Operator)
            }
            _ => None,
        }
    }
}
