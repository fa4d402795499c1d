//! Ranges of numbers, and what is reserved.

use super::{Lost, Parser, Sign};
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::NodeKind;

impl Parser<'_, '_> {
    pub(super) fn extensions(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Extensions, |parser| {
            parser.bump();
            parser.ranges(Sign::None, "a number or a range of numbers")?;
            parser.option_list()?;
            parser.end_statement("`,`, `[` or `;`")
        })
    }

    /// `reserved` in a message or, with signs, in an enum.
    pub(super) fn reserved(&mut self, sign: Sign) -> Result<(), Lost> {
        let kind = match self.kind_at(1) {
            Kind::String | Kind::Identifier => NodeKind::ReservedNames,
            _ => NodeKind::ReservedRanges,
        };
        self.node(kind, |parser| {
            parser.bump();
            match parser.kind() {
                Kind::String => parser.listed(|parser| parser.strings("a name, as a string"))?,
                Kind::Identifier => parser.listed(|parser| parser.name("a name"))?,
                _ => parser.ranges(sign, "names or numbers")?,
            }
            parser.end_statement("`,` or `;`")
        })
    }

    fn listed(&mut self, mut item: impl FnMut(&mut Self) -> Result<(), Lost>) -> Result<(), Lost> {
        loop {
            item(self)?;
            if !self.eat(Kind::Comma) {
                return Ok(());
            }
        }
    }

    fn ranges(&mut self, sign: Sign, what: &str) -> Result<(), Lost> {
        self.listed(|parser| {
            parser.node(NodeKind::Range, |parser| {
                if parser.kind() == Kind::String {
                    let help = "put names and numbers into statements of their own";
                    return Err(parser.unexpected_but(what, help));
                }
                parser.number(sign, what)?;
                if parser.kind() == Kind::Minus {
                    let help = "write `to` between the ends of a range, as in `1 to 5`";
                    return Err(parser.unexpected_but("`to`, `,` or `;`", help));
                }
                if !parser.eat_word("to") {
                    return Ok(());
                }
                if matches!(parser.word(), "maximum" | "MAX" | "Max") {
                    parser.misspelt("max");
                    parser.leaf(NodeKind::Maximum);
                    return Ok(());
                }
                if parser.word() == "max" {
                    parser.leaf(NodeKind::Maximum);
                    return Ok(());
                }
                parser.number(sign, "the last number of the range, or `max`")
            })
        })
    }
}
