//! `grpcgen man`: the manual page.

use super::{Outcome, command};
use std::io::{self, Write};

/// Print the manual page.
#[derive(Debug, clap::Args)]
pub(super) struct Args {}

pub(super) fn run(_: &Args) -> anyhow::Result<Outcome> {
    let mut page = Vec::new();
    clap_mangen::Man::new(command()).render(&mut page)?;
    io::stdout().lock().write_all(&page)?;
    Ok(Outcome::Clean)
}
