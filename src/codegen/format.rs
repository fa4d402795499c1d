//! Tokens to text, laid out as a careful hand would.
//!
//! A syntax tree would cost more than all the rest of the generator. The templates use little of the language, so the
//! layout follows from the tokens alone: braces open blocks, `;` and `,` end lines in them, and a line that is too long
//! gives each argument of its longest call a line. What stands between two tokens is `spacing`'s to say.

use super::model::File;
use super::spacing::Last;
use super::template;
use proc_macro2::{Delimiter, Group, Punct, TokenStream, TokenTree, token_stream::IntoIter};
use std::fmt::Write;
use std::iter::Peekable;

const WIDTH: usize = 100;

/// The text of one file.
pub(super) fn file(file: &File) -> String {
    let mut text = file.head.join("\n");
    text.push_str("\n\n");
    let mut printer = Printer {
        text,
        ..Printer::default()
    };
    printer.block(template::file(file), Body::Items);
    printer.text
}

/// What a block holds.
#[derive(Clone, Copy, PartialEq)]
enum Body {
    /// Items, which blank lines part.
    Items,
    /// Statements, arms, fields or variants.
    Lines,
}

#[derive(Default)]
struct Printer {
    text: String,
    indent: usize,
    /// What was printed last on this line.
    last: Last,
    /// Where the line begins, and what of it may be broken.
    line: usize,
    calls: Vec<Call>,
    /// How many parentheses are open on this line.
    depth: usize,
    /// How many angle brackets are open on this line, outside parentheses.
    angles: usize,
    /// How many angle brackets are open in the parentheses that are.
    angles_in_call: usize,
    /// Whether the first bar of a closure is printed, and its second is not.
    in_closure: bool,
}

/// A pair of parentheses or brackets, by the places of its commas.
struct Call {
    open: usize,
    close: usize,
    commas: Vec<usize>,
}

impl Printer {
    fn block(&mut self, tokens: TokenStream, body: Body) {
        let mut tokens = tokens.into_iter().peekable();
        let mut importing = None;
        while let Some(first) = tokens.peek() {
            let import = matches!(first, TokenTree::Ident(word) if word == "use");
            if body == Body::Items && importing.is_some_and(|before| !(before && import)) {
                self.text.push('\n');
            }
            importing = Some(import);
            if !self.attributes(&mut tokens) {
                self.statement(&mut tokens);
            }
        }
    }

    /// Prints the attributes that stand next; whether the last one is the whole file's and has no item behind it.
    fn attributes(&mut self, tokens: &mut Peekable<IntoIter>) -> bool {
        while is_punct(tokens.peek(), '#') {
            self.begin_line();
            tokens.next();
            let inner = is_punct(tokens.peek(), '!');
            let mark = if inner { "#!" } else { "#" };
            if inner {
                tokens.next();
            }
            if let Some(TokenTree::Group(group)) = tokens.next() {
                self.attribute(mark, content(group));
            }
            self.end_line();
            if inner {
                return true;
            }
        }
        false
    }

    fn attribute(&mut self, mark: &str, content: TokenStream) {
        let tokens: Vec<_> = content.into_iter().collect();
        if let Some(docs) = docs(&tokens) {
            for (index, line) in docs.split('\n').enumerate() {
                if index > 0 {
                    self.end_line();
                    self.begin_line();
                }
                self.text.push_str("///");
                self.text.push_str(line);
            }
            return;
        }
        self.text.push_str(mark);
        self.text.push('[');
        self.last = Last::Open;
        for token in tokens {
            self.token(token);
        }
        self.text.push(']');
    }

    fn statement(&mut self, tokens: &mut Peekable<IntoIter>) {
        self.begin_line();
        let mut body = Body::Lines;
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Ident(word) if word == "mod" || word == "impl" || word == "trait" => {
                    if matches!(self.last, Last::Start | Last::Keyword) {
                        body = Body::Items;
                    }
                    self.token(TokenTree::Ident(word));
                }
                TokenTree::Punct(mark)
                    if mark.as_char() == ';' || mark.as_char() == ',' && self.angles == 0 =>
                {
                    self.text.push(mark.as_char());
                    break;
                }
                TokenTree::Group(group) if is_block(&group, self.last) => {
                    let arm = self.text.ends_with("=>");
                    self.braces(content(group), body);
                    if arm && is_punct(tokens.peek(), ',') {
                        tokens.next();
                        break;
                    }
                    if ends_after_block(tokens) {
                        break;
                    }
                }
                token => self.token(token),
            }
        }
        self.end_line();
    }

    /// A block: what stands before it has its line ended, what follows begins behind the closing brace.
    fn braces(&mut self, content: TokenStream, body: Body) {
        if self.last.wants_space_before_brace() {
            self.text.push(' ');
        }
        self.last = Last::Close;
        if content.is_empty() {
            self.text.push_str("{}");
            return;
        }
        if let Some(fields) = short_fields(&content, self.text.len() - self.line, &self.text) {
            let _ = write!(self.text, "{{ {fields} }}");
            return;
        }
        self.text.push('{');
        self.end_line();
        let depth = std::mem::take(&mut self.depth);
        self.indent += 1;
        self.block(content, body);
        self.indent -= 1;
        self.depth = depth;
        self.begin_line();
        self.text.push('}');
        self.last = Last::Close;
    }

    fn token(&mut self, token: TokenTree) {
        match token {
            TokenTree::Group(group) => self.group(group),
            TokenTree::Ident(word) => {
                let start = self.text.len();
                let space = self.last.before_word();
                if space {
                    self.text.push(' ');
                }
                let _ = write!(self.text, "{word}");
                self.last = match self.last {
                    Last::Tick => Last::Keyword,
                    _ => Last::word(&self.text[start + usize::from(space)..]),
                };
            }
            TokenTree::Literal(literal) => {
                if self.last.before_word() {
                    self.text.push(' ');
                }
                let _ = write!(self.text, "{literal}");
                // The lexer takes the place and the dot of `self.0.name` for one number.
                self.last = if self.text.ends_with('.') {
                    Last::Prefix
                } else {
                    Last::Word
                };
            }
            TokenTree::Punct(mark) => self.mark(&mark),
        }
    }

    fn mark(&mut self, mark: &Punct) {
        if self.depth == 1
            && self.angles_in_call == 0
            && !self.in_closure
            && mark.as_char() == ','
            && let Some(call) = self.calls.last_mut()
        {
            call.commas.push(self.text.len());
        }
        if self.depth < 2 && !matches!(self.last, Last::Half(_)) {
            let angles = match self.depth {
                0 => &mut self.angles,
                _ => &mut self.angles_in_call,
            };
            match mark.as_char() {
                '<' => *angles += 1,
                '>' => *angles = angles.saturating_sub(1),
                _ => {}
            }
        }
        let bar = mark.as_char() == '|' && !matches!(self.last, Last::Half(_));
        let closes = bar && self.in_closure;
        let opens = bar && !closes && self.last.wants_operand();
        if self.last.before_mark(mark) && !closes {
            self.text.push(' ');
        }
        self.text.push(mark.as_char());
        self.last = match self.last.after_mark(mark) {
            Last::Operator if opens => Last::Prefix,
            last => last,
        };
        self.in_closure = opens && self.last == Last::Prefix || self.in_closure && !closes;
    }

    fn group(&mut self, group: Group) {
        let (open, close) = match group.delimiter() {
            Delimiter::Parenthesis => ('(', ')'),
            Delimiter::Bracket => ('[', ']'),
            Delimiter::Brace if self.last == Last::Path => ('{', '}'),
            Delimiter::Brace => return self.braces(content(group), Body::Lines),
            Delimiter::None => {
                content(group)
                    .into_iter()
                    .for_each(|token| self.token(token));
                return;
            }
        };
        if self.last.before_group(open) {
            self.text.push(' ');
        }
        if self.depth == 0 {
            self.calls.push(Call {
                open: self.text.len(),
                close: 0,
                commas: Vec::new(),
            });
        }
        self.text.push(open);
        self.last = Last::Open;
        if self.depth == 0 {
            self.angles_in_call = 0;
        }
        self.depth += 1;
        content(group)
            .into_iter()
            .for_each(|token| self.token(token));
        self.depth -= 1;
        self.drop_last_comma();
        if self.depth == 0
            && let Some(call) = self.calls.last_mut()
        {
            call.close = self.text.len();
        }
        self.text.push(close);
        self.last = Last::Close;
    }

    /// `(a, b,)` needs no comma at its end; `(a,)` does.
    fn drop_last_comma(&mut self) {
        if self.depth == 0
            && self.text.ends_with(',')
            && let Some(call) = self.calls.last_mut()
            && call.commas.len() > 1
        {
            self.text.pop();
            call.commas.pop();
        }
    }

    fn begin_line(&mut self) {
        self.line = self.text.len();
        self.calls.clear();
        self.last = Last::Start;
        self.angles = 0;
        self.text.extend(std::iter::repeat_n("    ", self.indent));
    }

    /// Ends the line; one that is too long is broken at its longest call.
    fn end_line(&mut self) {
        let longest = self
            .calls
            .iter()
            .max_by_key(|call| call.close.saturating_sub(call.open));
        if let Some(call) = longest.filter(|call| call.close > call.open + 1)
            && self.text.len() - self.line > WIDTH
        {
            let line = self.text.split_off(self.line);
            let at = |place: usize| place - self.line;
            let (head, rest) = line.split_at(at(call.open) + 1);
            let tail = &rest[call.close - call.open - 1..];
            let outer = "    ".repeat(self.indent);
            self.text.push_str(head);
            let mut start = at(call.open) + 1;
            let ends = call.commas.iter().map(|comma| at(*comma));
            for end in ends.chain([at(call.close)]) {
                let argument = line[start..end].trim();
                if !argument.is_empty() {
                    let comma = if call.commas.is_empty() { "" } else { "," };
                    let _ = write!(self.text, "\n{outer}    {argument}{comma}");
                }
                start = end + 1;
            }
            let _ = write!(self.text, "\n{outer}{tail}");
        }
        self.text.push('\n');
        self.calls.clear();
    }
}

/// The one field of a struct literal, where it is nothing but a name: `Self { connection }`.
fn short_fields(content: &TokenStream, line: usize, text: &str) -> Option<String> {
    if !text.ends_with("Self ") || text[text.len() - line..].contains("->") {
        return None;
    }
    let mut tokens = content.clone().into_iter();
    match (tokens.next()?, tokens.next(), tokens.next()) {
        (TokenTree::Ident(name), comma, None) => {
            (comma.is_none() || is_punct(comma.as_ref(), ',')).then(|| name.to_string())
        }
        _ => None,
    }
}

/// What is in a group. The group goes first: tokens that nobody else holds are moved out of it, not copied.
fn content(group: Group) -> TokenStream {
    let content = group.stream();
    drop(group);
    content
}

/// Whether nothing belongs to the block just printed.
fn ends_after_block(tokens: &mut Peekable<IntoIter>) -> bool {
    match tokens.peek() {
        Some(TokenTree::Punct(mark)) => !matches!(mark.as_char(), ',' | ';' | '.' | '?'),
        Some(TokenTree::Ident(word)) => word != "else",
        Some(TokenTree::Group(_) | TokenTree::Literal(_)) | None => true,
    }
}

fn is_block(group: &Group, last: Last) -> bool {
    group.delimiter() == Delimiter::Brace && last != Last::Path
}

fn is_punct(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == wanted)
}

/// The text of `doc = "…"`.
fn docs(attribute: &[TokenTree]) -> Option<String> {
    let [
        TokenTree::Ident(name),
        TokenTree::Punct(_),
        TokenTree::Literal(text),
    ] = attribute
    else {
        return None;
    };
    if name != "doc" {
        return None;
    }
    let quoted = text.to_string();
    if let Some(raw) = quoted.strip_prefix("r\"") {
        return raw.strip_suffix('"').map(str::to_owned);
    }
    let plain = quoted.strip_prefix('"')?.strip_suffix('"')?;
    unescape(plain).or_else(|| Some(syn::parse_str::<syn::LitStr>(&quoted).ok()?.value()))
}

/// The text of a string literal; `None` where it has escapes that only users' own attributes have.
fn unescape(literal: &str) -> Option<String> {
    let mut text = String::with_capacity(literal.len());
    let mut rest = literal;
    while let Some((before, escape)) = rest.split_once('\\') {
        text.push_str(before);
        text.push(match escape.as_bytes().first()? {
            b'n' => '\n',
            b'"' => '"',
            b'\\' => '\\',
            _ => return None,
        });
        rest = &escape[1..];
    }
    text.push_str(rest);
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{Body, Printer};
    use quote::{ToTokens, quote};

    fn print(tokens: proc_macro2::TokenStream) -> String {
        let mut printer = Printer::default();
        printer.block(tokens, Body::Items);
        printer.text
    }

    #[test]
    fn the_text_has_the_tokens_it_was_made_of() {
        let tokens = quote! {
            #![allow(dead_code)]
            use super::{a, b};
            use c;
            #[doc = " A \"quoted\" line."]
            #[derive(Clone)]
            pub struct A<'a> { pub r#type: Option<&'a [u8]>, pub b: ::std::vec::Vec<Box<dyn Fn(u8) -> i32 + Send>>, }
            pub struct Empty {}
            impl<'a> B<'a> for A<'a> {
                const N: &'static [i32] = &[-1, 2];
                fn f(&mut self, reader: &mut wire::Reader<'_>) -> Result<(), E> {
                    while let Some(tag) = reader.tag()? {
                        match tag { 24 | 26 => reader.packed(wire::Enum, &mut self.kinds)?, -1 => {} _ => return None, }
                    }
                    *oneof = Some(Self::A(match x { _ => 1, }));
                    reader.or_unknown(&mut self.unknown, |reader| reader.explicit(x, y))?;
                    if !a && b == c { matches!(x, B { .. }) } else { || -1 }
                    <T as X>::y(async move { 1 });
                    Ok(())
                }
            }
        };
        let text = print(tokens.clone());
        let parsed: syn::File =
            syn::parse_str(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(
            parsed.into_token_stream().to_string(),
            syn::parse2::<syn::File>(tokens)
                .unwrap()
                .into_token_stream()
                .to_string(),
            "{text}"
        );
    }
}
