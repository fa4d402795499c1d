//! The gate of `generate`: what breaks the schema's users is not generated.
//!
//! Where grpcgen.toml says what the schema is held against, its checks run before anything is written.

use super::Outcome;
use super::against::Against;
use super::checking::Checking;
use super::inspection::Inspection;
use crate::check::Set;
use crate::config::Config;
use crate::files::Glob;
use std::path::Path;

/// Whether the tree may be written; what forbids it has been shown.
pub(super) fn is_open(config: &Config, named: Option<&Path>) -> anyhow::Result<bool> {
    // The checks tell a configuration by its ending.
    let named = named.filter(|path| path.extension().is_some_and(|ending| ending == "toml"));
    let checking = Checking::with_includes(&config.includes, named);
    let bases = config.breaking.against.all();
    for input in config.inputs.iter().filter(|_| !bases.is_empty()) {
        let against = Against::several(bases.to_vec());
        // What a glob leaves out is held against the base too: it may be what others import.
        let glob = Glob::parse(input).and_then(Result::ok);
        let input = glob.as_ref().map_or(input.as_path(), |glob| &glob.root);
        let input = input.to_string_lossy();
        let inspection = Inspection {
            input: &input,
            checking: &checking,
            sets: &[Set::Breaking],
            against: Some(&against),
        };
        let (found, _) = inspection.once()?;
        let report = found.report(&checking);
        if matches!(checking.finish(&report)?, Outcome::Findings) {
            return Ok(false);
        }
    }
    Ok(true)
}
