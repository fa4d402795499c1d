//! Schemas that grow: time grows with them, depth ends in an answer.

use super::sources::{Folder, answer};
use grpcgen::format::format;
use grpcgen::report::Severity;
use std::fmt::Write as _;
use std::time::{Duration, Instant};

/// A schema of this size, for the time it takes.
type Family = (&'static str, fn(usize) -> Folder);

fn file(text: String) -> Folder {
    vec![("a.proto".to_owned(), text)]
}

fn each(count: usize, line: impl Fn(usize) -> String) -> String {
    (0..count).map(line).collect()
}

fn message(lines: &str) -> Folder {
    file(format!(
        "syntax = \"proto2\";\nmessage A {{\n  extensions 1000000 to max;\n{lines}}}\n"
    ))
}

const OPTIONS: &str = "edition = \"2023\";\nimport \"google/protobuf/descriptor.proto\";\nextend google.protobuf.MessageOptions { repeated M m = 50000; }\nmessage M { M m = 1; repeated int32 i = 2; string s = 3; }\n";

fn families() -> Vec<Family> {
    vec![
        ("fields", |count| {
            message(&each(count, |at| {
                format!("optional int32 f{at} = {};\n", at + 1)
            }))
        }),
        ("fields with options", |count| {
            message(&each(count, |at| {
                format!("optional int32 f{at} = {} [deprecated = true];\n", at + 1)
            }))
        }),
        ("fields of messages", |count| {
            message(&each(count, |at| {
                format!("optional A f{at} = {};\nmessage M{at} {{}}\n", at + 1)
            }))
        }),
        ("the same number", |count| {
            message(&each(count, |at| format!("optional int32 f{at} = 1;\n")))
        }),
        ("the same name", |count| {
            message(&each(count, |at| {
                format!("optional int32 f = {};\n", at + 1)
            }))
        }),
        ("unknown types", |count| {
            message(&each(count, |at| {
                format!("optional Unknown{at} f{at} = {};\n", at + 1)
            }))
        }),
        ("maps", |count| {
            message(&each(count, |at| {
                format!("map<int32, A> f{at} = {};\n", at + 1)
            }))
        }),
        ("oneofs", |count| {
            message(&each(count, |at| {
                format!("oneof o{at} {{ int32 f{at} = {}; }}\n", at + 1)
            }))
        }),
        ("reserved ranges", |count| {
            message(&each(count, |at| {
                format!("reserved {} to {};\n", at * 3 + 1, at * 3 + 2)
            }))
        }),
        ("one list of reserved ranges", |count| {
            message(&format!(
                "reserved 1{};\n",
                each(count, |at| format!(", {} to {}", at * 3 + 4, at * 3 + 5))
            ))
        }),
        ("reserved names", |count| {
            message(&each(count, |at| format!("reserved \"n{at}\";\n")))
        }),
        ("extensions", |count| {
            message(&each(count, |at| {
                format!(
                    "extend A {{ optional int32 e{at} = {}; }}\n",
                    at + 1_000_000
                )
            }))
        }),
        ("enum values", |count| {
            file(format!(
                "syntax = \"proto3\";\nenum E {{\n{}}}\n",
                each(count, |at| format!("E_{at} = {at};\n"))
            ))
        }),
        ("enum values of one number", |count| {
            file(format!(
                "syntax = \"proto3\";\nenum E {{\noption allow_alias = true;\n{}}}\n",
                each(count, |at| format!("E_{at} = 0;\n"))
            ))
        }),
        ("methods", |count| {
            file(format!(
                "message A {{}}\nservice S {{\n{}}}\n",
                each(count, |at| format!("rpc M{at}(A) returns (stream A);\n"))
            ))
        }),
        ("messages", |count| {
            file(each(count, |at| format!("message M{at} {{}}\n")))
        }),
        ("messages of one name", |count| {
            file("message M {}\n".repeat(count))
        }),
        ("comments", |count| {
            file(each(count, |at| {
                format!("// {at}\n\n/* {at} */\nmessage M{at} {{}} // {at}\n")
            }))
        }),
        ("strings", |count| {
            file(format!(
                "option java_package = {};",
                "\"a\\n\"\n".repeat(count)
            ))
        }),
        ("custom options", |count| {
            file(format!(
                "{OPTIONS}message A {{\n{}}}\n",
                "option (m) = { i: [1, 2], s: \"x\" };\n".repeat(count)
            ))
        }),
        ("parts of one option", |count| {
            file(format!(
                "{OPTIONS}message A {{\noption (m) = {{{}}};\n}}\n",
                " i: 1".repeat(count)
            ))
        }),
        ("unknown options", |count| {
            file(format!(
                "{OPTIONS}message A {{\n{}}}\n",
                each(count, |at| format!("option (u{at}) = 1;\n"))
            ))
        }),
        ("imports", |count| {
            let mut folder = file(each(count / 16, |at| format!("import \"i{at}.proto\";\n")));
            folder.extend(
                (0..count / 16).map(|at| (format!("i{at}.proto"), format!("message M{at} {{}}\n"))),
            );
            folder
        }),
        ("conflicts that git has left", |count| {
            file("<<<<<<< a\nmessage A {}\n>>>>>>> b\n".repeat(count / 4))
        }),
        ("imports that are not there", |count| {
            let mut folder = file(each(count / 16, |at| format!("import \"j{at}.proto\";\n")));
            folder.extend(
                (0..count / 16).map(|at| (format!("i{at}.proto"), format!("message M{at} {{}}\n"))),
            );
            folder
        }),
        ("a chain of imports", |count| {
            let link = |at: usize| {
                (
                    format!("i{at}.proto"),
                    format!("import public \"i{}.proto\";\nmessage M{at} {{}}\n", at + 1),
                )
            };
            let mut folder: Folder = (0..count / 16).map(link).collect();
            folder.push((format!("i{}.proto", count / 16), String::new()));
            folder
        }),
    ]
}

/// The formatter reads without the linker.
fn lay_out(folder: &Folder) {
    for (name, text) in folder {
        // What it says of faulty files is seen elsewhere.
        let _ = format(name, text);
    }
}

fn time(folder: &Folder) -> Duration {
    let start = Instant::now();
    answer(folder);
    lay_out(folder);
    start.elapsed()
}

/// How many times as long the larger folder takes: the least of some runs, as the machine has other things to do.
fn growth(small: &Folder, large: &Folder, enough: f64) -> f64 {
    let (mut fast, mut slow) = (Duration::MAX, Duration::MAX);
    let mut least = f64::MAX;
    for _ in 0..10 {
        (fast, slow) = (fast.min(time(small)), slow.min(time(large)));
        least = slow.as_secs_f64() / fast.as_secs_f64().max(1e-3);
        if least < enough {
            break;
        }
    }
    least
}

#[test]
fn time_grows_with_the_schema() {
    // A machine with other things to do would fail it now and then.
    if std::env::var_os("GRPCGEN_FUZZ_SECONDS").is_none() {
        eprintln!("skipped: it takes the time, which `.ci/fuzz` asks for");
        return;
    }
    let mut slow = String::new();
    for (name, family) in families() {
        let growth = growth(&family(1_000), &family(16_000), 32.0);
        if growth >= 64.0 {
            writeln!(
                slow,
                "{name}: 16 times the text takes {growth:.0} times as long"
            )
            .unwrap();
        }
    }
    assert!(slow.is_empty(), "{slow}");
}

#[test]
fn depth_and_size_are_answered() {
    let nested = |open: &str, close: &str| open.repeat(100_000) + &close.repeat(100_000);
    for text in [
        nested("{", "}"),
        nested("message A {", "}"),
        nested("message A { optional group B = 1 {", "}}"),
        format!(
            "{OPTIONS}message A {{ option (m) = {}; }}",
            nested("{ m: ", "}")
        ),
        format!(
            "{OPTIONS}message A {{ option (m) = {}; }}",
            nested("{ m <", ">}")
        ),
        format!(
            "{OPTIONS}message A {{ option (m) = {{ i: {} }}; }}",
            nested("[", "]")
        ),
        format!(
            "{OPTIONS}message A {{ option (m){} = 1; }}",
            ".m".repeat(100_000)
        ),
        format!("message A {{ optional A{} a = 1; }}", ".A".repeat(100_000)),
        format!("package a{};", ".a".repeat(100_000)),
        format!(
            "package a{};message A {{ optional A a = 1; optional int32 a = 2; }}",
            ".a".repeat(200_000)
        ),
        "// a\n".repeat(1_000_000) + "message",
        "/**/".repeat(1_000_000) + "message",
        "a".repeat(100_000_000),
        "<<<<<<< a\nmessage A {}\n>>>>>>> b\n".repeat(20_000),
    ] {
        let folder = file(text);
        lay_out(&folder);
        let (report, is_right) = answer(&folder);
        assert!(!is_right && report.has_errors());
        assert!(report.to_string().len() < 1_000_000);
    }
}

#[test]
fn long_chains_and_cycles_of_imports_are_answered() {
    let link = |at: usize, next: usize| {
        (
            format!("i{at}.proto"),
            format!("syntax = \"proto3\";\nimport \"i{next}.proto\";\n"),
        )
    };
    let mut chain: Folder = (0..20_000).map(|at| link(at, at + 1)).collect();
    let mut cycle = chain.clone();
    chain.push((
        "i20000.proto".to_owned(),
        "syntax = \"proto3\";\nmessage End {}\n".to_owned(),
    ));
    assert!(answer(&chain).1);
    cycle.push(link(20_000, 0));
    let (report, is_right) = answer(&cycle);
    let errors = report.findings.iter();
    let errors = errors.filter(|finding| finding.severity == Severity::Error);
    assert!(!is_right && errors.count() < 10);
}
