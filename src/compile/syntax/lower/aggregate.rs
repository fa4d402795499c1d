//! Messages as the values of options: their text, for the linker to read, and where in the file parts of that text are.

use crate::compile::syntax::token::{Position, Token};
use crate::report::Span;
use std::ops::Range;

/// The tokens between the outermost braces, with a space or line break between each two, as protoc hands them on: in the
/// text format `#` begins a comment that ends with its line.
pub(super) fn text(tokens: &[Token], source: &str) -> String {
    let [_, inner @ .., _] = tokens else {
        return String::new();
    };
    let length = inner.iter().map(|token| token.range().len() + 1).sum();
    let mut text = String::with_capacity(length);
    let mut line = None;
    for token in inner {
        let own = token.line();
        if let Some(before) = line.replace(own) {
            text.push(if before == own { ' ' } else { '\n' });
        }
        text.push_str(token.text(source));
    }
    text
}

/// Where in the file a stretch of that text is; `tokens` are the same. What is behind all of it is at the closing brace.
pub(in crate::compile::syntax) fn span(
    tokens: &[Token],
    source: &str,
    stretch: &Range<usize>,
) -> Option<Span> {
    let [_, inner @ .., close] = tokens else {
        return None;
    };
    let mut offset = 0;
    let mut start = None;
    let mut end = None;
    for token in inner {
        let text = token.text(source).as_bytes();
        let within = |at: usize| -> Option<Position> {
            let at = at.checked_sub(offset)?;
            Some(token.position().behind(text.get(..at)?))
        };
        if stretch.start < offset + text.len() {
            start = start.or_else(|| within(stretch.start));
        }
        // The last token that begins before the end of the stretch.
        if stretch.end > offset {
            end = within(stretch.end.min(offset + text.len()));
        }
        offset += text.len() + 1;
    }
    match (start, end) {
        (Some(start), Some(end)) => Some(start.to(end)),
        _ => Some(close.span(source)),
    }
}
