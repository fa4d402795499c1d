//! What a client holds while a response lasts: the count of its open calls, and the task that sends the rest of the request.

use super::super::Status;
use super::drive::OpenCall;
use std::future::Future;
use std::sync::{Arc, OnceLock};
use std::task::Context;
use tokio::task::JoinHandle;

/// It ends with the response.
pub(super) struct Held {
    pump: Option<Pump>,
    /// Why the request's messages came to an end, where the server is not the reason.
    failure: Option<Arc<OnceLock<Status>>>,
    _open: OpenCall,
}

struct Pump(JoinHandle<()>);

impl Drop for Pump {
    fn drop(&mut self) {
        self.0.abort();
    }
}

impl Held {
    pub(super) const fn new(open: OpenCall) -> Self {
        Self {
            pump: None,
            failure: None,
            _open: open,
        }
    }

    /// Where a request's messages may say that they failed.
    pub(super) fn may_fail(&mut self) -> Arc<OnceLock<Status>> {
        Arc::clone(self.failure.get_or_insert_default())
    }

    /// What a request's messages said: the server has it from there that the call is over.
    pub(super) fn failure(&self) -> Option<Status> {
        self.failure.as_ref()?.get().cloned()
    }

    /// Sends what can be sent at once; a task is needed only for what is left then.
    pub(super) fn pump(
        &mut self,
        sending: impl Future<Output = ()> + Send + 'static,
        cx: &mut Context<'_>,
    ) {
        let mut sending = Box::pin(sending);
        if sending.as_mut().poll(cx).is_pending() {
            self.pump = Some(Pump(tokio::spawn(sending)));
        }
    }
}
