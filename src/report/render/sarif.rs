//! SARIF 2.1.0 (OASIS), which code scanning services read.

use super::{Documented, Places, to_json};
use crate::report::{Finding, Report, Severity, Span};
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The report as a log of one run.
pub(super) fn render(report: &Report, places: &Places, documented: Documented) -> String {
    let mut ids: Vec<&str> = report.findings.iter().map(Finding::id).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules: Vec<_> = ids.iter().map(|id| rule(id, documented)).collect();
    let results = report.findings.iter().map(|finding| {
        let index = ids.binary_search(&finding.id()).unwrap_or_default();
        result(finding, index, places)
    });
    let run = json!({
        "tool": {
            "driver": {
                "name": "grpcgen",
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            },
        },
        "columnKind": "unicodeCodePoints",
        "results": results.collect::<Vec<_>>(),
    });
    to_json(&json!({ "$schema": SCHEMA, "version": "2.1.0", "runs": [run] })) + "\n"
}

fn rule(id: &str, documented: Documented) -> Value {
    let Some(documentation) = documented(id) else {
        let text = "The schema does not compile.";
        return json!({ "id": id, "shortDescription": { "text": text } });
    };
    json!({
        "id": id,
        "shortDescription": { "text": documentation.summary },
        "help": { "text": documentation.text, "markdown": documentation.text },
        "defaultConfiguration": { "level": "error" },
        "properties": { "tags": documentation.categories },
    })
}

fn result(finding: &Finding, index: usize, places: &Places) -> Value {
    let more = finding.notes.iter().chain(&finding.help);
    let text: String = more.fold(finding.message.clone(), |text, more| text + "\n" + more);
    let mut result = json!({
        "ruleId": finding.id(),
        "ruleIndex": index,
        "level": match finding.severity {
            Severity::Info => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        },
        "message": { "text": text },
    });
    // A result must lie somewhere to be shown: what is gone lies where it was.
    if let Some(file) = finding.any_file() {
        let span = finding.span.filter(|_| finding.file.is_some());
        let span = span.map(|_| places.of(finding));
        let mut location = physical(file, span);
        if let Some(element) = &finding.element {
            location["logicalLocations"] = json!([{ "fullyQualifiedName": element }]);
        }
        result["locations"] = json!([location]);
    }
    if let Some(old) = &finding.before {
        let mut location = physical(&old.file, old.span.map(from_one));
        let base = old
            .base
            .as_ref()
            .map(|base| format!("it was here in {base}"));
        let text = base.unwrap_or_else(|| "it was here".to_owned());
        location["message"] = json!({ "text": text });
        result["relatedLocations"] = json!([location]);
    }
    if let Some(fingerprint) = &finding.fingerprint {
        result["partialFingerprints"] = json!({ "grpcgen/v1": fingerprint });
    }
    result
}

fn physical(file: &str, span: Option<Span>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(span) = span {
        place["region"] = json!({
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        });
    }
    json!({ "physicalLocation": place })
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => {
                uri.push(char::from(byte));
            }
            other => uri.extend(['%', hex(other >> 4), hex(other & 0xf)]),
        }
    }
    uri
}

fn hex(digit: u8) -> char {
    char::from_digit(digit.into(), 16)
        .expect("half a byte is one digit")
        .to_ascii_uppercase()
}

fn from_one(span: Span) -> Span {
    Span {
        line: span.line + 1,
        column: span.column + 1,
        end_line: span.end_line + 1,
        end_column: span.end_column + 1,
    }
}
