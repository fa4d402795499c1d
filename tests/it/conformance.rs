//! protobuf's conformance suite, binary to binary, out of the corpus that its runner recorded.
//!
//! The rules of judging are the runner's: errors where it wants them, the very bytes where it asks for the wire, and an
//! equal message elsewhere.

use crate::rounds::{Round, Rounds};
use crate::scratch;
use prost::Message as _;
use std::path::Path;
use std::process::Command;

/// A recorded case.
#[derive(Clone, PartialEq, prost::Message)]
struct Case {
    #[prost(string, tag = "1")]
    name: String,
    /// An encoded [`Request`].
    #[prost(bytes = "vec", tag = "5")]
    request: Vec<u8>,
    #[prost(enumeration = "Expect", tag = "6")]
    expect: i32,
    /// The encoded message that is expected.
    #[prost(bytes = "vec", tag = "7")]
    reference: Vec<u8>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, prost::Enumeration)]
enum Expect {
    Unspecified = 0,
    MessageEqual = 1,
    WireEqual = 2,
    ParseError = 3,
    SerializeError = 4,
    ParseErrorOrMessageEqual = 5,
    JsonValidator = 6,
    UnknownOrdering = 7,
}

/// What of `conformance.ConformanceRequest` is needed here.
#[derive(Clone, PartialEq, prost::Message)]
struct Request {
    #[prost(bytes = "vec", optional, tag = "1")]
    protobuf_payload: Option<Vec<u8>>,
    #[prost(int32, tag = "3")]
    output_format: i32,
    #[prost(string, tag = "4")]
    message_type: String,
}

const PROTOBUF: i32 = 1;

/// What is known to fail, and why. A row that passes must go.
const FAILING: &[(&str, &str)] = &[
    (
        "Recommended.Proto2.ProtobufInput.ValidMessageSetEncoding.SubmessageEncoding.NotUnknown.ProtobufOutput",
        "two items of one type stay two: extensions are kept as they came, and merged when they are asked for",
    ),
    (
        "Recommended.Editions.ProtobufInput.RejectInvalidUtf8.String.Extension",
        "an extension is decoded, and its text checked, when it is asked for",
    ),
];

/// The cases that go from binary to binary.
fn cases(corpus: &Path) -> Vec<(Case, Request)> {
    let archive = corpus.join("cases.binpb.xz");
    let unpacked = Command::new("xz").arg("-dc").arg(archive).output();
    let unpacked = unpacked.expect("there is an xz");
    assert!(unpacked.status.success(), "xz cannot unpack the corpus");
    let mut rest = unpacked.stdout.as_slice();
    let mut cases = Vec::new();
    while !rest.is_empty() {
        let case = Case::decode_length_delimited(&mut rest).expect("the corpus is sound");
        let request = Request::decode(case.request.as_slice()).expect("the corpus is sound");
        if request.protobuf_payload.is_some() && request.output_format == PROTOBUF {
            cases.push((case, request));
        }
    }
    cases
}

/// Why an answer is not the expected one. `reference` is what our own code makes of the reference's bytes.
fn fault(case: &Case, answer: &Round, reference: &Round) -> Option<String> {
    let expected = case.expect();
    match (expected, answer) {
        (Expect::ParseError, Err(_)) => None,
        (Expect::ParseError, Ok(_)) => Some("accepted".to_owned()),
        (_, Err(error)) => Some(format!("refused: {error}")),
        (_, Ok(bytes)) if *bytes == case.reference => None,
        // Maps and unknown fields may be written in another order.
        (Expect::MessageEqual, Ok(bytes)) if reference.as_ref() == Ok(bytes) => None,
        (_, Ok(bytes)) => Some(format!("{bytes:x?} instead of {:x?}", case.reference)),
    }
}

#[test]
fn conformance_from_binary_to_binary() {
    let Some(corpus) = scratch::shared("conformance") else {
        return;
    };
    let set = std::fs::read(corpus.join("protos.fds")).unwrap();
    let rounds = Rounds::new("conformance", &set, |_, message| {
        message.parent.is_none() && message.name.starts_with("TestAllTypes")
    });
    let cases = cases(&corpus);
    assert!(cases.len() > 2_500, "only {} cases", cases.len());
    let inputs = cases.iter().flat_map(|(case, request)| {
        let name = request.message_type.as_str();
        let payload = request.protobuf_payload.as_deref().unwrap_or_default();
        [(name, payload), (name, case.reference.as_slice())]
    });
    let answers = rounds.run(inputs);
    let mut failing = Vec::new();
    for ((case, _), answers) in cases.iter().zip(answers.chunks_exact(2)) {
        if let Some(fault) = fault(case, &answers[0], &answers[1]) {
            failing.push((case.name.as_str(), fault));
        }
    }
    let names: Vec<_> = failing.iter().map(|(name, _)| *name).collect();
    let known: Vec<_> = FAILING.iter().map(|(name, _)| *name).collect();
    assert!(
        names == known,
        "of {} cases these fail; make FAILING say so, if that is right:\n{failing:#?}",
        cases.len()
    );
    println!("{} cases, {} known to fail", cases.len(), known.len());
}
