//! The comments around an element.

use super::source_info::{self, Location};
use bytes::Bytes;

/// What stands before and behind an element in its file, without comment markers.
///
/// It is read where it lies in the source info, which it keeps alive.
#[derive(Clone, Debug, Default)]
pub struct Comments(
    /// The fields of a location with comments, all of them UTF-8; or nothing.
    Bytes,
);

impl Comments {
    /// Those of a location within `source_info`; what is not UTF-8 is replaced.
    pub(super) fn of(location: Location<'_>, source_info: &Bytes) -> Self {
        let mut comments = location.comments().peekable();
        if comments.peek().is_none() {
            return Self::default();
        }
        if comments.all(|text| str::from_utf8(text).is_ok()) {
            return Self(source_info.slice_ref(location.payload()));
        }
        let text = |text: &[u8]| String::from_utf8_lossy(text).into_owned();
        let [leading, trailing] =
            [location.leading(), location.trailing()].map(|comment| comment.map(text));
        let detached: Vec<_> = location.detached().map(text).collect();
        let mut fields = Vec::new();
        let (leading, trailing) = (leading.as_deref(), trailing.as_deref());
        source_info::push_comments(&mut fields, leading, trailing, &detached);
        Self(fields.into())
    }

    fn location(&self) -> Location<'_> {
        Location::again(&self.0)
    }

    /// The comment right before the element.
    pub fn leading(&self) -> Option<&str> {
        self.location().leading().map(checked)
    }

    /// The comment right behind the element.
    pub fn trailing(&self) -> Option<&str> {
        self.location().trailing().map(checked)
    }

    /// Comments before the element that blank lines set apart.
    pub fn detached(&self) -> impl Iterator<Item = &str> {
        self.location().detached().map(checked)
    }

    /// What documents the element: the leading comment, or else the trailing one.
    pub fn doc(&self) -> Option<&str> {
        self.leading()
            .or(self.trailing())
            .filter(|text| !text.trim().is_empty())
    }
}

fn checked(text: &[u8]) -> &str {
    str::from_utf8(text).expect("it was UTF-8 when these comments were made")
}
