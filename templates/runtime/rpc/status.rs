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
    initial: Metadata,
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
        Self(Box::new(Inner {
            code,
            message: message.into(),
            details: Bytes::new(),
            metadata: Metadata::new(),
            initial: Metadata::new(),
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

    /// This status with initial metadata: a server sends it in a block of its own before the trailers. Where messages went
    /// before, the initial metadata is theirs, and this is dropped.
    #[must_use]
    pub fn with_initial_metadata(mut self, metadata: Metadata) -> Self {
        self.0.initial = metadata;
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

    /// The initial metadata that came before the status of a call for one message.
    pub fn initial_metadata(&self) -> &Metadata {
        &self.0.initial
    }

    /// Takes the initial metadata out.
    pub(super) fn take_initial_metadata(&mut self) -> Metadata {
        std::mem::take(&mut self.0.initial)
    }

    /// The status in a block of trailers: `Ok` with the trailing metadata, or what went wrong. `None` where the block has no
    /// `grpc-status`.
    pub(super) fn from_trailers(trailers: HeaderMap) -> Option<Result<Metadata, Self>> {
        let (mut code, mut message, mut details) = (None, String::new(), Bytes::new());
        let metadata = Metadata::from_headers(trailers, |name, value| match name {
            "grpc-status" => code = Some(Code::parse(value.as_bytes())),
            "grpc-message" => message = percent_decode(value.as_bytes()),
            "grpc-status-details-bin" => {
                details = base64_decode(value.as_bytes()).unwrap_or_default().into();
            }
            _ => {}
        });
        let code = code?;
        if code == Code::Ok {
            return Some(Ok(metadata));
        }
        let status = Self::new(code, message).with_metadata(metadata);
        Some(Err(status.with_details(details)))
    }

    /// The trailers of a call that ended with this.
    pub(super) fn into_trailers(self, headers: &mut HeaderMap) {
        let Inner {
            code,
            message,
            details,
            metadata,
            ..
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
            .field("initial", &self.0.initial)
            .finish()
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.0.code, self.0.message)
    }
}

impl std::error::Error for Status {}
