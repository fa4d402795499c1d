//! Cases of our own, most of them cut down from mutants that were judged otherwise once. protoc says what is right.

use crate::fuzz::mutants::{Seed, judge};
use std::path::Path;

/// A case and what it is about, from the text behind `===`. The first file is `a.proto`; `---` names others.
fn case(text: &str) -> Option<(String, Seed)> {
    let (title, rest) = text.split_once('\n')?;
    let mut files = vec![("a.proto".to_owned(), String::new())];
    for line in rest.split_inclusive('\n') {
        match line.strip_prefix("--- ") {
            Some(name) => files.push((name.trim().to_owned(), String::new())),
            None => files.last_mut()?.1.push_str(line),
        }
    }
    let seed = Seed {
        files,
        asked: vec!["a.proto".to_owned()],
        roots: Vec::new(),
    };
    Some((title.to_owned(), seed))
}

#[test]
fn nasty_cases_are_judged_as_by_protoc() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/compile/nasty");
    let mut faults = Vec::new();
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for (title, seed) in text.split("=== ").filter_map(case) {
            count += 1;
            let judgement = judge(&seed).map(|judged| judged.unwrap_or_else(|_| panic!("{title}")));
            let Some(judgement) = judgement.filter(|judged| judged.difference().is_some()) else {
                continue;
            };
            let (difference, shown) = (judgement.difference(), judgement.shown());
            faults.push(format!("{title}: {difference:?}\n{shown}\n"));
        }
    }
    println!("{count} cases");
    assert!(count > 0 && faults.is_empty(), "{}", faults.join("\n"));
}

/// What edition 2026 allows in one declaration, and one more.
#[test]
fn limits_are_those_of_protoc() {
    let each =
        |count: usize, line: &dyn Fn(usize) -> String| (1..=count).map(line).collect::<String>();
    let fields = |count| {
        format!(
            "message M {{ {} }}",
            each(count, &|at| format!("int32 f{at} = {at};\n"))
        )
    };
    let oneofs = |count| {
        format!(
            "message M {{ {} }}",
            each(count, &|at| format!(
                "oneof o{at} {{ int32 f{at} = {at}; }}\n"
            ))
        )
    };
    let values = |count| {
        format!(
            "enum E {{ {} }}",
            each(count, &|at| format!("E{at} = {};\n", at - 1))
        )
    };
    for text in [
        fields(1500),
        fields(1501),
        oneofs(1000),
        oneofs(1001),
        values(1700),
        values(1701),
    ] {
        for head in [
            "",
            "option features.enforce_proto_limits = LEGACY_NO_EXPLICIT_LIMITS;\n",
        ] {
            let seed = Seed {
                files: vec![(
                    "a.proto".to_owned(),
                    format!("edition = \"2026\";\n{head}{text}"),
                )],
                asked: vec!["a.proto".to_owned()],
                roots: Vec::new(),
            };
            let judgement = judge(&seed).unwrap().unwrap_or_else(|_| panic!("{seed:?}"));
            assert_eq!(judgement.difference(), None, "{}", judgement.shown());
        }
    }
}
