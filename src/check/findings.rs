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
        let sites = self.sites(&subject);
        let exact = self.exact(&sites, detail);
        let element = |site: &Option<Site>| site.as_ref().and_then(Site::span);
        let spans = Pair {
            old: exact.old.or_else(|| element(&sites.old)),
            new: exact.new.or_else(|| element(&sites.new)),
        };
        let sites = sites.map(|site| site.map(|site| detailed(site, detail)));
        let about = self.about(&subject);
        self.add(about, &sites, spans, remark.into());
    }

    /// Adds a finding about a part of the subject; where that is not in the source, about the file.
    pub fn push_exactly(
        &mut self,
        subject: impl Subject,
        detail: &[&[i32]],
        remark: impl Into<Remark>,
    ) {
        let sites = self.sites(&subject);
        let spans = self.exact(&sites, detail);
        let sites = sites.map(|site| site.map(|site| detailed(site, detail)));
        let about = self.about(&subject);
        self.add(about, &sites, spans, remark.into());
    }

    /// The places of the first detail that is in the source.
    fn exact(&self, sites: &Pair<Option<Site<'a>>>, detail: &[&[i32]]) -> Pair<Option<Span>> {
        let span = |schema: &Schema, site: &Option<Site>| {
            let site = site.as_ref()?;
            let mut spans = detail.iter().map(|steps| site.clone().at(steps).span());
            let span = spans.find_map(|span| span)?;
            if detail != detail::DEFAULT && detail != detail::JSON_NAME {
                return Some(span);
            }
            let text = schema.sources().get(&site.file.name).unwrap_or_default();
            Some(assignment::whole(text, span))
        };
        Pair {
            old: span(self.old_schema(), &sites.old),
            new: span(self.schema(), &sites.new),
        }
    }

    /// Adds a finding about something that is gone from its file, or with it: where what was around it still is.
    pub fn push_gone<E: Shaped>(&mut self, old: &E, remark: impl Into<Remark>) {
        let schema = self.old_schema();
        let file = schema.file(old.file(schema));
        let new = self.new.file_named(&file.name);
        let around = new.map(|new| self.around(Pair { old: file, new }, old.full_name()));
        let sites = Pair {
            old: Some(old.site(schema)),
            new: around,
        };
        let span = |site: &Option<Site>| site.as_ref().and_then(Site::span);
        let spans = Pair {
            old: span(&sites.old),
            new: span(&sites.new),
        };
        let gone = Change {
            old,
            new: None::<&E>,
        };
        let about = self.about(&gone);
        self.add(about, &sites, spans, remark.into());
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
        let site = Site::new(file, path);
        let spans = Pair {
            old: None,
            new: site.span(),
        };
        let sites = Pair {
            old: None,
            new: Some(site),
        };
        let about = About {
            element: file.name.clone(),
            fingerprint: fingerprint(self.rule.id, &file.name, None, imported),
        };
        self.add(about, &sites, spans, remark.into());
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
        let sites = Pair {
            old: Some(old.site(self.old_schema())),
            new: None,
        };
        let spans = Pair {
            old: None,
            new: None,
        };
        let about = About {
            element: name.to_owned(),
            fingerprint: fingerprint(self.rule.id, name, None, None),
        };
        self.add(about, &sites, spans, remark.into());
    }

    fn sites(&self, subject: &impl Subject) -> Pair<Option<Site<'a>>> {
        subject.sites(self.old.map(|old| old.schema), self.new.schema)
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

    fn add(
        &mut self,
        about: About,
        sites: &Pair<Option<Site<'a>>>,
        spans: Pair<Option<Span>>,
        remark: Remark,
    ) {
        let suppression = Suppression {
            config: self.config,
            rule: self.rule,
        };
        let ignored = |view: Option<&View>, site: &Option<Site>| {
            let (Some(view), Some(site)) = (view, site) else {
                return false;
            };
            suppression.covers(view, site)
        };
        if ignored(self.old, &sites.old) || ignored(Some(self.new), &sites.new) {
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
        finding.file = sites.new.as_ref().map(|site| site.file.name.clone());
        finding.path = sites
            .new
            .as_ref()
            .map_or_else(Vec::new, |site| site.path.clone());
        finding.span = spans.new;
        finding.before = sites.old.as_ref().map(|site| {
            Box::new(Place {
                base: None,
                line: None,
                file: site.file.name.clone(),
                span: spans.old,
            })
        });
        self.found.push(Box::new(finding));
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

/// The place that comments are looked for at.
fn detailed<'a>(site: Site<'a>, detail: &[&[i32]]) -> Site<'a> {
    let found = detail
        .iter()
        .map(|steps| site.clone().at(steps))
        .find(|site| site.span().is_some());
    found.unwrap_or(site)
}

fn order(finding: &Finding) -> impl Ord + '_ {
    (
        finding.file.as_deref(),
        finding.span,
        finding.rule.as_deref(),
        finding.message.as_str(),
    )
}
