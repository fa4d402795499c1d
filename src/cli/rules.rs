//! `grpcgen rules`: the rules, and what each demands.

use super::{Outcome, color};
use crate::check::{self, Rule, Set};
use crate::report;
use anyhow::bail;
use serde::Serialize;
use std::fmt::Write as _;
use std::io::Write;

/// List the rules of lint and breaking, or explain one.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule to explain, with examples.
    id: Option<String>,

    /// How the rules are written.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A list of objects.
    Json,
}

#[derive(Serialize)]
struct Item {
    id: &'static str,
    set: &'static str,
    categories: Vec<&'static str>,
    default: bool,
    deprecated: bool,
    replacements: &'static [&'static str],
    summary: String,
    documentation: &'static str,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut rules = every_rule();
    if let Some(id) = &args.id {
        let wanted = id.to_uppercase();
        rules.retain(|(_, rule)| rule.id == wanted);
        if rules.is_empty() {
            return unknown(id);
        }
    }
    let text = match (args.format, &args.id) {
        (Format::Json, _) => {
            let items: Vec<_> = rules.iter().map(|(set, rule)| item(*set, rule)).collect();
            serde_json::to_string_pretty(&items)? + "\n"
        }
        (Format::Text, None) => list(&rules),
        (Format::Text, Some(_)) => rules.iter().map(|(set, rule)| rule.page(*set)).collect(),
    };
    color::stdout().write_all(text.as_bytes())?;
    Ok(Outcome::Clean)
}

fn every_rule() -> Vec<(Set, &'static Rule)> {
    let of = |set: Set| set.rules().map(move |rule| (set, rule));
    of(Set::Lint).chain(of(Set::Breaking)).collect()
}

fn unknown(id: &str) -> anyhow::Result<Outcome> {
    let rules = every_rule();
    let ids = rules.iter().map(|(_, rule)| rule.id);
    match report::nearest(&id.to_uppercase(), ids) {
        Some(nearest) => bail!("there is no rule {id}; did you mean {nearest}?"),
        None => bail!("there is no rule {id}; `grpcgen rules` lists them"),
    }
}

fn list(rules: &[(Set, &'static Rule)]) -> String {
    let mut text = String::new();
    for set in [Set::Lint, Set::Breaking] {
        let title = match set {
            Set::Lint => "lint",
            Set::Breaking => "breaking",
        };
        let default = set.default_category().id();
        writeln!(text, "{title} (* runs by default, as of {default})").expect("it is a string");
        for (_, rule) in rules.iter().filter(|(of, _)| *of == set) {
            let mark = if rule.is_default(set) { '*' } else { ' ' };
            let categories = rule.category_ids().join(", ");
            let (id, summary) = (rule.id, rule.summary());
            writeln!(text, "{mark} {id} [{categories}]\n      {summary}").expect("it is a string");
        }
    }
    text
}

fn item(set: Set, rule: &'static Rule) -> Item {
    let heirs = match rule.check {
        check::Check::Deprecated(heirs) => Some(heirs),
        _ => None,
    };
    Item {
        id: rule.id,
        set: match set {
            Set::Lint => "lint",
            Set::Breaking => "breaking",
        },
        categories: rule.category_ids(),
        default: rule.is_default(set),
        deprecated: heirs.is_some(),
        replacements: heirs.unwrap_or_default(),
        summary: rule.summary(),
        documentation: rule.doc,
    }
}
