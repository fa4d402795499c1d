//! What a layout must keep: found by a reader that knows nothing of the house's own.

/// The comments and words of a text, each sorted.
#[derive(PartialEq)]
pub struct Pieces<'t> {
    /// Without the blanks at the ends of their lines.
    pub comments: Vec<String>,
    /// Everything else, but for the marks that a layout adds or leaves out.
    pub words: Vec<&'t str>,
}

impl<'t> Pieces<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut pieces = Self {
            comments: Vec::new(),
            words: Vec::new(),
        };
        let mut rest = text.trim_start_matches('\u{feff}').trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else if let Some(inner) = rest.strip_prefix("/*") {
                inner.find("*/").map_or(rest.len(), |end| end + 4)
            } else if matches!(first, '"' | '\'') {
                string(rest, first)
            } else if is_word(first) {
                rest.find(|next| !is_word(next)).unwrap_or(rest.len())
            } else {
                first.len_utf8()
            };
            pieces.push(&rest[..length]);
            rest = rest[length..].trim_start();
        }
        pieces.comments.sort_unstable();
        pieces.words.sort_unstable();
        pieces
    }

    /// What the one has and the other has not.
    pub fn difference(&self, other: &Pieces<'_>) -> String {
        let (ours, theirs) = (self.all(), other.all());
        let gone = ours.iter().filter(|piece| !theirs.contains(piece));
        let come = theirs.iter().filter(|piece| !ours.contains(piece));
        format!(
            "gone {:?}, come {:?}",
            gone.collect::<Vec<_>>(),
            come.collect::<Vec<_>>()
        )
    }

    fn all(&self) -> Vec<&str> {
        let comments = self.comments.iter().map(String::as_str);
        comments.chain(self.words.iter().copied()).collect()
    }

    fn push(&mut self, piece: &'t str) {
        match piece {
            ";" | "," | ":" => {}
            "<" => self.words.push("{"),
            ">" => self.words.push("}"),
            _ if piece.starts_with("//") || piece.starts_with("/*") => {
                let lines: Vec<_> = piece.split('\n').map(str::trim).collect();
                self.comments.push(lines.join("\n"));
            }
            _ => self.words.push(piece),
        }
    }
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || character == '_'
}

/// How long the string is that a text begins with.
fn string(text: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = text.char_indices().skip(1).find(|(_, next)| {
        let ends = *next == quote && !escaped;
        escaped = *next == '\\' && !escaped;
        ends
    });
    end.map_or(text.len(), |(at, _)| at + 1)
}
