//! The cursor over the input: tags, values, and the messages and groups inside each other.

use super::{DecodeError, Message, Problem, varint};
use bytes::Bytes;

/// How deep messages and groups may be nested (the limit of the protobuf implementations in C++ and Java).
pub const RECURSION_LIMIT: u32 = 100;

/// A cursor over the encoding of one message, and of the messages inside it.
pub struct Reader<'a> {
    /// What is left of the message being read.
    pub(super) rest: &'a [u8],
    /// The tag read last.
    pub(super) tag: u32,
    /// The tag that ends the group being read; zero in a length-delimited message.
    pub(super) end_group: u32,
    /// How many levels may still be entered.
    depth: u32,
    /// The whole input, for offsets.
    whole: &'a [u8],
    /// The same, where it is shared: `bytes` fields then slice it without copying.
    shared: Option<&'a Bytes>,
}

impl<'a> Reader<'a> {
    /// Reads from a slice; `bytes` fields are copied out of it.
    pub fn new(input: &'a [u8]) -> Self {
        Self {
            rest: input,
            tag: 0,
            end_group: 0,
            depth: RECURSION_LIMIT,
            whole: input,
            shared: None,
        }
    }

    /// Reads from a shared buffer; `bytes` fields keep it alive instead of copying.
    pub fn shared(input: &'a Bytes) -> Self {
        Self {
            shared: Some(input),
            ..Self::new(input)
        }
    }

    /// The next field's tag, number and wire type in one (`number << 3 | wire type`); `None` at the end of the message.
    #[allow(
        clippy::inline_always,
        reason = "it is called once a message type, and its answer would go through memory"
    )]
    #[inline(always)]
    pub fn tag(&mut self) -> Result<Option<u32>, DecodeError> {
        let tag = match *self.rest {
            [] if self.end_group == 0 => return Ok(None),
            [] => return Err(self.error(Problem::Truncated)),
            [byte @ 8..=0x7f, ref rest @ ..] => {
                self.rest = rest;
                u32::from(byte)
            }
            [low @ 0x80..=0xff, high @ 1..=0x7f, ref rest @ ..] => {
                self.rest = rest;
                u32::from(low & 0x7f) | u32::from(high) << 7
            }
            _ => self.long_tag()?,
        };
        self.tag = tag;
        if tag & 7 < 4 || tag & 7 == 5 {
            return Ok(Some(tag));
        }
        self.end_of_group(tag)
    }

    #[cold]
    fn end_of_group(&mut self, tag: u32) -> Result<Option<u32>, DecodeError> {
        if tag & 7 != 4 {
            return Err(self.error(Problem::InvalidTag));
        }
        if tag != self.end_group {
            return Err(self.error(Problem::UnmatchedGroup));
        }
        self.end_group = 0;
        Ok(None)
    }

    #[inline(never)]
    fn long_tag(&mut self) -> Result<u32, DecodeError> {
        let mut tag = 0u64;
        for (index, &byte) in self.rest.iter().take(5).enumerate() {
            tag |= u64::from(byte & 0x7f) << (7 * index);
            if byte < 0x80 {
                let tag = u32::try_from(tag).ok().filter(|tag| tag >> 3 != 0);
                let tag = tag.ok_or_else(|| self.error(Problem::InvalidTag))?;
                self.rest = &self.rest[index + 1..];
                return Ok(tag);
            }
        }
        Err(self.error(if self.rest.len() < 5 {
            Problem::Truncated
        } else {
            Problem::InvalidTag
        }))
    }

    /// A base-128 varint.
    #[inline]
    pub fn varint(&mut self) -> Result<u64, DecodeError> {
        let Some((value, rest)) = varint::read(self.rest) else {
            return Err(self.broken_varint());
        };
        self.rest = rest;
        Ok(value)
    }

    #[cold]
    fn broken_varint(&self) -> DecodeError {
        self.error(if self.rest.len() < varint::LONGEST {
            Problem::Truncated
        } else {
            Problem::OverlongVarint
        })
    }

    /// `N` bytes as they stand.
    #[inline]
    pub fn fixed<const N: usize>(&mut self) -> Result<[u8; N], DecodeError> {
        let Some((value, rest)) = self.rest.split_first_chunk::<N>() else {
            return Err(self.error(Problem::Truncated));
        };
        self.rest = rest;
        Ok(*value)
    }

    /// The payload of a length-delimited value.
    #[inline]
    pub fn delimited(&mut self) -> Result<&'a [u8], DecodeError> {
        let length = self.varint()?;
        let payload = usize::try_from(length)
            .ok()
            .and_then(|length| self.rest.split_at_checked(length));
        let Some((payload, rest)) = payload else {
            return Err(self.error(Problem::LengthBeyondEnd));
        };
        self.rest = rest;
        Ok(payload)
    }

    /// A length-delimited payload as shared bytes: a slice of the input where that is shared, else a copy.
    #[inline]
    pub fn delimited_bytes(&mut self) -> Result<Bytes, DecodeError> {
        let payload = self.delimited()?;
        Ok(self.shared.map_or_else(
            || Bytes::copy_from_slice(payload),
            |shared| shared.slice_ref(payload),
        ))
    }

    /// Goes on at `rest`, the end of what is left.
    pub(super) fn advance_to(&mut self, rest: &'a [u8]) {
        self.rest = rest;
    }

    /// What is left of the message being read.
    #[inline]
    pub fn remaining(&self) -> &'a [u8] {
        self.rest
    }

    /// The tag read last.
    #[inline]
    pub fn last_tag(&self) -> u32 {
        self.tag
    }

    /// Passes over the value of the tag read last.
    pub fn skip(&mut self) -> Result<(), DecodeError> {
        match self.tag & 7 {
            0 => self.varint().map(drop),
            1 => self.fixed::<8>().map(drop),
            2 => self.delimited().map(drop),
            3 => self.group(|reader| {
                while reader.tag()?.is_some() {
                    reader.skip()?;
                }
                Ok(())
            }),
            5 => self.fixed::<4>().map(drop),
            _ => Err(self.error(Problem::InvalidTag)),
        }
    }

    /// Reads a length-delimited message into `message`.
    #[inline]
    pub fn nested<M: Message>(&mut self, message: &mut M) -> Result<(), DecodeError> {
        let payload = self.delimited()?;
        self.enter()?;
        let rest = std::mem::replace(&mut self.rest, payload);
        let end_group = std::mem::take(&mut self.end_group);
        message
            .merge_fields(self)
            .map_err(|error| error.within(M::FULL_NAME))?;
        self.rest = rest;
        self.end_group = end_group;
        self.depth += 1;
        Ok(())
    }

    /// Reads the group whose start tag was read last.
    pub fn group(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.enter()?;
        let end_group = std::mem::replace(&mut self.end_group, self.tag + 1);
        read(self)?;
        self.end_group = end_group;
        self.depth += 1;
        Ok(())
    }

    #[inline]
    fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth == 0 {
            return Err(self.error(Problem::TooDeep));
        }
        self.depth -= 1;
        Ok(())
    }

    #[cold]
    #[inline(never)]
    pub(super) fn error(&self, problem: Problem) -> DecodeError {
        DecodeError::new(
            problem,
            self.rest.as_ptr() as usize - self.whole.as_ptr() as usize,
        )
    }
}
