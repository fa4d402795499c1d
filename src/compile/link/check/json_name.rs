//! The names that fields have in JSON: no two in a message may be the same.

use super::Checker;
use crate::compile::link::element::{Id, Part};
use crate::descriptor::google::protobuf::{DescriptorProto, FieldDescriptorProto};
use crate::report::{Finding, Severity};
use crate::schema::JsonFormat;
use crate::schema::names::{json_name, json_name_letters};
use foldhash::fast::RandomState;
use foldhash::{HashMap, HashMapExt};
use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher};

/// Which names are compared.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    /// Those made from the fields' names.
    Default,
    /// Those that fields are given, where they are given one.
    Custom,
}

/// Whether two fields of a message may have one default name: names that differ may have one hash, but hardly ever have.
fn may_conflict(message: &DescriptorProto) -> bool {
    let hasher = RandomState::default();
    let names = message.field.iter().map(|field| {
        let mut hash = hasher.build_hasher();
        json_name_letters(field.name()).for_each(|letter| hash.write_u32(letter.into()));
        hash.finish()
    });
    let mut hashes: Vec<_> = names.collect();
    hashes.sort_unstable();
    hashes.windows(2).any(|pair| pair[0] == pair[1])
}

/// A field's name in JSON.
struct JsonName<'f> {
    field: Id,
    proto: &'f FieldDescriptorProto,
    is_custom: bool,
}

impl Checker<'_, '_> {
    pub(super) fn json_names(&mut self, id: Id, message: &DescriptorProto) {
        if !self.model.tolerates_conflicts(id) {
            if may_conflict(message) {
                self.unique_json_names(id, message, Names::Default);
            }
            if message.field.iter().any(|field| field.json_name.is_some()) {
                self.unique_json_names(id, message, Names::Custom);
            }
        }
    }

    fn unique_json_names(&mut self, id: Id, message: &DescriptorProto, names: Names) {
        let best_effort = self
            .model
            .feature(id)
            .is_some_and(|features| features.json_format == JsonFormat::LegacyBestEffort);
        let mut seen = HashMap::<Cow<'_, str>, JsonName>::with_capacity(message.field.len());
        for (field, proto) in self.model.fields(id) {
            let default = json_name(proto.name());
            let given = proto
                .json_name
                .as_ref()
                .filter(|given| names == Names::Custom && **given != *default);
            let is_custom = given.is_some();
            let name = given.map_or(default, |given| Cow::Borrowed(given.as_str()));
            if is_custom && name.starts_with('[') && name.ends_with(']') {
                let text =
                    format!("the JSON name `{name}` stands in brackets, as those of extensions do");
                self.fault_with_help(field, Part::JsonName, text, "leave the brackets out");
                continue;
            }
            let own = JsonName {
                field,
                proto,
                is_custom,
            };
            let Some(other) = seen.get(&name) else {
                seen.insert(name, own);
                continue;
            };
            if names == Names::Custom && !is_custom && !other.is_custom {
                // That was told where the default names were compared.
                continue;
            }
            if own.proto.name == other.proto.name {
                // That was told where names were declared.
                continue;
            }
            let severity = if best_effort && !(is_custom && other.is_custom) {
                Severity::Warning
            } else {
                Severity::Error
            };
            let finding = self.conflict(&own, other, &name);
            self.tell(Finding {
                severity,
                ..finding
            });
        }
    }

    fn conflict(&self, own: &JsonName<'_>, other: &JsonName<'_>, name: &str) -> Finding {
        let pool = &self.model.pool;
        let part = if own.is_custom {
            Part::JsonName
        } else {
            Part::Name
        };
        let text = format!(
            "the fields `{}` and `{}` have the same JSON name `{name}`",
            other.proto.name(),
            own.proto.name()
        );
        let finding = pool.finding(own.field, part, text);
        let finding = finding.beside(pool.beside("the other one is", other.field, Part::Name));
        finding.help("rename one of them, or give it another `json_name`")
    }
}
