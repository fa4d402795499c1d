//! Comments that allow what a rule forbids: `// grpcgen:allow RULE reason`.
//!
//! They stand at the element that a finding is about; for what is gone, at what it was in. What a lint rule finds may also be
//! allowed at what the element is in. In: the schema, and findings. Out: the findings that are left, and what is wrong with
//! the allows themselves.

use super::{Set, find};
use crate::report::{self, Accepted, Finding, Span, nearest};
use crate::schema::{File, Schema};
use std::collections::HashSet;
use std::ops::Range;

/// What an allow begins with.
const ALLOW: &str = "grpcgen:allow";

/// The allows of a schema.
#[derive(Debug)]
pub struct Allows<'a>(Vec<Allow<'a>>);

#[derive(Debug)]
struct Allow<'a> {
    file: &'a File,
    /// The descriptor path of the element that it stands at; that of a file is empty.
    path: Vec<i32>,
    rule: String,
    has_reason: bool,
    place: Option<Span>,
    used: bool,
}

impl<'a> Allows<'a> {
    /// Those in the files that `is_target` names.
    pub fn of(schema: &'a Schema, is_target: impl Fn(&File) -> bool) -> Self {
        let files = schema.files().iter().filter(|file| is_target(file));
        Self(files.flat_map(|file| in_file(schema, file)).collect())
    }

    /// The findings that no allow covers, and those that one does.
    pub fn apply(&mut self, mut findings: Vec<Finding>) -> (Vec<Finding>, Vec<Finding>) {
        let covered = findings.extract_if(.., |finding| {
            let mut covered = false;
            for allow in self.0.iter_mut().filter(|allow| allow.covers(finding)) {
                allow.used = true;
                covered = true;
            }
            covered
        });
        let mut covered: Vec<_> = covered.collect();
        for finding in &mut covered {
            finding.accepted = Some(Accepted::Comment);
        }
        (findings, covered)
    }

    /// What is wrong with the allows, once all findings of these rules were held against them.
    pub fn complaints(&self, rules: &HashSet<&str>) -> Vec<Finding> {
        let complaints = self.0.iter().filter_map(|allow| {
            let (message, help) = allow.complaint(rules)?;
            let finding = Finding::warning(message).by(report::ALLOW).help(help);
            Some(finding.in_file(&allow.file.name).at(allow.place))
        });
        complaints.collect()
    }
}

impl Allow<'_> {
    fn covers(&self, finding: &Finding) -> bool {
        let rule = finding.rule.as_deref() == Some(self.rule.as_str());
        if !rule || finding.file.as_deref() != Some(self.file.name.as_str()) {
            return false;
        }
        let element = &finding.path[..element_length(&finding.path)];
        let is_lint = Set::Lint.rules().any(|rule| rule.id == self.rule);
        element == self.path || is_lint && element.starts_with(&self.path)
    }

    fn complaint(&self, rules: &HashSet<&str>) -> Option<(String, String)> {
        let rule = self.rule.as_str();
        if find(rule).is_none() {
            let sets = [Set::Lint, Set::Breaking].into_iter();
            let ids = sets.flat_map(Set::rules).map(|rule| rule.id);
            let help = match nearest(&rule.to_uppercase(), ids) {
                Some(nearest) => format!("did you mean {nearest}?"),
                None => "`grpcgen rules` lists them all".to_owned(),
            };
            return Some((format!("{ALLOW} names no rule: {rule:?}"), help));
        }
        if !self.used && rules.contains(rule) {
            let message = format!("nothing here needs {ALLOW} {rule}");
            return Some((message, "remove it".to_owned()));
        }
        (!self.has_reason).then(|| {
            let message = format!("{ALLOW} {rule} gives no reason");
            (message, format!("say why: `// {ALLOW} {rule} REASON`"))
        })
    }
}

fn in_file<'a>(schema: &'a Schema, file: &'a File) -> Vec<Allow<'a>> {
    let mut found = Vec::new();
    for (path, span, comments) in file.locations.mentioning(ALLOW) {
        let text = schema.sources().get(&file.name).unwrap_or_default();
        // What stands at the head of a file is said of all of it.
        let path = match path[..] {
            [2 | 12 | 14] => Vec::new(),
            _ => path,
        };
        let line = span.map_or(0, |span| span.line as usize);
        for (comment, lines) in [
            (comments.leading(), 0..line),
            (comments.trailing(), line..usize::MAX),
        ] {
            let rows = comment.unwrap_or_default().lines();
            let named = rows.filter_map(|row| row.trim().strip_prefix(ALLOW));
            for words in named {
                let (rule, reason) = words
                    .trim()
                    .split_once(char::is_whitespace)
                    .unwrap_or((words.trim(), ""));
                found.push(Allow {
                    file,
                    path: path.clone(),
                    rule: rule.to_owned(),
                    has_reason: !reason.trim().is_empty(),
                    place: place(text, rule, &lines).or(span),
                    used: false,
                });
            }
        }
    }
    found
}

/// Where an allow stands: source info tells the places of elements only. Of those above an element the last one is meant.
fn place(text: &str, rule: &str, lines: &Range<usize>) -> Option<Span> {
    let numbered = text.lines().enumerate().skip(lines.start);
    let mut found = numbered
        .take_while(|(number, _)| *number < lines.end)
        .filter_map(|(number, line)| {
            let start = line.find(ALLOW)?;
            let rest = line[start + ALLOW.len()..].trim_start();
            let named = rest.split_whitespace().next().unwrap_or_default();
            (named == rule).then(|| (number, start, line.trim_end().len()))
        });
    let (line, column, end_column) = if lines.start == 0 {
        found.last()?
    } else {
        found.next()?
    };
    let [line, column, end_column] =
        [line, column, end_column].map(|number| u32::try_from(number).unwrap_or(u32::MAX));
    Some(Span {
        line,
        column,
        end_line: line,
        end_column,
    })
}

/// How much of a descriptor path leads to an element; the rest to a part of it.
fn element_length(path: &[i32]) -> usize {
    #[derive(Clone, Copy)]
    enum In {
        File,
        Message,
        Leaves,
        Leaf,
    }
    let mut at = In::File;
    let mut length = 0;
    for step in path.chunks_exact(2) {
        at = match (at, step[0]) {
            (In::File, 4) | (In::Message, 3) => In::Message,
            (In::File, 5 | 6) | (In::Message, 4) => In::Leaves,
            (In::File, 3 | 7 | 15) | (In::Message, 2 | 6 | 8) | (In::Leaves, 2) => In::Leaf,
            _ => break,
        };
        length += 2;
    }
    length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_lead_to_elements() {
        for (path, length) in [
            (&[][..], 0),
            (&[2], 0),
            (&[8, 1], 0),
            (&[3, 1], 2),
            (&[4, 0, 1], 2),
            (&[4, 0, 3, 1, 2, 5, 8, 6], 6),
            (&[5, 0, 2, 1, 2], 4),
            (&[6, 0, 2, 1, 4, 34], 4),
        ] {
            assert_eq!(element_length(path), length, "{path:?}");
        }
    }
}
