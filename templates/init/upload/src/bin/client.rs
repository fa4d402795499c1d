//! Uploads sixteen mebibytes, never holding more than a few chunks of them.

use {{crate_name}}::api::runtime::{Channel, Streaming};
use {{crate_name}}::api::upload::v1::upload_client::UploadClient;
use {{crate_name}}::service::{chunk, header};
use {{crate_name}}::{address, interceptors::SendToken, token};
use std::time::Duration;

const CHUNKS: u32 = 256;
const CHUNK_BYTES: usize = 64 * 1024;

fn bytes(number: u32) -> Vec<u8> {
    vec![number as u8; CHUNK_BYTES]
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let client = UploadClient::new(Channel::lazy(address())?).intercept(SendToken(token()));
    let mut crc = flate2::Crc::new();
    (0..CHUNKS).for_each(|number| crc.update(&bytes(number)));
    let sum = crc.sum();
    // A chunk is made when the transport has room for it.
    let parts = Streaming::produce(move |parts| async move {
        parts.send(header("sixteen-mebibytes.bin", sum)).await?;
        for number in 0..CHUNKS {
            parts.send(chunk(bytes(number))).await?;
        }
        Ok(())
    });
    let call = client.upload_file(parts).wait_for_ready(true).timeout(Duration::from_secs(60));
    let answer = call.await?.into_inner();
    println!("uploaded {} bytes with the checksum {:08x}", answer.size, answer.crc32);
    let damaged = [header("damaged.bin", 1), chunk(bytes(0))];
    match client.upload_file(damaged).await {
        Ok(_) => println!("a damaged file was taken"),
        Err(status) => println!("{status}"),
    }
    Ok(())
}
