//! `docs/cli.md`, made of what `--help` is made of.

use std::fmt::Write;
use std::fs;
use std::path::Path;

/// The page: every command with its arguments, in the order of `--help`.
fn page(mut root: clap::Command) -> String {
    root.build();
    let mut page = String::from(
        "# The command line\n\nMade from the program's own help by a test; do not edit.\n\n\
         Exit status: 0 clean, 1 findings, 2 the run itself failed. Findings go to standard output, everything about the run\n\
         to standard error.\n\nEvery command takes:\n\n",
    );
    let everywhere = root
        .get_arguments()
        .filter(|argument| argument.is_global_set());
    everywhere.for_each(|argument| page.push_str(&row(argument)));
    for command in root.get_subcommands_mut() {
        if command.get_name() != "help" {
            section(&mut page, command);
        }
    }
    page
}

fn section(page: &mut String, command: &mut clap::Command) {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage: ").trim();
    let name = command.get_name();
    let about = command.get_about().map(ToString::to_string);
    let about = about.unwrap_or_default();
    let text = format!("\n## `grpcgen {name}`\n\n{about}.\n\n    {usage}\n\n");
    page.push_str(&text);
    for argument in command.get_arguments() {
        let elsewhere = argument.is_global_set() || argument.get_id() == "help";
        if !argument.is_hide_set() && !elsewhere {
            page.push_str(&row(argument));
        }
    }
}

fn row(argument: &clap::Arg) -> String {
    let mut names = Vec::new();
    names.extend(argument.get_short().map(|short| format!("-{short}")));
    names.extend(argument.get_long().map(|long| format!("--{long}")));
    let takes_value = argument.get_action().takes_values();
    let values = argument.get_value_names().unwrap_or_default();
    let value: Vec<_> = values.iter().map(|name| format!("<{name}>")).collect();
    if names.is_empty() {
        names.push(value.join(" "));
    } else if takes_value {
        let last = names.len() - 1;
        write!(names[last], " {}", value.join(" ")).expect("a string takes whatever is written");
    }
    let help = argument.get_help().map(ToString::to_string);
    let mut row = format!("- `{}`: {}", names.join("`, `"), help.unwrap_or_default());
    if takes_value {
        let possible = argument.get_possible_values();
        let possible = possible.iter().filter(|value| !value.is_hide_set());
        let possible: Vec<_> = possible
            .map(|value| format!("`{}`", value.get_name()))
            .collect();
        if !possible.is_empty() && possible.len() < 12 {
            write!(row, "; one of {}", possible.join(", "))
                .expect("a string takes whatever is written");
        }
        let defaults = argument.get_default_values().iter();
        let defaults: Vec<_> = defaults.map(|value| value.to_string_lossy()).collect();
        if !defaults.is_empty() {
            write!(row, " (by default `{}`)", defaults.join(" "))
                .expect("a string takes whatever is written");
        }
    }
    row.push('\n');
    row
}

#[test]
fn the_page_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/cli.md");
    let page = page(super::command());
    let committed = fs::read_to_string(&path).unwrap_or_default();
    if page != committed {
        fs::write(&path, page).unwrap();
        panic!(
            "docs/cli.md was stale; `cargo test --lib cli::reference` has rewritten it, commit it"
        );
    }
}
