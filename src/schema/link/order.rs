//! Files in the order of their imports.

use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::report::{Finding, Report};
use foldhash::{HashMap, HashMapExt};

#[derive(Clone, Copy, PartialEq)]
enum State {
    Unseen,
    Open,
    Done,
}

/// The files with each behind those it imports. A missing import, a cycle, a file without a proper name and two different
/// files of one name are faults; equal copies of a file are one.
pub(super) fn by_imports(
    files: Vec<FileDescriptorProto>,
    report: &mut Report,
) -> Vec<FileDescriptorProto> {
    let by_name = index(&files, report);
    let mut states = vec![State::Unseen; files.len()];
    let mut order = Vec::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        if by_name.get(name(file)) != Some(&index) {
            continue;
        }
        // An explicit stack: a chain of imports may be as long as the set.
        let mut stack = vec![(index, 0)];
        while let Some((index, next)) = stack.pop() {
            if states[index] == State::Done {
                continue;
            }
            states[index] = State::Open;
            let file = &files[index];
            let options_only = next >= file.dependency.len();
            let mut imports = file.dependency.iter().chain(&file.option_dependency);
            let Some(import) = imports.nth(next) else {
                states[index] = State::Done;
                order.push(index);
                continue;
            };
            stack.push((index, next + 1));
            match by_name.get(import.as_str()) {
                // Imports for options only may have been left out of the set.
                None if options_only => {}
                None => report.push(fault(
                    file,
                    format!("the import {import:?} is not in the descriptor set"),
                )),
                Some(target) if states[*target] == State::Open => report.push(fault(
                    file,
                    format!("the import {import:?} closes a cycle of imports"),
                )),
                Some(target) => stack.push((*target, 0)),
            }
        }
    }
    let mut files: Vec<_> = files.into_iter().map(Some).collect();
    let ordered = order.into_iter().filter_map(|index| files[index].take());
    ordered.collect()
}

fn index<'a>(files: &'a [FileDescriptorProto], report: &mut Report) -> HashMap<&'a str, usize> {
    let mut by_name = HashMap::with_capacity(files.len());
    for (index, file) in files.iter().enumerate() {
        let name = name(file);
        if !is_canonical(name) {
            let text = format!("file {index} of the descriptor set is called {name:?}");
            let help =
                "a file's name is its path below an import root, such as acme/greet/v1/greet.proto";
            report.push(Finding::error(text).help(help));
        }
        match by_name.get(name) {
            Some(first) if files[*first] == *file => {}
            Some(_) => report.push(fault(
                file,
                "the descriptor set holds two different files of this name".to_owned(),
            )),
            None => {
                by_name.insert(name, index);
            }
        }
    }
    by_name
}

fn fault(file: &FileDescriptorProto, message: String) -> Finding {
    let finding = Finding::error(message).in_file(name(file));
    finding.help("make the set with `protoc --include_imports`")
}

fn name(file: &FileDescriptorProto) -> &str {
    file.name.as_deref().unwrap_or_default()
}

/// Whether a name is a relative path that leads nowhere else, and can stand in a comment.
fn is_canonical(name: &str) -> bool {
    let part = |part: &str| !matches!(part, "" | "." | "..");
    name.split('/').all(part) && !name.contains('\\') && !name.contains(char::is_control)
}
