//! `grpcgen breaking`: evolution rules between two schemas.

use super::Outcome;
use super::checking::Checking;
use super::input::{opened, opened_base};
use super::subject::{Opening, open};
use crate::check::{self, Pair};
use crate::workspace::Named;
use anyhow::bail;
use std::path::Path;

/// Check that a schema has not changed in a way that breaks its users.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder, a .proto file or a descriptor set.
    #[arg(default_value = ".")]
    input: String,

    /// What the schema is held against; may be given more than once.
    #[arg(long, value_name = "BASE", required = true)]
    against: Vec<String>,

    /// The configuration of what the schema is held against.
    #[arg(long, value_name = "FILE|TEXT")]
    against_config: Option<String>,

    /// Let files break that are only imported.
    #[arg(long)]
    exclude_imports: bool,

    /// Leave out of the base what the input has not.
    #[arg(long)]
    limit_to_input_files: bool,

    #[command(flatten)]
    checking: Checking,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let named = args.checking.named();
    let opening = args.checking.opening(named.as_ref());
    let mut subject = match open(&args.input, opened(&args.input)?, opening)? {
        Ok(subject) => subject,
        Err(report) => return args.checking.finish(&report),
    };
    for part in &mut subject.parts {
        let sets = part.breaking.iter_mut();
        sets.for_each(|set| set.config.exclude_imports = args.exclude_imports);
    }
    let against_named = args.against_config.as_deref().map(Named::new);
    let opening = Opening {
        config: against_named.as_ref(),
        root: Some(Path::new(&args.input)),
        ..opening
    };
    let mut findings = Vec::new();
    for base in &args.against {
        let old = match open(base, opened_base(base, &args.input)?, opening)? {
            Ok(old) => old,
            Err(report) => return args.checking.finish(&report),
        };
        if subject.parts.len() != old.parts.len() {
            let (new, old) = (subject.parts.len(), old.parts.len());
            bail!("the input has {new} modules, but {base} has {old}");
        }
        for (part, old_part) in subject.parts.iter().zip(&old.parts) {
            let views = Pair {
                old: if args.limit_to_input_files {
                    old.view_within(old_part, part)
                } else {
                    old.view(old_part)
                },
                new: subject.view(part),
            };
            for set in &part.breaking {
                let views = Pair {
                    old: &views.old,
                    new: &views.new,
                };
                findings.extend(set.label(check::breaking(views, &set.config)));
            }
        }
    }
    args.checking.finish(&subject.report(findings))
}
