//! Everything that is declared in the files of a run, and how it hangs together.
//!
//! In: descriptors with names as written. Out: elements by name and number, their full names, their places. It knows
//! nothing of options, features and rules.

use super::Unit;
use super::element::{Element, FileId, Id, Of, Part};
use super::files::{FileSet, Reach};
use super::names::{Name, Names, Scopes};
use crate::compile::places::{Places, UNINTERPRETED_OPTION};
use crate::descriptor::google::protobuf::{
    DescriptorProto, FieldDescriptorProto, FileDescriptorProto, UninterpretedOption,
};
use crate::report::{Finding, Other, Severity, Span};
use crate::schema::names::entry_name;
use crate::schema::source_info::EncodedPath;
use foldhash::{HashMap, HashMapExt};
use std::ops::Range;

/// One file of a run.
pub(super) struct File<'a> {
    pub(super) proto: &'a FileDescriptorProto,
    /// Where things stand; nothing where it does not come from source.
    pub(super) places: Option<&'a Places>,
    /// The file as an element; what it declares has the numbers behind it.
    pub(super) element: Id,
    pub(super) elements: Range<u32>,
    pub(super) package: Id,
    /// By import, those that could be found.
    pub(super) imports: Vec<Option<FileId>>,
    pub(super) option_imports: Vec<Option<FileId>>,
    /// Whether its text has faults, so that not everything it declares may be there.
    pub(super) broken: bool,
}

impl File<'_> {
    /// What it imports publicly, with a gap where that could not be found.
    pub(super) fn public_imports(&self) -> impl Iterator<Item = Option<FileId>> {
        let public = self.proto.public_dependency.iter();
        public.filter_map(|index| {
            let index = usize::try_from(*index).ok()?;
            self.imports.get(index).copied()
        })
    }
}

/// Everything declared.
pub(super) struct Pool<'a> {
    pub(super) names: Names<'a>,
    pub(super) scopes: Scopes,
    pub(super) elements: Vec<Element<'a>>,
    pub(super) files: Vec<File<'a>>,
    pub(super) by_name: HashMap<&'a str, FileId>,
    pub(super) reach: Reach,
    /// Files that may not have everything that they should.
    pub(super) incomplete: FileSet,
}

impl<'a> Pool<'a> {
    /// A pool with nothing but the package without a name.
    pub(super) fn new() -> Self {
        let mut names = Names::default();
        let root = Element {
            of: Of::Package,
            parent: Id::ROOT,
            file: FileId(0),
            index: 0,
            name: names.intern(""),
        };
        Self {
            names,
            scopes: Scopes::default(),
            elements: vec![root],
            files: Vec::new(),
            by_name: HashMap::new(),
            reach: Reach::default(),
            incomplete: FileSet::default(),
        }
    }

    pub(super) fn element(&self, id: Id) -> &Element<'a> {
        &self.elements[id.index()]
    }

    pub(super) fn of(&self, id: Id) -> Of<'a> {
        self.element(id).of
    }

    pub(super) fn file(&self, id: FileId) -> &File<'a> {
        &self.files[id.index()]
    }

    pub(super) fn file_of(&self, id: Id) -> &File<'a> {
        self.file(self.element(id).file)
    }

    /// A file, and what can be seen through what it imports.
    pub(super) fn reached(&self, file: FileId, imports: &[Option<FileId>]) -> FileSet {
        let mut seen = FileSet::default();
        seen.insert(file);
        let imports = imports.iter().flatten();
        imports.for_each(|import| self.reach.add(*import, &mut seen));
        seen
    }

    /// The ids of a file's elements, itself included.
    pub(super) fn ids(&self, file: FileId) -> impl Iterator<Item = Id> + use<> {
        self.file(file).elements.clone().map(Id)
    }

    pub(super) fn name(&self, id: Id) -> &'a str {
        self.names.text(self.element(id).name)
    }

    /// The scope that an element's name is in: values are beside their enum, files are not in any.
    pub(super) fn scope(&self, id: Id) -> Id {
        let element = self.element(id);
        let parent = match element.of {
            Of::Value(_) => return self.scope(element.parent),
            Of::Package => return element.parent,
            _ => element.parent,
        };
        match self.of(parent) {
            Of::File(_) => self.file(element.file).package,
            _ => parent,
        }
    }

    /// The full name, without a leading dot.
    pub(super) fn full_name(&self, id: Id) -> String {
        let mut full_name = self.absolute_name(id);
        full_name.remove(0);
        full_name
    }

    /// The full name, with a leading dot.
    pub(super) fn absolute_name(&self, id: Id) -> String {
        // A package may have as many parts as its file has room for.
        let mut parts = vec![self.name(id)];
        let mut scope = self.scope(id);
        while scope != Id::ROOT {
            parts.push(self.name(scope));
            scope = self.scope(scope);
        }
        let mut name = String::with_capacity(parts.iter().map(|part| part.len() + 1).sum());
        for part in parts.iter().rev() {
            name.push('.');
            name.push_str(part);
        }
        name
    }

    /// What is called so in a scope.
    pub(super) fn member(&self, scope: Id, name: &str) -> Option<Id> {
        self.member_named(scope, self.names.find(name)?)
    }

    /// The same by the name's number.
    pub(super) fn member_named(&self, scope: Id, name: Name) -> Option<Id> {
        match self.of(scope) {
            Of::Package => self.scopes.in_package(scope, name),
            _ => self.scopes.in_element(scope, name),
        }
    }

    /// What has this full name.
    pub(super) fn find(&self, full_name: &str) -> Option<Id> {
        self.find_below(Id::ROOT, full_name)
    }

    /// What has this name, taken from a scope.
    pub(super) fn find_below(&self, scope: Id, name: &str) -> Option<Id> {
        let mut parts = name.split('.');
        parts.try_fold(scope, |scope, part| self.member(scope, part))
    }

    pub(super) fn intern(&mut self, text: &'a str) -> Name {
        self.names.intern(text)
    }

    /// The field numbers and indexes that lead to an element.
    pub(super) fn path(&self, id: Id) -> Vec<i32> {
        let Some(step) = self.step(id) else {
            return Vec::new();
        };
        let mut path = self.path(self.element(id).parent);
        path.extend(step);
        path
    }

    /// Goes from a file to one of its elements.
    pub(super) fn enter(&self, id: Id, path: &mut EncodedPath) {
        if let Some(step) = self.step(id) {
            self.enter(self.element(id).parent, path);
            path.enter(&step);
        }
    }

    /// The field number and index that lead to an element from what contains it.
    fn step(&self, id: Id) -> Option<[i32; 2]> {
        let element = self.element(id);
        let in_file = matches!(self.of(element.parent), Of::File(_));
        let number = match element.of {
            Of::File(_) | Of::Package => return None,
            Of::Message(_) if in_file => 4,
            Of::Message(_) => 3,
            Of::Oneof(_) => 8,
            Of::Field(_) | Of::Value(_) | Of::Method(_) => 2,
            Of::Extension(_) if in_file => 7,
            Of::Extension(_) | Of::Service(_) => 6,
            Of::Range(_) => 5,
            Of::Enum(_) if in_file => 5,
            Of::Enum(_) => 4,
        };
        let index = i32::try_from(element.index).unwrap_or(i32::MAX);
        Some([number, index])
    }

    /// Where a part of an element stands; the element where the part has no place of its own.
    pub(super) fn span(&self, id: Id, part: Part) -> Option<Span> {
        let places = self.file_of(id).places?;
        let mut path = self.path(id);
        let whole = path.len();
        path.extend(self.part_path(id, part));
        while path.len() > whole {
            if let Some(span) = places.span(&path) {
                return Some(span);
            }
            path.pop();
        }
        if whole == 0 {
            return None;
        }
        // What the parser has made has no place; what contains it has.
        places.span(&path).or_else(|| match self.map_of(id) {
            Some(map) => self.span(map, Part::Type),
            None => self.span(self.element(id).parent, Part::Name),
        })
    }

    /// The field that an entry was made for, or the key or value of one.
    pub(super) fn map_of(&self, id: Id) -> Option<Id> {
        let parent = self.element(id).parent;
        match (self.of(id), self.of(parent)) {
            (Of::Message(entry), Of::Message(outer)) if is_entry(entry) => {
                let is_map = |field: &FieldDescriptorProto| {
                    field.type_name == entry.name && entry_name(field.name()) == entry.name()
                };
                let index = outer.field.iter().position(is_map)?;
                let before = outer.oneof_decl.len() + index;
                Some(Id(parent.0 + 1 + u32::try_from(before).ok()?))
            }
            (Of::Field(_), Of::Message(entry)) if is_entry(entry) => self.map_of(parent),
            _ => None,
        }
    }

    fn part_path(&self, id: Id, part: Part) -> Vec<i32> {
        let index = |index: usize| i32::try_from(index).unwrap_or(i32::MAX);
        let of = self.of(id);
        let options = of.options_number();
        match part {
            Part::Whole => Vec::new(),
            Part::Name => vec![1],
            Part::Number => match of {
                Of::Value(_) => vec![2],
                Of::Range(_) => vec![1],
                _ => vec![3],
            },
            Part::Type => match of {
                Of::Field(field) | Of::Extension(field) if field.type_name.is_none() => vec![5],
                _ => vec![6],
            },
            Part::Label => vec![4],
            Part::Extendee | Part::Input | Part::Package => vec![2],
            Part::Output => vec![3],
            Part::Edition => vec![12],
            Part::Default => vec![7],
            Part::JsonName => vec![10],
            Part::Import(at) => vec![3, index(at)],
            Part::OptionImport(at) => vec![15, index(at)],
            Part::ReservedName(at) if matches!(of, Of::Enum(_)) => vec![5, index(at)],
            Part::ReservedName(at) => vec![10, index(at)],
            Part::ReservedRange(at) if matches!(of, Of::Enum(_)) => vec![4, index(at)],
            Part::ReservedRange(at) => vec![9, index(at)],
            Part::OptionName(at) => vec![options, UNINTERPRETED_OPTION, index(at), 2],
            Part::OptionStep(at, part) => {
                vec![options, UNINTERPRETED_OPTION, index(at), 2, index(part)]
            }
            Part::OptionValue(at) => {
                let value = self.option(id, at).map_or(2, value_number);
                vec![options, UNINTERPRETED_OPTION, index(at), value]
            }
        }
    }

    fn option(&self, id: Id, index: usize) -> Option<&'a UninterpretedOption> {
        super::options::uninterpreted(self.of(id)).get(index)
    }

    /// A finding about a part of an element.
    pub(super) fn finding(&self, id: Id, part: Part, message: impl Into<String>) -> Finding {
        let finding = Finding::error(message).in_file(self.file_of(id).proto.name());
        finding.at(self.span(id, part))
    }

    /// The same, but the run goes on.
    pub(super) fn warning(&self, id: Id, part: Part, message: impl Into<String>) -> Finding {
        Finding {
            severity: Severity::Warning,
            ..self.finding(id, part, message)
        }
    }

    /// Another place that a finding is about. The label ends in a verb, as in `the first one is`.
    pub(super) fn beside(&self, label: impl Into<String>, id: Id, part: Part) -> Other {
        Other {
            label: label.into(),
            file: self.file_of(id).proto.name().to_owned(),
            span: self.span(id, part),
        }
    }
}

/// Whether a message is made for a map.
pub(super) fn is_entry(message: &DescriptorProto) -> bool {
    let options = message.options.as_ref();
    options.is_some_and(|options| options.map_entry())
}

/// The field of `UninterpretedOption` that has the value.
fn value_number(option: &UninterpretedOption) -> i32 {
    match option {
        UninterpretedOption {
            identifier_value: Some(_),
            ..
        } => 3,
        UninterpretedOption {
            positive_int_value: Some(_),
            ..
        } => 4,
        UninterpretedOption {
            negative_int_value: Some(_),
            ..
        } => 5,
        UninterpretedOption {
            double_value: Some(value),
            ..
        } => {
            // `-inf` and `-nan` are words to the parser.
            if value.is_finite() { 6 } else { 3 }
        }
        UninterpretedOption {
            string_value: Some(_),
            ..
        } => 7,
        _ => 8,
    }
}

impl<'a> From<&'a [Unit]> for Pool<'a> {
    fn from(units: &'a [Unit]) -> Self {
        let mut pool = Self::new();
        for unit in units {
            let id = FileId(u32::try_from(pool.files.len()).unwrap_or(u32::MAX));
            pool.by_name.entry(unit.file().name()).or_insert(id);
            pool.files.push(File {
                proto: unit.file(),
                places: unit.places(),
                element: Id::ROOT,
                elements: 0..0,
                package: Id::ROOT,
                imports: Vec::new(),
                option_imports: Vec::new(),
                broken: unit.is_broken(),
            });
        }
        for (id, file) in (0..).map(FileId).zip(&mut pool.files) {
            let find = |name: &String| pool.by_name.get(name.as_str()).copied();
            file.imports = file.proto.dependency.iter().map(find).collect();
            file.option_imports = file.proto.option_dependency.iter().map(find).collect();
            let public: Vec<Option<FileId>> = file.public_imports().collect();
            if file.broken || public.contains(&None) {
                pool.incomplete.insert(id);
            }
            let public: Vec<FileId> = public.into_iter().flatten().collect();
            pool.reach.push(&public);
        }
        pool
    }
}
