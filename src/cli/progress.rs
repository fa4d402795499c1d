//! A progress bar on standard error, for runs that are long enough to wonder about. Nothing where that is no terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::thread;
use std::time::Duration;

/// A run that ends before shows nothing.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that shows itself when its run takes long, and is gone when it is dropped.
pub(super) struct Progress(ProgressBar);

impl Progress {
    /// Begins with work of unknown length.
    pub(super) fn new(what: &'static str) -> Self {
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        bar.set_message(what);
        let later = bar.clone();
        // It ends with the process, if not before.
        thread::spawn(move || {
            thread::sleep(PATIENCE);
            if !later.is_finished() {
                later.set_draw_target(ProgressDrawTarget::stderr());
                later.enable_steady_tick(Duration::from_millis(100));
            }
        });
        Self(bar)
    }

    /// Goes on with work of a known length.
    pub(super) fn begin(&self, what: &'static str, length: usize) {
        let style = ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len}");
        self.0
            .set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        self.0.set_message(what);
        self.0.set_position(0);
        self.0.set_length(length as u64);
    }

    /// One more is done.
    pub(super) fn step(&self) {
        self.0.inc(1);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
