//! The place of `name = value` where only the value's is known.
//!
//! `default` and `json_name` look like options, but are fields of the descriptor, whose places are those of their values.

use crate::report::Span;

/// Columns that a tab leads to are multiples of this (protoc, `io/tokenizer`).
const TAB: u32 = 8;

/// `value` with the name that is assigned to before it; unchanged where no such thing stands there.
pub fn whole(text: &str, value: Span) -> Span {
    let found = offset(text, value.line, value.column).and_then(|value| begin(&text[..value]));
    let Some(begin) = found else { return value };
    let before = &text[..begin];
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let column = before
        .rsplit('\n')
        .next()
        .unwrap_or_default()
        .bytes()
        .fold(0, after);
    Span {
        line: u32::try_from(line).unwrap_or(u32::MAX),
        column,
        ..value
    }
}

/// Where the name begins that is assigned to at the end of `before`.
fn begin(before: &str) -> Option<usize> {
    let before = before.trim_end().strip_suffix('=')?.trim_end();
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    (name.len() < before.len()).then_some(name.len())
}

fn offset(text: &str, line: u32, column: u32) -> Option<usize> {
    let mut lines = text.split_inclusive('\n');
    let before = lines
        .by_ref()
        .take(line as usize)
        .map(str::len)
        .sum::<usize>();
    let mut at = 0;
    for (index, byte) in lines.next()?.bytes().enumerate() {
        if at >= column {
            return Some(before + index).filter(|offset| text.is_char_boundary(*offset));
        }
        at = after(at, byte);
    }
    None
}

/// The column behind a byte.
fn after(column: u32, byte: u8) -> u32 {
    if byte == b'\t' {
        column / TAB * TAB + TAB
    } else {
        column + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_belongs_to_the_value() {
        for (text, value, expected) in [
            ("a\n b [default = 1];", (1, 14, 15), (1, 4)),
            ("\tb [json_name\n= 'x'];", (1, 2, 5), (0, 11)),
            ("b [1];", (0, 3, 4), (0, 3)),
            ("", (0, 3, 4), (0, 3)),
        ] {
            let (line, column, end_column) = value;
            let span = Span {
                line,
                column,
                end_line: line,
                end_column,
            };
            let whole = whole(text, span);
            assert_eq!((whole.line, whole.column), expected, "{text:?}");
        }
    }
}
