//! What is called, how often at once, and how that is measured.

use crate::process::{Figures, cpu_micros};
use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

const WARM_UP: Duration = Duration::from_millis(400);
const MEASURED: Duration = Duration::from_millis(1500);

/// Calls of one kind, so many at once on one connection.
pub struct Load {
    pub name: &'static str,
    pub in_flight: usize,
    /// The payload's length, both ways.
    pub payload: usize,
    /// How many messages answer a call; each counts as one call in the figures.
    pub answers: Option<u32>,
}

const fn unary(name: &'static str, in_flight: usize, payload: usize) -> Load {
    Load {
        name,
        in_flight,
        payload,
        answers: None,
    }
}

pub const LOADS: [Load; 4] = [
    unary("unary, 1 in flight", 1, 20),
    unary("unary, 64 in flight", 64, 20),
    unary("unary of 64 KiB, 8 in flight", 8, 64 << 10),
    Load {
        name: "stream of small messages, each",
        in_flight: 4,
        payload: 20,
        answers: Some(1000),
    },
];

impl Load {
    pub fn named(name: &str) -> &'static Self {
        LOADS
            .iter()
            .find(|load| load.name == name)
            .expect("the parent names loads that there are")
    }

    /// Calls from as many tasks as are to be in flight, and counts what was answered while it measured.
    pub async fn make<F>(
        &'static self,
        server: &str,
        call: impl Fn() -> F + Clone + Send + 'static,
    ) -> Figures
    where
        F: Future<Output = ()> + Send,
    {
        let (count, stop) = (
            Arc::new(AtomicU64::new(0)),
            Arc::new(AtomicBool::new(false)),
        );
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..self.in_flight {
            let (call, count, stop) = (call.clone(), Arc::clone(&count), Arc::clone(&stop));
            tasks.spawn(async move {
                while !stop.load(Ordering::Relaxed) {
                    call().await;
                    count.fetch_add(u64::from(self.answers.unwrap_or(1)), Ordering::Relaxed);
                }
            });
        }
        tokio::time::sleep(WARM_UP).await;
        let cpu = || cpu_micros("self") + cpu_micros(server);
        let (begun, before, burnt) = (Instant::now(), count.load(Ordering::Relaxed), cpu());
        tokio::time::sleep(MEASURED).await;
        let calls = (count.load(Ordering::Relaxed) - before) as f64;
        let figures = Figures {
            cpu_micros: (cpu() - burnt) / calls,
            calls_per_second: calls / begun.elapsed().as_secs_f64(),
        };
        stop.store(true, Ordering::Relaxed);
        while let Some(ended) = tasks.join_next().await {
            ended.expect("calls succeed");
        }
        figures
    }
}
