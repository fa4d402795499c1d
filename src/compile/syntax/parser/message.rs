//! Messages, enums, extensions, oneofs, and the fields and values in them.

use super::recovery::FIELD_END;
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

    /// Where a word can only be a keyword, one that is misspelt is taken as that. Anything else is a field.
    fn misspelt_declaration(&mut self) -> Result<(), Lost> {
        let keywords: &[&str] = match [1, 2, 3].map(|distance| self.kind_at(distance)) {
            [Kind::Identifier, Kind::OpenBrace, _] => &DECLARATIONS,
            [Kind::Integer | Kind::String, _, _] => &["reserved", "extensions"],
            [Kind::OpenParenthesis, _, _] => &["option"],
            [
                Kind::Identifier,
                Kind::OpenParenthesis | Kind::Semicolon | Kind::Dot,
                _,
            ] => &[],
            [Kind::Identifier, Kind::Equals, behind] if behind != Kind::Integer => &["option"],
            _ => return self.field(),
        };
        if let Some(lost) = self.misplaced() {
            return Err(lost);
        }
        match self.keyword(keywords) {
            Some("message") => self.message(),
            Some("enum") => self.enumeration(),
            Some("oneof") => self.oneof(),
            Some("extend") => self.extend(),
            Some("reserved") => self.reserved(Sign::None),
            Some("extensions") => self.extensions(),
            Some("option") => self.option_statement(),
            _ => self.field(),
        }
    }

    /// Statements that stand elsewhere.
    fn misplaced(&mut self) -> Option<Lost> {
        let help = match self.word() {
            "rpc" => "put it into a service",
            "service" | "import" | "package" => "put it at the top of the file",
            _ => return None,
        };
        Some(self.unexpected_but("a field, or another declaration of a message", help))
    }

    fn field(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Field, |parser| {
            let is_label = LABELS.contains(&parser.word())
                || parser.has_misspelt_label() && parser.keyword(&LABELS).is_some();
            if is_label {
                parser.leaf(NodeKind::Label);
                parser.check_behind_label()?;
            }
            parser.field_behind_label()
        })
    }

    /// What people write behind a label who think in another language.
    fn check_behind_label(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::OpenAngle {
            let label = self.tokens[self.at - 1].text(self.text);
            let help = format!(
                "leave the angle brackets out: `{label} {}`",
                self.word_at(1)
            );
            return Err(self.unexpected_but("the type of the field", &help));
        }
        if self.word() == "oneof" && self.kind_at(2) == Kind::OpenBrace {
            let help = "leave the label out, or wrap the oneof in a message";
            return Err(self.unexpected_but("the type of the field", help));
        }
        let kinds = [1, 2, 3].map(|distance| self.kind_at(distance));
        if kinds == [Kind::Identifier, Kind::Identifier, Kind::Equals]
            && LABELS.contains(&self.word())
        {
            self.fault(
                self.token(),
                "a second label",
                "a field has one label: remove one of them",
            );
            self.leaf(NodeKind::Skipped);
        }
        Ok(())
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
        let first = self.at;
        self.field_type()?;
        if let Some(help) = self.foreign_type(first) {
            return Err(self.unexpected_but("the name of the field", &help));
        }
        if self.kind() == Kind::Equals {
            let help = "give it a type and a name, as in `string name = 1;`";
            return Err(self.unexpected_but("the name of the field", help));
        }
        self.name("the name of the field")?;
        self.assigned_number(Sign::None, "field")?;
        self.field_option_list()?;
        if !is_group {
            return self.end_statement(FIELD_END);
        }
        if self.kind() != Kind::OpenBrace {
            return Err(self.unexpected("`{` and the fields of the group"));
        }
        self.message_block("the group")
    }

    /// What to write instead of a type of another language, of which the part before its brackets has been taken.
    fn foreign_type(&self, first: usize) -> Option<String> {
        if self.kind() == Kind::Identifier {
            return None;
        }
        let start = self.tokens[first].range().start;
        let taken = &self.text[start..self.tokens[self.at - 1].range().end];
        match (self.kind(), self.kind_at(1)) {
            (Kind::OpenBracket, Kind::CloseBracket) => Some(format!("write `repeated {taken}`")),
            (Kind::OpenAngle, Kind::Identifier) if taken.eq_ignore_ascii_case("map") => {
                Some("did you mean `map`?".to_owned())
            }
            (Kind::OpenAngle, Kind::Identifier) => {
                let optional = matches!(taken, "optional" | "Option" | "Optional");
                let label = if optional { "optional" } else { "repeated" };
                Some(format!("write `{label} {}`", self.word_at(1)))
            }
            (Kind::Other, Kind::Identifier) if self.token().text(self.text) == "?" => {
                Some(format!("write `optional {taken}`"))
            }
            (Kind::Colon, Kind::Identifier) => Some(format!(
                "write the type first: `{} {taken}`",
                self.word_at(1)
            )),
            _ => None,
        }
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
            if parser.kind() != Kind::Comma {
                let help = "give it a key and a value, as in `map<string, string>`";
                return Err(parser.unexpected_but(Kind::Comma.description(), help));
            }
            parser.bump();
            let nested = match (parser.word(), parser.kind_at(1)) {
                ("repeated", Kind::Identifier) => {
                    "wrap the list in a message with a repeated field"
                }
                ("map", Kind::OpenAngle) => "wrap the inner map in a message",
                _ => "",
            };
            if !nested.is_empty() {
                return Err(parser.unexpected_but("the type of the value", nested));
            }
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
                "oneof" if parser.kind_at(2) == Kind::OpenBrace => {
                    Err(parser.unexpected_but("a field", "wrap the inner oneof in a message"))
                }
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
            parser.end_statement(FIELD_END)
        })
    }
}
