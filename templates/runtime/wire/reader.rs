//! The cursor that generated `merge_fields` walks over the input.

use super::{DecodeError, Kind, Map, Message, Oneof, Problem, UnknownFields, WireType, varint};
use bytes::Bytes;

/// How deep messages and groups may be nested (the limit of the protobuf implementations in C++ and Java).
pub const RECURSION_LIMIT: u32 = 100;

/// A cursor over the encoding of one message, and of the messages inside it.
pub struct Reader<'a> {
    /// What is left of the message being read.
    rest: &'a [u8],
    /// The tag read last.
    tag: u32,
    /// The tag that ends the group being read; zero in a length-delimited message.
    end_group: u32,
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
    #[inline]
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

    /// A field that occurs once and has no presence of its own: the last value wins, a message is merged.
    #[inline]
    pub fn singular<T, K: Kind<T>>(&mut self, kind: K, value: &mut T) -> Result<(), DecodeError> {
        self.expect(K::WIRE_TYPE)?;
        kind.read(self, value)
    }

    /// A field that knows whether it is set.
    #[inline]
    pub fn explicit<T: Default, K: Kind<T>>(
        &mut self,
        kind: K,
        value: &mut Option<T>,
    ) -> Result<(), DecodeError> {
        self.expect(K::WIRE_TYPE)?;
        if K::REPLACES {
            let mut new = T::default();
            kind.read(self, &mut new)?;
            *value = Some(new);
            return Ok(());
        }
        kind.read(self, value.get_or_insert_default())
    }

    /// A new value, or more of one that is already there: what the members of a oneof are read with.
    #[inline]
    pub fn resume<T: Default, K: Kind<T>>(
        &mut self,
        kind: K,
        present: Option<T>,
    ) -> Result<T, DecodeError> {
        let mut value = present.unwrap_or_default();
        self.singular(kind, &mut value)?;
        Ok(value)
    }

    /// One element of a repeated field, and those that follow it with the same tag.
    #[inline]
    pub fn repeated<T: Default, K: Kind<T>>(
        &mut self,
        kind: K,
        values: &mut Vec<T>,
    ) -> Result<(), DecodeError> {
        self.expect(K::WIRE_TYPE)?;
        let tag = self.tag;
        if K::WIRE_TYPE == WireType::Delimited {
            values.reserve(self.elements_ahead());
        }
        loop {
            if K::REPLACES {
                let mut value = T::default();
                kind.read(self, &mut value)?;
                values.push(value);
            } else {
                // Messages are large: they are filled where they stay.
                values.push(T::default());
                if let Some(value) = values.last_mut() {
                    kind.read(self, value)?;
                }
            }
            if !self.take_tag(tag) {
                return Ok(());
            }
        }
    }

    /// How many length-delimited values with one tag of one byte stand in a row here, the one being read included.
    /// Every one is there in the input, so room for them may be made.
    fn elements_ahead(&self) -> usize {
        let (mut count, mut rest) = (1, self.rest);
        while let Some((length, behind)) = varint::read(rest) {
            let next = usize::try_from(length)
                .ok()
                .and_then(|length| behind.get(length..));
            match next {
                Some([tag, behind @ ..]) if u32::from(*tag) == self.tag => rest = behind,
                _ => break,
            }
            count += 1;
        }
        count
    }

    /// Elements of a repeated scalar field, packed or one by one: readers accept both (Encoding, "Packed Repeated Fields").
    #[inline]
    pub fn packed<T: Default, K: Kind<T>>(
        &mut self,
        kind: K,
        values: &mut Vec<T>,
    ) -> Result<(), DecodeError> {
        if self.tag & 7 != WireType::Delimited as u32 {
            return self.repeated(kind, values);
        }
        let payload = self.delimited()?;
        let rest = std::mem::replace(&mut self.rest, payload);
        kind.read_packed(self, values)?;
        self.rest = rest;
        Ok(())
    }

    /// As [`packed`](Self::packed), for kinds with values that their type cannot hold: those go to the unknown fields,
    /// each as a field of its own.
    pub fn packed_or_unknown<T: Default, K: Kind<T>>(
        &mut self,
        kind: K,
        values: &mut Vec<T>,
        unknown: &mut UnknownFields,
    ) -> Result<(), DecodeError> {
        if self.tag & 7 != WireType::Delimited as u32 {
            return self.element_or_unknown(kind, values, unknown);
        }
        let payload = self.delimited()?;
        let rest = std::mem::replace(&mut self.rest, payload);
        self.tag = self.tag & !7 | K::WIRE_TYPE as u32;
        while !self.rest.is_empty() {
            self.element_or_unknown(kind, values, unknown)?;
        }
        self.rest = rest;
        Ok(())
    }

    /// One element of a repeated field whose kind has values that its type cannot hold.
    pub fn element_or_unknown<T: Default, K: Kind<T>>(
        &mut self,
        kind: K,
        values: &mut Vec<T>,
        unknown: &mut UnknownFields,
    ) -> Result<(), DecodeError> {
        self.or_unknown(unknown, |reader| {
            let value = reader.resume(kind, None)?;
            values.push(value);
            Ok(())
        })
    }

    /// Runs `read`; where the value does not fit its type (an unknown number of a closed enum, a string that need not be
    /// UTF-8 and is not), the field goes to the unknown fields instead, byte for byte.
    pub fn or_unknown(
        &mut self,
        unknown: &mut UnknownFields,
        read: impl FnOnce(&mut Self) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let (tag, before) = (self.tag, self.rest);
        match read(self) {
            Err(error) if error.problem() == Problem::Unrepresentable => {
                unknown.push_raw(tag, &before[..before.len() - self.rest.len()]);
                Ok(())
            }
            result => result,
        }
    }

    /// One entry of a map field, and those that follow it; a missing key or value is the default of its type.
    ///
    /// Where an entry may have to go to the unknown fields, it is read alone.
    pub fn map<M, K, V>(
        &mut self,
        key_kind: K,
        value_kind: V,
        map: &mut M,
    ) -> Result<(), DecodeError>
    where
        M: Map,
        K: Kind<M::Key>,
        V: Kind<M::Value>,
    {
        self.expect(WireType::Delimited)?;
        let tag = self.tag;
        let alone = K::MAY_NOT_FIT || V::MAY_NOT_FIT;
        let count = if alone { 1 } else { self.elements_ahead() };
        let mut entries = Vec::with_capacity(count);
        loop {
            entries.push(self.map_entry(key_kind, value_kind)?);
            if alone || !self.take_tag(tag) {
                break;
            }
        }
        map.insert_entries(entries);
        Ok(())
    }

    fn map_entry<T: Default, U: Default, K: Kind<T>, V: Kind<U>>(
        &mut self,
        key_kind: K,
        value_kind: V,
    ) -> Result<(T, U), DecodeError> {
        let entry = self.delimited()?;
        let rest = std::mem::replace(&mut self.rest, entry);
        let end_group = std::mem::take(&mut self.end_group);
        let mut entry = (T::default(), U::default());
        let result = self.map_fields(key_kind, value_kind, &mut entry);
        self.rest = rest;
        self.end_group = end_group;
        result.map(|()| entry)
    }

    fn map_fields<T, U, K: Kind<T>, V: Kind<U>>(
        &mut self,
        key_kind: K,
        value_kind: V,
        (key, value): &mut (T, U),
    ) -> Result<(), DecodeError> {
        while let Some(tag) = self.tag()? {
            match tag >> 3 {
                1 if tag & 7 == K::WIRE_TYPE as u32 => key_kind.read(self, key)?,
                2 if tag & 7 == V::WIRE_TYPE as u32 => value_kind.read(self, value)?,
                _ => self.skip()?,
            }
        }
        Ok(())
    }

    /// A member of a oneof; the enum decides by [`last_tag`](Self::last_tag).
    #[inline]
    pub fn oneof<O: Oneof>(
        &mut self,
        oneof: &mut Option<O>,
        unknown: &mut UnknownFields,
    ) -> Result<(), DecodeError> {
        self.or_unknown(unknown, |reader| O::merge_field(oneof, reader))
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

    /// Keeps a field that the message does not know.
    #[inline(never)]
    pub fn unknown(&mut self, unknown: &mut UnknownFields) -> Result<(), DecodeError> {
        let (tag, before) = (self.tag, self.rest);
        self.skip()?;
        unknown.push_raw(tag, &before[..before.len() - self.rest.len()]);
        Ok(())
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

    /// An error unless `present`: `field` is the full name of a required field.
    #[inline]
    pub fn require(&self, present: bool, field: &'static str) -> Result<(), DecodeError> {
        if present {
            Ok(())
        } else {
            Err(self.error(Problem::MissingRequired(field)))
        }
    }

    #[inline]
    fn enter(&mut self) -> Result<(), DecodeError> {
        if self.depth == 0 {
            return Err(self.error(Problem::TooDeep));
        }
        self.depth -= 1;
        Ok(())
    }

    #[inline]
    fn expect(&self, wire_type: WireType) -> Result<(), DecodeError> {
        if self.tag & 7 == wire_type as u32 {
            Ok(())
        } else {
            Err(self.error(Problem::UnexpectedWireType))
        }
    }

    /// Passes over `tag` if it comes next.
    #[inline]
    fn take_tag(&mut self, tag: u32) -> bool {
        let rest = match *self.rest {
            [byte, ref rest @ ..] if tag < 0x80 && u32::from(byte) == tag => rest,
            [low, high, ref rest @ ..]
                if (0x80..0x4000).contains(&tag)
                    && u32::from(low) == tag & 0x7f | 0x80
                    && u32::from(high) == tag >> 7 =>
            {
                rest
            }
            _ => return false,
        };
        self.rest = rest;
        self.tag = tag;
        true
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
