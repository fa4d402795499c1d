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
        let (message, help) = not_utf8(error.as_bytes(), valid);
        let finding = Finding::error(message).in_file(name).help(help);
        Box::new(finding.at(Some(Span::of(&text, valid..valid))))
    })
}

/// What is to be said of a file that is no UTF-8 from an offset on.
fn not_utf8(bytes: &[u8], valid: usize) -> (&'static str, String) {
    let what = match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "the file is UTF-16, not UTF-8",
        [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] => {
            return (
                "the file is compressed, not the source of a schema",
                "unpack it first".to_owned(),
            );
        }
        _ => "the file is not UTF-8 from here on",
    };
    // In most old encodings, single letters with accents stand between plain ones.
    let letter = bytes
        .get(valid)
        .copied()
        .filter(|byte| *byte >= 0xa0 && valid > 0);
    let help = letter.map_or_else(
        || "save it as UTF-8".to_owned(),
        |letter| {
            format!(
                "save it as UTF-8: the byte {letter:#x} is `{}` in Latin-1",
                char::from(letter)
            )
        },
    );
    (what, help)
}
