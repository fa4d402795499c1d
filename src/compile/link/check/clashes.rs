//! Extension numbers that are used twice, which may be by files that know nothing of each other.

use crate::compile::link::element::{FileId, Id, Of, Part};
use crate::compile::link::model::Model;
use crate::report::Finding;
use foldhash::{HashMap, HashMapExt};

/// The clashes of the extensions of these files.
pub(in crate::compile::link) fn clashes(model: &Model<'_>, files: &[FileId]) -> Vec<Finding> {
    let mut taken = HashMap::<(Id, i32), Id>::new();
    let mut findings = Vec::new();
    for file in files {
        for id in model.pool.ids(*file) {
            let (Of::Extension(field), Some(message)) = (model.pool.of(id), model.link(id).second)
            else {
                continue;
            };
            let other = *taken.entry((message, field.number())).or_insert(id);
            if other != id && !model.pool.file(*file).broken {
                findings.push(clash(model, id, other, message, field.number()));
            }
        }
    }
    findings
}

fn clash(model: &Model<'_>, id: Id, other: Id, message: Id, number: i32) -> Finding {
    let pool = &model.pool;
    let text = format!(
        "the extension number {number} of `{}` is used twice, first by `{}`",
        pool.full_name(message),
        pool.full_name(other)
    );
    // In files that are not used together it does no harm.
    let finding = if pool.element(id).file == pool.element(other).file {
        pool.finding(id, Part::Number, text)
    } else {
        pool.warning(id, Part::Number, text)
    };
    finding
        .beside(pool.beside("that one is", other, Part::Number))
        .help("give one of them another number")
}
