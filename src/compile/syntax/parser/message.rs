//! Messages, enums, extensions, oneofs, and the fields and values in them.

use super::{Lost, Parser, Sign};
use crate::compile::syntax::scalar;
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::NodeKind;

/// Messages may lie this deep in one another: what protoc allows.
const DEEPEST: usize = 31;

const LABELS: [&str; 3] = ["required", "optional", "repeated"];

const DECLARATIONS: [&str; 6] = [
    "message",
    "enum",
    "extensions",
    "reserved",
    "extend",
    "oneof",
];

impl Parser<'_, '_> {
    pub(super) fn message(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Message, |parser| {
            parser.declaration_keyword();
            parser.name("the name of the message")?;
            parser.message_block("the message")
        })
    }

    fn message_block(&mut self, of: &str) -> Result<(), Lost> {
        if self.depth >= DEEPEST {
            let message = format!("messages lie more than {DEEPEST} deep in one another");
            self.fault(
                self.token(),
                &message,
                "move it out of the messages around it",
            );
            return Err(Lost);
        }
        self.depth += 1;
        let result = self.block(of, Self::message_statement);
        self.depth -= 1;
        result
    }

    fn message_statement(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::Semicolon {
            return self.empty_statements();
        }
        if self.has_modifier() {
            return self.modified_declaration();
        }
        match self.word() {
            "message" => self.message(),
            "enum" => self.enumeration(),
            "extensions" => self.extensions(),
            "reserved" => self.reserved(Sign::None),
            "extend" => self.extend(),
            "option" => self.option_statement(),
            "oneof" => self.oneof(),
            _ => self.misspelt_declaration(),
        }
    }

    /// Where two identifiers stand before a brace, the first can only be a keyword. Anything else is a field.
    fn misspelt_declaration(&mut self) -> Result<(), Lost> {
        let declares = self.kind_at(1) == Kind::Identifier && self.kind_at(2) == Kind::OpenBrace;
        if !declares {
            return self.field();
        }
        match self.keyword(&DECLARATIONS) {
            Some("message") => self.message(),
            Some("enum") => self.enumeration(),
            Some("oneof") => self.oneof(),
            Some("extend") => self.extend(),
            _ => self.field(),
        }
    }

    fn field(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Field, |parser| {
            let is_label = LABELS.contains(&parser.word())
                || parser.has_misspelt_label() && parser.keyword(&LABELS).is_some();
            if is_label {
                parser.leaf(NodeKind::Label);
            }
            parser.field_behind_label()
        })
    }

    /// Three identifiers before an equals sign: a field has only two without its label.
    fn has_misspelt_label(&self) -> bool {
        let kinds = [0, 1, 2, 3].map(|distance| self.kind_at(distance));
        kinds
            == [
                Kind::Identifier,
                Kind::Identifier,
                Kind::Identifier,
                Kind::Equals,
            ]
    }

    fn field_behind_label(&mut self) -> Result<(), Lost> {
        let is_group = self.word() == "group";
        self.field_type()?;
        if self.kind() == Kind::Equals {
            let help = "give it a type and a name, as in `string name = 1;`";
            return Err(self.unexpected_but("the name of the field", help));
        }
        self.name("the name of the field")?;
        self.assigned_number(Sign::None, "field")?;
        self.field_option_list()?;
        if !is_group {
            return self.end_statement("`;` or `[`");
        }
        if self.kind() != Kind::OpenBrace {
            return Err(self.unexpected("`{` and the fields of the group"));
        }
        self.message_block("the group")
    }

    fn field_type(&mut self) -> Result<(), Lost> {
        let is_map = self.word() == "map" && self.kind_at(1) == Kind::OpenAngle;
        if !is_map {
            return self.type_name();
        }
        self.node(NodeKind::MapType, |parser| {
            parser.bump();
            parser.bump();
            parser.type_name()?;
            parser.expect(Kind::Comma)?;
            parser.type_name()?;
            parser.expect(Kind::CloseAngle)
        })
    }

    fn type_name(&mut self) -> Result<(), Lost> {
        let is_keyword = scalar::is_keyword(self.word(), self.syntax) || self.word() == "map";
        if is_keyword {
            self.leaf(NodeKind::Type);
            return Ok(());
        }
        self.node(NodeKind::Type, |parser| {
            parser.path_parts("the type of the field")
        })
    }

    fn oneof(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Oneof, |parser| {
            parser.bump();
            parser.name("the name of the oneof")?;
            parser.block_of_fields("the oneof", |parser| match parser.word() {
                "option" => parser.option_statement(),
                _ => parser.field(),
            })
        })
    }

    pub(super) fn extend(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Extend, |parser| {
            parser.bump();
            parser.message_path("the name of the message to extend")?;
            parser.block_of_fields("the extension", Self::field)
        })
    }

    /// A block that must not be empty.
    fn block_of_fields(
        &mut self,
        of: &str,
        statement: impl FnMut(&mut Self) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        if self.kind() == Kind::OpenBrace && self.kind_at(1) == Kind::CloseBrace {
            let close = self.token_at(1);
            let message = format!("expected a field, found `}}`: {of} is empty");
            self.fault(close, &message, "give it a field, or remove it");
        }
        self.block(of, statement)
    }

    /// A path that must name a message; keywords for other types are taken, to be refused later.
    pub(super) fn message_path(&mut self, what: &str) -> Result<(), Lost> {
        if scalar::is_keyword(self.word(), self.syntax) {
            self.leaf(NodeKind::Path);
            return Ok(());
        }
        self.path(what)
    }

    pub(super) fn enumeration(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Enum, |parser| {
            parser.declaration_keyword();
            parser.name("the name of the enum")?;
            parser.block("the enum", Self::enum_statement)
        })
    }

    fn enum_statement(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::Semicolon {
            return self.empty_statements();
        }
        match self.word() {
            "option" => self.option_statement(),
            "reserved" => self.reserved(Sign::Optional),
            _ => self.enum_value(),
        }
    }

    fn enum_value(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::EnumValue, |parser| {
            parser.name("the name of an enum value")?;
            parser.assigned_number(Sign::Optional, "value")?;
            parser.option_list()?;
            parser.end_statement("`;` or `[`")
        })
    }
}
