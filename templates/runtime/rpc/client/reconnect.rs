//! A channel's connections: made when they are needed, made again when they are lost, with pauses that grow (gRPC document
//! "connection-backoff").

use super::super::Status;
use super::super::http2::{Link, Patience, Refused, Standing, Stream};
use super::Channel;
use std::sync::{MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// How a channel stands.
#[derive(Default)]
pub(super) struct State {
    links: Vec<Numbered>,
    /// The number of the newest connection.
    newest: u64,
    /// Attempts since a server last answered.
    attempts: u32,
    last_attempt: Option<Instant>,
    failure: Option<Status>,
    /// How often a server found that it was asked too often whether it is there.
    asked_too_often: u32,
}

/// A connection and its number: what a call learns of one says nothing of the next.
pub(super) type Numbered = (Link, u64);

impl Channel {
    /// A connection for a call, if there is one and it has room, or there may be no more.
    pub(super) fn current(&self) -> Option<Numbered> {
        self.state().current(self.0.settings.max_connections)
    }

    /// The same, made anew where it must be.
    pub(super) async fn link(&self, wait_for_ready: bool) -> Result<Numbered, Status> {
        loop {
            if let Some(link) = self.current() {
                return Ok(link);
            }
            let _connecting = self.0.connecting.lock().await;
            if let Some(link) = self.current() {
                return Ok(link);
            }
            let pause = {
                let state = self.state();
                let pause = state.pause();
                // A call in the queue of a connection that stands is better off than one without a connection.
                match state.least_busy() {
                    Some(link) if !pause.is_zero() => return Ok(link),
                    None if !pause.is_zero() && !wait_for_ready => return Err(state.failure()),
                    Some(_) | None => pause,
                }
            };
            tokio::time::sleep(pause).await;
            let established = self.establish().await;
            let busy = self.state().least_busy();
            match (established, busy) {
                (Err(_), Some(busy)) => return Ok(busy),
                (Err(status), None) if !wait_for_ready => return Err(status),
                (Ok(()) | Err(_), _) => {}
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
                state.newest += 1;
                let newest = state.newest;
                state.links.push((link, newest));
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
    pub(super) fn learn(&self, refused: Option<&Refused>, number: u64) {
        let mut state = self.state();
        let Some(index) = state.links.iter().position(|(_, known)| *known == number) else {
            return;
        };
        if state.links[index].0.is_heard() {
            state.attempts = 0;
        }
        let standing = refused.map_or(Standing::Stands, |refused| refused.connection);
        if standing != Standing::Stands {
            state.links.remove(index);
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
    /// The first connection with room; the least busy one where there may be no more than there are.
    fn current(&self, most: usize) -> Option<Numbered> {
        if most == 1 {
            return self.links.first().cloned();
        }
        let free = self.links.iter().find(|(link, _)| link.has_room());
        match free {
            None if self.links.len() < most => None,
            None => self.least_busy(),
            Some(link) => Some(link.clone()),
        }
    }

    fn least_busy(&self) -> Option<Numbered> {
        let links = self.links.iter();
        links.min_by_key(|(link, _)| link.open_calls()).cloned()
    }

    /// How long to wait before the next attempt: not at all once a server has answered, if only in HTTP/2.
    fn pause(&self) -> Duration {
        if self.links.iter().any(|(link, _)| link.is_heard()) {
            return Duration::ZERO;
        }
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
