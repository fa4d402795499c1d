//! Fakes of services: closures answer, and what was asked is kept.

use crate::interop::generated::interop::v1::interop_fake::InteropFake;
use crate::interop::generated::interop::v1::{Answer, Ask};
use crate::runtime::rpc::{Code, Response, Status, Streaming};
use std::time::{Duration, Instant};

fn ask(count: u32) -> Ask {
    Ask {
        count,
        ..Ask::default()
    }
}

fn answer(payload: u32) -> Answer {
    Answer {
        payload: payload.to_string().into(),
        ..Answer::default()
    }
}

fn payloads(answers: &[Answer]) -> Vec<&[u8]> {
    answers.iter().map(|answer| &*answer.payload).collect()
}

async fn collected(mut stream: Streaming<Answer>) -> Result<Vec<Answer>, Status> {
    let mut messages = Vec::new();
    while let Some(message) = stream.message().await? {
        messages.push(message);
    }
    Ok(messages)
}

#[tokio::test]
async fn all_shapes_are_answered_and_recorded() {
    let fake = InteropFake::default();
    fake.unary
        .answer(async |request| Ok(Response::new(answer(request.into_inner().count))));
    fake.download.answer(async |request| {
        let count = request.into_inner().count;
        let answers: Vec<_> = (0..count).map(answer).collect();
        Ok(Response::new(answers.into()))
    });
    fake.upload.answer(async |request| {
        let mut asks = request.into_inner();
        let mut sum = 0;
        while let Some(ask) = asks.message().await? {
            sum += ask.count;
        }
        Ok(Response::new(answer(sum)))
    });
    fake.exchange.answer(async |request| {
        let mut asks = request.into_inner();
        let first = asks.message().await?.map(|ask| answer(ask.count));
        Ok(Response::new(Vec::from_iter(first).into()))
    });
    let client = fake.client();

    let soon = Instant::now() + Duration::from_mins(1);
    let call = client.unary(ask(7)).metadata("x-id", "1").deadline(soon);
    assert_eq!(&call.await.unwrap().get_ref().payload[..], b"7");
    let stream = client.download(ask(2)).await.unwrap().into_inner();
    assert_eq!(payloads(&collected(stream).await.unwrap()), [b"0", b"1"]);
    let sum = client.upload([ask(1), ask(2)]).await.unwrap().into_inner();
    assert_eq!(&sum.payload[..], b"3");
    let stream = client
        .exchange([ask(4), ask(5)])
        .await
        .unwrap()
        .into_inner();
    assert_eq!(payloads(&collected(stream).await.unwrap()), [b"4"]);

    let calls = fake.unary.calls();
    assert_eq!(calls.len(), 1);
    assert_eq!(calls[0].messages, [ask(7)]);
    assert_eq!(calls[0].metadata.get("x-id"), Some("1"));
    assert_eq!(calls[0].deadline, Some(soon));
    assert_eq!(fake.download.calls()[0].messages, [ask(2)]);
    assert_eq!(fake.upload.calls()[0].messages, [ask(1), ask(2)]);
    // Only what the answer has read is known.
    assert_eq!(fake.exchange.calls()[0].messages, [ask(4)]);
    assert!(fake.nothing.calls().is_empty());
}

#[tokio::test]
async fn answers_are_replaced_and_may_be_missing() {
    let fake = InteropFake::default();
    let client = fake.client();
    let status = client.unary(ask(1)).await.unwrap_err();
    assert_eq!(status.code(), Code::Unimplemented);
    fake.unary
        .answer(async |_| Err(Status::not_found("no such thing")));
    let status = client.unary(ask(2)).await.unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (Code::NotFound, "no such thing")
    );
    fake.clone()
        .unary
        .answer(async |_| Ok(Response::new(answer(3))));
    assert_eq!(
        &client.unary(ask(3)).await.unwrap().get_ref().payload[..],
        b"3"
    );
    let asked: Vec<_> = fake
        .unary
        .calls()
        .into_iter()
        .map(|call| call.messages)
        .collect();
    assert_eq!(asked, [[ask(1)], [ask(2)], [ask(3)]]);
}
