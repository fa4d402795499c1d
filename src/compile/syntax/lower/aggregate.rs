//! Messages as the values of options: their text, for the linker to read.

use crate::compile::syntax::token::Token;

/// The tokens between the outermost braces, with a space between each two, as protoc hands them on.
pub(super) fn text(tokens: &[Token], source: &str) -> String {
    let [_, inner @ .., _] = tokens else {
        return String::new();
    };
    let length = inner.iter().map(|token| token.range().len() + 1).sum();
    let mut text = String::with_capacity(length);
    for token in inner {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(token.text(source));
    }
    text
}
