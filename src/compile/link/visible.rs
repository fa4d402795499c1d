//! What a file may refer to: itself, what it imports, and what its imports import publicly, to any depth.

use super::element::{Element, FileId, Id, Of};
use super::files::FileSet;
use super::pool::Pool;
use foldhash::{HashSet, HashSetExt};
use std::cell::{OnceCell, RefCell};

/// What one file sees, and which of it was used.
pub(super) struct View<'p, 'a> {
    pool: &'p Pool<'a>,
    pub(super) file: FileId,
    /// Files whose declarations can be used.
    visible: FileSet,
    /// Files whose declarations can be used in options.
    for_options: FileSet,
    /// Files of whose declarations something was used.
    used: RefCell<FileSet>,
    /// The packages of visible files, and those around them.
    packages: [OnceCell<HashSet<Id>>; 2],
}

/// What a name is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    /// The type of a field: what is no type is looked through.
    Type,
    /// What an extension extends, what a method takes and answers.
    Any,
    /// In an option.
    Option,
}

/// Why a name leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Miss {
    /// Nothing is called so.
    Unknown,
    /// The first part of the name was found, and what it names does not have the rest.
    Shadowed(Id),
    /// It is declared in a file that is not imported.
    NotImported(Id),
}

impl<'p, 'a> View<'p, 'a> {
    /// What `file` sees; `used` are the files of whose declarations an earlier pass has used something.
    pub(super) fn new(pool: &'p Pool<'a>, file: FileId, used: FileSet) -> Self {
        let own = pool.file(file);
        Self {
            pool,
            file,
            visible: pool.reached(file, &own.imports),
            for_options: pool.reached(file, &own.option_imports),
            used: RefCell::new(used),
            packages: Default::default(),
        }
    }

    /// Whether something declared in `file` may be referred to.
    pub(super) fn sees(&self, file: FileId, purpose: Use) -> bool {
        self.visible.contains(file) || purpose == Use::Option && self.for_options.contains(file)
    }

    /// Whether the file imports others that are not there.
    pub(super) fn misses_imports(&self) -> bool {
        let own = self.pool.file(self.file);
        let mut imports = own.imports.iter().chain(&own.option_imports);
        imports.any(Option::is_none)
    }

    /// Files that are visible and may not be complete.
    pub(super) fn sees_broken(&self) -> bool {
        self.misses_imports()
            || self.visible.meets(&self.pool.incomplete)
            || self.for_options.meets(&self.pool.incomplete)
    }

    /// Notes that something of a file was used.
    pub(super) fn mark_used(&self, file: FileId) {
        self.used.borrow_mut().insert(file);
    }

    /// The files of whose declarations something was used.
    pub(super) fn into_used(self) -> FileSet {
        self.used.into_inner()
    }

    /// What `name`, as written in `scope`, stands for: the innermost scope that has its first part decides.
    pub(super) fn resolve(&self, scope: Id, name: &str, purpose: Use) -> Result<Id, Miss> {
        if let Some(full_name) = name.strip_prefix('.') {
            return self.visible_below(Id::ROOT, full_name, purpose);
        }
        let (first, rest) = match name.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (name, None),
        };
        let first = self.pool.names.find(first);
        let mut miss = Miss::Unknown;
        let mut scope = scope;
        while scope != Id::ROOT {
            let member = first.and_then(|first| self.pool.member_named(scope, first));
            match self.visible(member, purpose) {
                Ok(found) => match rest {
                    Some(rest) if self.pool.of(found).has_members() => {
                        let whole = self.visible_below(found, rest, purpose);
                        return whole.map_err(|miss| match miss {
                            Miss::Unknown | Miss::Shadowed(_) => Miss::Shadowed(found),
                            Miss::NotImported(_) => miss,
                        });
                    }
                    None if purpose != Use::Type || self.pool.of(found).is_type() => {
                        return Ok(found);
                    }
                    Some(_) | None => {}
                },
                Err(Miss::Unknown | Miss::Shadowed(_)) => {}
                Err(elsewhere @ Miss::NotImported(_)) => miss = elsewhere,
            }
            scope = self.pool.scope(scope);
        }
        match self.visible_below(Id::ROOT, name, purpose) {
            Err(Miss::Unknown) => Err(miss),
            other => other,
        }
    }

    fn visible_below(&self, scope: Id, name: &str, purpose: Use) -> Result<Id, Miss> {
        self.visible(self.pool.find_below(scope, name), purpose)
    }

    fn visible(&self, found: Option<Id>, purpose: Use) -> Result<Id, Miss> {
        let Some(found) = found else {
            return Err(Miss::Unknown);
        };
        let Element { of, file, .. } = *self.pool.element(found);
        if matches!(of, Of::Package) {
            if self.sees(file, purpose) || self.has_package(found, purpose) {
                return Ok(found);
            }
        } else if self.sees(file, purpose) {
            self.mark_used(file);
            return Ok(found);
        }
        Err(Miss::NotImported(found))
    }

    /// Whether a visible file is in a package or below it.
    fn has_package(&self, package: Id, purpose: Use) -> bool {
        let has = |files: &FileSet, packages: &OnceCell<HashSet<Id>>| {
            let packages = packages.get_or_init(|| self.packages(files));
            packages.contains(&package)
        };
        let [of_visible, of_options] = &self.packages;
        has(&self.visible, of_visible)
            || purpose == Use::Option && has(&self.for_options, of_options)
    }

    fn packages(&self, files: &FileSet) -> HashSet<Id> {
        let mut packages = HashSet::new();
        for file in files.iter() {
            let mut package = self.pool.file(file).package;
            while package != Id::ROOT && packages.insert(package) {
                package = self.pool.scope(package);
            }
        }
        packages
    }
}
