//! Pairs of files before and after, and what holds of every file.

use super::format;

fn formatted(text: &str) -> String {
    format("a.proto", text).unwrap_or_else(|report| panic!("{report}"))
}
