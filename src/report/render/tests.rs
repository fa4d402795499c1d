//! What each format makes of the same findings.

use super::{BufFormat, Documentation, Format};
use crate::report::{Accepted, Edit, Finding, Place, Remedy, Report, Severity, Span};
use std::fmt::Write;

fn report() -> Report {
    let span = |line, column, end_column| {
        Some(Span {
            line,
            column,
            end_line: line,
            end_column,
        })
    };
    let mut report = Report::default();
    let text = "syntax = \"proto3\";\nmessage Greeting {\n  string full_name = 1;\n}\n";
    report.sources.insert("acme/v1/greet.proto", text);
    let mut renamed = Finding::error("acme.Greeting.name was renamed to \"full_name\", 100% <sic>")
        .in_file("acme/v1/greet.proto")
        .at(span(2, 9, 18))
        .note("demanded by the policy policy.yaml")
        .help("keep the name, or add a field");
    renamed.rule = Some("FIELD_SAME_NAME".to_owned());
    renamed.element = Some("acme.Greeting.full_name".to_owned());
    renamed.fingerprint = Some("0123456789abcdef".to_owned());
    renamed.before = Some(Box::new(Place {
        base: Some("v1.0.0".to_owned()),
        file: "acme/v1/greet.proto".to_owned(),
        span: span(4, 9, 13),
        line: Some("  string name = 1;".to_owned()),
    }));
    report.push(renamed);
    let mut gone = Finding::warning("the file acme/v1/old, gone: greet.proto was deleted");
    gone.rule = Some("FILE_NO_DELETE".to_owned());
    gone.before = Some(Box::new(Place {
        base: Some("../old".to_owned()),
        file: "../old/acme/v1/old, gone: greet.proto".to_owned(),
        span: None,
        line: None,
    }));
    report.push(gone);
    let mut info = Finding::error("Tone is not defined").in_file("acme/v1/tone.proto");
    info.severity = Severity::Info;
    report.push(info.at(span(7, 2, 6)));
    report
}

/// With a finding that a waiver covers, which only SARIF shows.
fn with_accepted() -> Report {
    let mut report = report();
    let mut waived = Finding::error("Tone was deleted").in_file("acme/v1/tone.proto");
    waived.accepted = Some(Accepted::Waiver("nobody used it".to_owned()));
    waived.edits.push(Edit {
        span: Span::default(),
        text: "reserved 1;".to_owned(),
    });
    waived
        .remedies
        .push(Remedy::RemoveImport("x.proto".to_owned()));
    report.push(waived);
    report
}

fn documented(id: &str) -> Option<Documentation> {
    (id == "FIELD_SAME_NAME").then(|| Documentation {
        summary: "A field number must keep its name.".to_owned(),
        text: "A field number must keep its name.\n\nCode that uses it no longer compiles."
            .to_owned(),
        categories: vec!["FILE".to_owned()],
        address: Some("https://example.com/rules#field_same_name".to_owned()),
    })
}

#[test]
fn every_format_shows_every_finding() {
    let report = report();
    let mut text = String::new();
    for format in [
        Format::Text,
        Format::Github,
        Format::Gitlab,
        Format::Junit,
        Format::BufJson,
    ] {
        let rendered = format.render(&report, &documented);
        write!(text, "== {format:?}\n{rendered}").unwrap();
    }
    for format in [BufFormat::Text, BufFormat::Msvs] {
        let rendered = format.render(&report);
        write!(text, "== buf's {format:?}\n{rendered}").unwrap();
    }
    insta::assert_snapshot!(text);
}

#[test]
fn json_and_sarif_show_every_finding() {
    for (name, format, report) in [
        ("json", Format::Json, report()),
        ("sarif", Format::Sarif, with_accepted()),
    ] {
        let text = format.render(&report, &documented);
        let value: serde_json::Value = serde_json::from_str(&text).unwrap();
        let version = env!("CARGO_PKG_VERSION");
        let pretty = serde_json::to_string_pretty(&value).unwrap();
        insta::assert_snapshot!(name, pretty.replace(version, "VERSION"));
    }
}

/// What the SARIF 2.1.0 schema demands: properties, their types, and the values of closed sets.
#[test]
fn sarif_has_what_its_schema_demands() {
    let text = Format::Sarif.render(&with_accepted(), &documented);
    let log: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(log["version"], "2.1.0");
    let runs = log["runs"].as_array().unwrap();
    for run in runs {
        let driver = &run["tool"]["driver"];
        assert!(driver["name"].is_string());
        let rules = driver["rules"].as_array().unwrap();
        assert!(rules.iter().all(|rule| rule["id"].is_string()));
        assert!(
            ["utf16CodeUnits", "unicodeCodePoints"].contains(&run["columnKind"].as_str().unwrap())
        );
        for result in run["results"].as_array().unwrap() {
            assert!(result["message"]["text"].is_string());
            let levels = ["none", "note", "warning", "error"];
            assert!(levels.contains(&result["level"].as_str().unwrap()));
            let index = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
            assert_eq!(rules[index]["id"], result["ruleId"]);
            let places = result["locations"].as_array().unwrap().iter();
            for place in places.chain(result["relatedLocations"].as_array().into_iter().flatten()) {
                let place = &place["physicalLocation"];
                let uri = place["artifactLocation"]["uri"].as_str().unwrap();
                assert!(
                    !uri.contains([' ', ':', ',']),
                    "{uri} is no relative reference"
                );
                for (key, number) in place["region"].as_object().into_iter().flatten() {
                    assert!(number.as_u64().unwrap() >= 1, "{key} counts from one");
                }
            }
        }
    }
}

/// Texts that end what they stand in, wherever a format forgets to mask them.
const NASTY: &str =
    "100%, 50%25: \"a\" 'b' <c> & ]]> ::error::x\r\nnext\tline \u{0} \u{1b}[31m é 中 \u{ffff}";

fn nasty() -> Report {
    let mut report = Report::default();
    for element in ["a.B", "a.B", "a.C"] {
        let mut finding = Finding::warning(NASTY)
            .in_file("a:b,c%/é\"<.proto")
            .help(NASTY);
        finding.rule = Some("RULE".to_owned());
        finding.element = Some(element.to_owned());
        report.push(finding);
    }
    report
}

#[test]
fn commands_of_github_hold_any_text() {
    let text = Format::Github.render(&nasty(), &documented);
    assert_eq!(text.lines().count(), 3, "{text}");
    // As the runner reads them: masks of values are taken off those of messages.
    let message = |text: &str| {
        text.replace("%0D", "\r")
            .replace("%0A", "\n")
            .replace("%25", "%")
    };
    let value = |text: &str| message(&text.replace("%3A", ":").replace("%2C", ","));
    for line in text.lines() {
        let (head, said) = line
            .strip_prefix("::warning ")
            .unwrap()
            .split_once("::")
            .unwrap();
        assert_eq!(message(said), format!("{NASTY}\n{NASTY}"));
        let properties: Vec<_> = head
            .split(',')
            .map(|one| one.split_once('=').unwrap())
            .collect();
        let names: Vec<_> = properties.iter().map(|(name, _)| *name).collect();
        assert_eq!(
            names,
            ["file", "line", "col", "endLine", "endColumn", "title"]
        );
        assert_eq!(value(properties[0].1), "a:b,c%/é\"<.proto");
    }
}

#[test]
fn issues_of_gitlab_are_told_apart() {
    let text = Format::Gitlab.render(&nasty(), &documented);
    let issues: serde_json::Value = serde_json::from_str(&text).unwrap();
    let issues = issues.as_array().unwrap();
    let mut fingerprints: Vec<_> = issues
        .iter()
        .map(|issue| issue["fingerprint"].as_str())
        .collect();
    fingerprints.sort_unstable();
    fingerprints.dedup();
    assert_eq!(fingerprints.len(), 3);
    for issue in issues {
        assert_eq!(issue["description"], NASTY);
        let severities = ["info", "minor", "major", "critical", "blocker"];
        assert!(severities.contains(&issue["severity"].as_str().unwrap()));
        assert!(issue["check_name"].is_string() && issue["location"]["path"].is_string());
        assert!(issue["location"]["positions"]["begin"]["line"].as_u64() >= Some(1));
    }
}

#[test]
fn junit_is_xml_whatever_it_says() {
    let text = Format::Junit.render(&nasty(), &documented);
    let is_allowed =
        |character: char| !character.is_control() && character != '\u{ffff}' || character == '\n';
    assert!(text.chars().all(is_allowed), "{text}");
    // Between the marks of the tags and their values nothing is left that XML would read as its own.
    for value in text
        .split(['<', '>', '"'])
        .filter(|value| value.contains("100%"))
    {
        assert!(!value.contains('\''), "{value}");
        for reference in value.split('&').skip(1) {
            let (name, _) = reference.split_once(';').unwrap();
            assert!(
                ["amp", "lt", "gt", "#34", "#39", "#9", "#10", "#13"].contains(&name),
                "{name}"
            );
        }
    }
    assert_eq!(text.matches("<testcase ").count(), 3);
    assert_eq!(text.matches("</testcase>").count(), 3);
}
