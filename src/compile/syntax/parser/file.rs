//! What stands at the top of a file: syntax, package, imports, and the dispatch of everything else.

use super::{Lost, Parser};
use crate::compile::suggest::slip;
use crate::compile::syntax::edition::Syntax;
use crate::compile::syntax::literal;
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::{Node, NodeKind};
use crate::descriptor::google::protobuf::Edition;

const STATEMENTS: [&str; 7] = [
    "message", "enum", "service", "extend", "import", "package", "option",
];

/// How statements of other languages begin, and what to write here.
const FOREIGN: [(&[&str], &str); 5] = [
    (
        &["struct", "class", "record", "type"],
        "did you mean `message`?",
    ),
    (
        &["interface", "trait", "protocol"],
        "did you mean `service`?",
    ),
    (&["namespace", "module"], "did you mean `package`?"),
    (
        &["include", "using", "use", "from", "require"],
        "did you mean `import`?",
    ),
    (&["union"], "write a message with a `oneof` in it"),
];

/// How the statement begins that says the syntax.
const KEYWORDS: [&str; 2] = ["syntax", "edition"];

const EXPECTED: &str = "a statement that may stand at the top of a file";

impl Parser<'_, '_> {
    pub(super) fn file(&mut self) {
        let file = self.open(NodeKind::File);
        while self.is_number_sign() {
            self.skip_line();
        }
        if self.begins_syntax() {
            self.statement(&mut Self::syntax_statement);
        }
        while self.kind() != Kind::End {
            self.statement(&mut Self::top_level_statement);
            if self.kind() == Kind::CloseBrace {
                self.fault(
                    self.token(),
                    "a `}` that closes nothing",
                    "remove it, or look for a `{` that is missing before it",
                );
                self.leaf(NodeKind::Skipped);
            }
        }
        self.close(file);
    }

    /// Whether the statement comes that says the syntax; one that is misspelt is told.
    fn begins_syntax(&mut self) -> bool {
        if KEYWORDS.contains(&self.word()) {
            return true;
        }
        matches!(self.kind_at(1), Kind::Equals | Kind::Colon)
            && matches!(self.kind_at(2), Kind::String)
            && self.keyword(&KEYWORDS).is_some()
    }

    fn syntax_statement(&mut self) -> Result<(), Lost> {
        let keyword = self.word();
        let known = KEYWORDS.into_iter().find(|known| *known == keyword);
        let known = known.or_else(|| slip(keyword, KEYWORDS.into_iter()));
        let is_edition = known == Some("edition");
        let kind = if is_edition {
            NodeKind::Edition
        } else {
            NodeKind::Syntax
        };
        self.node(kind, |parser| {
            parser.bump();
            // Whatever goes wrong in this statement, rules that depend on it are not to be held against the rest.
            parser.syntax = Syntax::Unknown;
            if !parser.equals() {
                return Err(parser.unexpected(Kind::Equals.description()));
            }
            let first = parser.at;
            if matches!(parser.kind(), Kind::Identifier | Kind::Integer) {
                parser.unquoted_syntax(is_edition);
                return parser.end_statement("`;`");
            }
            parser.strings(if is_edition {
                "an edition, as in `\"2024\"`"
            } else {
                "`\"proto2\"` or `\"proto3\"`"
            })?;
            let written = &parser.tokens[first..parser.at];
            let bytes = literal::string(written.iter().map(|token| token.text(parser.text)));
            let value = String::from_utf8_lossy(&bytes);
            parser.syntax = named(is_edition, &value);
            if parser.syntax == Syntax::Unknown {
                let noun = if is_edition { "edition" } else { "syntax" };
                let message = format!("{noun} `{}` does not exist", value.escape_debug());
                parser.fault(parser.tokens[first], &message, &meant(is_edition, &value));
            }
            parser.end_statement("`;`")
        })
    }

    /// A syntax or edition without its quotation marks.
    fn unquoted_syntax(&mut self, is_edition: bool) {
        let value = self.token().text(self.text);
        let help = match named(is_edition, value) {
            Syntax::Unknown => meant(is_edition, value),
            Syntax::Proto2 | Syntax::Proto3 | Syntax::Edition(_) => {
                format!("put it into quotation marks: `\"{value}\"`")
            }
        };
        self.syntax = named(is_edition, value);
        let message = format!("expected a string, found `{value}`");
        self.fault(self.token(), &message, &help);
        self.leaf(NodeKind::Skipped);
    }

    fn top_level_statement(&mut self) -> Result<(), Lost> {
        if self.kind() == Kind::Semicolon {
            return self.empty_statements();
        }
        if self.has_modifier() {
            return self.modified_declaration();
        }
        self.premature_modifier();
        match self.keyword(&STATEMENTS) {
            Some("message") => self.message(),
            Some("enum") => self.enumeration(),
            Some("service") => self.service(),
            Some("extend") => self.extend(),
            Some("import") => self.import(),
            Some("package") => self.package(),
            Some("option") => self.option_statement(),
            _ if self.is_late_syntax() => {
                self.unexpected_but(EXPECTED, "put it first, before everything else");
                self.syntax_statement()
            }
            _ => Err(self.not_top_level()),
        }
    }

    /// Whether the syntax is said here, and was not said where it should be.
    fn is_late_syntax(&self) -> bool {
        let says = |node: &Node| matches!(node.kind, NodeKind::Syntax | NodeKind::Edition);
        matches!(self.word(), "syntax" | "edition")
            && self.kind_at(1) == Kind::Equals
            && !self.nodes.iter().any(says)
    }

    /// Visibility in a file that is too old for it.
    fn premature_modifier(&mut self) {
        if is_modifier(self.word()) && matches!(self.word_at(1), "message" | "enum") {
            let message = format!("`{}` before edition 2024", self.word());
            self.fault(
                self.token(),
                &message,
                "remove it: everything is visible in this file's edition",
            );
            self.leaf(NodeKind::Skipped);
        }
    }

    fn not_top_level(&mut self) -> Lost {
        let help = match (self.word(), self.kind()) {
            ("syntax" | "edition", _) => {
                "a file says it once, before everything else: this may be another file"
            }
            ("export" | "local", _) => "visibility needs edition 2024 or later",
            ("rpc", _) => "put it into a service",
            ("oneof" | "reserved" | "extensions", _) => "put it into a message",
            (word, Kind::Identifier) if FOREIGN.iter().any(|(words, _)| words.contains(&word)) => {
                let found = FOREIGN.iter().find(|(words, _)| words.contains(&word));
                found.map_or("", |(_, help)| help)
            }
            (_, Kind::Identifier)
                if self.kind_at(1) == Kind::Identifier && self.kind_at(2) == Kind::Equals =>
            {
                "put fields into a message"
            }
            (_, Kind::CloseBrace) => "remove it, or look for a `{` that is missing before it",
            _ => "write `message`, `enum`, `service`, `extend`, `import`, `package` or `option`",
        };
        self.unexpected_but(EXPECTED, help)
    }

    /// Whether `export` or `local` comes next, in a file where they are keywords.
    pub(super) fn has_modifier(&self) -> bool {
        match self.syntax {
            Syntax::Proto2 | Syntax::Proto3 => false,
            Syntax::Edition(_) if !self.syntax.is_at_least(Edition::Edition2024) => false,
            Syntax::Edition(_) => matches!(self.word(), "export" | "local"),
            Syntax::Unknown => {
                is_modifier(self.word()) && matches!(self.word_at(1), "message" | "enum")
            }
        }
    }

    pub(super) fn modified_declaration(&mut self) -> Result<(), Lost> {
        match self.word_at(1) {
            "message" => self.message(),
            "enum" => self.enumeration(),
            _ => {
                self.leaf(NodeKind::Skipped);
                let help = "only messages and enums have a visibility";
                Err(self.unexpected_but("`message` or `enum`", help))
            }
        }
    }

    /// `export` or `local`, and the keyword behind it.
    pub(super) fn declaration_keyword(&mut self) {
        if self.has_modifier() {
            self.leaf(NodeKind::Modifier);
        }
        self.bump();
    }

    fn package(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Package, |parser| {
            parser.bump();
            if parser.kind() == Kind::Dot {
                return Err(parser.unexpected_but("the name of the package", "leave the dot out"));
            }
            parser.path("the name of the package")?;
            parser.end_statement("`;`")
        })
    }

    fn import(&mut self) -> Result<(), Lost> {
        self.node(NodeKind::Import, |parser| {
            parser.bump();
            if matches!(parser.word(), "public" | "weak" | "option") {
                parser.leaf(NodeKind::Modifier);
            }
            if parser.kind() == Kind::OpenAngle {
                parser.bump();
                let help = format!(
                    "put it into quotation marks: `\"{}\"`",
                    parser.rest_of_word()
                );
                parser.at -= 1;
                let expected = "the name of the file to import, as a string";
                return Err(parser.unexpected_but(expected, &help));
            }
            parser.strings("the name of the file to import, as a string")?;
            parser.end_statement("`;`")
        })
    }
}

/// What a text in the statement that says the syntax stands for.
fn named(is_edition: bool, text: &str) -> Syntax {
    if is_edition {
        Syntax::from_edition(text)
    } else {
        Syntax::from_syntax(text)
    }
}

/// What to write instead of a syntax or an edition that does not exist.
fn meant(is_edition: bool, text: &str) -> String {
    if is_edition && named(false, text) != Syntax::Unknown {
        return format!("write `syntax = \"{text}\";`");
    }
    if !is_edition && named(true, text) != Syntax::Unknown {
        return format!("write `edition = \"{text}\";`");
    }
    if is_edition {
        return "write `\"2023\"`, `\"2024\"` or `\"2026\"`".to_owned();
    }
    match slip(text, ["proto2", "proto3"].into_iter()) {
        // Another number is no slip of the finger.
        Some(near) if text.len() != near.len() => format!("did you mean `\"{near}\"`?"),
        _ => "write `\"proto3\"` or `\"proto2\"`, or an edition: `edition = \"2024\";`".to_owned(),
    }
}

fn is_modifier(word: &str) -> bool {
    matches!(word, "export" | "local")
}
