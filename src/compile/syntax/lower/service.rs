//! Services and their methods.

use super::Lowering;
use super::file::count;
use super::message::NAME;
use crate::compile::syntax::tree::{Branch, NodeKind};
use crate::descriptor::google::protobuf::{MethodDescriptorProto, ServiceDescriptorProto};

const METHOD: i32 = 2;
const OPTIONS: i32 = 3;
const INPUT_TYPE: i32 = 2;
const OUTPUT_TYPE: i32 = 3;
const METHOD_OPTIONS: i32 = 4;
const CLIENT_STREAMING: i32 = 5;
const SERVER_STREAMING: i32 = 6;

impl<'t> Lowering<'t, '_> {
    pub(super) fn service(
        &mut self,
        node: Branch<'t>,
        path: [i32; 2],
    ) -> Option<ServiceDescriptorProto> {
        node.child(NodeKind::Name)?;
        let row = self.recorder.leaf(&path, node);
        self.recorder.enter(&path);
        let mut service = ServiceDescriptorProto {
            name: self.name(node, NAME),
            ..ServiceDescriptorProto::default()
        };
        if let Some(block) = node.child(NodeKind::Block) {
            service.method.reserve_exact(block.count(NodeKind::Method));
            self.block(block, row, |lowering, statement| match statement.kind() {
                NodeKind::Method => {
                    let path = [METHOD, count(&service.method)];
                    service.method.extend(lowering.method(statement, path));
                }
                NodeKind::Option => {
                    let options = service.options.get_or_insert_default();
                    lowering.option_statement(
                        statement,
                        OPTIONS,
                        &mut options.uninterpreted_option,
                    );
                }
                _ => {}
            });
        }
        self.recorder.leave(&path);
        Some(service)
    }

    fn method(&mut self, node: Branch<'t>, path: [i32; 2]) -> Option<MethodDescriptorProto> {
        let mut types = node
            .children()
            .filter(|child| child.kind() == NodeKind::MethodType);
        let (input, output) = (types.next()?, types.next()?);
        let row = self.recorder.leaf(&path, node);
        self.recorder.enter(&path);
        let mut method = MethodDescriptorProto {
            name: self.name(node, NAME),
            ..MethodDescriptorProto::default()
        };
        (method.client_streaming, method.input_type) =
            self.method_type(input, CLIENT_STREAMING, INPUT_TYPE);
        (method.server_streaming, method.output_type) =
            self.method_type(output, SERVER_STREAMING, OUTPUT_TYPE);
        match node.child(NodeKind::Block) {
            None => self.recorder.ends(node, row),
            Some(block) => {
                let options = method.options.get_or_insert_default();
                self.block(block, row, |lowering, statement| {
                    lowering.option_statement(
                        statement,
                        METHOD_OPTIONS,
                        &mut options.uninterpreted_option,
                    );
                });
            }
        }
        self.recorder.leave(&path);
        Some(method)
    }

    fn method_type(
        &mut self,
        node: Branch<'t>,
        streaming: i32,
        typed: i32,
    ) -> (Option<bool>, Option<String>) {
        let stream = node.child(NodeKind::Stream).map(|stream| {
            self.recorder.leaf(&[streaming], stream);
            true
        });
        let path = node.child(NodeKind::Path);
        let name = path.map(|path| {
            self.check_message_name(path);
            self.recorder.leaf(&[typed], path);
            self.joined(path)
        });
        (stream, name)
    }
}
