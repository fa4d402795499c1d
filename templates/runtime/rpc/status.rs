//! How a call ended: code, message, details and trailing metadata.

use super::encoding::{base64_decode, base64_encode, percent_decode, percent_encode};
use super::{Code, Metadata, MethodDescriptor};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::{borrow::Cow, fmt};

const STATUS: HeaderName = HeaderName::from_static("grpc-status");
const MESSAGE: HeaderName = HeaderName::from_static("grpc-message");
const DETAILS: HeaderName = HeaderName::from_static("grpc-status-details-bin");

/// The outcome of a call that is not a plain success.
#[derive(Clone)]
pub struct Status(Box<Inner>);

#[derive(Clone)]
struct Inner {
    code: Code,
    message: Cow<'static, str>,
    details: Bytes,
    metadata: Metadata,
}

macro_rules! constructors {
    ($($name:ident $code:ident)*) => {$(
        #[doc = concat!("A status with [`Code::", stringify!($code), "`].")]
        pub fn $name(message: impl Into<Cow<'static, str>>) -> Self {
            Self::new(Code::$code, message)
        }
    )*};
}

impl Status {
    /// A status with a code and a message for people.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        let (details, metadata) = (Bytes::new(), Metadata::new());
        Self(Box::new(Inner {
            code,
            message: message.into(),
            details,
            metadata,
        }))
    }

    constructors! {
        cancelled Cancelled
        unknown Unknown
        invalid_argument InvalidArgument
        deadline_exceeded DeadlineExceeded
        not_found NotFound
        already_exists AlreadyExists
        permission_denied PermissionDenied
        resource_exhausted ResourceExhausted
        failed_precondition FailedPrecondition
        aborted Aborted
        out_of_range OutOfRange
        unimplemented Unimplemented
        internal Internal
        unavailable Unavailable
        data_loss DataLoss
        unauthenticated Unauthenticated
    }

    /// What a server answers for a method it does not have.
    pub fn unimplemented_method(method: &MethodDescriptor) -> Self {
        Self::unimplemented(format!("the server has no method {}", method.path))
    }

    /// This status with the encoding of a `google.rpc.Status`, whose code and message should be this one's.
    #[must_use]
    pub fn with_details(mut self, details: impl Into<Bytes>) -> Self {
        self.0.details = details.into();
        self
    }

    /// This status with trailing metadata.
    #[must_use]
    pub fn with_metadata(mut self, metadata: Metadata) -> Self {
        self.0.metadata = metadata;
        self
    }

    /// The code.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// The message.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The encoding of a `google.rpc.Status`; empty where the peer sent none.
    pub fn details(&self) -> &Bytes {
        &self.0.details
    }

    /// The metadata that came with the status.
    pub fn metadata(&self) -> &Metadata {
        &self.0.metadata
    }

    /// The same, to change.
    pub fn metadata_mut(&mut self) -> &mut Metadata {
        &mut self.0.metadata
    }

    /// The status in a block of trailers: `Ok` with the trailing metadata, or what went wrong. `None` where the block has no
    /// `grpc-status`.
    pub(super) fn from_trailers(mut trailers: HeaderMap) -> Option<Result<Metadata, Self>> {
        let code = Code::parse(trailers.remove(STATUS)?.as_bytes());
        let message = trailers
            .remove(MESSAGE)
            .map(|message| percent_decode(message.as_bytes()));
        let details = trailers
            .remove(DETAILS)
            .and_then(|details| base64_decode(details.as_bytes()));
        let metadata = Metadata::from_headers(trailers);
        if code == Code::Ok {
            return Some(Ok(metadata));
        }
        let status = Self::new(code, message.unwrap_or_default()).with_metadata(metadata);
        Some(Err(status.with_details(details.unwrap_or_default())))
    }

    /// The trailers of a call that ended with this.
    pub(super) fn into_trailers(self, headers: &mut HeaderMap) {
        let Inner {
            code,
            message,
            details,
            metadata,
        } = *self.0;
        headers.insert(STATUS, HeaderValue::from_static(code.header()));
        if !message.is_empty()
            && let Ok(message) = HeaderValue::try_from(percent_encode(&message))
        {
            headers.insert(MESSAGE, message);
        }
        if !details.is_empty()
            && let Ok(details) = HeaderValue::try_from(base64_encode(&details))
        {
            headers.insert(DETAILS, details);
        }
        metadata.append_to(headers);
    }

    /// The trailers of a call that succeeded.
    pub(super) fn ok_trailers(metadata: Metadata) -> HeaderMap {
        let mut headers = HeaderMap::with_capacity(1 + metadata.len());
        headers.insert(STATUS, HeaderValue::from_static(Code::Ok.header()));
        metadata.append_to(&mut headers);
        headers
    }
}

impl fmt::Debug for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Status");
        debug
            .field("code", &self.0.code)
            .field("message", &self.0.message);
        debug
            .field("details", &self.0.details)
            .field("metadata", &self.0.metadata)
            .finish()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::error::Error for Status {}
