//! Whatever the text, the answer comes, in time, and fits it.

use super::{Faults, lexer, parse, parser};
use crate::compile::parsed::Parsed;
use proptest::prelude::*;
use std::path::Path;
use std::time::{Duration, Instant};

/// Real and faulty files of the repository.
fn seeds() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata");
    let files = ignore::WalkBuilder::new(root).build().flatten();
    let protos = files.filter(|entry| {
        entry
            .path()
            .extension()
            .is_some_and(|extension| extension == "proto")
    });
    protos
        .map(|entry| std::fs::read_to_string(entry.path()).unwrap())
        .collect()
}

/// What breaks parsers, when it stands where nobody expects it.
const SHARDS: [&str; 34] = [
    "{", "}", "[", "]", "(", ")", "<", ">", ";", ",", ".", "=", "-", "/", "/*", "*/", "//", "\"",
    "'", "\\", "\n", "\t", "\0", "é", "0x", "1e", ".5", "message", "group", "option", "map<",
    "max", "to", "extend",
];

/// One thing done to a text: at which place, how much of it is taken, and what is put there.
#[derive(Clone, Debug)]
struct Damage {
    at: prop::sample::Index,
    length: usize,
    shard: Option<&'static str>,
}

fn damage() -> impl Strategy<Value = Damage> {
    let shard = prop::option::of(prop::sample::select(&SHARDS[..]));
    (any::<prop::sample::Index>(), 0..12_usize, shard).prop_map(|(at, length, shard)| Damage {
        at,
        length,
        shard,
    })
}

fn damaged(mut text: String, damages: &[Damage]) -> String {
    for damage in damages {
        let start = text.floor_char_boundary(damage.at.index(text.len() + 1));
        let end = text
            .floor_char_boundary((start + damage.length).min(text.len()))
            .max(start);
        text.replace_range(start..end, damage.shard.unwrap_or_default());
    }
    text
}

/// What holds of every result.
fn check(text: &str, parsed: &Parsed) {
    let lines = u32::try_from(text.split('\n').count()).unwrap();
    parsed.places.each(|place| {
        let span = place.span().unwrap();
        let (start, end) = ((span.line, span.column), (span.end_line, span.end_column));
        let is_file = place.path().next().is_none();
        assert!(
            is_file || start <= end && span.end_line < lines,
            "{span:?} in {text}"
        );
    });
    for finding in &parsed.findings {
        let span = finding.span.unwrap();
        assert!(span.end_line < lines, "{finding:?} in {text}");
        assert!(finding.help.is_some(), "{finding:?} in {text}");
    }
}

/// Tokens and the gaps between them are the text, and the nodes of the tree lie in one another.
fn check_tree(text: &str) {
    let mut faults = Faults::default();
    let tokens = lexer::lex(text, &mut faults);
    let (tree, _) = parser::parse(text, tokens, &mut faults);
    let mut end = 0;
    for token in tree.tokens() {
        assert!(token.range().start >= end, "{text}");
        end = token.range().end;
    }
    assert_eq!(end, text.len(), "{text}");
    check_branch(tree.root(), text);
    assert_eq!(tree.root().range().end, tree.tokens().len() - 1, "{text}");
}

fn check_branch(branch: super::tree::Branch<'_>, text: &str) {
    let range = branch.range();
    let mut at = range.start;
    for child in branch.children() {
        assert!(
            child.range().start >= at && child.range().end <= range.end,
            "{text}"
        );
        at = child.range().end;
        check_branch(child, text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn damaged_files_are_answered(seed in prop::sample::select(seeds()), damages in prop::collection::vec(damage(), 1..8)) {
        let text = damaged(seed, &damages);
        check(&text, &parse("a.proto", &text));
        check_tree(&text);
    }

    #[test]
    fn garbage_is_answered(shards in prop::collection::vec(prop::sample::select(&SHARDS[..]), 0..60), blanks in any::<u64>()) {
        let blank = |at: usize| if blanks >> (at % 64) & 1 == 1 { " " } else { "" };
        let text: String = shards.iter().enumerate().flat_map(|(at, shard)| [*shard, blank(at)]).collect();
        check(&text, &parse("a.proto", &text));
        check_tree(&text);
    }
}

/// A text that grows by repetition.
type Family = (&'static str, fn(usize) -> String);

/// One of each kind.
fn families() -> Vec<Family> {
    fn nested(open: &str, close: &str, count: usize) -> String {
        open.repeat(count) + &close.repeat(count)
    }
    vec![
        ("braces", |count| nested("{", "}", count)),
        ("messages in messages", |count| {
            nested("message A {", "}", count)
        }),
        ("groups in groups", |count| {
            nested("message A { optional group B = 1 {", "}}", count)
        }),
        ("messages in an option", |count| {
            format!("option (a) = {};", nested("{ a: ", "}", count))
        }),
        ("brackets", |count| nested("[", "]", count)),
        ("angles", |count| nested("map<", ">", count)),
        ("semicolons", |count| ";".repeat(count * 8)),
        ("semicolons behind tabs", |count| "\t;".repeat(count * 4)),
        ("comments", |count| "// a\n;/* b\n */".repeat(count)),
        ("comments in comments", |count| "/*".repeat(count * 4)),
        ("strings", |count| {
            format!("option a = {};", "\"\t\"".repeat(count * 2))
        }),
        ("a name", |count| {
            format!("package a{};", ".a".repeat(count * 4))
        }),
        ("words", |count| "mesage ;".repeat(count)),
        ("closing braces", |count| "}".repeat(count * 8)),
        ("foreign characters", |count| "é ".repeat(count * 2)),
        ("messages", |count| "message A {}\n".repeat(count)),
        ("fields", |count| {
            format!("message A {{{}}}", "optional int32 a = 1;".repeat(count))
        }),
        ("enum values", |count| {
            format!("enum A {{{}}}", "A = 1;".repeat(count))
        }),
        ("ranges", |count| {
            format!("message A {{ reserved 1{}; }}", ", 1".repeat(count * 2))
        }),
        ("options", |count| {
            format!("enum A {{ B = 1 [a = 1{}]; }}", ", a = 1".repeat(count))
        }),
        ("ranges with options", |count| {
            format!(
                "message A {{ extensions 1{} [a = 1{}]; }}",
                ", 1".repeat(count),
                ", a = 1".repeat(count)
            )
        }),
        ("a long extendee", |count| {
            format!(
                "extend A{} {{{}}}",
                ".a".repeat(count),
                "optional int32 a = 1;".repeat(count)
            )
        }),
    ]
}

fn time(text: &str) -> Duration {
    let start = Instant::now();
    let parsed = parse("a.proto", text);
    check(text, &parsed);
    start.elapsed()
}

/// How many times as long the larger text takes: the least of some runs, as the machine has other things to do.
fn growth(small: &str, large: &str, enough: f64) -> f64 {
    let (mut fast, mut slow) = (Duration::MAX, Duration::MAX);
    let mut least = f64::MAX;
    for _ in 0..30 {
        (fast, slow) = (fast.min(time(small)), slow.min(time(large)));
        least = slow.as_secs_f64() / fast.as_secs_f64().max(2e-4);
        if least < enough {
            break;
        }
    }
    least
}

#[test]
fn time_grows_with_the_text() {
    // A machine with other things to do would fail it now and then.
    if std::env::var_os("GRPCGEN_FUZZ_SECONDS").is_none() {
        eprintln!("skipped: it takes the time, which `.ci/fuzz` asks for");
        return;
    }
    for (name, family) in families() {
        let (small, large) = (family(2_000), family(32_000));
        let length = f64::from(u32::try_from(large.len() / small.len()).unwrap());
        let time = growth(&small, &large, length * 3.0);
        assert!(
            time < length * 6.0,
            "{name}: {length:.0} times the text takes {time:.0} times as long"
        );
    }
}

#[test]
fn one_enormous_line_is_answered() {
    for text in [
        "{".repeat(20_000_000),
        "a".repeat(20_000_000),
        format!("option a = \"{}\";", "b".repeat(20_000_000)),
    ] {
        let parsed = parse("a.proto", &text);
        assert!(!parsed.findings.is_empty());
    }
}
