//! Findings as text for people: message, place, source line with its mark, notes, help.

use super::sources::Excerpt;
use super::{Finding, Other, Report, Severity, Sources, Span};
use annotate_snippets::{AnnotationKind, Element, Level, Origin, Renderer, Snippet};

/// More findings than this are counted, not shown: nobody reads a thousand.
const MOST: usize = 100;

pub(super) fn render(report: &Report, renderer: &Renderer) -> String {
    let findings = report.findings.iter().take(MOST);
    let shown = findings.map(|finding| finding_text(finding, &report.sources, renderer));
    let more = report.findings.len().saturating_sub(MOST);
    let more = (more > 0).then(|| format!("… and {more} more, which every other `--format` shows"));
    shown.chain(more).map(|text| text + "\n").collect()
}

fn finding_text(finding: &Finding, sources: &Sources, renderer: &Renderer) -> String {
    let level = match finding.severity {
        Severity::Info => Level::INFO,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let mut title = level.primary_title(&finding.message);
    if let Some(rule) = &finding.rule {
        title = title.id(rule);
    }
    let mut group = title.elements(std::iter::empty::<Element>());
    if let Some(file) = &finding.file {
        let excerpt = finding.span.and_then(|span| sources.excerpt(file, span));
        let others = finding
            .others
            .iter()
            .filter(|other| is_beside(finding, other));
        group = group.element(place(file, finding.span, excerpt, others));
    }
    let elsewhere = finding
        .others
        .iter()
        .filter(|other| !is_beside(finding, other));
    for other in elsewhere {
        group = match beside(other, sources) {
            Some(element) => group.element(element),
            None => group.element(Level::NOTE.message(other.to_string())),
        };
    }
    for note in &finding.notes {
        group = group.element(Level::NOTE.message(note));
    }
    if let Some(help) = &finding.help {
        group = group.element(Level::HELP.message(help));
    }
    let mut groups = vec![group];
    let old = finding.before.as_ref().map(|old| (old, old.shown()));
    if let Some((old, file)) = &old {
        let line = old.line.as_deref().zip(old.span);
        let excerpt = line.map(|(line, span)| Excerpt::of(line, span));
        let title = Level::NOTE.secondary_title("it was here");
        groups.push(title.element(place(file, old.span, excerpt, [].iter())));
    }
    renderer.render(&groups)
}

/// Whether another place is in the line that is shown of a finding.
fn is_beside(finding: &Finding, other: &Other) -> bool {
    let line = |span: Option<Span>| span.map(|span| (span.line, span.end_line));
    finding.file.as_deref() == Some(&other.file)
        && finding
            .span
            .is_some_and(|span| span.line == span.end_line && span.end_column < 100)
        && line(finding.span) == line(other.span)
        && other.span.is_some_and(|span| span.end_column < 100)
}

/// Another place with its line, where that is at hand.
fn beside<'a>(other: &'a Other, sources: &'a Sources) -> Option<Element<'a>> {
    let excerpt = sources.excerpt(&other.file, other.span?)?;
    let mark = AnnotationKind::Context.span(excerpt.marked);
    let snippet = Snippet::source(excerpt.text).path(&other.file);
    let snippet = snippet.line_start(excerpt.line);
    Some(
        snippet
            .annotation(mark.label(format!("{} here", other.label)))
            .into(),
    )
}

/// A place with its line, or as much of it as is known.
fn place<'a>(
    file: &'a str,
    span: Option<Span>,
    excerpt: Option<Excerpt<'a>>,
    others: impl Iterator<Item = &'a Other>,
) -> Element<'a> {
    match (excerpt, span) {
        (Some(excerpt), _) => {
            let marks = others.filter_map(|other| {
                let marked = Excerpt::of(excerpt.text, other.span?).marked;
                let mark = AnnotationKind::Context.span(marked);
                Some(mark.label(format!("{} here", other.label)))
            });
            Snippet::source(excerpt.text)
                .path(file)
                .line_start(excerpt.line)
                .annotation(AnnotationKind::Primary.span(excerpt.marked))
                .annotations(marks)
                .into()
        }
        (None, Some(span)) => Origin::path(file)
            .line(span.line as usize + 1)
            .char_column(span.column as usize + 1)
            .into(),
        (None, None) => Origin::path(file).into(),
    }
}

#[cfg(test)]
mod tests {
    use crate::report::{Finding, Report, Span};

    #[test]
    fn findings_show_their_place() {
        let mut report = Report::default();
        report.sources.insert(
            "a.proto",
            "syntax = \"proto3\";\nmessage M { Foo foo = 1; }\n",
        );
        let text = report.sources.get("a.proto").unwrap().to_owned();
        let start = text.find("Foo").unwrap();
        let finding = Finding::error("Foo is not defined")
            .in_file("a.proto")
            .at(Some(Span::of(&text, start..start + 3)));
        report.push(finding.note("looked in a and b").help("import its file"));
        report.push(Finding::error("it is broken").in_file("b.proto"));
        let deep = Some(Span {
            line: 4,
            column: 2,
            end_line: 9,
            end_column: 1,
        });
        report.push(Finding::warning("it is odd").in_file("b.proto").at(deep));
        report.push(Finding::error("nothing found"));
        let expected = "\
error: Foo is not defined
 --> a.proto:2:13
  |
2 | message M { Foo foo = 1; }
  |             ^^^
  |
  = note: looked in a and b
  = help: import its file
error: it is broken
--> b.proto
warning: it is odd
--> b.proto:5:3
error: nothing found
";
        assert_eq!(report.to_string(), expected);
    }
}
