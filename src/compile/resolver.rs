//! Names to parsed files: the bundled descriptors first, then the files asked for, then the import roots.

use super::bundled;
use crate::report::{Finding, Span};
use crate::wire::Message;
use protox::Error;
use protox::file::{File, FileResolver};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A larger `.proto` file is refused unread: the largest of googleapis has four megabytes.
const LARGEST_FILE: u64 = 64 << 20;

pub(super) struct Resolver {
    pub(super) files: BTreeMap<String, PathBuf>,
    pub(super) roots: Vec<PathBuf>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    parsed: HashMap<String, File>,
    sources: HashMap<String, Arc<str>>,
}

/// What cannot be told by the parser's own error.
#[derive(Debug)]
struct Unreadable(String, &'static str);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

impl Resolver {
    pub(super) fn new(files: BTreeMap<String, PathBuf>, roots: Vec<PathBuf>) -> Self {
        Self {
            files,
            roots,
            state: Mutex::default(),
        }
    }

    /// Parses a file ahead of the linker, which will then find it parsed.
    pub(super) fn parse_ahead(&self, name: &str) -> Result<(), Error> {
        let file = self.open(name)?;
        self.state().parsed.insert(name.to_owned(), file);
        Ok(())
    }

    fn open(&self, name: &str) -> Result<File, Error> {
        if let Some(descriptor) = bundled::descriptor(name) {
            return File::decode_file_descriptor_proto(descriptor.encode_to_bytes())
                .map_err(Error::new);
        }
        let listed = self.files.get(name).cloned();
        let path = listed.or_else(|| {
            self.roots
                .iter()
                .map(|root| root.join(name))
                .find(|path| path.is_file())
        });
        let path = path.ok_or_else(|| Error::file_not_found(name))?;
        let source: Arc<str> = read(&path).map_err(Error::new)?.into();
        self.state()
            .sources
            .insert(name.to_owned(), Arc::clone(&source));
        if declares_edition(&source) {
            return Err(Error::new(Unreadable(
                format!("{name} declares an edition, which source files cannot yet"),
                "compile it with `protoc --include_imports --include_source_info -o FILE.binpb …` and give FILE.binpb",
            )));
        }
        File::from_source(name, &source)
    }

    fn state(&self) -> std::sync::MutexGuard<'_, State> {
        self.state
            .lock()
            .unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// An error of the parser as findings, each with its place where it has one.
    pub(super) fn findings(&self, error: &Error, fallback: &str) -> Vec<Finding> {
        let mut findings = vec![self.finding(error, error, fallback)];
        if let Some(related) = miette::Diagnostic::related(error) {
            findings.extend(related.map(|related| self.finding(error, related, fallback)));
        }
        findings
    }

    fn finding(
        &self,
        error: &Error,
        diagnostic: &dyn miette::Diagnostic,
        fallback: &str,
    ) -> Finding {
        let file = error.file().unwrap_or(fallback);
        let message = if error.is_parse() {
            diagnostic.to_string()
        } else {
            diagnostic.to_string().trim_end_matches('.').to_owned()
        };
        let mut finding = Finding::error(message).in_file(file);
        let place = diagnostic.labels().and_then(|mut labels| labels.next());
        if let (Some(place), Some(source)) = (place, self.state().sources.get(file)) {
            let (span, line) = span(source, place.offset(), place.len());
            finding.span = Some(span);
            finding.source = Some(line);
        }
        if error.is_file_not_found() || finding.message.contains("not found") {
            let roots: Vec<_> = self
                .roots
                .iter()
                .map(|root| root.display().to_string())
                .collect();
            finding.help = Some(format!(
                "looked in {}; add its import root with `-I`",
                roots.join(", ")
            ));
        }
        let cause =
            std::error::Error::source(error).and_then(|cause| cause.downcast_ref::<Unreadable>());
        if let Some(Unreadable(_, help)) = cause.filter(|cause| !cause.1.is_empty()) {
            finding.help = Some((*help).to_owned());
        }
        finding
    }
}

impl FileResolver for Resolver {
    fn open_file(&self, name: &str) -> Result<File, Error> {
        let parsed = self.state().parsed.remove(name);
        parsed.map_or_else(|| self.open(name), Ok)
    }
}

fn read(path: &Path) -> Result<String, Unreadable> {
    let unreadable =
        |error: std::io::Error| Unreadable(format!("cannot read {}: {error}", path.display()), "");
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > LARGEST_FILE {
        let text = format!(
            "{} has {size} bytes; a .proto file may have {LARGEST_FILE}",
            path.display()
        );
        return Err(Unreadable(text, "split the file"));
    }
    let bytes = std::fs::read(path).map_err(unreadable)?;
    String::from_utf8(bytes).map_err(|error| {
        let valid = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = valid.split(|byte| *byte == b'\n').count();
        Unreadable(
            format!("{}:{line} is not UTF-8", path.display()),
            "save the file as UTF-8",
        )
    })
}

/// Whether the first word of a file is `edition`.
fn declares_edition(source: &str) -> bool {
    let mut rest = source.trim_start_matches('\u{feff}').trim_start();
    loop {
        let after = if rest.starts_with("//") {
            rest.find('\n')
        } else if rest.starts_with("/*") {
            rest.find("*/").map(|end| end + 2)
        } else {
            return rest
                .strip_prefix("edition")
                .is_some_and(|rest| rest.trim_start().starts_with('='));
        };
        let Some(after) = after else { return false };
        rest = rest[after..].trim_start();
    }
}

fn span(source: &str, offset: usize, length: usize) -> (Span, String) {
    let offset = source.floor_char_boundary(offset.min(source.len()));
    let start = source[..offset]
        .rfind('\n')
        .map_or(0, |newline| newline + 1);
    let line = source[start..].lines().next().unwrap_or_default();
    let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
    let (row, column) = (
        number(source[..start].matches('\n').count()),
        number(offset - start),
    );
    let end = number((offset - start + length).min(line.len().max(offset - start)));
    // A line may be the whole file; what a caret needs is its beginning.
    let shown = line[..line.floor_char_boundary(line.len().min(500))].to_owned();
    (
        Span {
            line: row,
            column,
            end_line: row,
            end_column: end,
        },
        shown,
    )
}
