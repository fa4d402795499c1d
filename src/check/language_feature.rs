//! Features that languages add to editions: extensions of `google.protobuf.FeatureSet`, resolved from file to field.

use crate::descriptor::google::protobuf::FeatureSet;
use crate::schema::{Field, Schema};
use crate::wire::{Extendable, Reader};

/// A feature by its numbers: of the extension that holds it, and of itself within.
#[derive(Clone, Copy, Debug)]
pub struct LanguageFeature {
    extension: u32,
    number: u32,
}

/// `(pb.cpp).string_type`.
pub const CPP_STRING_TYPE: LanguageFeature = LanguageFeature {
    extension: 1000,
    number: 2,
};

/// `(pb.java).utf8_validation`.
pub const JAVA_UTF8: LanguageFeature = LanguageFeature {
    extension: 1001,
    number: 2,
};

impl LanguageFeature {
    /// What holds for a field: its own, or that of the nearest element around it.
    pub fn of(self, schema: &Schema, field: &Field) -> Option<u64> {
        let own = field.options.as_ref().map(|options| &options.features);
        if let Some(value) = own.and_then(|set| self.within(set.as_deref())) {
            return Some(value);
        }
        let scope = field.scope.map(|scope| schema.message(scope));
        let oneof = scope
            .zip(field.oneof)
            .map(|(scope, index)| &scope.oneofs[index]);
        let options = oneof.and_then(|oneof| oneof.options.as_ref());
        if let Some(value) = options.and_then(|options| self.within(options.features.as_deref())) {
            return Some(value);
        }
        let mut around = scope;
        while let Some(message) = around {
            let options = message.options.as_ref();
            if let Some(value) =
                options.and_then(|options| self.within(options.features.as_deref()))
            {
                return Some(value);
            }
            around = message.parent.map(|parent| schema.message(parent));
        }
        let options = schema.file(field.file).options.as_ref()?;
        self.within(options.features.as_deref())
    }

    fn within(self, features: Option<&FeatureSet>) -> Option<u64> {
        let mut fields = features?.unknown_fields().iter();
        fields.find_map(|field| {
            let payload = field.payload().filter(|_| field.number == self.extension)?;
            let mut reader = Reader::new(payload);
            let mut found = None;
            while let Ok(Some(tag)) = reader.tag() {
                if tag == self.number << 3 {
                    found = Some(reader.varint().ok()?);
                } else {
                    reader.skip().ok()?;
                }
            }
            found
        })
    }
}
