//! References to inputs as the command line spells them: `PATH#key=value,…`.
//!
//! The forms are those of buf, so that its command lines work here; see its documentation under "Inputs".

use super::{ArchiveKind, Error, Revision};
use std::path::{Path, PathBuf};

/// What a reference stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it lies.
    pub source: Source,
    /// The folder in it that is meant.
    pub subdir: PathBuf,
}

/// Where an input lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A folder, a `.proto` file or a glob.
    Path(PathBuf),
    /// A descriptor set in a file; perhaps compressed.
    DescriptorSet(PathBuf),
    /// A descriptor set on standard input.
    Stdin,
    /// An archive.
    Archive {
        /// The file.
        path: PathBuf,
        /// Its kind.
        kind: ArchiveKind,
        /// How many folders are taken off the front of its paths.
        strip_components: usize,
    },
    /// A revision of a git repository.
    Git {
        /// A folder in the repository, or its `.git`.
        path: PathBuf,
        /// The revision.
        revision: Revision,
    },
}

#[derive(Clone, Copy, PartialEq)]
enum Format {
    Path,
    Set,
    Archive(ArchiveKind),
    Git,
}

/// The values behind `#`.
#[derive(Default)]
struct Settings<'a> {
    format: Option<Format>,
    strip_components: Option<usize>,
    subdir: Option<&'a str>,
    branch: Option<&'a str>,
    tag: Option<&'a str>,
    commit: Option<&'a str>,
    revision: Option<&'a str>,
}

impl Reference {
    /// Reads a reference.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let (path, settings) = text.split_once('#').unwrap_or((text, ""));
        let settings = Settings::parse(settings)?;
        let format = settings
            .format
            .unwrap_or_else(|| Format::of(Path::new(path)));
        let source = match format {
            Format::Git => Source::Git {
                path: PathBuf::from(path),
                revision: settings.revision()?,
            },
            Format::Archive(kind) => Source::Archive {
                path: PathBuf::from(path),
                kind,
                strip_components: settings.strip_components.unwrap_or_default(),
            },
            Format::Set if path == "-" => Source::Stdin,
            Format::Set => Source::DescriptorSet(PathBuf::from(path)),
            Format::Path => Source::Path(PathBuf::from(path)),
        };
        settings.check(&source)?;
        if path.contains("://") {
            let help = "clone it, and name the clone: `CLONE/.git#tag=v1.0.0`";
            return Err(Error::new(format!("{path} is on another machine")).help(help));
        }
        Ok(Self {
            source,
            subdir: PathBuf::from(settings.subdir.unwrap_or_default()),
        })
    }
}

impl Revision {
    /// A revision that is named by itself: `latest-tag`, `merge-base:BRANCH`, or what git understands.
    pub fn parse(text: &str) -> Self {
        if text == "latest-tag" {
            return Self::LatestTag;
        }
        match text.strip_prefix("merge-base:") {
            Some(branch) => Self::MergeBase(branch.to_owned()),
            None => Self::Spec(text.to_owned()),
        }
    }
}

impl Format {
    fn of(path: &Path) -> Self {
        let name = path.to_string_lossy();
        let name = name.trim_end_matches(".gz").trim_end_matches(".zst");
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if path == Path::new("-") || ends(&[".binpb", ".bin", ".pb", ".desc", ".fds", ".json"]) {
            Self::Set
        } else if ends(&[".tar", ".tgz"]) {
            Self::Archive(ArchiveKind::Tar)
        } else if ends(&[".zip"]) {
            Self::Archive(ArchiveKind::Zip)
        } else if path.file_name().is_some_and(|name| name == ".git") || ends(&[".git"]) {
            Self::Git
        } else {
            Self::Path
        }
    }

    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "dir" | "protofile" => Self::Path,
            "binpb" | "bin" | "bingz" | "json" | "jsongz" => Self::Set,
            "tar" | "targz" => Self::Archive(ArchiveKind::Tar),
            "zip" => Self::Archive(ArchiveKind::Zip),
            "git" => Self::Git,
            _ => return None,
        })
    }
}

impl<'a> Settings<'a> {
    fn parse(text: &'a str) -> Result<Self, Error> {
        let mut settings = Self::default();
        for setting in text.split(',').filter(|setting| !setting.is_empty()) {
            let Some((key, value)) = setting.split_once('=') else {
                return Err(Error::new(format!(
                    "{setting:?} behind # is not of the form key=value"
                )));
            };
            match key {
                "format" => {
                    let format = Format::named(value);
                    settings.format = Some(format.ok_or_else(|| {
                        let known =
                            "known are dir, protofile, binpb, bin, bingz, json, jsongz, tar, targz, zip, git";
                        Error::new(format!("the format {value:?} is unknown")).help(known)
                    })?);
                }
                "strip_components" => {
                    let number = value.parse();
                    settings.strip_components = Some(number.map_err(|_| {
                        Error::new(format!("strip_components={value} is not a number"))
                    })?);
                }
                "subdir" => settings.subdir = Some(value),
                "branch" => settings.branch = Some(value),
                "tag" => settings.tag = Some(value),
                "commit" => settings.commit = Some(value),
                "ref" => settings.revision = Some(value),
                // How much is fetched, and how it is packed, does not matter to who reads in place.
                "depth"
                | "recurse_submodules"
                | "compression"
                | "filter"
                | "include_package_files" => {}
                _ => {
                    let known =
                        "known are format, strip_components, subdir, branch, tag, commit, ref";
                    return Err(Error::new(format!("{key:?} behind # is unknown")).help(known));
                }
            }
        }
        Ok(settings)
    }

    fn revision(&self) -> Result<Revision, Error> {
        match (self.branch, self.tag, self.commit, self.revision) {
            (None, None, None, None) => Ok(Revision::Spec("HEAD".to_owned())),
            (None, Some("latest"), None, None) => Ok(Revision::LatestTag),
            (Some(branch), None, None, None) => Ok(Revision::Branch(branch.to_owned())),
            (None, Some(tag), None, None) => Ok(Revision::Tag(tag.to_owned())),
            // A branch beside a revision only tells buf what to fetch.
            (_, None, Some(spec), None) | (_, None, None, Some(spec)) => {
                Ok(Revision::Spec(spec.to_owned()))
            }
            _ => Err(Error::new(
                "a git input takes one of branch, tag, commit and ref",
            )),
        }
    }

    /// Settings that mean nothing for the source are mistakes.
    fn check(&self, source: &Source) -> Result<(), Error> {
        let git = self.branch.or(self.tag).or(self.commit).or(self.revision);
        let wrong = match source {
            Source::Git { .. } => self.strip_components.map(|_| "strip_components"),
            Source::Archive { .. } => git.map(|_| "branch, tag, commit or ref"),
            Source::Path(_) | Source::DescriptorSet(_) | Source::Stdin => {
                let subdir = self.subdir.map(|_| "subdir");
                let strip = self.strip_components.map(|_| "strip_components");
                git.map(|_| "branch, tag, commit or ref")
                    .or(subdir)
                    .or(strip)
            }
        };
        wrong.map_or(Ok(()), |wrong| {
            Err(Error::new(format!(
                "{wrong} means nothing for such an input"
            )))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read_as_buf_reads_them() {
        let git = |revision| Source::Git {
            path: PathBuf::from(".git"),
            revision,
        };
        let spec = |text: &str| git(Revision::Spec(text.to_owned()));
        let archive = |path: &str, kind, strip_components| Source::Archive {
            path: PathBuf::from(path),
            kind,
            strip_components,
        };
        for (text, source, subdir) in [
            ("proto", Source::Path("proto".into()), ""),
            ("a.proto", Source::Path("a.proto".into()), ""),
            ("-", Source::Stdin, ""),
            ("x.binpb", Source::DescriptorSet("x.binpb".into()), ""),
            ("x.binpb.gz", Source::DescriptorSet("x.binpb.gz".into()), ""),
            (
                "x.dat#format=binpb",
                Source::DescriptorSet("x.dat".into()),
                "",
            ),
            (
                "x.tar.gz#strip_components=1,subdir=p/q",
                archive("x.tar.gz", ArchiveKind::Tar, 1),
                "p/q",
            ),
            ("x.tgz", archive("x.tgz", ArchiveKind::Tar, 0), ""),
            ("x.zip", archive("x.zip", ArchiveKind::Zip, 0), ""),
            (".git", spec("HEAD"), ""),
            (
                ".git#branch=main,subdir=proto",
                git(Revision::Branch("main".into())),
                "proto",
            ),
            (".git#tag=v1", git(Revision::Tag("v1".into())), ""),
            (".git#ref=HEAD~1,depth=5", spec("HEAD~1"), ""),
            (".git#branch=main,ref=abc", spec("abc"), ""),
            (".git#commit=abc", spec("abc"), ""),
        ] {
            let reference = Reference::parse(text).unwrap();
            assert_eq!(
                (reference.source, reference.subdir),
                (source, PathBuf::from(subdir)),
                "{text}"
            );
        }
    }

    #[test]
    fn references_that_mean_nothing_are_errors() {
        for (text, expected) in [
            (
                ".git#tag=a,branch=b",
                "a git input takes one of branch, tag, commit and ref",
            ),
            (
                "proto#branch=main",
                "branch, tag, commit or ref means nothing for such an input",
            ),
            (".git#tagg=v1", "\"tagg\" behind # is unknown"),
            (
                ".git#main",
                "\"main\" behind # is not of the form key=value",
            ),
            ("x#format=jsom", "the format \"jsom\" is unknown"),
            (
                "x.tar#strip_components=-1",
                "strip_components=-1 is not a number",
            ),
            (
                "https://example.com/a.git#tag=v1",
                "https://example.com/a.git is on another machine",
            ),
        ] {
            let error = Reference::parse(text).unwrap_err();
            assert_eq!(error.what, expected, "{text}");
        }
    }
}
