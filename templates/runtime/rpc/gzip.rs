//! gzip (RFC 1952).

use super::Status;
use bytes::Bytes;
use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::io::{Read, Write};

pub(super) fn compress(message: &[u8]) -> Result<Bytes, Status> {
    let room = Vec::with_capacity(message.len() / 2);
    let mut encoder = GzEncoder::new(room, Compression::fast());
    let compressed = encoder.write_all(message).and_then(|()| encoder.finish());
    compressed
        .map(Bytes::from)
        .map_err(|error| Status::internal(format!("cannot compress: {error}")))
}

/// The inflated message; `None` where it is longer than `limit`, found before it is all inflated.
pub(super) fn decompress(compressed: &[u8], limit: usize) -> Result<Option<Vec<u8>>, Status> {
    let mut message = Vec::with_capacity((compressed.len() * 2).min(limit));
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    let read = GzDecoder::new(compressed)
        .take(bound)
        .read_to_end(&mut message);
    read.map_err(|error| Status::internal(format!("cannot decompress a gzip message: {error}")))?;
    Ok((message.len() <= limit).then_some(message))
}
