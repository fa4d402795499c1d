//! The headers that gRPC keeps for itself, read in one pass (PROTOCOL-HTTP2, "Requests" and "Responses").

use super::super::compression::Offers;
use super::super::{Encoding, Metadata};
use http::{HeaderMap, HeaderName, HeaderValue};

pub(super) const ENCODING: HeaderName = HeaderName::from_static("grpc-encoding");
pub(super) const ACCEPT_ENCODING: HeaderName = HeaderName::from_static("grpc-accept-encoding");
pub(super) const TIMEOUT: HeaderName = HeaderName::from_static("grpc-timeout");
pub(super) const GRPC: HeaderValue = HeaderValue::from_static("application/grpc");

/// What the head of a request or a response says.
pub(super) struct Head {
    /// Whether the content type is gRPC's.
    pub(super) is_grpc: bool,
    pub(super) timeout: Option<HeaderValue>,
    /// How the messages are compressed; the header's value where that is not known here.
    pub(super) encoding: Result<Encoding, HeaderValue>,
    /// The encodings that the peer can read.
    pub(super) offers: Offers,
    pub(super) user_agent: Option<HeaderValue>,
    pub(super) metadata: Metadata,
}

impl Head {
    pub(super) fn read(headers: HeaderMap) -> Self {
        let mut head = Self {
            is_grpc: false,
            timeout: None,
            encoding: Ok(Encoding::Identity),
            offers: Offers::default(),
            user_agent: None,
            metadata: Metadata::new(),
        };
        let metadata = Metadata::from_headers(headers, |name, value| match name {
            "content-type" => head.is_grpc = value.as_bytes().starts_with(b"application/grpc"),
            "grpc-timeout" => head.timeout = Some(value),
            "grpc-encoding" => head.encoding = Encoding::parse(value.as_bytes()).ok_or(value),
            "grpc-accept-encoding" => head.offers = head.offers.and(value.as_bytes()),
            "user-agent" => head.user_agent = Some(value),
            _ => {}
        });
        head.metadata = metadata;
        head
    }
}
