//! Takes files in chunks. Only one chunk is in memory at a time, however large the file.

use crate::api::runtime::{Request, Response, Status, Streaming};
use crate::api::upload::v1::upload_file_request::Part;
use crate::api::upload::v1::upload_server::{Upload, UploadServer};
use crate::api::upload::v1::{UploadFileRequest, UploadFileResponse};
use flate2::Crc;

/// The service, ready to be added to a server.
pub fn server() -> UploadServer<Receiver> {
    UploadServer::new(Receiver)
}

/// Counts and checks what it is sent; a real one would write it somewhere.
pub struct Receiver;

impl Upload for Receiver {
    async fn upload_file(
        &self,
        request: Request<Streaming<UploadFileRequest>>,
    ) -> Result<Response<UploadFileResponse>, Status> {
        let mut parts = request.into_inner();
        let Some(Part::Header(header)) = parts.message().await?.and_then(|message| message.part) else {
            return Err(Status::invalid_argument("the first message has no header"));
        };
        let (mut crc, mut size) = (Crc::new(), 0u64);
        while let Some(message) = parts.message().await? {
            let Some(Part::Chunk(chunk)) = message.part else {
                return Err(Status::invalid_argument("a message behind the first has no chunk"));
            };
            size += chunk.len() as u64;
            crc.update(&chunk);
        }
        if header.crc32 != 0 && header.crc32 != crc.sum() {
            let text = format!("{} arrived with the checksum {:08x}, not {:08x}", header.name, crc.sum(), header.crc32);
            return Err(Status::data_loss(text));
        }
        Ok(Response::new(UploadFileResponse { size, crc32: crc.sum(), ..Default::default() }))
    }
}

/// The message that begins an upload.
pub fn header(name: &str, crc32: u32) -> UploadFileRequest {
    let header = crate::api::upload::v1::Header { name: name.to_owned(), crc32, ..Default::default() };
    UploadFileRequest { part: Some(Part::Header(header)), ..Default::default() }
}

/// A message with the next bytes.
pub fn chunk(bytes: Vec<u8>) -> UploadFileRequest {
    UploadFileRequest { part: Some(Part::Chunk(bytes.into())), ..Default::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::runtime::{Code, InProcess};
    use crate::api::upload::v1::upload_client::UploadClient;

    #[tokio::test]
    async fn a_damaged_file_is_refused() {
        let client = UploadClient::new(InProcess::new(server()));
        let good = client.upload_file([header("a", 0), chunk(b"123456789".to_vec())]).await.expect("it is whole");
        assert_eq!((good.get_ref().size, good.get_ref().crc32), (9, 0xcbf4_3926));
        let bad = client.upload_file([header("a", 1), chunk(b"123456789".to_vec())]).await;
        assert_eq!(bad.expect_err("the checksum is wrong").code(), Code::DataLoss);
    }
}
