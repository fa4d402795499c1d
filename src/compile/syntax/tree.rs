//! The lossless syntax tree of one file: flat, in the order of the text.
//!
//! A node is a stretch of tokens; its children are the nodes that lie within it. Every token belongs to some node, and what
//! stands between two tokens is blanks and comments, so the tree and the text are the same thing.

use super::token::{Kind, Token};
use std::ops::Range;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NodeKind {
    /// The whole file: its statements.
    File,
    /// `syntax = "…";`: a `Text`.
    Syntax,
    /// `edition = "…";`: a `Text`.
    Edition,
    /// `package …;`: a `Path`.
    Package,
    /// `import …;`: perhaps a `Modifier`, and a `Text`.
    Import,
    /// `option …;`, or one of an `OptionList`: an `OptionName` and a `Value`.
    Option,
    /// `message …`: perhaps a `Modifier`, a `Name`, a `Block`.
    Message,
    /// `enum …`: perhaps a `Modifier`, a `Name`, a `Block`.
    Enum,
    /// `service …`: a `Name` and a `Block`.
    Service,
    /// `extend …`: a `Path` and a `Block`.
    Extend,
    /// `oneof …`: a `Name` and a `Block`.
    Oneof,
    /// A field: perhaps a `Label`, a `Type` or `MapType`, a `Name`, a `Number`, perhaps an `OptionList`, and the `Block` of a group.
    Field,
    /// A value of an enum: a `Name`, a `Number`, perhaps an `OptionList`.
    EnumValue,
    /// `rpc …`: a `Name`, two of `MethodType`, perhaps a `Block`.
    Method,
    /// `extensions …;`: some of `Range`, perhaps an `OptionList`.
    Extensions,
    /// `reserved …;` with numbers: some of `Range`.
    ReservedRanges,
    /// `reserved …;` with names: some of `Text` or `Name`.
    ReservedNames,
    /// Semicolons by themselves.
    Empty,
    /// Tokens that no rule fits.
    Skipped,
    /// Statements in braces.
    Block,
    /// `[…]`: some of `Option`, `Default`, `JsonName`.
    OptionList,
    /// `default = …`: a `Value`.
    Default,
    /// `json_name = …`: a `Text`.
    JsonName,
    /// What stands before `=` in an option: some of `NamePart`.
    OptionName,
    /// An identifier, or a `Path` in parentheses.
    NamePart,
    /// What stands behind `=`: literals with their sign, or a message in braces.
    Value,
    /// `required`, `optional` or `repeated`.
    Label,
    /// `export`, `local`, `public`, `weak` or `option`.
    Modifier,
    /// The type of a field: a keyword, or a path.
    Type,
    /// `map<…>`: two of `Type`.
    MapType,
    /// The type of a request or reply: perhaps a `Stream`, and a `Path`.
    MethodType,
    /// `stream`.
    Stream,
    /// Identifiers with dots between them, perhaps with one before.
    Path,
    /// One identifier.
    Name,
    /// An integer, perhaps with a sign.
    Number,
    /// `1` or `1 to 2` or `1 to max`: one or two of `Number` or `Maximum`.
    Range,
    /// `max`.
    Maximum,
    /// Strings, one behind the other.
    Text,
}

impl NodeKind {
    /// Whether it is of use only when it is complete.
    pub(super) fn is_part(self) -> bool {
        use NodeKind::*;
        matches!(
            self,
            Default
                | JsonName
                | OptionName
                | NamePart
                | Value
                | Type
                | MapType
                | MethodType
                | Path
                | Number
                | Range
                | Text
        )
    }
}

/// One node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node {
    pub(super) kind: NodeKind,
    /// Its first token.
    pub(super) first: u32,
    /// The token behind its last one.
    pub(super) end: u32,
    /// The node behind the last one in it.
    pub(super) next: u32,
}

/// The tree of a file, with the text it is of.
pub(crate) struct Tree<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: Vec<Token>,
    /// Each before those in it; the first is the file.
    pub(super) nodes: Vec<Node>,
}

/// A node with the tree it belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Branch<'t> {
    tree: &'t Tree<'t>,
    node: usize,
}

impl<'t> Tree<'t> {
    pub(crate) fn root(&'t self) -> Branch<'t> {
        Branch {
            tree: self,
            node: 0,
        }
    }

    pub(crate) fn text(&self) -> &'t str {
        self.text
    }

    /// All tokens, the last of them the end.
    pub(crate) fn tokens(&self) -> &[Token] {
        &self.tokens
    }
}

impl<'t> Branch<'t> {
    fn inner(self) -> Node {
        self.tree.nodes[self.node]
    }

    pub(crate) fn kind(self) -> NodeKind {
        self.inner().kind
    }

    /// The indexes of its tokens.
    pub(crate) fn range(self) -> Range<usize> {
        let node = self.inner();
        node.first as usize..node.end as usize
    }

    pub(crate) fn tokens(self) -> &'t [Token] {
        &self.tree.tokens[self.range()]
    }

    /// The nodes right below it.
    pub(crate) fn children(self) -> impl Iterator<Item = Self> + use<'t> {
        let end = self.inner().next as usize;
        let mut node = self.node + 1;
        std::iter::from_fn(move || {
            let child = Self {
                tree: self.tree,
                node,
            };
            (node < end).then(|| {
                node = child.inner().next as usize;
                child
            })
        })
    }

    /// The first node of this kind right below it.
    pub(crate) fn child(self, kind: NodeKind) -> Option<Self> {
        self.children().find(|child| child.kind() == kind)
    }

    /// How many nodes of this kind are right below it.
    pub(crate) fn count(self, kind: NodeKind) -> usize {
        let children = self.children();
        children.filter(|child| child.kind() == kind).count()
    }

    pub(crate) fn first_token(self) -> Option<Token> {
        self.tokens().first().copied()
    }

    pub(crate) fn last_token(self) -> Option<Token> {
        self.tokens().last().copied()
    }

    /// How much text it covers.
    pub(crate) fn text_length(self) -> usize {
        let (first, last) = (self.first_token(), self.last_token());
        let start = first.map_or(0, |token| token.range().start);
        last.map_or(0, |token| token.range().end) - start
    }

    /// The text of a node with one token.
    pub(crate) fn word(self) -> &'t str {
        self.first_token()
            .map_or("", |token| token.text(self.tree.text))
    }

    /// Whether its last token ends a statement or block, as it does where the statement is complete.
    pub(crate) fn ends_with(self, kind: Kind) -> bool {
        self.last_token().is_some_and(|token| token.kind() == kind)
    }
}
