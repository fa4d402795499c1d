//! Services and their methods.

use super::{Lost, Parser};
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::NodeKind;

/// How methods are written.
const METHOD: &str = "write methods as `rpc Name(Request) returns (Reply);`";

impl Parser<'_, '_> {
    pub(super) fn service(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Service, |parser| {
            parser.bump();
            parser.name("the name of the service")?;
            parser.block("the service", Self::service_statement)
        })
    }

    fn service_statement(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::Semicolon {
            return self.empty_statements();
        }
        match self.word() {
            "option" => self.option_statement(),
            _ if self.keyword(&["rpc", "option"]) == Some("option") => self.option_statement(),
            _ => self.method(),
        }
    }

    fn method(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Method, |parser| {
            if parser.keyword(&["rpc"]).is_none() {
                let help = match parser.word() {
                    "message" | "enum" | "oneof" | "extend" => "declare it outside of the service",
                    _ if parser.kind_at(2) == Kind::Equals => "put fields into a message",
                    _ => METHOD,
                };
                return Err(parser.unexpected_but("`rpc` or `option`", help));
            }
            parser.bump();
            parser.name("the name of the method")?;
            parser.method_type("the type of the request")?;
            if parser.kind() != Kind::Identifier {
                return Err(parser.unexpected_but("`returns`", METHOD));
            }
            parser.expect_word("returns")?;
            parser.method_type("the type of the reply")?;
            if parser.kind() == Kind::OpenBracket {
                let help = "set options in a block: `{ option … = …; }`";
                return Err(parser.unexpected_but("`;` or `{`", help));
            }
            if parser.kind() == Kind::OpenBrace {
                return parser.block("the method", Self::method_statement);
            }
            parser.end_statement("`;` or `{`")
        })
    }

    fn method_type(&mut self, what: &str) -> Result<(), Lost> {
        if self.kind() != Kind::OpenParenthesis {
            return Err(self.unexpected_but(Kind::OpenParenthesis.description(), METHOD));
        }
        self.bump();
        if self.kind() == Kind::CloseParenthesis {
            let help = "write `google.protobuf.Empty`, or a message of its own that may grow";
            return Err(self.unexpected_but(what, help));
        }
        self.node(NodeKind::MethodType, |parser| {
            if parser.word() == "stream" || parser.has_misspelt_stream() {
                parser.leaf(NodeKind::Stream);
            }
            parser.message_path(what)
        })?;
        if self.eat(Kind::CloseParenthesis) {
            return Ok(());
        }
        let help = match self.kind() {
            Kind::Comma => "put both into one message: a method takes one, and answers with one",
            Kind::Identifier => "leave the name out: a method has types only",
            Kind::OpenBracket | Kind::OpenAngle => {
                "write `stream` before the type, or a message with a repeated field"
            }
            _ => "write `)` before it",
        };
        Err(self.unexpected_but(Kind::CloseParenthesis.description(), help))
    }

    /// Whether two words stand where a type should be, the first of them nearly `stream`, which is told.
    fn has_misspelt_stream(&mut self) -> bool {
        if self.kind() != Kind::Identifier || self.kind_at(1) != Kind::Identifier {
            return false;
        }
        if self.word().starts_with("stream") || self.word() == "repeated" {
            self.misspelt("stream");
            return true;
        }
        self.keyword(&["stream"]).is_some()
    }

    fn method_statement(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::Semicolon {
            return self.empty_statements();
        }
        self.option_statement()
    }
}
