//! Two judges of a schema: protoc and grpcgen, and in what they differ.

use super::seeds::Seed;
use crate::peers;
use grpcgen::compile::{Described, Input, descriptors};
use grpcgen::descriptor::google::protobuf::FileDescriptorSet;
use grpcgen::files::Files;
use grpcgen::report::{Report, Severity};
use grpcgen::runtime::wire::Message;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

/// What both say of one schema.
#[derive(Debug)]
pub struct Judgement {
    /// protoc's descriptors, or its messages.
    protoc: Result<Vec<u8>, String>,
    /// Ours, or our findings.
    ours: Result<Vec<u8>, Report>,
}

/// In what two judges differ.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// protoc accepts what we refuse.
    Refused(String),
    /// We accept what protoc refuses.
    Accepted(String),
    /// Both accept it, as different descriptors.
    Descriptors(String),
    /// Both refuse it, first for different lines.
    Elsewhere(String),
    /// We break down.
    Panic,
}

/// Has both judge the files.
pub fn judge(seed: &Seed) -> Option<Result<Judgement, Difference>> {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in &seed.files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent()?).ok()?;
        std::fs::write(path, text).ok()?;
    }
    let mut includes = vec![folder.path().to_path_buf()];
    includes.extend(seed.roots.iter().cloned());
    includes.push(peers::protoc_include());
    let protoc = {
        let includes: Vec<_> = includes.iter().map(PathBuf::as_path).collect();
        let set = peers::descriptor_set(&includes, &seed.asked);
        // Some messages name files by where they lie.
        set.map_err(|messages| {
            includes.iter().fold(messages, |messages, root| {
                messages.replace(&format!("{}/", root.display()), "")
            })
        })
    };
    if protoc
        .as_ref()
        .is_err_and(|messages| is_no_answer(messages))
    {
        return None;
    }
    let ours = catch_unwind(AssertUnwindSafe(|| ours(seed, folder.path(), includes)));
    Some(match ours {
        Ok(ours) => Ok(Judgement { protoc, ours }),
        Err(_) => Err(Difference::Panic),
    })
}

/// Whether protoc gives up, or lacks files that come with grpcgen.
fn is_no_answer(messages: &str) -> bool {
    messages.contains("Check failed")
        || ["api", "longrunning", "rpc", "type"].iter().any(|folder| {
            let missing = format!("google/{folder}/");
            messages
                .lines()
                .any(|line| line.starts_with(&missing) && line.ends_with(": File not found."))
        })
}

fn ours(seed: &Seed, folder: &Path, includes: Vec<PathBuf>) -> Result<Vec<u8>, Report> {
    let paths = seed.asked.iter().map(|name| folder.join(name));
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: paths.collect(),
        includes,
    };
    let Described { files, .. } = descriptors(input, |file| file)?;
    let set = FileDescriptorSet {
        file: files,
        ..FileDescriptorSet::default()
    };
    Ok(set.encode_to_vec())
}

impl Judgement {
    /// Whether protoc accepts it.
    pub fn is_accepted(&self) -> bool {
        self.protoc.is_ok()
    }

    /// What protoc says first, where it refuses.
    pub fn why_refused(&self) -> Option<String> {
        let messages = self.protoc.as_ref().err()?;
        Some(gist(
            first_error(messages).map_or("", |(_, message)| message),
        ))
    }

    /// In what they differ, if they do.
    pub fn difference(&self) -> Option<Difference> {
        match (&self.protoc, &self.ours) {
            (Ok(protoc), Ok(ours)) => {
                (protoc != ours).then(|| Difference::Descriptors(first_difference(ours, protoc)))
            }
            (Ok(_), Err(report)) => Some(Difference::Refused(gist(&first_message(report)))),
            (Err(messages), Ok(_)) => Some(Difference::Accepted(gist(first_error(messages)?.1))),
            (Err(messages), Err(report)) => {
                let (place, message) = first_error(messages)?;
                let differs =
                    place.is_some_and(|place| !peers::first_places(report).contains(&place));
                let both = format!("{} | {}", gist(message), gist(&first_message(report)));
                differs.then_some(Difference::Elsewhere(both))
            }
        }
    }

    /// What both say, in full.
    pub fn shown(&self) -> String {
        let protoc = self.protoc.as_ref().map(|_| "accepts");
        let ours = self.ours.as_ref().map(|_| "accept".to_owned());
        format!(
            "protoc: {}\nwe: {}",
            protoc.unwrap_or_else(|messages| messages.trim_end()),
            ours.unwrap_or_else(|report| report.to_string().trim_end().to_owned())
        )
    }
}

/// The file and the line of protoc's first error, and what it says.
type Told<'m> = (Option<(String, u32)>, &'m str);

fn first_error(messages: &str) -> Option<Told<'_>> {
    let is_error = |line: &&str| !line.contains(": warning: ") && line.contains(": ");
    let line = messages.lines().find(is_error)?;
    let mut parts = line.splitn(4, ':');
    let place = parts.next().zip(parts.next());
    let place = place.and_then(|(file, line)| Some((file.to_owned(), line.parse().ok()?)));
    let message = if place.is_some() {
        parts.nth(1).unwrap_or(line)
    } else {
        line
    };
    Some((place, message.trim()))
}

fn first_message(report: &Report) -> String {
    let mut errors = report.findings.iter();
    let first = errors.find(|finding| finding.severity == Severity::Error);
    first.map_or_else(String::new, |first| first.message.clone())
}

/// A message without what is quoted in it, and without numbers, so that the same fault is known again elsewhere.
fn gist(message: &str) -> String {
    let mut gist = String::new();
    let mut quote = None;
    for character in message.chars() {
        match (quote, character) {
            (Some(open), _) if open == character => quote = None,
            (Some(_), _) => continue,
            (None, '"' | '`') => quote = Some(character),
            (None, '0'..='9') if gist.ends_with('0') => continue,
            (None, '0'..='9') => {
                gist.push('0');
                continue;
            }
            (None, _) => {}
        }
        gist.push(character);
    }
    gist.truncate(160);
    gist
}

/// Where the descriptors of two sets differ first.
fn first_difference(ours: &[u8], protoc: &[u8]) -> String {
    use grpcgen::descriptor::google::protobuf::FileDescriptorSet;
    let decoded = |bytes| {
        let set = FileDescriptorSet::decode(bytes);
        set.map(|set| format!("{set:#?}")).unwrap_or_default()
    };
    let (ours, protoc) = (decoded(ours), decoded(protoc));
    let mut lines = ours.lines().zip(protoc.lines());
    match lines.find(|(ours, protoc)| ours != protoc) {
        Some((ours, protoc)) => gist(&format!("{} for {}", ours.trim(), protoc.trim())),
        None => "one has more than the other".to_owned(),
    }
}
