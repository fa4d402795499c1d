//! `grpcgen check`: lint and breaking in one run.

use super::against::Against;
use super::checking::Checking;
use super::input::opened;
use super::subject::open;
use super::{Outcome, lint};

/// Check the style of a schema, and that it has not changed in a way that breaks its users.
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
    let mut findings = lint::findings(&subject);
    findings.extend(args.against.findings(&bases, &mut subject)?);
    args.checking.finish(&subject.report(findings))
}
