//! Our side of the benchmark.

use crate::load::Load;
use crate::ours::bench_client::BenchClient;
use crate::ours::bench_server::{Bench, BenchServer};
use crate::ours::{Answer, Ask};
use crate::process::Figures;
use crate::runtime::{Channel, Request, Response, Server, Status, Streaming};

struct Handlers;

impl Bench for Handlers {
    async fn unary(&self, request: Request<Ask>) -> Result<Response<Answer>, Status> {
        let ask = request.into_inner();
        Ok(Response::new(Answer {
            text: ask.name,
            id: ask.id,
            payload: ask.payload,
            ..Answer::default()
        }))
    }

    async fn download(&self, request: Request<Ask>) -> Result<Response<Streaming<Answer>>, Status> {
        let ask = request.into_inner();
        let answers = (0..ask.count).map(move |id| {
            Ok(Answer {
                text: ask.name.clone(),
                id: id.into(),
                payload: ask.payload.clone(),
                ..Answer::default()
            })
        });
        Ok(Response::new(Streaming::new(tokio_stream::iter(answers))))
    }
}

pub async fn serve() {
    let bound = Server::builder()
        .add(BenchServer::new(Handlers))
        .bind("127.0.0.1:0")
        .await;
    let bound = bound.expect("a port is free");
    println!("{}", bound.local_addr());
    bound.serve().await.expect("the server serves");
}

pub async fn call(address: &str, server: &str, load: &'static Load) -> Figures {
    let client = BenchClient::new(
        Channel::connect(address)
            .await
            .expect("the server is there"),
    );
    let payload = bytes::Bytes::from(vec![7; load.payload]);
    let call = move || {
        let (client, payload) = (client.clone(), payload.clone());
        async move {
            let ask = Ask {
                name: "Ada Lovelace".to_owned(),
                id: 1234,
                payload,
                ..Ask::default()
            };
            let Some(count) = load.answers else {
                let answer = client
                    .unary(ask)
                    .await
                    .expect("the call succeeds")
                    .into_inner();
                assert_eq!(answer.payload.len(), load.payload);
                return;
            };
            let answers = client
                .download(Ask { count, ..ask })
                .await
                .expect("the call succeeds");
            let (mut answers, mut received) = (answers.into_inner(), 0);
            while let Some(answer) = answers.message().await.expect("the stream goes on") {
                assert_eq!(answer.id, received);
                received += 1;
            }
            assert_eq!(received, i64::from(count));
        }
    };
    load.make(server, call).await
}
