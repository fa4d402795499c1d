//! Takes files in chunks. Only one chunk is in memory at a time, however large the file.

use crate::api::runtime::{Request, Response, Server, Status, Streaming};
use crate::api::upload::v1::upload_file_request::Part;
use crate::api::upload::v1::upload_service_server::{UploadService, UploadServiceServer};
use crate::api::upload::v1::{Header, UploadFileRequest, UploadFileResponse};

/// The largest file to take, in bytes.
const LARGEST_FILE: u64 = 1 << 30;

/// Adds the service to a server.
pub fn add_to(server: Server) -> Server {
    server.add(UploadServiceServer::new(Receiver))
}

/// Counts and checks what it is sent. To keep it, write each chunk to a temporary file, and give that
/// its name once the checksum is right.
pub struct Receiver;

impl UploadService for Receiver {
    async fn upload_file(
        &self,
        request: Request<Streaming<UploadFileRequest>>,
    ) -> Result<Response<UploadFileResponse>, Status> {
        let mut parts = request.into_inner();
        let first = parts.message().await?.and_then(|message| message.part);
        let Some(Part::Header(header)) = first else {
            return Err(Status::invalid_argument("the first message has no header"));
        };
        let (mut crc, mut size) = (crc32fast::Hasher::new(), 0);
        while let Some(message) = parts.message().await? {
            let Some(Part::Chunk(chunk)) = message.part else {
                return Err(Status::invalid_argument(
                    "a message behind the first has no chunk",
                ));
            };
            size += chunk.len() as u64;
            if size > LARGEST_FILE {
                return Err(Status::out_of_range(format!(
                    "{} is larger than {LARGEST_FILE} bytes",
                    header.name
                )));
            }
            crc.update(&chunk);
        }
        let crc32 = crc.finalize();
        match header.crc32 {
            Some(expected) if expected != crc32 => Err(Status::data_loss(format!(
                "{} came with the checksum {crc32:08x}, not {expected:08x}",
                header.name
            ))),
            _ => Ok(Response::new(UploadFileResponse {
                size,
                crc32,
                ..Default::default()
            })),
        }
    }
}

/// The message that begins an upload.
pub fn header(name: &str, crc32: Option<u32>) -> UploadFileRequest {
    let header = Header {
        name: name.into(),
        crc32,
        ..Default::default()
    };
    UploadFileRequest {
        part: Some(Part::Header(header)),
        ..Default::default()
    }
}

/// A message with the next bytes.
pub fn chunk(bytes: Vec<u8>) -> UploadFileRequest {
    UploadFileRequest {
        part: Some(Part::Chunk(bytes.into())),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::runtime::{Code, InProcess};
    use crate::api::upload::v1::upload_service_client::UploadServiceClient;

    fn client() -> UploadServiceClient<InProcess> {
        UploadServiceClient::new(add_to(Server::builder()).in_process())
    }

    #[tokio::test]
    async fn a_whole_file_is_taken() {
        let parts = [
            header("a", Some(0xcbf4_3926)),
            chunk(b"1234".into()),
            chunk(b"56789".into()),
        ];
        let answer = client()
            .upload_file(parts)
            .await
            .expect("it is whole")
            .into_inner();
        assert_eq!((answer.size, answer.crc32), (9, 0xcbf4_3926));
    }

    #[tokio::test]
    async fn what_is_no_file_is_refused() {
        for (parts, code) in [
            (
                vec![header("a", Some(1)), chunk(b"123456789".into())],
                Code::DataLoss,
            ),
            (vec![chunk(b"1".into())], Code::InvalidArgument),
            (
                vec![header("a", None), header("b", None)],
                Code::InvalidArgument,
            ),
            (vec![], Code::InvalidArgument),
        ] {
            let status = client()
                .upload_file(parts)
                .await
                .expect_err("it is no file");
            assert_eq!(status.code(), code);
        }
    }
}
