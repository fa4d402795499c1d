//! Default values, as descriptors write them.

use super::Lowering;
use crate::compile::syntax::literal;
use crate::compile::syntax::token::{Kind, Token};
use crate::compile::syntax::tree::Branch;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;

/// More of a default is not shown.
const LONGEST_SHOWN: usize = 40;

/// A literal with its sign.
#[derive(Clone, Copy)]
struct Literal<'t> {
    node: Branch<'t>,
    negative: bool,
    first: Token,
    tokens: &'t [Token],
}

impl<'t> Lowering<'t, '_> {
    /// The text of a value of this type; of a named type, where there is none.
    pub(super) fn default_text(&mut self, node: Branch<'t>, typed: Option<Type>) -> Option<String> {
        let (negative, tokens) = match node.tokens() {
            [minus, rest @ ..] if minus.kind() == Kind::Minus => (true, rest),
            tokens => (false, tokens),
        };
        let literal = Literal {
            node,
            negative,
            first: *tokens.first()?,
            tokens,
        };
        let text = match typed {
            None | Some(Type::Enum) => self.enum_default(literal),
            Some(Type::Int32 | Type::Sint32 | Type::Sfixed32) => {
                self.integer_default(literal, i32::MAX as u64)
            }
            Some(Type::Int64 | Type::Sint64 | Type::Sfixed64) => {
                self.integer_default(literal, i64::MAX as u64)
            }
            Some(Type::Uint32 | Type::Fixed32) => {
                self.unsigned_default(literal, u64::from(u32::MAX))
            }
            Some(Type::Uint64 | Type::Fixed64) => self.unsigned_default(literal, u64::MAX),
            Some(Type::Double | Type::Float) => {
                self.float_default(literal, typed == Some(Type::Float))
            }
            Some(Type::Bool) => self.bool_default(literal),
            Some(Type::String) => self.string_default(literal),
            Some(Type::Bytes) => self.bytes_default(literal),
            Some(Type::Group | Type::Message | Type::Unrecognized(_)) => {
                Err("no default, which messages do not have")
            }
        };
        text.map_err(|expected| {
            let mut found = self.joined(node);
            if found.len() > LONGEST_SHOWN {
                found.truncate(found.floor_char_boundary(LONGEST_SHOWN));
                found.push('…');
            }
            let help = remedy(typed, literal.first.kind(), &found);
            let fault = self.error_at(node, format!("expected {expected}, found `{found}`"));
            fault.help(help);
        })
        .ok()
    }

    fn enum_default(&self, literal: Literal<'t>) -> Result<String, &'static str> {
        match literal.tokens {
            [name] if !literal.negative => Ok(self.text(*name).to_owned()),
            _ => Err("the name of an enum value as the default"),
        }
    }

    fn integer_default(&self, literal: Literal<'t>, most: u64) -> Result<String, &'static str> {
        const EXPECTED: &str = "an integer as the default";
        if literal.first.kind() != Kind::Integer {
            return Err(EXPECTED);
        }
        let most = most + u64::from(literal.negative);
        let value = literal::integer(self.text(literal.first), most);
        let value = value.ok_or("an integer that fits the field's type as the default")?;
        // There is no negative zero.
        Ok(if literal.negative && value > 0 {
            format!("-{value}")
        } else {
            value.to_string()
        })
    }

    fn unsigned_default(&self, literal: Literal<'t>, most: u64) -> Result<String, &'static str> {
        if literal.negative {
            return Err("no minus sign, as the type is unsigned");
        }
        self.integer_default(literal, most)
    }

    fn float_default(
        &mut self,
        literal: Literal<'t>,
        is_float: bool,
    ) -> Result<String, &'static str> {
        let value = match (literal.first.kind(), self.text(literal.first)) {
            (Kind::Identifier, "inf") => f64::INFINITY,
            (Kind::Identifier, "nan") => f64::NAN,
            (Kind::Integer | Kind::Float, _) => self.double(literal.node, literal.first),
            _ => return Err("a number as the default"),
        };
        let value = if literal.negative { -value } else { value };
        #[allow(
            clippy::cast_possible_truncation,
            reason = "the nearest float is what the field holds"
        )]
        Ok(if is_float {
            literal::float_text(value as f32)
        } else {
            literal::double_text(value)
        })
    }

    fn bool_default(&self, literal: Literal<'t>) -> Result<String, &'static str> {
        match self.text(literal.first) {
            text @ ("true" | "false") if !literal.negative => Ok(text.to_owned()),
            _ => Err("`true` or `false` as the default"),
        }
    }

    fn string_default(&mut self, literal: Literal<'t>) -> Result<String, &'static str> {
        if literal.first.kind() != Kind::String {
            return Err("a string as the default");
        }
        Ok(self.string(literal.node))
    }

    fn bytes_default(&self, literal: Literal<'t>) -> Result<String, &'static str> {
        if literal.first.kind() != Kind::String {
            return Err("a string as the default");
        }
        let tokens = literal.tokens.iter().map(|token| self.text(*token));
        Ok(literal::c_escaped(&literal::string(tokens)))
    }
}

/// What to write instead of a default of another type.
fn remedy(typed: Option<Type>, kind: Kind, found: &str) -> String {
    let unquoted = found.trim_matches(['"', '\'']);
    let truth = match unquoted.to_ascii_lowercase().as_str() {
        "true" | "yes" | "1" => Some("true"),
        "false" | "no" | "0" => Some("false"),
        _ => None,
    };
    match (typed, kind, truth) {
        (Some(Type::Bool), _, Some(truth)) => format!("write `{truth}`"),
        (Some(Type::String | Type::Bytes), Kind::Identifier | Kind::Integer | Kind::Float, _) => {
            format!("put it into quotation marks: `\"{found}\"`")
        }
        (Some(Type::Group | Type::Message | Type::Unrecognized(_)), _, _) => "remove it".to_owned(),
        (Some(Type::Bool | Type::String | Type::Bytes), _, _) => REMEDY.to_owned(),
        (None | Some(Type::Enum), Kind::String, _) => {
            format!("leave the quotation marks out: `{unquoted}`")
        }
        (Some(_), Kind::String, _) if unquoted.parse::<f64>().is_ok() => {
            format!("leave the quotation marks out: `{unquoted}`")
        }
        (None | Some(_), _, _) => REMEDY.to_owned(),
    }
}

/// What to do where nothing better is known.
const REMEDY: &str = "write a value of the field's type, or remove the default";
