//! Schemas changed a little, and judged by protoc and by grpcgen: verdict, descriptors with source info, and first error.
//!
//! What they differ in is cut down to what shows it. Mutants have numbers: the same number is the same mutant again.

mod changes;
mod grammar;
mod grow;
mod judge;
mod mutate;
mod random;
mod reduce;
mod seeds;
mod shards;
mod text;

use judge::Difference;
use judge::Judgement;
pub use judge::judge;
use random::Random;
use rayon::prelude::*;
pub use seeds::Seed;
use std::collections::BTreeMap;
use std::time::Instant;

/// What grpcgen refuses and protoc does not, and rightly so, by what it says.
const LISTED: &[(&str, &str)] = &[
    (
        "the string is not UTF-0",
        "default values are strings in descriptors, and strings are UTF-8: what reads protoc's descriptor refuses it",
    ),
    (
        "the value is not UTF-0",
        "the same of the options of descriptor.proto",
    ),
    (
        "edition `` is not one of those that there are",
        "protoc refuses it in files that are asked for, but not in imports: nobody can tell what such a file means",
    ),
];

/// The first mutant; a large run goes on where another ended.
const FROM: &str = "GRPCGEN_FUZZ_FROM";

/// So many differences of a kind are cut down and shown.
const SHOWN: usize = 12;

/// Mutants that are judged between two looks at the clock.
const BATCH: u64 = 64;

/// What became of some mutants.
#[derive(Default)]
struct Tally {
    accepted: usize,
    /// By protoc, and by what it says first.
    refused: BTreeMap<String, usize>,
    /// How often, and the number of the first.
    differing: BTreeMap<Difference, (usize, u64)>,
}

/// Where schemas come from, each by its number.
type Source<'s> = &'s (dyn Fn(u64) -> Seed + Sync);

#[test]
fn mutants_are_judged_as_by_protoc() {
    let seeds = seeds::seeds();
    if !seeds.is_empty() {
        judge_some("mutants", &|number| {
            let random = &mut Random::of(number);
            let seed = seeds[random.below(seeds.len())].clone();
            mutate::mutated(seed, &seeds, random)
        });
    }
}

#[test]
fn grown_schemas_are_judged_as_by_protoc() {
    judge_some("grown schemas", &|number| {
        let random = &mut Random::of(number);
        let seed = grow::grown(random);
        if random.once_in(4) {
            mutate::mutated(seed, &[], random)
        } else {
            seed
        }
    });
}

/// Has schemas judged until there is no time left.
fn judge_some(what: &str, source: Source<'_>) {
    let end = super::end(5.0);
    let from = std::env::var(FROM).map_or(0, |text| text.parse().unwrap());
    let mut tally = Tally::default();
    for batch in 0.. {
        if Instant::now() > end {
            break;
        }
        let first = from + batch * BATCH;
        let numbers = (first..first + BATCH).into_par_iter();
        let judged = numbers.filter_map(|number| Some((number, judge(&source(number))?)));
        for (number, outcome) in judged.collect::<Vec<_>>() {
            tally.add(number, outcome);
        }
    }
    let (elsewhere, others): (Vec<_>, Vec<_>) = tally
        .differing
        .iter()
        .partition(|(difference, _)| matches!(difference, Difference::Elsewhere(_)));
    let sum = |of: &[(_, &(usize, u64))]| of.iter().map(|(_, (count, _))| count).sum::<usize>();
    println!(
        "{what} from {from}: {} accepted, {} refused; {} of other verdicts or descriptors, {} first errors elsewhere",
        tally.accepted,
        tally.refused.values().sum::<usize>(),
        sum(&others),
        sum(&elsewhere)
    );
    if std::env::var_os(FROM).is_some() {
        for (why, count) in &tally.refused {
            println!("{count:6} {why}");
        }
        println!("{}", tell(source, elsewhere));
    }
    let others = tell(source, others);
    assert!(
        others.is_empty(),
        "verdicts or descriptors are not those of protoc: mend it, or list it with the reason\n{others}"
    );
}

impl Tally {
    fn add(&mut self, number: u64, outcome: Result<Judgement, Difference>) {
        let accepted = outcome.as_ref().is_ok_and(Judgement::is_accepted);
        self.accepted += usize::from(accepted);
        if let Some(why) = outcome.as_ref().ok().and_then(Judgement::why_refused) {
            *self.refused.entry(why).or_default() += 1;
        }
        let difference = outcome.map_or_else(Some, |judgement| judgement.difference());
        let listed = |difference: &Difference| matches!(difference, Difference::Refused(why) if LISTED.iter().any(|(listed, _)| why.contains(listed)));
        if let Some(difference) = difference.filter(|difference| !listed(difference)) {
            self.differing.entry(difference).or_insert((0, number)).0 += 1;
        }
    }
}

/// Differences with what shows them, those first that come most often.
fn tell(source: Source<'_>, mut some: Vec<(&Difference, &(usize, u64))>) -> String {
    some.sort_by_key(|(_, (count, _))| std::cmp::Reverse(*count));
    let shown = some
        .par_iter()
        .take(SHOWN)
        .map(|(difference, (count, number))| {
            let seed = source(*number);
            let title = format!("{count} times, mutant {number}: {difference:?}");
            shown(&reduce::reduced(seed, difference), &title)
        });
    shown.collect()
}

fn shown(seed: &Seed, title: &str) -> String {
    let files = seed
        .files
        .iter()
        .map(|(name, text)| format!("--- {name}\n{text}\n"));
    let judgement = judge(seed).and_then(Result::ok);
    let judgement = judgement
        .map(|judgement| judgement.shown())
        .unwrap_or_default();
    format!(
        "=== {title}\n{}---\n{judgement}\n",
        files.collect::<String>()
    )
}
