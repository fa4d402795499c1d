//! `buf.yaml` of the versions v1beta1 and v1: one module a file.

use super::paths::{apart, normals};
use super::{BufModule, BufYaml, Invalid};
use crate::check::Version;
use crate::config::checks::{Breaking, Lint};
use serde::Deserialize;
use std::path::Path;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct V1 {
    #[allow(dead_code)] // read by the probe
    version: String,
    #[allow(dead_code)] // of the registry only
    name: Option<String>,
    #[allow(dead_code)] // of the registry only
    deps: Vec<String>,
    build: Build,
    lint: Lint,
    breaking: Breaking,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Build {
    roots: Vec<String>,
    excludes: Vec<String>,
}

/// Reads a file of such a version.
pub(super) fn parse(text: &str, version: Version) -> Result<BufYaml, Invalid> {
    let v1: V1 = super::parse(text)?;
    super::is_bufs(&v1.lint, &v1.breaking)?;
    if v1.lint.disallow_comment_ignores.is_some() {
        let text =
            "`disallow_comment_ignores` is a key of v2; this version has `allow_comment_ignores`";
        return Err(Invalid(text.to_owned()));
    }
    if version == Version::V1 && !v1.build.roots.is_empty() {
        let text = "`build.roots` is a key of v1beta1; list the folders in a buf.work.yaml";
        return Err(Invalid(text.to_owned()));
    }
    v1.lower(version)
}

/// What holds where there is no file.
pub(super) fn absent() -> BufYaml {
    let lowered = V1::default().lower(Version::V1);
    lowered.expect("no path is no wrong path")
}

impl V1 {
    fn lower(self, version: Version) -> Result<BufYaml, Invalid> {
        let mut roots = normals(&self.build.roots)?;
        apart(&roots, "the root")?;
        if roots.is_empty() {
            roots.push(String::new());
        }
        let excludes = normals(&self.build.excludes)?;
        if let Some(exclude) = excludes.iter().find(|exclude| roots.contains(exclude)) {
            let text = format!("the root {exclude:?} is excluded as a whole");
            return Err(Invalid(text));
        }
        let is_proto = |path: &&String| Path::new(path).extension() == Some("proto".as_ref());
        if let Some(file) = excludes.iter().find(is_proto) {
            return Err(Invalid(format!("{file:?} in `excludes` is not a folder")));
        }
        let module = BufModule {
            path: String::new(),
            includes: Vec::new(),
            // Where there are roots, the paths of rules are names of files.
            base: String::new(),
            excludes,
            roots,
            lint: self.lint,
            breaking: self.breaking,
        };
        Ok(BufYaml {
            version,
            modules: vec![module],
            policies: Vec::new(),
        })
    }
}
