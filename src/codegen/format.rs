//! Tokens to text. The only place that knows syn's syntax tree and prettyplease.

use super::model::File;
use super::template;

/// Stands behind docs of more than one line: a control character, which comments are rid of.
pub(super) const END_OF_DOCS: char = '\u{2}';

/// The text of one file.
pub(super) fn file(file: &File) -> String {
    let tokens = template::file(file);
    let syntax =
        syn::parse2::<syn::File>(tokens).expect("templates print valid Rust from checked names");
    let mut text = file.head.join("\n");
    text.push('\n');
    let printed = prettyplease::unparse(&syntax);
    let mut lines = printed.lines();
    let mut closed = None;
    while let Some(line) = lines.next() {
        let code = line.trim_start();
        let indent = line.len() - code.len();
        // The printer sets items on end; a blank line lets the eye find where one begins.
        if closed == Some(indent) && begins_item(code) {
            text.push('\n');
        }
        closed = None;
        if let Some(first) = code.strip_prefix("/**") {
            docs(first, &mut lines, &line[..indent], &mut text);
        } else if let Some(escaped) = code.strip_prefix("#[doc = ") {
            escaped_docs(escaped, &line[..indent], &mut text);
        } else {
            text.push_str(line);
            text.push('\n');
            closed = ends_item(code).then_some(indent);
        }
    }
    text
}

/// A doc block as the printer sets it, as `///` lines.
fn docs<'a>(
    first: &'a str,
    rest: &mut impl Iterator<Item = &'a str>,
    indent: &str,
    text: &mut String,
) {
    let mut line = Some(first);
    while let Some(content) = line {
        let last = content
            .strip_suffix("*/")
            .and_then(|content| content.strip_suffix(END_OF_DOCS));
        push_doc(last.unwrap_or(content), indent, text);
        if last.is_some() {
            return;
        }
        line = rest.next();
    }
}

/// Docs that the printer left as an attribute, since they hold the marks of a block comment.
fn escaped_docs(attribute: &str, indent: &str, text: &mut String) {
    let literal = attribute.trim_end_matches(']');
    let content = syn::parse_str::<syn::LitStr>(literal)
        .map(|literal| literal.value())
        .unwrap_or_default();
    for line in content.trim_end_matches(END_OF_DOCS).split('\n') {
        push_doc(line, indent, text);
    }
}

fn push_doc(line: &str, indent: &str, text: &mut String) {
    text.push_str(indent);
    text.push_str("///");
    text.push_str(line);
    text.push('\n');
}

fn begins_item(line: &str) -> bool {
    ["/**", "///", "#[", "pub ", "impl", "fn ", "const ", "use "]
        .iter()
        .any(|start| line.starts_with(start))
}

/// Whether an item may end here; a comment's text says nothing about that.
fn ends_item(line: &str) -> bool {
    let short = ["use ", "const ", "pub const ", "pub mod "];
    let ends = line.ends_with('}')
        || line.ends_with(';') && short.iter().any(|start| line.starts_with(start));
    ends && !line.starts_with("//")
}
