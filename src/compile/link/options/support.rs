//! What options say of options: on what they can be set, and in which editions they are to be had.

use super::tree::{Tree, Value};
use super::{target, uninterpreted};
use crate::compile::link::check::edition_fault;
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::link::model::Model;
use crate::compile::stage::{Stage, Staged};
use crate::descriptor::google::protobuf::Edition;
use crate::descriptor::google::protobuf::field_options::FeatureSupport;
use crate::report::Finding;
use crate::wire::Enumeration;

/// Checks each option that is set in a file against the editions in which there is such an option.
pub(in crate::compile::link) fn check_uses(model: &Model<'_>, trees: &[(Id, Tree)]) -> Vec<Staged> {
    let mut findings = Vec::new();
    for (id, tree) in trees.iter().filter(|(id, _)| !model.is_copied(*id)) {
        Uses {
            model,
            id: *id,
            edition: model.edition_of(*id),
            findings: &mut findings,
        }
        .tree(tree, None);
    }
    findings
}

/// Checks on what the options are set that are set in a file.
pub(in crate::compile::link) fn check_targets(
    model: &Model<'_>,
    trees: &[(Id, Tree)],
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (id, tree) in trees.iter().filter(|(id, _)| !model.is_copied(*id)) {
        targets(model, *id, tree, None, &mut findings);
    }
    findings
}

/// `top` is the option's field in the options message itself.
fn targets(model: &Model<'_>, id: Id, tree: &Tree, top: Option<Id>, findings: &mut Vec<Finding>) {
    for entry in tree.fields.values() {
        let top = top.unwrap_or(entry.field);
        if !is_without_features(model, id, top) {
            findings.extend(wrong_target(model, id, entry.field, top));
        }
        for value in entry.values() {
            if let Value::Message(nested) = value {
                targets(model, id, nested, Some(top), findings);
            }
        }
    }
}

fn wrong_target(model: &Model<'_>, id: Id, field: Id, top: Id) -> Option<Finding> {
    let pool = &model.pool;
    let (kind, noun) = target(pool.of(id))?;
    let allowed = &model.field_options(field)?.targets;
    if allowed.is_empty() || allowed.contains(&kind) {
        return None;
    }
    let name = pool.full_name(field);
    let text = format!("the option `{name}` cannot be set on {noun}");
    let finding = pool.finding(id, part(model, id, top), text);
    let listed = pool.beside("its targets are listed", field, Part::Name);
    Some(finding.beside(listed).help("remove it"))
}

/// Whether an option is the features of a file that has none, which is told elsewhere.
fn is_without_features(model: &Model<'_>, id: Id, top: Id) -> bool {
    matches!(model.edition_of(id), Edition::Proto2 | Edition::Proto3)
        && model.pool.name(top) == "features"
}

/// The name of an option as it was written, which is where findings point.
fn part(model: &Model<'_>, id: Id, top: Id) -> Part {
    let name = model.pool.name(top);
    let options = uninterpreted(model.pool.of(id));
    let written = options.iter().position(|option| {
        let first = option.name.first().map(|part| part.name_part.as_str());
        first.is_some_and(|first| first.rsplit('.').next() == Some(name))
    });
    written.map_or(Part::Name, Part::OptionName)
}

struct Uses<'s, 'a> {
    model: &'s Model<'a>,
    id: Id,
    edition: Edition,
    findings: &'s mut Vec<Staged>,
}

impl Uses<'_, '_> {
    /// `top` is the option's field in the options message itself.
    fn tree(&mut self, tree: &Tree, top: Option<Id>) {
        for entry in tree.fields.values() {
            let top = top.unwrap_or(entry.field);
            if is_without_features(self.model, self.id, top) {
                continue;
            }
            let support = self.model.field_options(entry.field);
            let support = support.and_then(|options| options.feature_support.as_deref());
            self.check_support(entry.field, support, top);
            for value in entry.values() {
                match value {
                    Value::Message(nested) => self.tree(nested, Some(top)),
                    Value::Varint(number) => self.check_value(entry.field, *number, top),
                    Value::Fixed32(_) | Value::Fixed64(_) | Value::Bytes(_) => {}
                }
            }
        }
    }

    fn check_value(&mut self, field: Id, number: u64, top: Id) {
        let Some(enumeration) = self.model.link(field).target else {
            return;
        };
        let Of::Enum(proto) = self.model.pool.of(enumeration) else {
            return;
        };
        let mut values = proto.value.iter();
        let value = values.find(|value| i64::from(value.number()).cast_unsigned() == number);
        let value = value.and_then(|value| {
            self.model
                .pool
                .member(self.model.pool.scope(enumeration), value.name())
        });
        let Some(value) = value else { return };
        let support = self.model.value_options(value);
        let support = support.and_then(|options| options.feature_support.as_ref());
        self.check_support(value, support, top);
    }

    fn check_support(&mut self, used: Id, support: Option<&FeatureSupport>, top: Id) {
        let Some(support) = support else { return };
        let edition = self.edition.number();
        let at = |edition: Option<Edition>| edition.map(Enumeration::number);
        let name = || self.model.pool.full_name(used);
        let shown = |edition: Option<Edition>| shown(edition.unwrap_or_default());
        let note = |finding: Finding, note: Option<&String>| match note {
            Some(note) => finding.note(note.clone()),
            None => finding,
        };
        let pool = &self.model.pool;
        if at(support.edition_introduced).is_some_and(|introduced| edition < introduced) {
            let text = format!(
                "`{}` cannot be used in edition {}: it came with edition {}",
                name(),
                shown(Some(self.edition)),
                shown(support.edition_introduced)
            );
            let written = part(self.model, self.id, top);
            let finding = edition_fault(self.model, self.id, written, text);
            let help = format!(
                "remove it, or begin the file with `edition = {:?};`",
                shown(support.edition_introduced)
            );
            self.findings.push(Stage::Editions.of(finding.help(help)));
        } else if at(support.edition_removed).is_some_and(|removed| edition >= removed) {
            let text = format!(
                "`{}` cannot be used in edition {}: it was removed in edition {}",
                name(),
                shown(Some(self.edition)),
                shown(support.edition_removed)
            );
            let finding = pool.finding(self.id, part(self.model, self.id, top), text);
            let finding = note(finding, support.removal_error.as_ref()).help("remove it");
            self.findings.push(Stage::Editions.of(finding));
        } else if at(support.edition_deprecated).is_some_and(|deprecated| edition >= deprecated) {
            let text = format!(
                "`{}` is deprecated since edition {}",
                name(),
                shown(support.edition_deprecated)
            );
            let finding = pool.warning(self.id, part(self.model, self.id, top), text);
            let finding = note(finding, support.deprecation_warning.as_ref());
            self.findings.push(Stage::Editions.of(finding));
        }
    }
}

/// An edition as people write it.
pub(in crate::compile::link) fn shown(edition: Edition) -> String {
    let name = edition.as_str_name();
    match name.strip_prefix("EDITION_") {
        Some(short) => short.to_lowercase(),
        None => edition.number().to_string(),
    }
}

/// Checks what the options and values that a file declares say of their own use.
pub(in crate::compile::link) fn check_definitions(model: &Model<'_>, id: Id) -> Vec<Finding> {
    let support = match model.pool.of(id) {
        Of::Field(_) | Of::Extension(_) => model
            .field_options(id)
            .and_then(|options| options.feature_support.as_deref()),
        Of::Value(_) => model
            .value_options(id)
            .and_then(|options| options.feature_support.as_ref()),
        _ => None,
    };
    let Some(support) = support else {
        return Vec::new();
    };
    let mut findings = Vec::new();
    let name = model.pool.full_name(id);
    let mut fault = |text: String, help: &str| {
        findings.push(model.pool.finding(id, Part::Name, text).help(help));
    };
    let number = |edition: Option<Edition>| edition.map(Enumeration::number);
    let introduced = number(support.edition_introduced);
    let deprecated = number(support.edition_deprecated);
    let removed = number(support.edition_removed);
    if deprecated.is_some() && support.deprecation_warning().is_empty() {
        fault(
            format!("`{name}` is deprecated without a warning"),
            "set `deprecation_warning`",
        );
    }
    // What went in the edition that it came with was never there for anyone to be told.
    if removed.is_some() && removed != introduced && support.removal_error().is_empty() {
        fault(
            format!("`{name}` is removed without a message that says so"),
            "set `removal_error`",
        );
    }
    if deprecated.is_none() && !support.deprecation_warning().is_empty() {
        fault(
            format!("`{name}` has a warning, but is not deprecated"),
            "set `edition_deprecated`",
        );
    }
    if removed.is_none() && !support.removal_error().is_empty() {
        fault(
            format!("`{name}` has a message of its removal, but is not removed"),
            "set `edition_removed`",
        );
    }
    let in_order = |first: Option<i32>, second: Option<i32>| match (first, second) {
        (Some(first), Some(second)) => first <= second,
        _ => true,
    };
    if !in_order(introduced, deprecated)
        || !in_order(introduced, removed)
        || deprecated.is_some() && deprecated == removed
        || !in_order(deprecated, removed)
    {
        fault(
            format!("`{name}` is removed or deprecated before it is there"),
            "give the editions in their order",
        );
    }
    findings
}
