//! SARIF 2.1.0 (OASIS), which code scanning services read.

use super::{Documented, Places, fingerprints, to_json};
use crate::report::{ALLOW, Accepted, Finding, Remedy, Report, Severity, Span, WAIVER};
use serde_json::{Value, json};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The report as a log of one run.
pub(super) fn render(report: &Report, places: &Places, documented: Documented) -> String {
    let mut ids: Vec<&str> = report.findings.iter().map(Finding::id).collect();
    ids.sort_unstable();
    ids.dedup();
    let rules: Vec<_> = ids.iter().map(|id| rule(id, documented)).collect();
    let results = report.findings.iter().zip(fingerprints(report));
    let results = results.map(|(finding, fingerprint)| {
        let index = ids.binary_search(&finding.id()).unwrap_or_default();
        result(finding, index, &fingerprint, places)
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
        let text = match id {
            WAIVER => "A waiver does not hold what it says.",
            ALLOW => "A comment allows what is not there, or without a reason.",
            _ => "The schema does not compile.",
        };
        return json!({ "id": id, "shortDescription": { "text": text } });
    };
    let mut rule = json!({
        "id": id,
        "shortDescription": { "text": documentation.summary },
        "help": { "text": documentation.text, "markdown": documentation.text },
        "defaultConfiguration": { "level": "error" },
        "properties": { "tags": documentation.categories },
    });
    if let Some(address) = documentation.address {
        rule["helpUri"] = json!(address);
    }
    rule
}

fn result(finding: &Finding, index: usize, fingerprint: &str, places: &Places) -> Value {
    let more = finding.all_notes().chain(finding.help.clone());
    let text: String = more.fold(finding.message.clone(), |text, more| text + "\n" + &more);
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
        let span = old.span.map(|span| Places::of_old(old, span));
        let mut location = physical(&old.file, span);
        let base = old
            .base
            .as_ref()
            .map(|base| format!("it was here in {base}"));
        let text = base.unwrap_or_else(|| "it was here".to_owned());
        location["message"] = json!({ "text": text });
        result["relatedLocations"] = json!([location]);
    }
    result["partialFingerprints"] = json!({ "grpcgen/v1": fingerprint });
    if let Some(accepted) = &finding.accepted {
        result["suppressions"] = json!([match accepted {
            Accepted::Comment => json!({ "kind": "inSource" }),
            Accepted::Waiver(reason) => json!({ "kind": "external", "justification": reason }),
        }]);
    }
    if let Some(fix) = fix(finding, places) {
        result["fixes"] = json!([fix]);
    }
    result
}

/// What `check --fix` would do.
fn fix(finding: &Finding, places: &Places) -> Option<Value> {
    let file = finding.file.as_deref()?;
    let replacements = finding.edits.iter().map(|edit| {
        json!({
            "deletedRegion": region(places.of_edit(finding, edit)),
            "insertedContent": { "text": edit.text },
        })
    });
    let replacements: Vec<_> = replacements.collect();
    let remedies: Vec<_> = finding.remedies.iter().map(Remedy::to_string).collect();
    (!replacements.is_empty()).then(|| {
        json!({
            "description": { "text": remedies.join("; ") },
            "artifactChanges": [{
                "artifactLocation": { "uri": uri(file) },
                "replacements": replacements,
            }],
        })
    })
}

fn physical(file: &str, span: Option<Span>) -> Value {
    let mut place = json!({ "artifactLocation": { "uri": uri(file) } });
    if let Some(span) = span {
        place["region"] = region(span);
    }
    json!({ "physicalLocation": place })
}

fn region(span: Span) -> Value {
    json!({
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    })
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
