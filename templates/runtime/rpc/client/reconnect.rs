//! A channel's connection: made when it is needed, made again when it is lost, with pauses that grow (gRPC document
//! "connection-backoff").

use super::super::Status;
use super::super::http2::{Link, Patience, Refused, Standing, Stream};
use super::Channel;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How a channel stands.
#[derive(Default)]
pub(super) struct State {
    link: Option<Link>,
    /// How many connections there were: what a call learns of an old one says nothing of the next.
    generation: u64,
    /// Attempts since a server last answered.
    attempts: u32,
    last_attempt: Option<Instant>,
    failure: Option<Status>,
    /// How often a server found that it was asked too often whether it is there.
    asked_too_often: u32,
}

impl Channel {
    /// The connection and its generation, where there is one.
    pub(super) fn current(&self) -> Option<(Link, u64)> {
        self.state().current()
    }

    /// The same, made anew where it must be.
    pub(super) async fn link(&self, wait_for_ready: bool) -> Result<(Link, u64), Status> {
        loop {
            if let Some(link) = self.current() {
                return Ok(link);
            }
            let _connecting = self.0.connecting.lock().await;
            let pause = {
                let state = self.state();
                if let Some(link) = state.current() {
                    return Ok(link);
                }
                let pause = state.pause();
                if !pause.is_zero() && !wait_for_ready {
                    return Err(state.failure());
                }
                pause
            };
            tokio::time::sleep(pause).await;
            let established = self.establish().await;
            if !wait_for_ready {
                established?;
            }
        }
    }

    /// Makes the connection.
    pub(super) async fn establish(&self) -> Result<(), Status> {
        let patience = self.patience();
        let begin = async { Link::begin(Stream::connect(&self.0.address).await?, patience).await };
        let timed_out = || std::io::Error::from(std::io::ErrorKind::TimedOut);
        let result = tokio::time::timeout(self.0.settings.connect_timeout, begin).await;
        let result = result.unwrap_or_else(|_| Err(timed_out()));
        let mut state = self.state();
        state.attempts = state.attempts.saturating_add(1);
        state.last_attempt = Some(Instant::now());
        match result {
            Ok(link) => {
                state.link = Some(link);
                state.generation += 1;
                state.failure = None;
                Ok(())
            }
            Err(error) => {
                let address = self.0.authority.as_str();
                let status = Status::unavailable(format!("cannot connect to {address}: {error}"));
                state.failure = Some(status.clone());
                Err(status)
            }
        }
    }

    /// What a call that was made on a connection says of it.
    pub(super) fn learn(&self, refused: Option<&Refused>, generation: u64) {
        let mut state = self.state();
        if state.generation != generation {
            return;
        }
        let standing = refused.map_or(Standing::Stands, |refused| refused.connection);
        if standing != Standing::Stands {
            state.link = None;
        }
        // A server that ends a connection is as much there as one that answers.
        if standing != Standing::Lost {
            state.attempts = 0;
        }
        state.asked_too_often += u32::from(standing == Standing::Pestered);
    }

    /// How the next connection is asked whether it is there: half as often each time that a server found it too often
    /// (gRFC A8).
    fn patience(&self) -> Option<Patience> {
        let patience = self.0.settings.keepalive?;
        let growth = 1 << self.state().asked_too_often.min(16);
        Some(Patience {
            interval: patience.interval.saturating_mul(growth),
            ..patience
        })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    fn current(&self) -> Option<(Link, u64)> {
        Some((self.link.clone()?, self.generation))
    }

    /// How long to wait before the next attempt.
    fn pause(&self) -> Duration {
        let since = self.last_attempt.map(|last| last.elapsed());
        backoff(self.attempts).saturating_sub(since.unwrap_or(Duration::MAX))
    }

    /// Why there is no connection.
    fn failure(&self) -> Status {
        let failure = self.failure.clone();
        failure.unwrap_or_else(|| Status::unavailable("the connection was lost"))
    }
}

/// The pause before the attempt after `attempts` failed ones: 1 s, growing by 1.6 up to 120 s, a fifth more or less.
fn backoff(attempts: u32) -> Duration {
    if attempts == 0 {
        return Duration::ZERO;
    }
    let growth = 1.6f64.powi(i32::try_from(attempts.min(16)).unwrap_or(16) - 1);
    let nanos = std::time::SystemTime::UNIX_EPOCH
        .elapsed()
        .map_or(0, |time| time.subsec_nanos());
    let jitter = 0.8 + 0.4 * f64::from(nanos % 1000) / 1000.0;
    Duration::from_secs_f64(growth.min(120.0) * jitter)
}
