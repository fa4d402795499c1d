//! tonic's side of the benchmark: line by line what `grpcgen.rs` does.

use crate::load::Load;
use crate::process::Figures;
use crate::theirs::bench_client::BenchClient;
use crate::theirs::bench_server::{Bench, BenchServer};
use crate::theirs::{Answer, Ask};
use std::pin::Pin;
use tokio_stream::Stream;
use tonic::{Request, Response, Status};

struct Handlers;

#[tonic::async_trait]
impl Bench for Handlers {
    type DownloadStream = Pin<Box<dyn Stream<Item = Result<Answer, Status>> + Send>>;

    async fn unary(&self, request: Request<Ask>) -> Result<Response<Answer>, Status> {
        let ask = request.into_inner();
        Ok(Response::new(Answer {
            text: ask.name,
            id: ask.id,
            payload: ask.payload,
        }))
    }

    async fn download(
        &self,
        request: Request<Ask>,
    ) -> Result<Response<Self::DownloadStream>, Status> {
        let ask = request.into_inner();
        let answers = (0..ask.count).map(move |id| {
            Ok(Answer {
                text: ask.name.clone(),
                id: id.into(),
                payload: ask.payload.clone(),
            })
        });
        Ok(Response::new(Box::pin(tokio_stream::iter(answers))))
    }
}

pub async fn serve() {
    let incoming = tonic::transport::server::TcpIncoming::bind(
        "127.0.0.1:0".parse().expect("it is an address"),
    );
    let incoming = incoming.expect("a port is free").with_nodelay(Some(true));
    println!("{}", incoming.local_addr().expect("it is bound"));
    let server = tonic::transport::Server::builder().add_service(BenchServer::new(Handlers));
    server
        .serve_with_incoming(incoming)
        .await
        .expect("the server serves");
}

pub async fn call(address: &str, server: &str, load: &'static Load) -> Figures {
    let client = BenchClient::connect(format!("http://{address}"))
        .await
        .expect("the server is there");
    let payload = bytes::Bytes::from(vec![7; load.payload]);
    let call = move || {
        let (mut client, payload) = (client.clone(), payload.clone());
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
