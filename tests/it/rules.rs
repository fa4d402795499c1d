//! The documentation of rules, run: each example gives what it promises, every rule runs on every example, and a schema
//! against itself is silent.

use super::peers;
use grpcgen::check::{
    self, Category, Config, Example, Lock, Pair, Rule, Set, Verdict, Version, View,
};
use grpcgen::compile::{Checkable, Input, compile_to_check};
use grpcgen::files::Files;
use grpcgen::report::Finding;
use grpcgen::schema::Schema;
use std::fmt::Write;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// An example, compiled.
struct Compiled {
    rule: &'static Rule,
    example: Example,
    number: usize,
    old: Option<Schema>,
    new: Schema,
}

fn examples() -> Vec<Compiled> {
    let rules = Set::Lint.rules().chain(Set::Breaking.rules());
    let mut compiled = Vec::new();
    for rule in rules {
        for (number, example) in rule.examples().into_iter().enumerate() {
            let name = format!("{} example {number}", rule.id);
            compiled.push(Compiled {
                rule,
                old: (!example.old.is_empty()).then(|| schema(&name, &example.old)),
                new: schema(&name, &example.new),
                number,
                example,
            });
        }
    }
    compiled
}

fn schema(name: &str, files: &[(String, String)]) -> Schema {
    let folder = TempDir::new().expect("a folder can be made");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("it can be made");
        fs::write(path, text).expect("a file can be written");
    }
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: vec![folder.path().to_owned()],
        includes: vec![folder.path().to_owned()],
    };
    match compile_to_check(input) {
        Ok(checkable) if checkable.left_out.is_empty() => checkable.schema,
        Ok(Checkable { faults, .. }) | Err(faults) => {
            panic!("{name} does not compile:\n{faults}")
        }
    }
}

fn run(rule: &'static Rule, compiled: &Compiled) -> Vec<Finding> {
    let versions = [Version::V2, Version::V1, Version::V1Beta1];
    let mut versions = versions.into_iter();
    let version = versions.find(|version| rule.categories.of(*version).is_some());
    let config = Config::of_rules(version.expect("a rule is in some version"), vec![rule]);
    let new = View::of_inputs(&compiled.new);
    if Set::Lint.rules().any(|lint| lint.id == rule.id) {
        return check::lint(&new, &config);
    }
    match &compiled.old {
        Some(old) if matches!(rule.check, check::Check::Remembered) => {
            let mut lock = Lock::default();
            lock.update(&[&View::of_inputs(old)]);
            lock.update(&[]);
            let findings = lock.check(&new, &config).into_iter();
            findings
                .filter(|finding| finding.rule.as_deref() == Some(rule.id))
                .collect()
        }
        Some(old) => {
            let old = View::of_inputs(old);
            check::breaking(
                Pair {
                    old: &old,
                    new: &new,
                },
                &config,
            )
        }
        None => Vec::new(),
    }
}

#[test]
fn examples_give_what_they_promise() {
    for compiled in examples() {
        let Compiled { rule, number, .. } = compiled;
        let findings = run(rule, &compiled);
        match compiled.example.verdict {
            Verdict::Breaks => assert!(
                !findings.is_empty(),
                "{} example {number} breaks nothing",
                rule.id
            ),
            Verdict::Allowed => assert!(
                findings.is_empty(),
                "{} example {number} is not allowed: {}",
                rule.id,
                findings[0].message
            ),
        }
        for finding in findings {
            assert_eq!(finding.rule.as_deref(), Some(rule.id));
            assert!(
                !finding.message.ends_with('.'),
                "{}: a message has no full stop",
                rule.id
            );
        }
    }
}

#[test]
fn every_rule_has_examples() {
    for rule in Set::Lint.rules().chain(Set::Breaking.rules()) {
        if matches!(rule.check, check::Check::Deprecated(_)) {
            continue;
        }
        for verdict in [Verdict::Breaks, Verdict::Allowed] {
            let examples = rule.examples();
            assert!(
                examples.iter().any(|example| example.verdict == verdict),
                "{} has no example under {verdict:?}",
                rule.id
            );
        }
    }
}

#[test]
fn every_rule_on_every_example() {
    let mut matrix = String::new();
    for compiled in examples() {
        let mut fired = Vec::new();
        for rule in Set::Lint.rules().chain(Set::Breaking.rules()) {
            let count = run(rule, &compiled).len();
            if count > 0 {
                fired.push(format!("{} {count}", rule.id));
            }
        }
        let Compiled { rule, number, .. } = compiled;
        writeln!(matrix, "{} {number}: {}", rule.id, fired.join(", ")).expect("it is a string");
    }
    insta::assert_snapshot!(matrix);
}

/// Waivers name fingerprints: a change here makes every user's waivers of that rule expire.
#[test]
fn fingerprints_stay_the_same() {
    let mut fingerprints = String::new();
    for compiled in examples() {
        for finding in run(compiled.rule, &compiled) {
            let [rule, element, fingerprint] =
                [finding.rule, finding.element, finding.fingerprint].map(Option::unwrap_or_default);
            writeln!(fingerprints, "{fingerprint} {rule} {element}").expect("it is a string");
        }
    }
    insta::assert_snapshot!(fingerprints);
}

#[test]
fn a_schema_against_itself_is_silent() {
    let mut schemas: Vec<_> = examples().into_iter().map(|one| one.new).collect();
    if let Some(root) = peers::data("protobuf/src") {
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: vec![root.join("google/protobuf/unittest_proto3.proto")],
            includes: vec![root],
        };
        let checkable = compile_to_check(input);
        schemas.extend(checkable.map(|checkable| checkable.schema).ok());
    }
    for schema in &schemas {
        for version in [Version::V1Beta1, Version::V1, Version::V2] {
            let config = Config::of_rules(version, Set::Breaking.rules().collect());
            let view = View::of_inputs(schema);
            let findings = check::breaking(
                Pair {
                    old: &view,
                    new: &view,
                },
                &config,
            );
            assert_eq!(findings, []);
        }
    }
}

#[test]
fn ids_are_sorted_and_unique() {
    for set in [Set::Lint, Set::Breaking] {
        let ids: Vec<_> = set.rules().map(|rule| rule.id).collect();
        assert!(
            ids.is_sorted_by(|one, other| one < other),
            "sort the table of {set:?} rules by id: {ids:?}"
        );
    }
}

#[test]
fn differences_name_rules_that_exist() {
    let page = include_str!("../../src/check/differences.md");
    let named = page.split('`').skip(1).step_by(2);
    let is_id = |word: &&str| {
        word.contains('_')
            && word
                .bytes()
                .all(|byte| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ_8".contains(&byte))
    };
    let known = Category::ALL.iter().map(|category| category.id());
    let known: Vec<_> = known
        .chain(["LEGACY_REQUIRED", "OUTPUT_ONLY", "INPUT_ONLY"])
        .collect();
    let mut ids = named.filter(is_id).filter(|word| !known.contains(word));
    let unknown = ids.find(|id| check::find(id).is_none());
    assert_eq!(unknown, None, "src/check/differences.md names no rule");
}

#[test]
fn the_reference_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    let reference = check::reference();
    if fs::read_to_string(&path).is_ok_and(|text| text == reference) {
        return;
    }
    fs::write(&path, reference).expect("the reference can be written");
    panic!("docs/rules.md was stale and is made anew: look at it, and commit it");
}
