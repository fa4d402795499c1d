//! Whether output has colours: `--color`, or else what the terminal and `NO_COLOR` say.
//!
//! Text is made with colours and written to [`stdout`], which takes them out again where nobody wants them.

use anstream::{AutoStream, ColorChoice};
use std::io::{self, StderrLock, StdoutLock};

/// When to use colours.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Into files and pipes too.
    Always,
    /// Nowhere.
    Never,
}

impl Color {
    /// Makes this the choice of the whole run.
    pub(super) fn choose(self) {
        let choice = match self {
            Self::Auto => ColorChoice::Auto,
            Self::Always => ColorChoice::Always,
            Self::Never => ColorChoice::Never,
        };
        choice.write_global();
    }
}

/// Standard output for text that may have colours.
pub(super) fn stdout() -> AutoStream<StdoutLock<'static>> {
    AutoStream::auto(io::stdout().lock())
}

/// Standard error for text that may have colours.
pub(super) fn stderr() -> AutoStream<StderrLock<'static>> {
    AutoStream::auto(io::stderr().lock())
}
