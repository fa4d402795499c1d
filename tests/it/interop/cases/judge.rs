//! What should come of a call, and what is wrong with what came.

use super::{Case, Outcome};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

#[derive(Clone, Debug)]
pub(super) struct Expect {
    pub(super) code: u8,
    pub(super) message: Option<String>,
    pub(super) details: String,
    /// Size, requests received and bytes received of each answer; `None`: any answers, in order.
    pub(super) answers: Option<Vec<(usize, u32, u64)>>,
    pub(super) at_least: usize,
    pub(super) initial: Vec<(String, String)>,
    pub(super) trailing: Vec<(String, String)>,
    pub(super) ms: RangeInclusive<u64>,
    pub(super) remaining_ms: Option<RangeInclusive<u64>>,
    pub(super) observed: Vec<i32>,
}

/// What is wrong with the outcomes of a run of the table: one line each.
pub(in super::super) fn judge(cases: &[Case], outcomes: &[Outcome]) -> Vec<String> {
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
