//! Two members meet in a room and talk.

use {{crate_name}}::api::chat::v1::TalkResponse;
use {{crate_name}}::api::chat::v1::chat_service_client::ChatServiceClient;
use {{crate_name}}::api::runtime::{Channel, Status, Streaming};
use {{crate_name}}::service::{join, text};
use {{crate_name}}::{address, interceptors::SendToken, token};

use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let channel = Channel::builder(address())
        .timeout(Duration::from_secs(30))
        .lazy()?;
    let client = ChatServiceClient::new(channel).intercept(SendToken(token()));
    let (ada, from_ada) = Streaming::channel(8);
    ada.send(join("lobby", "ada")).await?;
    // The server may be starting still.
    let mut to_ada = client
        .talk(from_ada)
        .wait_for_ready(true)
        .await?
        .into_inner();
    if let Err(status) = client.talk([join("lobby", "ada")]).await {
        println!("{status}");
    }
    let (grace, from_grace) = Streaming::channel(8);
    grace.send(join("lobby", "grace")).await?;
    let mut to_grace = client.talk(from_grace).await?.into_inner();
    hear("ada", &mut to_ada).await?;
    for line in ["hello, grace", "how are the bugs?"] {
        ada.send(text(line)).await?;
        hear("grace", &mut to_grace).await?;
    }
    grace.send(text("one was a moth")).await?;
    hear("ada", &mut to_ada).await?;
    // Who says nothing more leaves.
    drop(grace);
    hear("ada", &mut to_ada).await?;
    Ok(())
}

async fn hear(member: &str, said: &mut Streaming<TalkResponse>) -> Result<(), Status> {
    if let Some(TalkResponse { name, text, .. }) = said.message().await? {
        println!("{member} hears {name}: {text}");
    }
    Ok(())
}
