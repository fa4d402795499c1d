//! Schemas grown from the grammar: small ones, of which most is right and something may be wrong.

use super::grammar::{GRAMMAR, Piece, Times};
use super::random::Random;
use super::seeds::Seed;
use super::shards::NUMBERS;
use std::collections::HashMap;
use std::sync::LazyLock;
use tempfile::TempDir;

/// What custom options have, and for each kind of them, the messages that have options of that kind.
static LIBRARY: LazyLock<TempDir> = LazyLock::new(|| {
    let kinds = [
        ("file", "File"),
        ("message", "Message"),
        ("field", "Field"),
        ("oneof", "Oneof"),
        ("enum", "Enum"),
        ("value", "EnumValue"),
        ("service", "Service"),
        ("method", "Method"),
        ("range", "ExtensionRange"),
    ];
    let options = kinds.map(|(kind, message)| {
        let options = include_str!("library_options.txt");
        let options = options.replace("$Options", &format!("{message}Options"));
        let group = format!("{}{}", kind[..1].to_uppercase(), &kind[1..]);
        options
            .replace("$_G", &format!("{group}_G"))
            .replace('$', kind)
    });
    let text = include_str!("library.txt").to_owned() + &options.concat();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("lib.proto"), text).unwrap();
    folder
});

const SYNTAXES: [(&str, &str); 5] = [
    ("proto2", "syntax = \"proto2\";"),
    ("proto3", "syntax = \"proto3\";"),
    ("2023", "edition = \"2023\";"),
    ("2024", "edition = \"2024\";"),
    ("2026", "edition = \"2026\";"),
];

/// How deep alternatives stand within one another at most; what is deeper is left out.
const DEEPEST: usize = 24;

/// Stands in front of what is a name that is there, and behind it. What names there are is known in the end.
const OLD: char = '\u{1}';

/// A name that has been declared.
#[derive(Clone)]
struct Declared {
    kind: char,
    /// Whether it can be extended.
    has_extensions: bool,
    file: usize,
    /// With those that it is in.
    path: Vec<String>,
}

/// A file as it grows.
struct Growing<'r> {
    random: &'r mut Random,
    /// How many choices in a hundred may be wrong.
    wildness: usize,
    syntax: &'static str,
    text: String,
    depth: usize,
    arguments: Vec<&'static str>,
    declared: Vec<Declared>,
    scope: Vec<String>,
    /// Of each file that can be imported.
    others: Vec<String>,
    /// Those of them that are, and the file itself.
    visible: Vec<usize>,
    numbers: HashMap<(String, char), i64>,
}

/// A schema of one to three files and the library.
pub fn grown(random: &mut Random) -> Seed {
    let mut files: Vec<(String, String)> = Vec::new();
    let mut declared = Vec::new();
    let names = ["c.proto", "b.proto", "a.proto"];
    let wildness = [0, 0, 0, 1, 3, 8, 20][random.below(7)];
    let count = [1, 1, 1, 2, 2, 3][random.below(6)];
    for name in &names[names.len() - count..] {
        let (syntax, head) = SYNTAXES[random.below(SYNTAXES.len())];
        let own = declared.len();
        let mut growing = Growing {
            random: &mut *random,
            wildness,
            syntax,
            text: format!("{head}\n"),
            depth: 0,
            arguments: Vec::new(),
            declared,
            scope: Vec::new(),
            others: files.iter().map(|(name, _)| name.clone()).collect(),
            visible: vec![files.len()],
            numbers: HashMap::new(),
        };
        growing.name("file");
        let text = growing.finished();
        declared = qualified(growing.declared, own, &text);
        files.push(((*name).to_owned(), text));
    }
    Seed {
        files,
        asked: vec!["a.proto".to_owned()],
        roots: vec![LIBRARY.path().to_owned()],
    }
}

/// Names with the package of their file, as other files have to write them.
fn qualified(mut declared: Vec<Declared>, own: usize, text: &str) -> Vec<Declared> {
    let package = text
        .split_once("package ")
        .and_then(|(_, text)| text.split_once(';'));
    let package = package.map_or("", |(package, _)| package.trim());
    let parts: Vec<String> = package
        .split('.')
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect();
    for declared in &mut declared[own..] {
        declared.path.splice(..0, parts.iter().cloned());
    }
    declared
}

impl Growing<'_> {
    fn name(&mut self, name: &str) {
        if name == "other_files" {
            return self.imports();
        }
        if self.depth > DEEPEST {
            return;
        }
        self.depth += 1;
        let wrong = self.wildness > 0 && self.random.below(100) < self.wildness;
        for piece in GRAMMAR.choose(name, self.syntax, wrong, self.random) {
            self.piece(piece);
        }
        self.depth -= 1;
    }

    fn piece(&mut self, piece: &'static Piece) {
        match piece {
            Piece::Text(text) => self.put(text),
            Piece::Name(name, times, argument) => {
                let times = match times {
                    Times::One => 1,
                    Times::Perhaps => self.random.below(2),
                    Times::Some => self.random.below(3),
                };
                self.arguments.extend(argument.as_ref());
                for _ in 0..times {
                    self.name(name);
                }
                if argument.is_some() {
                    self.arguments.pop();
                }
            }
            Piece::New(kind) => self.declare(*kind),
            Piece::Old(kind) => {
                let scope = self.scope.join(".");
                self.text.extend([OLD, *kind]);
                self.text.push_str(&scope);
                self.text.push(OLD);
            }
            Piece::Number(kind) => self.number(*kind),
            Piece::Open => {
                let last = self.declared.last().and_then(|last| last.path.last());
                self.scope.push(last.cloned().unwrap_or_default());
                self.put("{ ");
            }
            Piece::Close => {
                self.scope.pop();
                self.put("}");
            }
            Piece::Argument => {
                let argument = self.arguments.last().copied().unwrap_or_default();
                self.put(argument);
            }
        }
    }

    /// Text, with line breaks where people make them, mostly.
    fn put(&mut self, text: &str) {
        for letter in text.chars() {
            self.text.push(letter);
            if matches!(letter, ';' | '{' | '}') && !self.random.once_in(4) {
                self.text.push('\n');
            }
        }
    }

    fn imports(&mut self) {
        let others = self.others.clone();
        for (index, other) in (0..).zip(others) {
            let kind = match self.random.below(12) {
                0 => "public ",
                1 => "weak ",
                2 | 3 if matches!(self.syntax, "2024" | "2026") => "option ",
                4 => continue,
                _ => "",
            };
            if kind != "option " {
                self.visible.push(index);
            }
            self.text.extend(["import ", kind, "\"", &other, "\";\n"]);
        }
    }

    fn declare(&mut self, kind: char) {
        let name = self.new_name(kind);
        self.put(&name);
        let mut path = self.scope.clone();
        path.push(name);
        let file = self.others.len();
        let has_extensions = kind == 'k';
        let kind = if has_extensions { 'm' } else { kind };
        self.declared.push(Declared {
            kind,
            has_extensions,
            file,
            path,
        });
    }

    fn new_name(&mut self, kind: char) -> String {
        const WORDS: [&str; 12] = [
            "alpha", "beta", "gamma", "delta", "kappa", "omega", "sigma", "theta", "zeta", "foo",
            "bar", "qux",
        ];
        const ODD: [&str; 24] = [
            "message",
            "optional",
            "Foo_Bar",
            "foo__bar",
            "_foo",
            "foo_",
            "FooBar",
            "fooBar",
            "foo_bar",
            "foo_1",
            "foo1",
            "max",
            "reserved",
            "stream",
            "option",
            "int32",
            "Opt",
            "has_foo",
            "foo_value",
            "descriptor",
            "inf",
            "true",
            "lib",
            "p",
        ];
        if self.random.below(200) < self.wildness + 1 {
            return self.random.one_of(&ODD).to_owned();
        }
        if self.random.below(150) < self.wildness
            && let Some(other) = self.random.of_some(&self.declared)
        {
            let name = other.path.last().cloned().unwrap_or_default();
            return match self.random.below(6) {
                0 => name.to_uppercase(),
                1 => name.replace('_', ""),
                2 => format!("{name}Entry"),
                _ => name,
            };
        }
        let words = [self.random.one_of(&WORDS), self.random.one_of(&WORDS)];
        let count = self.declared.len();
        let title = |word: &str| word[..1].to_uppercase() + &word[1..];
        match kind {
            'm' | 'k' | 'e' | 's' | 'r' => format!("{}{}{count}", title(words[0]), title(words[1])),
            'v' => format!("{}_{}{count}", words[0], words[1]).to_uppercase(),
            _ => format!("{}_{}{count}", words[0], words[1]),
        }
    }

    fn number(&mut self, kind: char) {
        if kind == 'n' || self.random.below(200) < self.wildness {
            let number = self.random.one_of(&NUMBERS);
            return self.put(number);
        }
        let first = match kind {
            'x' => 100 + 30 * i64::try_from(self.others.len()).unwrap_or_default(),
            'o' => 51_000 + 30 * i64::try_from(self.others.len()).unwrap_or_default(),
            'v' => 0,
            _ => 1,
        };
        // Values have numbers by enum, which has no scope of its own, and fields by message.
        let scope = match kind {
            'f' => self.scope.join("."),
            'v' => self
                .declared
                .iter()
                .filter(|declared| declared.kind == 'e')
                .count()
                .to_string(),
            _ => String::new(),
        };
        let next = self.numbers.entry((scope, kind)).or_insert(first);
        let number = next.to_string();
        *next += 1;
        self.put(&number);
    }

    /// The text, with names where there are to be some.
    fn finished(&mut self) -> String {
        let text = std::mem::take(&mut self.text);
        let mut finished = String::new();
        for (index, part) in text.split(OLD).enumerate() {
            if index % 2 == 0 {
                finished.push_str(part);
                continue;
            }
            let mut letters = part.chars();
            let kind = letters.next().unwrap_or_default();
            let name = self.old_name(kind, letters.as_str());
            finished.push_str(&name);
        }
        finished
    }

    fn old_name(&mut self, kind: char, scope: &str) -> String {
        let is_meant = |declared: &&Declared| {
            self.visible.contains(&declared.file)
                && (declared.kind == kind || kind == 'k' && declared.has_extensions)
        };
        let of_kind: Vec<_> = self.declared.iter().filter(is_meant).cloned().collect();
        let found = if self.random.below(200) < self.wildness {
            self.random.of_some(&self.declared)
        } else {
            self.random.of_some(&of_kind)
        };
        let Some(found) = found else {
            return match kind {
                'm' | 'k' => "lib.Opt",
                'e' => "lib.Color",
                'v' => "RED",
                _ => "nothing",
            }
            .to_owned();
        };
        let mut path = found.path.as_slice();
        if matches!(kind, 'f' | 'v') {
            path = &path[path.len().saturating_sub(1)..];
        }
        let mut around = scope.split('.');
        while path.len() > 1
            && around.next() == path.first().map(String::as_str)
            && !self.random.once_in(4)
        {
            path = &path[1..];
        }
        path.join(".")
    }
}
