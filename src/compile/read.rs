//! One file's text, from a path.

use crate::files::Files;
use crate::report::{Finding, Span};
use std::path::Path;

/// A larger `.proto` file is refused unread: the largest of googleapis has four megabytes.
const LARGEST_FILE: u64 = 64 << 20;

/// Reads a file's text. A fault is in the file called `name`.
pub(super) fn read(files: &Files, name: &str, path: &Path) -> Result<String, Box<Finding>> {
    let unreadable = |error: std::io::Error| {
        Box::new(Finding::error(format!("cannot read {}: {error}", path.display())).in_file(name))
    };
    // Bounded by what is read, not by what is declared: a file may grow, and a device has no size.
    let bytes = files.read_up_to(path, LARGEST_FILE + 1);
    let bytes = bytes.map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_FILE {
        let text = format!("the file is larger than {} MB", LARGEST_FILE >> 20);
        return Err(Box::new(
            Finding::error(text).in_file(name).help("split it"),
        ));
    }
    String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        let finding = Finding::error("the file is not UTF-8 from here on").in_file(name);
        let span = Span::of(&text, valid..valid);
        Box::new(finding.at(Some(span)).help("save it as UTF-8"))
    })
}
