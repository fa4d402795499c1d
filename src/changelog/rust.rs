//! What changed in the generated Rust, as far as its users notice.

use super::{Bump, Rust};
use crate::check::Pair;
use crate::codegen::{Api, ApiItem, ApiKind};

/// Compares two APIs. A new field of a struct is no break: who makes one writes `..Default::default()`. Nor is a new method: the
/// traits answer those that nobody has written.
pub(super) fn compare(apis: &Pair<Api>) -> Rust {
    let mut breaking = Vec::new();
    for (path, old) in &apis.old.0 {
        match apis.new.0.get(path) {
            None => breaking.push(format!("the {} `{path}` is gone", word(old.kind))),
            Some(new) if new.kind != old.kind => {
                let (old, new) = (word(old.kind), word(new.kind));
                breaking.push(format!("`{path}` was a {old}, and is a {new}"));
            }
            Some(new) => compare_items(path, Pair { old, new }, &mut breaking),
        }
    }
    let bump = if !breaking.is_empty() {
        Bump::Major
    } else if apis.differs() {
        Bump::Minor
    } else {
        Bump::None
    };
    Rust { bump, breaking }
}

fn compare_items(path: &str, item: Pair<&ApiItem>, breaking: &mut Vec<String>) {
    let Pair { old, new } = item;
    let lost = old.traits.difference(&new.traits);
    let lost: Vec<_> = lost.map(|lost| format!("`{lost}`")).collect();
    if !lost.is_empty() {
        breaking.push(format!("`{path}` is no longer {}", lost.join(" or ")));
    }
    let member = match old.kind {
        ApiKind::Struct => "field",
        ApiKind::Oneof | ApiKind::Enum => "variant",
        ApiKind::Service => "method",
        ApiKind::Extension => "part",
    };
    for (name, was) in &old.members {
        match new.members.get(name) {
            None => breaking.push(format!("the {member} `{name}` of `{path}` is gone")),
            Some(is) if is == was => {}
            Some(is) => {
                let boxed = is.contains("Box<") && !was.contains("Box<");
                let change = if boxed {
                    "is boxed: it changed"
                } else {
                    "changed"
                };
                let (was, is) = (from_the_root(was), from_the_root(is));
                breaking.push(format!(
                    "the {member} `{name}` of `{path}` {change} from `{was}` to `{is}`"
                ));
            }
        }
    }
    if !matches!(old.kind, ApiKind::Oneof | ApiKind::Enum) {
        return;
    }
    for name in new
        .members
        .keys()
        .filter(|name| !old.members.contains_key(*name))
    {
        breaking.push(format!(
            "`{path}` has a new variant `{name}`, which no `match` of before has"
        ));
    }
}

/// A type as it reads where nobody asks from which module it is seen.
fn from_the_root(text: &str) -> String {
    let text = text.replace("super::", "").replace("r#", "");
    let mut shown = String::with_capacity(text.len());
    for (index, part) in text.split("::").enumerate() {
        let begins = shown.is_empty() || shown.ends_with(['<', '(', ' ', ',', '&']);
        if index > 0 && !begins {
            shown += "::";
        }
        shown += part;
    }
    shown
}

fn word(kind: ApiKind) -> &'static str {
    match kind {
        ApiKind::Struct => "struct",
        ApiKind::Oneof | ApiKind::Enum => "enum",
        ApiKind::Extension => "constant",
        ApiKind::Service => "service",
    }
}
