//! `grpcgen lint`: style and correctness rules on one schema.

use super::Outcome;
use super::checking::Checking;
use super::inspection::Inspection;
use super::subject::Subject;
use crate::check::{self, Set};
use crate::report::Finding;

/// Check the style and correctness of a schema.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder, a .proto file or a descriptor set.
    #[arg(default_value = ".")]
    input: String,

    #[command(flatten)]
    checking: Checking,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let inspection = Inspection {
        input: &args.input,
        checking: &args.checking,
        sets: &[Set::Lint],
        against: None,
    };
    inspection.show()
}

/// What the lint rules of each module find.
pub(super) fn findings(subject: &Subject) -> Vec<Finding> {
    let parts = subject.parts.iter();
    let found = parts.flat_map(|part| {
        let view = subject.view(part);
        let sets = part.lint.iter();
        sets.map(move |set| set.label(check::lint(&view, &set.config)))
    });
    // Mostly there is one set of rules, whose findings are all there are.
    found
        .reduce(|mut all, more| {
            all.extend(more);
            all
        })
        .unwrap_or_default()
}
