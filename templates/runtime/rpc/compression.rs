//! Message compression (gRPC document "compression"): each message on its own, never larger than the limit when inflated.

use super::Status;
use super::gzip; // part: gzip
use bytes::Bytes;

/// How messages are compressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Encoding {
    /// Not at all.
    #[default]
    Identity,
    /// `gzip` (RFC 1952). // part: gzip
    Gzip, // part: gzip
}

/// The encodings that this side understands, as `grpc-accept-encoding` lists them.
#[allow(clippy::useless_concat)] // without the part there is only one
#[rustfmt::skip] // a line for each part
pub(super) const ACCEPTED: &str = concat!(
    "identity",
    ",gzip", // part: gzip
);

impl Encoding {
    /// The encoding that a `grpc-encoding` header names.
    pub(super) fn parse(name: &[u8]) -> Option<Self> {
        match name {
            b"" | b"identity" => Some(Self::Identity),
            b"gzip" => Some(Self::Gzip), // part: gzip
            _ => None,
        }
    }

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Gzip => "gzip", // part: gzip
        }
    }
}

/// The encodings that a peer can read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Offers(u8);

impl Offers {
    /// These, and those that a `grpc-accept-encoding` header lists.
    pub(super) fn and(self, header: &[u8]) -> Self {
        let names = header.split(|byte| *byte == b',');
        let known = names.filter_map(|name| Encoding::parse(name.trim_ascii()));
        Self(known.fold(self.0, |offers, encoding| offers | 1 << encoding as u8))
    }

    pub(super) const fn has(self, encoding: Encoding) -> bool {
        self.0 >> encoding as u8 & 1 == 1
    }
}

pub(super) fn compress(encoding: Encoding, message: &[u8]) -> Result<Bytes, Status> {
    match encoding {
        Encoding::Identity => Ok(Bytes::copy_from_slice(message)),
        Encoding::Gzip => gzip::compress(message), // part: gzip
    }
}

/// The inflated message; `None` where it is longer than `limit`, found before it is all inflated.
pub(super) fn decompress(
    encoding: Encoding,
    compressed: &[u8],
    limit: usize,
) -> Result<Option<Vec<u8>>, Status> {
    match encoding {
        Encoding::Identity => Ok((compressed.len() <= limit).then(|| compressed.to_vec())),
        Encoding::Gzip => gzip::decompress(compressed, limit), // part: gzip
    }
}
