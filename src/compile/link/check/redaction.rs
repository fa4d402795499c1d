//! Options that hide what they are set on: who imports them for options only would not know.

use super::Checker;
use crate::compile::link::element::{FileId, Id, Of, Part};
use crate::compile::link::model::Model;
use std::collections::HashSet;

impl Checker<'_, '_> {
    /// What a file imports for options only has no options that are, or have, something to be redacted.
    pub(super) fn redaction(&mut self, file: FileId) {
        let model = self.model;
        let own = model.pool.file(file);
        for (index, import) in own.option_imports.iter().enumerate() {
            let Some(import) = import else { continue };
            let mut extensions = model.pool.ids(*import);
            let redacted = extensions.find(|id| {
                matches!(model.pool.of(*id), Of::Extension(_))
                    && is_redacted(model, *id, &mut HashSet::new())
            });
            if let Some(option) = redacted {
                let text = format!(
                    "the option `{}` is marked `debug_redact`, so it cannot be imported for options only",
                    model.pool.full_name(option)
                );
                let part = Part::OptionImport(index);
                self.fault_with_help(own.element, part, text, "write `import` without `option`");
            }
        }
    }
}

/// Whether a field, or what can be in it, is to be redacted.
fn is_redacted(model: &Model<'_>, field: Id, seen: &mut HashSet<Id>) -> bool {
    let mut stack = vec![field];
    while let Some(id) = stack.pop() {
        let field = model
            .field_options(id)
            .and_then(|options| options.debug_redact);
        let value = model
            .value_options(id)
            .and_then(|options| options.debug_redact);
        if field.or(value) == Some(true) {
            return true;
        }
        let Some(target) = model.link(id).target.filter(|target| seen.insert(*target)) else {
            continue;
        };
        stack.extend(model.fields(target).map(|(id, _)| id));
        if let Of::Enum(proto) = model.pool.of(target) {
            let values = u32::try_from(proto.value.len()).unwrap_or(u32::MAX);
            stack.extend((1..=values).map(|offset| Id(target.0 + offset)));
        }
    }
    false
}
