//! The values of fields in message literals: numbers, strings, names.

use super::Literal;
use crate::compile::link::element::Id;
use crate::compile::link::options::fault::Fault;
use crate::compile::link::options::mismatch::{Found, misfit, mismatch, no_value};
use crate::compile::link::options::scalar::{self, limits};
use crate::compile::link::options::text::{self, Token};
use crate::compile::link::options::tree::{Value, floating, signed, unsigned};
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::schema::EnumType;

impl Literal<'_, '_, '_, '_> {
    pub(super) fn scalar(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        if limits(kind).is_some() {
            return self.integer(field, kind);
        }
        match kind {
            Type::Float | Type::Double => self.float(field, kind),
            Type::Bool => {
                let value = match self.tokens.current {
                    Token::Identifier("true" | "True" | "t") => Some(1),
                    Token::Identifier("false" | "False" | "f") => Some(0),
                    Token::Integer(digits) => text::integer(digits).filter(|value| *value <= 1),
                    _ => None,
                };
                let value = value.ok_or_else(|| self.wrong(field, kind))?;
                self.tokens.advance();
                Ok(Value::Varint(value))
            }
            Type::Enum => self.enum_value(field),
            _ => self.string(field, kind),
        }
    }

    /// That the token in view is no value for a field.
    pub(super) fn wrong(&self, field: Id, kind: Type) -> Fault {
        let unquoted;
        let shown;
        let found = match self.tokens.current {
            Token::Identifier(word) => Found::Word(word),
            Token::Integer(digits) | Token::Float(digits) => Found::Number(digits),
            Token::String(literal) => {
                unquoted = text::unquoted(literal).unwrap_or_default();
                shown = String::from_utf8_lossy(&unquoted);
                Found::Text(&shown)
            }
            token @ (Token::Symbol(_) | Token::End) => {
                shown = token.shown().into();
                Found::Other(&shown)
            }
        };
        mismatch(self.model, field, kind, found).at(self.tokens.place())
    }

    fn string(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        let mut place = self.tokens.place();
        let mut bytes = None;
        while let Token::String(literal) = self.tokens.current {
            let part = text::unquoted(literal).ok_or_else(|| {
                let fault = Fault::new(format!("{literal} has an escape that strings do not have"));
                fault
                    .help("write `\\\\` for a backslash")
                    .at(self.tokens.place())
            })?;
            bytes.get_or_insert_with(Vec::new).extend(part);
            place.end = self.tokens.place().end;
            self.tokens.advance();
        }
        let bytes = bytes.ok_or_else(|| self.wrong(field, kind))?;
        scalar::string(self.model, field, kind, bytes).map_err(|fault| fault.at(place))
    }

    fn integer(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        let (least, most) =
            limits(kind).unwrap_or((i32::MIN.into(), i32::MAX.cast_unsigned().into()));
        let mut place = self.tokens.place();
        let negative = self.tokens.take('-');
        let Token::Integer(digits) = self.tokens.current else {
            return Err(self.wrong(field, kind));
        };
        place.end = self.tokens.place().end;
        let sign = if negative { "-" } else { "" };
        let misfits =
            || misfit(self.model, field, kind, &format!("{sign}{digits}")).at(place.clone());
        let value = text::integer(digits).ok_or_else(misfits)?;
        if negative {
            // The smallest number has no positive counterpart.
            let value = 0_i64
                .checked_sub_unsigned(value)
                .filter(|value| *value >= least && least < 0);
            let value = signed(kind, value.ok_or_else(misfits)?);
            self.tokens.advance();
            return Ok(value);
        }
        let value = match value {
            value if value > most => return Err(misfits()),
            value if least < 0 => signed(kind, value.cast_signed()),
            value => unsigned(kind, value),
        };
        self.tokens.advance();
        Ok(value)
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest double is what protoc takes"
    )]
    fn float(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        let negative = self.tokens.take('-');
        let value = match self.tokens.current {
            Token::Integer(digits) if digits.len() > 1 && digits.starts_with('0') => None,
            Token::Integer(digits) => {
                let exact = text::integer(digits).map(|value| value as f64);
                exact.or_else(|| text::float(digits))
            }
            Token::Float(digits) => text::float(digits),
            Token::Identifier(name) => match name.to_ascii_lowercase().as_str() {
                "inf" | "infinity" => Some(f64::INFINITY),
                "nan" => Some(f64::NAN),
                _ => None,
            },
            Token::String(_) | Token::Symbol(_) | Token::End => None,
        };
        let value = value.ok_or_else(|| self.wrong(field, kind))?;
        self.tokens.advance();
        Ok(floating(kind, if negative { -value } else { value }))
    }

    fn enum_value(&mut self, field: Id) -> Result<Value, Fault> {
        let model = self.model;
        let enumeration = model.link(field).target;
        let place = self.tokens.place();
        let unknown = |name: &str| no_value(model, enumeration, name).at(place.clone());
        match self.tokens.current {
            Token::Identifier(name) => {
                let number = enumeration.and_then(|id| scalar::enum_number(model, id, name));
                let number = number.ok_or_else(|| unknown(name))?;
                self.tokens.advance();
                return Ok(Value::Varint(i64::from(number).cast_unsigned()));
            }
            Token::Integer(_) | Token::Symbol('-') => {}
            _ => return Err(self.wrong(field, Type::Enum)),
        }
        let Value::Varint(value) = self.integer(field, Type::Enum)? else {
            return Err(self.wrong(field, Type::Enum));
        };
        let open = enumeration
            .and_then(|id| model.feature(id))
            .is_some_and(|features| features.enum_type == EnumType::Open);
        let number = i32::try_from(value.cast_signed()).ok();
        let known = enumeration
            .zip(number)
            .and_then(|(id, number)| model.value_with(id, number));
        if open || known.is_some() {
            return Ok(Value::Varint(value));
        }
        let number = value.cast_signed().to_string();
        let whole = place.start..self.tokens.taken;
        Err(no_value(model, enumeration, &number).at(whole))
    }
}
