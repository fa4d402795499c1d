//! A service for the tests of clients and servers, written by hand as the generator writes them.

#![allow(clippy::unused_async)] // handlers are async whether they wait or not

use crate::runtime::rpc::server::{Service, handle};
use crate::runtime::rpc::{
    Call, Encoding, Idempotency, Metadata, MethodDescriptor, Reply, Response, ServiceDescriptor,
    Shape,
};
use crate::runtime::wkt::StringValue;
use crate::runtime::{Request, Status, Streaming};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const fn method(name: &'static str, path: &'static str, index: usize) -> MethodDescriptor {
    MethodDescriptor {
        service: "test.Service",
        name,
        path,
        shape: Shape::Unary,
        idempotency: Idempotency::Unknown,
        input: "google.protobuf.StringValue",
        output: "google.protobuf.StringValue",
        index,
        options: &[],
    }
}

static METHODS: [MethodDescriptor; 7] = [
    method("Echo", "/test.Service/Echo", 0),
    method("Fail", "/test.Service/Fail", 1),
    method("Panic", "/test.Service/Panic", 2),
    method("Hang", "/test.Service/Hang", 3),
    method("Stream", "/test.Service/Stream", 4),
    method("Refuse", "/test.Service/Refuse", 5),
    method("UserAgent", "/test.Service/UserAgent", 6),
];

static SERVICE: ServiceDescriptor = ServiceDescriptor {
    name: "test.Service",
    methods: &[
        &METHODS[0],
        &METHODS[1],
        &METHODS[2],
        &METHODS[3],
        &METHODS[4],
        &METHODS[5],
        &METHODS[6],
    ],
};

/// Answers the request.
pub static ECHO: &MethodDescriptor = &METHODS[0];

/// What the methods do.
#[derive(Clone, Default)]
pub struct Handlers {
    /// How many handlers hang now.
    pub hanging: Arc<AtomicUsize>,
}

struct Hanging(Arc<AtomicUsize>);

impl Drop for Hanging {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

impl Handlers {
    async fn hang(&self) {
        self.hanging.fetch_add(1, Ordering::SeqCst);
        let _hanging = Hanging(Arc::clone(&self.hanging));
        std::future::pending::<()>().await;
    }
}

impl Service for Handlers {
    fn descriptor(&self) -> &'static ServiceDescriptor {
        &SERVICE
    }

    async fn call(&self, call: Call) -> Result<Reply, Status> {
        let index = call.method().index;
        if index == 4 {
            return handle(call, |request| self.stream(request)).await;
        }
        let answer = async |request: Request<StringValue>| match index {
            0 => Ok(echo(request)),
            1 => Err(Status::not_found(request.into_inner().value)),
            2 => panic!("on purpose"),
            5 => Err(refusal()),
            6 => {
                let value = request.user_agent().unwrap_or_default().to_owned();
                Ok(Response::new(StringValue {
                    value,
                    ..StringValue::default()
                }))
            }
            _ => {
                self.hang().await;
                Err(Status::unknown("it never ends"))
            }
        };
        handle(call, answer).await
    }
}

impl Handlers {
    /// Two messages, and then what the request names.
    async fn stream(
        &self,
        request: Request<StringValue>,
    ) -> Result<Response<Streaming<StringValue>>, Status> {
        let (handlers, then) = (self.clone(), request.into_inner().value);
        Ok(Response::new(Streaming::produce(|sender| async move {
            if then == "plain" {
                let long = StringValue {
                    value: "x".repeat(100),
                    ..StringValue::default()
                };
                sender.send(long.clone()).await?;
                return sender.send_uncompressed(long).await;
            }
            for _ in 0..2 {
                sender.send(StringValue::default()).await?;
            }
            match then.as_str() {
                "panic" => panic!("on purpose"),
                "hang" => handlers.hang().await,
                _ => {}
            }
            Ok(())
        })))
    }
}

/// The request with its metadata; `x-compress` says whether it comes back compressed.
fn echo(request: Request<StringValue>) -> Response<StringValue> {
    let metadata = request.metadata().clone();
    let mut response = Response::new(request.into_inner());
    if let Some(compress) = metadata.get("x-compress") {
        response = response.compress(match compress {
            "yes" => Encoding::Gzip,
            _ => Encoding::Identity,
        });
    }
    *response.metadata_mut() = metadata;
    response
}

fn refusal() -> Status {
    let (mut initial, mut trailing) = (Metadata::new(), Metadata::new());
    initial.append("x-initial", "first").unwrap();
    trailing.append("x-trailing", "last").unwrap();
    Status::failed_precondition("not now")
        .with_initial_metadata(initial)
        .with_metadata(trailing)
}

/// A message as it travels: a `StringValue` of a text.
pub fn message(text: &str) -> Vec<u8> {
    let length = u8::try_from(text.len()).unwrap();
    let mut frame = vec![0, 0, 0, 0, length + 2, 10, length];
    frame.extend_from_slice(text.as_bytes());
    frame
}
