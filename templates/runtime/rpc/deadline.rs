//! Deadlines: the header that carries them, and how a call made inside a handler inherits its.

use super::Status;
use std::future::Future;
use std::time::{Duration, Instant};

tokio::task_local! {
    /// The deadline of the call whose handler is running.
    static CURRENT: Instant;
}

/// Runs `future` so that the calls it makes end by `deadline`.
pub(super) async fn scope<F: Future>(deadline: Option<Instant>, future: F) -> F::Output {
    match deadline {
        Some(deadline) => CURRENT.scope(deadline, future).await,
        None => future.await,
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

/// `future`, or `DEADLINE_EXCEEDED` once `deadline` has passed.
pub(super) async fn limit<T>(
    deadline: Option<Instant>,
    future: impl Future<Output = Result<T, Status>>,
) -> Result<T, Status> {
    match deadline {
        None => future.await,
        Some(deadline) => tokio::time::timeout_at(deadline.into(), future)
            .await
            .unwrap_or_else(|_| Err(exceeded())),
    }
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
