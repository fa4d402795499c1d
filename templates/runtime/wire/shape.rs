//! How often a field occurs: the methods that generated `merge_fields` calls, one for each shape.

use super::{DecodeError, Kind, Map, Oneof, Problem, Reader, UnknownFields, WireType, varint};

/// How many entries of a map are collected before they go in: many equal keys in the input must not become many values.
const MAP_BATCH: usize = 1024;

impl Reader<'_> {
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
        if K::MAY_NOT_FIT {
            // What does not fit leaves the field as it was.
            let mut new = T::default();
            kind.read(self, &mut new)?;
            *value = Some(new);
            return Ok(());
        }
        // Filled where it stays: a string that is moved just behind being made waits for its parts to reach the cache.
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
            values.reserve(self.elements_ahead(usize::MAX));
        }
        loop {
            if K::MAY_NOT_FIT || K::WIRE_TYPE != WireType::Delimited && K::REPLACES {
                let mut value = T::default();
                kind.read(self, &mut value)?;
                values.push(value);
            } else {
                // What is large is filled where it stays.
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
    /// Every one is there in the input, so room for them may be made. It stops counting at `most`.
    fn elements_ahead(&self, most: usize) -> usize {
        let (mut count, mut rest) = (1, self.rest);
        while count < most
            && let Some((length, behind)) = varint::read(rest)
        {
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
        loop {
            let most = if alone { 1 } else { MAP_BATCH };
            let mut entries = Vec::with_capacity(self.elements_ahead(most));
            let mut more = true;
            while more && entries.len() < most {
                entries.push(self.map_entry(key_kind, value_kind)?);
                more = !alone && self.take_tag(tag);
            }
            map.insert_entries(entries);
            if !more {
                return Ok(());
            }
        }
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

    /// Keeps a field that the message does not know.
    #[inline(never)]
    pub fn unknown(&mut self, unknown: &mut UnknownFields) -> Result<(), DecodeError> {
        let (tag, before) = (self.tag, self.rest);
        self.skip()?;
        unknown.push_raw(tag, &before[..before.len() - self.rest.len()]);
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
}
