//! When a server's connection ends by itself: idle, old, or slow to go (gRFC A9). One timer for all of it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// How long a connection may live.
#[derive(Clone, Copy, Debug, Default)]
pub(in super::super) struct Lifespan {
    /// Without an open call.
    pub(in super::super) idle: Option<Duration>,
    /// At all; a tenth more or less, so that connections made together do not end together.
    pub(in super::super) age: Option<Duration>,
    /// After it was told to go away.
    pub(in super::super) grace: Option<Duration>,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Due {
    /// Tell the peer to go away, and let open calls end.
    GoAway,
    /// End at once.
    Cut,
}

pub(super) struct Lifetime {
    lifespan: Lifespan,
    old: Option<Instant>,
    idle_since: Option<Instant>,
    cut: Option<Instant>,
    going: bool,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Lifetime {
    pub(super) fn new(lifespan: Lifespan) -> Self {
        let now = Instant::now();
        Self {
            lifespan,
            old: lifespan
                .age
                .and_then(|age| now.checked_add(age.mul_f64(jitter()))),
            idle_since: None,
            cut: None,
            going: false,
            sleep: None,
        }
    }

    /// The peer was told to go away: from now on the grace counts.
    pub(super) fn go(&mut self) {
        self.going = true;
        if let Some(grace) = self.lifespan.grace {
            self.cut_within(grace);
        }
    }

    /// Ends after this time at the latest.
    pub(super) fn cut_within(&mut self, limit: Duration) {
        let cut = Instant::now().checked_add(limit);
        self.cut = self.cut.min(cut).or(cut);
    }

    pub(super) fn poll(&mut self, is_busy: bool, cx: &mut Context<'_>) -> Poll<Due> {
        loop {
            let idle = self.idle_ends(is_busy);
            let next = if self.going {
                self.cut
            } else {
                [self.old, idle, self.cut].into_iter().flatten().min()
            };
            let Some(next) = next else {
                return Poll::Pending;
            };
            if next <= Instant::now() {
                let due = if self.cut == Some(next) {
                    Due::Cut
                } else {
                    Due::GoAway
                };
                return Poll::Ready(due);
            }
            let sleep = self
                .sleep
                .get_or_insert_with(|| Box::pin(tokio::time::sleep_until(next)));
            if sleep.deadline() != next {
                sleep.as_mut().reset(next);
            }
            if sleep.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
        }
    }

    fn idle_ends(&mut self, is_busy: bool) -> Option<Instant> {
        let idle = self.lifespan.idle?;
        if is_busy {
            self.idle_since = None;
            return None;
        }
        let since = self.idle_since.get_or_insert_with(Instant::now);
        since.checked_add(idle)
    }
}

/// A factor of 0.9 to 1.1.
fn jitter() -> f64 {
    let time = std::time::SystemTime::UNIX_EPOCH.elapsed();
    let nanos = time.map_or(0, |time| time.subsec_nanos());
    0.9 + 0.2 * f64::from(nanos % 1000) / 1000.0
}
