//! The text of the files that findings point into.

use super::Span;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// What of a line is shown: a line may be the whole file.
const WIDEST: usize = 400;

/// The text of each file, by its name as imports spell it. Clones share the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources(BTreeMap<String, Arc<Text>>);

/// The text of a file, read when somebody asks for it: few files have findings.
struct Text {
    text: OnceLock<Option<Arc<str>>>,
    read: Box<dyn Fn() -> Option<Arc<str>> + Send + Sync>,
}

impl Text {
    fn get(&self) -> Option<&str> {
        self.text.get_or_init(&self.read).as_deref()
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl Eq for Text {}

/// The lines around a finding.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    /// What is shown.
    pub(super) text: &'a str,
    /// The number of its first line, counted from one.
    pub(super) line: usize,
    /// What of it the finding is about, in bytes.
    pub(super) marked: Range<usize>,
}

impl Sources {
    /// Adds a file, or replaces its text.
    pub fn insert(&mut self, file: impl Into<String>, text: impl Into<Arc<str>>) {
        let text = Some(text.into());
        self.insert_unread(file, move || text.clone());
    }

    /// Adds a file whose text `read` gives, if it can; it is called once, when somebody asks for the text.
    pub fn insert_unread(
        &mut self,
        file: impl Into<String>,
        read: impl Fn() -> Option<Arc<str>> + Send + Sync + 'static,
    ) {
        let text = Text {
            text: OnceLock::new(),
            read: Box::new(read),
        };
        self.0.insert(file.into(), Arc::new(text));
    }

    /// Adds the file that another set calls `name`, if it has that; its text is shared, and not read for this.
    pub fn share(&mut self, file: impl Into<String>, other: &Self, name: &str) {
        if let Some(text) = other.0.get(name) {
            self.0.insert(file.into(), Arc::clone(text));
        }
    }

    /// The text of a file.
    pub fn get(&self, file: &str) -> Option<&str> {
        self.0.get(file)?.get()
    }

    /// A file's name and text.
    pub(super) fn file(&self, file: &str) -> Option<(&str, &str)> {
        let (name, text) = self.0.get_key_value(file)?;
        Some((name, text.get()?))
    }

    /// Adds the files of another set.
    pub fn extend(&mut self, other: &Self) {
        let files = other.0.iter();
        self.0
            .extend(files.map(|(name, text)| (name.clone(), Arc::clone(text))));
    }

    /// The first line of a span, which stands for the rest.
    pub(super) fn excerpt(&self, file: &str, span: Span) -> Option<Excerpt<'_>> {
        let line = self.get(file)?.split('\n').nth(span.line as usize)?;
        Some(Excerpt::of(line, span))
    }
}

impl<'a> Excerpt<'a> {
    /// What is shown of the line that a span begins on.
    pub(super) fn of(line: &'a str, span: Span) -> Self {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let start = offset(line, span.column);
        let end = if span.end_line == span.line {
            offset(line, span.end_column)
        } else {
            line.len()
        };
        let from = line.floor_char_boundary(start.saturating_sub(WIDEST / 2));
        let to = line.floor_char_boundary(from + WIDEST);
        let end = end.clamp(start, to);
        Self {
            text: &line[from..to],
            line: span.line as usize + 1,
            marked: start - from..end - from,
        }
    }
}

/// The column behind a byte. Descriptors count bytes, but a tab leads to the next multiple of eight.
fn column_behind(column: u32, byte: u8) -> u32 {
    match byte {
        b'\t' => (column | 7).saturating_add(1),
        _ => column.saturating_add(1),
    }
}

/// Where in a line a column is.
pub(super) fn offset(line: &str, column: u32) -> usize {
    let ends = line.bytes().scan(0, |end, byte| {
        *end = column_behind(*end, byte);
        Some(*end)
    });
    line.floor_char_boundary(ends.take_while(|end| *end <= column).count())
}

impl Span {
    /// Where a stretch of bytes stands in a text; the columns count as those of descriptors do.
    pub fn of(text: &str, bytes: Range<usize>) -> Self {
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let place = |offset: usize| {
            let before = &text.as_bytes()[..offset.min(text.len())];
            let lines = before.split(|byte| *byte == b'\n');
            let (line, before) = lines.enumerate().last().unwrap_or_default();
            (number(line), before.iter().copied().fold(0, column_behind))
        };
        let (line, column) = place(bytes.start);
        let (end_line, end_column) = place(bytes.end.max(bytes.start));
        Self {
            line,
            column,
            end_line,
            end_column,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn excerpts_show_the_line_and_mark_the_span() {
        let mut sources = Sources::default();
        let wide = format!("{}é!{}", "a".repeat(1_000), "b".repeat(1_000_000));
        sources.insert("a.proto", format!("one\ntwo three\r\n{wide}\n \ttab\tbed"));
        for (offset, length, line, shown) in [
            (0, 3, 1, "one"),
            (4, 3, 2, "two"),
            (8, 5, 2, "three"),
            (15 + 1_000, 2, 3, "é"),
            (15 + 1_002, 1, 3, "!"),
            (15 + 1_001_006, 3, 4, "tab"),
            (15 + 1_001_010, 3, 4, "bed"),
        ] {
            let text = sources.get("a.proto").unwrap();
            let span = Span::of(text, offset..offset + length);
            let excerpt = sources.excerpt("a.proto", span).unwrap();
            assert_eq!(excerpt.line, line);
            assert_eq!(&excerpt.text[excerpt.marked], shown);
            assert!(excerpt.text.len() <= WIDEST);
        }
        let beyond = Span {
            line: 7,
            ..Span::default()
        };
        assert_eq!(sources.excerpt("a.proto", beyond), None);
        assert_eq!(sources.excerpt("b.proto", Span::default()), None);
    }
}
