//! The interop service on our runtime.

use crate::interop::generated::interop::v1::interop_server::{Interop, InteropServer};
use crate::interop::generated::interop::v1::observation::State;
use crate::interop::generated::interop::v1::{
    Answer, Ask, Empty, Ending, Observation, ObserveRequest,
};
use crate::runtime::rpc::Encoding;
use crate::runtime::rpc::Streaming;
use crate::runtime::{Code, Metadata, Request, Response, Sender, Server, Status};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

const LIMIT: usize = 16 << 20;

/// The payload of a length: bytes 0, 1, .. 250, 0, 1, ..
pub(super) fn pattern(size: usize) -> Vec<u8> {
    (0..=250u8).cycle().take(size).collect()
}

/// A running server of ours.
pub(super) struct OurServer {
    pub(super) address: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// Serves on an address; port 0 takes a free one.
pub(super) async fn serve(address: &str) -> OurServer {
    let server = Server::builder()
        .add(InteropServer::new(Handlers::default()))
        .max_request_bytes(LIMIT)
        .compress(Encoding::Gzip);
    let bound = server.bind(address).await.unwrap();
    let address = bound.local_addr();
    let (stop, stopped) = oneshot::channel();
    let serving = tokio::spawn(async move {
        let shutdown = async {
            let _ = stopped.await;
        };
        bound.serve_with_shutdown(shutdown).await.unwrap();
    });
    OurServer {
        address,
        stop,
        serving,
    }
}

impl OurServer {
    /// Stops gracefully, and waits until all calls are over.
    pub(super) async fn stop(self) {
        self.stop.send(()).unwrap();
        tokio::time::timeout(Duration::from_secs(20), self.serving)
            .await
            .expect("the server stops in time")
            .unwrap();
    }
}

type States = Arc<Mutex<HashMap<String, State>>>;

#[derive(Default)]
struct Handlers {
    states: States,
}

/// Keeps what became of a call that carries `x-call-id`: dropped before it is finished, it was cancelled.
struct Watch {
    states: States,
    call_id: Option<String>,
    state: State,
}

impl Watch {
    fn new(states: &States, metadata: &Metadata) -> Self {
        let watch = Self {
            states: Arc::clone(states),
            call_id: metadata.get("x-call-id").map(str::to_owned),
            state: State::Cancelled,
        };
        watch.set(State::Running);
        watch
    }

    fn set(&self, state: State) {
        if let Some(call_id) = &self.call_id {
            self.states.lock().unwrap().insert(call_id.clone(), state);
        }
    }

    fn finish(mut self) {
        self.state = State::Finished;
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.set(self.state);
    }
}

/// The metadata that goes back: initial and trailing.
fn echoed(metadata: &Metadata) -> (Metadata, Metadata) {
    let (mut initial, mut trailing) = (metadata.clone(), metadata.clone());
    let keys: Vec<_> = metadata.iter().map(|(key, _)| key.to_owned()).collect();
    for key in keys {
        if !key.starts_with("x-initial") {
            initial.remove(&key);
        }
        if !key.starts_with("x-trailing") {
            trailing.remove(&key);
        }
    }
    (initial, trailing)
}

/// One call's way through its requests.
struct Progress {
    watch: Watch,
    initial: Metadata,
    trailing: Metadata,
    deadline: Option<Instant>,
    index: u32,
    received: u32,
    received_bytes: u64,
}

impl Progress {
    fn new<T>(handlers: &Handlers, request: &Request<T>) -> Self {
        let (initial, trailing) = echoed(request.metadata());
        Self {
            watch: Watch::new(&handlers.states, request.metadata()),
            initial,
            trailing,
            deadline: request.deadline(),
            index: 0,
            received: 0,
            received_bytes: 0,
        }
    }

    fn take(&mut self, ask: &Ask) {
        self.received += 1;
        self.received_bytes += ask.payload.len() as u64;
    }

    async fn answer(&mut self, ask: &Ask) -> Answer {
        tokio::time::sleep(Duration::from_millis(ask.delay_ms.into())).await;
        let left = self
            .deadline
            .map(|deadline| deadline.saturating_duration_since(Instant::now()));
        let payload = match ask.size {
            0 => ask.payload.clone(),
            size => pattern(size as usize).into(),
        };
        self.index += 1;
        Answer {
            payload,
            index: self.index - 1,
            received: self.received,
            received_bytes: self.received_bytes,
            remaining_ms: left.map(|left| u64::try_from(left.as_millis()).unwrap()),
            ..Answer::default()
        }
    }

    async fn answers(&mut self, ask: &Ask, sender: &Sender<Answer>) -> Result<(), Status> {
        for _ in 0..ask.count {
            let answer = self.answer(ask).await;
            if ask.compress {
                sender.send(answer).await?;
            } else {
                sender.send_uncompressed(answer).await?;
            }
        }
        self.ending(ask)
    }

    fn ending(&self, ask: &Ask) -> Result<(), Status> {
        let Some(Ending {
            code,
            message,
            details,
            ..
        }) = ask.ending.clone()
        else {
            return Ok(());
        };
        let code = Code::from_number(u32::try_from(code).unwrap());
        Err(Status::new(code, message)
            .with_details(details)
            .with_metadata(self.trailing.clone()))
    }

    fn response<T>(&self, message: T) -> Response<T> {
        let mut response = Response::new(message);
        *response.metadata_mut() = self.initial.clone();
        *response.trailers_mut() = self.trailing.clone();
        response
    }
}

impl Interop for Handlers {
    async fn unary(&self, request: Request<Ask>) -> Result<Response<Answer>, Status> {
        let mut progress = Progress::new(self, &request);
        let ask = request.into_inner();
        progress.take(&ask);
        let answer = progress.answer(&ask).await;
        let ended = progress.ending(&ask);
        let encoding = if ask.compress {
            Encoding::Gzip
        } else {
            Encoding::Identity
        };
        let response = progress.response(answer).compress(encoding);
        progress.watch.finish();
        ended.map(|()| response)
    }

    async fn download(&self, request: Request<Ask>) -> Result<Response<Streaming<Answer>>, Status> {
        let mut progress = Progress::new(self, &request);
        let ask = request.into_inner();
        progress.take(&ask);
        let response = progress.response(());
        let answers = Streaming::produce(|sender| async move {
            let result = progress.answers(&ask, &sender).await;
            progress.watch.finish();
            result
        });
        Ok(response.map(|()| answers))
    }

    async fn upload(&self, request: Request<Streaming<Ask>>) -> Result<Response<Answer>, Status> {
        let mut progress = Progress::new(self, &request);
        let mut asks = request.into_inner();
        let mut last = Ask::default();
        while let Some(ask) = asks.message().await? {
            progress.take(&ask);
            progress.ending(&ask)?;
            last = ask;
        }
        let answer = progress.answer(&last).await;
        let response = progress.response(answer);
        progress.watch.finish();
        Ok(response)
    }

    async fn exchange(
        &self,
        request: Request<Streaming<Ask>>,
    ) -> Result<Response<Streaming<Answer>>, Status> {
        let mut progress = Progress::new(self, &request);
        let mut asks = request.into_inner();
        let response = progress.response(());
        let answers = Streaming::produce(|sender| async move {
            while let Some(ask) = asks.message().await? {
                progress.take(&ask);
                progress.answers(&ask, &sender).await?;
            }
            progress.watch.finish();
            Ok(())
        });
        Ok(response.map(|()| answers))
    }

    async fn observe(
        &self,
        request: Request<ObserveRequest>,
    ) -> Result<Response<Observation>, Status> {
        let call_id = request.into_inner().call_id;
        let state = self.states.lock().unwrap().get(&call_id).copied();
        Ok(Response::new(Observation {
            state: state.unwrap_or_default(),
            ..Observation::default()
        }))
    }

    async fn nothing(&self, _: Request<Empty>) -> Result<Response<Empty>, Status> {
        Ok(Response::new(Empty::default()))
    }
}
