//! A feed of ticks. A subscriber that reads slowly is sent slowly, and nobody else waits for it.

use crate::api::feed::v1::feed_server::{Feed, FeedServer};
use crate::api::feed::v1::{Event, SubscribeRequest};
use crate::api::runtime::{Request, Response, Status, Streaming};
use std::time::Duration;

/// The service, ready to be added to a server.
pub fn server() -> FeedServer<Ticker> {
    FeedServer::new(Ticker { interval: Duration::from_millis(200) })
}

/// Makes an event for every subscriber at a steady pace.
pub struct Ticker {
    interval: Duration,
}

impl Feed for Ticker {
    async fn subscribe(&self, request: Request<SubscribeRequest>) -> Result<Response<Streaming<Event>>, Status> {
        let SubscribeRequest { topic, limit, .. } = request.into_inner();
        if topic.is_empty() {
            return Err(Status::invalid_argument("topic is empty"));
        }
        let last = if limit == 0 { u64::MAX } else { u64::from(limit) };
        let mut ticks = tokio::time::interval(self.interval);
        // The producer runs only while the subscriber has room for more, and is dropped when the call ends.
        Ok(Response::new(Streaming::produce(move |events| async move {
            for sequence in 1..=last {
                ticks.tick().await;
                let text = format!("tick {sequence}");
                events.send(Event { sequence, topic: topic.clone(), text, ..Default::default() }).await?;
            }
            Ok(())
        })))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::feed::v1::feed_client::FeedClient;
    use crate::api::runtime::{Code, InProcess};

    #[tokio::test]
    async fn a_feed_ends_at_its_limit() {
        let client = FeedClient::new(InProcess::new(FeedServer::new(Ticker { interval: Duration::from_millis(1) })));
        let request = SubscribeRequest { topic: "news".into(), limit: 3, ..Default::default() };
        let mut events = client.subscribe(request).await.expect("the topic is good").into_inner();
        let mut numbers = Vec::new();
        while let Some(event) = events.message().await.expect("the feed does not fail") {
            numbers.push(event.sequence);
        }
        assert_eq!(numbers, [1, 2, 3]);
        let status = client.subscribe(SubscribeRequest::default()).await.expect_err("the topic is missing");
        assert_eq!(status.code(), Code::InvalidArgument);
    }
}
