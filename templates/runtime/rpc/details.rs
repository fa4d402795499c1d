//! Error details: messages in the `google.rpc.Status` that travels in `grpc-status-details-bin` (gRPC guide "Error handling",
//! "Richer error model").
//!
//! The fields of `google.rpc.Status` and of the `google.protobuf.Any` in it are few and fixed, so they are read and written
//! here, and no tree needs either type for it.

use super::super::wire::{DecodeError, Message, Reader, Utf8, WireType, Writer};
use super::Status;
use bytes::Bytes;

const CODE: u32 = 1;
const MESSAGE: u32 = 2;
const DETAILS: u32 = 3;

const TYPE_URL: u32 = 1;
const VALUE: u32 = 2;

const DELIMITED: u32 = WireType::Delimited as u32;

impl Status {
    /// This status with one more detail: a message of any type, as those of `google/rpc/error_details.proto`.
    #[must_use]
    pub fn with_detail<M: Message>(self, detail: &M) -> Self {
        let mut writer = Writer::default();
        writer.delimited(|any| {
            any.delimited(|value| detail.write_fields(value));
            any.tag(VALUE, WireType::Delimited);
            any.payload(format!("type.googleapis.com/{}", M::FULL_NAME).as_bytes());
            any.tag(TYPE_URL, WireType::Delimited);
        });
        writer.tag(DETAILS, WireType::Delimited);
        if self.details().is_empty() {
            writer.implicit(MESSAGE, Utf8, &self.message().to_owned());
            writer.varint(u64::from(self.code() as u8));
            writer.tag(CODE, WireType::Varint);
        } else {
            writer.prepend(self.details());
        }
        self.with_details(writer.into_bytes())
    }

    /// The details of one type, in order; an error where the details, or one of that type, cannot be decoded.
    pub fn details_of<M: Message>(&self) -> Result<Vec<M>, DecodeError> {
        let mut found = Vec::new();
        let mut reader = Reader::shared(self.details());
        while let Some(tag) = reader.tag()? {
            if tag != DETAILS << 3 | DELIMITED {
                reader.skip()?;
                continue;
            }
            let any = reader.delimited_bytes()?;
            let (type_url, value) = parts(&any)?;
            if type_url.rsplit(|byte| *byte == b'/').next() == Some(M::FULL_NAME.as_bytes()) {
                found.push(M::decode_bytes(&value)?);
            }
        }
        Ok(found)
    }
}

/// The type URL and the value of a `google.protobuf.Any`.
fn parts(any: &Bytes) -> Result<(Bytes, Bytes), DecodeError> {
    let (mut type_url, mut value) = (Bytes::new(), Bytes::new());
    let mut reader = Reader::shared(any);
    while let Some(tag) = reader.tag()? {
        match (tag >> 3, tag & 7) {
            (TYPE_URL, DELIMITED) => type_url = reader.delimited_bytes()?,
            (VALUE, DELIMITED) => value = reader.delimited_bytes()?,
            _ => reader.skip()?,
        }
    }
    Ok((type_url, value))
}
