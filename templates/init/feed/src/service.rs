//! A live feed: what is published goes to everybody who listens. Nobody waits for a slow subscriber;
//! one that falls too far behind is told so and sent away.

use crate::api::feed::v1::feed_service_server::{FeedService, FeedServiceServer};
use crate::api::feed::v1::{SubscribeRequest, SubscribeResponse};
use crate::api::runtime::{Request, Response, Sender, Server, Status, Streaming};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// How far a subscriber may fall behind, in events.
const BACKLOG: usize = 64;

/// Adds the service to a server, and something to listen to.
pub fn add_to(server: Server) -> Server {
    let feed = Feed::default();
    let weather = feed.clone();
    tokio::spawn(async move {
        let mut ticks = tokio::time::interval(Duration::from_millis(200));
        for hour in (0..24).cycle() {
            ticks.tick().await;
            weather.publish("weather", format!("it is {hour} o'clock, and it rains"));
        }
    });
    server.add(FeedServiceServer::new(feed))
}

/// Where events are published.
#[derive(Clone)]
pub struct Feed {
    events: broadcast::Sender<SubscribeResponse>,
    published: Arc<AtomicU64>,
}

impl Default for Feed {
    fn default() -> Self {
        Self {
            events: broadcast::channel(BACKLOG).0,
            published: Arc::default(),
        }
    }
}

impl Feed {
    /// Sends an event to all who listen.
    pub fn publish(&self, topic: &str, text: impl Into<String>) {
        let event = SubscribeResponse {
            sequence: self.published.fetch_add(1, Ordering::Relaxed) + 1,
            topic: topic.into(),
            text: text.into(),
            ..Default::default()
        };
        // It fails where nobody listens, which is nobody's fault.
        let _ = self.events.send(event);
    }
}

impl FeedService for Feed {
    async fn subscribe(
        &self,
        request: Request<SubscribeRequest>,
    ) -> Result<Response<Streaming<SubscribeResponse>>, Status> {
        let SubscribeRequest { topic, limit, .. } = request.into_inner();
        if topic.is_empty() {
            return Err(Status::invalid_argument("topic is empty"));
        }
        let mut events = self.events.subscribe();
        // This goes on while the subscriber has room for more, and is dropped when the call ends.
        let produce = |subscriber: Sender<_>| async move {
            let mut left = limit.unwrap_or(u32::MAX);
            while left > 0 {
                match events.recv().await {
                    Ok(event) if event.topic == topic => {
                        subscriber.send(event).await?;
                        left -= u32::from(limit.is_some());
                    }
                    Ok(_) => {}
                    Err(RecvError::Lagged(missed)) => return Err(too_slow(missed)),
                    Err(RecvError::Closed) => break,
                }
            }
            Ok(())
        };
        Ok(Response::new(Streaming::produce(produce)))
    }
}

fn too_slow(missed: u64) -> Status {
    Status::resource_exhausted(format!(
        "the subscriber is too slow and has missed {missed} events"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::feed::v1::feed_service_client::FeedServiceClient;
    use crate::api::runtime::{Code, InProcess};

    fn client(feed: &Feed) -> FeedServiceClient<InProcess> {
        FeedServiceClient::new(InProcess::new(FeedServiceServer::new(feed.clone())))
    }

    fn request(topic: &str, limit: Option<u32>) -> SubscribeRequest {
        SubscribeRequest {
            topic: topic.into(),
            limit,
            ..Default::default()
        }
    }

    #[tokio::test]
    async fn a_subscriber_hears_its_topic_up_to_the_limit() {
        let feed = Feed::default();
        let call = client(&feed).subscribe(request("news", Some(2))).await;
        let mut events = call.expect("the topic is good").into_inner();
        for topic in ["news", "sports", "news", "news"] {
            feed.publish(topic, "something");
        }
        let mut numbers = Vec::new();
        while let Some(event) = events.message().await.expect("the feed does not fail") {
            numbers.push(event.sequence);
        }
        assert_eq!(numbers, [1, 3]);
    }

    #[tokio::test]
    async fn who_cannot_be_served_is_told_why() {
        let feed = Feed::default();
        let status = client(&feed)
            .subscribe(request("", None))
            .await
            .expect_err("there is no topic");
        assert_eq!(status.code(), Code::InvalidArgument);
        let call = client(&feed).subscribe(request("news", None)).await;
        let mut events = call.expect("the topic is good").into_inner();
        for _ in 0..=BACKLOG {
            feed.publish("news", "something");
        }
        let status = events.message().await.expect_err("one was missed");
        assert_eq!(status.code(), Code::ResourceExhausted);
    }
}
