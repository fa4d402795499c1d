//! `grpcgen breaking`: evolution rules between two schemas.

use super::Outcome;
use super::against::Against;
use super::checking::Checking;
use super::input::opened;
use super::subject::open;
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
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    if args.against.bases.is_empty() {
        bail!("name what the schema is held against: `--against BASE`");
    }
    let named = args.checking.named();
    let opening = args.checking.opening(named.as_ref());
    let mut subject = match open(&args.input, opened(&args.input)?, opening)? {
        Ok(subject) => subject,
        Err(report) => return args.checking.finish(&report),
    };
    let bases = match args.against.open(&args.input, opening)? {
        Ok(bases) => bases,
        Err(report) => return args.checking.finish(&report),
    };
    let findings = args.against.findings(&bases, &mut subject)?;
    args.checking.finish(&subject.report(findings))
}
