//! `check --fix` on real schemas: two hundred random deletions and a hundred random renumberings, each in a file of its own, and
//! nobody's comment lost. Fields and enum values go, and now and then what was reserved; others get another number, or one is
//! put in before them that takes theirs.

use super::cli::{expect, run};
use super::real::googleapis;
use grpcgen::compile::{Declaration, DeclarationKind, Outline};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

const DELETIONS: usize = 200;
const RENUMBERINGS: usize = 100;

/// What is fixable in a file that merely lost something.
const CONFIG: &str = "version: v2\nlint:\n  use: [IMPORT_USED, ENUM_FIRST_VALUE_ZERO]\nbreaking:\n  use: [WIRE_JSON]\n";

#[test]
fn deletions_are_repaired_without_loss() {
    let Some(root) = googleapis() else { return };
    let mut random = Random(20_261_121);
    let mut texts = BTreeMap::new();
    let mut changed = BTreeMap::new();
    let names = protos(&root);
    while changed.len() < DELETIONS + RENUMBERINGS {
        let name = random.choose(&names);
        if changed.contains_key(name) {
            continue;
        }
        let text = fs::read_to_string(root.join(name)).expect("it can be read");
        let other = if changed.len() < DELETIONS {
            delete(&text, &mut random)
        } else if random.below(2) == 0 {
            renumber(&text, &mut random)
        } else {
            put_in(&text, &mut random, changed.len())
        };
        if let Some(other) = other {
            changed.insert(name.clone(), other);
            add_with_imports(&root, name, &mut texts);
        }
    }
    let folder = TempDir::new().expect("a folder can be made");
    let folder = folder.path();
    write(&folder.join("old"), &texts);
    texts.extend(changed);
    write(&folder.join("new"), &texts);
    let check = ["check", "new", "--against", "old", "--config", CONFIG];
    expect(&run(folder, &check), 1, "reserved");
    expect(
        &run(folder, &[&check[..], &["--fix"]].concat()),
        0,
        "files written",
    );
    expect(&run(folder, &check), 0, "");
    let mut fixed = BTreeMap::new();
    for (name, before) in &texts {
        let after = fs::read_to_string(folder.join("new").join(name)).expect("it can be read");
        assert_eq!(comments(before), comments(&after), "{name}");
        fixed.insert(name.clone(), after);
    }
    expect(
        &run(folder, &[&check[..], &["--fix"]].concat()),
        0,
        "0 files written",
    );
    for (name, text) in &fixed {
        let again = fs::read_to_string(folder.join("new").join(name)).expect("it can be read");
        assert_eq!(*text, again, "{name}");
    }
}

/// Numbers that are the same in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed >> 31) % end as u64).expect("it is below a usize")
    }

    fn choose<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The files that nobody's options are made of.
fn protos(root: &Path) -> Vec<String> {
    let walk = ignore::WalkBuilder::new(root)
        .sort_by_file_path(Path::cmp)
        .build();
    let paths = walk.map(|entry| entry.expect("it can be looked into").into_path());
    let paths = paths.filter(|path| {
        path.extension()
            .is_some_and(|extension| extension == "proto")
    });
    let names = paths.filter_map(|path| Some(path.strip_prefix(root).ok()?.to_str()?.to_owned()));
    let is_wanted = |name: &String| {
        let of_options = [
            "google/api/",
            "google/protobuf/",
            "google/cloud/common_resources",
        ];
        !of_options.iter().any(|start| name.starts_with(start))
    };
    names.filter(is_wanted).collect()
}

/// The text without one of its fields, enum values or reservations, some of them with the comment above; `None` where it has none to spare.
fn delete(text: &str, random: &mut Random) -> Option<String> {
    let outline = Outline::of(text)?;
    let declarations = outline.declarations.iter();
    let deletable: Vec<_> = declarations
        .filter(|one| match one.kind {
            DeclarationKind::Field => !is_only_one(&outline, one),
            DeclarationKind::Value => one
                .number
                .clone()
                .is_some_and(|number| &text[number] != "0"),
            DeclarationKind::ReservedNumbers | DeclarationKind::ReservedNames => true,
            _ => false,
        })
        .collect();
    if deletable.is_empty() {
        return None;
    }
    let range = random.choose(&deletable).range.clone();
    let mut start = text[..range.start].rfind('\n').map_or(0, |at| at + 1);
    let alone = text[start..range.start].trim().is_empty();
    if !alone || random.below(2) == 0 {
        return Some(format!("{}{}", &text[..range.start], &text[range.end..]));
    }
    while start > 0 {
        let above = text[..start - 1].rfind('\n').map_or(0, |at| at + 1);
        if !text[above..start].trim_start().starts_with("//") {
            break;
        }
        start = above;
    }
    Some(format!("{}{}", &text[..start], &text[range.end..]))
}

/// The text with another number for one of its fields or enum values.
fn renumber(text: &str, random: &mut Random) -> Option<String> {
    let outline = Outline::of(text)?;
    let declarations = outline.declarations.iter();
    let numbers: Vec<_> = declarations
        .filter(|one| matches!(one.kind, DeclarationKind::Field | DeclarationKind::Value))
        .filter_map(|one| one.number.clone())
        .filter(|number| &text[number.clone()] != "0")
        .collect();
    if numbers.is_empty() || text.contains(" to max") {
        return None;
    }
    let number = random.choose(&numbers).clone();
    let other = 15_000 + random.below(100);
    Some(format!(
        "{}{other}{}",
        &text[..number.start],
        &text[number.end..]
    ))
}

/// The text with a value put into one of its enums: it takes the number of the one behind it, which takes that of the next.
fn put_in(text: &str, random: &mut Random, unique: usize) -> Option<String> {
    let outline = Outline::of(text)?;
    let declarations = outline.declarations.iter();
    let enums: Vec<_> = declarations
        .filter(|one| one.kind == DeclarationKind::Enum)
        .collect();
    if enums.is_empty() || text.contains(" to max") || text.contains("allow_alias") {
        return None;
    }
    let body = random.choose(&enums).body.clone()?;
    let values = outline
        .within(&body)
        .filter(|one| one.kind == DeclarationKind::Value);
    let values: Vec<_> = values.collect();
    let numbers = values.iter().map(|value| {
        let place = value.number.clone()?;
        Some((place.clone(), text[place].parse::<i32>().ok()?))
    });
    let numbers: Vec<_> = numbers.collect::<Option<_>>()?;
    if values.len() < 2 || !numbers.is_sorted_by(|(_, one), (_, next)| one < next) {
        return None;
    }
    let from = 1 + random.below(values.len() - 1);
    let (at, first) = (values[from].range.start, numbers[from].1);
    let mut other = text.to_owned();
    for (place, number) in numbers[from..].iter().rev() {
        other.replace_range(place.clone(), &(number + 1).to_string());
    }
    other.insert_str(at, &format!("PUT_IN_{unique} = {first};\n  "));
    (!text.contains("reserved")).then_some(other)
}

/// Whether a oneof would be empty without it.
fn is_only_one(outline: &Outline, field: &Declaration) -> bool {
    let mut oneofs = outline
        .declarations
        .iter()
        .filter(|one| one.kind == DeclarationKind::Oneof);
    oneofs.any(|oneof| {
        let inside = outline.within(&oneof.range);
        let fields: Vec<_> = inside
            .filter(|one| one.kind == DeclarationKind::Field)
            .collect();
        fields == [field]
    })
}

fn add_with_imports(root: &Path, name: &str, texts: &mut BTreeMap<String, String>) {
    // The well-known ones come with the program.
    let Ok(text) = fs::read_to_string(root.join(name)) else {
        return;
    };
    if texts.contains_key(name) {
        return;
    }
    let outline = Outline::of(&text).expect("googleapis has no faults");
    texts.insert(name.to_owned(), text);
    for import in outline
        .declarations
        .iter()
        .filter(|one| one.kind == DeclarationKind::Import)
    {
        add_with_imports(root, &import.name, texts);
    }
}

fn write(folder: &Path, texts: &BTreeMap<String, String>) {
    for (name, text) in texts {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }
}

/// All comments of a text, one behind the other.
fn comments(text: &str) -> Vec<&str> {
    let mut comments = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '\'', '/']) {
        rest = &rest[at..];
        let quote = rest.chars().next().expect("it was found");
        let end = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if quote == '/' {
            1
        } else {
            string_end(rest, quote)
        };
        if quote == '/' && end > 1 {
            comments.push(rest[..end].trim_end());
        }
        rest = &rest[end..];
    }
    comments
}

fn string_end(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in text.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if character == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}
