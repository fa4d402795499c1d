//! Tree to descriptor: what protoc's parser would have made of the file.
//!
//! In: the tree of a file. Out: its descriptor with nothing resolved, the places of everything in protoc's order, and faults
//! that need no other file to be seen. Statements that broke off give what they have.

pub(super) mod aggregate;
mod default;
mod enumeration;
mod extension;
mod field;
mod file;
mod map;
mod message;
mod option;
mod range;
mod record;
pub(super) mod rows;
mod service;

use super::edition::Syntax;
use super::faults::{Fault, Faults};
use super::token::Token;
use super::tree::{Branch, NodeKind, Tree};
use crate::compile::places::Places;
use crate::descriptor::google::protobuf::FileDescriptorProto;
use record::Recorder;
use rows::Row;

/// Makes the descriptor of a file.
pub(super) fn lower(
    tree: &Tree<'_>,
    syntax: Syntax,
    faults: &mut Faults,
) -> (FileDescriptorProto, Places) {
    let mut lowering = Lowering {
        tree,
        syntax,
        says_syntax: Said::Yes,
        faults,
        recorder: Recorder::new(tree),
    };
    let file = lowering.file(tree.root());
    (file, lowering.recorder.finish())
}

/// Whether the file says what its syntax is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    Yes,
    No,
    /// No, and something was told that comes from that.
    Missed,
}

struct Lowering<'t, 'f> {
    tree: &'t Tree<'t>,
    syntax: Syntax,
    says_syntax: Said,
    faults: &'f mut Faults,
    recorder: Recorder<'t>,
}

impl<'t> Lowering<'t, '_> {
    fn text(&self, token: Token) -> &'t str {
        token.text(self.tree.text())
    }

    fn error_at(&mut self, node: Branch<'t>, message: impl Into<String>) -> Fault<'_> {
        let span = self.recorder.span(node);
        self.faults.error(span, message)
    }

    /// The text of a node without what stands between its tokens.
    fn joined(&self, node: Branch<'t>) -> String {
        let (Some(first), Some(last)) = (node.first_token(), node.last_token()) else {
            return String::new();
        };
        let all = first.range().start..last.range().end;
        let length: usize = node.tokens().iter().map(|token| token.range().len()).sum();
        if length == all.len() {
            return self.tree.text()[all].to_owned();
        }
        node.tokens()
            .iter()
            .map(|token| self.text(*token))
            .collect()
    }

    /// The name below a node, with its place; nothing where it is missing.
    fn name(&mut self, node: Branch<'t>, number: i32) -> Option<String> {
        let name = node.child(NodeKind::Name)?;
        self.recorder.leaf(&[number], name);
        Some(name.word().to_owned())
    }

    /// Runs `statement` for each statement of a block, behind the comments of its opening brace and before those of its end.
    fn block(
        &mut self,
        block: Branch<'t>,
        owner: Row,
        mut statement: impl FnMut(&mut Self, Branch<'t>),
    ) {
        self.recorder.opens(block, owner);
        for child in block.children() {
            match child.kind() {
                NodeKind::Empty => self.recorder.ends_nothing(child),
                NodeKind::Skipped => self.recorder.skips(child),
                _ => statement(self, child),
            }
        }
        self.recorder.closes(block);
    }
}
