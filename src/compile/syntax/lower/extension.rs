//! `extend`: fields of messages that are declared elsewhere.

use super::Lowering;
use super::field::{Member, Scope};
use super::file::count;
use crate::compile::syntax::scalar;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::FieldDescriptorProto;

/// Every field has a copy of the name of what it extends. This much they may take together.
const MOST_NAMES: usize = 1 << 24;

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
        if !self.is_short_enough(extendee, block) {
            return;
        }
        let row = self.recorder.leaf(&[number], node);
        self.block(block, row, |lowering, statement| {
            let path = [number, count(extensions)];
            let field = lowering.field(statement, path, Member::Extension(extendee), scope);
            extensions.extend(field);
        });
    }

    fn is_short_enough(&mut self, extendee: Branch<'t>, block: Branch<'t>) -> bool {
        let fields = block.children().count();
        let length = extendee.text_length();
        let is_short = fields.saturating_mul(length) <= MOST_NAMES;
        if !is_short {
            let text = format!("{fields} extensions of a name of {length} bytes are too many");
            let fault = self.error_at(extendee, text);
            fault.help("give the message a shorter name");
        }
        is_short
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
