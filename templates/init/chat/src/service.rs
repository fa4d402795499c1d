//! Chat rooms. Every member has a queue of bounded length; one that does not read misses what does not fit.

use crate::api::chat::v1::chat_server::{Chat, ChatServer};
use crate::api::chat::v1::talk_request::Content;
use crate::api::chat::v1::{Join, TalkRequest, TalkResponse};
use crate::api::runtime::{Request, Response, Status, Streaming};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::broadcast;

/// How far a member may fall behind, in messages.
const BACKLOG: usize = 128;

/// The service, ready to be added to a server.
pub fn server() -> ChatServer<Rooms> {
    ChatServer::new(Rooms::default())
}

/// Rooms by name.
#[derive(Clone, Default)]
pub struct Rooms(Arc<Mutex<HashMap<String, broadcast::Sender<TalkResponse>>>>);

impl Rooms {
    fn enter(&self, room: &str) -> broadcast::Sender<TalkResponse> {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // A room that everybody has left is forgotten when the next one is entered.
        rooms.retain(|name, room_of_name| name == room || room_of_name.receiver_count() > 0);
        rooms.entry(room.to_owned()).or_insert_with(|| broadcast::channel(BACKLOG).0).clone()
    }
}

fn said(name: &str, text: impl Into<String>) -> TalkResponse {
    TalkResponse { name: name.to_owned(), text: text.into(), ..Default::default() }
}

impl Chat for Rooms {
    async fn talk(&self, request: Request<Streaming<TalkRequest>>) -> Result<Response<Streaming<TalkResponse>>, Status> {
        let mut said_here = request.into_inner();
        let rooms = self.clone();
        Ok(Response::new(Streaming::produce(move |to_member| async move {
            let Some(Content::Join(Join { room, name, .. })) = said_here.message().await?.and_then(|m| m.content) else {
                return Err(Status::invalid_argument("the first message does not join a room"));
            };
            let room = rooms.enter(&room);
            let mut heard = room.subscribe();
            // Nobody else may be there to hear it.
            let _ = room.send(said(&name, "has come"));
            loop {
                tokio::select! {
                    message = said_here.message() => match message?.and_then(|message| message.content) {
                        Some(Content::Text(text)) => drop(room.send(said(&name, text))),
                        Some(Content::Join(_)) => return Err(Status::invalid_argument("the room is joined already")),
                        None => break,
                    },
                    message = heard.recv() => match message {
                        Ok(message) if message.name != name => to_member.send(message).await?,
                        Ok(_) => {}
                        Err(broadcast::error::RecvError::Lagged(missed)) => {
                            to_member.send(said("", format!("{missed} messages were missed"))).await?;
                        }
                        Err(broadcast::error::RecvError::Closed) => break,
                    },
                }
            }
            let _ = room.send(said(&name, "has left"));
            Ok(())
        })))
    }
}

/// The message that joins a room.
pub fn join(room: &str, name: &str) -> TalkRequest {
    let join = Join { room: room.to_owned(), name: name.to_owned(), ..Default::default() };
    TalkRequest { content: Some(Content::Join(join)), ..Default::default() }
}

/// A message that says something.
pub fn text(text: &str) -> TalkRequest {
    TalkRequest { content: Some(Content::Text(text.to_owned())), ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::chat::v1::chat_client::ChatClient;
    use crate::api::runtime::InProcess;

    #[tokio::test]
    async fn members_hear_each_other() {
        let client = ChatClient::new(InProcess::new(server()));
        let (ada, from_ada) = Streaming::channel(4);
        ada.send(join("lobby", "ada")).await.expect("there is room");
        let mut ada_hears = client.talk(from_ada).await.expect("the call begins").into_inner();
        let listening = tokio::spawn(async move { ada_hears.message().await });
        tokio::task::yield_now().await;
        let mut grace_hears =
            client.talk([join("lobby", "grace"), text("hello")]).await.expect("the call begins").into_inner();
        while grace_hears.message().await.expect("grace's call does not fail").is_some() {}
        let heard = listening.await.expect("ada's task does not fail").expect("ada's call does not fail");
        assert_eq!(heard.map(|heard| heard.name).as_deref(), Some("grace"));
        drop(ada);
    }
}
