//! The layout of `.proto` source.
//!
//! In: the text of a file. Out: the same statements in one layout, which is that of `buf format`, so that teams can change over
//! without a change to their files. Comments stay with what they are about, and no descriptor changes but for the order of the
//! imports, which are sorted, as the options of the file are. Names are not resolved, and other files not read.

mod comment;
mod header;
mod literal;
mod option;
mod printer;
mod statement;
mod trivia;
mod value;

use crate::compile::syntax::{self, tree::Tree};
use crate::report::{Finding, Report};
use literal::Literals;
use printer::Printer;
use trivia::Trivia;

/// Lays out a file. One with syntax errors is refused: nobody knows what its author means.
pub fn format(name: &str, text: &str) -> Result<String, Report> {
    let refused = |findings: Vec<Finding>| {
        let findings = findings
            .into_iter()
            .map(|finding| finding.in_file(name))
            .collect();
        let mut report = Report {
            findings,
            ..Report::default()
        };
        report.sources.insert(name, text);
        report
    };
    let tree = syntax::read(name, text).map_err(refused)?;
    let literals = literal::parse(&tree).map_err(refused)?;
    let formatted = print(&tree, &literals);
    Ok(match line_end(text) {
        LineEnd::Feed => formatted,
        LineEnd::ReturnAndFeed => formatted.replace('\n', "\r\n"),
    })
}

fn print(tree: &Tree<'_>, literals: &Literals) -> String {
    let trivia = Trivia::of(tree, literals);
    let mut printer = Printer::new(tree, trivia, literals);
    printer.file(tree.root());
    printer.finish()
}

/// How the lines of a file end. Both are left as they are: tools that check files out decide about them.
enum LineEnd {
    Feed,
    ReturnAndFeed,
}

/// The end of the first line speaks for all.
fn line_end(text: &str) -> LineEnd {
    match text.split_once('\n') {
        Some((first, _)) if first.ends_with('\r') => LineEnd::ReturnAndFeed,
        _ => LineEnd::Feed,
    }
}
