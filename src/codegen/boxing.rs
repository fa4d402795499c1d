//! Which fields need a pointer: those that close a cycle of messages that contain each other directly.
//!
//! Strongly connected components (Tarjan), with an explicit stack: message chains may be as long as the schema.

use crate::schema::{Kind, MessageId, Schema, Shape};

/// For every message, the component it belongs to.
pub(super) struct Cycles(Vec<usize>);

impl Cycles {
    pub(super) fn new(schema: &Schema) -> Self {
        let edges: Vec<Vec<usize>> = schema
            .messages()
            .iter()
            .map(|message| {
                let direct = message.fields.iter().filter(|field| is_direct(field.shape));
                direct
                    .filter_map(|field| target(field.kind))
                    .map(MessageId::index)
                    .collect()
            })
            .collect();
        Self(components(&edges))
    }

    /// Whether a field of `owner` with this kind and shape must be behind a pointer.
    pub(super) fn needs_box(&self, owner: MessageId, kind: Kind, shape: Shape) -> bool {
        is_direct(shape)
            && target(kind).is_some_and(|target| self.0[target.index()] == self.0[owner.index()])
    }
}

/// Whether a field of this kind and shape could be behind a pointer of its own.
pub(super) fn can_box(kind: Kind, shape: Shape) -> bool {
    is_direct(shape) && target(kind).is_some()
}

/// Whether the value lies in the struct itself: collections point to theirs.
fn is_direct(shape: Shape) -> bool {
    match shape {
        Shape::Implicit | Shape::Explicit | Shape::Required => true,
        Shape::Repeated | Shape::Packed | Shape::Map => false,
    }
}

fn target(kind: Kind) -> Option<MessageId> {
    match kind {
        Kind::Message(id) | Kind::Group(id) => Some(id),
        _ => None,
    }
}

fn components(edges: &[Vec<usize>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut index = vec![UNSEEN; edges.len()];
    let mut low = vec![0; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let (mut open, mut next) = (Vec::new(), 0);
    for root in 0..edges.len() {
        if index[root] != UNSEEN {
            continue;
        }
        let mut work = vec![(root, 0)];
        while let Some((node, edge)) = work.pop() {
            if edge == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                open.push(node);
            } else {
                low[node] = low[node].min(low[edges[node][edge - 1]]);
            }
            let Some(target) = edges[node].get(edge).copied() else {
                if low[node] == index[node] {
                    while let Some(member) = open.pop() {
                        component[member] = node;
                        low[member] = UNSEEN;
                        if member == node {
                            break;
                        }
                    }
                }
                continue;
            };
            work.push((node, edge + 1));
            if index[target] == UNSEEN {
                work.push((target, 0));
            } else if component[target] == UNSEEN {
                low[node] = low[node].min(index[target]);
            }
        }
    }
    component
}
