//! Subscribes, reads some events, and leaves.

use {{crate_name}}::api::feed::v1::{SubscribeRequest, feed_service_client::FeedServiceClient};
use {{crate_name}}::api::runtime::Channel;
use {{crate_name}}::{address, interceptors::SendToken, token};

use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let channel = Channel::lazy(address())?;
    let client = FeedServiceClient::new(channel).intercept(SendToken(token()));
    let request = |limit| SubscribeRequest {
        topic: "weather".into(),
        limit,
        ..Default::default()
    };
    // The server may be starting still; the deadline holds for the whole stream.
    let call = client.subscribe(request(Some(5))).wait_for_ready(true);
    let mut events = call.timeout(Duration::from_secs(30)).await?.into_inner();
    while let Some(event) = events.message().await? {
        println!("{}: {}", event.topic, event.text);
    }
    println!("the feed has ended");
    let call = client
        .subscribe(request(None))
        .timeout(Duration::from_secs(1));
    let mut events = call.await?.into_inner();
    let status = loop {
        match events.message().await {
            Ok(Some(event)) => println!("{}: {}", event.topic, event.text),
            Ok(None) => return Ok(()),
            Err(status) => break status,
        }
    };
    println!("{status}");
    Ok(())
}
