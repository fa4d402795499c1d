//! Typed interceptors: requests and responses of every shape, on both sides.

use crate::interop::generated::interop::v1::interop_client::InteropClient;
use crate::interop::generated::interop::v1::interop_fake::InteropFake;
use crate::interop::generated::interop::v1::interop_interceptor::{InteropInterceptor, Typed};
use crate::interop::generated::interop::v1::interop_server::InteropServer;
use crate::interop::generated::interop::v1::interop_service;
use crate::interop::generated::interop::v1::{Answer, Ask};
use crate::runtime::rpc::{
    Code, Request, Response, Server, ServiceDescriptor, Status, Streaming, TypedNext,
};

/// Adds `by` to the count of every request, and its mark to every answer.
struct Adding {
    by: u32,
    mark: &'static str,
}

impl Adding {
    fn ask(&self, request: Request<Ask>) -> Request<Ask> {
        request.map(|ask| Ask {
            count: ask.count + self.by,
            ..ask
        })
    }

    fn answer(&self, mut answer: Answer) -> Answer {
        let mut payload = answer.payload.to_vec();
        payload.extend_from_slice(self.mark.as_bytes());
        answer.payload = payload.into();
        answer
    }
}

impl InteropInterceptor for Adding {
    async fn unary(
        &self,
        request: Request<Ask>,
        next: TypedNext<'_, Ask, Answer>,
    ) -> Result<Response<Answer>, Status> {
        assert_eq!(next.method().path, "/interop.v1.Interop/Unary");
        if request.get_ref().count == 404 {
            return Err(Status::not_found("by the interceptor"));
        }
        let mut response = next.run(self.ask(request)).await?;
        response.metadata_mut().append("x-mark", self.mark).unwrap();
        Ok(response.map(|answer| self.answer(answer)))
    }

    async fn download(
        &self,
        request: Request<Ask>,
        next: TypedNext<'_, Ask, Streaming<Answer>>,
    ) -> Result<Response<Streaming<Answer>>, Status> {
        let response = next.run(self.ask(request)).await?;
        let mut answers = Vec::new();
        let mut stream = response.into_inner();
        while let Some(answer) = stream.message().await? {
            answers.push(self.answer(answer));
        }
        Ok(Response::new(answers.into()))
    }

    async fn upload(
        &self,
        request: Request<Streaming<Ask>>,
        next: TypedNext<'_, Streaming<Ask>, Answer>,
    ) -> Result<Response<Answer>, Status> {
        // Twice the same: `next` may be used more than once.
        let mut asks = Vec::new();
        let mut stream = request.into_inner();
        while let Some(ask) = stream.message().await? {
            asks.push(ask);
        }
        next.run(Request::new(asks.clone().into())).await?;
        let response = next.run(Request::new(asks.into())).await?;
        Ok(response.map(|answer| self.answer(answer)))
    }
}

fn fake() -> InteropFake {
    let fake = InteropFake::default();
    fake.unary
        .answer(async |request| Ok(Response::new(answer(request.into_inner().count))));
    fake.download.answer(async |request| {
        let count = request.into_inner().count;
        Ok(Response::new([answer(count), answer(count + 1)].into()))
    });
    fake.upload.answer(async |request| {
        let (mut asks, mut sum) = (request.into_inner(), 0);
        while let Some(ask) = asks.message().await? {
            sum += ask.count;
        }
        Ok(Response::new(answer(sum)))
    });
    fake.exchange
        .answer(async |_| Ok(Response::new([answer(0)].into())));
    fake
}

fn answer(count: u32) -> Answer {
    Answer {
        payload: count.to_string().into(),
        ..Answer::default()
    }
}

fn ask(count: u32) -> Ask {
    Ask {
        count,
        ..Ask::default()
    }
}

#[tokio::test]
async fn both_sides_see_and_change_calls_of_every_shape() {
    let fake = fake();
    let server = Server::builder()
        .intercept(Typed(Adding { by: 10, mark: "s" }))
        .add(InteropServer::new(fake.clone()));
    let client =
        InteropClient::new(server.in_process()).intercept(Typed(Adding { by: 1, mark: "c" }));

    let response = client.unary(ask(100)).await.unwrap();
    assert_eq!(&response.get_ref().payload[..], b"111sc");
    let marks: Vec<_> = response.metadata().get_all("x-mark").collect();
    assert_eq!(marks, ["s", "c"]);
    let status = client.unary(ask(404)).await.unwrap_err();
    assert_eq!(
        (status.code(), status.message()),
        (Code::NotFound, "by the interceptor")
    );
    assert_eq!(fake.unary.calls().len(), 1);

    let mut stream = client.download(ask(0)).await.unwrap().into_inner();
    assert_eq!(
        &stream.message().await.unwrap().unwrap().payload[..],
        b"11sc"
    );
    assert_eq!(
        &stream.message().await.unwrap().unwrap().payload[..],
        b"12sc"
    );
    assert_eq!(stream.message().await.unwrap(), None);

    let answer = client.upload([ask(1), ask(2)]).await.unwrap().into_inner();
    assert_eq!(&answer.payload[..], b"3sc");
    assert_eq!(fake.upload.calls().len(), 4);

    // What is not written goes on as it is.
    let mut stream = client.exchange([ask(1)]).await.unwrap().into_inner();
    assert_eq!(&stream.message().await.unwrap().unwrap().payload[..], b"0");
}

#[test]
fn methods_know_the_service_they_belong_to() {
    static OTHER: ServiceDescriptor = ServiceDescriptor {
        name: "interop.v1.Other",
        methods: &[],
    };
    let methods = interop_service::SERVICE.methods;
    for (index, method) in methods.iter().enumerate() {
        assert_eq!(method.index_in(&interop_service::SERVICE), index);
        assert_eq!(method.index_in(&OTHER), usize::MAX);
    }
}
