//! Where the declarations of a file stand in its text: what an editor needs to change them.
//!
//! In: the text of a file. Out: an [`Outline`], flat and in the order of the text. It reads no more into the text than names
//! and places; whether it compiles is not asked, but a text that is no syntax has no outline.

use super::faults::Faults;
use super::token::Kind;
use super::tree::{Branch, NodeKind, Tree};
use super::{lexer, literal, parser};
use crate::compile::syntax::edition::Syntax;
use std::ops::Range;

/// The declarations of a file. All places are in bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline {
    /// Each before those in it.
    pub declarations: Vec<Declaration>,
    /// Whether the file has an edition: reserved names are no strings then.
    pub edition: bool,
}

/// What a declaration declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeclarationKind {
    /// A message; for a group, its field comes before it.
    Message,
    /// An enum.
    Enum,
    /// A service.
    Service,
    /// A oneof.
    Oneof,
    /// A field of a message, in a oneof or not.
    Field,
    /// A value of an enum.
    Value,
    /// A method of a service.
    Method,
    /// A statement that reserves numbers; it has no name.
    ReservedNumbers,
    /// A statement that reserves names; it has no name.
    ReservedNames,
    /// An import, named by its file.
    Import,
}

/// One declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// What it declares.
    pub kind: DeclarationKind,
    /// The full name; of a statement that reserves, that of the message or enum it stands in.
    pub name: String,
    /// From its first token to its last.
    pub range: Range<usize>,
    /// The end of the token before it: between there and its start are only blanks and comments.
    pub behind: usize,
    /// What stands between its braces.
    pub body: Option<Range<usize>>,
    /// Its number.
    pub number: Option<Range<usize>>,
    /// Its options, brackets included.
    pub options: Option<Range<usize>>,
    /// The value of its `json_name`.
    pub json_name: Option<Range<usize>>,
    /// What a statement reserves, one by one.
    pub items: Vec<Range<usize>>,
}

impl Outline {
    /// The outline of a text; `None` where it has faults.
    pub fn of(text: &str) -> Option<Self> {
        let mut faults = Faults::default();
        let tokens = lexer::lex(text, &mut faults);
        let (tree, syntax) = parser::parse(text, tokens, &mut faults);
        let mut outline = Self {
            declarations: Vec::new(),
            edition: matches!(syntax, Syntax::Edition(_)),
        };
        Walk {
            tree: &tree,
            outline: &mut outline,
        }
        .file(tree.root());
        let findings = faults.into_findings("");
        let sound = findings
            .iter()
            .all(|finding| finding.severity < crate::report::Severity::Error);
        sound.then_some(outline)
    }

    /// The declaration of this kind and name; of several, the first.
    pub fn find(&self, kind: DeclarationKind, name: &str) -> Option<&Declaration> {
        let mut declarations = self.declarations.iter();
        declarations.find(|declaration| declaration.kind == kind && declaration.name == name)
    }

    /// Those of this kind and name.
    pub fn all<'a>(
        &'a self,
        kind: DeclarationKind,
        name: &'a str,
    ) -> impl DoubleEndedIterator<Item = &'a Declaration> {
        let declarations = self.declarations.iter();
        declarations.filter(move |declaration| declaration.kind == kind && declaration.name == name)
    }

    /// Those that lie within a stretch of text.
    pub fn within(&self, range: &Range<usize>) -> impl Iterator<Item = &Declaration> {
        let declarations = self.declarations.iter();
        declarations.filter(move |declaration| {
            range.start <= declaration.range.start && declaration.range.end <= range.end
        })
    }
}

struct Walk<'t, 'o> {
    tree: &'t Tree<'t>,
    outline: &'o mut Outline,
}

impl<'t> Walk<'t, '_> {
    fn file(&mut self, root: Branch<'t>) {
        let package = root
            .children()
            .find(|child| child.kind() == NodeKind::Package);
        let package = package.and_then(|package| package.child(NodeKind::Path));
        let package = package.map_or_else(String::new, |path| self.joined(path));
        for child in root.children() {
            self.statement(child, &package);
        }
    }

    fn statement(&mut self, node: Branch<'t>, scope: &str) {
        use DeclarationKind as Declared;
        match node.kind() {
            NodeKind::Message => self.container(Declared::Message, node, scope),
            NodeKind::Enum => self.container(Declared::Enum, node, scope),
            NodeKind::Service => self.container(Declared::Service, node, scope),
            NodeKind::Oneof => {
                self.named(Declared::Oneof, node, scope);
                self.members(node, scope);
            }
            NodeKind::Field => self.field(node, scope),
            NodeKind::EnumValue => self.named(Declared::Value, node, scope),
            NodeKind::Method => self.named(Declared::Method, node, scope),
            NodeKind::ReservedRanges => self.reserved(Declared::ReservedNumbers, node, scope),
            NodeKind::ReservedNames => self.reserved(Declared::ReservedNames, node, scope),
            NodeKind::Import => self.import(node),
            _ => {}
        }
    }

    fn container(&mut self, kind: DeclarationKind, node: Branch<'t>, scope: &str) {
        self.named(kind, node, scope);
        let inner = below(scope, node.child(NodeKind::Name).map_or("", Branch::word));
        self.members(node, &inner);
    }

    fn members(&mut self, node: Branch<'t>, scope: &str) {
        let block = node.child(NodeKind::Block);
        for member in block.into_iter().flat_map(Branch::children) {
            self.statement(member, scope);
        }
    }

    fn field(&mut self, node: Branch<'t>, scope: &str) {
        let name = node.child(NodeKind::Name).map_or("", Branch::word);
        if node.child(NodeKind::Block).is_none() {
            return self.named(DeclarationKind::Field, node, scope);
        }
        let field = self.declaration(DeclarationKind::Field, node);
        self.push(field, below(scope, &name.to_ascii_lowercase()));
        self.container(DeclarationKind::Message, node, scope);
    }

    fn named(&mut self, kind: DeclarationKind, node: Branch<'t>, scope: &str) {
        let name = node.child(NodeKind::Name).map_or("", Branch::word);
        let declaration = self.declaration(kind, node);
        self.push(declaration, below(scope, name));
    }

    fn reserved(&mut self, kind: DeclarationKind, node: Branch<'t>, scope: &str) {
        let items = node.children().map(range).collect();
        let declaration = Declaration {
            items,
            ..self.declaration(kind, node)
        };
        self.push(declaration, scope.to_owned());
    }

    fn import(&mut self, node: Branch<'t>) {
        let text = node.child(NodeKind::Text);
        let tokens = text.map_or(&[][..], Branch::tokens).iter();
        let bytes = literal::string(tokens.map(|token| token.text(self.tree.text())));
        let declaration = self.declaration(DeclarationKind::Import, node);
        self.push(declaration, String::from_utf8_lossy(&bytes).into_owned());
    }

    fn declaration(&self, kind: DeclarationKind, node: Branch<'t>) -> Declaration {
        let place = |kind| node.child(kind).map(range);
        let options = node.child(NodeKind::OptionList);
        let json_name = options.and_then(|options| options.child(NodeKind::JsonName));
        let json_name = json_name.and_then(|json_name| json_name.child(NodeKind::Text));
        let block = node.child(NodeKind::Block).filter(|block| {
            let opens = block.first_token();
            opens.is_some_and(|token| token.kind() == Kind::OpenBrace)
                && block.ends_with(Kind::CloseBrace)
        });
        let body = block.map(|block| {
            let Range { start, end } = range(block);
            start + 1..end - 1
        });
        Declaration {
            kind,
            name: String::new(),
            range: range(node),
            behind: self.behind(node),
            body,
            number: place(NodeKind::Number),
            options: options.map(range),
            json_name: json_name.map(|text| range(text)),
            items: Vec::new(),
        }
    }

    fn push(&mut self, declaration: Declaration, name: String) {
        let declarations = &mut self.outline.declarations;
        declarations.push(Declaration {
            name,
            ..declaration
        });
    }

    fn behind(&self, node: Branch<'t>) -> usize {
        let before = node.range().start.checked_sub(1);
        let token = before.and_then(|before| self.tree.tokens().get(before));
        token.map_or(0, |token| token.range().end)
    }

    fn joined(&self, node: Branch<'t>) -> String {
        let tokens = node.tokens().iter();
        tokens.map(|token| token.text(self.tree.text())).collect()
    }
}

fn range(node: Branch<'_>) -> Range<usize> {
    match node.tokens() {
        [] => 0..0,
        [first, .., last] => first.range().start..last.range().end,
        [only] => only.range(),
    }
}

fn below(scope: &str, name: &str) -> String {
    if scope.is_empty() {
        name.to_owned()
    } else {
        format!("{scope}.{name}")
    }
}

#[cfg(test)]
mod tests {
    use super::DeclarationKind::*;
    use super::*;

    #[test]
    fn declarations_are_found_by_their_full_names() {
        let text = "syntax = \"proto2\"; package a . b; import \"c\" '.proto';
            message M { // comment
              oneof o { string s = 1 [json_name = \"x\", deprecated = true]; }
              optional group Inner = 2 { optional int32 n = 0x3; }
              reserved 4, 5 to max; reserved \"old\", \"er\";
              enum E { Z = -1; }
            }
            extend M { optional int32 m = 100; }
            service S { rpc R(M) returns (stream M) {} }";
        let outline = Outline::of(text).unwrap();
        let found: Vec<_> = outline
            .declarations
            .iter()
            .map(|one| (one.kind, one.name.as_str()))
            .collect();
        assert_eq!(
            found,
            [
                (Import, "c.proto"),
                (Message, "a.b.M"),
                (Oneof, "a.b.M.o"),
                (Field, "a.b.M.s"),
                (Field, "a.b.M.inner"),
                (Message, "a.b.M.Inner"),
                (Field, "a.b.M.Inner.n"),
                (ReservedNumbers, "a.b.M"),
                (ReservedNames, "a.b.M"),
                (Enum, "a.b.M.E"),
                (Value, "a.b.M.E.Z"),
                (Service, "a.b.S"),
                (Method, "a.b.S.R"),
            ]
        );
        let at = |range: &Range<usize>| &text[range.clone()];
        let s = outline.find(Field, "a.b.M.s").unwrap();
        assert_eq!(s.number.as_ref().map(at), Some("1"));
        assert_eq!(s.json_name.as_ref().map(at), Some("\"x\""));
        assert_eq!(
            s.options.as_ref().map(at),
            Some("[json_name = \"x\", deprecated = true]")
        );
        let numbers = outline.find(ReservedNumbers, "a.b.M").unwrap();
        let items: Vec<_> = numbers.items.iter().map(at).collect();
        assert_eq!(items, ["4", "5 to max"]);
        assert_eq!(at(&numbers.range), "reserved 4, 5 to max;");
        assert!(Outline::of("message M {").is_none());
    }
}
