//! The table of calls that every client makes of every server, and the judge of what came of them.
//!
//! A case travels to the peers' clients as JSON, an outcome comes back as JSON; our own client takes and gives the same
//! types. Bytes are written in hex.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
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

#[derive(Clone, Debug)]
struct Expect {
    code: u8,
    message: Option<String>,
    details: String,
    /// Size, requests received and bytes received of each answer; `None`: any answers, in order.
    answers: Option<Vec<(usize, u32, u64)>>,
    at_least: usize,
    initial: Vec<(String, String)>,
    trailing: Vec<(String, String)>,
    ms: RangeInclusive<u64>,
    remaining_ms: Option<RangeInclusive<u64>>,
    observed: Vec<i32>,
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

/// What is wrong with the outcomes of a run of the table: one line each.
pub(super) fn judge(cases: &[Case], outcomes: &[Outcome]) -> Vec<String> {
    let mut faults = vec![];
    for case in cases {
        let of_case: Vec<_> = outcomes
            .iter()
            .filter(|outcome| outcome.name == case.name)
            .collect();
        if of_case.len() != case.calls {
            faults.push(format!(
                "{}: {} outcomes of {} calls",
                case.name,
                of_case.len(),
                case.calls
            ));
        }
        for outcome in of_case {
            let texts = case.expect.faults(outcome);
            faults.extend(
                texts
                    .into_iter()
                    .map(|text| format!("{}: {text}", case.name)),
            );
        }
    }
    faults
}

impl Expect {
    fn faults(&self, outcome: &Outcome) -> Vec<String> {
        let mut faults = vec![];
        let mut check = |holds: bool, text: String| {
            if !holds {
                faults.push(text);
            }
        };
        let (code, message) = (outcome.code, &outcome.message);
        check(
            code == self.code,
            format!("code {code} ({message:?}), not {}", self.code),
        );
        if let Some(expected) = &self.message {
            check(
                message == expected,
                format!("message {message:?}, not {expected:?}"),
            );
        }
        let same = outcome.details == self.details;
        check(same, format!("details {}", outcome.details));
        let seen = outcome
            .answers
            .iter()
            .map(|answer| (answer.size, answer.received, answer.received_bytes));
        let seen: Vec<_> = seen.collect();
        if let Some(expected) = &self.answers {
            check(
                seen == *expected,
                format!("answers {seen:?}, not {expected:?}"),
            );
        }
        check(
            seen.len() >= self.at_least,
            format!("{} answers", seen.len()),
        );
        for (index, answer) in outcome.answers.iter().enumerate() {
            check(
                answer.index as usize == index,
                format!("answer {index} is number {}", answer.index),
            );
            check(
                answer.intact,
                format!("the payload of answer {index} is damaged"),
            );
            if let Some(range) = &self.remaining_ms {
                let left = answer.remaining_ms;
                check(
                    left.is_some_and(|left| range.contains(&left)),
                    format!("the server saw {left:?} ms left"),
                );
            }
        }
        let (initial, trailing) = (&outcome.initial, &outcome.trailing);
        check(
            joined(initial) == joined(&self.initial),
            format!("initial {initial:?}"),
        );
        check(
            joined(trailing) == joined(&self.trailing),
            format!("trailing {trailing:?}"),
        );
        check(
            self.ms.contains(&outcome.ms),
            format!("took {} ms", outcome.ms),
        );
        let observed = outcome.observed;
        check(
            self.observed.contains(&observed),
            format!(
                "the server's handler is in state {observed}, not in {:?}",
                self.observed
            ),
        );
        faults
    }
}

/// The values by key: peers may join those of one key with commas.
fn joined(pairs: &[(String, String)]) -> BTreeMap<&str, String> {
    let mut joined = BTreeMap::<&str, String>::new();
    for (key, value) in pairs {
        joined
            .entry(key)
            .and_modify(|values| *values = format!("{values}, {value}"))
            .or_insert_with(|| value.clone());
    }
    joined
}

fn filled(fill: usize) -> Request {
    Request {
        fill,
        ..Request::default()
    }
}

fn wanted(count: u32, size: u32) -> Request {
    Request {
        size,
        count,
        ..Request::default()
    }
}

fn slow(count: u32, delay_ms: u32) -> Request {
    Request {
        count,
        size: 10,
        delay_ms,
        ..Request::default()
    }
}

const METADATA: [(&str, &str); 7] = [
    ("x-initial", "one, and more"),
    ("x-initial-bin", "00ff807f"),
    ("x-initial-twice", "first"),
    ("x-initial-twice", "second"),
    ("x-trailing", "two"),
    ("x-trailing-bin", ""),
    ("x-trailing-long-bin", "000102030405060708090a0b0c0d0e0f"),
];

/// The whole table, but for what needs more than a client and a server that stays.
pub(super) fn table() -> Vec<Case> {
    let mut cases = shapes();
    cases.extend(statuses());
    cases.extend(endings());
    cases.extend(sizes());
    cases
}

fn shapes() -> Vec<Case> {
    let exchange = vec![
        wanted(2, 10),
        Request {
            count: 1,
            ..filled(33)
        },
        wanted(0, 10),
        wanted(3, 1000),
    ];
    vec![
        Case::new("unary", "Unary", vec![filled(10)]),
        Case::new("unary/empty", "Unary", vec![filled(0)]),
        Case::new("unary/finished", "Unary", vec![filled(1)]).watched(FINISHED),
        Case::new("unary/metadata", "Unary", vec![filled(1)]).metadata(&METADATA),
        Case::new("nothing", "Nothing", vec![]),
        Case::new("missing", "Missing", vec![]).fails(12),
        Case::new("download", "Download", vec![wanted(5, 100)]),
        Case::new("download/none", "Download", vec![wanted(0, 0)]),
        Case::new("download/empty", "Download", vec![wanted(3, 0)]),
        Case::new("download/many", "Download", vec![wanted(1000, 50)]),
        Case::new("download/metadata", "Download", vec![wanted(2, 5)]).metadata(&METADATA),
        Case::new("upload", "Upload", vec![filled(10), filled(20), filled(30)]),
        Case::new("upload/none", "Upload", vec![]),
        Case::new("upload/metadata", "Upload", vec![filled(1)]).metadata(&METADATA),
        Case::new("exchange", "Exchange", exchange),
        Case::new("exchange/none", "Exchange", vec![]),
        Case::new("exchange/metadata", "Exchange", vec![wanted(1, 1)]).metadata(&METADATA),
    ]
}

#[allow(clippy::needless_pass_by_value)] // a table reads better without borrows
fn ends(name: &str, method: &'static str, request: Request, ending: Ending) -> Case {
    let (code, message, details) = (ending.code, ending.message.clone(), ending.details.clone());
    let requests = [
        wanted(1, 7),
        Request {
            ending: Some(ending),
            ..request
        },
    ];
    let skip = usize::from(matches!(method, "Unary" | "Download"));
    let mut case = Case::new(name, method, requests[skip..].to_vec())
        .metadata(&[("x-trailing-why", "because")]);
    case.expect.code = code;
    case.expect.message = Some(message);
    case.expect.details = details;
    case
}

fn statuses() -> Vec<Case> {
    let mut cases = vec![];
    for code in 1..=16 {
        for (shape, method) in [
            ("unary", "Unary"),
            ("download", "Download"),
            ("upload", "Upload"),
            ("exchange", "Exchange"),
        ] {
            let ending = Ending {
                code,
                message: format!("{code}: 100 % \u{fc}ber\n\u{1f980}%41"),
                details: String::new(),
            };
            cases.push(ends(
                &format!("status/{code}/{shape}"),
                method,
                wanted(2, 3),
                ending,
            ));
        }
    }
    let bare = Ending {
        code: 5,
        ..Ending::default()
    };
    cases.push(ends("status/no-message", "Unary", filled(0), bare));
    // A google.rpc.Status with code 9, message "no" and one detail whose type_url is "t".
    let detailed = Ending {
        code: 9,
        message: "no".to_owned(),
        details: "080912026e6f1a030a0174".to_owned(),
    };
    cases.push(ends("details/unary", "Unary", filled(0), detailed.clone()));
    cases.push(ends("details/download", "Download", wanted(2, 1), detailed));
    cases
}

/// Deadlines and cancellation.
fn endings() -> Vec<Case> {
    let held = || vec![wanted(1, 5)];
    let mut remaining = Case::new("deadline/remaining", "Exchange", vec![wanted(2, 1)]);
    remaining.timeout_ms = 20_000;
    remaining.expect.remaining_ms = Some(15_000..=20_500);
    vec![
        remaining,
        Case::new("deadline/unary", "Unary", vec![slow(1, 9_000)]).times_out(250),
        Case::new("deadline/download", "Download", vec![slow(100, 60)])
            .times_out(400)
            .at_least(1),
        Case::new("deadline/upload", "Upload", held())
            .holds_open()
            .times_out(250),
        Case::new("deadline/exchange", "Exchange", held())
            .holds_open()
            .times_out(250)
            .at_least(1),
        Case::new("cancel/unary", "Unary", vec![slow(1, 9_000)]).dropped(150),
        Case::new("cancel/download", "Download", vec![slow(100, 60)])
            .dropped(400)
            .at_least(1),
        Case::new("cancel/upload", "Upload", held())
            .holds_open()
            .dropped(150),
        Case::new("cancel/exchange", "Exchange", held())
            .holds_open()
            .dropped(250)
            .at_least(1),
    ]
}

fn sizes() -> Vec<Case> {
    const MIB: usize = 1 << 20;
    let large = Request {
        fill: 8 * MIB,
        ..wanted(1, 8 << 20)
    };
    let mut limited = Case::new("limit/response", "Unary", vec![wanted(1, 10_000)]).fails(8);
    limited.max_receive = 1_000;
    let mut limited_stream =
        Case::new("limit/stream", "Download", vec![wanted(2, 10_000)]).fails(8);
    limited_stream.max_receive = 1_000;
    vec![
        limited,
        limited_stream,
        Case::new("limit/request", "Unary", vec![filled(17 * MIB)]).fails(8),
        Case::new("large/unary", "Unary", vec![large.clone()]),
        Case::new("large/download", "Download", vec![wanted(3, 4 << 20)]),
        Case::new("large/upload", "Upload", vec![filled(4 * MIB); 3]),
        Case::new("large/exchange", "Exchange", vec![large; 2]),
        Case::new("many/unary", "Unary", vec![slow(1, 50)]).calls(100),
        Case::new("many/exchange", "Exchange", vec![wanted(3, 2_000); 5]).calls(100),
    ]
}

/// Calls whose messages are compressed both ways; of `payload` bytes each way little may travel.
pub(super) fn compressed() -> Vec<Case> {
    let request = Request {
        compress: true,
        ..wanted(2, 1 << 20)
    };
    let request = Request {
        fill: 1 << 20,
        ..request
    };
    let cases = ["Unary", "Download", "Exchange"].map(|method| {
        let mut case = Case::new(&format!("gzip/{method}"), method, vec![request.clone()]);
        case.compress = true;
        case
    });
    cases.to_vec()
}

/// A stream of two seconds, for what happens around it.
pub(super) fn long() -> Case {
    Case::new("long", "Download", vec![slow(20, 50)]).within(900..=8_000)
}

/// One quick call.
pub(super) fn quick() -> Case {
    Case::new("quick", "Unary", vec![filled(10)])
}
