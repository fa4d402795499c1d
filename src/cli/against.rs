//! What `breaking` and `check` share: what the schema is held against, and the findings of that.

use super::input::opened_base;
use super::subject::{Opening, Subject, open};
use crate::check::{self, Pair};
use crate::config::{self, Config};
use crate::report::Finding;
use crate::workspace::Named;
use anyhow::bail;
use std::path::Path;

/// What a schema is held against.
#[derive(Clone, Debug, Default, clap::Args)]
#[allow(clippy::struct_excessive_bools)] // each is an argument of its own
pub(super) struct Against {
    /// What the schema is held against; may be given more than once.
    #[arg(long = "against", value_name = "BASE")]
    pub(super) bases: Vec<String>,

    /// The configuration of what the schema is held against.
    #[arg(long, value_name = "FILE|TEXT")]
    against_config: Option<String>,

    /// Let files break that are only imported.
    #[arg(long)]
    exclude_imports: bool,

    /// Leave out of the base what the input has not.
    #[arg(long)]
    limit_to_input_files: bool,

    /// Let types be called otherwise that are encoded alike.
    #[arg(long)]
    types_by_shape: bool,

    /// Remember every number and name in grpcgen.lock, and let none be used again; so it is, too, where that file exists.
    #[arg(long)]
    pub(super) lock: bool,
}

impl Against {
    /// These bases, and nothing particular about them.
    pub(super) fn several(bases: Vec<String>) -> Self {
        Self {
            bases,
            ..Self::default()
        }
    }

    /// This base, and nothing particular about it.
    pub(super) fn one(base: String) -> Self {
        Self {
            bases: vec![base],
            ..Self::default()
        }
    }

    /// What the schema is held against: what is named, else what grpcgen.toml says.
    pub(super) fn or_configured(&self, named: Option<&Named>) -> anyhow::Result<Self> {
        let mut against = self.clone();
        let path = match named {
            Some(Named::Own(path)) => path,
            Some(Named::File(_) | Named::Inline(_)) | None => Path::new(config::FILE_NAME),
        };
        let is_named = named.is_some_and(|named| matches!(named, Named::Own(_)));
        if against.bases.is_empty() && (is_named || path.exists()) {
            against.bases = Config::read(path)?.breaking.against.all().to_vec();
        }
        Ok(against)
    }

    /// The bases, opened. `opening` is that of the input.
    pub(super) fn open(&self, input: &str, opening: Opening) -> anyhow::Result<Vec<Subject>> {
        let named = self.against_config.as_deref().map(Named::new);
        // A grpcgen.toml speaks of the schema whenever it was, a buf.yaml of the one that it is named for.
        let own = opening
            .config
            .filter(|named| matches!(named, Named::Own(_)));
        let opening = Opening {
            config: named.as_ref().or(own),
            root: Some(Path::new(input)),
            ..opening
        };
        let bases = self.bases.iter();
        bases
            .map(|base| open(base, opened_base(base, input)?, opening))
            .collect()
    }

    /// What keeps files of the bases from being compared.
    pub(super) fn faults(&self, bases: &[Subject]) -> Vec<Finding> {
        let bases = self.bases.iter().zip(bases);
        bases
            .flat_map(|(base, old)| old.faults_of_base(base))
            .collect()
    }

    /// What breaks between each of the bases and the subject.
    pub(super) fn findings(
        &self,
        bases: &[Subject],
        subject: &mut Subject,
    ) -> anyhow::Result<Vec<Finding>> {
        for part in &mut subject.parts {
            for config in part.breaking.iter_mut().map(|set| &mut set.config) {
                config.exclude_imports = self.exclude_imports;
                config.types_by_shape |= self.types_by_shape;
            }
        }
        let mut findings = Vec::new();
        for (base, old) in self.bases.iter().zip(bases) {
            if subject.parts.len() != old.parts.len() {
                let (new, old) = (subject.parts.len(), old.parts.len());
                bail!("the input has {new} modules, but {base} has {old}");
            }
            let mut found = self.compare(old, subject);
            let places = found
                .iter_mut()
                .filter_map(|finding| finding.before.as_mut());
            places.for_each(|place| old.complete(place, base));
            findings.extend(found);
        }
        Ok(findings)
    }

    fn compare(&self, old: &Subject, subject: &Subject) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (part, old_part) in subject.parts.iter().zip(&old.parts) {
            let old = if self.limit_to_input_files {
                old.view_within(old_part, part)
            } else {
                old.view(old_part)
            };
            let old = old.without(&subject.left_out);
            let new = subject.view(part);
            let views = Pair {
                old: &old,
                new: &new,
            };
            for set in &part.breaking {
                findings.extend(set.label(check::breaking(views, &set.config)));
            }
        }
        findings
    }
}
