//! Tokens to text. The only place that knows syn's syntax tree and prettyplease.

use super::model::File;
use super::template;

/// The text of one file.
pub(super) fn file(file: &File) -> String {
    let tokens = template::file(file);
    let syntax =
        syn::parse2::<syn::File>(tokens).expect("templates print valid Rust from checked names");
    let mut text = file.head.join("\n");
    text.push('\n');
    let printed = prettyplease::unparse(&syntax);
    let mut closed = None;
    for line in printed.lines() {
        let indent = line.len() - line.trim_start().len();
        // The printer sets items on end; a blank line lets the eye find where one begins.
        if closed == Some(indent) && begins_item(line.trim_start()) {
            text.push('\n');
        }
        text.push_str(line);
        text.push('\n');
        closed = ends_item(line.trim_start()).then_some(indent);
    }
    text
}

fn begins_item(line: &str) -> bool {
    ["///", "#[", "pub ", "impl", "fn ", "const ", "use "]
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
