//! The configuration that an input is under.

use super::{Error, Module, Workspace, read};
use crate::check::Version;
use crate::config::buf::{BufModule, BufWork, BufYaml, normal};
use crate::config::checks::{Breaking, Lint};
use crate::config::{self};
use crate::files::Files;
use std::path::{Path, PathBuf};

/// A configuration that was named instead of looked up.
#[derive(Clone, Debug)]
pub enum Named {
    /// A `buf.yaml`.
    File(PathBuf),
    /// A `grpcgen.toml`.
    Own(PathBuf),
    /// Its text.
    Inline(String),
}

impl Named {
    /// What `--config` says: a file by its ending, else the text itself.
    pub fn new(argument: &str) -> Self {
        let path = Path::new(argument);
        let extension = path.extension().and_then(|extension| extension.to_str());
        match extension.filter(|_| !argument.contains('{')) {
            Some("yaml" | "yml" | "json") => Self::File(path.to_owned()),
            Some("toml") => Self::Own(path.to_owned()),
            _ => Self::Inline(argument.to_owned()),
        }
    }

    /// The configuration, and what to call it. That of a `grpcgen.toml` means `folder`.
    fn read(&self, files: &Files, folder: &Path) -> Result<(PathBuf, BufYaml), Error> {
        let (path, text) = match self {
            Self::Own(path) => {
                let own = own_at(path)?;
                return Ok((path.clone(), own_yaml(files, folder, own)));
            }
            Self::File(path) => {
                let text = std::fs::read_to_string(path)
                    .map_err(|error| Error::Unreadable(path.clone(), error))?;
                (path.clone(), text)
            }
            Self::Inline(text) => (PathBuf::from("--config"), text.clone()),
        };
        let yaml = BufYaml::parse(&text).map_err(|error| Error::Invalid(path.clone(), error))?;
        Ok((path, yaml))
    }
}

/// The modules of a folder: of the workspace that it belongs to, else its own.
pub fn find(files: &Files, folder: &Path, named: Option<&Named>) -> Result<Workspace, Error> {
    if let Some(named) = named {
        return named_workspace(files, folder, named);
    }
    for around in folder.ancestors() {
        if let Some(workspace) = workspace_at(files, around, folder)? {
            return Ok(workspace);
        }
    }
    if let Some(yaml) = yaml_at(files, folder)? {
        let yaml = with_own(files, folder, yaml)?;
        return workspace(files, folder, &folder.join("buf.yaml"), &yaml);
    }
    for around in folder.ancestors() {
        if let Some(workspace) = own_workspace(files, around, folder)? {
            return Ok(workspace);
        }
    }
    workspace(files, folder, &folder.join("buf.yaml"), &BufYaml::absent())
}

/// The configuration of what lies in no folder: what was named, else that of `folder`, and what to call it.
pub fn at(
    files: &Files,
    folder: &Path,
    named: Option<&Named>,
) -> Result<(PathBuf, BufYaml), Error> {
    if let Some(named) = named {
        return named.read(files, folder);
    }
    if let Some(yaml) = yaml_at(files, folder)? {
        return Ok((folder.join("buf.yaml"), with_own(files, folder, yaml)?));
    }
    Ok(match own(files, folder)? {
        Some(own) => {
            let path = folder.join(config::FILE_NAME);
            (path, own_yaml(files, folder, own))
        }
        None => (PathBuf::new(), BufYaml::absent()),
    })
}

/// The modules of a folder under a configuration that was named: where a `grpcgen.toml` speaks of the folder from where it
/// lies, it is as though it had been looked up; any other configuration is as though it lay in the folder.
fn named_workspace(files: &Files, folder: &Path, named: &Named) -> Result<Workspace, Error> {
    if let Named::Own(path) = named {
        let absolute = std::path::absolute(path);
        let absolute = absolute.map_err(|error| Error::Unreadable(path.clone(), error))?;
        let around = absolute.parent().unwrap_or(&absolute);
        let around = crate::files::normal(around);
        let found = own_modules(files, &around, path, own_at(path)?, folder)?;
        if let Some(workspace) = found {
            return Ok(workspace);
        }
    }
    let (path, yaml) = named.read(files, folder)?;
    workspace(files, folder, &path, &yaml)
}

/// A `grpcgen.toml` on disk, its paths as they are written.
fn own_at(path: &Path) -> Result<config::Config, Error> {
    let text = std::fs::read_to_string(path);
    let text = text.map_err(|error| Error::Unreadable(path.to_owned(), error))?;
    config::Config::parse(path, &text).map_err(Error::Config)
}

/// What a folder's `grpcgen.toml` says of checks, if it has one that does.
fn own(files: &Files, folder: &Path) -> Result<Option<config::Config>, Error> {
    let path = folder.join(config::FILE_NAME);
    let Some(text) = read(files, &path)? else {
        return Ok(None);
    };
    let config = config::Config::parse(&path, &text).map_err(Error::Config)?;
    let says = config.lint != Lint::default() || config.breaking != Breaking::default();
    Ok(says.then_some(config))
}

/// A `buf.yaml` with what the `grpcgen.toml` beside it says over it.
fn with_own(files: &Files, folder: &Path, mut yaml: BufYaml) -> Result<BufYaml, Error> {
    if let Some(own) = own(files, folder)? {
        for module in &mut yaml.modules {
            module.lint = own.lint.over(&module.lint);
            module.breaking = own.breaking.over(&module.breaking);
        }
    }
    Ok(yaml)
}

/// The module that a `grpcgen.toml` without a `buf.yaml` speaks of.
fn own_workspace(files: &Files, around: &Path, input: &Path) -> Result<Option<Workspace>, Error> {
    let Some(own) = own(files, around)? else {
        return Ok(None);
    };
    own_modules(files, around, &around.join(config::FILE_NAME), own, input)
}

/// The module that a `grpcgen.toml` speaks of from `around`, if `input` is one of its folders.
fn own_modules(
    files: &Files,
    around: &Path,
    path: &Path,
    own: config::Config,
    input: &Path,
) -> Result<Option<Workspace>, Error> {
    let yaml = own_yaml(files, around, own);
    let mut modules = workspace(files, around, path, &yaml)?.modules;
    Ok(targeted(&mut modules, input).then_some(Workspace { modules }))
}

/// The `buf.yaml` that a `grpcgen.toml` in `around` stands for.
fn own_yaml(files: &Files, around: &Path, own: config::Config) -> BufYaml {
    let named = |paths: &[PathBuf]| -> Vec<String> {
        let paths = paths.iter().filter_map(|path| normal(path.to_str()?).ok());
        paths
            .filter(|path| files.is_dir(&around.join(path)))
            .collect()
    };
    let mut roots = named(&own.includes);
    if roots.is_empty() {
        roots = named(&own.inputs);
    }
    if roots.is_empty() {
        roots.push(String::new());
    }
    let module = BufModule {
        roots,
        lint: own.lint,
        breaking: own.breaking,
        ..BufModule::default()
    };
    BufYaml {
        version: Version::V2,
        modules: vec![module],
        policies: Vec::new(),
    }
}

/// The `buf.yaml` of a folder.
fn yaml_at(files: &Files, folder: &Path) -> Result<Option<BufYaml>, Error> {
    for name in ["buf.yaml", "buf.mod"] {
        let path = folder.join(name);
        if let Some(text) = read(files, &path)? {
            let yaml = BufYaml::parse(&text);
            return yaml.map(Some).map_err(|error| Error::Invalid(path, error));
        }
    }
    Ok(None)
}

fn workspace(
    files: &Files,
    folder: &Path,
    path: &Path,
    yaml: &BufYaml,
) -> Result<Workspace, Error> {
    let modules = yaml.modules.iter();
    let modules = modules.map(|module| Module::new(files, folder, path, yaml, module));
    Ok(Workspace {
        modules: modules.collect::<Result<_, _>>()?,
    })
}

/// The workspace whose configuration lies in `around`, if it has `input` as one of its modules, or around them.
fn workspace_at(files: &Files, around: &Path, input: &Path) -> Result<Option<Workspace>, Error> {
    let path = around.join("buf.work.yaml");
    if let Some(text) = read(files, &path)? {
        let work = BufWork::parse(&text).map_err(|error| Error::Invalid(path, error))?;
        return work_modules(files, around, input, &work);
    }
    let path = around.join("buf.yaml");
    let Some(text) = read(files, &path)? else {
        return Ok(None);
    };
    let yaml = BufYaml::parse(&text).map_err(|error| Error::Invalid(path.clone(), error))?;
    if yaml.version != Version::V2 {
        return Ok(None);
    }
    let yaml = with_own(files, around, yaml)?;
    let mut modules = workspace(files, around, &path, &yaml)?.modules;
    Ok(targeted(&mut modules, input).then_some(Workspace { modules }))
}

fn work_modules(
    files: &Files,
    around: &Path,
    input: &Path,
    work: &BufWork,
) -> Result<Option<Workspace>, Error> {
    let mut modules = Vec::new();
    for directory in &work.directories {
        let folder = around.join(directory);
        let yaml = yaml_at(files, &folder)?.unwrap_or_else(BufYaml::absent);
        modules.extend(workspace(files, &folder, &folder.join("buf.yaml"), &yaml)?.modules);
    }
    Ok(targeted(&mut modules, input).then_some(Workspace { modules }))
}

/// Marks the modules that an input asks for; false where it asks for none.
fn targeted(modules: &mut [Module], input: &Path) -> bool {
    for module in modules.iter_mut() {
        let asked = |root: &PathBuf| root.starts_with(input) || input.starts_with(root);
        module.target = module.roots.iter().any(asked);
    }
    modules.iter().any(|module| module.target)
}
