//! Runs the table's cases with our client.

use super::cases::{self, Case, Outcome};
use super::server::pattern;
use crate::interop::generated::interop::v1::interop_client::InteropClient;
use crate::interop::generated::interop::v1::{Answer, Ask, Empty, Ending, ObserveRequest};
use crate::runtime::rpc::{Connection, Encoding, Streaming};
use crate::runtime::{Channel, Metadata, Response, Status};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const LIMIT: usize = 16 << 20;

/// Runs the cases, each on a channel of its own.
pub(super) async fn call(target: &str, table: &[Case]) -> Vec<Outcome> {
    let mut outcomes = vec![];
    for case in table {
        let client = connect(target);
        let mut calls = JoinSet::new();
        for _ in 0..case.calls {
            let (client, case) = (client.clone(), case.clone());
            calls.spawn(async move { run(&client, &case).await });
        }
        outcomes.extend(calls.join_all().await);
    }
    outcomes
}

/// A client of its own channel, which connects when it is first used.
pub(super) fn connect(target: &str) -> InteropClient {
    let channel = Channel::builder(target).max_response_bytes(LIMIT).lazy();
    InteropClient::new(channel.unwrap())
}

/// Makes one call of a case.
pub(super) async fn run<C: Connection>(client: &InteropClient<C>, case: &Case) -> Outcome {
    let begun = Instant::now();
    let mut seen = Seen::default();
    let calling = seen.call(client, case);
    let result = match case.cancel_after_ms {
        None => calling.await,
        // To drop the call is to cancel it.
        Some(ms) => tokio::time::timeout(Duration::from_millis(ms), calling)
            .await
            .unwrap_or_else(|_| Err(Status::cancelled("dropped"))),
    };
    let mut outcome = Outcome {
        name: case.name.clone(),
        answers: seen.answers.iter().map(shown_answer).collect(),
        initial: shown(&seen.initial),
        trailing: shown(&seen.trailing),
        ms: u64::try_from(begun.elapsed().as_millis()).unwrap(),
        observed: observe(client, case).await,
        ..Outcome::default()
    };
    if let Err(status) = result {
        outcome.code = status.code().number();
        status.message().clone_into(&mut outcome.message);
        outcome.details = hex(status.details());
        outcome.trailing = shown(status.metadata());
    }
    outcome
}

/// What came before the call ended or was dropped.
#[derive(Default)]
struct Seen {
    answers: Vec<Answer>,
    initial: Metadata,
    trailing: Metadata,
}

/// Sets on a call what the case asks for.
macro_rules! prepared {
    ($call:expr, $case:expr) => {{
        let mut call = $call
            .compress(if $case.compress {
                Encoding::Gzip
            } else {
                Encoding::Identity
            })
            .wait_for_ready($case.wait_for_ready);
        for (key, value) in &$case.metadata {
            call = match key.ends_with("-bin") {
                true => call.metadata_bin(key, unhex(value)),
                false => call.metadata(key, value),
            };
        }
        if !$case.call_id.is_empty() {
            call = call.metadata("x-call-id", &$case.call_id);
        }
        if $case.timeout_ms > 0 {
            call = call.timeout(Duration::from_millis($case.timeout_ms));
        }
        if $case.max_receive > 0 {
            call = call.max_response_bytes($case.max_receive);
        }
        call
    }};
}

impl Seen {
    async fn call<C: Connection>(
        &mut self,
        client: &InteropClient<C>,
        case: &Case,
    ) -> Result<(), Status> {
        let first = || ask(&case.requests[0]);
        match case.method {
            "Unary" => self.one(prepared!(client.unary(first()), case).await?),
            "Upload" => self.one(prepared!(client.upload(asks(case)), case).await?),
            "Download" => {
                self.all(prepared!(client.download(first()), case).await?)
                    .await?;
            }
            "Exchange" => {
                self.all(prepared!(client.exchange(asks(case)), case).await?)
                    .await?;
            }
            "Nothing" => drop(prepared!(client.nothing(Empty::default()), case).await?),
            _ => drop(prepared!(client.missing(Empty::default()), case).await?),
        }
        Ok(())
    }

    fn one(&mut self, response: Response<Answer>) {
        self.initial = response.metadata().clone();
        self.trailing = response.trailers().clone();
        self.answers.push(response.into_inner());
    }

    async fn all(&mut self, response: Response<Streaming<Answer>>) -> Result<(), Status> {
        self.initial = response.metadata().clone();
        let mut answers = response.into_inner();
        while let Some(answer) = answers.message().await? {
            self.answers.push(answer);
        }
        self.trailing = answers.trailers().unwrap_or_default();
        Ok(())
    }
}

fn ask(request: &cases::Request) -> Ask {
    let ending = request.ending.as_ref().map(|ending| Ending {
        code: ending.code.into(),
        message: ending.message.clone(),
        details: unhex(&ending.details).into(),
        ..Ending::default()
    });
    Ask {
        payload: pattern(request.fill).into(),
        size: request.size,
        count: request.count,
        delay_ms: request.delay_ms,
        compress: request.compress,
        ending,
        ..Ask::default()
    }
}

fn asks(case: &Case) -> Streaming<Ask> {
    let asks: Vec<_> = case.requests.iter().map(ask).collect();
    let hold_open = case.hold_open;
    Streaming::produce(move |sender| async move {
        for ask in asks {
            sender.send(ask).await?;
        }
        if hold_open {
            std::future::pending::<()>().await;
        }
        Ok(())
    })
}

async fn observe<C: Connection>(client: &InteropClient<C>, case: &Case) -> i32 {
    if case.call_id.is_empty() {
        return 0;
    }
    let mut state = 0;
    for _ in 0..40 {
        let request = ObserveRequest {
            call_id: case.call_id.clone(),
            ..ObserveRequest::default()
        };
        let response = client.observe(request).await.unwrap();
        state = crate::runtime::wire::Enumeration::number(response.get_ref().state);
        if state >= cases::FINISHED {
            break;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    state
}

fn shown_answer(answer: &Answer) -> cases::Answer {
    cases::Answer {
        size: answer.payload.len(),
        intact: answer.payload == pattern(answer.payload.len()),
        index: answer.index,
        received: answer.received,
        received_bytes: answer.received_bytes,
        remaining_ms: answer.remaining_ms,
    }
}

fn shown(metadata: &Metadata) -> Vec<(String, String)> {
    let mut keys: Vec<_> = metadata.iter().map(|(key, _)| key.to_owned()).collect();
    keys.retain(|key| key.starts_with("x-"));
    keys.sort();
    keys.dedup();
    let mut pairs = vec![];
    for key in keys {
        let values: Vec<_> = if key.ends_with("-bin") {
            metadata
                .get_all_bin(&key)
                .map(|value| hex(&value))
                .collect()
        } else {
            metadata.get_all(&key).map(str::to_owned).collect()
        };
        pairs.extend(values.into_iter().map(|value| (key.clone(), value)));
    }
    pairs
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |hex, byte| hex + &format!("{byte:02x}"))
}

fn unhex(text: &str) -> Vec<u8> {
    let digits = (0..text.len()).step_by(2);
    digits
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}
