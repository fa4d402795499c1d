//! Options: their names and values, as statements and in brackets.

use super::recovery::FIELD_END;
use super::{Lost, Parser};
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::NodeKind;

const VALUE: &str = "the value of the option";

const NO_MINUS: &str = "remove the minus sign";

impl Parser<'_, '_> {
    pub(super) fn option_statement(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Option, |parser| {
            parser.expect_word("option")?;
            parser.assignment()?;
            parser.end_statement("`;`")
        })
    }

    fn assignment(&mut self) -> Result<(), Lost> {
        let first = self.at;
        self.node(NodeKind::OptionName, |parser| {
            parser.name_part()?;
            while parser.eat(Kind::Dot) {
                parser.name_part()?;
            }
            Ok(())
        })?;
        if !self.equals() {
            let name = self.tokens[first..self.at]
                .iter()
                .map(|token| token.text(self.text));
            let help = format!("set it, as in `{} = true`", name.collect::<String>());
            return Err(self.unexpected_but("`=` and the value of the option", &help));
        }
        self.value()
    }

    fn name_part(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::NamePart, |parser| match parser.kind() {
            Kind::Identifier => {
                parser.bump();
                Ok(())
            }
            Kind::OpenParenthesis => {
                parser.bump();
                parser.path("the name of an extension")?;
                parser.expect(Kind::CloseParenthesis)
            }
            _ => Err(parser.unexpected("the name of an option")),
        })
    }

    fn value(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Value, |parser| {
            let negative = parser.eat(Kind::Minus);
            match parser.kind() {
                Kind::Identifier if negative && !matches!(parser.word(), "inf" | "nan") => {
                    Err(parser
                        .unexpected_but("a number, `inf` or `nan` behind the minus sign", NO_MINUS))
                }
                Kind::Identifier | Kind::Integer | Kind::Float => {
                    parser.bump();
                    Ok(())
                }
                _ if negative => {
                    Err(parser.unexpected_but("a number behind the minus sign", NO_MINUS))
                }
                Kind::String => {
                    while parser.eat(Kind::String) {}
                    Ok(())
                }
                Kind::OpenBrace => parser.message_value(),
                Kind::OpenAngle => {
                    Err(parser.unexpected_but(VALUE, "put a message into braces: `{ … }`"))
                }
                Kind::OpenBracket => Err(parser
                    .unexpected_but(VALUE, "set a repeated option once for each of its values")),
                _ => Err(parser.unexpected(VALUE)),
            }
        })
    }

    /// A message in braces. Its text is for the linker, which knows the message's type.
    fn message_value(&mut self) -> Result<(), Lost> {
        let open = self.token();
        let mut depth = 0_usize;
        loop {
            match self.kind() {
                Kind::OpenBrace => depth += 1,
                Kind::CloseBrace => depth -= 1,
                Kind::End => {
                    self.unclosed("the value of the option", open);
                    return Err(Lost);
                }
                _ => {}
            }
            self.bump();
            if depth == 0 {
                return Ok(());
            }
        }
    }

    /// Options in brackets, where there are some.
    pub(super) fn option_list(&mut self) -> Result<(), Lost> {
        self.list_of(|parser| parser.node(NodeKind::Option, Self::assignment))
    }

    /// The same of a field, which has two that are none.
    pub(super) fn field_option_list(&mut self) -> Result<(), Lost> {
        self.list_of(Self::field_option)
    }

    fn list_of(
        &mut self,
        mut option: impl FnMut(&mut Self) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        if matches!(self.kind(), Kind::OpenParenthesis | Kind::OpenBrace)
            && self.kind_at(1) == Kind::Identifier
            && self.kind_at(2) == Kind::Equals
            && !matches!(self.kind_at(3), Kind::Integer)
        {
            return Err(self.unexpected_but(FIELD_END, "put options into brackets: `[…]`"));
        }
        if self.kind() != Kind::OpenBracket {
            return Ok(());
        }
        self.node(NodeKind::OptionList, |parser| {
            parser.bump();
            loop {
                option(parser)?;
                if !parser.eat(Kind::Comma) {
                    break;
                }
            }
            if parser.eat(Kind::CloseBracket) || parser.follows_torn_string() {
                return Ok(());
            }
            if parser.kind() == Kind::Dot && parser.kind_at(1) == Kind::Identifier {
                let help = format!("write the name of the value alone: `{}`", parser.word_at(1));
                return Err(parser.unexpected_but("`,` or `]`", &help));
            }
            Err(parser.unexpected("`,` or `]`"))
        })
    }

    fn field_option(&mut self) -> Result<(), Lost> {
        match self.word() {
            "default" => self.node(NodeKind::Default, |parser| {
                parser.bump();
                parser.expect(Kind::Equals)?;
                parser.value()
            }),
            "json_name" => self.node(NodeKind::JsonName, |parser| {
                parser.bump();
                parser.expect(Kind::Equals)?;
                parser.strings("the JSON name, as a string")
            }),
            _ => self.node(NodeKind::Option, Self::assignment),
        }
    }
}
