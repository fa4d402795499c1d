//! What mutants are made of: the cases of protoc's and others' tests, protobuf's own files, and some of googleapis.

use crate::fuzz::sources::Folder;
use crate::peers;
use serde_json::Value;
use std::path::{Path, PathBuf};

/// A schema that can be changed.
#[derive(Clone, Debug)]
pub struct Seed {
    /// The files that may be changed.
    pub files: Folder,
    /// Those of them that are asked for.
    pub asked: Vec<String>,
    /// Where the imports lie that are not to be changed.
    pub roots: Vec<PathBuf>,
}

/// Larger files take long to compile, and have nothing that smaller ones do not.
const LARGEST: u64 = 30_000;

/// How often what protoc accepts is there for what it refuses once: a change to what is right tells more.
const WEIGHT: usize = 4;

/// All of them.
pub fn seeds() -> Vec<Seed> {
    let mut seeds = Vec::new();
    for case in peers::front_cases() {
        let times = if case["protoc"]["accept"] == true {
            WEIGHT
        } else {
            1
        };
        seeds.extend(std::iter::repeat_n(of_case(&case), times).flatten());
    }
    if let Some(protobuf) = peers::data("protobuf") {
        let names = peers::protos(&protobuf);
        seeds.extend(names.iter().filter_map(|name| {
            let root = if name.starts_with("src/") { "src/" } else { "" };
            let name = name.strip_prefix(root).unwrap_or(name);
            let roots = vec![protobuf.join("src"), protobuf.clone()];
            on_disk(&protobuf.join(root), name, roots)
        }));
    }
    if let Some(googleapis) = peers::googleapis() {
        let names = peers::protos(&googleapis);
        let every = names.len().div_ceil(60);
        seeds.extend(
            names
                .iter()
                .step_by(every)
                .filter_map(|name| on_disk(&googleapis, name, vec![googleapis.clone()])),
        );
    }
    seeds
}

fn of_case(case: &Value) -> Option<Seed> {
    let files = case["files"].as_object()?.iter();
    // A text that is no UTF-8 is not kept as one.
    let files = files.map(|(name, text)| Some((name.clone(), text.as_str()?.to_owned())));
    let roots = case["roots"].as_array()?.iter();
    Some(Seed {
        files: files.collect::<Option<_>>()?,
        asked: roots
            .map(|root| root.as_str().map(str::to_owned))
            .collect::<Option<_>>()?,
        roots: Vec::new(),
    })
}

/// A file that may be changed, among others that may not.
fn on_disk(root: &Path, name: &str, roots: Vec<PathBuf>) -> Option<Seed> {
    let path = root.join(name);
    if path.metadata().ok()?.len() > LARGEST {
        return None;
    }
    let text = std::fs::read_to_string(path).ok()?;
    // protoc lets only files below its own paths have it.
    let unstable = text.contains("edition = \"UNSTABLE\"");
    // Those that come with grpcgen are preferred to any others.
    let bundled = peers::protoc_include().join(name).exists();
    (!unstable && !bundled).then(|| Seed {
        files: vec![(name.to_owned(), text)],
        asked: vec![name.to_owned()],
        roots,
    })
}
