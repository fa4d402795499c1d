//! The comments around an element.

use std::sync::Arc;

/// What stands before and behind an element in its file, without comment markers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comments(Option<Arc<Attached>>);

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Attached {
    leading: Option<String>,
    trailing: Option<String>,
    detached: Vec<String>,
}

impl Comments {
    pub(super) fn new(
        leading: Option<String>,
        trailing: Option<String>,
        detached: Vec<String>,
    ) -> Self {
        if leading.is_none() && trailing.is_none() && detached.is_empty() {
            return Self(None);
        }
        Self(Some(Arc::new(Attached {
            leading,
            trailing,
            detached,
        })))
    }

    /// The comment right before the element.
    pub fn leading(&self) -> Option<&str> {
        self.0.as_ref()?.leading.as_deref()
    }

    /// The comment right behind the element.
    pub fn trailing(&self) -> Option<&str> {
        self.0.as_ref()?.trailing.as_deref()
    }

    /// Comments before the element that blank lines set apart.
    pub fn detached(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |attached| &attached.detached)
    }

    /// What documents the element: the leading comment, or else the trailing one.
    pub fn doc(&self) -> Option<&str> {
        self.leading()
            .or(self.trailing())
            .filter(|text| !text.trim().is_empty())
    }
}
