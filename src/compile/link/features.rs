//! Editions features: what each element has in the end.

use super::element::{FileId, Id, Of, Part};
use super::model::Model;
use super::options::parsed_features;
use crate::descriptor::google::protobuf::{Edition, FeatureSet};
use crate::report::Finding;
use crate::schema::{self, Features};

/// The features of a file's elements, in their order.
pub(super) fn resolve(model: &Model<'_>, file: FileId) -> (Vec<Features>, Vec<Finding>) {
    let edition = known(model.edition(file)).unwrap_or(schema::Edition::Proto2);
    let elements = model.pool.file(file).elements.clone();
    let first = elements.start as usize;
    let mut features: Vec<Features> = Vec::with_capacity(elements.len());
    let mut findings = Vec::new();
    for id in elements.map(Id) {
        let inherited = match inherits_from(model, id) {
            Some(from) => features.get(from.index().wrapping_sub(first)).copied(),
            None => None,
        };
        let inherited = inherited.unwrap_or_else(|| Features::preset(edition));
        let mut unknown = Vec::new();
        let own = inherited.overridden(own(model, id), |feature| unknown.push(feature));
        for feature in unknown {
            let text = format!("the feature `{feature}` has no such value");
            let finding = model.pool.finding(id, Part::Name, text);
            findings.push(finding.help("remove it"));
        }
        features.push(match model.field(id) {
            Some(_) => with_legacy(model, id, own, edition),
            None => own,
        });
    }
    (features, findings)
}

/// The features that an element sets itself.
pub(super) fn own<'m>(model: &'m Model<'_>, id: Id) -> Option<&'m FeatureSet> {
    match model.options.get(id.index()) {
        Some(Some(options)) => options.features(),
        Some(None) | None => parsed_features(model.pool.of(id)),
    }
}

/// The element whose features count where an element sets none.
fn inherits_from(model: &Model<'_>, id: Id) -> Option<Id> {
    match model.pool.of(id) {
        Of::Package | Of::File(_) => None,
        Of::Field(field) => {
            let message = model.pool.element(id).parent;
            let oneof = field
                .oneof_index
                .and_then(|index| model.oneof(message, index));
            Some(oneof.unwrap_or(message))
        }
        Of::Message(_)
        | Of::Oneof(_)
        | Of::Extension(_)
        | Of::Range(_)
        | Of::Enum(_)
        | Of::Value(_)
        | Of::Service(_)
        | Of::Method(_) => Some(model.pool.element(id).parent),
    }
}

/// What labels and options say in proto2 and proto3.
fn with_legacy(
    model: &Model<'_>,
    id: Id,
    features: Features,
    edition: schema::Edition,
) -> Features {
    let Some(field) = model.field(id) else {
        return features;
    };
    let features = features.with_legacy(edition, field);
    match model.field_options(id).and_then(|options| options.packed) {
        Some(packed) if is_legacy(edition) => features.with_packed(packed),
        Some(_) | None => features,
    }
}

fn is_legacy(edition: schema::Edition) -> bool {
    matches!(edition, schema::Edition::Proto2 | schema::Edition::Proto3)
}

/// The edition as the schema knows it; none where no file can have it.
pub(super) fn known(edition: Edition) -> Option<schema::Edition> {
    Some(match edition {
        Edition::Proto2 => schema::Edition::Proto2,
        Edition::Proto3 => schema::Edition::Proto3,
        Edition::Edition2023 => schema::Edition::Edition2023,
        Edition::Edition2024 => schema::Edition::Edition2024,
        Edition::Edition2026 => schema::Edition::Edition2026,
        _ => return None,
    })
}
