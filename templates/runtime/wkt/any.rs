//! `Any`: a message of any type, with its name.

use super::super::wire::{DecodeError, Message};
use super::Any;

impl Any {
    /// Packs a message, under the type URL `type.googleapis.com/` and its full name.
    pub fn pack<M: Message>(message: &M) -> Self {
        Self {
            type_url: format!("type.googleapis.com/{}", M::FULL_NAME),
            value: message.encode_to_bytes(),
            ..Self::default()
        }
    }

    /// The message inside; `None` where it is of another type. Its `bytes` fields share this value's buffer.
    pub fn unpack<M: Message>(&self) -> Result<Option<M>, DecodeError> {
        if !self.is::<M>() {
            return Ok(None);
        }
        M::decode_bytes(&self.value).map(Some)
    }

    /// Whether the message inside is an `M`.
    pub fn is<M: Message>(&self) -> bool {
        self.type_name() == Some(M::FULL_NAME)
    }

    /// The full name of the message inside: what follows the last `/` of the type URL, which must have one.
    pub fn type_name(&self) -> Option<&str> {
        let (_, name) = self.type_url.rsplit_once('/')?;
        (!name.is_empty()).then_some(name)
    }
}
