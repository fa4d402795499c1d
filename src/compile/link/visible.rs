//! What a file may refer to: itself, what it imports, and what its imports import publicly, to any depth.

use super::element::{Element, FileId, Id, Of};
use super::pool::Pool;
use std::cell::RefCell;
use std::collections::HashSet;

/// What one file sees, and which of it was used.
pub(super) struct View<'p, 'a> {
    pool: &'p Pool<'a>,
    pub(super) file: FileId,
    /// Files whose declarations can be used.
    visible: HashSet<FileId>,
    /// Files whose declarations can be used in options.
    for_options: HashSet<FileId>,
    used: RefCell<Used>,
}

/// The files of whose declarations something was used.
#[derive(Default)]
pub(super) struct Used(HashSet<FileId>);

impl Used {
    pub(super) fn contains(&self, file: FileId) -> bool {
        self.0.contains(&file)
    }
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
    pub(super) fn new(pool: &'p Pool<'a>, file: FileId) -> Self {
        Self::again(pool, file, Used::default())
    }

    /// The view of a file that was looked from before.
    pub(super) fn again(pool: &'p Pool<'a>, file: FileId, used: Used) -> Self {
        let own = pool.file(file);
        let reach = |imports: &[Option<FileId>]| {
            let mut seen: HashSet<FileId> = HashSet::from([file]);
            let mut stack: Vec<FileId> = imports.iter().flatten().copied().collect();
            while let Some(next) = stack.pop() {
                if !seen.insert(next) {
                    continue;
                }
                let file = pool.file(next);
                let public = file.proto.public_dependency.iter();
                let public = public.filter_map(|index| {
                    let index = usize::try_from(*index).ok()?;
                    file.imports.get(index).copied().flatten()
                });
                stack.extend(public);
            }
            seen
        };
        Self {
            pool,
            file,
            visible: reach(&own.imports),
            for_options: if own.option_imports.is_empty() {
                HashSet::new()
            } else {
                reach(&own.option_imports)
            },
            used: RefCell::new(used),
        }
    }

    /// Whether something declared in `file` may be referred to.
    pub(super) fn sees(&self, file: FileId, purpose: Use) -> bool {
        self.visible.contains(&file) || purpose == Use::Option && self.for_options.contains(&file)
    }

    /// Files that are visible and may not be complete.
    pub(super) fn sees_broken(&self) -> bool {
        let own = self.pool.file(self.file);
        let missing = own.imports.iter().chain(&own.option_imports);
        missing.into_iter().any(Option::is_none)
            || self
                .visible
                .iter()
                .chain(&self.for_options)
                .any(|file| self.has_faults(*file))
    }

    fn has_faults(&self, file: FileId) -> bool {
        let file = self.pool.file(file);
        file.broken
            || file.proto.public_dependency.iter().any(|index| {
                let index = usize::try_from(*index).unwrap_or(usize::MAX);
                matches!(file.imports.get(index), Some(None))
            })
    }

    /// Notes that something of a file was used.
    pub(super) fn mark_used(&self, file: FileId) {
        self.used.borrow_mut().0.insert(file);
    }

    pub(super) fn into_used(self) -> Used {
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
        let mut miss = Miss::Unknown;
        let mut scope = scope;
        while scope != Id::ROOT {
            match self.visible_below(scope, first, purpose) {
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
        let Some(found) = self.pool.find_below(scope, name) else {
            return Err(Miss::Unknown);
        };
        let Element { of, file, .. } = *self.pool.element(found);
        if self.sees(file, purpose) {
            self.mark_used(file);
            return Ok(found);
        }
        if matches!(of, Of::Package) && self.has_package(found, purpose) {
            return Ok(found);
        }
        Err(Miss::NotImported(found))
    }

    /// Whether a visible file is in a package or below it.
    fn has_package(&self, package: Id, purpose: Use) -> bool {
        let files = self.visible.iter();
        let for_options = self.for_options.iter().filter(|_| purpose == Use::Option);
        files.chain(for_options).any(|file| {
            let mut own = self.pool.file(*file).package;
            while own != Id::ROOT && own != package {
                own = self.pool.scope(own);
            }
            own == package
        })
    }
}
