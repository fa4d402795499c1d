//! What a generated message and a generated oneof implement, and what that gives their users.

use super::{DecodeError, Reader, Writer};
use bytes::Bytes;
use std::{cell::Cell, fmt};

/// A protobuf message.
pub trait Message: Clone + PartialEq + Default + fmt::Debug + Send + Sync + 'static {
    /// The message's full name in the schema.
    const FULL_NAME: &'static str;

    /// Writes the fields, the highest number first: the writer grows towards its front.
    fn write_fields(&self, writer: &mut Writer);

    /// Reads fields up to the end of the message or group, merging them into what is there.
    fn merge_fields(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError>;

    /// Decodes a message; `bytes` fields are copied out of the input.
    fn decode(input: &[u8]) -> Result<Self, DecodeError> {
        decode(&mut Reader::new(input))
    }

    /// Decodes a message out of a shared buffer; its `bytes` fields keep the buffer alive instead of copying.
    fn decode_bytes(input: &Bytes) -> Result<Self, DecodeError> {
        decode(&mut Reader::shared(input))
    }

    /// Decodes fields into a message that may have some already: singular fields are replaced, messages merged, repeated
    /// fields appended to. Required fields must be in `input`.
    fn merge(&mut self, input: &[u8]) -> Result<(), DecodeError> {
        self.merge_fields(&mut Reader::new(input))
            .map_err(|error| error.within(Self::FULL_NAME))
    }

    /// The encoding, as a vector of exactly its size.
    fn encode_to_vec(&self) -> Vec<u8> {
        let writer = encode(self);
        if writer.is_worth_keeping() {
            let encoded = writer.as_slice().to_vec();
            keep(writer);
            return encoded;
        }
        writer.into_vec()
    }

    /// The encoding, as shared bytes.
    fn encode_to_bytes(&self) -> Bytes {
        shared(encode(self))
    }

    /// The encoding as a gRPC message: `flag` (0, or 1 where the payload will be compressed), the length, and the payload,
    /// in one buffer.
    fn encode_framed(&self, flag: u8) -> Bytes {
        shared(framed(self, flag))
    }

    /// Appends to `buffer` what [`encode_framed`](Self::encode_framed) makes with the flag 0.
    fn append_framed(&self, buffer: &mut Vec<u8>) {
        let writer = framed(self, 0);
        buffer.extend_from_slice(writer.as_slice());
        keep(writer);
    }

    /// How many bytes the encoding has. It is found by encoding: who needs the bytes too should ask for those.
    fn encoded_len(&self) -> usize {
        let writer = encode(self);
        let length = writer.len();
        keep(writer);
        length
    }
}

/// A message behind a pointer, as recursion needs it.
impl<M: Message> Message for Box<M> {
    const FULL_NAME: &'static str = M::FULL_NAME;

    #[inline]
    fn write_fields(&self, writer: &mut Writer) {
        M::write_fields(self, writer);
    }

    #[inline]
    fn merge_fields(&mut self, reader: &mut Reader<'_>) -> Result<(), DecodeError> {
        M::merge_fields(self, reader)
    }
}

#[inline]
fn decode<M: Message>(reader: &mut Reader<'_>) -> Result<M, DecodeError> {
    // One variable, answered as it is: the message is made where the caller wants it.
    let mut result = Ok(M::default());
    if let Ok(message) = &mut result
        && let Err(error) = message.merge_fields(reader)
    {
        result = Err(error.within(M::FULL_NAME));
    }
    result
}

thread_local! {
    /// A writer's buffer between two messages: its size is what messages here usually need.
    static SPARE: Cell<Vec<u8>> = const { Cell::new(Vec::new()) };
}

fn encode<M: Message>(message: &M) -> Writer {
    // While the thread ends there is none.
    let spare = SPARE.try_with(Cell::take).unwrap_or_default();
    let mut writer = Writer::over(spare);
    message.write_fields(&mut writer);
    writer
}

fn framed<M: Message>(message: &M, flag: u8) -> Writer {
    let mut writer = encode(message);
    // Four bytes is what the protocol has; every limit on messages is far below.
    let length = u32::try_from(writer.len()).unwrap_or(u32::MAX);
    writer.prepend(&length.to_be_bytes());
    writer.prepend(&[flag]);
    writer
}

fn keep(writer: Writer) {
    if writer.is_worth_keeping() {
        // While the thread ends there is nowhere to keep it.
        let _ = SPARE.try_with(|spare| spare.set(writer.into_buffer()));
    }
}

fn shared(writer: Writer) -> Bytes {
    if writer.is_worth_keeping() {
        let encoded = Bytes::copy_from_slice(writer.as_slice());
        keep(writer);
        return encoded;
    }
    writer.into_bytes()
}

/// A generated oneof: an enum with a variant for each member.
pub trait Oneof: Sized {
    /// Writes the member that is set, with its tag.
    fn write_field(&self, writer: &mut Writer);

    /// Reads the member whose tag was read last; a message that is set already is merged into.
    fn merge_field(oneof: &mut Option<Self>, reader: &mut Reader<'_>) -> Result<(), DecodeError>;
}
