//! The changes that make mutants.

use super::mutate::Text;
use super::shards::{
    COMMENTS, DEFAULTS, HEADS, KEYWORDS, LABELS, NUMBERS, OPTIONS, SCALARS, STATEMENTS, STRINGS,
    SYMBOLS,
};
use super::text::{Kind, Pieces};

/// Changes a text; nothing where there is nothing of what it changes.
pub type Change = fn(&mut Text<'_>) -> Option<()>;

/// How often each is made.
pub const CHANGES: &[(usize, Change)] = &[
    (10, number),
    (8, word_of_class),
    (8, other_word),
    (3, delete),
    (2, duplicate),
    (3, swap),
    (3, insert_token),
    (3, delete_statement),
    (4, duplicate_statement),
    (3, swap_statements),
    (3, foreign_statement),
    (16, new_statement),
    (12, field_option),
    (5, head),
    (4, string),
    (10, comment),
    (3, visibility),
    (3, import),
    (5, default_value),
    (4, rename),
];

fn number(text: &mut Text<'_>) -> Option<()> {
    let at = text.pick(Kind::Number)?;
    let number = if text.random.once_in(3) {
        let other = text.pick(Kind::Number)?;
        text.pieces.0[other].clone()
    } else {
        text.random.one_of(&NUMBERS).to_owned()
    };
    text.pieces.0[at] = number;
    Some(())
}

fn word_of_class(text: &mut Text<'_>) -> Option<()> {
    const CLASSES: [&[&str]; 3] = [SCALARS, LABELS, KEYWORDS];
    let words = text.pieces.of_kind(Kind::Word);
    let in_class = |at: &usize| {
        let word = text.pieces.0[*at].as_str();
        CLASSES
            .into_iter()
            .find(|class| class.contains(&word))
            .map(|class| (*at, class))
    };
    let known: Vec<_> = words.iter().filter_map(in_class).collect();
    let (at, class) = text.random.of_some(&known)?;
    let word = match text.random.below(6) {
        0 => text.word(),
        1 if class == LABELS => String::new(),
        _ => text.random.one_of(class).to_owned(),
    };
    text.pieces.0[at] = word;
    Some(())
}

fn other_word(text: &mut Text<'_>) -> Option<()> {
    let at = text.pick(Kind::Word)?;
    let word = text.word();
    text.pieces.0[at] = match text.random.below(6) {
        0 => format!(".{word}"),
        1 => format!("{word}.{}", text.word()),
        2 => text.filled("$T"),
        _ => word,
    };
    Some(())
}

fn delete(text: &mut Text<'_>) -> Option<()> {
    for _ in 0..=text.random.below(3) {
        let at = text.token()?;
        text.pieces.0.remove(at);
    }
    Some(())
}

fn duplicate(text: &mut Text<'_>) -> Option<()> {
    let at = text.token()?;
    let token = format!(" {}", text.pieces.0[at]);
    text.put(at + 1, &token);
    Some(())
}

fn swap(text: &mut Text<'_>) -> Option<()> {
    let one = text.token()?;
    let near = text
        .pieces
        .tokens()
        .into_iter()
        .filter(|at| *at > one)
        .take(3)
        .collect::<Vec<_>>();
    let other = text.random.of_some(&near)?;
    text.pieces.0.swap(one, other);
    Some(())
}

fn insert_token(text: &mut Text<'_>) -> Option<()> {
    let at = text.token()?;
    let class = [SYMBOLS, KEYWORDS, &NUMBERS, STRINGS][text.random.below(4)];
    let token = text.random.one_of(class);
    let token = format!(" {token} ");
    text.put(at, &token);
    Some(())
}

fn delete_statement(text: &mut Text<'_>) -> Option<()> {
    let range = text.random.of_some(&text.pieces.statements())?;
    text.pieces.0.drain(range);
    Some(())
}

fn duplicate_statement(text: &mut Text<'_>) -> Option<()> {
    let statements = text.pieces.statements();
    let range = text.random.of_some(&statements)?;
    let to = text.random.of_some(&statements)?;
    let copy = text.pieces.0[range.clone()].concat();
    let to = if text.random.once_in(2) {
        range.end
    } else {
        to.start
    };
    text.put(to, &format!("{copy}\n"));
    Some(())
}

fn swap_statements(text: &mut Text<'_>) -> Option<()> {
    let statements = text.pieces.statements();
    let one = text.random.of_some(&statements)?;
    let other = text.random.of_some(&statements)?;
    if one.end > other.start {
        return None;
    }
    let (first, second) = (
        text.pieces.0[one.clone()].concat(),
        text.pieces.0[other.clone()].concat(),
    );
    text.pieces.0.splice(other, [first]);
    text.pieces.0.splice(one, [second]);
    Some(())
}

fn foreign_statement(text: &mut Text<'_>) -> Option<()> {
    let seed = text.random.of_some(text.seeds)?;
    let (_, other) = text.random.of_some(&seed.files)?;
    let other = Pieces::of(&other);
    let range = text.random.of_some(&other.statements())?;
    let copy = other.0[range].concat();
    place_statement(text, &copy)
}

fn new_statement(text: &mut Text<'_>) -> Option<()> {
    let shard = text.random.one_of(&STATEMENTS);
    let statement = text.filled(shard);
    place_statement(text, &statement)
}

/// Puts a statement before another, or at the end of a block or of the file.
fn place_statement(text: &mut Text<'_>, statement: &str) -> Option<()> {
    let mut places: Vec<_> = text
        .pieces
        .statements()
        .iter()
        .map(|range| range.start)
        .collect();
    let ends = text.pieces.tokens();
    places.extend(ends.into_iter().filter(|at| text.pieces.0[*at] == "}"));
    places.push(text.pieces.0.len());
    let at = text.random.of_some(&places)?;
    let gap = text.random.one_of(&["\n", " ", "", "\n\n", "\n  "]);
    text.put(at, &format!("{statement}{gap}"));
    Some(())
}

/// Adds an option to a field, an enum value or a range.
fn field_option(text: &mut Text<'_>) -> Option<()> {
    let tokens = text.pieces.tokens();
    let ends = tokens.windows(2).filter(|pair| {
        text.pieces.0[pair[1]] == ";"
            && (text.pieces.kind(pair[0]) == Kind::Number
                || ["]", "max"].contains(&text.pieces.0[pair[0]].as_str()))
    });
    let ends: Vec<_> = ends.map(|pair| (pair[0], pair[1])).collect();
    let (last, end) = text.random.of_some(&ends)?;
    let option = text.random.one_of(&OPTIONS);
    let option = text.filled(option);
    if text.pieces.0[last] == "]" {
        text.put(last, &format!(", {option}"));
    } else {
        text.put(end, &format!(" [{option}]"));
    }
    Some(())
}

fn head(text: &mut Text<'_>) -> Option<()> {
    let head = text.random.one_of(HEADS).to_owned();
    let first = text.pieces.statements().into_iter().next()?;
    let is_head = ["syntax", "edition"].contains(&text.pieces.0[first.start].as_str());
    if is_head && !text.random.once_in(8) {
        text.pieces.0.splice(first, [head]);
    } else {
        text.put(first.start, &format!("{head}\n"));
    }
    Some(())
}

fn string(text: &mut Text<'_>) -> Option<()> {
    let at = text.pick(Kind::String)?;
    text.pieces.0[at] = text.random.one_of(STRINGS).to_owned();
    Some(())
}

fn comment(text: &mut Text<'_>) -> Option<()> {
    for _ in 0..=text.random.below(3) {
        let at = text.token()?;
        let at = at + text.random.below(2);
        let comment = text.random.one_of(COMMENTS);
        text.put(at, comment);
    }
    Some(())
}

fn visibility(text: &mut Text<'_>) -> Option<()> {
    let words = text.pieces.of_kind(Kind::Word);
    let declarations = words.into_iter().filter(|at| {
        ["message", "enum", "service", "extend", "oneof", "import"]
            .contains(&text.pieces.0[*at].as_str())
    });
    let declarations: Vec<_> = declarations.collect();
    let at = text.random.of_some(&declarations)?;
    let keyword = text
        .random
        .one_of(&["export ", "local ", "export local ", "export\n// c\n"]);
    text.put(at, keyword);
    Some(())
}

fn import(text: &mut Text<'_>) -> Option<()> {
    let words = text.pieces.of_kind(Kind::Word);
    let imports = words
        .into_iter()
        .filter(|at| text.pieces.0[*at] == "import");
    let imports: Vec<_> = imports.collect();
    let at = text.random.of_some(&imports)?;
    let kind = text
        .random
        .one_of(&[" public", " weak", " option", " public weak", " private"]);
    text.put(at + 1, kind);
    Some(())
}

fn default_value(text: &mut Text<'_>) -> Option<()> {
    let (kind, values) = text.random.of_some(DEFAULTS)?;
    let (kind, value) = (text.filled(kind), text.random.of_some(values)?);
    let value = text.filled(value);
    let label = text
        .random
        .one_of(&["optional ", "optional ", "repeated ", ""]);
    let number = 70 + text.random.below(100);
    let field = format!("{label}{kind} dd{number} = {number} [default = {value}];");
    let bodies = text.pieces.tokens();
    let bodies = bodies
        .windows(3)
        .filter(|three| text.pieces.0[three[0]] == "message" && text.pieces.0[three[2]] == "{");
    let bodies: Vec<_> = bodies.map(|three| three[2] + 1).collect();
    match text.random.of_some(&bodies) {
        Some(at) => text.put(at, &format!("\n  {field}\n")),
        None => text.pieces.0.push(format!("message Dd {{ {field} }}")),
    }
    Some(())
}

/// Changes how a word is spelled, so that it clashes with what it was, perhaps.
fn rename(text: &mut Text<'_>) -> Option<()> {
    let at = text.pick(Kind::Word)?;
    let word = text.pieces.0[at].clone();
    text.pieces.0[at] = match text.random.below(8) {
        0 => word.to_uppercase(),
        1 => word.to_lowercase(),
        2 => format!("_{word}"),
        3 => format!("{word}_"),
        4 => word.replace('_', ""),
        5 => word
            .chars()
            .flat_map(|c| {
                if c.is_uppercase() {
                    vec!['_', c]
                } else {
                    vec![c]
                }
            })
            .collect(),
        6 => format!("{word}Entry"),
        _ => format!("{word}1"),
    };
    Some(())
}
