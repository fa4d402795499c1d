//! What happens around every call: who may make it, how often, and what is written about it.

use crate::api::runtime::rpc::{Call, Reply};
use crate::api::runtime::{Interceptor, Next, Status};
use std::sync::Mutex;
use std::time::Instant;

/// Client side: sends a token with every call.
pub struct SendToken(pub String);

impl Interceptor for SendToken {
    async fn intercept(&self, mut call: Call, next: Next<'_>) -> Result<Reply, Status> {
        let value = format!("Bearer {}", self.0);
        call.metadata_mut().insert("authorization", &value).map_err(|error| Status::internal(error.to_string()))?;
        next.run(call).await
    }
}

/// Server side: turns calls away that do not bring the token.
pub struct CheckToken(pub String);

impl Interceptor for CheckToken {
    async fn intercept(&self, call: Call, next: Next<'_>) -> Result<Reply, Status> {
        let token = call.metadata().get("authorization").and_then(|value| value.strip_prefix("Bearer "));
        if token != Some(self.0.as_str()) {
            return Err(Status::unauthenticated("the call brings no valid token"));
        }
        next.run(call).await
    }
}

/// Either side: writes a line for every call when its reply begins.
pub struct Log;

impl Interceptor for Log {
    async fn intercept(&self, call: Call, next: Next<'_>) -> Result<Reply, Status> {
        let (path, peer, start) = (call.method().path, call.peer().clone(), Instant::now());
        let outcome = next.run(call).await;
        let code = outcome.as_ref().map_or_else(|status| status.code().as_str(), |_| "OK");
        eprintln!("{path} from {peer}: {code} in {:?}", start.elapsed());
        outcome
    }
}

/// Server side: a token bucket. Calls take a token each; they come back at a steady rate.
pub struct RateLimit {
    burst: f64,
    per_second: f64,
    bucket: Mutex<(f64, Instant)>,
}

impl RateLimit {
    /// Lets `burst` calls through at once, and `per_second` over time.
    pub fn new(burst: u32, per_second: u32) -> Self {
        let (burst, per_second) = (f64::from(burst), f64::from(per_second));
        Self { burst, per_second, bucket: Mutex::new((burst, Instant::now())) }
    }

    fn take(&self) -> bool {
        let mut bucket = self.bucket.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let (tokens, last) = *bucket;
        let now = Instant::now();
        let tokens = (tokens + now.duration_since(last).as_secs_f64() * self.per_second).min(self.burst);
        let granted = tokens >= 1.0;
        *bucket = (if granted { tokens - 1.0 } else { tokens }, now);
        granted
    }
}

impl Interceptor for RateLimit {
    async fn intercept(&self, call: Call, next: Next<'_>) -> Result<Reply, Status> {
        if !self.take() {
            return Err(Status::resource_exhausted("too many calls; try again in a moment"));
        }
        next.run(call).await
    }
}
