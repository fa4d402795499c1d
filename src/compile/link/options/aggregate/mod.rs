//! Message literals: text format to trees.
//!
//! In: the text between the braces of an option's value, and the message that it is to be. Out: its tree.

mod any;
mod value;

use super::fault::Fault;
use super::text::{Token, Tokens};
use super::tree::{Tree, Value, oneof_of};
use crate::compile::link::element::{Id, Of};
use crate::compile::link::meant::{Unknown, Wanted, import};
use crate::compile::link::model::Model;
use crate::compile::link::suggest::Suggestions;
use crate::compile::link::visible::{Miss, Use, View};
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use std::ops::Range;

/// Messages may be nested this deep, as everywhere in protobuf.
const DEEPEST: usize = 100;

/// Parses a literal of `message`.
pub(super) fn parse(
    model: &Model<'_>,
    view: &View<'_, '_>,
    suggestions: &Suggestions,
    message: Id,
    text: &str,
) -> Result<Tree, Fault> {
    let mut literal = Literal {
        model,
        view,
        suggestions,
        tokens: Tokens::new(text),
        depth: 0,
    };
    let tree = literal.fields(message, None)?;
    complete(model, message, &tree)?;
    Ok(tree)
}

/// Whether every required field is set.
pub(super) fn complete(model: &Model<'_>, message: Id, tree: &Tree) -> Result<(), Fault> {
    let mut missing = Vec::new();
    tree.missing(model, message, &mut Vec::new(), &mut missing);
    let Some(first) = missing.first() else {
        return Ok(());
    };
    let help = format!(
        "set {}, as in `{first}: …`",
        if missing.len() == 1 { "it" } else { "them" }
    );
    let names: Vec<_> = missing.iter().map(|name| format!("`{name}`")).collect();
    let text = match names.as_slice() {
        [only] => format!("the required field {only} is not set"),
        several => format!("the required fields {} are not set", several.join(", ")),
    };
    Err(Fault::new(text).help(help))
}

struct Literal<'s, 'p, 'a, 't> {
    model: &'s Model<'a>,
    view: &'s View<'p, 'a>,
    suggestions: &'s Suggestions,
    tokens: Tokens<'t>,
    depth: usize,
}

impl Literal<'_, '_, '_, '_> {
    /// Fields up to the symbol that ends the message.
    fn fields(&mut self, message: Id, end: Option<char>) -> Result<Tree, Fault> {
        let mut tree = Tree::default();
        loop {
            match (end, self.tokens.current) {
                (None, Token::End) => break,
                (Some(end), Token::Symbol(symbol)) if symbol == end => {
                    self.tokens.advance();
                    break;
                }
                _ => self.field(message, &mut tree)?,
            }
        }
        if self.model.is_map_entry(message) {
            tree.complete(self.model, message);
        }
        Ok(tree)
    }

    fn field(&mut self, message: Id, tree: &mut Tree) -> Result<(), Fault> {
        let start = self.tokens.place();
        if self.tokens.take('[') {
            let (name, place) = self.bracketed()?;
            self.bracketed_field(message, tree, &name)
                .map_err(|fault| fault.at(place))?;
        } else {
            let Token::Identifier(name) = self.tokens.current else {
                return Err(self.no_name(message));
            };
            self.tokens.advance();
            self.plain_field(message, tree, name)
                .map_err(|fault| fault.at(start))?;
        }
        if !self.tokens.take(';') {
            self.tokens.take(',');
        }
        Ok(())
    }

    fn plain_field(&mut self, message: Id, tree: &mut Tree, name: &str) -> Result<(), Fault> {
        match self.named(message, name) {
            Some(field) => self.field_value(field, tree),
            None if self.is_reserved(message, name) => self.skip_value(),
            None => Err(self.no_field(message, name)),
        }
    }

    fn bracketed_field(&mut self, message: Id, tree: &mut Tree, name: &str) -> Result<(), Fault> {
        if let Some((prefix, type_name)) = name.rsplit_once('/') {
            return self.any(message, tree, prefix, type_name);
        }
        let field = self.extension(message, name)?;
        self.field_value(field, tree)
    }

    fn unexpected(&self, expected: &str) -> Fault {
        let found = self.tokens.current.shown();
        Fault::new(format!("expected {expected}, found {found}")).at(self.tokens.place())
    }

    fn expect(&mut self, symbol: char) -> Result<(), Fault> {
        if self.tokens.take(symbol) {
            Ok(())
        } else {
            let fault = self.unexpected(&format!("`{symbol}`"));
            Err(fault.help(format!("write `{symbol}` before it")))
        }
    }

    /// The name up to a closing bracket, and where it is.
    fn bracketed(&mut self) -> Result<(String, Range<usize>), Fault> {
        let mut name = String::new();
        let mut place = self.tokens.place();
        let mut word_allowed = true;
        loop {
            match self.tokens.current {
                Token::Symbol(']') if !name.is_empty() && !word_allowed => {
                    self.tokens.advance();
                    return Ok((name, place));
                }
                Token::Symbol(symbol @ ('.' | '/' | '-')) if symbol == '-' || !word_allowed => {
                    name.push(symbol);
                    word_allowed = true;
                }
                Token::Identifier(part) | Token::Integer(part) if word_allowed => {
                    name.push_str(part);
                    word_allowed = false;
                }
                _ => {
                    let fault = self.unexpected("the name of an extension or a type");
                    return Err(fault.help("write words with a dot between two, and then `]`"));
                }
            }
            place.end = self.tokens.place().end;
            self.tokens.advance();
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

    /// That what is in view cannot be the name of a field.
    fn no_name(&self, message: Id) -> Fault {
        let name = self.model.pool.full_name(message);
        let fault = self.unexpected(&format!("the name of a field of `{name}`"));
        match self.tokens.current {
            Token::String(text) => {
                let bare = text.trim_matches(['"', '\'']);
                fault.help(format!("leave the quotation marks out: `{bare}`"))
            }
            Token::End => fault.help("close the message with the bracket that it was opened with"),
            _ => fault.help("set fields one behind the other, as in `name: 1 other: 2`"),
        }
    }

    fn no_field(&self, message: Id, name: &str) -> Fault {
        let of = self.model.pool.full_name(message);
        let fault = Fault::new(format!("`{of}` has no field `{name}`"));
        if self.tokens.current == Token::Symbol('.') {
            return fault.help(format!(
                "put the names of extensions into brackets: `[{name}.…]`"
            ));
        }
        fault.help(self.model.field_meant(message, name))
    }

    fn extension(&self, message: Id, name: &str) -> Result<Id, Fault> {
        let pool = &self.model.pool;
        let found = self.view.resolve(message, name, Use::Option);
        let field = found.clone().ok().and_then(|found| match pool.of(found) {
            Of::Extension(_) => Some(found),
            Of::Message(_) if self.model.is_message_set(message) => self.item_of(message, found),
            _ => None,
        });
        let field = field.filter(|field| self.model.containing(*field) == Some(message));
        field.ok_or_else(|| {
            let name_of_message = pool.full_name(message);
            let fault = Fault::new(format!(
                "`{name}` is not an extension of `{name_of_message}`"
            ));
            fault.help(match found {
                Ok(_) => format!("declare it with `extend {name_of_message} {{ … }}`"),
                Err(miss) => self.remedy(&miss, message, name, Wanted::Extension),
            })
        })
    }

    /// What to do about a name that leads nowhere.
    fn remedy(&self, miss: &Miss, scope: Id, name: &str, wanted: Wanted) -> String {
        let pool = &self.model.pool;
        if let Miss::NotImported(found) = miss {
            return import(pool.file_of(*found).proto.name());
        }
        Unknown {
            pool,
            view: self.view,
            suggestions: self.suggestions,
            scope,
            name,
            wanted,
        }
        .help()
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
            return Err(self.untyped(field));
        };
        let repeated = model.is_repeated(field);
        let number = model.number(field);
        if !repeated {
            self.check_unset(field, number, tree)?;
        }
        let is_message = matches!(kind, Type::Message | Type::Group);
        if !self.tokens.take(':') && !is_message {
            let help = format!("write `{}: …`", model.pool.name(field));
            return Err(self.unexpected("`:`").help(help));
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

    /// The type of a field is told where that is declared.
    fn untyped(&self, field: Id) -> Fault {
        let name = self.model.pool.full_name(field);
        Fault::new(format!("the type of `{name}` is not defined")).help("define it first")
    }

    fn check_unset(&self, field: Id, number: i32, tree: &Tree) -> Result<(), Fault> {
        let pool = &self.model.pool;
        if tree.fields.contains(number) {
            let text = format!("the field `{}` is set twice", pool.name(field));
            return Err(Fault::new(text).help("keep one of them"));
        }
        let Some(oneof) = oneof_of(self.model, field) else {
            return Ok(());
        };
        let mut set = tree.fields.values();
        match set.find(|entry| oneof_of(self.model, entry.field) == Some(oneof)) {
            Some(other) => {
                let text = format!(
                    "the fields `{}` and `{}` of the oneof `{}` are both set",
                    pool.name(other.field),
                    pool.name(field),
                    pool.name(oneof)
                );
                Err(Fault::new(text).help("keep one of them"))
            }
            None => Ok(()),
        }
    }

    fn value(&mut self, field: Id, kind: Type) -> Result<Value, Fault> {
        if !matches!(kind, Type::Message | Type::Group) {
            return self.scalar(field, kind);
        }
        if !matches!(self.tokens.current, Token::Symbol('{' | '<')) {
            return Err(self.wrong(field, kind));
        }
        let end = self.open()?;
        let message = self.model.link(field).target;
        let message = message.ok_or_else(|| self.untyped(field))?;
        self.nested(message, end).map(Value::Message)
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
            let text = format!("messages are nested deeper than {DEEPEST} levels");
            return Err(Fault::new(text).help("leave out what lies deeper"));
        }
        self.depth += 1;
        let tree = self.fields(message, Some(end))?;
        self.depth -= 1;
        Ok(tree)
    }

    /// Skips the value of a field whose name is reserved, whatever it is.
    fn skip_value(&mut self) -> Result<(), Fault> {
        self.tokens.take(':');
        let mut open = Vec::new();
        loop {
            match self.tokens.current {
                Token::Symbol('{') => open.push('}'),
                Token::Symbol('<') => open.push('>'),
                Token::Symbol('[') => open.push(']'),
                Token::Symbol(symbol @ ('}' | '>' | ']')) if open.pop() != Some(symbol) => {
                    return Err(self.unexpected("a value").help("write one before it"));
                }
                Token::Symbol('-') if open.is_empty() => {
                    self.tokens.advance();
                    continue;
                }
                Token::End => return Err(self.unexpected("a value").help("write one")),
                _ => {}
            }
            self.tokens.advance();
            if open.is_empty() {
                while let Token::String(_) = self.tokens.current {
                    self.tokens.advance();
                }
                return Ok(());
            }
        }
    }
}
