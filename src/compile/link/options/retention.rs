//! Options for source only: they are checked as all others, and left out of descriptors.

use super::tree::{Tree, Value};
use super::{Options, uninterpreted};
use crate::compile::link::element::Id;
use crate::compile::link::model::Model;
use crate::descriptor::google::protobuf::field_options::OptionRetention;

/// What is left of an element's options.
pub(in crate::compile::link) struct Stripped {
    /// Where no options are left, there is no message for them either.
    pub(in crate::compile::link) options: Option<Options>,
    /// The paths of what is left out.
    pub(in crate::compile::link) paths: Vec<Vec<i32>>,
}

/// An element's options without those for source only; `None` where nothing is left out.
pub(in crate::compile::link) fn strip(model: &Model<'_>, id: Id, tree: &Tree) -> Option<Stripped> {
    let of = model.pool.of(id);
    if uninterpreted(of).is_empty() || !has_source_only(model, tree) {
        return None;
    }
    let mut stripped = tree.clone();
    let mut path = model.pool.path(id);
    path.push(of.options_number());
    let mut paths = Vec::new();
    strip_tree(model, &mut stripped, &mut path, &mut paths);
    let mut options = Options::parsed(of)?;
    let bytes = stripped.encode_all(model);
    // What could be read with more fields can be read with fewer.
    options.merge(&bytes).ok()?;
    let something = !bytes.is_empty() || model.is_map_entry(id);
    if !something {
        paths.push(path);
    }
    Some(Stripped {
        options: something.then_some(options),
        paths,
    })
}

fn is_source_only(model: &Model<'_>, field: Id) -> bool {
    let retention = model
        .field_options(field)
        .and_then(|options| options.retention);
    retention == Some(OptionRetention::RetentionSource)
}

fn has_source_only(model: &Model<'_>, tree: &Tree) -> bool {
    tree.fields.values().any(|entry| {
        let mut values = entry.values();
        is_source_only(model, entry.field)
            || values
                .any(|value| matches!(value, Value::Message(tree) if has_source_only(model, tree)))
    })
}

fn strip_tree(model: &Model<'_>, tree: &mut Tree, path: &mut Vec<i32>, paths: &mut Vec<Vec<i32>>) {
    tree.fields.retain(|entry| {
        path.push(entry.number);
        let kept = !is_source_only(model, entry.field);
        // protoc looks into no group.
        if kept && !model.is_delimited(entry.field) {
            let repeated = model.is_repeated(entry.field);
            for (index, value) in (0..).zip(entry.values_mut()) {
                if let Value::Message(tree) = value {
                    if repeated {
                        path.push(index);
                    }
                    strip_tree(model, tree, path, paths);
                    if repeated {
                        path.pop();
                    }
                }
            }
        }
        if !kept {
            paths.push(path.clone());
        }
        path.pop();
        kept
    });
}
