//! Which declarations other files can use: `export` and `local`.

use super::Checker;
use crate::compile::link::element::{Id, Of, Part};
use crate::compile::link::model::Model;
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::SymbolVisibility;
use crate::schema::DefaultVisibility;

/// What other files see of a declaration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visibility {
    Export,
    /// By a keyword.
    Local,
    /// For want of a keyword.
    LocalByDefault,
}

impl Checker<'_, '_> {
    pub(super) fn visibility(&mut self, id: Id) {
        let link = self.model.link(id);
        match self.model.pool.of(id) {
            Of::Field(_) => self.use_of(id, link.target, Part::Type),
            Of::Extension(_) => {
                self.use_of(id, link.target, Part::Type);
                self.use_of(id, link.second, Part::Extendee);
            }
            Of::Method(_) => {
                self.use_of(id, link.target, Part::Input);
                self.use_of(id, link.second, Part::Output);
            }
            Of::Message(_) | Of::Enum(_) => self.strictness(id),
            Of::Package
            | Of::File(_)
            | Of::Oneof(_)
            | Of::Range(_)
            | Of::Value(_)
            | Of::Service(_) => {}
        }
    }

    fn use_of(&mut self, id: Id, target: Option<Id>, part: Part) {
        let Some(target) = target else { return };
        let pool = &self.model.pool;
        if pool.element(target).file == pool.element(id).file {
            return;
        }
        let why = match visibility(self.model, target) {
            Visibility::Export => return,
            Visibility::Local => "it is local to its file",
            Visibility::LocalByDefault => {
                "it is local to its file, as everything without `export` is there"
            }
        };
        let text = format!("`{}` cannot be used here: {why}", pool.full_name(target));
        let finding = pool.finding(id, part, text);
        let finding = finding.beside(pool.beside("it is defined", target, Part::Name));
        self.tell(finding.help("declare it with `export`"));
    }

    /// Where visibility is strict, nothing nested is exported.
    fn strictness(&mut self, id: Id) {
        let model = self.model;
        let parent = model.pool.element(id).parent;
        let strict = model
            .feature(id)
            .is_some_and(|features| features.default_visibility == DefaultVisibility::Strict);
        if !strict
            || !matches!(model.pool.of(parent), Of::Message(_))
            || keyword(model, id) != Some(SymbolVisibility::VisibilityExport)
        {
            return;
        }
        if matches!(model.pool.of(id), Of::Enum(_)) && is_namespace(model, parent) {
            return;
        }
        let text = format!(
            "`{}` is nested, so it cannot be exported where visibility is strict",
            model.pool.name(id)
        );
        self.at(Stage::Rules)
            .fault_with_help(id, Part::Name, text, "move it out of its message");
    }
}

/// Whether a message is there only to give enums a scope: local, without fields, with every number reserved.
fn is_namespace(model: &Model<'_>, message: Id) -> bool {
    let Some(proto) = model.message(message) else {
        return false;
    };
    let all_reserved = matches!(proto.reserved_range.as_slice(), [range] if range.start() == 1 && range.end() == 1 << 29);
    visibility(model, message) != Visibility::Export && proto.field.is_empty() && all_reserved
}

fn keyword(model: &Model<'_>, id: Id) -> Option<SymbolVisibility> {
    match model.pool.of(id) {
        Of::Message(message) => message.visibility,
        Of::Enum(enumeration) => enumeration.visibility,
        _ => None,
    }
}

fn visibility(model: &Model<'_>, id: Id) -> Visibility {
    match keyword(model, id) {
        Some(SymbolVisibility::VisibilityExport) => Visibility::Export,
        Some(SymbolVisibility::VisibilityLocal) => Visibility::Local,
        Some(SymbolVisibility::VisibilityUnset | SymbolVisibility::Unrecognized(_)) | None => {
            let parent = model.pool.element(id).parent;
            let nested = matches!(model.pool.of(parent), Of::Message(_));
            match model
                .feature(id)
                .map(|features| features.default_visibility)
            {
                Some(DefaultVisibility::ExportAll) | None => Visibility::Export,
                Some(DefaultVisibility::ExportTopLevel) if !nested => Visibility::Export,
                Some(
                    DefaultVisibility::ExportTopLevel
                    | DefaultVisibility::LocalAll
                    | DefaultVisibility::Strict,
                ) => Visibility::LocalByDefault,
            }
        }
    }
}
