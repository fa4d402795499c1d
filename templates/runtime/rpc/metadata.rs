//! Metadata: the headers and trailers that belong to the application.

use super::encoding::{base64_decode, base64_encode};
use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue};
use std::fmt;

/// Keys and values in the order they were added; a key may occur more than once.
///
/// A key that ends in `-bin` has bytes as its values, any other text of printable ASCII.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata(Vec<(HeaderName, HeaderValue)>);

/// A key or value that metadata cannot hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidMetadata(String);

impl fmt::Display for InvalidMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidMetadata {}

impl Metadata {
    /// No metadata.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many values there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Adds a text value. The key is lower case, does not end in `-bin` and does not begin with `grpc-`; the value is
    /// printable ASCII.
    pub fn append(&mut self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        let name = name(key, false)?;
        if !value.bytes().all(|byte| matches!(byte, 0x20..=0x7e)) {
            let text =
                format!("the value of {key:?} is not printable ASCII; use a key that ends in -bin");
            return Err(InvalidMetadata(text));
        }
        let value =
            HeaderValue::from_str(value).map_err(|error| InvalidMetadata(error.to_string()))?;
        self.0.push((name, value));
        Ok(())
    }

    /// Replaces every value of a key by one.
    pub fn insert(&mut self, key: &str, value: &str) -> Result<(), InvalidMetadata> {
        self.remove(key);
        self.append(key, value)
    }

    /// Adds a binary value; the key ends in `-bin`.
    pub fn append_bin(&mut self, key: &str, value: &[u8]) -> Result<(), InvalidMetadata> {
        let name = name(key, true)?;
        let value = HeaderValue::try_from(base64_encode(value))
            .map_err(|error| InvalidMetadata(error.to_string()))?;
        self.0.push((name, value));
        Ok(())
    }

    /// The first value of a key as text; `None` where there is none or it is not text.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0
            .iter()
            .find_map(|(name, value)| value.to_str().ok().filter(|_| name == key))
    }

    /// Every text value of a key.
    pub fn get_all<'a>(&'a self, key: &'a str) -> impl Iterator<Item = &'a str> {
        self.0
            .iter()
            .filter(move |(name, _)| name == key)
            .filter_map(|(_, value)| value.to_str().ok())
    }

    /// The first value of a binary key.
    pub fn get_bin(&self, key: &str) -> Option<Bytes> {
        self.get_all_bin(key).next()
    }

    /// Every value of a binary key: values that a peer joined with commas are taken apart, those that are no base64 left
    /// out.
    pub fn get_all_bin<'a>(&'a self, key: &'a str) -> impl Iterator<Item = Bytes> + 'a {
        let values = self.0.iter().filter(move |(name, _)| name == key);
        let parts = values.flat_map(|(_, value)| value.as_bytes().split(|byte| *byte == b','));
        parts.filter_map(|part| base64_decode(part.trim_ascii()).map(Bytes::from))
    }

    /// Removes every value of a key.
    pub fn remove(&mut self, key: &str) {
        self.0.retain(|(name, _)| name != key);
    }

    /// Every key with its value as it travels: binary values in base64.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
    }

    /// Adds all of `other`.
    pub fn extend(&mut self, other: Self) {
        self.0.extend(other.0);
    }

    /// What of a header block belongs to the application; the rest goes to `protocol`, first value or last.
    pub(super) fn from_headers(
        headers: HeaderMap,
        mut protocol: impl FnMut(&str, HeaderValue),
    ) -> Self {
        let mut metadata = Self::new();
        let mut last = None;
        for (name, value) in headers {
            last = name.or(last);
            match &last {
                Some(name) if is_reserved(name.as_str()) => protocol(name.as_str(), value),
                Some(name) => metadata.0.push((name.clone(), value)),
                None => {}
            }
        }
        metadata
    }

    pub(super) fn append_to(self, headers: &mut HeaderMap) {
        headers.reserve(self.0.len());
        for (name, value) in self.0 {
            headers.append(name, value);
        }
    }
}

/// Header names that gRPC keeps for itself (PROTOCOL-HTTP2, "Custom-Metadata").
fn is_reserved(name: &str) -> bool {
    name.starts_with("grpc-")
        || matches!(
            name,
            "te" | "content-type" | "user-agent" | "content-length"
        )
}

fn name(key: &str, binary: bool) -> Result<HeaderName, InvalidMetadata> {
    let valid =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-.".contains(&byte);
    if key.is_empty() || !key.bytes().all(valid) {
        return Err(InvalidMetadata(format!(
            "the key {key:?} has other characters than a-z, 0-9, '_', '-' and '.'"
        )));
    }
    if is_reserved(key) {
        return Err(InvalidMetadata(format!(
            "the key {key:?} is one that gRPC keeps for itself"
        )));
    }
    if key.ends_with("-bin") != binary {
        let text = if binary {
            "binary values need a key that ends in -bin"
        } else {
            "keys that end in -bin are binary"
        };
        return Err(InvalidMetadata(format!("{key:?}: {text}")));
    }
    HeaderName::try_from(key).map_err(|error| InvalidMetadata(error.to_string()))
}
