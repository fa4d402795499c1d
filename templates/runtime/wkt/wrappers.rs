//! The wrappers: scalars that know whether they are there, from a time when fields could not.

use super::{
    BoolValue, BytesValue, DoubleValue, FloatValue, Int32Value, Int64Value, StringValue,
    UInt32Value, UInt64Value,
};
use bytes::Bytes;

macro_rules! wrappers {
    ($($wrapper:ident $value:ty;)*) => {$(
        impl From<$value> for $wrapper {
            fn from(value: $value) -> Self {
                Self {
                    value,
                    ..Self::default()
                }
            }
        }

        impl From<$wrapper> for $value {
            fn from(wrapper: $wrapper) -> Self {
                wrapper.value
            }
        }
    )*};
}

wrappers! {
    BoolValue bool;
    BytesValue Bytes;
    DoubleValue f64;
    FloatValue f32;
    Int32Value i32;
    Int64Value i64;
    StringValue String;
    UInt32Value u32;
    UInt64Value u64;
}

impl From<&str> for StringValue {
    fn from(value: &str) -> Self {
        value.to_owned().into()
    }
}

impl From<Vec<u8>> for BytesValue {
    fn from(value: Vec<u8>) -> Self {
        Bytes::from(value).into()
    }
}
