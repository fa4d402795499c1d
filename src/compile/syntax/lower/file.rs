//! The file itself: its syntax, package and imports, and the dispatch of its declarations.

use super::{Lowering, Said};
use crate::compile::syntax::edition::Syntax;
use crate::compile::syntax::literal;
use crate::compile::syntax::token::Position;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{Edition, FileDescriptorProto};
use crate::report::Span;

const PACKAGE: i32 = 2;
const DEPENDENCY: i32 = 3;
const MESSAGE_TYPE: i32 = 4;
const ENUM_TYPE: i32 = 5;
const SERVICE: i32 = 6;
const EXTENSION: i32 = 7;
const OPTIONS: i32 = 8;
const PUBLIC_DEPENDENCY: i32 = 10;
const WEAK_DEPENDENCY: i32 = 11;
const SYNTAX: i32 = 12;
const OPTION_DEPENDENCY: i32 = 15;

impl<'t> Lowering<'t, '_> {
    pub(super) fn file(&mut self, root: Branch<'t>) -> FileDescriptorProto {
        let mut file = FileDescriptorProto::default();
        self.recorder.row(&[], self.whole_file());
        let declares_syntax =
            |child: Branch<'_>| matches!(child.kind(), NodeKind::Syntax | NodeKind::Edition);
        if !root.children().any(declares_syntax) {
            self.says_syntax = Said::No;
        }
        file.message_type
            .reserve_exact(root.count(NodeKind::Message));
        for child in root.children() {
            self.top_level_statement(child, &mut file);
        }
        if self.says_syntax == Said::No {
            let text = "the file does not say its syntax, so it is taken for proto2";
            let start = self.tree.tokens()[0].span(self.tree.text());
            let help = "begin it with `edition = \"2024\";`, or with `syntax = \"proto2\";` to keep what it means";
            self.faults.warning(start, text).help(help);
        }
        file
    }

    /// From the first token to the last; protoc takes the start for the end of what is empty.
    fn whole_file(&self) -> Span {
        let tokens = self.tree.tokens();
        let last = tokens.len().checked_sub(2).map(|last| tokens[last]);
        let end = last.map_or(Position::default(), |last| {
            last.end_position(self.tree.text())
        });
        tokens[0].position().to(end)
    }

    fn top_level_statement(&mut self, node: Branch<'t>, file: &mut FileDescriptorProto) {
        match node.kind() {
            NodeKind::Syntax | NodeKind::Edition => self.syntax(node, file),
            NodeKind::Package => self.package(node, file),
            NodeKind::Import => self.import(node, file),
            NodeKind::Option => {
                let options = file.options.get_or_insert_default();
                self.option_statement(node, OPTIONS, &mut options.uninterpreted_option);
            }
            NodeKind::Message => {
                let path = [MESSAGE_TYPE, count(&file.message_type)];
                file.message_type.extend(self.message(node, path));
            }
            NodeKind::Enum => {
                let path = [ENUM_TYPE, count(&file.enum_type)];
                file.enum_type.extend(self.enumeration(node, path));
            }
            NodeKind::Service => {
                let path = [SERVICE, count(&file.service)];
                file.service.extend(self.service(node, path));
            }
            NodeKind::Extend => {
                let mut scope = super::field::Scope {
                    nested: &mut file.message_type,
                    number: MESSAGE_TYPE,
                };
                self.extend(node, EXTENSION, &mut file.extension, &mut scope);
            }
            NodeKind::Empty => self.recorder.ends_nothing(node),
            _ => self.recorder.skips(node),
        }
    }

    fn syntax(&mut self, node: Branch<'t>, file: &mut FileDescriptorProto) {
        let row = self.recorder.leaf(&[SYNTAX], node);
        self.recorder.ends(node, row);
        (file.syntax, file.edition) = match self.syntax {
            Syntax::Proto2 => (Some("proto2".to_owned()), None),
            Syntax::Proto3 => (Some("proto3".to_owned()), None),
            Syntax::Edition(edition) => (Some("editions".to_owned()), Some(edition)),
            Syntax::Unknown => (None, None),
        };
    }

    fn package(&mut self, node: Branch<'t>, file: &mut FileDescriptorProto) {
        let Some(path) = node.child(NodeKind::Path) else {
            return;
        };
        if file.package.is_some() {
            let fault = self.error_at(path, "a second package statement");
            fault.help("a file has one package: remove one of them");
        }
        let row = self.recorder.leaf(&[PACKAGE], node);
        file.package = Some(self.joined(path));
        self.recorder.ends(node, row);
    }

    fn import(&mut self, node: Branch<'t>, file: &mut FileDescriptorProto) {
        let Some(name) = node.child(NodeKind::Text) else {
            return;
        };
        let text = name;
        let name = self.string(text);
        let modifier = node.child(NodeKind::Modifier);
        if let Some(option) = modifier.filter(|modifier| modifier.word() == "option") {
            self.check_option_import(option);
            let row = self
                .recorder
                .leaf(&[OPTION_DEPENDENCY, count(&file.option_dependency)], node);
            file.option_dependency.push(name);
            self.recorder.ends(node, row);
            return;
        }
        if !file.option_dependency.is_empty() {
            let fault = self.error_at(text, "an import behind an option import");
            fault.help("put option imports behind all others");
        }
        let index = count(&file.dependency);
        let row = self.recorder.leaf(&[DEPENDENCY, index], node);
        if let Some(modifier) = modifier {
            let (number, indexes) = if modifier.word() == "public" {
                (PUBLIC_DEPENDENCY, &mut file.public_dependency)
            } else {
                self.check_weak_import(modifier);
                (WEAK_DEPENDENCY, &mut file.weak_dependency)
            };
            self.recorder.leaf(&[number, count(indexes)], modifier);
            indexes.push(index);
        }
        file.dependency.push(name);
        self.recorder.ends(node, row);
    }

    fn check_option_import(&mut self, modifier: Branch<'t>) {
        let allowed =
            self.syntax.is_at_least(Edition::Edition2024) || self.syntax == Syntax::Unknown;
        if !allowed {
            let fault = self.error_at(modifier, "option imports need edition 2024 or later");
            fault.help("import the file without `option`");
        }
    }

    fn check_weak_import(&mut self, modifier: Branch<'t>) {
        if self.syntax.is_at_least(Edition::Edition2024) {
            let fault = self.error_at(modifier, "there are no weak imports since edition 2024");
            fault.help("use `import option` where only options are needed, or a plain import");
        }
    }

    /// The value of strings that must be text.
    pub(super) fn string(&mut self, node: Branch<'t>) -> String {
        let tokens = node.tokens().iter().map(|token| self.text(*token));
        match String::from_utf8(literal::string(tokens)) {
            Ok(text) => text,
            Err(error) => {
                let fault = self.error_at(node, "the string is not UTF-8");
                fault.help("escape code points (`\\u00e9`), not bytes");
                String::from_utf8_lossy(error.as_bytes()).into_owned()
            }
        }
    }
}

/// The index that the next one in a list will have.
pub(super) fn count<T>(list: &[T]) -> i32 {
    i32::try_from(list.len()).unwrap_or(i32::MAX)
}
