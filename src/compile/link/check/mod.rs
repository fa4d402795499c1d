//! Rules of the language: what protoc refuses or warns of when every name is known.
//!
//! In: the [`Model`] of a run. Out: findings about one file. Each rule looks at one element.

mod clashes;
mod declaration;
mod enumeration;
mod extension;
mod field;
mod field_features;
mod file;
mod json_name;
mod json_value;
mod message;
mod naming;
mod numbers;
mod redaction;
mod visibility;

pub(super) use clashes::clashes;
pub(super) use file::unused_imports;
pub(super) use numbers::implementation_numbers;

use super::element::{FileId, Id, Of, Part};
use super::features;
use super::model::Model;
use super::options::check_definitions;
use crate::compile::stage::{Stage, Staged};
use crate::descriptor::google::protobuf::Edition;
use crate::report::Finding;

/// Checks a file, and everything in it.
pub(super) fn check(model: &Model<'_>, file: FileId, findings: &mut Vec<Staged>) {
    let mut checker = Checker {
        model,
        stage: Stage::Rules,
        findings,
    };
    checker.file(file);
    for id in model.pool.ids(file) {
        if !model.is_copied(id) {
            checker.at(Stage::Features).features_allowed(id);
        }
        match model.pool.of(id) {
            Of::Message(message) => checker.message(id, message),
            Of::Field(field) => checker.field(id, field),
            Of::Extension(field) => {
                checker.field(id, field);
                checker.extension(id, field);
            }
            Of::Enum(proto) => checker.enumeration(id, proto),
            Of::Package
            | Of::File(_)
            | Of::Oneof(_)
            | Of::Range(_)
            | Of::Value(_)
            | Of::Service(_)
            | Of::Method(_) => {}
        }
        checker.at(Stage::Names).visibility(id);
        checker.at(Stage::Editions).naming(id);
        checker.amounts(id);
        if model.pool.file(file).places.is_some() {
            let definitions = check_definitions(model, id);
            checker.findings.extend(Stage::Rules.of_all(definitions));
        }
    }
}

/// That an option does not go with the edition of its file: for options of the file itself, the edition is what is wrong.
pub(super) fn edition_fault(model: &Model<'_>, id: Id, part: Part, text: String) -> Finding {
    let pool = &model.pool;
    if !matches!(pool.of(id), Of::File(_)) || pool.span(id, Part::Edition).is_none() {
        return pool.finding(id, part, text);
    }
    let finding = pool.finding(id, Part::Edition, text);
    finding.beside(pool.beside("the option is set", id, part))
}

/// The rules, and what they found.
struct Checker<'m, 'a> {
    model: &'m Model<'a>,
    /// What is being looked at.
    stage: Stage,
    findings: &'m mut Vec<Staged>,
}

impl Checker<'_, '_> {
    /// What is found from here on is of this stage.
    fn at(&mut self, stage: Stage) -> &mut Self {
        self.stage = stage;
        self
    }

    fn tell(&mut self, finding: Finding) {
        self.findings.push(self.stage.of(finding));
    }

    /// Says what is wrong with an element, and what to do about it.
    fn fault_with_help(
        &mut self,
        id: Id,
        part: Part,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let finding = self.model.pool.finding(id, part, message);
        self.tell(finding.help(help));
    }

    /// Where an option is set whose name begins so.
    fn written(&self, id: Id, name: &str) -> Option<Part> {
        let mut options = super::options::uninterpreted(self.model.pool.of(id)).iter();
        let at = options.position(|option| {
            let first = option.name.first();
            first.is_some_and(|part| part.name_part == name && !part.is_extension)
        });
        at.map(Part::OptionName)
    }

    fn is_proto3(&self, id: Id) -> bool {
        self.model.edition_of(id) == Edition::Proto3
    }

    fn is_legacy(&self, id: Id) -> bool {
        matches!(self.model.edition_of(id), Edition::Proto2 | Edition::Proto3)
    }

    fn features_allowed(&mut self, id: Id) {
        if self.is_legacy(id) && features::own(self.model, id).is_some() {
            let text = "only a file with an edition can set features";
            let part = self.written(id, "features").unwrap_or(Part::Whole);
            let finding = edition_fault(self.model, id, part, text.to_owned());
            self.tell(finding.help("begin the file with `edition = \"2023\";`"));
        }
    }
}
