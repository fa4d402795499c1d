//! The second pass: what the names of types stand for.
//!
//! In: names as written. Out: a [`Link`] for each element, and a finding for each name that leads nowhere.

use super::element::{Id, Of, Part};
use super::meant::{Unknown, Wanted, import};
use super::pool::Pool;
use super::suggest::Suggestions;
use super::visible::{Miss, Use, View};
use crate::descriptor::google::protobuf::FieldDescriptorProto;
use crate::descriptor::google::protobuf::field_descriptor_proto::Type;
use crate::report::Finding;

/// What an element refers to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Link {
    /// The type of a field, once it is known.
    pub(super) kind: Option<Type>,
    /// The message or enum that a field has as its type; what a method takes.
    pub(super) target: Option<Id>,
    /// What an extension extends; what a method answers.
    pub(super) second: Option<Id>,
}

/// The links of a file's elements, in their order, and what is wrong with its references.
pub(super) fn resolve(
    view: &View<'_, '_>,
    pool: &Pool<'_>,
    suggestions: &Suggestions,
) -> (Vec<Link>, Vec<Finding>) {
    let mut resolving = Resolving {
        view,
        pool,
        suggestions,
        quiet: view.sees_broken(),
        findings: Vec::new(),
    };
    let ids = pool.ids(view.file);
    let links = ids.map(|id| resolving.link(id)).collect();
    (links, resolving.findings)
}

struct Resolving<'p, 'a> {
    view: &'p View<'p, 'a>,
    pool: &'p Pool<'a>,
    suggestions: &'p Suggestions,
    /// Whether names may be missing because files with faults should have them.
    quiet: bool,
    findings: Vec<Finding>,
}

impl Resolving<'_, '_> {
    fn link(&mut self, id: Id) -> Link {
        match self.pool.of(id) {
            Of::Field(field) => self.field(id, field),
            Of::Extension(field) => {
                let second = self.message(id, field.extendee(), Part::Extendee);
                Link {
                    second,
                    ..self.field(id, field)
                }
            }
            Of::Method(method) => Link {
                kind: None,
                target: self.message(id, method.input_type(), Part::Input),
                second: self.message(id, method.output_type(), Part::Output),
            },
            Of::Package
            | Of::File(_)
            | Of::Message(_)
            | Of::Oneof(_)
            | Of::Range(_)
            | Of::Enum(_)
            | Of::Value(_)
            | Of::Service(_) => Link::default(),
        }
    }

    fn field(&mut self, id: Id, field: &FieldDescriptorProto) -> Link {
        let kind = field.r#type;
        let Some(name) = field.type_name.as_deref() else {
            return Link {
                kind,
                ..Link::default()
            };
        };
        let Some(target) = self.resolve(id, name, Wanted::Type, Part::Type) else {
            return Link::default();
        };
        let found = match self.pool.of(target) {
            Of::Message(_) => Type::Message,
            Of::Enum(_) => Type::Enum,
            other => {
                let text = format!("`{name}` is not a type, but {}", other.noun());
                let finding = self.pool.finding(id, Part::Type, text);
                let finding = finding.help("write the name of a message or an enum");
                self.findings.push(self.defined_at(finding, target));
                return Link::default();
            }
        };
        Link {
            // A group has its type already.
            kind: kind.or(Some(found)),
            target: Some(target),
            second: None,
        }
    }

    fn message(&mut self, id: Id, name: &str, part: Part) -> Option<Id> {
        let found = self.resolve(id, name, Wanted::Message, part)?;
        if let Of::Message(_) = self.pool.of(found) {
            return Some(found);
        }
        let noun = self.pool.of(found).noun();
        let text = format!("`{name}` is not a message, but {noun}");
        let finding = self.pool.finding(id, part, text);
        let finding = finding.help("write the name of a message");
        self.findings.push(self.defined_at(finding, found));
        None
    }

    fn defined_at(&self, finding: Finding, target: Id) -> Finding {
        if let Of::Package = self.pool.of(target) {
            return finding;
        }
        finding.beside(self.pool.beside("it is defined", target, Part::Name))
    }

    fn resolve(&mut self, id: Id, name: &str, wanted: Wanted, part: Part) -> Option<Id> {
        // The parser has told where a name is missing.
        if name.is_empty() {
            return None;
        }
        let scope = self.pool.scope(id);
        let purpose = match wanted {
            Wanted::Type => Use::Type,
            Wanted::Message | Wanted::Extension => Use::Any,
        };
        let miss = match self.view.resolve(scope, name, purpose) {
            Ok(found) => return Some(found),
            Err(miss) => miss,
        };
        // Of a file that is not there, another one may have been meant, and be told of.
        let told = matches!(miss, Miss::NotImported(_)) && !self.view.misses_imports();
        if !self.quiet || told {
            let unknown = Unknown {
                pool: self.pool,
                view: self.view,
                suggestions: self.suggestions,
                scope,
                name,
                wanted,
            };
            let finding = undefined(&unknown, id, part, &miss);
            self.findings.push(finding);
        }
        None
    }
}

/// What is to be said of a name that leads nowhere.
pub(super) fn undefined(unknown: &Unknown<'_, '_, '_>, id: Id, part: Part, miss: &Miss) -> Finding {
    let Unknown { pool, name, .. } = *unknown;
    let shown = unknown.wanted.shown(name);
    match miss {
        Miss::Unknown => {
            let finding = pool.finding(id, part, format!("{shown} is not defined"));
            finding.help(unknown.help())
        }
        Miss::Shadowed(first) => {
            let first_name = pool.full_name(*first);
            let text = format!(
                "{shown} is not defined: its first part is `{first_name}` here, which does not have the rest"
            );
            let finding = pool.finding(id, part, text);
            let note = "the innermost scope that has the first part of a name decides; a dot before it starts from the outermost";
            finding.note(note).help(unknown.help())
        }
        Miss::NotImported(found) => {
            let file = pool.file_of(*found).proto.name();
            let text = format!("{shown} is defined in `{file}`, which is not imported");
            pool.finding(id, part, text).help(import(file))
        }
    }
}
