//! Services and their methods.

use super::{Lost, Parser};
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::NodeKind;

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
                let help = "write methods as `rpc Name(Request) returns (Reply);`";
                return Err(parser.unexpected_but("`rpc` or `option`", help));
            }
            parser.bump();
            parser.name("the name of the method")?;
            parser.method_type("the type of the request")?;
            parser.expect_word("returns")?;
            parser.method_type("the type of the reply")?;
            if parser.kind() == Kind::OpenBrace {
                return parser.block("the method", Self::method_statement);
            }
            parser.end_statement("`;` or `{`")
        })
    }

    fn method_type(&mut self, what: &str) -> Result<(), Lost> {
        self.expect(Kind::OpenParenthesis)?;
        self.node(NodeKind::MethodType, |parser| {
            if parser.word() == "stream" {
                parser.leaf(NodeKind::Stream);
            }
            parser.message_path(what)
        })?;
        self.expect(Kind::CloseParenthesis)
    }

    fn method_statement(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::Semicolon {
            return self.empty_statements();
        }
        self.option_statement()
    }
}
