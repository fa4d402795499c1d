//! Texts that are no schema, though somebody gave them as one: another format, or two versions of a file with git's marks.
//!
//! In: a text with syntax errors. Out: one finding for what it is, instead of one for each of its lines.

use super::faults::Faults;
use super::token::{Kind, Token};
use crate::report::{Finding, Severity, Span};

/// How much of a text is looked at to tell what it is.
const HEAD: usize = 4 << 10;

/// Says what a text is, if its errors come from that. `tokens` are those of the text.
pub(super) fn explain(text: &str, tokens: &[Token], faults: &mut Faults) {
    let first = tokens[0].span(text);
    let mut errors = faults.findings().iter();
    let starts_wrong = errors.any(|finding| {
        finding.severity == Severity::Error
            && finding.span.is_some_and(|span| span.line <= first.line)
    });
    if let Some((message, help)) = format(text, tokens).filter(|_| starts_wrong) {
        faults.replace(vec![Finding::error(message).at(Some(first)).help(help)]);
        return;
    }
    let conflicts = conflicts(text);
    if conflicts.is_empty() {
        return;
    }
    // The line behind a conflict may not go with what is before it.
    let within = |line: u32| {
        let begun = conflicts.partition_point(|conflict| conflict.line <= line);
        let last = begun.checked_sub(1).map(|last| conflicts[last]);
        last.is_some_and(|conflict| line <= conflict.end_line + 1)
    };
    let others = faults.findings().iter();
    let others = others.filter(|finding| !finding.span.is_some_and(|span| within(span.line)));
    let findings = others.cloned().chain(conflicts.iter().map(conflict_fault));
    faults.replace(findings.collect());
}

fn conflict_fault(conflict: &Span) -> Finding {
    let line = Span {
        end_line: conflict.line,
        ..*conflict
    };
    let help = format!(
        "keep one of the two versions, and remove git's marks up to line {}",
        conflict.end_line + 1
    );
    Finding::error("a conflict that git has left")
        .at(Some(line))
        .help(help)
}

/// What a text is instead of a schema, and what to do.
fn format(text: &str, tokens: &[Token]) -> Option<(&'static str, &'static str)> {
    let head = &text.as_bytes()[..text.len().min(HEAD)];
    // In UTF-16, every other byte of most letters is zero.
    let zeros = |from: usize| {
        let mut half = head.iter().skip(from).step_by(2).copied();
        half.len() > 0 && half.all(|byte| byte == 0)
    };
    let control = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    let controls = head.iter().filter(|byte| control(byte)).count();
    if zeros(0) != zeros(1) {
        return Some(("the file is UTF-16, not UTF-8", "save it as UTF-8"));
    }
    if controls * 8 > head.len() {
        let help = "give the .proto files that it was made of; a descriptor set is compiled by its own name";
        return Some(("the file is binary, not the source of a schema", help));
    }
    let kinds = [0, 1, 2].map(|at| tokens.get(at).map_or(Kind::End, |token| token.kind()));
    let remove = "leave it out, or give the .proto file that was meant";
    match kinds {
        [Kind::OpenBrace, Kind::String | Kind::CloseBrace, _]
        | [
            Kind::OpenBracket,
            Kind::OpenBrace | Kind::String | Kind::CloseBracket,
            _,
        ] => Some(("the file is JSON, not the source of a schema", remove)),
        [Kind::OpenAngle, Kind::Identifier | Kind::Other, _] => {
            let help = "look at where it comes from: a server may have sent an error page";
            Some(("the file is HTML or XML, not the source of a schema", help))
        }
        _ if text.trim_start().starts_with("diff --git ") => {
            let help = "apply it with `git apply`, and give the file that it changes";
            Some(("the file is a diff, not the source of a schema", help))
        }
        [Kind::Identifier, Kind::Colon, _] if !is_head(text) => {
            let message = "the file has values, as text format or YAML write them, not the source of a schema";
            Some((message, remove))
        }
        _ => None,
    }
}

/// Whether a text begins as a schema, but for the colon.
fn is_head(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("syntax") || text.starts_with("edition")
}

/// The lines from each `<<<<<<<` to the `>>>>>>>` behind it.
fn conflicts(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<(u32, usize)> = None;
    for (line, content) in (0_u32..).zip(text.lines()) {
        if content.starts_with("<<<<<<< ") {
            open = Some((line, content.len()));
        } else if let Some((start, length)) = open.filter(|_| content.starts_with(">>>>>>>")) {
            found.push(Span {
                line: start,
                column: 0,
                end_line: line,
                end_column: u32::try_from(length).unwrap_or(u32::MAX),
            });
            open = None;
        }
    }
    found
}
