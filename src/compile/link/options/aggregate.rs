//! Message literals: text format to trees.
//!
//! In: the text between the braces of an option's value, and the message that it is to be. Out: its tree.

use super::scalar::{self, Fault, limits};
use super::text::{self, Token, Tokens};
use super::tree::{Tree, Value, floating, oneof_of, signed, unsigned};
use crate::compile::link::element::{Id, Of};
use crate::compile::link::model::Model;
use crate::compile::link::suggest::nearest;
use crate::compile::link::visible::{Use, View};
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::schema::EnumType;

/// Messages may be nested this deep, as everywhere in protobuf.
const DEEPEST: usize = 100;

/// Parses a literal of `message`.
pub(super) fn parse(
    model: &Model<'_>,
    view: &View<'_, '_>,
    message: Id,
    text: &str,
) -> Result<Tree, Fault> {
    let mut literal = Literal {
        model,
        view,
        tokens: Tokens::new(text),
        depth: 0,
    };
    let tree = literal.fields(message, None)?;
    let mut missing = Vec::new();
    tree.missing(model, message, "", &mut missing);
    if missing.is_empty() {
        Ok(tree)
    } else {
        Err(Fault::new(format!(
            "required fields are missing: {}",
            missing.join(", ")
        )))
    }
}

struct Literal<'s, 'p, 'a, 't> {
    model: &'s Model<'a>,
    view: &'s View<'p, 'a>,
    tokens: Tokens<'t>,
    depth: usize,
}

impl Literal<'_, '_, '_, '_> {
    /// Fields up to the symbol that ends the message.
    fn fields(&mut self, message: Id, end: Option<char>) -> Result<Tree, Fault> {
        let mut tree = Tree::default();
        loop {
            match (end, self.tokens.current) {
                (None, Token::End) => return Ok(tree),
                (Some(end), Token::Symbol(symbol)) if symbol == end => {
                    self.tokens.advance();
                    return Ok(tree);
                }
                _ => self.field(message, &mut tree)?,
            }
        }
    }

    fn field(&mut self, message: Id, tree: &mut Tree) -> Result<(), Fault> {
        if self.tokens.take('[') {
            let name = self.bracketed()?;
            if let Some((prefix, type_name)) = name.rsplit_once('/') {
                self.any(message, tree, prefix, type_name)?;
            } else {
                let field = self.extension(message, &name)?;
                self.field_value(field, tree)?;
            }
        } else {
            let Token::Identifier(name) = self.tokens.current else {
                return Err(self.unexpected("a field's name"));
            };
            self.tokens.advance();
            match self.named(message, name) {
                Some(field) => self.field_value(field, tree)?,
                None if self.is_reserved(message, name) => self.skip_value()?,
                None => return Err(self.no_field(message, name)),
            }
        }
        if !self.tokens.take(';') {
            self.tokens.take(',');
        }
        Ok(())
    }

    fn unexpected(&self, expected: &str) -> Fault {
        Fault::new(format!(
            "expected {expected}, found {}",
            self.tokens.current.shown()
        ))
    }

    fn expect(&mut self, symbol: char) -> Result<(), Fault> {
        if self.tokens.take(symbol) {
            Ok(())
        } else {
            Err(self.unexpected(&format!("{:?}", symbol.to_string())))
        }
    }

    /// The name up to a closing bracket.
    fn bracketed(&mut self) -> Result<String, Fault> {
        let mut name = String::new();
        let mut word_allowed = true;
        loop {
            match self.tokens.advance() {
                Token::Symbol(']') if !name.is_empty() && !word_allowed => return Ok(name),
                Token::Symbol(symbol @ ('.' | '/' | '-')) => {
                    name.push(symbol);
                    word_allowed = true;
                }
                Token::Identifier(part) | Token::Integer(part) if word_allowed => {
                    name.push_str(part);
                    word_allowed = false;
                }
                other => {
                    return Err(Fault::new(format!(
                        "expected the name of an extension or a type, found {}",
                        other.shown()
                    )));
                }
            }
        }
    }

    /// A field by its name; a group by its message's name too.
    fn named(&self, message: Id, name: &str) -> Option<Id> {
        let pool = &self.model.pool;
        let is_field = |id: &Id| matches!(pool.of(*id), Of::Field(_));
        let found = pool.member(message, name).filter(is_field);
        found.or_else(|| {
            let group = pool
                .member(message, &name.to_ascii_lowercase())
                .filter(is_field)?;
            let target = self.model.link(group).target?;
            let is_group =
                self.model.is_delimited(group) || self.model.link(group).kind == Some(Type::Group);
            // Only what looks as a group did: declared beside the message that has its name.
            let beside = pool.scope(target) == pool.scope(group)
                && pool.element(target).file == pool.element(group).file;
            (is_group && beside && pool.name(target) == name).then_some(group)
        })
    }

    fn is_reserved(&self, message: Id, name: &str) -> bool {
        let message = self.model.message(message);
        message.is_some_and(|message| {
            message
                .reserved_name
                .iter()
                .any(|reserved| reserved == name)
        })
    }

    fn no_field(&self, message: Id, name: &str) -> Fault {
        let fault = Fault::new(format!(
            "{} has no field {name}",
            self.model.pool.full_name(message)
        ));
        let fields = self.model.fields(message).take(512);
        match nearest(name, fields.map(|(_, field)| field.name())) {
            Some(near) => fault.help(format!("did you mean {near}?")),
            None => fault,
        }
    }

    fn extension(&self, message: Id, name: &str) -> Result<Id, Fault> {
        let pool = &self.model.pool;
        let found = self.view.resolve(message, name, Use::Option).ok();
        let field = found.and_then(|found| match pool.of(found) {
            Of::Extension(_) => Some(found),
            Of::Message(_) if self.model.is_message_set(message) => self.item_of(message, found),
            _ => None,
        });
        let field = field.filter(|field| self.model.containing(*field) == Some(message));
        field.ok_or_else(|| {
            let name_of_message = pool.full_name(message);
            Fault::new(format!("{name} is not an extension of {name_of_message}"))
                .help("import the file that declares it")
        })
    }

    /// The extension of a message set that a message declares for itself.
    fn item_of(&self, set: Id, item: Id) -> Option<Id> {
        let extensions = self.model.message(item)?.extension.iter();
        let names =
            extensions.filter_map(|extension| self.model.pool.member(item, extension.name()));
        let mut names = names.filter(|field| {
            let link = self.model.link(*field);
            link.second == Some(set) && link.target == Some(item) && !self.model.is_repeated(*field)
        });
        names.next()
    }

    /// A field's value or values, from the colon on.
    fn field_value(&mut self, field: Id, tree: &mut Tree) -> Result<(), Fault> {
        let model = self.model;
        let link = model.link(field);
        let Some(kind) = link.kind else {
            return Err(Fault::new(format!(
                "the type of {} is not defined",
                model.pool.full_name(field)
            )));
        };
        let repeated = model.is_repeated(field);
        let number = model.number(field);
        if !repeated {
            self.check_unset(field, number, tree)?;
        }
        let is_message = matches!(kind, Type::Message | Type::Group);
        if !self.tokens.take(':') && !is_message {
            return Err(self.unexpected("\":\""));
        }
        if repeated && self.tokens.take('[') {
            if self.tokens.take(']') {
                return Ok(());
            }
            loop {
                let value = self.value(field, kind)?;
                tree.push(number, field, value);
                if self.tokens.take(']') {
                    return Ok(());
                }
                self.expect(',')?;
            }
        }
        let value = self.value(field, kind)?;
        tree.push(number, field, value);
        Ok(())
    }

    fn check_unset(&self, field: Id, number: i32, tree: &Tree) -> Result<(), Fault> {
        let pool = &self.model.pool;
        if tree.fields.contains(number) {
            return Err(Fault::new(format!(
                "the field {} is set twice",
                pool.name(field)
            )));
        }
        let Some(oneof) = oneof_of(self.model, field) else {
            return Ok(());
        };
        let mut set = tree.fields.values();
        match set.find(|entry| oneof_of(self.model, entry.field) == Some(oneof)) {
            Some(other) => Err(Fault::new(format!(
                "the fields {} and {} of the oneof {} are both set",
                pool.name(other.field),
                pool.name(field),
                pool.name(oneof)
            ))),
            None => Ok(()),
        }
    }

    fn value(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        let wrong = |fault: Fault, name: &str| Fault {
            message: format!("the field {name}: {}", fault.message),
            ..fault
        };
        let name = self.model.pool.name(field);
        if let Type::Message | Type::Group = kind {
            let end = self.open()?;
            let Some(message) = self.model.link(field).target else {
                return Err(Fault::new(format!("the type of {name} is not defined")));
            };
            return self.nested(message, end).map(Value::Message);
        }
        self.scalar(field, kind).map_err(|fault| wrong(fault, name))
    }

    /// The symbol that will end the message that begins here.
    fn open(&mut self) -> Result<char, Fault> {
        if self.tokens.take('<') {
            return Ok('>');
        }
        self.expect('{').map(|()| '}')
    }

    fn nested(&mut self, message: Id, end: char) -> Result<Tree, Fault> {
        if self.depth == DEEPEST {
            return Err(Fault::new(format!(
                "messages are nested deeper than {DEEPEST} levels"
            )));
        }
        self.depth += 1;
        let tree = self.fields(message, Some(end))?;
        self.depth -= 1;
        Ok(tree)
    }

    fn scalar(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        if let Some((least, most)) = limits(kind) {
            return self.integer(kind, least, most);
        }
        match kind {
            Type::Float | Type::Double => self.float(kind),
            Type::Bool => {
                let value = match self.tokens.current {
                    Token::Identifier("true" | "True" | "t") => Some(1),
                    Token::Identifier("false" | "False" | "f") => Some(0),
                    Token::Integer(digits) => text::integer(digits).filter(|value| *value <= 1),
                    _ => None,
                };
                let value = value.ok_or_else(|| self.unexpected("true or false"))?;
                self.tokens.advance();
                Ok(Value::Varint(value))
            }
            Type::Enum => self.enum_value(field),
            _ => {
                let mut bytes = Vec::new();
                let mut found = false;
                while let Token::String(literal) = self.tokens.current {
                    let part = text::unquoted(literal);
                    bytes.extend(
                        part.ok_or_else(|| Fault::new(format!("{literal} is not a valid string")))?,
                    );
                    self.tokens.advance();
                    found = true;
                }
                if !found {
                    return Err(self.unexpected("a string in quotes"));
                }
                scalar::string(self.model, field, kind, bytes)
            }
        }
    }

    fn integer(&mut self, kind: Type, least: i64, most: u64) -> Result<Value, Fault> {
        let negative = least < 0 && self.tokens.take('-');
        let Token::Integer(digits) = self.tokens.current else {
            return Err(self.unexpected("an integer"));
        };
        let out_of_range = || {
            Fault::new(format!(
                "the value is to be an integer from {least} to {most}"
            ))
        };
        let value = text::integer(digits).ok_or_else(out_of_range)?;
        self.tokens.advance();
        if negative {
            // The smallest number has no positive counterpart.
            let value = 0_i64
                .checked_sub_unsigned(value)
                .filter(|value| *value >= least);
            return Ok(signed(kind, value.ok_or_else(out_of_range)?));
        }
        match value {
            value if value > most => Err(out_of_range()),
            value if least < 0 => Ok(signed(kind, value.cast_signed())),
            value => Ok(unsigned(kind, value)),
        }
    }

    #[expect(
        clippy::cast_precision_loss,
        reason = "the nearest double is what protoc takes"
    )]
    fn float(&mut self, kind: Type) -> Result<Value, Fault> {
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
        let value = value.ok_or_else(|| self.unexpected("a number"))?;
        self.tokens.advance();
        Ok(floating(kind, if negative { -value } else { value }))
    }

    fn enum_value(&mut self, field: Id) -> Result<Value, Fault> {
        let model = self.model;
        let enumeration = model.link(field).target;
        if let Token::Identifier(name) = self.tokens.current {
            self.tokens.advance();
            let number = enumeration.and_then(|id| scalar::enum_number(model, id, name));
            let number = number.ok_or_else(|| scalar::no_value(model, enumeration, name))?;
            return Ok(Value::Varint(i64::from(number).cast_unsigned()));
        }
        let Value::Varint(value) = self.integer(
            Type::Int32,
            i32::MIN.into(),
            i32::MAX.cast_unsigned().into(),
        )?
        else {
            return Err(self.unexpected("the name of an enum value"));
        };
        let open = enumeration
            .and_then(|id| model.feature(id))
            .is_some_and(|features| features.enum_type == EnumType::Open);
        let known = match enumeration.map(|id| model.pool.of(id)) {
            Some(Of::Enum(proto)) => proto
                .value
                .iter()
                .any(|known| i64::from(known.number()).cast_unsigned() == value),
            _ => false,
        };
        if open || known {
            return Ok(Value::Varint(value));
        }
        Err(scalar::no_value(
            model,
            enumeration,
            &value.cast_signed().to_string(),
        ))
    }

    /// A message in a `google.protobuf.Any`, by the URL of its type.
    fn any(
        &mut self,
        message: Id,
        tree: &mut Tree,
        prefix: &str,
        type_name: &str,
    ) -> Result<(), Fault> {
        let pool = &self.model.pool;
        let url = format!("{prefix}/{type_name}");
        let (Some(type_url), Some(value)) = (
            pool.member(message, "type_url"),
            pool.member(message, "value"),
        ) else {
            return Err(Fault::new(format!(
                "{} is no google.protobuf.Any",
                pool.full_name(message)
            )));
        };
        if pool.full_name(message) != "google.protobuf.Any" {
            let text = format!(
                "only a google.protobuf.Any has types, {} has not",
                pool.full_name(message)
            );
            return Err(Fault::new(text));
        }
        let known = matches!(prefix, "type.googleapis.com" | "type.googleprod.com");
        let absolute = format!(".{type_name}");
        let found = self.view.resolve(Id::ROOT, &absolute, Use::Option).ok();
        let found = found.filter(|id| known && matches!(pool.of(*id), Of::Message(_)));
        let found = found.ok_or_else(|| {
            let text = format!("the type {url} of a google.protobuf.Any is not known");
            Fault::new(text)
                .help("import the file that declares it, and write type.googleapis.com in front")
        })?;
        if tree.fields.contains(1) || tree.fields.contains(2) {
            return Err(Fault::new("a google.protobuf.Any holds one message"));
        }
        self.tokens.take(':');
        let end = self.open()?;
        let content = self.nested(found, end)?;
        let mut missing = Vec::new();
        content.missing(self.model, found, "", &mut missing);
        if !missing.is_empty() {
            return Err(Fault::new(format!(
                "required fields are missing: {}",
                missing.join(", ")
            )));
        }
        tree.push(1, type_url, Value::Bytes(url.into_bytes()));
        tree.push(2, value, Value::Bytes(content.encode_all(self.model)));
        Ok(())
    }

    /// Skips the value of a field whose name is reserved, whatever it is.
    fn skip_value(&mut self) -> Result<(), Fault> {
        self.tokens.take(':');
        let mut open = Vec::new();
        loop {
            match self.tokens.advance() {
                Token::Symbol('{') => open.push('}'),
                Token::Symbol('<') => open.push('>'),
                Token::Symbol('[') => open.push(']'),
                Token::Symbol(symbol @ ('}' | '>' | ']')) if open.pop() != Some(symbol) => {
                    return Err(Fault::new(format!("unexpected {:?}", symbol.to_string())));
                }
                Token::Symbol('-') if open.is_empty() => continue,
                Token::End => return Err(Fault::new("the value ends too early")),
                _ => {}
            }
            if open.is_empty() {
                while let Token::String(_) = self.tokens.current {
                    self.tokens.advance();
                }
                return Ok(());
            }
        }
    }
}
