//! The layout of source: pairs of files before and after, what holds of every file, and the command.

mod command;
mod corpora;
mod pieces;

use grpcgen::format::format;
use pieces::Pieces;
use proptest::prelude::*;
use std::fs;
use std::path::{Path, PathBuf};

/// The layout of a text; nothing where it is refused.
fn formatted(text: &str) -> Option<String> {
    format("a.proto", text).ok()
}

/// What holds of the layout of every text. Returns that layout.
fn check(name: &str, text: &str) -> Option<String> {
    let once = formatted(text)?;
    let twice =
        formatted(&once).unwrap_or_else(|| panic!("{name}: its layout is refused:\n{once}"));
    assert!(
        once == twice,
        "{name}: the second run changes something:\n{text}\n--- once\n{once}\n--- twice\n{twice}"
    );
    let (before, after) = (Pieces::of(text), Pieces::of(&once));
    let same = before == after;
    assert!(
        same,
        "{name}: {}:\n{text}\n---\n{once}",
        before.difference(&after)
    );
    let mut blanks = 0;
    for line in once.lines().map(|line| line.trim_end_matches('\r')) {
        assert!(
            !line.ends_with([' ', '\t']),
            "{name}: blanks at the end of {line:?}"
        );
        blanks = if line.is_empty() { blanks + 1 } else { 0 };
        assert!(
            blanks < 2 || once.contains("/*"),
            "{name}: two empty lines in\n{once}"
        );
    }
    assert!(
        once.is_empty() || once.ends_with('\n') && !once.starts_with('\n'),
        "{name}: {once:?}"
    );
    Some(once)
}

/// The files whose layout is written down: `NAME.proto` and, beside it, `NAME.formatted`.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/format");
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|end| end == "proto"))
        .collect();
    files.sort();
    files
}

/// `GRPCGEN_BLESS=1 cargo test format` writes the layouts anew.
#[test]
fn layouts_are_as_written_down() {
    for path in cases() {
        let text = fs::read_to_string(&path).unwrap();
        let once = check(&path.to_string_lossy(), &text).unwrap();
        let beside = path.with_extension("formatted");
        if std::env::var_os("GRPCGEN_BLESS").is_some() {
            fs::write(&beside, &once).unwrap();
        }
        let expected = fs::read_to_string(&beside).unwrap_or_default();
        assert!(
            once == expected,
            "{}: run with GRPCGEN_BLESS=1, and look at the difference:\n{once}",
            path.display()
        );
    }
}

#[test]
fn faults_are_told_and_nothing_else() {
    for (text, message) in [
        ("message A {", "expected `}`"),
        ("message A { string a }", "expected `=`"),
        ("option (a) = { b };", "expected `:`"),
        ("option (a) = { b: };", "expected a value"),
        ("option (a) = { b: [1,] };", "expected a value"),
        ("option (a) = { [b: 1 };", "expected `]`"),
        ("option (a) = { b: \"x };", "does not end"),
        ("/* a", "does not end"),
    ] {
        let report = format("a.proto", text).unwrap_err().to_string();
        assert!(report.contains(message), "{text}: {report}");
    }
}

#[test]
fn depth_is_bounded() {
    for depth in [99, 100, 101, 100_000] {
        let text = format!(
            "option (a) = {}{};",
            "{ a: ".repeat(depth),
            "1}".repeat(depth).replace("1}1", "1}")
        );
        let text = text.replace("}1}", "}}");
        assert_eq!(formatted(&text).is_some(), depth <= 99, "{depth}");
    }
}

/// What is put between tokens, to see whether it comes out again.
const SHARDS: [&str; 12] = [
    " // line\n",
    "\n// own\n",
    "/* block */",
    "\n/* own\n   block */\n",
    "/* a\n b */",
    "\n\n",
    " ",
    "\t",
    "\r\n",
    ";",
    "\n\n// apart\n\n",
    "//\n",
];

fn seeds() -> Vec<String> {
    cases()
        .iter()
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}

fn put(mut text: String, shards: &[(prop::sample::Index, &str)]) -> String {
    for (index, shard) in shards {
        let at = text.floor_char_boundary(index.index(text.len() + 1));
        text.insert_str(at, shard);
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.max(20_000), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn comments_are_kept_wherever_they_stand(
        seed in prop::sample::select(seeds()),
        shards in prop::collection::vec((any::<prop::sample::Index>(), prop::sample::select(&SHARDS[..])), 1..6),
    ) {
        check("a.proto", &put(seed, &shards));
    }
}
