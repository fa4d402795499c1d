//! The service, and what surrounds it.

pub mod api;
pub mod interceptors;
pub mod service;

/// Where the server listens and the client calls: `$ADDRESS`, or a port of this machine.
pub fn address() -> String {
    std::env::var("ADDRESS").unwrap_or_else(|_| "127.0.0.1:50051".to_owned())
}

/// The token that the client sends and the server wants: `$TOKEN`, or one that is good for a demonstration.
pub fn token() -> String {
    std::env::var("TOKEN").unwrap_or_else(|_| "open sesame".to_owned())
}
