//! Services and methods.

use super::{Comments, FileId, MessageId, ServiceId};
use crate::descriptor::google::protobuf as descriptor;
use crate::report::Span;

/// A service.
#[derive(Debug)]
pub struct Service {
    /// Its id.
    pub id: ServiceId,
    /// The file it stands in.
    pub file: FileId,
    /// Its simple name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// Its methods, in order.
    pub methods: Vec<Method>,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::ServiceOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// A method of a service.
#[derive(Debug)]
pub struct Method {
    /// The service it is one of.
    pub service: ServiceId,
    /// Its position in the service.
    pub index: usize,
    /// Its name.
    pub name: String,
    /// Its full name, without a leading dot.
    pub full_name: String,
    /// What it takes.
    pub input: MessageId,
    /// What it answers.
    pub output: MessageId,
    /// Which sides stream.
    pub shape: MethodShape,
    /// What a repeated call does.
    pub idempotency: Idempotency,
    /// Whether it is deprecated.
    pub deprecated: bool,
    /// Its options, custom ones among their unknown fields.
    pub options: Option<Box<descriptor::MethodOptions>>,
    /// Its comments.
    pub comments: Comments,
    /// Where it stands.
    pub span: Option<Span>,
}

/// The four shapes of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MethodShape {
    /// One message each way.
    Unary,
    /// One message, answered by many.
    ServerStreaming,
    /// Many messages, answered by one.
    ClientStreaming,
    /// Many messages each way.
    Bidirectional,
}

/// `idempotency_level`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Idempotency {
    /// Not said.
    Unknown,
    /// It changes nothing.
    NoSideEffects,
    /// Doing it twice is doing it once.
    Idempotent,
}
