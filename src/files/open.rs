//! References to what they stand for.

use super::{Error, Files, Reference, Repository, Revision, Source, archive, normal};
use std::io;
use std::path::{Path, PathBuf};

/// An input, found.
#[derive(Debug)]
pub enum Opened {
    /// The bytes of a descriptor set.
    DescriptorSet(Vec<u8>),
    /// Sources.
    Sources {
        /// Where they lie.
        files: Files,
        /// What of them is meant.
        path: PathBuf,
        /// How users spell that path; `.` where paths are shown without it.
        shown: PathBuf,
    },
}

impl Reference {
    /// The state of a folder in another revision of the repository that it belongs to.
    pub fn revision_of(folder: &Path, revision: Revision) -> Self {
        Self {
            source: Source::Git {
                path: folder.to_owned(),
                revision,
            },
            subdir: PathBuf::new(),
        }
    }

    /// Whether it names a path on disk where nothing is: it may be meant as a git revision.
    pub fn is_nowhere(&self) -> bool {
        matches!(&self.source, Source::Path(path) if !path.exists() && !path.to_string_lossy().contains(['*', '?', '[']))
    }

    /// Whether it names a path on disk.
    pub fn is_path(&self) -> bool {
        matches!(self.source, Source::Path(_))
    }

    /// Finds what is referred to; `stdin` is read where that is standard input.
    pub fn open(&self, stdin: impl FnOnce() -> io::Result<Vec<u8>>) -> Result<Opened, Error> {
        match &self.source {
            Source::Path(path) => Ok(Opened::Sources {
                files: Files::on_disk(),
                path: path.clone(),
                shown: path.clone(),
            }),
            Source::DescriptorSet(path) => set(path, read(path)?),
            Source::Stdin => {
                let bytes = stdin()
                    .map_err(|error| Error::new(format!("cannot read standard input: {error}")))?;
                set(Path::new("standard input"), bytes)
            }
            Source::Archive {
                path,
                kind,
                strip_components,
            } => {
                let files =
                    archive::unpack(*kind, read(path)?, &absolute(path)?, *strip_components)?;
                self.sources(files, &absolute(path)?)
            }
            Source::Git { path, revision } => {
                let repository = Repository::discover(path)?;
                let files = repository.at(revision)?.files;
                let folder = absolute(path)?;
                // Of a repository itself, named by its `.git`, everything is meant.
                let inside = folder
                    .strip_prefix(repository.root())
                    .unwrap_or(Path::new(""));
                let inside = inside
                    .components()
                    .next()
                    .filter(|first| first.as_os_str() == ".git")
                    .map_or(inside, |_| Path::new(""));
                let mut opened = self.sources(files, &repository.root().join(inside))?;
                if let Opened::Sources { shown, .. } = &mut opened {
                    // As git itself spells a file of a revision.
                    *shown = normal(&Path::new(".").join(inside));
                }
                Ok(opened)
            }
        }
    }

    fn sources(&self, files: Files, folder: &Path) -> Result<Opened, Error> {
        let path = normal(&folder.join(&self.subdir));
        if !files.is_dir(&path) && !files.is_file(&path) {
            let text = format!("there is no source at {} in that state", path.display());
            return Err(Error::new(text).help("`subdir=` names the folder that is meant"));
        }
        Ok(Opened::Sources {
            files,
            path,
            shown: PathBuf::from("."),
        })
    }
}

fn set(path: &Path, bytes: Vec<u8>) -> Result<Opened, Error> {
    let bytes = archive::decompress(bytes);
    bytes.map(Opened::DescriptorSet).map_err(|error| {
        let text = format!("cannot decompress {}: {error}", path.display());
        Error::new(text).help("get it anew: it is damaged, or not yet whole")
    })
}

fn read(path: &Path) -> Result<Vec<u8>, Error> {
    let unreadable = |error| Error::new(format!("cannot read {}: {error}", path.display()));
    std::fs::read(path).map_err(unreadable)
}

fn absolute(path: &Path) -> Result<PathBuf, Error> {
    let absolute = std::path::absolute(path);
    absolute
        .map(|path| normal(&path))
        .map_err(|error| Error::new(format!("cannot find {}: {error}", path.display())))
}
