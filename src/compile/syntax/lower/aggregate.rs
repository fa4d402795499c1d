//! Messages as the values of options: their text, for the linker to read.

use crate::compile::syntax::token::Token;

/// The tokens between the outermost braces, with a space or line break between each two, as protoc hands them on: in the
/// text format `#` begins a comment that ends with its line.
pub(super) fn text(tokens: &[Token], source: &str) -> String {
    let [_, inner @ .., _] = tokens else {
        return String::new();
    };
    let length = inner.iter().map(|token| token.range().len() + 1).sum();
    let mut text = String::with_capacity(length);
    let mut line = None;
    for token in inner {
        let own = token.line();
        if let Some(before) = line.replace(own) {
            text.push(if before == own { ' ' } else { '\n' });
        }
        text.push_str(token.text(source));
    }
    text
}
