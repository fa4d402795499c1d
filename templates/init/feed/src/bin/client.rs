//! Subscribes, reads some events, and leaves.

use {{crate_name}}::api::feed::v1::{SubscribeRequest, feed_client::FeedClient};
use {{crate_name}}::api::runtime::Channel;
use {{crate_name}}::{address, interceptors::SendToken, token};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = FeedClient::new(Channel::lazy(address())?).intercept(SendToken(token()));
    let request = SubscribeRequest { topic: "weather".into(), limit: 5, ..Default::default() };
    // The server may be starting still; the deadline holds for the whole feed.
    let call = client.subscribe(request).wait_for_ready(true).timeout(Duration::from_secs(30));
    let mut events = call.await?.into_inner();
    while let Some(event) = events.message().await? {
        println!("{} #{}: {}", event.topic, event.sequence, event.text);
    }
    println!("the feed has ended");
    let endless = SubscribeRequest { topic: "weather".into(), ..Default::default() };
    let mut events = client.subscribe(endless).timeout(Duration::from_millis(700)).await?.into_inner();
    let status = loop {
        match events.message().await {
            Ok(Some(event)) => println!("{} #{}: {}", event.topic, event.sequence, event.text),
            Ok(None) => return Ok(()),
            Err(status) => break status,
        }
    };
    println!("{status}");
    Ok(())
}
