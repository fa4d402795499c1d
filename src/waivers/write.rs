//! New waivers, written into a file that people write in too: its order and its comments stay.

use super::{Date, Invalid};
use crate::report::Finding;
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

/// Why findings are accepted, by whom, and until when.
#[derive(Clone, Debug)]
pub struct NewWaiver<'a> {
    /// The reason.
    pub reason: &'a str,
    /// Who answers for it.
    pub owner: Option<&'a str>,
    /// The last day that it holds.
    pub expires: Option<Date>,
}

/// The text of a file with a waiver for each finding. One that there is for the same change is renewed.
pub fn add(text: &str, findings: &[&Finding], waiver: &NewWaiver) -> Result<String, Invalid> {
    let document = text.parse::<DocumentMut>();
    let mut document = document.map_err(|error| Invalid(error.to_string()))?;
    let present = document
        .entry("waiver")
        .or_insert_with(|| Item::ArrayOfTables(ArrayOfTables::new()));
    let Some(present) = present.as_array_of_tables_mut() else {
        return Err(Invalid("`waiver` is not written as [[waiver]]".to_owned()));
    };
    for finding in findings {
        let keys = [
            ("rule", finding.rule.as_deref()),
            ("element", finding.element.as_deref()),
            ("fingerprint", finding.fingerprint.as_deref()),
        ];
        let is_same = |table: &&mut Table| {
            keys.iter()
                .all(|(key, wanted)| table.get(key).and_then(Item::as_str) == *wanted)
        };
        if let Some(table) = present.iter_mut().find(is_same) {
            fill(table, waiver);
            continue;
        }
        let mut table = Table::new();
        if !(text.is_empty() && present.is_empty()) {
            table.decor_mut().set_prefix("\n");
        }
        for (key, word) in keys {
            table.insert(key, value(word.unwrap_or_default()));
        }
        fill(&mut table, waiver);
        present.push(table);
    }
    Ok(document.to_string())
}

fn fill(table: &mut Table, waiver: &NewWaiver) {
    let mut set = |key: &str, new: Option<toml_edit::Value>| match (new, table.get_mut(key)) {
        (Some(mut new), Some(Item::Value(present))) => {
            *new.decor_mut() = present.decor().clone();
            *present = new;
        }
        (Some(new), _) => {
            table.insert(key, Item::Value(new));
        }
        (None, _) => {
            table.remove(key);
        }
    };
    set("reason", Some(waiver.reason.into()));
    set("owner", waiver.owner.map(Into::into));
    set("expires", waiver.expires.map(|date| date.to_toml().into()));
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = "# Ask the schema group first.\n\n[[waiver]] # the old one\nrule = \"R\"\nelement = \"a.B\" # B was internal\nfingerprint = \"1\"\nreason = \"none\" # really\nexpires = 2020-01-01\n\n# The end.\n";

    fn finding(element: &str) -> Finding {
        let mut finding = Finding::error("it broke");
        finding.rule = Some("R".to_owned());
        finding.element = Some(element.to_owned());
        finding.fingerprint = Some("1".to_owned());
        finding
    }

    #[test]
    fn order_and_comments_stay() {
        let waiver = NewWaiver {
            reason: "we \"know\"",
            owner: Some("us"),
            expires: Date::parse("2030-12-31"),
        };
        let (old, new) = (finding("a.B"), finding("a.C"));
        let after = add(BEFORE, &[&old, &new], &waiver).unwrap();
        let expected = "# Ask the schema group first.\n\n[[waiver]] # the old one\nrule = \"R\"\nelement = \"a.B\" # B was internal\nfingerprint = \"1\"\nreason = 'we \"know\"' # really\nexpires = 2030-12-31\nowner = \"us\"\n\n[[waiver]]\nrule = \"R\"\nelement = \"a.C\"\nfingerprint = \"1\"\nreason = 'we \"know\"'\nowner = \"us\"\nexpires = 2030-12-31\n\n# The end.\n";
        assert_eq!(after, expected);
        assert_eq!(add(&after, &[&new, &old], &waiver).unwrap(), after);
        let first = add("", &[&new], &waiver).unwrap();
        assert!(first.starts_with("[[waiver]]\nrule = \"R\"\n"), "{first}");
    }
}
