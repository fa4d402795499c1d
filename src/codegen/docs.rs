//! Proto comments to rustdoc that neither breaks a doctest nor a link.
//!
//! Comments are plain text to their authors and Markdown to rustdoc: code must not become a test, `[name]` not a link,
//! `<T>` not HTML. What is Markdown on purpose (lists, code spans, fences, links with an address) stays.

use std::fmt::Write;

/// The doc lines of an element: its comment, or a line that names it.
pub(super) fn lines(comment: Option<&str>, fallback: impl FnOnce() -> String) -> Vec<String> {
    let mut lines = comment.map(render).unwrap_or_default();
    if lines.is_empty() {
        lines.push(fallback());
    }
    lines
}

fn render(comment: &str) -> Vec<String> {
    let mut out = Renderer::default();
    for line in comment.lines() {
        let line = line.strip_prefix(' ').unwrap_or(line);
        if line.contains(is_invisible) {
            let line = line.replace('\t', " ").replace(is_invisible, "");
            out.line(line.trim_end());
        } else {
            out.line(line.trim_end());
        }
    }
    out.finish()
}

#[derive(Default)]
struct Renderer {
    lines: Vec<String>,
    block: Block,
    /// Whether a list item was seen since the last line at the margin: indented lines then continue it.
    in_list: bool,
    /// The lines of the paragraph being read.
    paragraph: Vec<String>,
}

#[derive(Default, PartialEq)]
enum Block {
    #[default]
    Text,
    Fence(String),
    Indented,
}

impl Renderer {
    fn line(&mut self, line: &str) {
        let indent = line.len() - line.trim_start_matches(' ').len();
        let trimmed = line.trim_start();
        match &self.block {
            Block::Fence(fence) => {
                let closes = trimmed.starts_with(fence.as_str())
                    && trimmed.trim_start_matches(['`', '~']).is_empty();
                self.lines.push(line.to_owned());
                if closes {
                    self.block = Block::Text;
                }
                return;
            }
            Block::Indented if indent >= 4 || trimmed.is_empty() => {
                self.lines
                    .push(line.get(4..).unwrap_or_default().to_owned());
                return;
            }
            Block::Indented => self.close_indented(),
            Block::Text => {}
        }
        if let Some(fence) = ["```", "~~~"]
            .into_iter()
            .find(|fence| trimmed.starts_with(fence))
        {
            self.flush();
            let marks = trimmed.len() - trimmed.trim_start_matches(&fence[..1]).len();
            let fence = trimmed[..marks].to_owned();
            self.lines.push(format!("{}{fence}text", &line[..indent]));
            self.block = Block::Fence(fence);
        } else if trimmed.is_empty() {
            self.flush();
            self.lines.push(String::new());
        } else if indent >= 4 && self.paragraph.is_empty() && !self.in_list {
            self.lines.push("```text".to_owned());
            self.lines.push(line[4..].to_owned());
            self.block = Block::Indented;
        } else {
            if is_list_item(trimmed) {
                self.in_list = true;
            } else if indent == 0 && self.paragraph.is_empty() {
                self.in_list = false;
            }
            // More than three blanks would be code; a list's text needs no more to belong to it.
            self.paragraph
                .push(format!("{}{trimmed}", &"   "[..indent.min(3)]));
        }
    }

    fn flush(&mut self) {
        if !self.paragraph.is_empty() {
            let text = escape(&self.paragraph.join("\n"));
            self.lines.extend(text.lines().map(str::to_owned));
            self.paragraph.clear();
        }
    }

    fn close_indented(&mut self) {
        let blanks = self
            .lines
            .iter()
            .rev()
            .take_while(|line| line.is_empty())
            .count();
        self.lines.truncate(self.lines.len() - blanks);
        self.lines.push("```".to_owned());
        if blanks > 0 {
            self.lines.push(String::new());
        }
        self.block = Block::Text;
    }

    fn finish(mut self) -> Vec<String> {
        match std::mem::take(&mut self.block) {
            Block::Text => self.flush(),
            Block::Fence(fence) => self.lines.push(fence),
            Block::Indented => self.close_indented(),
        }
        let first = self.lines.iter().take_while(|line| line.is_empty()).count();
        self.lines.drain(..first);
        while self.lines.last().is_some_and(String::is_empty) {
            self.lines.pop();
        }
        self.lines
    }
}

/// Control characters, and those that turn the direction of the text behind them: rustc rejects them in comments.
fn is_invisible(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn is_list_item(trimmed: &str) -> bool {
    let digits = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered =
        digits.len() < trimmed.len() && (digits.starts_with(". ") || digits.starts_with(") "));
    numbered || trimmed.starts_with("* ") || trimmed.starts_with("- ") || trimmed.starts_with("+ ")
}

/// Escapes what rustdoc would take for a link, HTML or a bare address, outside code spans.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text;
    loop {
        let is_special =
            |byte: &u8| matches!(byte, b'`' | b'[' | b']' | b'h' | b'<' | b'>' | b'\\');
        let plain = rest.bytes().position(|byte| is_special(&byte));
        let (plain, special) = rest.split_at(plain.unwrap_or(rest.len()));
        out.push_str(plain);
        rest = special;
        let Some(first) = rest.chars().next() else {
            return out;
        };
        let taken = match first {
            '`' => code_span(rest, &mut out),
            '[' => link(rest, &mut out),
            'h' if rest.starts_with("http://") || rest.starts_with("https://") => {
                address(rest, &mut out)
            }
            ']' | '<' | '>' if !(first == '>' && at_line_start(&out)) => {
                out.push('\\');
                out.push(first);
                1
            }
            '\\' => {
                out.push_str("\\\\");
                1
            }
            other => {
                out.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
}

fn at_line_start(out: &str) -> bool {
    out.rsplit('\n')
        .next()
        .is_some_and(|line| line.trim().is_empty())
}

/// A code span as it stands; a backtick without a partner is escaped.
fn code_span(rest: &str, out: &mut String) -> usize {
    let marks = rest.len() - rest.trim_start_matches('`').len();
    let (open, body) = rest.split_at(marks);
    let mut search = 0;
    while let Some(found) = body[search..].find(open) {
        let at = search + found;
        let run = body[at..].len() - body[at..].trim_start_matches('`').len();
        if run == marks {
            let length = marks + at + marks;
            out.push_str(&rest[..length]);
            return length;
        }
        search = at + run;
    }
    (0..marks).for_each(|_| out.push_str("\\`"));
    marks
}

/// `[text](address)` stays, `[name][reference]` becomes code, anything else is text.
fn link(rest: &str, out: &mut String) -> usize {
    let plain = |out: &mut String| {
        out.push_str("\\[");
        1
    };
    let Some(close) = rest.find(']') else {
        return plain(out);
    };
    let (text, behind) = (&rest[1..close], &rest[close + 1..]);
    // Authors break lines within links, and between their halves.
    let after = behind.trim_start();
    let gap = behind.len() - after.len();
    let spans = text.matches('`').count();
    if text.contains(['[', '\\', '<']) || text.trim().is_empty() || spans % 2 == 1 {
        return plain(out);
    }
    let word = |c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/' | ':');
    let address = after
        .strip_prefix('(')
        .and_then(|after| after.split_once(')'));
    let reference = after
        .strip_prefix('[')
        .and_then(|after| after.split_once(']'));
    let length = |half: &str| close + 1 + gap + half.len() + 2;
    match (address, reference) {
        (Some((address, _)), _) if is_address(address) => {
            let _ = write!(out, "[{text}]({address})");
            length(address)
        }
        (_, Some((reference, _)))
            if (gap == 0 || !reference.is_empty()) && reference.chars().all(word) =>
        {
            let mark = if spans == 0 { "`" } else { "" };
            let _ = write!(out, "{mark}{text}{mark}");
            length(reference)
        }
        _ => plain(out),
    }
}

fn is_address(text: &str) -> bool {
    let schemes = ["http://", "https://"];
    let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(is_no_part_of_an_address))
}

fn is_no_part_of_an_address(c: char) -> bool {
    c.is_whitespace() || "<>`\"'[]{}|\\^".contains(c)
}

fn address(rest: &str, out: &mut String) -> usize {
    let end = rest.find(is_no_part_of_an_address).unwrap_or(rest.len());
    let url = rest[..end].trim_end_matches(['.', ',', ';', ':', ')', '!', '?', '*', '_']);
    if out.ends_with("\\<") && rest[url.len()..].starts_with('>') {
        out.truncate(out.len() - 2);
        out.push('<');
        out.push_str(url);
        out.push('>');
        return url.len() + 1;
    }
    if url.len() <= "https://".len() {
        out.push_str(url);
        return url.len();
    }
    out.push('<');
    out.push_str(url);
    out.push('>');
    url.len()
}

#[cfg(test)]
mod tests {
    use super::render;

    #[test]
    fn comments_become_harmless_markdown() {
        for (comment, expected) in [
            (" Plain.\n", "Plain."),
            (" A [Foo][a.b.Foo] and [Bar].\n", "A `Foo` and \\[Bar\\]."),
            (
                " Map<string, T> of `Vec<T>`",
                "Map\\<string, T\\> of `Vec<T>`",
            ),
            (" See https://x.dev/a_b.\n", "See <https://x.dev/a_b>."),
            (" [docs](https://x.dev) stay", "[docs](https://x.dev) stay"),
            (
                " See [the\n docs](https://x.dev/a#b), [`more`]\n (https://y.dev).",
                "See [the\ndocs](https://x.dev/a#b), [`more`](https://y.dev).",
            ),
            (
                " A [`Foo`][a.Foo], [the Bar]\n [a.Bar], [x](y) and [z](http://).",
                "A `Foo`, `the Bar`, \\[x\\](y) and \\[z\\](http://).",
            ),
            (
                " Example:\n\n     let x = 1;\n\n Done",
                "Example:\n\n```text\nlet x = 1;\n```\n\nDone",
            ),
            (" ```rust\n panic!()\n", "```text\npanic!()\n```"),
            (" * item\n\n     more\n", "* item\n\n   more"),
            (" lone ` tick\u{7}\r\n", "lone \\` tick"),
        ] {
            assert_eq!(render(comment).join("\n"), expected);
        }
    }
}
