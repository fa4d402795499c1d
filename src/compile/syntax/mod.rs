//! The syntax half of the compiler: one text to what it says.
//!
//! In: the text of a file. Out: [`Parsed`], which is what protoc's parser would have made of it, and every fault of its
//! syntax. The text becomes tokens ([`lexer`]), these a lossless tree ([`parser`]), and that a descriptor with the places of
//! everything ([`lower`]). Nothing here knows another file.

mod comments;
#[cfg(test)]
mod diagnostics;
mod edition;
mod faults;
mod foreign;
mod lexer;
mod literal;
mod lower;
#[cfg(test)]
mod oracle;
pub mod outline;
mod parser;
#[cfg(test)]
mod robustness;
mod scalar;
pub(crate) mod token;
pub(crate) mod tree;

pub(in crate::compile) use scalar::keyword;

use super::parsed::Parsed;
use crate::report::{Finding, Severity, Span};
use faults::Faults;
use std::ops::Range;

/// A larger text is not looked at: places in it are counted in 32 bits.
const LARGEST: usize = 1 << 30;

/// The syntax tree of a file, where it has no syntax errors; what it means is not looked at.
pub(crate) fn read<'t>(name: &str, text: &'t str) -> Result<tree::Tree<'t>, Vec<Finding>> {
    let mut faults = Faults::default();
    if text.len() > LARGEST {
        too_large(&mut faults);
        return Err(faults.into_findings(name));
    }
    let tokens = lexer::lex(text, &mut faults);
    let (tree, _) = parser::parse(text, tokens, &mut faults);
    if !faults.findings().is_empty() {
        foreign::explain(text, &tree.tokens, &mut faults);
    }
    let findings = faults.into_findings(name);
    let is_error = |finding: &Finding| finding.severity == Severity::Error;
    if findings.iter().any(is_error) {
        Err(findings)
    } else {
        Ok(tree)
    }
}

/// Parses one file. `name` is what imports call it.
pub(in crate::compile) fn parse(name: &str, text: &str) -> Parsed {
    let mut faults = Faults::default();
    if text.len() > LARGEST {
        too_large(&mut faults);
        return Parsed {
            findings: faults.into_findings(name),
            ..Parsed::default()
        };
    }
    let tokens = lexer::lex(text, &mut faults);
    let (tree, syntax) = parser::parse(text, tokens, &mut faults);
    let (mut file, places) = lower::lower(&tree, syntax, &mut faults);
    file.name = Some(name.to_owned());
    if !faults.findings().is_empty() {
        foreign::explain(text, &tree.tokens, &mut faults);
    }
    Parsed {
        file,
        places,
        findings: faults.into_findings(name),
    }
}

/// The tokens of a text, in which the places of message literals are found again.
pub(in crate::compile) struct Literals<'t> {
    text: &'t str,
    tokens: Vec<token::Token>,
}

impl<'t> Literals<'t> {
    /// Those of the text of a file that has been parsed.
    pub(in crate::compile) fn of(text: &'t str) -> Self {
        let tokens = lexer::lex(text, &mut Faults::default());
        Self { text, tokens }
    }

    /// Where in the file a stretch of a literal is. `whole` is the place of the literal; the stretch is of the text that the
    /// descriptor has of it.
    pub(in crate::compile) fn span(&self, whole: Span, stretch: &Range<usize>) -> Option<Span> {
        let start = (whole.line, whole.column);
        let first = self.tokens.partition_point(|token| {
            let position = token.position();
            (position.line, position.column) < start
        });
        let behind = self.tokens.partition_point(|token| {
            let position = token.position();
            (position.line, position.column) < (whole.end_line, whole.end_column)
        });
        let tokens = self.tokens.get(first..behind)?;
        lower::aggregate::span(tokens, self.text, stretch)
    }
}

fn too_large(faults: &mut Faults) {
    let text = format!("the file is larger than {} MB", LARGEST >> 20);
    faults.error(Span::default(), text).help("split it");
}
