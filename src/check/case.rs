//! Names in the cases that style guides ask for.

/// What separates words, besides a change of case.
fn is_delimiter(character: char) -> bool {
    matches!(character, '.' | '-' | '_' | ' ' | '\t' | '\n' | '\r')
}

/// `lower_snake_case`.
pub fn lower_snake(name: &str) -> String {
    snake(name).to_lowercase()
}

/// `UPPER_SNAKE_CASE`.
pub fn upper_snake(name: &str) -> String {
    snake(name).to_uppercase()
}

/// `PascalCase`; what is upper case stays so.
pub fn pascal(name: &str) -> String {
    let mut pascal = String::with_capacity(name.len());
    for word in name.split(is_delimiter) {
        let mut characters = word.chars();
        pascal.extend(characters.next().map(|first| first.to_ascii_uppercase()));
        pascal.push_str(characters.as_str());
    }
    pascal
}

/// Words joined by `_`, in the case that they have. Digits do not begin a word.
fn snake(name: &str) -> String {
    let mut characters = name.trim_matches(is_delimiter).chars().peekable();
    let mut snake = String::with_capacity(name.len() + 8);
    let mut before = None;
    while let Some(character) = characters.next() {
        let after = snake.chars().next_back();
        if is_delimiter(character) {
            if after != Some('_') {
                snake.push('_');
            }
        } else {
            let ends_capitals = characters.peek().is_some_and(|next| {
                !(next.is_uppercase() || next.is_ascii_digit() || is_delimiter(*next))
            });
            let begins = character.is_uppercase()
                && after.is_some_and(|after| after != '_')
                && (ends_capitals || before.is_some_and(char::is_lowercase));
            if begins {
                snake.push('_');
            }
            snake.push(character);
        }
        before = Some(character);
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::path::Path;

    #[derive(serde::Deserialize)]
    struct Forms {
        lower_snake: String,
        upper_snake: String,
        pascal: String,
    }

    #[test]
    fn names_are_cased_as_buf_cases_them() {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        let candidates = ["../shared", "../../shared"].map(|shared| {
            let data = repository.join(shared).join("data/buf-cases");
            data.join("case_functions.json")
        });
        let Some(path) = candidates.iter().find(|path| path.exists()) else {
            println!("skipped: there is no ../shared/data/buf-cases/case_functions.json");
            return;
        };
        let text = std::fs::read_to_string(path).unwrap();
        let names: BTreeMap<String, Forms> = serde_json::from_str(&text).unwrap();
        for (name, forms) in names {
            assert_eq!(lower_snake(&name), forms.lower_snake, "{name}");
            assert_eq!(upper_snake(&name), forms.upper_snake, "{name}");
            assert_eq!(pascal(&name), forms.pascal, "{name}");
        }
    }
}
