//! Asks a silent peer whether it is still there (gRFC A8 for clients, A9 for servers).

use h2::{Ping, PingPong};
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;
use tokio::time::{Instant, Sleep};

/// How long a peer may be silent, and how long it may take to answer when it is asked.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Patience {
    pub(in super::super) interval: Duration,
    pub(in super::super) timeout: Duration,
    /// Whether it is asked while no call is open, too.
    pub(in super::super) without_calls: bool,
}

pub(super) struct Keepalive {
    patience: Patience,
    pings: PingPong,
    asked: Option<Instant>,
    /// Fires when the peer has been silent for the interval, or when its answer is late.
    sleep: Pin<Box<Sleep>>,
}

impl Keepalive {
    /// `None` where the peer is never asked.
    pub(super) fn new(patience: Option<Patience>, pings: Option<PingPong>) -> Option<Self> {
        let (patience, pings) = patience.zip(pings)?;
        Some(Self {
            patience,
            pings,
            asked: None,
            sleep: Box::pin(tokio::time::sleep(patience.interval)),
        })
    }

    /// Ready when the peer did not answer in time. Time counts from the last byte that was read. A peer that is not asked
    /// while no call is open is asked at once when the next one is.
    pub(super) fn poll(
        &mut self,
        last_read: Instant,
        is_busy: bool,
        cx: &mut Context<'_>,
    ) -> Poll<()> {
        loop {
            if let Some(asked) = self.asked {
                // The answer frees the way for the next question; any other byte is a sign of life as well.
                if self.pings.poll_pong(cx).is_ready() || last_read > asked {
                    self.asked = None;
                    let due = last_read + self.patience.interval;
                    self.sleep.as_mut().reset(due);
                    continue;
                }
                return self.sleep.as_mut().poll(cx);
            }
            ready!(self.sleep.as_mut().poll(cx));
            let due = last_read + self.patience.interval;
            let now = Instant::now();
            if now < due {
                self.sleep.as_mut().reset(due);
            } else if is_busy || self.patience.without_calls {
                // One that is still under way is as good as a new one.
                let _ = self.pings.send_ping(Ping::opaque());
                self.asked = Some(now);
                let late = now + self.patience.timeout;
                self.sleep.as_mut().reset(late);
            } else {
                return Poll::Pending;
            }
        }
    }
}
