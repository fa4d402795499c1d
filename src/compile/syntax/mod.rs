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
mod suggest;
pub(crate) mod token;
pub(crate) mod tree;

use super::parsed::Parsed;
use crate::report::{Finding, Severity, Span};
use faults::Faults;

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
    Parsed {
        file,
        places,
        findings: faults.into_findings(name),
    }
}

fn too_large(faults: &mut Faults) {
    let text = format!("the file is larger than {} MB", LARGEST >> 20);
    faults.error(Span::default(), text).help("split it");
}
