//! Where the linker is: the file, the scope, and the descriptor path of the element at hand.

use crate::report::Span;
use crate::schema::{Comments, Edition, Features, FileId, Locations, MessageId};
use std::cell::Cell;

/// The place of one element while it is lowered.
pub(super) struct Place {
    pub(super) file: FileId,
    pub(super) file_name: String,
    pub(super) edition: Edition,
    /// The message around the element, and its or the package's full name.
    pub(super) message: Option<MessageId>,
    pub(super) scope: String,
    /// What the element inherits.
    pub(super) features: Features,
    pub(super) depth: usize,
    pub(super) locations: Locations,
    /// Which of the locations was the last to be asked for.
    last: Cell<usize>,
    path: Vec<i32>,
}

impl Place {
    pub(super) fn in_file(
        file: FileId,
        file_name: String,
        edition: Edition,
        locations: Locations,
    ) -> Self {
        Self {
            file,
            file_name,
            edition,
            message: None,
            scope: String::new(),
            features: Features::preset(edition),
            depth: 0,
            locations,
            last: Cell::default(),
            path: Vec::new(),
        }
    }

    /// The full name of what is called `simple` here.
    pub(super) fn full_name(&self, simple: &str) -> String {
        full_name(&self.scope, simple)
    }

    /// Where the element stands.
    pub(super) fn span(&self) -> Option<Span> {
        self.locations.span(&self.path)
    }

    /// The position of the element in the descriptor field that it is in.
    pub(super) fn index(&self) -> usize {
        let index = self.path.last().copied().unwrap_or_default();
        usize::try_from(index).unwrap_or_default()
    }

    /// Where the element stands, and its comments.
    pub(super) fn location(&self) -> (Option<Span>, Comments) {
        let mut last = self.last.get();
        let location = self.locations.element(&self.path, &mut last);
        self.last.set(last);
        location
    }

    /// The place and the comments of the file's field `number`.
    pub(super) fn location_of(&self, number: i32) -> (Option<Span>, Comments) {
        self.locations.element(&[number], &mut 0)
    }

    /// Lowers each element of the repeated descriptor field `number`, being at the element meanwhile.
    pub(super) fn each<T, U>(
        &mut self,
        number: i32,
        elements: Vec<T>,
        mut lower: impl FnMut(&mut Self, T) -> U,
    ) -> Vec<U> {
        self.path.extend([number, 0]);
        let lowered = elements.into_iter().zip(0..).map(|(element, index)| {
            if let Some(last) = self.path.last_mut() {
                *last = index;
            }
            lower(self, element)
        });
        let lowered = lowered.collect();
        self.path.truncate(self.path.len() - 2);
        lowered
    }

    /// Does `inside` within a message: scope, features and depth are the message's meanwhile.
    pub(super) fn within<T>(
        &mut self,
        message: MessageId,
        scope: &str,
        features: Features,
        inside: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let outer_message = self.message.replace(message);
        let outer_scope = std::mem::replace(&mut self.scope, scope.to_owned());
        let outer_features = std::mem::replace(&mut self.features, features);
        self.depth += 1;
        let result = inside(self);
        self.depth -= 1;
        self.features = outer_features;
        self.scope = outer_scope;
        self.message = outer_message;
        result
    }
}

pub(super) fn full_name(scope: &str, simple: &str) -> String {
    if scope.is_empty() {
        simple.to_owned()
    } else {
        [scope, ".", simple].concat()
    }
}
