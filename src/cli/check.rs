//! `grpcgen check`: lint and breaking in one run, and repairs.

use super::against::Against;
use super::checking::Checking;
use super::fixing::fix;
use super::inspection::{Changes, Inspection};
use super::waiving::Waiving;
use super::{Outcome, color, count, print_warnings};
use crate::check::Set;
use std::io::{self, Write};

/// Check the style of a schema, and that it has not changed in a way that breaks its users.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder, a .proto file or a descriptor set.
    #[arg(default_value = ".")]
    input: String,

    /// Repair what can be repaired.
    #[arg(long)]
    fix: bool,

    /// Write nothing; show what --fix would change.
    #[arg(long)]
    diff: bool,

    #[command(flatten)]
    against: Against,

    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    waiving: Waiving,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let against = args.against.or_configured(args.checking.named().as_ref())?;
    let inspection = Inspection {
        input: &args.input,
        checking: &args.checking,
        sets: &[Set::Lint, Set::Breaking],
        against: Some(&against),
    };
    let (mut found, bases) = if args.fix || args.diff {
        let bases = inspection.bases()?;
        (inspection.run(&bases, &Changes::new())?, bases)
    } else {
        inspection.once()?
    };
    if args.diff {
        let faults = found.faults();
        print_warnings(faults)?;
        let everything: Vec<_> = faults
            .findings
            .iter()
            .chain(&found.findings)
            .cloned()
            .collect();
        let outcome = args.checking.outcome(&everything);
        fix(&inspection, &bases, found)?.diff(color::stdout())?;
        return Ok(outcome);
    }
    if args.fix {
        let before = found.count();
        let fixed = fix(&inspection, &bases, found)?;
        fixed.write()?;
        found = fixed.left;
        let repaired = before.saturating_sub(found.count());
        let (repaired, files) = (
            count(repaired, "finding"),
            count(fixed.changes.len(), "file"),
        );
        writeln!(io::stderr(), "{repaired} repaired, {files} written")?;
    }
    if args
        .waiving
        .waive(&found.findings, &args.input, inspection.waived())?
    {
        // With the new waivers, which may stand for what was wrong with the old ones.
        return inspection.show();
    }
    inspection.finish(found, &bases)
}
