//! Damaged input of every kind: an answer, never a panic, a hang or a wrong success.
//!
//! Each target looks for a moment in a plain run, and for as long as `GRPCGEN_FUZZ_SECONDS` says in `.ci/fuzz`.

mod frames;
mod growth;
mod json;
pub mod mutants;
mod sources;

use std::time::{Duration, Instant};

/// When a target may stop looking; without `GRPCGEN_FUZZ_SECONDS`, after so many seconds.
pub fn end(seconds: f64) -> Instant {
    let wanted = std::env::var("GRPCGEN_FUZZ_SECONDS");
    let wanted = wanted.ok().and_then(|text| text.parse().ok());
    Instant::now() + Duration::from_secs_f64(wanted.unwrap_or(seconds))
}
