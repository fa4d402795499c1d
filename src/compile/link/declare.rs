//! The first pass: every element gets its number and its name, and names that are used twice are told.

use super::element::{Element, FileId, Id, Of, Part};
use super::pool::{Pool, is_entry};
use crate::compile::stage::{Stage, Staged};
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FileDescriptorProto, ServiceDescriptorProto,
};
use crate::report::Finding;

/// Messages nested deeper than this are refused, as protoc refuses them.
const DEEPEST_NESTING: usize = 31;

/// Declares everything in every file of the pool.
///
/// What the files behind the first `count` have twice is nobody's fault.
pub(super) fn declare(pool: &mut Pool<'_>, count: usize) -> Vec<Staged> {
    let mut findings = Vec::new();
    let elements = pool.files.iter().map(|file| elements(file.proto)).sum();
    pool.elements.reserve_exact(elements);
    pool.scopes
        .reserve(pool.files.iter().map(|file| top_level(file.proto)).sum());
    for index in 0..pool.files.len() {
        let file = FileId(u32::try_from(index).unwrap_or(u32::MAX));
        let told = findings.len();
        Declaring {
            pool,
            file,
            scope: Id::ROOT,
            parent: Id::ROOT,
            depth: 0,
            findings: &mut findings,
        }
        .file();
        if index >= count {
            findings.truncate(told);
        }
    }
    findings
}

/// How many elements of a file are in its package.
fn top_level(file: &FileDescriptorProto) -> usize {
    let types = file.message_type.len() + elements_of_enums(&file.enum_type);
    types + file.extension.len() + file.service.len()
}

/// How many elements a file has, its packages included as if no other file had them.
fn elements(file: &FileDescriptorProto) -> usize {
    let messages: usize = file.message_type.iter().map(elements_of_message).sum();
    let services = file.service.iter();
    let services: usize = services.map(|service| 1 + service.method.len()).sum();
    let packages = file.package().split('.').count();
    let types = messages + elements_of_enums(&file.enum_type);
    1 + packages + types + file.extension.len() + services
}

fn elements_of_message(message: &DescriptorProto) -> usize {
    let nested: usize = message.nested_type.iter().map(elements_of_message).sum();
    let own = message.oneof_decl.len() + message.field.len() + message.extension_range.len();
    1 + own + message.extension.len() + elements_of_enums(&message.enum_type) + nested
}

fn elements_of_enums(enums: &[EnumDescriptorProto]) -> usize {
    enums.iter().map(|proto| 1 + proto.value.len()).sum()
}

struct Declaring<'p, 'a> {
    pool: &'p mut Pool<'a>,
    file: FileId,
    /// Where names go.
    scope: Id,
    parent: Id,
    /// How many messages are around.
    depth: usize,
    findings: &'p mut Vec<Staged>,
}

impl<'a> Declaring<'_, 'a> {
    fn file(&mut self) {
        let proto = self.pool.file(self.file).proto;
        let element = self.add(Of::File(proto), "", 0);
        self.parent = element;
        self.package(proto, element);
        let first = element.0;
        self.pool.files[self.file.index()].element = element;
        for (index, message) in (0..).zip(&proto.message_type) {
            self.message(message, index);
        }
        for (index, extension) in (0..).zip(&proto.extension) {
            self.declare(Of::Extension(extension), extension.name(), index);
        }
        for (index, enumeration) in (0..).zip(&proto.enum_type) {
            self.enumeration(enumeration, index);
        }
        for (index, service) in (0..).zip(&proto.service) {
            self.service(service, index);
        }
        let end = u32::try_from(self.pool.elements.len()).unwrap_or(u32::MAX);
        self.pool.files[self.file.index()].elements = first..end;
    }

    /// Enters the file's package, and all that it is in.
    fn package(&mut self, proto: &'a FileDescriptorProto, file: Id) {
        self.scope = Id::ROOT;
        for part in proto.package().split('.').filter(|part| !part.is_empty()) {
            let name = self.pool.intern(part);
            let scope = self.scope;
            self.scope = match self.pool.scopes.in_package(scope, name) {
                Some(id) if matches!(self.pool.of(id), Of::Package) => id,
                Some(other) => {
                    let text = format!(
                        "`{}` cannot be a package, since it is {}",
                        self.pool.full_name(other),
                        self.pool.of(other).noun()
                    );
                    let finding = self.pool.finding(file, Part::Package, text);
                    let place = self.pool.beside("it is defined", other, Part::Name);
                    let finding = finding.beside(place).help("rename one of the two");
                    self.findings.push(Stage::Declarations.of(finding));
                    // The rest of the file goes to a package that nobody else has.
                    self.add_package(part, scope)
                }
                None => {
                    let id = self.add_package(part, scope);
                    let declared = self.pool.scopes.declare_in_package(scope, name, id);
                    debug_assert!(declared.is_ok());
                    id
                }
            };
        }
        self.pool.files[self.file.index()].package = self.scope;
    }

    fn add_package(&mut self, name: &'a str, scope: Id) -> Id {
        let file = std::mem::replace(&mut self.parent, scope);
        let id = self.add(Of::Package, name, 0);
        self.parent = file;
        id
    }

    fn add(&mut self, of: Of<'a>, name: &'a str, index: u32) -> Id {
        let id = Id(u32::try_from(self.pool.elements.len()).unwrap_or(u32::MAX));
        let name = self.pool.intern(name);
        self.pool.elements.push(Element {
            of,
            parent: self.parent,
            file: self.file,
            index,
            name,
        });
        id
    }

    fn declare(&mut self, of: Of<'a>, name: &'a str, index: u32) -> Id {
        let id = self.add(of, name, index);
        // The parser has told what has no name.
        if name.is_empty() {
            return id;
        }
        let name = self.pool.element(id).name;
        if !matches!(self.pool.of(self.scope), Of::Package) {
            self.pool.scopes.declare(name, id);
        } else if let Err(other) = self.pool.scopes.declare_in_package(self.scope, name, id) {
            self.tell_taken(id, other);
        }
        id
    }

    fn tell_taken(&mut self, id: Id, other: Id) {
        let finding = self.taken(id, other);
        let finding = finding.map(|finding| Stage::Declarations.of(finding));
        self.findings.extend(finding);
    }

    fn taken(&self, id: Id, other: Id) -> Option<Finding> {
        let pool = &self.pool;
        if matches!(pool.of(id), Of::Message(message) if is_entry(message)) {
            return self.entry_taken(id, other);
        }
        let full_name = pool.full_name(id);
        let finding = pool.finding(
            id,
            Part::Name,
            format!(
                "`{full_name}` is defined twice, first as {}",
                pool.of(other).noun()
            ),
        );
        let finding = finding.beside(pool.beside("the first one is", other, Part::Name));
        if let Of::Value(_) = pool.of(id)
            && pool.element(other).parent != pool.element(id).parent
        {
            let finding = finding.note("the values of an enum are in the scope around the enum");
            return Some(finding.help(format!(
                "put the enum's name in front, as in `{}_{}`",
                pool.name(pool.element(id).parent),
                pool.name(id)
            )));
        }
        Some(finding.help("rename one of them"))
    }

    /// What is to be said of the name of a message that is made for a map; nothing where two maps have one name, which is told.
    fn entry_taken(&self, id: Id, other: Id) -> Option<Finding> {
        let pool = &self.pool;
        let map = pool.map_of(id)?;
        if pool
            .map_of(other)
            .is_some_and(|first| pool.name(first) == pool.name(map))
        {
            return None;
        }
        let text = format!(
            "the map `{}` takes the name `{}` for its entries, which is taken",
            pool.name(map),
            pool.full_name(id)
        );
        let finding = pool.finding(map, Part::Name, text);
        let finding = finding.beside(pool.beside("what has it is", other, Part::Name));
        Some(finding.help("rename one of them"))
    }

    /// Does `inside` with the element as what contains and names things.
    fn within(&mut self, id: Id, inside: impl FnOnce(&mut Self)) {
        let outer = (self.parent, self.scope);
        (self.parent, self.scope) = (id, id);
        let opened = self.pool.scopes.open();
        inside(self);
        for (id, other) in self.pool.scopes.close(id, opened) {
            self.tell_taken(id, other);
        }
        (self.parent, self.scope) = outer;
    }

    fn message(&mut self, message: &'a DescriptorProto, index: u32) {
        let id = self.declare(Of::Message(message), message.name(), index);
        self.within(id, |this| {
            for (index, oneof) in (0..).zip(&message.oneof_decl) {
                this.declare(Of::Oneof(oneof), oneof.name(), index);
            }
            for (index, field) in (0..).zip(&message.field) {
                this.declare(Of::Field(field), field.name(), index);
            }
            for (index, range) in (0..).zip(&message.extension_range) {
                this.add(Of::Range(range), "", index);
            }
            for (index, extension) in (0..).zip(&message.extension) {
                this.declare(Of::Extension(extension), extension.name(), index);
            }
            for (index, enumeration) in (0..).zip(&message.enum_type) {
                this.enumeration(enumeration, index);
            }
            this.depth += 1;
            for (index, nested) in (0..).zip(&message.nested_type) {
                this.nesting(id, nested);
                this.message(nested, index);
            }
            this.depth -= 1;
        });
    }

    /// The parser has told of all messages that are nested too deep, but those that are made for maps.
    fn nesting(&mut self, outer: Id, nested: &DescriptorProto) {
        if is_entry(nested) && self.depth >= DEEPEST_NESTING {
            let text = format!(
                "messages lie more than {DEEPEST_NESTING} deep in one another, with the entries of maps"
            );
            let finding = self.pool.finding(outer, Part::Name, text);
            let finding = finding.help("move it out of the messages around it");
            self.findings.push(Stage::Declarations.of(finding));
        }
    }

    fn enumeration(&mut self, enumeration: &'a EnumDescriptorProto, index: u32) {
        let id = self.declare(Of::Enum(enumeration), enumeration.name(), index);
        // Values are contained in their enum, but named beside it.
        let outer = std::mem::replace(&mut self.parent, id);
        for (index, value) in (0..).zip(&enumeration.value) {
            self.declare(Of::Value(value), value.name(), index);
        }
        self.parent = outer;
    }

    fn service(&mut self, service: &'a ServiceDescriptorProto, index: u32) {
        let id = self.declare(Of::Service(service), service.name(), index);
        self.within(id, |this| {
            for (index, method) in (0..).zip(&service.method) {
                this.declare(Of::Method(method), method.name(), index);
            }
        });
    }
}
