//! What is known of a method before it is called.

/// Which sides of a call stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// One message each way.
    Unary,
    /// One message, answered by many.
    ServerStreaming,
    /// Many messages, answered by one.
    ClientStreaming,
    /// Many messages each way.
    Bidirectional,
}

/// What calling a method twice does (`idempotency_level`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Idempotency {
    /// The schema does not say.
    Unknown,
    /// It changes nothing.
    NoSideEffects,
    /// The same as calling it once.
    Idempotent,
}

/// A method of a service.
#[derive(Debug)]
pub struct MethodDescriptor {
    /// The full name of its service.
    pub service: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Its path on the wire: `/package.Service/Method`.
    pub path: &'static str,
    /// Which sides stream.
    pub shape: Shape,
    /// What calling it twice does.
    pub idempotency: Idempotency,
    /// The full name of what it takes.
    pub input: &'static str,
    /// The full name of what it answers.
    pub output: &'static str,
    /// Its position in its service.
    pub index: usize,
    /// Its options: an encoded `google.protobuf.MethodOptions`, custom options included.
    pub options: &'static [u8],
}

impl MethodDescriptor {
    /// Its position in a service, where it belongs to that; past the end of any service where it does not.
    pub fn index_in(&self, service: &ServiceDescriptor) -> usize {
        if self.service == service.name {
            self.index
        } else {
            usize::MAX
        }
    }
}

/// A service.
#[derive(Debug)]
pub struct ServiceDescriptor {
    /// Its full name.
    pub name: &'static str,
    /// Its methods, in the order of the schema.
    pub methods: &'static [&'static MethodDescriptor],
}
