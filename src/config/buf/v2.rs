//! `buf.yaml` of the version v2: several modules, and what they share.

use super::paths::{is_within, normal, normals};
use super::{BufModule, BufYaml, Invalid, Plugin, PolicyUse};
use crate::check::Version;
use crate::config::checks::{Breaking, Lint};
use serde::Deserialize;
use std::collections::BTreeMap;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct V2 {
    #[allow(dead_code)] // read by the probe
    version: String,
    name: Option<String>,
    modules: Vec<V2Module>,
    #[allow(dead_code)] // of the registry only
    deps: Vec<String>,
    lint: Lint,
    breaking: Breaking,
    #[allow(dead_code)] // other programs, which are not run
    plugins: Vec<Plugin>,
    policies: Vec<PolicyUse>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct V2Module {
    path: Option<String>,
    #[allow(dead_code)] // of the registry only
    name: Option<String>,
    includes: Vec<String>,
    excludes: Vec<String>,
    lint: Option<Lint>,
    breaking: Option<Breaking>,
}

/// Reads a file of this version.
pub(super) fn parse(text: &str) -> Result<BufYaml, Invalid> {
    let mut v2: V2 = super::parse(text)?;
    super::is_bufs(&v2.lint, &v2.breaking)?;
    if v2.name.is_some() && !v2.modules.is_empty() {
        let text = "`name` beside `modules` names nothing; give each module its own";
        return Err(Invalid(text.to_owned()));
    }
    if v2.modules.is_empty() {
        v2.modules.push(V2Module::default());
    }
    let lints = v2.modules.iter().filter_map(|module| module.lint.as_ref());
    let mut lints = lints.chain([&v2.lint]);
    if lints.any(|lint| lint.allow_comment_ignores.is_some()) {
        let text = "`allow_comment_ignores` is a key of v1; comments may silence rules in v2 unless `disallow_comment_ignores` is set";
        return Err(Invalid(text.to_owned()));
    }
    let modules = v2
        .modules
        .iter()
        .map(|module| module.lower(&v2.lint, &v2.breaking));
    let modules = modules.collect::<Result<Vec<_>, _>>()?;
    for (index, module) in modules.iter().enumerate() {
        let same =
            |other: &BufModule| other.path == module.path && other.includes == module.includes;
        if modules[..index].iter().any(same) {
            return Err(Invalid(format!(
                "the module {:?} is listed twice",
                module.path
            )));
        }
    }
    Ok(BufYaml {
        version: Version::V2,
        modules,
        policies: v2.policies,
    })
}

impl V2Module {
    fn lower(&self, lint: &Lint, breaking: &Breaking) -> Result<BufModule, Invalid> {
        let path = normal(self.path.as_deref().unwrap_or_default())?;
        let (includes, excludes) = (normals(&self.includes)?, normals(&self.excludes)?);
        for (key, folders) in [("includes", &includes), ("excludes", &excludes)] {
            if let Some(folder) = folders.iter().find(|folder| !is_within(folder, &path)) {
                let text = format!("{folder:?} in `{key}` does not lie in the module {path:?}");
                return Err(Invalid(text));
            }
        }
        let included = |folder: &&String| includes.iter().any(|include| is_within(folder, include));
        if let Some(folder) = excludes
            .iter()
            .find(|folder| !includes.is_empty() && !included(folder))
        {
            let text = format!("{folder:?} in `excludes` is in none of the folders in `includes`");
            return Err(Invalid(text));
        }
        super::is_bufs(
            &self.lint.clone().unwrap_or_default(),
            &self.breaking.clone().unwrap_or_default(),
        )?;
        // A section of the module replaces that of the file as a whole.
        let own_lint = self.lint.as_ref().filter(|own| **own != Lint::default());
        let own_breaking = self
            .breaking
            .as_ref()
            .filter(|own| **own != Breaking::default());
        if let Some(lint) = own_lint {
            within_module(&path, &lint.ignore, &lint.ignore_only)?;
        }
        if let Some(breaking) = own_breaking {
            within_module(&path, &breaking.ignore, &breaking.ignore_only)?;
        }
        Ok(BufModule {
            roots: vec![path.clone()],
            base: path.clone(),
            path,
            includes,
            excludes,
            lint: own_lint.unwrap_or(lint).clone(),
            breaking: own_breaking.unwrap_or(breaking).clone(),
        })
    }
}

/// A module must not ignore what is another one's.
fn within_module(
    module: &str,
    ignore: &[String],
    ignore_only: &BTreeMap<String, Vec<String>>,
) -> Result<(), Invalid> {
    for path in ignore.iter().chain(ignore_only.values().flatten()) {
        let path = normal(path)?;
        if !is_within(&path, module) {
            let text = format!("the ignored path {path:?} does not lie in the module {module:?}");
            return Err(Invalid(text));
        }
    }
    Ok(())
}
