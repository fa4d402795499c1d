//! What to write instead of a name that leads nowhere.

use super::element::{Element, Id, Of};
use super::pool::Pool;
use super::scalars;
use super::suggest::Suggestions;
use super::visible::{Use, View};
use crate::compile::bundled::{self, Declared};
use crate::compile::suggest::nearest;

/// What a name should lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The type of a field: a message or an enum, or a scalar.
    Type,
    Message,
    Extension,
}

impl Wanted {
    fn fits(self, of: Of<'_>) -> bool {
        match self {
            Self::Type => of.is_type(),
            Self::Message => matches!(of, Of::Message(_)),
            Self::Extension => matches!(of, Of::Extension(_)),
        }
    }

    fn fits_bundled(self, declared: &Declared) -> bool {
        declared.is_extension == (self == Self::Extension)
    }

    fn purpose(self) -> Use {
        match self {
            Self::Type => Use::Type,
            Self::Message => Use::Any,
            Self::Extension => Use::Option,
        }
    }

    /// The name in backticks, as it is written.
    pub(super) fn shown(self, name: &str) -> String {
        match self {
            Self::Type | Self::Message => format!("`{name}`"),
            Self::Extension => format!("`({name})`"),
        }
    }
}

/// A name that leads nowhere, and where it is written.
pub(super) struct Unknown<'s, 'p, 'a> {
    pub(super) pool: &'s Pool<'a>,
    pub(super) view: &'s View<'p, 'a>,
    pub(super) suggestions: &'s Suggestions,
    pub(super) scope: Id,
    pub(super) name: &'s str,
    pub(super) wanted: Wanted,
}

impl Unknown<'_, '_, '_> {
    /// The help for it.
    pub(super) fn help(&self) -> String {
        let meant = self.meant();
        meant.unwrap_or_else(|| match self.wanted {
            Wanted::Extension => "import the file that declares it".to_owned(),
            Wanted::Type | Wanted::Message if self.name.contains('.') => {
                "import the file that defines it".to_owned()
            }
            Wanted::Type | Wanted::Message => "define it, or import the file that does".to_owned(),
        })
    }

    fn meant(&self) -> Option<String> {
        let bare = self.name.trim_start_matches('.');
        let absolute = format!(".{bare}");
        let purpose = self.wanted.purpose();
        if absolute != self.name && self.view.resolve(Id::ROOT, &absolute, purpose).is_ok() {
            return Some(format!("write {}", self.wanted.shown(&absolute)));
        }
        if let Some(declared) = self.bundled().find(|declared| declared.name == bare) {
            return Some(import(declared.file));
        }
        if !self.suggestions.may_search() {
            return None;
        }
        let wanted = |of: Of<'_>| self.wanted.fits(of);
        let near = self
            .suggestions
            .like(self.pool, self.scope, self.name, wanted);
        if let Some(near) = near
            .as_deref()
            .filter(|near| near.eq_ignore_ascii_case(self.name))
        {
            return Some(self.did_you_mean(near));
        }
        self.elsewhere(bare)
            .or_else(|| self.scalar(scalars::called_elsewhere))
            .or_else(|| Some(self.did_you_mean(&near?)))
            .or_else(|| self.scalar(scalars::near))
            .or_else(|| self.near_bundled(bare))
    }

    fn did_you_mean(&self, name: &str) -> String {
        format!("did you mean {}?", self.wanted.shown(name))
    }

    fn scalar(&self, look_up: impl Fn(&str) -> Option<String>) -> Option<String> {
        let meant = look_up(self.name).filter(|_| self.wanted != Wanted::Extension)?;
        let message = self
            .bundled()
            .find(|declared| meant == format!("`{}`", declared.name));
        match message {
            Some(declared) => Some(self.did_you_mean_bundled(declared)),
            None if self.wanted == Wanted::Type => Some(format!("did you mean {meant}?")),
            None => None,
        }
    }

    fn bundled(&self) -> impl Iterator<Item = &'static Declared> {
        let wanted = self.wanted;
        let declared = bundled::declared().iter();
        declared.filter(move |declared| wanted.fits_bundled(declared))
    }

    fn did_you_mean_bundled(&self, declared: &Declared) -> String {
        let meant = self.did_you_mean(&declared.name);
        let absolute = format!(".{}", declared.name);
        if self
            .view
            .resolve(Id::ROOT, &absolute, self.wanted.purpose())
            .is_ok()
        {
            return meant;
        }
        format!("{meant} {}", import(declared.file))
    }

    /// What has the last part of the name in another scope.
    fn elsewhere(&self, bare: &str) -> Option<String> {
        let pool = self.pool;
        let last = bare.rsplit('.').next().unwrap_or(bare);
        if let Some(name) = pool.names.find(last) {
            let ids = (0..).map(Id).zip(&pool.elements);
            let fits = |(_, element): &(Id, &Element<'_>)| {
                element.name == name && self.wanted.fits(element.of)
            };
            let named: Vec<Id> = ids.filter(fits).map(|(id, _)| id).collect();
            let names: Vec<String> = named.iter().map(|id| pool.full_name(*id)).collect();
            let near = nearest(bare, names.iter().map(String::as_str));
            if let Some(full_name) = near.or(names.first().map(String::as_str)) {
                let at = names.iter().position(|name| name == full_name)?;
                return Some(self.name_with_import(full_name, named[at]));
            }
        }
        let simple = |declared: &&Declared| {
            declared.is_common && declared.name.rsplit('.').next() == Some(last)
        };
        let declared = self.bundled().find(simple)?;
        Some(self.did_you_mean_bundled(declared))
    }

    fn name_with_import(&self, full_name: &str, id: Id) -> String {
        let pool = self.pool;
        let file = pool.element(id).file;
        let package = pool.file(self.view.file).proto.package();
        let below = full_name
            .strip_prefix(package)
            .and_then(|rest| rest.strip_prefix('.'));
        let meant = self.did_you_mean(below.unwrap_or(full_name));
        if self.view.sees(file, self.wanted.purpose()) {
            return meant;
        }
        format!("{meant} {}", import(pool.file(file).proto.name()))
    }

    fn near_bundled(&self, bare: &str) -> Option<String> {
        let names = self.bundled().map(|declared| declared.name.as_str());
        let near = nearest(bare, names.filter(|_| bare.starts_with("google.")))?;
        let declared = self.bundled().find(|declared| declared.name == near)?;
        Some(self.did_you_mean_bundled(declared))
    }
}

/// What to do about something in a file that is not imported.
pub(super) fn import(file: &str) -> String {
    format!("add `import {file:?};`")
}
