//! `buf.work.yaml`: the folders of a workspace's modules.

use super::Invalid;
use super::paths::{apart, normals};
use serde::Deserialize;

/// A `buf.work.yaml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BufWork {
    version: Option<String>,
    /// The folders of its modules.
    pub directories: Vec<String>,
}

impl BufWork {
    /// Reads a `buf.work.yaml`.
    pub fn parse(text: &str) -> Result<Self, Invalid> {
        let mut work: Self = super::parse(text)?;
        match work.version.as_deref() {
            Some("v1") => {}
            Some(other) => {
                return Err(Invalid(format!(
                    "the version {other:?} is not known; v1 is"
                )));
            }
            None => return Err(Invalid("it has no version; add `version: v1`".to_owned())),
        }
        if work.directories.is_empty() {
            return Err(Invalid("it lists no directories".to_owned()));
        }
        work.directories = normals(&work.directories)?;
        if work.directories.iter().any(String::is_empty) {
            let text = "its own folder is listed, which has a buf.yaml for that";
            return Err(Invalid(text.to_owned()));
        }
        apart(&work.directories, "the directory")?;
        Ok(work)
    }
}
