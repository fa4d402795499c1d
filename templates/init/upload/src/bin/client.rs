//! Uploads sixteen mebibytes, never holding more than a few chunks of them.

use {{crate_name}}::api::runtime::{Channel, Streaming};
use {{crate_name}}::api::upload::v1::upload_service_client::UploadServiceClient;
use {{crate_name}}::service::{chunk, header};
use {{crate_name}}::{address, interceptors::SendToken, token};

use std::time::Duration;

const CHUNKS: u8 = 255;
const CHUNK_BYTES: usize = 64 * 1024;

fn bytes(number: u8) -> Vec<u8> {
    vec![number; CHUNK_BYTES]
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let channel = Channel::builder(address())
        .timeout(Duration::from_secs(60))
        .lazy()?;
    let client = UploadServiceClient::new(channel).intercept(SendToken(token()));
    let mut crc = crc32fast::Hasher::new();
    (0..=CHUNKS).for_each(|number| crc.update(&bytes(number)));
    let crc = crc.finalize();
    // A chunk is made when the transport has room for it.
    let parts = Streaming::produce(move |parts| async move {
        parts
            .send(header("sixteen-mebibytes.bin", Some(crc)))
            .await?;
        for number in 0..=CHUNKS {
            parts.send(chunk(bytes(number))).await?;
        }
        Ok(())
    });
    // The server may be starting still.
    let answer = client
        .upload_file(parts)
        .wait_for_ready(true)
        .await?
        .into_inner();
    println!(
        "uploaded {} bytes with the checksum {:08x}",
        answer.size, answer.crc32
    );
    let damaged = [header("damaged.bin", Some(1)), chunk(bytes(0))];
    if let Err(status) = client.upload_file(damaged).await {
        println!("{status}");
    }
    Ok(())
}
