//! Revisions of git repositories, read in place: no clone, no checkout, and of the files only those that a schema may need.

use super::{Error, Files, is_wanted, normal};
use gix::objs::tree::EntryKind;
use gix::{ObjectId, Repository as Git};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// How deep repositories may lie in each other.
const DEEPEST_SUBMODULE: usize = 16;

/// Which state of a repository is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Revision {
    /// What `git rev-parse` understands: `HEAD~1`, `v1.2.3`, `3f2a1b`.
    Spec(String),
    /// A branch, or what was last fetched of it.
    Branch(String),
    /// A tag.
    Tag(String),
    /// The highest version (`v1.2.3`, `name/v1.2.3`; no pre-release) that is tagged in the history of `HEAD`.
    LatestTag,
    /// Where `HEAD` left a branch.
    MergeBase(String),
}

impl fmt::Display for Revision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Spec(name) | Self::Branch(name) | Self::Tag(name) => f.write_str(name),
            Self::LatestTag => f.write_str("latest-tag"),
            Self::MergeBase(branch) => write!(f, "merge-base:{branch}"),
        }
    }
}

/// A git repository on disk.
pub struct Repository {
    git: Git,
    root: PathBuf,
}

/// A revision that was read.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Its files, under the paths that they have, or would have, in the work tree.
    pub files: Files,
    /// What to call it: the tag or branch that was found, or what was asked for.
    pub name: String,
}

impl Repository {
    /// The repository that a folder belongs to, or whose `.git` it is.
    pub fn discover(path: &Path) -> Result<Self, Error> {
        let shown = path.display();
        let absolute = std::path::absolute(path)
            .map_err(|error| Error::new(format!("cannot find {shown}: {error}")))?;
        if !absolute.exists() {
            return Err(Error::new(format!("{shown} does not exist")));
        }
        let options = gix::open::Options::isolated();
        let git = gix::discover_opts(
            &absolute,
            gix::discover::upwards::Options::default(),
            options,
        );
        let git = git.map_err(|error| {
            let error = innermost(&error);
            let help = "a revision is looked up in the repository that the input is in";
            Error::new(format!("{shown} is in no git repository: {error}")).help(help)
        })?;
        let root = normal(git.workdir().unwrap_or_else(|| git.git_dir()));
        Ok(Self { git, root })
    }

    /// The folder that its files are in, or would be in.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The files of a revision.
    pub fn at(&self, revision: &Revision) -> Result<Snapshot, Error> {
        let (commit, name) = self.find(revision)?;
        let mut tree = Tree::default();
        let place = || format!("revision {name} of {}", self.root.display());
        read_tree(&self.git, commit, &self.root, DEEPEST_SUBMODULE, &mut tree).map_err(
            |error| {
                let help = if self.git.is_shallow().unwrap_or(false) {
                    "the clone is shallow: `git fetch --unshallow`, or fetch that revision"
                } else {
                    "`git fsck` tells what is damaged"
                };
                Error::new(format!("cannot read {}: {error}", place())).help(help)
            },
        )?;
        Ok(Snapshot {
            files: Files::in_memory_but(tree.contents, tree.damaged),
            name,
        })
    }

    fn find(&self, revision: &Revision) -> Result<(ObjectId, String), Error> {
        let named = |specs: &[String], name: &str| {
            let found = specs.iter().find_map(|spec| self.parse(spec));
            found
                .map(|id| (id, name.to_owned()))
                .ok_or_else(|| self.unknown(revision))
        };
        match revision {
            Revision::Spec(spec) => named(&[spec.clone(), format!("origin/{spec}")], spec),
            Revision::Branch(name) => named(&branches(name), name),
            Revision::Tag(name) => named(&[format!("refs/tags/{name}")], name),
            Revision::LatestTag => self.latest_tag(),
            Revision::MergeBase(branch) => {
                let mut specs = branches(branch);
                specs.push(branch.clone());
                let (other, _) = named(&specs, branch)?;
                let base = self.git.merge_base(self.head()?, other).ok().flatten();
                let base = base.ok_or_else(|| {
                    let text = format!("HEAD and {branch} have no commit in common here");
                    Error::new(text).help("in a shallow clone, `git fetch --unshallow`")
                })?;
                Ok((
                    base.detach(),
                    format!("merge-base:{branch} ({})", base.to_hex_with_len(8)),
                ))
            }
        }
    }

    fn parse(&self, spec: &str) -> Option<ObjectId> {
        let id = self.git.rev_parse_single(spec).ok()?;
        let commit = id.object().ok()?.peel_tags_to_end().ok()?;
        Some(commit.id)
    }

    fn head(&self) -> Result<ObjectId, Error> {
        let unborn = |_| Error::new(format!("{} has no commit yet", self.root.display()));
        self.git.head_id().map(gix::Id::detach).map_err(unborn)
    }

    fn latest_tag(&self) -> Result<(ObjectId, String), Error> {
        let head = self.head()?;
        let shallow = self.git.is_shallow().unwrap_or(false);
        let mut tags: Vec<_> = self
            .tags()
            .filter_map(|name| Some((version(&name)?, name)))
            .collect();
        tags.sort();
        let tags = tags.into_iter().rev();
        let mut known =
            tags.filter_map(|(_, name)| Some((self.parse(&format!("refs/tags/{name}"))?, name)));
        let found = known.find(|(commit, _)| {
            let base = self.git.merge_base(head, *commit).ok().flatten();
            // The history of a shallow clone cannot tell; its tags are those that somebody wanted.
            shallow || base.is_some_and(|base| base == *commit)
        });
        found.ok_or_else(|| {
            let text = "no tag in the history of HEAD is a version, such as v1.2.3";
            Error::new(text).help("`git fetch --tags` gets those of the remote; in a shallow clone with `--unshallow`")
        })
    }

    /// The names of the tags. What cannot be read is no tag.
    fn tags(&self) -> impl Iterator<Item = String> {
        let mut names = Vec::new();
        if let Ok(references) = self.git.references()
            && let Ok(tags) = references.tags()
        {
            let found = tags.filter_map(Result::ok);
            names.extend(found.map(|tag| tag.name().shorten().to_string()));
        }
        names.into_iter()
    }

    fn unknown(&self, revision: &Revision) -> Error {
        let root = self.root.display();
        let text =
            format!("{revision} is neither a path nor a revision of the repository at {root}");
        let wanted = revision.to_string();
        let likeness = |name: &String| similar::TextDiff::from_chars(&wanted, name).ratio();
        let nearest = self
            .tags()
            .max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
        let nearest = nearest.filter(|name| likeness(name) >= 0.5);
        Error::new(text).help(match nearest {
            Some(name) => {
                format!("there is a tag {name}; what is only on a remote must be fetched first")
            }
            None => "what is only on a remote must be fetched first".to_owned(),
        })
    }
}

impl fmt::Debug for Repository {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Repository").field(&self.root).finish()
    }
}

fn branches(name: &str) -> Vec<String> {
    let places = ["refs/heads/", "refs/remotes/origin/", "refs/remotes/"];
    places.map(|place| format!("{place}{name}")).to_vec()
}

/// The version that a tag names; none for a pre-release.
fn version(tag: &str) -> Option<semver::Version> {
    let last = tag.rsplit('/').next()?;
    let version = semver::Version::parse(last.strip_prefix('v').unwrap_or(last)).ok()?;
    version.pre.is_empty().then_some(version)
}

type Failure = Box<dyn std::error::Error>;

/// The files of a revision, so far.
#[derive(Default)]
struct Tree {
    contents: BTreeMap<PathBuf, Vec<u8>>,
    /// Why some of them cannot be read: one bad object must not hide all the others.
    damaged: BTreeMap<PathBuf, String>,
}

impl Tree {
    fn add(&mut self, git: &Git, path: PathBuf, id: ObjectId) {
        match git.find_object(id) {
            Ok(object) => {
                self.contents.insert(path, object.detach().data);
            }
            Err(error) => {
                let error = innermost(&error);
                let reason = format!("its git object {id} is lost or damaged: {error}");
                self.damaged
                    .insert(path, reason + "; `git fsck` tells more");
            }
        }
    }
}

/// What went wrong in the end: what is around it only says that something did.
fn innermost(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// Puts the files of a git tree into `tree`, as if they lay in `folder`.
fn read_tree(
    git: &Git,
    treeish: ObjectId,
    folder: &Path,
    deeper: usize,
    tree: &mut Tree,
) -> Result<(), Failure> {
    let found = git.find_object(treeish)?.peel_to_tree()?;
    let mut links = Vec::new();
    for entry in found.traverse().breadthfirst.files()? {
        let Ok(path) = gix::path::from_byte_slice(&entry.filepath) else {
            continue;
        };
        let path = normal(&folder.join(path));
        match entry.mode.kind() {
            EntryKind::Blob | EntryKind::BlobExecutable if is_wanted(&path) => {
                tree.add(git, path, entry.oid);
            }
            EntryKind::Link if is_wanted(&path) => {
                let target = git.find_object(entry.oid)?.detach().data;
                links.push((path, target));
            }
            EntryKind::Commit => {
                // A submodule that is not checked out is not here; who imports its files is told so.
                if let Some(deeper) = deeper.checked_sub(1)
                    && let Ok(module) = gix::open_opts(&path, gix::open::Options::isolated())
                    && module.has_object(entry.oid)
                {
                    read_tree(&module, entry.oid, &path, deeper, tree)?;
                }
            }
            EntryKind::Blob | EntryKind::BlobExecutable | EntryKind::Link | EntryKind::Tree => {}
        }
    }
    for (path, target) in links {
        let Ok(target) = gix::path::from_byte_slice(&target) else {
            continue;
        };
        let target = normal(&path.parent().unwrap_or(folder).join(target));
        if let Some(content) = tree.contents.get(&target).cloned() {
            tree.contents.insert(path, content);
        } else if let Some(reason) = tree.damaged.get(&target).cloned() {
            tree.damaged.insert(path, reason);
        }
    }
    Ok(())
}
