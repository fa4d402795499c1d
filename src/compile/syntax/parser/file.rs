//! What stands at the top of a file: syntax, package, imports, and the dispatch of everything else.

use super::{Lost, Parser};
use crate::compile::syntax::edition::Syntax;
use crate::compile::syntax::literal;
use crate::compile::syntax::token::Kind;
use crate::compile::syntax::tree::NodeKind;
use crate::descriptor::google::protobuf::Edition;

const STATEMENTS: [&str; 7] = [
    "message", "enum", "service", "extend", "import", "package", "option",
];

const EXPECTED: &str = "a statement that may stand at the top of a file";

impl Parser<'_, '_> {
    pub(super) fn file(&mut self) {
        let file = self.open(NodeKind::File);
        if matches!(self.word(), "syntax" | "edition") {
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

    fn syntax_statement(&mut self) -> Result<(), Lost> {
        let is_edition = self.word() == "edition";
        let kind = if is_edition {
            NodeKind::Edition
        } else {
            NodeKind::Syntax
        };
        self.node(kind, |parser| {
            parser.bump();
            // Whatever goes wrong in this statement, rules that depend on it are not to be held against the rest.
            parser.syntax = Syntax::Unknown;
            parser.expect(Kind::Equals)?;
            let first = parser.at;
            parser.strings(if is_edition {
                "an edition, as in `\"2024\"`"
            } else {
                "`\"proto2\"` or `\"proto3\"`"
            })?;
            let written = &parser.tokens[first..parser.at];
            let bytes = literal::string(written.iter().map(|token| token.text(parser.text)));
            let value = String::from_utf8_lossy(&bytes);
            parser.syntax = if is_edition {
                Syntax::from_edition(&value)
            } else {
                Syntax::from_syntax(&value)
            };
            if parser.syntax == Syntax::Unknown {
                let token = parser.tokens[first];
                let (message, help) = if is_edition {
                    (
                        format!("edition `{}` does not exist", value.escape_debug()),
                        "write \"2023\", \"2024\" or \"2026\"",
                    )
                } else {
                    (
                        format!("syntax `{}` does not exist", value.escape_debug()),
                        "write \"proto3\" or \"proto2\", or an edition: `edition = \"2024\";`",
                    )
                };
                parser.fault(token, &message, help);
            }
            parser.end_statement("`;`")
        })
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
            _ => Err(self.not_top_level()),
        }
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
            ("syntax" | "edition", _) => "put it first, before everything else",
            ("export" | "local", _) => "visibility needs edition 2024 or later",
            ("rpc", _) => "put it into a service",
            ("oneof" | "reserved" | "extensions", _) => "put it into a message",
            (_, Kind::Identifier) if self.kind_at(1) == Kind::Identifier => {
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
            parser.strings("the name of the file to import, as a string")?;
            parser.end_statement("`;`")
        })
    }
}

fn is_modifier(word: &str) -> bool {
    matches!(word, "export" | "local")
}
