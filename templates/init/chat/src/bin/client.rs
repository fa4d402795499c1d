//! Two members meet in a room and talk.

use {{crate_name}}::api::chat::v1::chat_client::ChatClient;
use {{crate_name}}::api::runtime::{Channel, Streaming};
use {{crate_name}}::service::{join, text};
use {{crate_name}}::{address, interceptors::SendToken, token};
use std::time::Duration;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = ChatClient::new(Channel::lazy(address())?).intercept(SendToken(token()));
    let (ada, from_ada) = Streaming::channel(8);
    ada.send(join("lobby", "ada")).await?;
    // The server may be starting still.
    let call = client.talk(from_ada).wait_for_ready(true).timeout(Duration::from_secs(30));
    let mut ada_hears = call.await?.into_inner();
    let (grace, from_grace) = Streaming::channel(8);
    grace.send(join("lobby", "grace")).await?;
    let mut grace_hears = client.talk(from_grace).timeout(Duration::from_secs(30)).await?.into_inner();
    // Ada hears grace come in; from then on both are there.
    if let Some(heard) = ada_hears.message().await? {
        println!("ada hears: {} {}", heard.name, heard.text);
    }
    for line in ["hello, grace", "how are the bugs?"] {
        ada.send(text(line)).await?;
        if let Some(heard) = grace_hears.message().await? {
            println!("grace hears: {}: {}", heard.name, heard.text);
        }
    }
    grace.send(text("one was a moth")).await?;
    if let Some(heard) = ada_hears.message().await? {
        println!("ada hears: {}: {}", heard.name, heard.text);
    }
    drop(grace);
    if let Some(heard) = ada_hears.message().await? {
        println!("ada hears: {} {}", heard.name, heard.text);
    }
    Ok(())
}
