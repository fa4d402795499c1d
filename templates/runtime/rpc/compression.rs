//! Message compression (gRPC document "compression"): each message on its own, never larger than the limit when inflated.

use super::Status;
use bytes::Bytes;
use std::io::{Read, Write};

/// How messages are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    #[default]
    Identity,
    /// `gzip` (RFC 1952).
    Gzip,
}

/// The encodings that this side understands, as `grpc-accept-encoding` lists them.
pub(super) const ACCEPTED: &str = "identity,gzip";

impl Encoding {
    /// The encoding that a `grpc-encoding` header names.
    pub(super) fn parse(name: &[u8]) -> Option<Self> {
        match name {
            b"" | b"identity" => Some(Self::Identity),
            b"gzip" => Some(Self::Gzip),
            _ => None,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip",
        }
    }

    /// Whether a `grpc-accept-encoding` header lists this encoding.
    pub(super) fn is_in(self, accepted: &[u8]) -> bool {
        accepted
            .split(|byte| *byte == b',')
            .any(|name| name.trim_ascii() == self.name().as_bytes())
    }
}

pub(super) fn compress(encoding: Encoding, message: &[u8]) -> Result<Bytes, Status> {
    match encoding {
        Encoding::Identity => Ok(Bytes::copy_from_slice(message)),
        Encoding::Gzip => {
            let level = flate2::Compression::fast();
            let mut encoder =
                flate2::write::GzEncoder::new(Vec::with_capacity(message.len() / 2), level);
            let compressed = encoder.write_all(message).and_then(|()| encoder.finish());
            compressed
                .map(Bytes::from)
                .map_err(|error| Status::internal(format!("cannot compress: {error}")))
        }
    }
}

/// The inflated message; `None` where it is longer than `limit`, found before it is all inflated.
pub(super) fn decompress(
    encoding: Encoding,
    compressed: &[u8],
    limit: usize,
) -> Result<Option<Vec<u8>>, Status> {
    match encoding {
        Encoding::Identity => Ok(Some(compressed.to_vec())),
        Encoding::Gzip => {
            let mut message = Vec::with_capacity((compressed.len() * 2).min(limit));
            let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
            let read = flate2::read::GzDecoder::new(compressed)
                .take(bound)
                .read_to_end(&mut message);
            read.map_err(|error| {
                Status::internal(format!("cannot decompress a gzip message: {error}"))
            })?;
            Ok((message.len() <= limit).then_some(message))
        }
    }
}
