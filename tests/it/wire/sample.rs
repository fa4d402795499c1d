//! A message with a field of every kind and shape, in the style of generated code.

use crate::runtime::wire::{self, Message};
use bytes::Bytes;
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sample {
    pub number: i32,
    pub text: String,
    pub signed: Option<i64>,
    pub packed: Vec<i32>,
    pub texts: Vec<String>,
    pub child: Option<Box<Sample>>,
    pub counts: BTreeMap<String, i32>,
    pub colors_by_number: BTreeMap<i32, Color>,
    pub color: Option<Color>,
    pub colors: Vec<Color>,
    pub group: Option<Box<Sample>>,
    pub data: Bytes,
    pub double: f64,
    pub float: f32,
    pub choice: Option<Choice>,
    pub loose: Option<String>,
    pub fixed: Vec<u32>,
    pub flag: bool,
    pub children: Vec<Sample>,
    pub loose_texts: Vec<String>,
    pub children_by_flag: BTreeMap<bool, Sample>,
    pub groups: Vec<Sample>,
    pub unknown_fields: wire::UnknownFields,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Choice {
    Number(i32),
    Child(Box<Sample>),
    Text(String),
    Color(Color),
}

/// A closed enum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Color {
    #[default]
    Red,
    Blue,
}

impl wire::Message for Sample {
    const FULL_NAME: &'static str = "test.Sample";

    fn write_fields(&self, writer: &mut wire::Writer) {
        writer.unknown(&self.unknown_fields);
        writer.repeated(25, wire::Delimited, &self.groups);
        writer.map(24, wire::Bool, wire::Nested, &self.children_by_flag);
        writer.repeated(23, wire::UncheckedUtf8, &self.loose_texts);
        writer.repeated(22, wire::Nested, &self.children);
        writer.implicit(21, wire::Bool, &self.flag);
        writer.packed(20, wire::Fixed32, &self.fixed);
        writer.explicit(19, wire::UncheckedUtf8, &self.loose);
        writer.oneof(&self.choice);
        writer.implicit(14, wire::Float, &self.float);
        writer.implicit(13, wire::Double, &self.double);
        writer.implicit(12, wire::Binary, &self.data);
        writer.explicit(11, wire::Delimited, &self.group);
        writer.packed(10, wire::ClosedEnum, &self.colors);
        writer.explicit(9, wire::ClosedEnum, &self.color);
        writer.map(8, wire::Int32, wire::ClosedEnum, &self.colors_by_number);
        writer.map(7, wire::Utf8, wire::Int32, &self.counts);
        writer.explicit(6, wire::Nested, &self.child);
        writer.repeated(5, wire::Utf8, &self.texts);
        writer.packed(4, wire::Int32, &self.packed);
        writer.explicit(3, wire::Sint64, &self.signed);
        writer.implicit(2, wire::Utf8, &self.text);
        writer.implicit(1, wire::Int32, &self.number);
    }

    fn merge_fields(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), wire::DecodeError> {
        while let Some(tag) = reader.tag()? {
            let unknown = &mut self.unknown_fields;
            match tag {
                8 => reader.singular(wire::Int32, &mut self.number)?,
                18 => reader.singular(wire::Utf8, &mut self.text)?,
                24 => reader.explicit(wire::Sint64, &mut self.signed)?,
                32 | 34 => reader.packed(wire::Int32, &mut self.packed)?,
                42 => reader.repeated(wire::Utf8, &mut self.texts)?,
                50 => reader.explicit(wire::Nested, &mut self.child)?,
                58 => reader.map(wire::Utf8, wire::Int32, &mut self.counts)?,
                66 => reader.or_unknown(unknown, |reader| {
                    reader.map(wire::Int32, wire::ClosedEnum, &mut self.colors_by_number)
                })?,
                72 => reader.or_unknown(unknown, |reader| {
                    reader.explicit(wire::ClosedEnum, &mut self.color)
                })?,
                80 | 82 => reader.packed_or_unknown(wire::ClosedEnum, &mut self.colors, unknown)?,
                91 => reader.explicit(wire::Delimited, &mut self.group)?,
                98 => reader.singular(wire::Binary, &mut self.data)?,
                105 => reader.singular(wire::Double, &mut self.double)?,
                117 => reader.singular(wire::Float, &mut self.float)?,
                120 | 130 | 138 | 144 => reader.oneof(&mut self.choice, unknown)?,
                154 => reader.or_unknown(unknown, |reader| {
                    reader.explicit(wire::UncheckedUtf8, &mut self.loose)
                })?,
                162 | 165 => reader.packed(wire::Fixed32, &mut self.fixed)?,
                168 => reader.singular(wire::Bool, &mut self.flag)?,
                178 => reader.repeated(wire::Nested, &mut self.children)?,
                186 => reader.element_or_unknown(
                    wire::UncheckedUtf8,
                    &mut self.loose_texts,
                    unknown,
                )?,
                194 => reader.map(wire::Bool, wire::Nested, &mut self.children_by_flag)?,
                203 => reader.repeated(wire::Delimited, &mut self.groups)?,
                _ => reader.unknown(unknown)?,
            }
        }
        Ok(())
    }
}

impl wire::Oneof for Choice {
    fn write_field(&self, writer: &mut wire::Writer) {
        match self {
            Self::Number(value) => writer.required(15, wire::Int32, value),
            Self::Child(value) => writer.required(16, wire::Nested, value),
            Self::Text(value) => writer.required(17, wire::Utf8, value),
            Self::Color(value) => writer.required(18, wire::ClosedEnum, value),
        }
    }

    fn merge_field(
        oneof: &mut Option<Self>,
        reader: &mut wire::Reader<'_>,
    ) -> Result<(), wire::DecodeError> {
        match reader.last_tag() {
            120 => *oneof = Some(Self::Number(reader.resume(wire::Int32, None)?)),
            130 => {
                let present = match oneof.take() {
                    Some(Self::Child(value)) => Some(value),
                    _ => None,
                };
                *oneof = Some(Self::Child(reader.resume(wire::Nested, present)?));
            }
            138 => *oneof = Some(Self::Text(reader.resume(wire::Utf8, None)?)),
            144 => *oneof = Some(Self::Color(reader.resume(wire::ClosedEnum, None)?)),
            _ => {}
        }
        Ok(())
    }
}

impl wire::Enumeration for Color {
    const FULL_NAME: &'static str = "test.Color";
    const VALUES: &'static [Self] = &[Self::Red, Self::Blue];

    fn number(self) -> i32 {
        match self {
            Self::Red => 0,
            Self::Blue => 1,
        }
    }

    fn from_number(number: i32) -> Option<Self> {
        match number {
            0 => Some(Self::Red),
            1 => Some(Self::Blue),
            _ => None,
        }
    }

    fn as_str_name(self) -> &'static str {
        match self {
            Self::Red => "RED",
            Self::Blue => "BLUE",
        }
    }

    fn from_str_name(name: &str) -> Option<Self> {
        Self::VALUES
            .iter()
            .copied()
            .find(|value| value.as_str_name() == name)
    }
}

impl wire::Extendable for Sample {
    fn unknown_fields(&self) -> &wire::UnknownFields {
        &self.unknown_fields
    }

    fn unknown_fields_mut(&mut self) -> &mut wire::UnknownFields {
        &mut self.unknown_fields
    }
}

/// A sample with every field set.
pub fn full() -> Sample {
    let leaf = Sample {
        text: "leaf".to_owned(),
        number: -1,
        ..Sample::default()
    };
    let unknown = Sample::decode(b"\xfa\x01\x03abc\xf8\x02\xac\x02").unwrap();
    Sample {
        number: 150,
        text: "größe".to_owned(),
        signed: Some(-(1 << 40)),
        packed: vec![1, 300, -5],
        texts: vec!["a".to_owned(), String::new(), "b".repeat(200)],
        child: Some(Box::new(leaf.clone())),
        counts: [("one".to_owned(), 1), (String::new(), 0)].into(),
        colors_by_number: [(7, Color::Blue), (-7, Color::Red)].into(),
        color: Some(Color::Red),
        colors: vec![Color::Blue, Color::Red],
        group: Some(Box::new(leaf.clone())),
        data: Bytes::from_static(&[0, 255, 128]),
        double: -0.0,
        float: 1.5,
        choice: Some(Choice::Child(Box::new(leaf.clone()))),
        loose: Some("loose".to_owned()),
        fixed: vec![u32::MAX, 0],
        flag: true,
        children: vec![Sample::default(), leaf.clone()],
        loose_texts: vec!["x".to_owned()],
        children_by_flag: [(true, leaf.clone())].into(),
        groups: vec![leaf, Sample::default()],
        unknown_fields: unknown.unknown_fields,
    }
}
