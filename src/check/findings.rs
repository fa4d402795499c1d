//! What rules say goes in here, and comes out as findings: with the current rule's id, a place, and without what is ignored.

use super::advice::advice;
use super::pairs::moved;
use super::shape::{Depth, Shaped, fingerprint};
use super::suppress::Suppression;
use super::{Config, Pair, Rule, View, assignment, detail};
use crate::report::{Finding, Place, Remedy, Span};
use crate::schema::{Element, File, Import, ImportKind, Message, Schema, Site};

/// Where a rule puts what it finds. It knows the rule, so that no rule can mislabel.
pub struct Findings<'a> {
    rule: &'static Rule,
    config: &'a Config,
    old: Option<&'a View<'a>>,
    new: &'a View<'a>,
    /// Apart from each other: they are large, and will be sorted.
    #[expect(clippy::vec_box, reason = "large, and moved often")]
    found: Vec<Box<Finding>>,
}

/// The part of an element that a finding points at: paths from the element, of which the first that stands in the source
/// counts, else the element as a whole.
pub type Detail = &'static [&'static [i32]];

/// What a rule says: the message, and what would repair it.
#[derive(Clone, Debug)]
pub struct Remark {
    message: String,
    remedies: Vec<Remedy>,
}

impl From<&str> for Remark {
    fn from(message: &str) -> Self {
        Self::with_remedies(message, [])
    }
}

impl From<String> for Remark {
    fn from(message: String) -> Self {
        Self::with_remedies(message, [])
    }
}

impl Remark {
    /// A message, and what would repair it if anything.
    pub fn with_remedies(
        message: impl Into<String>,
        remedies: impl IntoIterator<Item = Remedy>,
    ) -> Self {
        Self {
            message: message.into(),
            remedies: remedies.into_iter().collect(),
        }
    }
}

/// What a finding is about: an element in one schema, or what it was and what it is.
pub trait Subject: Copy {
    /// Where it stands on both sides, as far as it is there.
    fn sites<'a>(&self, old: Option<&'a Schema>, new: &'a Schema) -> Pair<Option<Site<'a>>>;
    /// What it is called.
    fn name(&self) -> &str;
    /// What it was, and what it is.
    fn shapes(&self, old: Option<&Schema>, new: &Schema) -> Pair<Option<String>>;
}

impl<E: Shaped> Subject for &E {
    fn sites<'a>(&self, _: Option<&'a Schema>, new: &'a Schema) -> Pair<Option<Site<'a>>> {
        Pair {
            old: None,
            new: Some(self.site(new)),
        }
    }

    fn name(&self) -> &str {
        self.full_name()
    }

    fn shapes(&self, _: Option<&Schema>, new: &Schema) -> Pair<Option<String>> {
        Pair {
            old: None,
            new: Some(self.shape(new, Depth::Own)),
        }
    }
}

impl<O: Shaped, N: Shaped> Subject for Change<&O, &N> {
    fn sites<'a>(&self, old: Option<&'a Schema>, new: &'a Schema) -> Pair<Option<Site<'a>>> {
        Pair {
            old: old.map(|old| self.old.site(old)),
            new: self.new.map(|element| element.site(new)),
        }
    }

    fn name(&self) -> &str {
        self.old.full_name()
    }

    fn shapes(&self, old: Option<&Schema>, new: &Schema) -> Pair<Option<String>> {
        // What is left around something is not what became of it.
        let length = old.map(|old| self.old.path(old).len());
        let became = self
            .new
            .filter(|element| Some(element.path(new).len()) >= length);
        let depth = match became {
            Some(_) => Depth::Own,
            None => Depth::Whole,
        };
        Pair {
            old: old.map(|old| self.old.shape(old, depth)),
            new: became.map(|element| element.shape(new, Depth::Own)),
        }
    }
}

/// What was, and where it would have to be now: the same element, or what is left around it.
#[derive(Clone, Copy, Debug)]
pub struct Change<O, N> {
    /// What was.
    pub old: O,
    /// Where the finding stands.
    pub new: Option<N>,
}

impl<E: Shaped> Subject for Pair<&E> {
    fn sites<'a>(&self, old: Option<&'a Schema>, new: &'a Schema) -> Pair<Option<Site<'a>>> {
        Pair {
            old: old.map(|old| self.old.site(old)),
            new: Some(self.new.site(new)),
        }
    }

    fn name(&self) -> &str {
        self.new.full_name()
    }

    fn shapes(&self, old: Option<&Schema>, new: &Schema) -> Pair<Option<String>> {
        Pair {
            old: old.map(|old| self.old.shape(old, Depth::Own)),
            new: Some(self.new.shape(new, Depth::Own)),
        }
    }
}

impl<'a> Findings<'a> {
    pub(super) fn new(config: &'a Config, old: Option<&'a View<'a>>, new: &'a View<'a>) -> Self {
        Self {
            rule: &super::NO_RULE,
            config,
            old,
            new,
            found: Vec::new(),
        }
    }

    pub(super) fn enter(&mut self, rule: &'static Rule) {
        self.rule = rule;
    }

    pub(super) fn into_sorted(mut self) -> Vec<Finding> {
        self.found
            .sort_by(|one, other| order(one).cmp(&order(other)));
        self.found.dedup();
        self.found.into_iter().map(|finding| *finding).collect()
    }

    /// The schema that is checked; the newer one of two.
    pub fn schema(&self) -> &'a Schema {
        self.new.schema
    }

    /// The schema that it is held against; itself where there is none.
    pub fn old_schema(&self) -> &'a Schema {
        self.old.unwrap_or(self.new).schema
    }

    /// The same of both sides, each with its schema.
    pub fn with_schemas<T, U>(&self, pair: Pair<T>, of: impl Fn(&'a Schema, T) -> U) -> Pair<U> {
        Pair {
            old: of(self.old_schema(), pair.old),
            new: of(self.schema(), pair.new),
        }
    }

    /// The part of the schema that is checked.
    pub fn view(&self) -> &'a View<'a> {
        self.new
    }

    /// How the rules are configured.
    pub fn config(&self) -> &'a Config {
        self.config
    }

    /// Adds a finding about a part of the subject.
    pub fn push(&mut self, subject: impl Subject, detail: &[&[i32]], remark: impl Into<Remark>) {
        let mut places = self.narrowed(&subject, detail);
        for place in [&mut places.old, &mut places.new].into_iter().flatten() {
            place.span = place.span.or_else(|| place.site.span());
        }
        let about = self.about(&subject);
        self.add(about, &places, remark.into());
    }

    /// Adds a finding about a part of the subject; where that is not in the source, about the file.
    pub fn push_exactly(
        &mut self,
        subject: impl Subject,
        detail: &[&[i32]],
        remark: impl Into<Remark>,
    ) {
        let places = self.narrowed(&subject, detail);
        let about = self.about(&subject);
        self.add(about, &places, remark.into());
    }

    /// The places of the first detail that is in the source; those of the subject, without a span, where none is.
    fn narrowed(&self, subject: &impl Subject, detail: &[&[i32]]) -> Pair<Option<Placed<'a>>> {
        let sites = subject.sites(self.old.map(|old| old.schema), self.new.schema);
        self.with_schemas(sites, |schema, site| {
            let mut placed = Placed::of_part(site?, detail);
            if let Some(span) = &mut placed.span
                && (detail == detail::DEFAULT || detail == detail::JSON_NAME)
            {
                let text = schema.sources().get(&placed.site.file.name);
                *span = assignment::whole(text.unwrap_or_default(), *span);
            }
            Some(placed)
        })
    }

    /// Adds a finding about something that is gone from its file, or with it: where what was around it still is.
    pub fn push_gone<E: Shaped>(&mut self, old: &E, remark: impl Into<Remark>) {
        let schema = self.old_schema();
        let file = schema.file(old.file(schema));
        let new = self.new.file_named(&file.name);
        let around = new.map(|new| self.around(Pair { old: file, new }, old.full_name()));
        let places = Pair {
            old: Some(Placed::of(old.site(schema))),
            new: around.map(Placed::of),
        };
        let gone = Change {
            old,
            new: None::<&E>,
        };
        let about = self.about(&gone);
        self.add(about, &places, remark.into());
    }

    /// Adds a finding about an import, by its position in the file.
    pub fn push_import(&mut self, file: &File, index: usize, remark: impl Into<Remark>) {
        let file = self.schema().file(file.id);
        // Imports for options stand behind the others in the schema, and have a list of their own in the descriptor.
        let normal = |import: &Import| import.kind != ImportKind::Option;
        let others = file.imports.iter().filter(|import| normal(import)).count();
        let imported = file.imports.get(index).map(|import| import.file);
        let imported = imported.map(|id| self.schema().file(id).name.as_str());
        let (number, index) = match index.checked_sub(others) {
            Some(index) => (15, index),
            None => (3, index),
        };
        let path = [number, i32::try_from(index).unwrap_or(i32::MAX)];
        let places = Pair {
            old: None,
            new: Some(Placed::of(Site::new(file, path))),
        };
        let about = About {
            element: file.name.clone(),
            fingerprint: fingerprint(self.rule.id, &file.name, None, imported),
        };
        self.add(about, &places, remark.into());
    }

    /// Adds a finding about a message that is gone from its package: where what was around it still is, in whichever file.
    pub fn push_gone_message(&mut self, old: &Message, remark: impl Into<Remark>) {
        let outer = old
            .full_name
            .rmatch_indices('.')
            .map(|(end, _)| &old.full_name[..end]);
        let schema = self.schema();
        let mut left = outer.filter_map(|name| schema.message_named(name));
        match left.find(|left| self.new.sees(left.file)) {
            Some(left) => {
                let change = Change {
                    old,
                    new: Some(left),
                };
                self.push(change, &[], remark);
            }
            None => self.push_gone(old, remark),
        }
    }

    /// The innermost message that is left of those around an element, or the file.
    fn around(&self, files: Pair<&'a File>, full_name: &str) -> Site<'a> {
        let name = moved(files, full_name);
        let outer = name.rmatch_indices('.').map(|(end, _)| &name[..end]);
        let mut messages = outer.filter_map(|name| self.schema().message_named(name));
        match messages.find(|message| message.file == files.new.id) {
            Some(message) => message.site(self.schema()),
            None => files.new.site(self.schema()),
        }
    }

    /// Adds a finding about something that no file has any more; `old` is the file to ignore where it is to be ignored.
    pub fn push_nowhere(&mut self, old: &File, name: &str, remark: impl Into<Remark>) {
        let file = Placed {
            site: old.site(self.old_schema()),
            span: None,
        };
        let places = Pair {
            old: Some(file),
            new: None,
        };
        let about = About {
            element: name.to_owned(),
            fingerprint: fingerprint(self.rule.id, name, None, None),
        };
        self.add(about, &places, remark.into());
    }

    fn about(&self, subject: &impl Subject) -> About {
        let schemas = (self.old.map(|old| old.schema), self.new.schema);
        let Pair { old, new } = subject.shapes(schemas.0, schemas.1);
        let element = subject.name();
        About {
            element: element.to_owned(),
            fingerprint: fingerprint(self.rule.id, element, old.as_deref(), new.as_deref()),
        }
    }

    fn add(&mut self, about: About, places: &Pair<Option<Placed<'a>>>, remark: Remark) {
        let suppression = Suppression {
            config: self.config,
            rule: self.rule,
        };
        let ignored = |view: Option<&View>, place: &Option<Placed>| {
            let (Some(view), Some(place)) = (view, place) else {
                return false;
            };
            suppression.covers(view, &place.site)
        };
        if ignored(self.old, &places.old) || ignored(Some(self.new), &places.new) {
            return;
        }
        let mut finding = Finding::error(remark.message);
        finding.severity = self.config.severity(self.rule);
        finding.rule = Some(self.rule.id.to_owned());
        finding.element = Some(about.element);
        finding.fingerprint = Some(about.fingerprint);
        let remedy = remark.remedies.first();
        finding.help = help(self.rule.id, remedy);
        finding.remedies = remark.remedies;
        if let Some(Placed { site, span }) = &places.new {
            finding.file = Some(site.file.name.clone());
            finding.path.clone_from(&site.path);
            finding.span = *span;
        }
        finding.before = places.old.as_ref().map(|Placed { site, span }| {
            Box::new(Place {
                base: None,
                line: None,
                file: site.file.name.clone(),
                span: *span,
            })
        });
        self.found.push(Box::new(finding));
    }
}

/// Where a finding stands: the site that comments are looked for at, and the stretch of text.
struct Placed<'a> {
    site: Site<'a>,
    span: Option<Span>,
}

impl<'a> Placed<'a> {
    fn of(site: Site<'a>) -> Self {
        let span = site.span();
        Self { site, span }
    }

    /// The first part of what is at a site that is in the source; the site, without a span, where none is.
    fn of_part(mut site: Site<'a>, detail: &[&[i32]]) -> Self {
        let length = site.path.len();
        for steps in detail {
            site.path.extend_from_slice(steps);
            let span = site.span();
            if span.is_some() {
                return Self { site, span };
            }
            site.path.truncate(length);
        }
        Self { site, span: None }
    }
}

/// What to do about a finding: what its rule advises, and what would repair it.
fn help(rule: &str, remedy: Option<&Remedy>) -> Option<String> {
    let remedy = remedy.map(|remedy| {
        let before = match (remedy, advice(rule)) {
            (_, None) => "",
            (Remedy::Reserve { .. }, Some(_)) => "; where it has to go, ",
            (_, Some(_)) => ", or ",
        };
        format!("{before}{remedy}; `grpcgen check --fix` does")
    });
    let advice = advice(rule).map(str::to_owned);
    advice
        .into_iter()
        .chain(remedy)
        .reduce(|advice, remedy| advice + &remedy)
}

/// What a finding is about, in words that stay the same wherever it stands.
struct About {
    element: String,
    fingerprint: String,
}

fn order(finding: &Finding) -> impl Ord + '_ {
    (
        finding.file.as_deref(),
        finding.span,
        finding.rule.as_deref(),
        finding.message.as_str(),
    )
}
