//! Deadlines: the header that carries them, and how a call made inside a handler inherits its.

use super::Status;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};
use tokio::time::Sleep;

tokio::task_local! {
    /// The deadline of the call whose handler is running.
    static CURRENT: Instant;
}

/// Runs `work` so that the calls it makes end by `deadline`.
pub(super) fn scope<T>(deadline: Option<Instant>, work: impl FnOnce() -> T) -> T {
    match deadline {
        Some(deadline) => CURRENT.sync_scope(deadline, work),
        None => work(),
    }
}

/// The earlier of `own` and the deadline of the handler that runs here.
pub(super) fn inherited(own: Option<Instant>) -> Option<Instant> {
    let outer = CURRENT.try_with(|deadline| *deadline).ok();
    match (own, outer) {
        (Some(own), Some(outer)) => Some(own.min(outer)),
        (own, outer) => own.or(outer),
    }
}

/// Fires once a deadline has passed. A call that never waits costs no timer.
#[derive(Debug)]
pub(super) struct Timer {
    pub(super) deadline: Option<Instant>,
    sleep: Option<Pin<Box<Sleep>>>,
}

impl Timer {
    pub(super) const fn new(deadline: Option<Instant>) -> Self {
        Self {
            deadline,
            sleep: None,
        }
    }

    /// `polled`, or where it is pending, `DEADLINE_EXCEEDED` once the deadline has passed.
    pub(super) fn bound<T>(
        &mut self,
        polled: Poll<Result<T, Status>>,
        cx: &mut Context<'_>,
    ) -> Poll<Result<T, Status>> {
        let (Poll::Pending, Some(deadline)) = (&polled, self.deadline) else {
            return polled;
        };
        let sleep = || Box::pin(tokio::time::sleep_until(deadline.into()));
        let sleep = self.sleep.get_or_insert_with(sleep);
        sleep.as_mut().poll(cx).map(|()| Err(exceeded()))
    }
}

/// `future`, or `DEADLINE_EXCEEDED` once `deadline` has passed.
pub(super) async fn limit<T>(
    deadline: Option<Instant>,
    mut future: Pin<&mut impl Future<Output = Result<T, Status>>>,
) -> Result<T, Status> {
    let mut timer = Timer::new(deadline);
    poll_fn(|cx| timer.bound(future.as_mut().poll(cx), cx)).await
}

pub(super) fn exceeded() -> Status {
    Status::deadline_exceeded("the deadline of the call has passed")
}

/// A timeout as `grpc-timeout` carries it: at most eight digits, in a unit that fits, rounded up.
pub(super) fn format_timeout(timeout: Duration) -> String {
    const UNITS: [(u128, char); 6] = [
        (1, 'n'),
        (1_000, 'u'),
        (1_000_000, 'm'),
        (1_000_000_000, 'S'),
        (60_000_000_000, 'M'),
        (3_600_000_000_000, 'H'),
    ];
    let nanos = timeout.as_nanos();
    let fitting = UNITS
        .iter()
        .map(|(size, unit)| (nanos.div_ceil(*size), unit))
        .find(|(count, _)| *count < 100_000_000);
    fitting.map_or_else(
        || "99999999H".to_owned(),
        |(count, unit)| format!("{count}{unit}"),
    )
}

/// The timeout in a `grpc-timeout` header; `None` where it is none.
pub(super) fn parse_timeout(text: &[u8]) -> Option<Duration> {
    let (unit, digits) = text.split_last()?;
    if digits.is_empty() || digits.len() > 8 || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let count: u64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Some(match unit {
        b'H' => Duration::from_secs(count * 3600),
        b'M' => Duration::from_secs(count * 60),
        b'S' => Duration::from_secs(count),
        b'm' => Duration::from_millis(count),
        b'u' => Duration::from_micros(count),
        b'n' => Duration::from_nanos(count),
        _ => return None,
    })
}
