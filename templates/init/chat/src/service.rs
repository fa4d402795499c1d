//! Chat rooms. What a member says goes to all others in the room; one that reads too slowly is told
//! how much it missed, and nobody waits for it.

use crate::api::chat::v1::chat_service_server::{ChatService, ChatServiceServer};
use crate::api::chat::v1::talk_request::Content;
use crate::api::chat::v1::{Join, TalkRequest, TalkResponse};
use crate::api::runtime::{Request, Response, Sender, Server, Status, Streaming};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;
use tokio::sync::broadcast::error::RecvError;

/// How far a member may fall behind, in messages.
const BACKLOG: usize = 128;

/// Adds the service to a server.
pub fn add_to(server: Server) -> Server {
    server.add(ChatServiceServer::new(Rooms::default()))
}

/// Rooms by name; one that everybody has left is gone.
#[derive(Clone, Default)]
pub struct Rooms(Arc<Mutex<HashMap<String, Room>>>);

struct Room {
    names: HashSet<String>,
    said: broadcast::Sender<TalkResponse>,
}

impl Default for Room {
    fn default() -> Self {
        Self {
            names: HashSet::new(),
            said: broadcast::channel(BACKLOG).0,
        }
    }
}

impl Rooms {
    fn rooms(&self) -> MutexGuard<'_, HashMap<String, Room>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn enter(&self, join: Join) -> Result<Member, Status> {
        let Join { room, name, .. } = join;
        if room.is_empty() || name.is_empty() {
            return Err(Status::invalid_argument(
                "who joins names a room and itself",
            ));
        }
        let mut rooms = self.rooms();
        let entered = rooms.entry(room.clone()).or_default();
        if !entered.names.insert(name.clone()) {
            return Err(Status::already_exists(format!(
                "the name {name:?} is taken in the room {room:?}"
            )));
        }
        let member = Member {
            rooms: self.clone(),
            said: entered.said.clone(),
            room,
            name,
        };
        member.say("has come");
        Ok(member)
    }
}

/// Somebody in a room, who leaves it when this is dropped: at the end of the call, however it ends.
struct Member {
    rooms: Rooms,
    room: String,
    name: String,
    said: broadcast::Sender<TalkResponse>,
}

impl Member {
    fn say(&self, text: impl Into<String>) {
        let (name, text) = (self.name.clone(), text.into());
        // It fails where nobody listens, which is nobody's fault.
        let _ = self.said.send(TalkResponse {
            name,
            text,
            ..Default::default()
        });
    }

    /// Passes on what is said, both ways, until the member says nothing more.
    async fn talk(
        self,
        mut says: Streaming<TalkRequest>,
        mut heard: broadcast::Receiver<TalkResponse>,
        hears: Sender<TalkResponse>,
    ) -> Result<(), Status> {
        loop {
            tokio::select! {
                message = says.message() => match message?.map(|message| message.content) {
                    Some(Some(Content::Text(text))) => self.say(text),
                    Some(_) => return Err(Status::invalid_argument("a message after the first has no text")),
                    None => return Ok(()),
                },
                message = heard.recv() => match message {
                    Ok(message) if message.name == self.name => {}
                    Ok(message) => hears.send(message).await?,
                    Err(RecvError::Lagged(missed)) => {
                        let text = format!("({missed} messages were missed)");
                        hears.send(TalkResponse { text, ..Default::default() }).await?;
                    }
                    Err(RecvError::Closed) => return Ok(()),
                },
            }
        }
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        self.say("has left");
        let mut rooms = self.rooms.rooms();
        if let Some(room) = rooms.get_mut(&self.room) {
            room.names.remove(&self.name);
            if room.names.is_empty() {
                rooms.remove(&self.room);
            }
        }
    }
}

impl ChatService for Rooms {
    async fn talk(
        &self,
        request: Request<Streaming<TalkRequest>>,
    ) -> Result<Response<Streaming<TalkResponse>>, Status> {
        let mut says = request.into_inner();
        let first = says.message().await?.and_then(|message| message.content);
        let Some(Content::Join(join)) = first else {
            return Err(Status::invalid_argument(
                "the first message does not join a room",
            ));
        };
        let member = self.enter(join)?;
        let heard = member.said.subscribe();
        Ok(Response::new(Streaming::produce(move |hears| {
            member.talk(says, heard, hears)
        })))
    }
}

/// The message that joins a room.
pub fn join(room: &str, name: &str) -> TalkRequest {
    let join = Join {
        room: room.into(),
        name: name.into(),
        ..Default::default()
    };
    TalkRequest {
        content: Some(Content::Join(join)),
        ..Default::default()
    }
}

/// A message that says something.
pub fn text(text: &str) -> TalkRequest {
    TalkRequest {
        content: Some(Content::Text(text.into())),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::chat::v1::chat_service_client::ChatServiceClient;
    use crate::api::runtime::{Code, InProcess};

    #[tokio::test]
    async fn members_hear_each_other() {
        let rooms = Rooms::default();
        let client = ChatServiceClient::new(InProcess::new(ChatServiceServer::new(rooms.clone())));
        let (ada, from_ada) = Streaming::channel(4);
        ada.send(join("lobby", "ada")).await.expect("there is room");
        let mut to_ada = client
            .talk(from_ada)
            .await
            .expect("the name is free")
            .into_inner();
        let status = client
            .talk([join("lobby", "ada")])
            .await
            .expect_err("the name is taken");
        assert_eq!(status.code(), Code::AlreadyExists);
        let call = client.talk([join("lobby", "grace"), text("hello")]).await;
        let mut to_grace = call.expect("the name is free").into_inner();
        while to_grace
            .message()
            .await
            .expect("grace's call does not fail")
            .is_some()
        {}
        for expected in ["has come", "hello", "has left"] {
            let heard = to_ada.message().await.expect("ada's call does not fail");
            let heard = heard.map(|heard| (heard.name, heard.text));
            assert_eq!(heard, Some(("grace".into(), expected.into())));
        }
        // A member that goes away without a word has left as well.
        drop(to_ada);
        assert!(rooms.rooms().is_empty());
    }
}
