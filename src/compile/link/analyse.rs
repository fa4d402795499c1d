//! Everything that is to be known of a run's files, one pass after the other.
//!
//! Each pass goes over the files in parallel, sees what the passes before it have put into the [`Model`], and adds to it.

use super::element::{FileId, Part};
use super::files::FileSet;
use super::finish::{self, Plan};
use super::model::Model;
use super::options::{self, Custom, Interpreted, Phase};
use super::pool::Pool;
use super::suggest::Suggestions;
use super::visible::View;
use super::{Unit, check, declare, features, resolve};
use crate::compile::Verdicts;
use crate::compile::stage::{Stage, Staged};
use crate::parallel;
use crate::report::Severity;
use crate::schema::{Edition, Features};
use foldhash::HashSet;

/// Finds out everything about the files, and what is to be changed in each. The units behind the first `count` are there
/// for their declarations only.
pub(super) fn analyse(
    units: &[Unit],
    count: usize,
    verdicts: Verdicts,
) -> (Vec<Plan>, Vec<Staged>) {
    let mut pool = Pool::from(units);
    let declared = declare::declare(&mut pool, count);
    let mut analysis = Analysis::resolved(pool, verdicts, declared);
    analysis.options(Phase::BuiltIn);
    analysis.set_built_in_options();
    analysis.features();
    analysis.options(Phase::Custom);
    analysis.set_custom_options();
    analysis.check(units, count);
    analysis.finish(count)
}

struct Analysis<'a> {
    model: Model<'a>,
    suggestions: Suggestions,
    /// By file, those of whose declarations it uses something.
    used: Vec<FileSet>,
    /// By file.
    interpreted: Vec<Interpreted>,
    /// What is wrong with each file. It is not told of files whose text has faults: much of it would come from these.
    found: Vec<Vec<Staged>>,
    /// What is wrong with them taken together.
    findings: Vec<Staged>,
}

impl<'a> Analysis<'a> {
    fn resolved(pool: Pool<'a>, verdicts: Verdicts, findings: Vec<Staged>) -> Self {
        let suggestions = Suggestions::default();
        let resolved = parallel::map(files(&pool), |file| {
            let view = View::new(&pool, file, FileSet::default());
            let (links, found) = resolve::resolve(&view, &pool, &suggestions);
            (links, found, view.into_used())
        });
        let mut links = vec![resolve::Link::default(); pool.elements.len()];
        let mut used = Vec::with_capacity(resolved.len());
        let mut found = Vec::with_capacity(resolved.len());
        for (file, (own, own_found, own_used)) in pool.files.iter().zip(resolved) {
            let start = file.elements.start as usize;
            links[start..start + own.len()].copy_from_slice(&own);
            used.push(own_used);
            found.push(Stage::Names.of_all(own_found).collect());
        }
        let count = pool.elements.len();
        let model = Model {
            options: std::iter::repeat_with(|| None).take(count).collect(),
            features: vec![Features::preset(Edition::Proto2); count],
            pool,
            links,
            with_required: HashSet::default(),
            verdicts,
        };
        Self {
            interpreted: used.iter().map(|_| Interpreted::default()).collect(),
            model,
            suggestions,
            used,
            found,
            findings,
        }
    }

    /// One phase of interpreting options.
    fn options(&mut self, phase: Phase) {
        let (model, suggestions) = (&self.model, &self.suggestions);
        let used = std::mem::take(&mut self.used);
        let done = std::mem::take(&mut self.interpreted);
        let files = files(&model.pool).zip(used).zip(done);
        let files = parallel::map(files, |((file, used), done)| {
            let view = View::new(&model.pool, file, used);
            let done = options::interpret(model, &view, suggestions, phase, done);
            (view.into_used(), done)
        });
        (self.used, self.interpreted) = files.into_iter().unzip();
    }

    fn set_built_in_options(&mut self) {
        let model = &self.model;
        let options = parallel::map(&mut self.interpreted, |options| options.options(model));
        for (id, options) in options.into_iter().flatten() {
            self.model.options[id.index()] = Some(options);
        }
    }

    fn features(&mut self) {
        let model = &self.model;
        let features = parallel::map(files(&model.pool), |file| features::resolve(model, file));
        for (index, (own, faults)) in features.into_iter().enumerate() {
            let start = self.model.pool.files[index].elements.start as usize;
            self.model.features[start..start + own.len()].copy_from_slice(&own);
            self.found[index].extend(Stage::Features.of_all(faults));
        }
        let model = &self.model;
        let required = parallel::map(files(&model.pool), |file| model.with_required_in(file));
        self.model.with_required = required.into_iter().flatten().collect();
    }

    fn set_custom_options(&mut self) {
        let model = &self.model;
        let custom = parallel::map(&self.interpreted, |options| options.custom(model));
        for (id, bytes) in custom.iter().flat_map(Custom::iter) {
            if let Some(options) = &mut self.model.options[id.index()]
                && let Err(error) = options.merge(bytes)
            {
                let text = options::do_not_fit(&error);
                let finding = self.model.pool.finding(id, Part::Whole, text);
                self.findings.push(Stage::CustomOptions.of(finding));
            }
        }
    }

    fn check(&mut self, units: &[Unit], count: usize) {
        let model = &self.model;
        let files = (0..).map(FileId).take(count).collect::<Vec<_>>();
        let found = files.iter().zip(units).zip(&mut self.found);
        let found = found.zip(&mut self.interpreted).zip(&self.used);
        parallel::map(found, |((((file, unit), found), interpreted), used)| {
            found.append(&mut interpreted.findings);
            if model.pool.file(*file).broken {
                found.clear();
                return;
            }
            check::check(model, *file, found);
            found.extend(options::check_uses(model, &interpreted.trees));
            if unit.asked {
                let numbers = check::implementation_numbers(model, *file);
                let targets = options::check_targets(model, &interpreted.trees);
                found.extend(Stage::Asked.of_all(numbers));
                found.extend(Stage::Asked.of_all(targets));
            }
            // A name that leads nowhere may have been meant for any of the imports.
            let is_error = |staged: &Staged| staged.finding.severity == Severity::Error;
            if unit.asked && !unit.faulty && !found.iter().any(is_error) {
                let unused = check::unused_imports(model, *file, used);
                found.extend(Stage::Editions.of_all(unused));
            }
        });
        let clashes = check::clashes(model, &files);
        self.findings.extend(Stage::Names.of_all(clashes));
    }

    fn finish(mut self, count: usize) -> (Vec<Plan>, Vec<Staged>) {
        let model = &self.model;
        self.interpreted.truncate(count);
        let plans = files(&model.pool).zip(self.interpreted);
        let mut plans = parallel::map(plans, |(file, interpreted)| {
            finish::plan(model, file, interpreted)
        });
        let pool = &self.model.pool;
        let mut options = self.model.options.into_iter();
        let mut at = 0;
        for (plan, file) in plans.iter_mut().zip(&pool.files) {
            let elements = &file.elements;
            options
                .by_ref()
                .take(elements.start as usize - at)
                .for_each(drop);
            at = elements.end as usize;
            plan.set_options(options.by_ref().take(elements.len()).collect());
        }
        let broken = pool.files.iter().filter(|file| file.broken);
        let broken: HashSet<&str> = broken.map(|file| file.proto.name()).collect();
        self.findings.retain(|staged| {
            let file = staged.finding.file.as_deref();
            !file.is_some_and(|file| broken.contains(file))
        });
        let found = self.found.into_iter().take(count).flatten();
        self.findings.extend(found);
        (plans, self.findings)
    }
}

fn files(pool: &Pool<'_>) -> impl Iterator<Item = FileId> + use<> {
    let count = u32::try_from(pool.files.len()).unwrap_or(u32::MAX);
    (0..count).map(FileId)
}
