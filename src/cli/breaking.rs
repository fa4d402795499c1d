//! `grpcgen breaking`: evolution rules between two schemas.

use super::Outcome;
use super::against::Against;
use super::checking::Checking;
use super::inspection::Inspection;
use super::waiving::Waiving;
use crate::check::Set;
use anyhow::bail;

/// Check that a schema has not changed in a way that breaks its users.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A folder, a .proto file or a descriptor set.
    #[arg(default_value = ".")]
    input: String,

    #[command(flatten)]
    against: Against,

    #[command(flatten)]
    checking: Checking,

    #[command(flatten)]
    waiving: Waiving,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let against = args.against.or_configured(args.checking.named().as_ref())?;
    if against.bases.is_empty() {
        bail!(
            "name what the schema is held against: `--against BASE`, or `against` under [breaking] in grpcgen.toml"
        );
    }
    let inspection = Inspection {
        input: &args.input,
        checking: &args.checking,
        sets: &[Set::Breaking],
        against: Some(&against),
    };
    let (found, bases) = inspection.once()?;
    if args
        .waiving
        .waive(&found.findings, &args.input, inspection.waived())?
    {
        // With the new waivers, which may stand for what was wrong with the old ones.
        return inspection.show();
    }
    inspection.finish(found, &bases)
}
