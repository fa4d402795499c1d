//! The messages in the values of options, whose inside the syntax tree leaves to those who know their type.
//!
//! In: the tree. Out: for each such message what its fields and lists are, by the grammar of protobuf's text format.

use crate::compile::syntax::token::{Kind, Token};
use crate::compile::syntax::tree::{Branch, NodeKind, Tree};
use crate::report::Finding;
use std::collections::HashMap;
use std::ops::Range;

/// Literals lie no deeper in one another.
const DEEPEST: usize = 100;

/// A value; all numbers are those of tokens.
pub(super) enum Literal {
    /// A number or word, perhaps with a sign, or strings, one behind the other.
    Scalar(Range<usize>),
    Message {
        range: Range<usize>,
        fields: Vec<Field>,
    },
    List {
        range: Range<usize>,
        items: Vec<Literal>,
    },
}

impl Literal {
    /// Its tokens.
    pub(super) fn range(&self) -> &Range<usize> {
        match self {
            Self::Scalar(range) | Self::Message { range, .. } | Self::List { range, .. } => range,
        }
    }
}

/// A field of a message.
pub(super) struct Field {
    /// An identifier, or what an extension is called by, in brackets.
    pub(super) name: Range<usize>,
    /// Messages and lists of them may do without.
    pub(super) colon: Option<usize>,
    pub(super) value: Literal,
}

/// All messages that are values of options.
#[derive(Default)]
pub(super) struct Literals {
    /// By their first token.
    messages: HashMap<usize, Literal>,
    /// What stands between the fields of messages.
    separators: Vec<usize>,
}

impl Literals {
    /// The message that begins with this token.
    pub(super) fn message(&self, first: usize) -> Option<&Literal> {
        self.messages.get(&first)
    }

    /// The commas and semicolons between fields: they are not needed.
    pub(super) fn separators(&self) -> &[usize] {
        &self.separators
    }
}

/// Reads all messages of a file, or tells what is wrong with those that cannot be read.
pub(super) fn parse(tree: &Tree<'_>) -> Result<Literals, Vec<Finding>> {
    let mut literals = Literals::default();
    let mut faults = Vec::new();
    read(tree, tree.root(), &mut literals, &mut faults);
    if faults.is_empty() {
        return Ok(literals);
    }
    Err(faults
        .into_iter()
        .map(|fault| fault.finding(tree))
        .collect())
}

fn read(tree: &Tree<'_>, branch: Branch<'_>, literals: &mut Literals, faults: &mut Vec<Fault>) {
    let range = branch.range();
    let opens = |token: Token| token.kind() == Kind::OpenBrace;
    if branch.kind() == NodeKind::Value && branch.first_token().is_some_and(opens) {
        let mut reader = Reader {
            tree,
            at: range.start,
            end: range.end,
            depth: 0,
            separators: &mut literals.separators,
        };
        match reader.value() {
            Ok(message) => {
                literals.messages.insert(range.start, message);
            }
            Err(fault) => faults.push(fault),
        }
    }
    for child in branch.children() {
        read(tree, child, literals, faults);
    }
}

/// Where a message cannot be read on.
struct Fault {
    token: usize,
    message: String,
    help: &'static str,
}

impl Fault {
    fn finding(self, tree: &Tree<'_>) -> Finding {
        let span = tree.tokens()[self.token].span(tree.text());
        Finding::error(self.message).at(Some(span)).help(self.help)
    }
}

struct Reader<'t, 's> {
    tree: &'t Tree<'t>,
    at: usize,
    end: usize,
    depth: usize,
    separators: &'s mut Vec<usize>,
}

impl Reader<'_, '_> {
    fn kind(&self) -> Kind {
        if self.at < self.end {
            self.tree.tokens()[self.at].kind()
        } else {
            Kind::End
        }
    }

    fn eat(&mut self, wanted: impl Fn(Kind) -> bool) -> bool {
        let found = self.at < self.end && wanted(self.kind());
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, kind: Kind) -> Result<(), Fault> {
        if self.eat(|found| found == kind) {
            Ok(())
        } else {
            Err(self.unexpected(kind.description()))
        }
    }

    fn unexpected(&self, expected: &str) -> Fault {
        let token = self.at.min(self.end - 1);
        let found = self.tree.tokens()[token].text(self.tree.text());
        Fault {
            token,
            message: format!("expected {expected}, found `{}`", found.escape_debug()),
            help: "values of options are written as in protobuf's text format",
        }
    }

    fn value(&mut self) -> Result<Literal, Fault> {
        if self.depth == DEEPEST {
            return Err(Fault {
                token: self.at,
                message: format!("values lie more than {DEEPEST} deep in one another"),
                help: "make it flatter: no compiler reads it",
            });
        }
        self.depth += 1;
        let value = match self.kind() {
            Kind::OpenBrace => self.message(Kind::CloseBrace),
            Kind::OpenAngle => self.message(Kind::CloseAngle),
            Kind::OpenBracket => self.list(),
            _ => self.scalar(),
        };
        self.depth -= 1;
        value
    }

    fn scalar(&mut self) -> Result<Literal, Fault> {
        let start = self.at;
        if self.kind() == Kind::String {
            while self.eat(|kind| kind == Kind::String) {}
            return Ok(Literal::Scalar(start..self.at));
        }
        self.eat(|kind| kind == Kind::Minus);
        if self.eat(|kind| matches!(kind, Kind::Identifier | Kind::Integer | Kind::Float)) {
            return Ok(Literal::Scalar(start..self.at));
        }
        Err(self.unexpected("a value"))
    }

    fn message(&mut self, close: Kind) -> Result<Literal, Fault> {
        let start = self.at;
        self.at += 1;
        let mut fields = Vec::new();
        while !self.eat(|kind| kind == close) {
            fields.push(self.field()?);
            if matches!(self.kind(), Kind::Comma | Kind::Semicolon) {
                self.separators.push(self.at);
                self.at += 1;
            }
        }
        Ok(Literal::Message {
            range: start..self.at,
            fields,
        })
    }

    fn field(&mut self) -> Result<Field, Fault> {
        let start = self.at;
        if self.eat(|kind| kind == Kind::OpenBracket) {
            self.extension()?;
        } else if !self.eat(|kind| kind == Kind::Identifier) {
            return Err(self.unexpected("the name of a field"));
        }
        let name = start..self.at;
        let colon = self.eat(|kind| kind == Kind::Colon).then(|| self.at - 1);
        let may_follow = matches!(
            self.kind(),
            Kind::OpenBrace | Kind::OpenAngle | Kind::OpenBracket
        );
        if colon.is_none() && !may_follow {
            return Err(self.unexpected("`:`"));
        }
        Ok(Field {
            name,
            colon,
            value: self.value()?,
        })
    }

    /// The name of an extension, or the address of a type.
    fn extension(&mut self) -> Result<(), Fault> {
        self.expect(Kind::Identifier)?;
        while self.eat(|kind| matches!(kind, Kind::Dot | Kind::Minus | Kind::Other)) {
            self.expect(Kind::Identifier)?;
        }
        self.expect(Kind::CloseBracket)
    }

    fn list(&mut self) -> Result<Literal, Fault> {
        let start = self.at;
        self.at += 1;
        let mut items = Vec::new();
        while !self.eat(|kind| kind == Kind::CloseBracket) {
            if !items.is_empty() {
                self.expect(Kind::Comma)?;
            }
            items.push(self.value()?);
        }
        Ok(Literal::List {
            range: start..self.at,
            items,
        })
    }
}
