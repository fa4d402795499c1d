//! `Struct`, `Value` and `ListValue`: from and to natural Rust values.

use super::value::Kind;
use super::{InvalidValue, ListValue, NullValue, Struct, Value};
use std::collections::{BTreeMap, HashMap, btree_map};
use std::{slice, vec};

impl Value {
    /// The JSON value `null`.
    pub fn null() -> Self {
        Kind::NullValue(NullValue::NullValue).into()
    }

    /// Whether this is `null`, or holds nothing at all.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, None | Some(Kind::NullValue(_)))
    }

    /// The number, if it is one.
    pub fn as_f64(&self) -> Option<f64> {
        match self.kind {
            Some(Kind::NumberValue(number)) => Some(number),
            _ => None,
        }
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Some(Kind::StringValue(text)) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if it is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Some(Kind::BoolValue(value)) => Some(value),
            _ => None,
        }
    }

    /// The object, if it is one.
    pub fn as_struct(&self) -> Option<&Struct> {
        match &self.kind {
            Some(Kind::StructValue(value)) => Some(value),
            _ => None,
        }
    }

    /// The elements, if it is a list.
    pub fn as_list(&self) -> Option<&[Self]> {
        match &self.kind {
            Some(Kind::ListValue(list)) => Some(&list.values),
            _ => None,
        }
    }
}

impl From<Kind> for Value {
    fn from(kind: Kind) -> Self {
        Self {
            kind: Some(kind),
            ..Self::default()
        }
    }
}

macro_rules! values {
    ($($from:ty, $value:ident => $kind:expr;)*) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Self {
                $kind.into()
            }
        }
    )*};
}

values! {
    (), _value => Kind::NullValue(NullValue::NullValue);
    f64, value => Kind::NumberValue(value);
    f32, value => Kind::NumberValue(value.into());
    i32, value => Kind::NumberValue(value.into());
    u32, value => Kind::NumberValue(value.into());
    &str, value => Kind::StringValue(value.to_owned());
    String, value => Kind::StringValue(value);
    bool, value => Kind::BoolValue(value);
    Struct, value => Kind::StructValue(value);
    ListValue, value => Kind::ListValue(value);
}

/// `None` is `null`.
impl<T: Into<Self>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or_else(Self::null, Into::into)
    }
}

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl<T: Into<Self>, const N: usize> From<[T; N]> for Value {
    fn from(values: [T; N]) -> Self {
        values.into_iter().collect()
    }
}

impl<K: Into<String>, V: Into<Self>> From<BTreeMap<K, V>> for Value {
    fn from(fields: BTreeMap<K, V>) -> Self {
        Struct::from(fields).into()
    }
}

impl<K: Into<String>, V: Into<Self>, S> From<HashMap<K, V, S>> for Value {
    fn from(fields: HashMap<K, V, S>) -> Self {
        fields.into_iter().collect::<Struct>().into()
    }
}

/// A list.
impl<T: Into<Self>> FromIterator<T> for Value {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        values.into_iter().collect::<ListValue>().into()
    }
}

macro_rules! contents {
    ($($to:ty, $variant:ident, $value:ident => $content:expr, $problem:literal;)*) => {$(
        impl TryFrom<Value> for $to {
            type Error = InvalidValue;

            fn try_from(value: Value) -> Result<Self, InvalidValue> {
                match value.kind {
                    Some(Kind::$variant($value)) => Ok($content),
                    _ => Err(InvalidValue::new("Value", $problem)),
                }
            }
        }
    )*};
}

contents! {
    f64, NumberValue, value => value, "not a number";
    String, StringValue, value => value, "not a string";
    bool, BoolValue, value => value, "not a truth value";
    Struct, StructValue, value => value, "not a struct";
    BTreeMap<String, Value>, StructValue, value => value.fields, "not a struct";
    ListValue, ListValue, value => value, "not a list";
    Vec<Value>, ListValue, value => value.values, "not a list";
}

impl Struct {
    /// The value of a field.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.fields.get(name)
    }

    /// Sets a field, and answers what it was.
    pub fn insert(&mut self, name: impl Into<String>, value: impl Into<Value>) -> Option<Value> {
        self.fields.insert(name.into(), value.into())
    }
}

impl<K: Into<String>, V: Into<Value>> FromIterator<(K, V)> for Struct {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(fields: I) -> Self {
        let fields = fields
            .into_iter()
            .map(|(name, value)| (name.into(), value.into()));
        Self {
            fields: fields.collect(),
            ..Self::default()
        }
    }
}

impl<K: Into<String>, V: Into<Value>> From<BTreeMap<K, V>> for Struct {
    fn from(fields: BTreeMap<K, V>) -> Self {
        fields.into_iter().collect()
    }
}

impl<K: Into<String>, V: Into<Value>, const N: usize> From<[(K, V); N]> for Struct {
    fn from(fields: [(K, V); N]) -> Self {
        fields.into_iter().collect()
    }
}

impl IntoIterator for Struct {
    type Item = (String, Value);
    type IntoIter = btree_map::IntoIter<String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.into_iter()
    }
}

impl<'a> IntoIterator for &'a Struct {
    type Item = (&'a String, &'a Value);
    type IntoIter = btree_map::Iter<'a, String, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.fields.iter()
    }
}

impl<T: Into<Value>> FromIterator<T> for ListValue {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self {
            values: values.into_iter().map(Into::into).collect(),
            ..Self::default()
        }
    }
}

impl<T: Into<Value>> From<Vec<T>> for ListValue {
    fn from(values: Vec<T>) -> Self {
        values.into_iter().collect()
    }
}

impl IntoIterator for ListValue {
    type Item = Value;
    type IntoIter = vec::IntoIter<Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.into_iter()
    }
}

impl<'a> IntoIterator for &'a ListValue {
    type Item = &'a Value;
    type IntoIter = slice::Iter<'a, Value>;

    fn into_iter(self) -> Self::IntoIter {
        self.values.iter()
    }
}
