//! The table of calls that every client makes of every server.
//!
//! A case travels to the peers' clients as JSON, an outcome comes back as JSON; our own client takes and gives the same
//! types. Bytes are written in hex.

mod judge;
mod table;

pub(super) use judge::judge;
pub(super) use table::{compressed, long, quick, table};

use judge::Expect;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// The state of a watched call whose handler came to its end, as `Observation.State` numbers it.
pub(super) const FINISHED: i32 = 2;
/// The same of one whose handler was stopped.
pub(super) const CANCELLED: i32 = 3;

/// One call, made `calls` times at once.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Case {
    pub(super) name: String,
    pub(super) method: &'static str,
    pub(super) requests: Vec<Request>,
    pub(super) metadata: Vec<(String, String)>,
    pub(super) call_id: String,
    pub(super) calls: usize,
    pub(super) timeout_ms: u64,
    pub(super) cancel_after_ms: Option<u64>,
    /// Whether the client leaves its stream of requests open.
    pub(super) hold_open: bool,
    pub(super) compress: bool,
    /// The client's limit of a response; 0: 16 MiB.
    pub(super) max_receive: usize,
    pub(super) wait_for_ready: bool,
    #[serde(skip)]
    expect: Expect,
}

/// One `Ask`, its payload given by its length.
#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Request {
    pub(super) fill: usize,
    pub(super) size: u32,
    pub(super) count: u32,
    pub(super) delay_ms: u32,
    pub(super) compress: bool,
    pub(super) ending: Option<Ending>,
}

#[derive(Clone, Debug, Default, Serialize)]
pub(super) struct Ending {
    pub(super) code: u8,
    pub(super) message: String,
    pub(super) details: String,
}

/// What a client saw of one call.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Outcome {
    pub(super) name: String,
    pub(super) code: u8,
    pub(super) message: String,
    pub(super) details: String,
    pub(super) answers: Vec<Answer>,
    pub(super) initial: Vec<(String, String)>,
    pub(super) trailing: Vec<(String, String)>,
    pub(super) ms: u64,
    pub(super) observed: i32,
}

#[derive(Debug, Deserialize)]
pub(super) struct Answer {
    pub(super) size: usize,
    pub(super) intact: bool,
    pub(super) index: u32,
    pub(super) received: u32,
    pub(super) received_bytes: u64,
    pub(super) remaining_ms: Option<u64>,
}

impl Case {
    /// A call that succeeds, with the answers that the service's definition promises.
    fn new(name: &str, method: &'static str, requests: Vec<Request>) -> Self {
        let expect = Expect {
            code: 0,
            message: None,
            details: String::new(),
            answers: Some(promised(method, &requests)),
            at_least: 0,
            initial: vec![],
            trailing: vec![],
            ms: 0..=10_000,
            remaining_ms: None,
            observed: vec![0],
        };
        Self {
            name: name.to_owned(),
            method,
            requests,
            metadata: vec![],
            call_id: String::new(),
            calls: 1,
            timeout_ms: 0,
            cancel_after_ms: None,
            hold_open: false,
            compress: false,
            max_receive: 0,
            wait_for_ready: false,
            expect,
        }
    }

    fn metadata(mut self, pairs: &[(&str, &str)]) -> Self {
        for (key, value) in pairs {
            let pair = ((*key).to_owned(), (*value).to_owned());
            self.metadata.push(pair.clone());
            if key.starts_with("x-initial") {
                self.expect.initial.push(pair);
            } else {
                self.expect.trailing.push(pair);
            }
        }
        self
    }

    /// Expects an error that the service itself does not send; answers may come before it.
    fn fails(mut self, code: u8) -> Self {
        self.expect.code = code;
        self.expect.answers = None;
        self
    }

    fn watched(mut self, state: i32) -> Self {
        self.call_id = self.name.clone();
        self.expect.observed = vec![state];
        self
    }

    fn within(mut self, ms: RangeInclusive<u64>) -> Self {
        self.expect.ms = ms;
        self
    }

    fn at_least(mut self, answers: usize) -> Self {
        self.expect.at_least = answers;
        self
    }

    fn times_out(mut self, after_ms: u64) -> Self {
        self.timeout_ms = after_ms;
        self.fails(4)
            .within(after_ms - 50..=after_ms + 2_500)
            .watched(CANCELLED)
    }

    fn dropped(mut self, after_ms: u64) -> Self {
        self.cancel_after_ms = Some(after_ms);
        self.fails(1)
            .within(after_ms - 50..=after_ms + 2_500)
            .watched(CANCELLED)
    }

    fn holds_open(mut self) -> Self {
        self.hold_open = true;
        self
    }

    /// For peers that show a cancelled stream of requests as one that ended: grpcio's server to its handlers, grpc-js's
    /// client by ending its stream before it resets it.
    pub(super) fn may_finish(mut self) -> Self {
        if self.hold_open && self.expect.observed == [CANCELLED] {
            self.expect.observed.push(FINISHED);
        }
        self
    }

    /// For grpc-js's client, which shows an error at once and not the answers that came with it.
    pub(super) fn may_lose_answers(mut self) -> Self {
        if self.expect.code != 0 {
            self.expect.answers = None;
            self.expect.at_least = 0;
        }
        self
    }

    fn calls(mut self, calls: usize) -> Self {
        self.calls = calls;
        self
    }

    pub(super) fn waits_for_ready(mut self) -> Self {
        self.wait_for_ready = true;
        self
    }
}

/// The answers of the service, by its definition: size, requests received, bytes received.
fn promised(method: &str, requests: &[Request]) -> Vec<(usize, u32, u64)> {
    let size = |request: &Request| match request.size {
        0 => request.fill,
        size => size as usize,
    };
    let (mut answers, mut received, mut bytes) = (vec![], 0, 0);
    for request in requests {
        received += 1;
        bytes += request.fill as u64;
        let count = match method {
            "Download" | "Exchange" => request.count,
            "Unary" if request.ending.is_none() => 1,
            _ => 0,
        };
        answers.extend((0..count).map(|_| (size(request), received, bytes)));
    }
    if method == "Upload" && requests.iter().all(|request| request.ending.is_none()) {
        answers.push((requests.last().map_or(0, size), received, bytes));
    }
    answers
}
