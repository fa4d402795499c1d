//! Fakes for tests: methods that closures answer, and that keep what they were asked.

use super::super::wire::Message;
use super::{Content, Metadata, Request, Response, Status, Streaming};
use futures_core::Stream;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Instant;

type Answered<Res> = Pin<Box<dyn Future<Output = Result<Response<Res>, Status>> + Send>>;
type Answer<Req, Res> = Arc<dyn Fn(Request<Req>) -> Answered<Res> + Send + Sync>;
type Calls<M> = Arc<Mutex<Vec<RecordedCall<M>>>>;

/// A method of a fake. Clones are the same method.
pub struct Method<Req: Content, Res> {
    answer: Arc<Mutex<Option<Answer<Req, Res>>>>,
    calls: Calls<Req::Message>,
}

/// What a fake was asked.
#[derive(Clone, Debug)]
pub struct RecordedCall<M> {
    /// The messages: one, or as many as the answer has read of a stream so far.
    pub messages: Vec<M>,
    /// The request's metadata.
    pub metadata: Metadata,
    /// When the call had to be over.
    pub deadline: Option<Instant>,
}

impl<Req: Recordable, Res: Content> Method<Req, Res> {
    /// Answers calls by a closure, from now on, in place of what answered before.
    pub fn answer<F>(&self, answer: impl Fn(Request<Req>) -> F + Send + Sync + 'static)
    where
        F: Future<Output = Result<Response<Res>, Status>> + Send + 'static,
    {
        let answer: Answer<Req, Res> = Arc::new(move |request| Box::pin(answer(request)));
        *locked(&self.answer) = Some(answer);
    }

    /// Every call so far, in the order in which they came.
    pub fn calls(&self) -> Vec<RecordedCall<Req::Message>> {
        locked(&self.calls).clone()
    }

    /// Records a call and has it answered; UNIMPLEMENTED where no answer is set.
    pub async fn call(&self, request: Request<Req>) -> Result<Response<Res>, Status> {
        let index = {
            let mut calls = locked(&self.calls);
            calls.push(RecordedCall {
                messages: Vec::new(),
                metadata: request.metadata().clone(),
                deadline: request.deadline(),
            });
            calls.len() - 1
        };
        let record = Record {
            calls: Arc::clone(&self.calls),
            index,
        };
        let request = request.map(|content| content.recorded(record));
        let answer = locked(&self.answer).clone();
        match answer {
            Some(answer) => answer(request).await,
            None => Err(Status::unimplemented(
                "the fake has no answer for this method: set one with `answer`",
            )),
        }
    }
}

/// Where the messages of one call are written down.
#[derive(Debug)]
pub struct Record<M> {
    calls: Calls<M>,
    index: usize,
}

impl<M: Clone> Record<M> {
    fn add(&self, message: &M) {
        if let Some(call) = locked(&self.calls).get_mut(self.index) {
            call.messages.push(message.clone());
        }
    }
}

/// Content whose messages a fake can write down.
pub trait Recordable: Content<Message: Clone> {
    /// The same content; its messages are written down as they are read.
    #[must_use]
    fn recorded(self, record: Record<Self::Message>) -> Self;
}

impl<M: Message + Clone> Recordable for M {
    fn recorded(self, record: Record<M>) -> Self {
        record.add(&self);
        self
    }
}

impl<M: Message + Clone> Recordable for Streaming<M> {
    fn recorded(self, record: Record<M>) -> Self {
        Self::new(Recorded {
            stream: self,
            record,
        })
    }
}

struct Recorded<M> {
    stream: Streaming<M>,
    record: Record<M>,
}

impl<M: Clone> Stream for Recorded<M> {
    type Item = Result<M, Status>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = Pin::new(&mut self.stream).poll_next(cx);
        if let Poll::Ready(Some(Ok(message))) = &next {
            self.record.add(message);
        }
        next
    }
}

/// What a closure left behind when it panicked is still a list.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl<Req: Content, Res> Clone for Method<Req, Res> {
    fn clone(&self) -> Self {
        Self {
            answer: Arc::clone(&self.answer),
            calls: Arc::clone(&self.calls),
        }
    }
}

impl<Req: Content, Res> Default for Method<Req, Res> {
    fn default() -> Self {
        Self {
            answer: Arc::default(),
            calls: Arc::default(),
        }
    }
}

impl<Req: Content, Res> std::fmt::Debug for Method<Req, Res> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Method")
            .field("calls", &locked(&self.calls).len())
            .finish_non_exhaustive()
    }
}
