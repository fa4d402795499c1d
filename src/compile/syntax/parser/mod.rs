//! Tokens to tree: recursive descent, with recovery at every statement.
//!
//! In: the tokens of a file. Out: its tree, and every place where the grammar does not hold. A statement that breaks off keeps
//! what was understood of it. What a statement means, and whether that is allowed, is not asked here.

mod file;
mod message;
mod option;
mod range;
mod recovery;
mod service;

use super::edition::Syntax;
use super::faults::Faults;
use super::token::{Kind, Token};
use super::tree::{Node, NodeKind, Tree};
use std::fmt;

/// Parses the tokens of a text. The second result is what the file says its syntax is.
pub(super) fn parse<'t>(
    text: &'t str,
    tokens: Vec<Token>,
    faults: &mut Faults,
) -> (Tree<'t>, Syntax) {
    let mut parser = Parser {
        text,
        tokens: &tokens,
        at: 0,
        nodes: Vec::with_capacity(tokens.len() / 2 + 1),
        faults,
        syntax: Syntax::Proto2,
        depth: 0,
    };
    parser.file();
    let (nodes, syntax) = (parser.nodes, parser.syntax);
    let tree = Tree {
        text,
        tokens,
        nodes,
    };
    (tree, syntax)
}

/// The fault is reported; the rest of the statement is to be skipped.
#[derive(Debug)]
struct Lost;

struct Parser<'t, 'a> {
    text: &'t str,
    tokens: &'a [Token],
    at: usize,
    nodes: Vec<Node>,
    faults: &'a mut Faults,
    syntax: Syntax,
    /// How many messages and groups are open.
    depth: usize,
}

/// Whether a number may have a minus sign before it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    None,
    Optional,
}

impl<'t> Parser<'t, '_> {
    fn token(&self) -> Token {
        self.token_at(0)
    }

    /// The token this far ahead; behind the last it is the last.
    fn token_at(&self, distance: usize) -> Token {
        let last = self.tokens.len() - 1;
        self.tokens[last.min(self.at + distance)]
    }

    fn kind(&self) -> Kind {
        self.token().kind()
    }

    fn kind_at(&self, distance: usize) -> Kind {
        self.token_at(distance).kind()
    }

    /// The identifier that comes next, empty where something else does.
    fn word(&self) -> &'t str {
        self.word_at(0)
    }

    fn word_at(&self, distance: usize) -> &'t str {
        let token = self.token_at(distance);
        match token.kind() {
            Kind::Identifier => token.text(self.text),
            _ => "",
        }
    }

    /// Takes a token, but never the end.
    fn bump(&mut self) {
        self.at += usize::from(self.kind() != Kind::End);
    }

    fn eat(&mut self, kind: Kind) -> bool {
        let found = self.kind() == kind;
        if found {
            self.bump();
        }
        found
    }

    fn eat_word(&mut self, word: &str) -> bool {
        let found = self.word() == word;
        if found {
            self.bump();
        }
        found
    }

    fn open(&mut self, kind: NodeKind) -> usize {
        let first = index(self.at);
        self.nodes.push(Node {
            kind,
            first,
            end: first,
            next: 0,
        });
        self.nodes.len() - 1
    }

    fn close(&mut self, node: usize) {
        self.nodes[node].end = index(self.at);
        self.nodes[node].next = index(self.nodes.len());
    }

    /// Makes a node of what `parts` takes.
    fn node(
        &mut self,
        kind: NodeKind,
        parts: impl FnOnce(&mut Self) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        let node = self.open(kind);
        let result = parts(self);
        self.close(node);
        if result.is_err() && kind.is_part() {
            self.nodes[node].kind = NodeKind::Skipped;
        }
        result
    }

    /// Makes a node of the next token.
    fn leaf(&mut self, kind: NodeKind) {
        let node = self.open(kind);
        self.bump();
        self.close(node);
    }

    fn expect(&mut self, kind: Kind) -> Result<(), Lost> {
        if self.eat(kind) {
            return Ok(());
        }
        Err(self.unexpected(kind.description()))
    }

    /// The name of something new. `of` says of what, for the message.
    fn name(&mut self, of: &str) -> Result<(), Lost> {
        if self.kind() != Kind::Identifier {
            return Err(self.unexpected(of));
        }
        self.leaf(NodeKind::Name);
        self.hyphens();
        Ok(())
    }

    fn number(&mut self, sign: Sign, what: impl fmt::Display) -> Result<(), Lost> {
        self.node(NodeKind::Number, |parser| {
            if sign == Sign::Optional {
                parser.eat(Kind::Minus);
            }
            if parser.eat(Kind::Integer) {
                return Ok(());
            }
            Err(parser.unexpected(&what.to_string()))
        })
    }

    /// Strings, one behind the other.
    fn strings(&mut self, what: &str) -> Result<(), Lost> {
        self.node(NodeKind::Text, |parser| {
            if parser.kind() != Kind::String {
                return Err(parser.unexpected(what));
            }
            while parser.eat(Kind::String) {}
            Ok(())
        })
    }

    /// Identifiers with dots between them, perhaps with one before.
    fn path(&mut self, what: &str) -> Result<(), Lost> {
        self.node(NodeKind::Path, |parser| parser.path_parts(what))
    }

    fn path_parts(&mut self, what: &str) -> Result<(), Lost> {
        self.eat(Kind::Dot);
        if !self.eat(Kind::Identifier) {
            return Err(self.unexpected(what));
        }
        self.hyphens();
        while self.eat(Kind::Dot) {
            self.expect(Kind::Identifier)?;
            self.hyphens();
        }
        Ok(())
    }

    /// Semicolons by themselves.
    fn empty_statements(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Empty, |parser| {
            while parser.eat(Kind::Semicolon) {}
            Ok(())
        })
    }

    /// Takes what opens a block, and says what closes it. A brace that is missing or another bracket is told, and the block
    /// is read all the same.
    fn block_opens(&mut self) -> Result<Kind, Lost> {
        match self.kind() {
            Kind::OpenBrace => {}
            Kind::OpenParenthesis => {
                let message = format!("expected `{{`, found {}", self.found());
                self.fault(self.token(), &message, "put the block into braces: `{ … }`");
                self.bump();
                return Ok(Kind::CloseParenthesis);
            }
            Kind::Identifier if self.is_indented() => {
                let message = format!("expected `{{`, found {}", self.found());
                let help = format!(
                    "open the block with `{{` in line {}",
                    self.previous_line() + 1
                );
                self.fault(self.token(), &message, &help);
                return Ok(Kind::CloseBrace);
            }
            _ => return Err(self.unexpected(Kind::OpenBrace.description())),
        }
        self.bump();
        Ok(Kind::CloseBrace)
    }

    /// Statements in braces. `of` says what they make up, for the message.
    fn block(
        &mut self,
        of: &str,
        mut statement: impl FnMut(&mut Self) -> Result<(), Lost>,
    ) -> Result<(), Lost> {
        self.node(NodeKind::Block, |parser| {
            let open = parser.token();
            let close = parser.block_opens()?;
            while !parser.eat(Kind::CloseBrace) && !parser.eat(close) {
                if parser.kind() == Kind::End {
                    parser.unclosed(of, open);
                    return Ok(());
                }
                parser.statement(&mut statement);
            }
            Ok(())
        })
    }
}

/// Tokens and nodes are fewer than bytes, and those are counted in 32 bits.
fn index(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}
