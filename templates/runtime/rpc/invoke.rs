//! Calls as a client makes them: builders that are awaited.

use super::super::wire::Message;
use super::metadata::InvalidMetadata;
use super::{
    Body, Call, Connection, Encoding, Metadata, MethodDescriptor, Payload, Response, Status,
    Streaming,
};
use std::future::{Future, IntoFuture};
use std::marker::PhantomData;
use std::pin::Pin;
use std::time::{Duration, Instant};

/// What the four kinds of call have in common.
struct Prepared<'a, C> {
    connection: &'a C,
    call: Call,
    invalid: Option<InvalidMetadata>,
}

impl<'a, C: Connection> Prepared<'a, C> {
    fn new(connection: &'a C, method: &'static MethodDescriptor, body: Body) -> Self {
        Self {
            connection,
            call: Call::new(method, body),
            invalid: None,
        }
    }
}

type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<Response<T>, Status>> + Send + 'a>>;

macro_rules! calls {
    ($($doc:literal $name:ident, $request:ident: $requests:ty => $body:expr, $output:ty;)*) => {$(
        #[doc = $doc]
        #[must_use = "a call is made when it is awaited"]
        pub struct $name<'a, C, Req, Res> {
            prepared: Prepared<'a, C>,
            types: PhantomData<fn(Req) -> Res>,
        }

        impl<'a, C: Connection, Req: Message, Res: Message> $name<'a, C, Req, Res> {
            /// A call of `method` over `connection`.
            pub fn new(connection: &'a C, method: &'static MethodDescriptor, $request: $requests) -> Self {
                Self { prepared: Prepared::new(connection, method, $body), types: PhantomData }
            }

            /// Ends the call, streams included, when this much time has passed.
            pub fn timeout(self, timeout: Duration) -> Self {
                self.deadline(Instant::now() + timeout)
            }

            /// Ends the call, streams included, at this moment.
            pub fn deadline(mut self, deadline: Instant) -> Self {
                self.prepared.call.deadline = Some(deadline);
                self
            }

            /// Adds metadata; a key or value that is not allowed makes the call fail with INTERNAL.
            pub fn metadata(mut self, key: &str, value: impl AsRef<str>) -> Self {
                let added = self.prepared.call.metadata.append(key, value.as_ref());
                self.prepared.invalid = self.prepared.invalid.or(added.err());
                self
            }

            /// Adds binary metadata; the key ends in `-bin`.
            pub fn metadata_bin(mut self, key: &str, value: impl AsRef<[u8]>) -> Self {
                let added = self.prepared.call.metadata.append_bin(key, value.as_ref());
                self.prepared.invalid = self.prepared.invalid.or(added.err());
                self
            }

            /// Leaves a value for the interceptors of this side.
            pub fn extension<T: Clone + Send + Sync + 'static>(mut self, value: T) -> Self {
                self.prepared.call.extensions.insert(value);
                self
            }

            /// How the request is compressed, whatever the channel does.
            pub fn compress(mut self, encoding: Encoding) -> Self {
                self.prepared.call.options.encoding = Some(encoding);
                self
            }

            /// The largest response message to accept, in bytes.
            pub fn max_response_bytes(mut self, limit: usize) -> Self {
                self.prepared.call.options.max_response_bytes = Some(limit);
                self
            }

            /// Waits for a server that cannot be reached now, until the deadline, instead of failing at once.
            pub fn wait_for_ready(mut self, wait: bool) -> Self {
                self.prepared.call.options.wait_for_ready = wait;
                self
            }
        }

        impl<'a, C: Connection, Req: Message, Res: Message> IntoFuture for $name<'a, C, Req, Res> {
            type Output = Result<Response<$output>, Status>;
            type IntoFuture = Pending<'a, $output>;

            fn into_future(self) -> Self::IntoFuture {
                let Prepared { connection, call, invalid } = self.prepared;
                Box::pin(async move {
                    match invalid {
                        None => Response::receive(connection.call(call).await?).await,
                        Some(invalid) => Err(Status::internal(format!(
                            "the call's metadata is invalid: {invalid}"
                        ))),
                    }
                })
            }
        }
    )*};
}

calls! {
    "A call with one message each way." UnaryCall,
        request: Req => Body::message(Payload::encode(&request)), Res;
    "A call with one message, answered by many." ServerStreamingCall,
        request: Req => Body::message(Payload::encode(&request)), Streaming<Res>;
    "A call with many messages, answered by one." ClientStreamingCall,
        requests: Streaming<Req> => requests.encoded(Metadata::new()), Res;
    "A call with many messages each way." BidirectionalCall,
        requests: Streaming<Req> => requests.encoded(Metadata::new()), Streaming<Res>;
}
