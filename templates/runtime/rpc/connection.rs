//! Whatever can carry a call to its method: a channel, a server in the same process, or another connection in between.

use super::server::{Routes, Service};
use super::{Call, Reply, Status, deadline};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;

/// Carries calls.
pub trait Connection: Send + Sync + 'static {
    /// Makes a call. Dropping the future cancels it, as dropping the reply's body does later.
    fn call(&self, call: Call) -> impl Future<Output = Result<Reply, Status>> + Send;
}

impl<C: Connection> Connection for Arc<C> {
    fn call(&self, call: Call) -> impl Future<Output = Result<Reply, Status>> + Send {
        (**self).call(call)
    }
}

pub(super) type Boxed<'a> = Pin<Box<dyn Future<Output = Result<Reply, Status>> + Send + 'a>>;

/// [`Connection`], usable behind a pointer.
pub(super) trait Erased: Send + Sync {
    fn call_boxed(&self, call: Call) -> Boxed<'_>;
}

impl<C: Connection> Erased for C {
    fn call_boxed(&self, call: Call) -> Boxed<'_> {
        Box::pin(self.call(call))
    }
}

/// Any connection, its type forgotten.
#[derive(Clone)]
pub struct BoxConnection(Arc<dyn Erased>);

impl BoxConnection {
    /// Forgets a connection's type.
    pub fn new(connection: impl Connection) -> Self {
        Self(Arc::new(connection))
    }
}

impl Connection for BoxConnection {
    async fn call(&self, call: Call) -> Result<Reply, Status> {
        self.0.call_boxed(call).await
    }
}

impl std::fmt::Debug for BoxConnection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("BoxConnection")
    }
}

/// A connection to services in the same process: no socket, but the same deadlines, interceptors and encodings.
#[derive(Clone, Debug)]
pub struct InProcess(Arc<Routes>);

impl InProcess {
    /// A connection to one service.
    pub fn new(service: impl Service) -> Self {
        Self::from_routes(Routes::default().with(service))
    }

    pub(super) fn from_routes(routes: Routes) -> Self {
        Self(Arc::new(routes))
    }
}

impl Connection for InProcess {
    async fn call(&self, mut call: Call) -> Result<Reply, Status> {
        call.deadline = deadline::inherited(call.deadline);
        let deadline = call.deadline;
        let mut answer = self.0.call(call);
        let scoped = poll_fn(|cx| deadline::scope(deadline, || answer.as_mut().poll(cx)));
        deadline::limit(deadline, pin!(scoped)).await
    }
}
