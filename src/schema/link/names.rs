//! The first pass: every message, enum, service and extension gets its id and its full name.

use super::DEEPEST_NESTING;
use super::place::full_name;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FileDescriptorProto,
};
use crate::report::{Finding, Report};
use crate::schema::{EnumId, ExtensionId, FileId, MessageId, ServiceId, Symbol};
use foldhash::fast::RandomState;
use foldhash::{HashMap, HashSet};
use std::hash::BuildHasher;

/// What can be known of a set before any reference is resolved.
#[derive(Default)]
pub(super) struct Names {
    pub(super) files: HashMap<String, FileId>,
    pub(super) symbols: HashMap<String, Symbol>,
    pub(super) messages: Vec<DeclaredMessage>,
    pub(super) enums: Vec<FileId>,
    services: usize,
    extensions: usize,
    /// Packages and what contains them: no element may be called so.
    packages: HashSet<String>,
    repeated: Repeated,
    /// Fields, oneofs, values and methods, which nothing refers to by name, but which share the name space: as far as their
    /// names may be taken.
    others: HashSet<String>,
}

/// Which full names occur more than once, by their hashes: hardly any does, so hardly any name has to be kept to find out.
#[derive(Default)]
struct Repeated {
    hasher: RandomState,
    hashes: HashSet<u64>,
}

/// What lies around an element.
#[derive(Clone, Copy)]
struct Scope<'a> {
    full_name: &'a str,
    hash: u64,
}

impl Repeated {
    /// The hash of what is called `simple` in what has the hash `scope`; around everything that is zero.
    fn hash_in(&self, scope: u64, simple: &str) -> u64 {
        self.hasher.hash_one((scope, simple))
    }

    fn hash(&self, full_name: &str) -> u64 {
        let names = full_name.split('.').filter(|name| !name.is_empty());
        names.fold(0, |scope, simple| self.hash_in(scope, simple))
    }

    fn see(&mut self, hash: u64, seen: &mut HashSet<u64>) {
        if !seen.insert(hash) {
            self.hashes.insert(hash);
        }
    }

    /// Whether another element may be called so.
    fn contains(&self, full_name: &str) -> bool {
        !self.hashes.is_empty() && self.hashes.contains(&self.hash(full_name))
    }
}

/// What references to a message need to know before it is lowered.
pub(super) struct DeclaredMessage {
    pub(super) file: FileId,
    pub(super) parent: Option<MessageId>,
    pub(super) map_entry: bool,
    pub(super) message_set: bool,
}

struct Declaring<'a> {
    names: &'a mut Names,
    report: &'a mut Report,
    file: FileId,
    file_name: &'a str,
    /// The hashes of all full names until now.
    seen: &'a mut HashSet<u64>,
}

impl Names {
    pub(super) fn declare(files: &[FileDescriptorProto], report: &mut Report) -> Self {
        let mut names = Self::default();
        let mut seen = HashSet::default();
        for (index, file) in files.iter().enumerate() {
            let (id, name) = (FileId::new(index), file.name.as_deref().unwrap_or_default());
            names.files.insert(name.to_owned(), id);
            names.add_package(file.package.as_deref().unwrap_or_default(), &mut seen);
            let mut declaring = Declaring {
                names: &mut names,
                report: &mut *report,
                file: id,
                file_name: name,
                seen: &mut seen,
            };
            declaring.file(file);
        }
        names.check_packages(files, report);
        names
    }

    fn add_package(&mut self, package: &str, seen: &mut HashSet<u64>) {
        let ends = package.match_indices('.').map(|(end, _)| end);
        for end in ends.chain([package.len()]).rev() {
            if end == 0 || self.packages.contains(&package[..end]) {
                return;
            }
            self.packages.insert(package[..end].to_owned());
            self.repeated.see(self.repeated.hash(&package[..end]), seen);
        }
    }

    fn check_packages(&self, files: &[FileDescriptorProto], report: &mut Report) {
        for file in files {
            let package = file.package.as_deref().unwrap_or_default();
            let ends = package.match_indices('.').map(|(end, _)| end);
            for end in ends.chain([package.len()]) {
                if self.symbols.contains_key(&package[..end]) {
                    let name = &package[..end];
                    let text = format!("{name} is a package, and something else too");
                    let file = file.name.clone().unwrap_or_default();
                    report.push(Finding::error(text).in_file(file));
                }
            }
        }
    }

    /// Takes the full name of a field, oneof, value or method; false where it is taken already.
    pub(super) fn claim(&mut self, full_name: &str) -> bool {
        !self.repeated.contains(full_name)
            || !self.symbols.contains_key(full_name)
                && !self.packages.contains(full_name)
                && self.others.insert(full_name.to_owned())
    }

    /// What a full name stands for.
    pub(super) fn find(&self, full_name: &str) -> Option<Symbol> {
        self.symbols.get(full_name).copied()
    }

    pub(super) fn message(&self, id: MessageId) -> &DeclaredMessage {
        &self.messages[id.index()]
    }
}

impl Declaring<'_> {
    fn file(&mut self, file: &FileDescriptorProto) {
        let full_name = file.package.as_deref().unwrap_or_default();
        let package = Scope {
            full_name,
            hash: self.names.repeated.hash(full_name),
        };
        for message in &file.message_type {
            self.message(package, None, 0, message);
        }
        for enumeration in &file.enum_type {
            self.enumeration(package, enumeration);
        }
        for service in &file.service {
            let id = ServiceId::new(self.names.services);
            self.names.services += 1;
            let name = service.name.as_deref();
            let (_, hash) = self.symbol(package, name, Symbol::Service(id));
            let methods = service.method.iter();
            self.others(hash, methods.map(|method| method.name.as_deref()));
        }
        for extension in &file.extension {
            self.extension(package, extension.name.as_deref());
        }
    }

    fn message(
        &mut self,
        scope: Scope,
        parent: Option<MessageId>,
        depth: usize,
        message: &DescriptorProto,
    ) {
        let id = MessageId::new(self.names.messages.len());
        let (full_name, hash) = self.symbol(scope, message.name.as_deref(), Symbol::Message(id));
        let options = message.options.as_ref();
        self.names.messages.push(DeclaredMessage {
            file: self.file,
            parent,
            map_entry: options.and_then(|options| options.map_entry) == Some(true),
            message_set: options.and_then(|options| options.message_set_wire_format) == Some(true),
        });
        if depth == DEEPEST_NESTING {
            let text = format!(
                "the messages in {} are nested deeper than {DEEPEST_NESTING}",
                full_name.get(..100).unwrap_or(&full_name)
            );
            self.report
                .push(Finding::error(text).in_file(self.file_name));
            return;
        }
        let own = Scope {
            full_name: &full_name,
            hash,
        };
        for nested in &message.nested_type {
            self.message(own, Some(id), depth + 1, nested);
        }
        for nested in &message.enum_type {
            self.enumeration(own, nested);
        }
        for extension in &message.extension {
            self.extension(own, extension.name.as_deref());
        }
        let fields = message.field.iter().map(|field| field.name.as_deref());
        self.others(hash, fields);
        let oneofs = message.oneof_decl.iter();
        self.others(hash, oneofs.map(|oneof| oneof.name.as_deref()));
    }

    fn enumeration(&mut self, scope: Scope, enumeration: &EnumDescriptorProto) {
        let id = EnumId::new(self.names.enums.len());
        self.names.enums.push(self.file);
        self.symbol(scope, enumeration.name.as_deref(), Symbol::Enum(id));
        // Values stand beside their enum, not in it.
        let values = enumeration.value.iter();
        self.others(scope.hash, values.map(|value| value.name.as_deref()));
    }

    fn extension(&mut self, scope: Scope, simple: Option<&str>) {
        let id = ExtensionId::new(self.names.extensions);
        self.names.extensions += 1;
        self.symbol(scope, simple, Symbol::Extension(id));
    }

    /// What nothing refers to by name.
    fn others<'n>(&mut self, scope: u64, simple: impl Iterator<Item = Option<&'n str>>) {
        for simple in simple {
            let hash = self.hash_in(scope, simple);
            self.names.repeated.see(hash, self.seen);
        }
    }

    fn hash_in(&self, scope: u64, simple: Option<&str>) -> u64 {
        let simple = simple.unwrap_or_default();
        self.names.repeated.hash_in(scope, simple)
    }

    /// Returns the full name and its hash.
    fn symbol(&mut self, scope: Scope, simple: Option<&str>, symbol: Symbol) -> (String, u64) {
        let hash = self.hash_in(scope.hash, simple);
        self.names.repeated.see(hash, self.seen);
        let full_name = full_name(scope.full_name, simple.unwrap_or_default());
        if let Some(first) = self.names.symbols.get(&full_name) {
            let other = match *first {
                Symbol::Message(id) => Some(self.names.message(id).file),
                Symbol::Enum(id) => Some(self.names.enums[id.index()]),
                Symbol::Service(_) | Symbol::Extension(_) => None,
            };
            let text = match other {
                Some(other) if other != self.file => {
                    format!("{full_name} is defined in another file already")
                }
                Some(_) | None => format!("{full_name} is defined twice"),
            };
            self.report
                .push(Finding::error(text).in_file(self.file_name));
        } else {
            self.names.symbols.insert(full_name.clone(), symbol);
        }
        (full_name, hash)
    }
}

/// Whether a name can stand in a `.proto` file. What is none would end up as Rust code.
pub(super) fn is_identifier(name: &str) -> bool {
    let mut bytes = name.bytes();
    let first = bytes.next();
    first.is_some_and(|byte| byte.is_ascii_alphabetic() || byte == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
