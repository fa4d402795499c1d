//! `extend`: fields of messages that are declared elsewhere.

use super::Lowering;
use super::field::{Member, Scope};
use super::file::count;
use crate::compile::syntax::scalar;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::FieldDescriptorProto;

impl<'t> Lowering<'t, '_> {
    /// `number` is that of the extensions in what is being walked.
    pub(super) fn extend(
        &mut self,
        node: Branch<'t>,
        number: i32,
        extensions: &mut Vec<FieldDescriptorProto>,
        scope: &mut Scope<'_>,
    ) {
        let (Some(extendee), Some(block)) =
            (node.child(NodeKind::Path), node.child(NodeKind::Block))
        else {
            return;
        };
        self.check_message_name(extendee);
        let row = self.recorder.leaf(&[number], node);
        self.block(block, row, |lowering, statement| {
            let path = [number, count(extensions)];
            let field = lowering.field(statement, path, Member::Extension(extendee), scope);
            extensions.extend(field);
        });
    }

    /// A keyword for a type is no name of a message.
    pub(super) fn check_message_name(&mut self, path: Branch<'t>) {
        if scalar::is_keyword(path.word(), self.syntax) {
            let text = format!("expected the name of a message, found `{}`", path.word());
            self.error_at(path, text)
                .help("wrap the value in a message");
        }
    }
}
