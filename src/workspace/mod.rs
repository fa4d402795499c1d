//! A folder to its modules: where their files and import roots lie, and how they are checked.
//!
//! In: a folder or a file on disk, and perhaps a configuration that was named. Out: modules with resolved rules. It looks
//! configurations up as buf does, and compiles nothing.

mod find;
mod module;

pub use find::{Named, at, find};
pub use module::{Module, RuleSet};

use crate::config::{self, Invalid};
use crate::files::Files;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// The modules of an input.
#[derive(Debug)]
pub struct Workspace {
    /// Every module, in the order of its configuration; those that were not asked for serve imports.
    pub modules: Vec<Module>,
}

/// An input whose configuration cannot be used.
#[derive(Debug)]
pub enum Error {
    /// A file or folder cannot be read.
    Unreadable(PathBuf, io::Error),
    /// A configuration is not what it should be.
    Invalid(PathBuf, Invalid),
    /// A `grpcgen.toml` is not what it should be.
    Config(config::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, cause) => write!(f, "cannot read {}: {cause}", path.display()),
            Self::Invalid(path, cause) => write!(f, "{} is invalid: {cause}", path.display()),
            Self::Config(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for Error {}

/// The text of a file; `None` where there is none.
fn read(files: &Files, path: &Path) -> Result<Option<String>, Error> {
    let text = files
        .read(path)
        .and_then(|bytes| String::from_utf8(bytes).map_err(io::Error::other));
    match text {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(None),
        Err(error) => Err(Error::Unreadable(path.to_owned(), error)),
    }
}
