//! What happens around every call: who may make it, how often, and what is written about it.

use crate::api::runtime::rpc::{Body, Call, MessageSource, Payload, Reply};
use crate::api::runtime::{Interceptor, Metadata, Next, Status};
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

/// Client side: sends a token with every call.
#[derive(Clone)]
pub struct SendToken(pub String);

impl Interceptor for SendToken {
    async fn intercept(&self, mut call: Call, next: Next<'_>) -> Result<Reply, Status> {
        let value = format!("Bearer {}", self.0);
        call.metadata_mut()
            .insert("authorization", &value)
            .map_err(|error| Status::unauthenticated(format!("the token is no token: {error}")))?;
        next.run(call).await
    }
}

/// Server side: turns away calls that do not bring the token.
pub struct CheckToken(pub String);

impl Interceptor for CheckToken {
    async fn intercept(&self, call: Call, next: Next<'_>) -> Result<Reply, Status> {
        let authorization = call.metadata().get("authorization");
        if authorization.and_then(|value| value.strip_prefix("Bearer ")) != Some(&self.0) {
            return Err(Status::unauthenticated("the call brings no valid token"));
        }
        next.run(call).await
    }
}

/// Server side: a token bucket for all callers together. A call takes a token; they come back at a
/// steady rate.
pub struct RateLimit {
    burst: f64,
    per_second: f64,
    bucket: Mutex<Bucket>,
}

struct Bucket {
    tokens: f64,
    filled: Instant,
}

impl RateLimit {
    /// Lets `burst` calls through at once, and `per_second` over time.
    pub fn new(burst: u32, per_second: u32) -> Self {
        let (burst, per_second) = (f64::from(burst), f64::from(per_second));
        let bucket = Bucket {
            tokens: burst,
            filled: Instant::now(),
        };
        Self {
            burst,
            per_second,
            bucket: Mutex::new(bucket),
        }
    }

    fn take(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let refill = now.duration_since(bucket.filled).as_secs_f64() * self.per_second;
        bucket.tokens = (bucket.tokens + refill).min(self.burst);
        bucket.filled = now;
        let granted = bucket.tokens >= 1.0;
        if granted {
            bucket.tokens -= 1.0;
        }
        granted
    }
}

impl Interceptor for RateLimit {
    async fn intercept(&self, call: Call, next: Next<'_>) -> Result<Reply, Status> {
        if !self.take() {
            return Err(Status::resource_exhausted(
                "too many calls; try again in a moment",
            ));
        }
        next.run(call).await
    }
}

/// Either side: writes a line for every call when it is over, its stream included.
pub struct Log;

impl Interceptor for Log {
    async fn intercept(&self, call: Call, next: Next<'_>) -> Result<Reply, Status> {
        let mut line = Line::new(&call);
        match next.run(call).await {
            Ok(reply) => Ok(reply.map_body(|body| Body::stream(Logged { body, line }))),
            Err(status) => {
                line.outcome = status.code().as_str();
                Err(status)
            }
        }
    }
}

/// A line about a call, written when it is dropped: then the call is over, however it ended.
struct Line {
    path: &'static str,
    peer: String,
    start: Instant,
    messages: u64,
    outcome: &'static str,
}

impl Line {
    fn new(call: &Call) -> Self {
        Self {
            path: call.method().path,
            peer: call.peer().to_string(),
            start: Instant::now(),
            messages: 0,
            // What it is unless something else is known: the caller has gone away.
            outcome: "CANCELLED",
        }
    }
}

impl Drop for Line {
    fn drop(&mut self) {
        let Self {
            path,
            peer,
            start,
            messages,
            outcome,
        } = self;
        eprintln!(
            "{path} from {peer}: {outcome}, {messages} sent in {:?}",
            start.elapsed()
        );
    }
}

/// The messages of a reply, counted on their way.
struct Logged {
    body: Body,
    line: Line,
}

impl MessageSource for Logged {
    fn poll_message(&mut self, cx: &mut Context<'_>) -> Poll<Result<Option<Payload>, Status>> {
        let polled = self.body.poll_message(cx);
        match &polled {
            Poll::Ready(Ok(Some(_))) => self.line.messages += 1,
            Poll::Ready(Ok(None)) => self.line.outcome = "OK",
            Poll::Ready(Err(status)) => self.line.outcome = status.code().as_str(),
            Poll::Pending => {}
        }
        polled
    }

    fn take_trailers(&mut self) -> Metadata {
        self.body.take_trailers()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_is_empty_after_its_burst() {
        let limit = RateLimit::new(3, 0);
        let granted: Vec<_> = (0..5).map(|_| limit.take()).collect();
        assert_eq!(granted, [true, true, true, false, false]);
    }
}
