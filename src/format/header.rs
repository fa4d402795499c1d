//! The statements of a file: what describes the file, sorted, and then its declarations in their order.

use super::printer::{Blank, Printer};
use crate::compile::syntax::tree::{Branch, NodeKind};

/// The groups of statements that a file has, in their order.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Syntax,
    Package,
    Import,
    Option,
    Declaration,
}

impl Group {
    fn of(statement: Branch<'_>) -> Self {
        match statement.kind() {
            NodeKind::Syntax | NodeKind::Edition => Self::Syntax,
            NodeKind::Package => Self::Package,
            NodeKind::Import => Self::Import,
            NodeKind::Option => Self::Option,
            _ => Self::Declaration,
        }
    }

    /// What stands before the first of the group.
    fn opening(self) -> Blank {
        match self {
            Self::Syntax | Self::Package => Blank::Kept,
            Self::Import | Self::Option | Self::Declaration => Blank::Always,
        }
    }

    /// What stands before the others.
    fn within(self) -> Blank {
        match self {
            Self::Import | Self::Option => Blank::Inside,
            Self::Syntax | Self::Package | Self::Declaration => Blank::Kept,
        }
    }
}

impl Printer<'_> {
    pub(super) fn file(&mut self, root: Branch<'_>) {
        let children = root.children();
        let mut statements: Vec<_> = children
            .filter(|child| child.kind() != NodeKind::Empty)
            .map(|child| (Group::of(child), child))
            .collect();
        let text = self.source();
        statements.sort_by_cached_key(|(group, child)| (*group, key(*group, *child, text)));

        let head = self.trivia.head();
        let mut first = (!head.is_empty()).then_some(Blank::Always);
        self.comments(head, Blank::Inside);
        let mut before = None;
        for (group, statement) in statements {
            let usual = if before == Some(group) {
                group.within()
            } else {
                group.opening()
            };
            self.statement(statement, first.take().unwrap_or(usual));
            before = Some(group);
        }
        let end = root.range().end;
        self.comments(self.trivia.leading(end), Blank::Kept);
    }
}

/// What the statements of a group are sorted by; where that is the same for two, they keep their order.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    /// Option imports and custom options stand behind the others.
    is_late: bool,
    name: String,
    /// Of imports of one file, public ones stand first and weak ones last.
    modifier: u8,
}

fn key(group: Group, statement: Branch<'_>, text: &str) -> Option<Key> {
    match group {
        Group::Import => {
            let modifier = statement.child(NodeKind::Modifier).map_or("", Branch::word);
            Some(Key {
                is_late: modifier == "option",
                name: written(statement.child(NodeKind::Text)?, text).replace(['"', '\''], ""),
                modifier: match modifier {
                    "public" => 0,
                    "weak" => 2,
                    _ => 1,
                },
            })
        }
        Group::Option => {
            let name = written(statement.child(NodeKind::OptionName)?, text);
            Some(Key {
                is_late: name.starts_with('('),
                name,
                modifier: 0,
            })
        }
        Group::Syntax | Group::Package | Group::Declaration => None,
    }
}

fn written(node: Branch<'_>, text: &str) -> String {
    node.tokens().iter().map(|token| token.text(text)).collect()
}
