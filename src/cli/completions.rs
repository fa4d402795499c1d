//! `grpcgen completions`: a shell's completion script.

use super::{Outcome, command};
use std::io::{self, Write};

/// Print the completion script of a shell.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The shell.
    shell: clap_complete::Shell,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "grpcgen", &mut script);
    io::stdout().lock().write_all(&script)?;
    Ok(Outcome::Clean)
}
