//! The examples in the documentation of rules.
//!
//! Under `Breaks:` and `Allowed:` stand code blocks: ` ```proto [old|new] [name] `. An example ends where a block of the same
//! side and name begins, and where an old file follows a new one.

/// A schema, or two, that a rule's documentation shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Example {
    /// Whether the rule finds something.
    pub verdict: Verdict,
    /// The files of the older schema: name and text.
    pub old: Vec<(String, String)>,
    /// The files of the schema.
    pub new: Vec<(String, String)>,
}

/// What a rule says of an example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// It finds something.
    #[default]
    Breaks,
    /// It does not.
    Allowed,
}

impl super::Rule {
    /// The examples of its documentation.
    pub fn examples(&self) -> Vec<Example> {
        let mut examples = Vec::new();
        let mut current = Example::default();
        let mut lines = self.doc.lines();
        while let Some(line) = lines.next() {
            let heading = match line {
                "Breaks:" => Some(Verdict::Breaks),
                "Allowed:" => Some(Verdict::Allowed),
                _ => None,
            };
            if let Some(verdict) = heading {
                finish(&mut examples, &mut current, verdict);
            }
            if let Some(header) = line.strip_prefix("```proto") {
                let text: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
                let verdict = current.verdict;
                if !current.add(header, &text.join("\n")) {
                    finish(&mut examples, &mut current, verdict);
                    current.add(header, &text.join("\n"));
                }
            }
        }
        finish(&mut examples, &mut current, Verdict::Breaks);
        examples
    }
}

fn finish(examples: &mut Vec<Example>, current: &mut Example, next: Verdict) {
    let fresh = Example {
        verdict: next,
        ..Example::default()
    };
    let example = std::mem::replace(current, fresh);
    if !example.new.is_empty() || !example.old.is_empty() {
        examples.push(example);
    }
}

impl Example {
    /// Adds a file; false where it belongs to the next example.
    fn add(&mut self, header: &str, text: &str) -> bool {
        let mut words = header.split_whitespace().peekable();
        let side = words.next_if(|word| matches!(*word, "old" | "new"));
        let name = words.next().unwrap_or("schema.proto").to_owned();
        let is_old = side == Some("old");
        if is_old && !self.new.is_empty() {
            return false;
        }
        let files = if is_old { &mut self.old } else { &mut self.new };
        if files.iter().any(|(other, _)| *other == name) {
            return false;
        }
        files.push((name, format!("{text}\n")));
        true
    }
}
