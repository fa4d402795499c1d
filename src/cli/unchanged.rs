//! Which files of a schema are the same elsewhere, with all that they import: nothing breaks between these.
//!
//! In: a compiled schema, and where the files of another one lie. Out: names. It compiles nothing.

use crate::files::Files;
use crate::parallel;
use crate::schema::{File, Schema};
use std::collections::HashSet;
use std::path::PathBuf;

/// The names of the files that are the same below the roots of the other schema.
pub(super) fn names<'a>(schema: &'a Schema, other: &Files, roots: &[PathBuf]) -> HashSet<&'a str> {
    let files = schema.files();
    let same = parallel::map(files, |file| is_same(schema, file, other, roots));
    let mut unchanged = vec![false; files.len()];
    // A file comes behind its imports.
    for (file, same) in files.iter().zip(same) {
        let mut imports = file.imports.iter();
        unchanged[file.id.index()] = same && imports.all(|import| unchanged[import.file.index()]);
    }
    let unchanged = files.iter().filter(|file| unchanged[file.id.index()]);
    unchanged.map(|file| file.name.as_str()).collect()
}

/// Whether the other schema has the same text for a file, or none, where it is one that comes with protobuf.
fn is_same(schema: &Schema, file: &File, other: &Files, roots: &[PathBuf]) -> bool {
    let mut candidates = roots.iter().map(|root| root.join(&file.name));
    let found = candidates.find(|path| other.is_file(path));
    match (schema.sources().get(&file.name), found) {
        (Some(text), Some(path)) => other
            .read(&path)
            .is_ok_and(|bytes| bytes == text.as_bytes()),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}
