//! `grpcgen.toml`: what to compile, where to write, how to generate.

pub mod buf;
pub mod checks;

use crate::report::nearest;
use crate::{check, codegen};
use serde::Deserialize;
use std::path::{Path, PathBuf};
use std::{fmt, fs, io};

/// The name of the file.
pub const FILE_NAME: &str = "grpcgen.toml";

/// A configuration; paths are meant from the folder that its file lies in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Folders, files and globs to compile.
    pub inputs: Vec<PathBuf>,
    /// Import roots.
    pub includes: Vec<PathBuf>,
    /// The folder to write to.
    pub out: Option<PathBuf>,
    /// How to generate.
    pub codegen: codegen::Options,
    /// How to lint.
    pub lint: checks::Lint,
    /// How the schema may change.
    pub breaking: checks::Breaking,
}

/// A configuration that cannot be used.
#[derive(Debug)]
pub enum Error {
    /// The file cannot be read.
    Unreadable(PathBuf, io::Error),
    /// The file is not what it should be: the parser's message, and the known key that an unknown one resembles.
    Invalid(PathBuf, String, Option<String>),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(path, cause) => write!(f, "cannot read {}: {cause}", path.display()),
            Self::Invalid(path, message, nearest) => {
                write!(f, "{} is invalid: {}", path.display(), message.trim_end())?;
                nearest.as_ref().map_or(Ok(()), |nearest| {
                    write!(f, "\n  = help: did you mean `{nearest}`?")
                })
            }
        }
    }
}

impl std::error::Error for Error {}

/// What is wrong with a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid(pub String);

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Invalid {}

impl Config {
    /// Reads a file and makes its paths start from the file's folder.
    pub fn read(path: &Path) -> Result<Self, Error> {
        let text =
            fs::read_to_string(path).map_err(|error| Error::Unreadable(path.to_owned(), error))?;
        let mut config = Self::parse(path, &text)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        let paths = config
            .inputs
            .iter_mut()
            .chain(&mut config.includes)
            .chain(&mut config.out);
        paths.for_each(|path| *path = folder.join(&path));
        Ok(config)
    }

    /// Reads a file's text; its paths stay as they are written.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        toml::from_str(text).map_err(|error| {
            let nearest = nearest_key(error.message());
            Error::Invalid(path.to_owned(), error.to_string(), nearest)
        })
    }
}

impl From<check::Error> for Invalid {
    fn from(error: check::Error) -> Self {
        Self(error.to_string())
    }
}

/// The known key that comes closest to the unknown one: parsers' messages name that one in backticks, then the known ones.
fn nearest_key(message: &str) -> Option<String> {
    let start = message.find("unknown field")?;
    let mut quoted = message[start..].splitn(3, '`').skip(1);
    let unknown = quoted.next()?;
    let rest = quoted.next()?.split(" at line ").next()?;
    let rest = rest.trim_start_matches(", expected one of ");
    let known = rest.split(|character: char| !character.is_alphanumeric() && character != '_');
    nearest(unknown, known).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The keys that a section knows, as its error for an unknown one lists them.
    fn known(section: &str) -> Vec<String> {
        let text = format!("{section}\nno_key = 1\n");
        let error = toml::from_str::<Config>(&text).expect_err("the key is unknown");
        let keys = error.message().split('`').skip(3).step_by(2);
        keys.map(str::to_owned).collect()
    }

    #[test]
    fn the_page_has_every_key() {
        let page = include_str!("../docs/configuration.md");
        let (_, example) = page
            .split_once("```toml\n")
            .expect("the page has an example");
        let (example, _) = example.split_once("```").expect("the example ends");
        let table: toml::Table = example.parse().expect("the example is TOML");
        toml::from_str::<Config>(example).expect("the example is a configuration");
        for section in ["", "codegen", "lint", "breaking"] {
            let (head, keys) = match table.get(section) {
                Some(keys) => (
                    format!("[{section}]"),
                    keys.as_table().expect("it is a table"),
                ),
                None => (String::new(), &table),
            };
            let (known, mut shown) = (known(&head), keys.keys());
            let missing = known.iter().filter(|key| !keys.contains_key(*key));
            let missing: Vec<_> = missing.collect();
            assert!(
                missing.is_empty(),
                "docs/configuration.md lacks {missing:?} of {head}"
            );
            assert!(shown.all(|key| known.contains(key)));
        }
    }

    #[test]
    fn an_unknown_key_names_the_nearest() {
        let error = toml::from_str::<Config>("[codegen]\ntype_atribute = []\n")
            .expect_err("the key is misspelt");
        assert_eq!(
            nearest_key(error.message()).as_deref(),
            Some("type_attribute")
        );
        assert!(error.to_string().contains("line 2"), "{error}");
    }
}
