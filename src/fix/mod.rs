//! Findings to changed text: what can be repaired, is.
//!
//! In: the text of a file, and the [`Remedy`]s of what was found in it. Out: the text with them, every comment and the layout
//! kept. It knows no rule and writes no file; whether the result is better is for whoever checks it again.

mod edit;
mod layout;
mod member;
mod reserve;

use crate::compile::{DeclarationKind, Outline};
use crate::report::{Finding, Remedy, Within};
use edit::Edit;
use std::collections::{BTreeMap, BTreeSet};

/// The remedies of each file, by the file's name.
pub fn remedies<'a>(
    findings: impl IntoIterator<Item = &'a Finding>,
) -> BTreeMap<&'a str, Vec<&'a Remedy>> {
    let mut remedies = BTreeMap::<_, Vec<_>>::new();
    for finding in findings {
        if let Some(file) = finding
            .file
            .as_deref()
            .filter(|_| !finding.remedies.is_empty())
        {
            remedies.entry(file).or_default().extend(&finding.remedies);
        }
    }
    remedies
}

/// The text of a file with remedies; `None` where none of them can be applied.
///
/// Of the fields of one message only one gets a new number: which number the next one gets depends on that.
pub fn apply(text: &str, remedies: &[&Remedy]) -> Option<String> {
    let outline = Outline::of(text)?;
    let source = Source {
        text,
        outline: &outline,
    };
    let fixed = edit::apply(text, source.edits(remedies));
    (fixed != text).then_some(fixed)
}

/// Tells findings what their remedies come to in the text of the file that they are in, each by itself.
pub fn explain<'a>(text: &str, findings: impl IntoIterator<Item = &'a mut Finding>) {
    let Some(outline) = Outline::of(text) else {
        return;
    };
    let source = Source {
        text,
        outline: &outline,
    };
    for finding in findings {
        let remedies: Vec<_> = finding.remedies.iter().collect();
        let edits = edit::in_order(source.edits(&remedies));
        finding.edits = edits.iter().map(|edit| edit.placed_in(text)).collect();
    }
}

/// A file to change.
struct Source<'a> {
    text: &'a str,
    outline: &'a Outline,
}

/// What one message or enum is to reserve.
#[derive(Default)]
struct Reserved<'a> {
    numbers: BTreeSet<(i64, i64)>,
    names: Vec<&'a str>,
}

/// What each message or enum is to reserve, of all remedies together.
fn reserved<'a>(remedies: &[&'a Remedy]) -> BTreeMap<Within, Reserved<'a>> {
    let mut all = BTreeMap::<Within, Reserved<'a>>::new();
    for remedy in remedies {
        let Remedy::Reserve {
            within,
            numbers,
            names,
        } = remedy
        else {
            continue;
        };
        let reserved = all.entry(within.clone()).or_default();
        reserved.numbers.extend(numbers);
        for name in names {
            if !reserved.names.contains(&name.as_str()) {
                reserved.names.push(name);
            }
        }
    }
    all
}

impl Source<'_> {
    /// What remedies come to.
    fn edits(&self, remedies: &[&Remedy]) -> Vec<Edit> {
        let mut edits = Vec::new();
        for (within, reserved) in reserved(remedies) {
            edits.extend(self.reserve(&within, &reserved));
        }
        let mut renumbered = BTreeSet::new();
        for remedy in remedies {
            match remedy {
                Remedy::Reserve { .. } => {}
                Remedy::AddZeroValue { enumeration, name } => {
                    edits.extend(self.add_zero_value(enumeration, name));
                }
                Remedy::MoveZeroValue { enumeration, name } => {
                    edits.extend(self.move_to_front(enumeration, name));
                }
                Remedy::GiveNumbers { within, numbers } => {
                    if renumbered.insert(within.name()) {
                        edits.extend(self.give_numbers(within, numbers));
                    }
                }
                Remedy::RemoveImport(import) => edits.extend(self.remove_import(import)),
                Remedy::Renumber { field, number } => {
                    let message = field.rsplit_once('.').map_or("", |(message, _)| message);
                    if renumbered.insert(message) {
                        edits.extend(self.renumber(field, *number));
                    }
                }
                Remedy::PinJsonName { field, json_name } => {
                    edits.extend(self.pin_json_name(field, json_name));
                }
            }
        }
        edits
    }

    fn container(&self, within: &Within) -> Option<&crate::compile::Declaration> {
        match within {
            Within::Message(name) => self.outline.find(DeclarationKind::Message, name),
            Within::Enum(name) => self.outline.find(DeclarationKind::Enum, name),
        }
    }
}

#[cfg(test)]
mod tests;
