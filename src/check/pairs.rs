//! Old and new, paired: once, for all rules.
//!
//! Files are paired by name, messages, enums and services by full name wherever they stand, fields and enum values by
//! number, extensions by what they extend and their number, oneofs and methods by name.

use super::{Added, Gone, View};
use crate::schema::{
    Enum, EnumValue, Field, File, FileId, Message, Method, Oneof, Schema, Service,
};
use std::cell::OnceCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

/// Something on both sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair<T> {
    /// As it was.
    pub old: T,
    /// As it is.
    pub new: T,
}

impl<T> Pair<T> {
    /// The same of both sides.
    pub fn map<U>(self, mut f: impl FnMut(T) -> U) -> Pair<U> {
        Pair {
            old: f(self.old),
            new: f(self.new),
        }
    }
}

impl<T: PartialEq> Pair<T> {
    /// Whether the sides differ.
    pub fn differs(&self) -> bool {
        self.old != self.new
    }
}

/// The names that one number of an enum has.
type Names<'a> = Vec<&'a EnumValue>;

/// Everything that rules are called for.
#[derive(Default)]
pub(super) struct Pairs<'a> {
    pub(super) files: Vec<Pair<&'a File>>,
    pub(super) messages: Vec<Pair<&'a Message>>,
    pub(super) fields: Vec<Pair<&'a Field>>,
    pub(super) extensions: Vec<Pair<&'a Field>>,
    pub(super) enums: Vec<Pair<&'a Enum>>,
    pub(super) values: Vec<Pair<Names<'a>>>,
    pub(super) services: Vec<Pair<&'a Service>>,
    pub(super) methods: Vec<Pair<&'a Method>>,

    pub(super) gone_files: Vec<&'a File>,
    pub(super) gone_messages: Vec<Gone<&'a Message, &'a File>>,
    pub(super) gone_enums: Vec<Gone<&'a Enum, &'a File>>,
    pub(super) gone_extensions: Vec<Gone<&'a Field, &'a File>>,
    pub(super) gone_services: Vec<Gone<&'a Service, &'a File>>,
    pub(super) gone_packages: Vec<Vec<&'a File>>,
    pub(super) package_messages: Vec<&'a Message>,
    pub(super) package_enums: Vec<&'a Enum>,
    pub(super) package_extensions: Vec<&'a Field>,
    pub(super) package_services: Vec<&'a Service>,
    pub(super) gone_fields: Vec<Gone<&'a Field, &'a Message>>,
    pub(super) added_fields: Vec<Added<&'a Field, &'a Message>>,
    pub(super) gone_oneofs: Vec<Gone<&'a Oneof, &'a Message>>,
    pub(super) gone_values: Vec<Gone<Names<'a>, &'a Enum>>,
    pub(super) gone_methods: Vec<Gone<&'a Method, &'a Service>>,
}

impl<'a> Pairs<'a> {
    pub(super) fn new(views: Pair<&View<'a>>) -> Self {
        let mut pairs = Self::default();
        pairs.pair_files(views);
        pairs.pair_packages(views);
        pairs.pair_messages(views);
        pairs.pair_extensions(views);
        pairs.pair_enums(views);
        pairs.pair_services(views);
        pairs
    }

    fn pair_files(&mut self, views: Pair<&View<'a>>) {
        for old in views.old.files() {
            match views.new.file_named(&old.name) {
                Some(new) => self.pair_contents(views, Pair { old, new }),
                None => self.gone_files.push(old),
            }
        }
    }

    /// What is gone from a file, by the name that it would have there.
    fn pair_contents(&mut self, views: Pair<&View<'a>>, within: Pair<&'a File>) {
        self.files.push(within);
        let Pair { old, new } = views.map(|view| view.schema);
        let there = |file: FileId| file == within.new.id;
        let name = |full_name: &str| moved(within, full_name);
        for old in messages_of(old, within.old) {
            let found = new.message_named(&name(&old.full_name));
            if !found.is_some_and(|found| there(found.file)) {
                self.gone_messages.push(Gone { old, within });
            }
        }
        for old in enums_of(old, within.old) {
            let found = new.enum_named(&name(&old.full_name));
            if !found.is_some_and(|found| there(found.file)) {
                self.gone_enums.push(Gone { old, within });
            }
        }
        for old in extensions_of(old, within.old) {
            let found = new.extension_named(&name(&old.full_name));
            if !found.is_some_and(|found| there(found.file)) {
                self.gone_extensions.push(Gone { old, within });
            }
        }
        for old in within.old.services.iter().map(|id| old.service(*id)) {
            let found = new.service_named(&name(&old.full_name));
            if !found.is_some_and(|found| there(found.file)) {
                self.gone_services.push(Gone { old, within });
            }
        }
    }

    fn pair_packages(&mut self, views: Pair<&View<'a>>) {
        let mut present = HashMap::<&str, Declares>::new();
        for file in views.new.files() {
            let declares = present.entry(&file.package).or_default();
            declares.add(views.new.schema, file);
        }
        let mut gone = BTreeMap::<&str, Vec<&File>>::new();
        let Pair { old, new } = views.map(|view| view.schema);
        let there = |file: FileId| views.new.sees(file);
        for file in views.old.files() {
            let Some(declares) = present.get(file.package.as_str()) else {
                gone.entry(&file.package).or_default().push(file);
                continue;
            };
            let messages = declares.messages.then(|| messages_of(old, file));
            for message in messages.into_iter().flatten() {
                let found = new.message_named(&message.full_name);
                if !found.is_some_and(|found| there(found.file)) {
                    self.package_messages.push(message);
                }
            }
            let enums = declares.enums.then(|| enums_of(old, file));
            for enumeration in enums.into_iter().flatten() {
                let found = new.enum_named(&enumeration.full_name);
                if !found.is_some_and(|found| there(found.file)) {
                    self.package_enums.push(enumeration);
                }
            }
            let extensions = declares.extensions.then(|| extensions_of(old, file));
            for extension in extensions.into_iter().flatten() {
                let found = new.extension_named(&extension.full_name);
                if !found.is_some_and(|found| there(found.file)) {
                    self.package_extensions.push(extension);
                }
            }
            for service in file.services.iter().map(|id| old.service(*id)) {
                let found = new.service_named(&service.full_name);
                if !found.is_some_and(|found| there(found.file)) {
                    self.package_services.push(service);
                }
            }
        }
        self.gone_packages = gone.into_values().collect();
    }

    fn pair_messages(&mut self, views: Pair<&View<'a>>) {
        for old in views.old.schema.messages() {
            let found = views.new.schema.message_named(&old.full_name);
            let Some(new) = found.filter(|new| views.new.sees(new.file)) else {
                continue;
            };
            if views.old.sees(old.file) {
                self.pair_members(Pair { old, new });
            }
        }
    }

    fn pair_members(&mut self, within: Pair<&'a Message>) {
        self.messages.push(within);
        let Pair { old, new } = within.map(|message| message.fields.as_slice());
        let by_number = |fields| Lookup::new(fields, |field: &Field| field.number);
        let (new_by_number, old_by_number) = (by_number(new), by_number(old));
        for (index, old) in old.iter().enumerate() {
            match new_by_number.find(index, &old.number) {
                Some(new) => self.fields.push(Pair { old, new }),
                None => self.gone_fields.push(Gone { old, within }),
            }
        }
        for (index, new) in new.iter().enumerate() {
            if old_by_number.find(index, &new.number).is_none() {
                self.added_fields.push(Added { new, within });
            }
        }
        let names: HashSet<&str> = within.new.oneofs.iter().map(|o| o.name.as_str()).collect();
        let oneofs = within.old.oneofs.iter();
        let gone = oneofs.filter(|oneof| !names.contains(oneof.name.as_str()));
        self.gone_oneofs
            .extend(gone.map(|old| Gone { old, within }));
    }

    fn pair_extensions(&mut self, views: Pair<&View<'a>>) {
        let key = |view: &View<'a>, field: &'a Field| {
            let extendee = view.schema.message(field.extendee?);
            view.sees(field.file)
                .then_some((extendee.full_name.as_str(), field.number))
        };
        let extensions = views.new.schema.extensions().iter();
        let new: HashMap<_, _> = extensions
            .filter_map(|field| Some((key(views.new, field)?, field)))
            .collect();
        for old in views.old.schema.extensions() {
            let found = key(views.old, old).and_then(|key| new.get(&key));
            self.fields.extend(found.map(|new| Pair { old, new }));
            let named = views.new.schema.extension_named(&old.full_name);
            let named = named.filter(|new| views.old.sees(old.file) && views.new.sees(new.file));
            self.extensions.extend(named.map(|new| Pair { old, new }));
        }
    }

    fn pair_enums(&mut self, views: Pair<&View<'a>>) {
        for old in views.old.schema.enums() {
            let found = views.new.schema.enum_named(&old.full_name);
            let Some(new) = found.filter(|new| views.new.sees(new.file)) else {
                continue;
            };
            if views.old.sees(old.file) {
                self.pair_values(Pair { old, new });
            }
        }
    }

    fn pair_values(&mut self, within: Pair<&'a Enum>) {
        self.enums.push(within);
        let Pair { old, mut new } = within.map(|enumeration| {
            let mut by_number = BTreeMap::<i32, Names>::new();
            for value in &enumeration.values {
                by_number.entry(value.number).or_default().push(value);
            }
            by_number
        });
        for (number, old) in old {
            match new.remove(&number) {
                Some(new) => self.values.push(Pair { old, new }),
                None => self.gone_values.push(Gone { old, within }),
            }
        }
    }

    fn pair_services(&mut self, views: Pair<&View<'a>>) {
        for old in views.old.schema.services() {
            let found = views.new.schema.service_named(&old.full_name);
            let Some(new) = found.filter(|new| views.new.sees(new.file)) else {
                continue;
            };
            if views.old.sees(old.file) {
                self.pair_methods(Pair { old, new });
            }
        }
    }

    fn pair_methods(&mut self, within: Pair<&'a Service>) {
        self.services.push(within);
        let by_name = Lookup::new(&within.new.methods, |method: &Method| method.name.as_str());
        for (index, old) in within.old.methods.iter().enumerate() {
            match by_name.find(index, &old.name.as_str()) {
                Some(new) => self.methods.push(Pair { old, new }),
                None => self.gone_methods.push(Gone { old, within }),
            }
        }
    }
}

/// What kinds of things a package declares: of a kind that it has lost altogether, buf misses none, and neither do we.
#[derive(Default)]
struct Declares {
    messages: bool,
    enums: bool,
    extensions: bool,
}

impl Declares {
    fn add(&mut self, schema: &Schema, file: &File) {
        self.messages |= !file.messages.is_empty();
        self.enums |= !enums_of(schema, file).is_empty();
        self.extensions |= !extensions_of(schema, file).is_empty();
    }
}

/// Elements by key. Most stand where they stood, so that the map is seldom needed.
struct Lookup<'a, T, K, F> {
    elements: &'a [T],
    key: F,
    map: OnceCell<HashMap<K, &'a T>>,
}

impl<'a, T, K: Eq + Hash, F: Fn(&'a T) -> K> Lookup<'a, T, K, F> {
    fn new(elements: &'a [T], key: F) -> Self {
        Self {
            elements,
            key,
            map: OnceCell::new(),
        }
    }

    fn find(&self, index: usize, key: &K) -> Option<&'a T> {
        let guess = self.elements.get(index);
        guess.filter(|guess| (self.key)(guess) == *key).or_else(|| {
            let keyed = |element| ((self.key)(element), element);
            let map = || self.elements.iter().map(keyed).collect();
            self.map.get_or_init(map).get(key).copied()
        })
    }
}

/// The name that an element has in the newer file if the file has moved to another package.
pub(super) fn moved(files: Pair<&File>, full_name: &str) -> String {
    let package = &files.old.package;
    let nested = full_name
        .strip_prefix(package.as_str())
        .unwrap_or(full_name);
    let nested = nested.strip_prefix('.').unwrap_or(nested);
    if files.new.package.is_empty() {
        nested.to_owned()
    } else {
        format!("{}.{nested}", files.new.package)
    }
}

/// The messages of a file, nested ones behind those that they are nested in.
pub(super) fn messages_of<'a>(schema: &'a Schema, file: &'a File) -> Vec<&'a Message> {
    let mut messages: Vec<_> = file.messages.iter().map(|id| schema.message(*id)).collect();
    let mut next = 0;
    while let Some(message) = messages.get(next) {
        let nested = message.messages.iter();
        messages.extend(nested.map(|id| schema.message(*id)));
        next += 1;
    }
    messages
}

/// The enums of a file, nested ones behind the others.
pub(super) fn enums_of<'a>(schema: &'a Schema, file: &'a File) -> Vec<&'a Enum> {
    let messages = messages_of(schema, file);
    let nested = messages.iter().flat_map(|message| &message.enums);
    let all = file.enums.iter().chain(nested);
    all.map(|id| schema.enumeration(*id)).collect()
}

/// The extensions that a file declares, nested ones behind the others.
pub(super) fn extensions_of<'a>(schema: &'a Schema, file: &'a File) -> Vec<&'a Field> {
    let messages = messages_of(schema, file);
    let nested = messages.iter().flat_map(|message| &message.extensions);
    let all = file.extensions.iter().chain(nested);
    all.map(|id| schema.extension(*id)).collect()
}
