//! One comment, and how it is written at another depth.

/// How many columns a level of depth takes.
pub(super) const INDENT: usize = 2;

/// A comment with what stands before it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Comment<'t> {
    /// With `//`, or `/*` and `*/`.
    pub(super) text: &'t str,
    /// The line breaks between what stands before it and itself.
    pub(super) breaks: usize,
}

impl Comment<'_> {
    /// Whether it reaches to the end of its line.
    pub(super) fn is_line(&self) -> bool {
        self.text.starts_with("//")
    }

    /// Writes it, its further lines in the layout of this depth.
    pub(super) fn write(&self, depth: usize, out: &mut String) {
        let mut lines = self.text.split('\n').map(str::trim_end);
        out.push_str(lines.next().unwrap_or_default());
        let layout = Layout::of(self.text);
        for line in lines {
            out.push('\n');
            layout.line(line, depth * INDENT, out);
        }
    }
}

/// What the lines of a block comment have in common, but for the first.
struct Layout {
    /// What each begins with, such as an asterisk.
    mark: Option<char>,
    /// The least indentation.
    indent: usize,
}

impl Layout {
    fn of(text: &str) -> Self {
        let lines = text.split('\n').skip(1);
        let ends = |line: &str| line.trim() == "*/";
        let mut marks = lines.clone().filter(|line| !ends(line)).map(mark);
        let first = marks.next().flatten();
        let indents = lines.filter(|line| !line.trim().is_empty() && !ends(line));
        Self {
            mark: first.filter(|_| marks.all(|mark| mark == first)),
            indent: indents
                .map(|line| indentation(line).0)
                .min()
                .unwrap_or_default(),
        }
    }

    fn line(&self, line: &str, indent: usize, out: &mut String) {
        let (columns, rest) = indentation(line);
        let extra = match rest {
            "" => return,
            "*/" => usize::from(self.mark == Some('*')),
            _ if self.mark.is_some() => 1,
            _ => 3 + columns - self.indent.min(columns),
        };
        out.extend(std::iter::repeat_n(' ', indent + extra));
        out.push_str(rest);
    }
}

/// The character that a line begins with, where that is neither letter nor digit.
fn mark(line: &str) -> Option<char> {
    let first = line.trim_start().chars().next();
    first.filter(|first| !first.is_alphanumeric())
}

/// The columns before the text of a line, and that text.
fn indentation(line: &str) -> (usize, &str) {
    let rest = line.trim_start();
    let blanks = line[..line.len() - rest.len()].chars();
    let columns = blanks.fold(0, |column, blank| match blank {
        '\t' => (column | 7) + 1,
        _ => column + 1,
    });
    (columns, rest)
}
