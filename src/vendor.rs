//! The runtime's source, and which of it a tree carries.
//!
//! In: the parts that a tree needs. Out: files to write beside it, and the crates that they stand on. A line of the
//! runtime that ends in `// part: NAME` goes out with that part only.

use crate::codegen::Part;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Every file of the runtime with its part; a test holds the list against the folder.
#[rustfmt::skip] // a row a file
const FILES: &[(Part, &str, &str)] = &[
    (Part::Rpc, "rpc/batch.rs", include_str!("../templates/runtime/rpc/batch.rs")),
    (Part::Rpc, "rpc/body.rs", include_str!("../templates/runtime/rpc/body.rs")),
    (Part::Rpc, "rpc/call.rs", include_str!("../templates/runtime/rpc/call.rs")),
    (Part::Rpc, "rpc/client/builder.rs", include_str!("../templates/runtime/rpc/client/builder.rs")),
    (Part::Rpc, "rpc/client/mod.rs", include_str!("../templates/runtime/rpc/client/mod.rs")),
    (Part::Rpc, "rpc/client/reconnect.rs", include_str!("../templates/runtime/rpc/client/reconnect.rs")),
    (Part::Rpc, "rpc/code.rs", include_str!("../templates/runtime/rpc/code.rs")),
    (Part::Rpc, "rpc/compression.rs", include_str!("../templates/runtime/rpc/compression.rs")),
    (Part::Rpc, "rpc/connection.rs", include_str!("../templates/runtime/rpc/connection.rs")),
    (Part::Rpc, "rpc/content.rs", include_str!("../templates/runtime/rpc/content.rs")),
    (Part::Rpc, "rpc/deadline.rs", include_str!("../templates/runtime/rpc/deadline.rs")),
    (Part::Rpc, "rpc/details.rs", include_str!("../templates/runtime/rpc/details.rs")),
    (Part::Rpc, "rpc/encoding.rs", include_str!("../templates/runtime/rpc/encoding.rs")),
    (Part::Rpc, "rpc/error.rs", include_str!("../templates/runtime/rpc/error.rs")),
    (Part::Fake, "rpc/fake.rs", include_str!("../templates/runtime/rpc/fake.rs")),
    (Part::Gzip, "rpc/gzip.rs", include_str!("../templates/runtime/rpc/gzip.rs")),
    (Part::Rpc, "rpc/http2/answer.rs", include_str!("../templates/runtime/rpc/http2/answer.rs")),
    (Part::Rpc, "rpc/http2/authority.rs", include_str!("../templates/runtime/rpc/http2/authority.rs")),
    (Part::Rpc, "rpc/http2/client.rs", include_str!("../templates/runtime/rpc/http2/client.rs")),
    (Part::Rpc, "rpc/http2/connect.rs", include_str!("../templates/runtime/rpc/http2/connect.rs")),
    (Part::Rpc, "rpc/http2/drive.rs", include_str!("../templates/runtime/rpc/http2/drive.rs")),
    (Part::Rpc, "rpc/http2/headers.rs", include_str!("../templates/runtime/rpc/http2/headers.rs")),
    (Part::Rpc, "rpc/http2/held.rs", include_str!("../templates/runtime/rpc/http2/held.rs")),
    (Part::Rpc, "rpc/http2/io.rs", include_str!("../templates/runtime/rpc/http2/io.rs")),
    (Part::Rpc, "rpc/http2/keepalive.rs", include_str!("../templates/runtime/rpc/http2/keepalive.rs")),
    (Part::Rpc, "rpc/http2/lifetime.rs", include_str!("../templates/runtime/rpc/http2/lifetime.rs")),
    (Part::Rpc, "rpc/http2/mod.rs", include_str!("../templates/runtime/rpc/http2/mod.rs")),
    (Part::Rpc, "rpc/http2/police.rs", include_str!("../templates/runtime/rpc/http2/police.rs")),
    (Part::Rpc, "rpc/http2/receive.rs", include_str!("../templates/runtime/rpc/http2/receive.rs")),
    (Part::Rpc, "rpc/http2/send.rs", include_str!("../templates/runtime/rpc/http2/send.rs")),
    (Part::Rpc, "rpc/http2/serve.rs", include_str!("../templates/runtime/rpc/http2/serve.rs")),
    (Part::Rpc, "rpc/http2/stream.rs", include_str!("../templates/runtime/rpc/http2/stream.rs")),
    (Part::Rpc, "rpc/http2/wakes.rs", include_str!("../templates/runtime/rpc/http2/wakes.rs")),
    (Part::Rpc, "rpc/interceptor.rs", include_str!("../templates/runtime/rpc/interceptor.rs")),
    (Part::Rpc, "rpc/invoke.rs", include_str!("../templates/runtime/rpc/invoke.rs")),
    (Part::Rpc, "rpc/message.rs", include_str!("../templates/runtime/rpc/message.rs")),
    (Part::Rpc, "rpc/metadata.rs", include_str!("../templates/runtime/rpc/metadata.rs")),
    (Part::Rpc, "rpc/method.rs", include_str!("../templates/runtime/rpc/method.rs")),
    (Part::Rpc, "rpc/mod.rs", include_str!("../templates/runtime/rpc/mod.rs")),
    (Part::Rpc, "rpc/payload.rs", include_str!("../templates/runtime/rpc/payload.rs")),
    (Part::Rpc, "rpc/server/bound.rs", include_str!("../templates/runtime/rpc/server/bound.rs")),
    (Part::Rpc, "rpc/server/dispatch.rs", include_str!("../templates/runtime/rpc/server/dispatch.rs")),
    (Part::Rpc, "rpc/server/mod.rs", include_str!("../templates/runtime/rpc/server/mod.rs")),
    (Part::Rpc, "rpc/server/routes.rs", include_str!("../templates/runtime/rpc/server/routes.rs")),
    (Part::Rpc, "rpc/status.rs", include_str!("../templates/runtime/rpc/status.rs")),
    (Part::Rpc, "rpc/streaming.rs", include_str!("../templates/runtime/rpc/streaming.rs")),
    (Part::Rpc, "rpc/typed.rs", include_str!("../templates/runtime/rpc/typed.rs")),
    (Part::Wire, "wire/enumeration.rs", include_str!("../templates/runtime/wire/enumeration.rs")),
    (Part::Wire, "wire/error.rs", include_str!("../templates/runtime/wire/error.rs")),
    (Part::Wire, "wire/extension.rs", include_str!("../templates/runtime/wire/extension.rs")),
    (Part::Wire, "wire/kind.rs", include_str!("../templates/runtime/wire/kind.rs")),
    (Part::Wire, "wire/map.rs", include_str!("../templates/runtime/wire/map.rs")),
    (Part::Wire, "wire/message.rs", include_str!("../templates/runtime/wire/message.rs")),
    (Part::Wire, "wire/message_set.rs", include_str!("../templates/runtime/wire/message_set.rs")),
    (Part::Wire, "wire/mod.rs", include_str!("../templates/runtime/wire/mod.rs")),
    (Part::Wire, "wire/reader.rs", include_str!("../templates/runtime/wire/reader.rs")),
    (Part::Wire, "wire/scalar.rs", include_str!("../templates/runtime/wire/scalar.rs")),
    (Part::Wire, "wire/shape.rs", include_str!("../templates/runtime/wire/shape.rs")),
    (Part::Wire, "wire/unknown.rs", include_str!("../templates/runtime/wire/unknown.rs")),
    (Part::Wire, "wire/varint.rs", include_str!("../templates/runtime/wire/varint.rs")),
    (Part::Wire, "wire/writer.rs", include_str!("../templates/runtime/wire/writer.rs")),
    (Part::WellKnown, "wkt/any.rs", include_str!("../templates/runtime/wkt/any.rs")),
    (Part::WellKnown, "wkt/calendar.rs", include_str!("../templates/runtime/wkt/calendar.rs")),
    (Part::WellKnown, "wkt/duration.rs", include_str!("../templates/runtime/wkt/duration.rs")),
    (Part::WellKnown, "wkt/error.rs", include_str!("../templates/runtime/wkt/error.rs")),
    (Part::WellKnown, "wkt/field_mask.rs", include_str!("../templates/runtime/wkt/field_mask.rs")),
    (Part::WellKnown, "wkt/fraction.rs", include_str!("../templates/runtime/wkt/fraction.rs")),
    (Part::WellKnown, "wkt/mod.rs", include_str!("../templates/runtime/wkt/mod.rs")),
    (Part::WellKnown, "wkt/structure.rs", include_str!("../templates/runtime/wkt/structure.rs")),
    (Part::WellKnown, "wkt/timestamp.rs", include_str!("../templates/runtime/wkt/timestamp.rs")),
    (Part::WellKnown, "wkt/types.rs", include_str!("../templates/runtime/wkt/types.rs")),
    (Part::WellKnown, "wkt/wrappers.rs", include_str!("../templates/runtime/wkt/wrappers.rs")),
];

const MODULE: &str = include_str!("../templates/runtime/mod.rs");
const CRATES: &str = include_str!("../templates/runtime/deps.toml");

/// Every part with the name that `deps.toml` and marked lines have for it.
const PARTS: [(Part, &str); 5] = [
    (Part::Wire, "wire"),
    (Part::WellKnown, "wkt"),
    (Part::Rpc, "rpc"),
    (Part::Fake, "fake"),
    (Part::Gzip, "gzip"),
];

/// The runtime files for these parts, by path below the tree's root.
pub fn files(parts: &BTreeSet<Part>) -> BTreeMap<String, String> {
    let needed = FILES.iter().filter(|(part, ..)| parts.contains(part));
    let files =
        needed.map(|(_, path, text)| (format!("runtime/{path}"), without_absent(text, parts)));
    let root = ("runtime/mod.rs".to_owned(), without_absent(MODULE, parts));
    files.chain([root]).collect()
}

/// A file's text without the lines of parts that stay behind, and without the marks of those that go out.
fn without_absent(text: &str, parts: &BTreeSet<Part>) -> String {
    let mut kept = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let Some((code, name)) = line.split_once(" // part: ") else {
            kept.push_str(line);
            continue;
        };
        let part = PARTS.iter().find(|(_, known)| *known == name.trim_end());
        let (part, _) =
            part.expect("a test holds the marks of the runtime's lines against the names of parts");
        if parts.contains(part) {
            kept.push_str(code);
            kept.push('\n');
        }
    }
    kept
}

/// The lines for the `[dependencies]` of the crate that a tree with these parts goes into.
pub fn dependencies(parts: &BTreeSet<Part>) -> String {
    let mut lines = String::new();
    let mut wanted = false;
    let is_wanted = |section| {
        let mut parts = PARTS.iter().filter(|(part, _)| parts.contains(part));
        parts.any(|(_, name)| *name == section)
    };
    for line in CRATES.lines() {
        match line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            Some(section) => wanted = is_wanted(section),
            None if wanted && !line.is_empty() && !line.starts_with('#') => {
                writeln!(lines, "{line}").expect("a string can be written to");
            }
            None => {}
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_runtime_file_is_listed() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/runtime");
        let found: BTreeSet<String> = ignore::WalkBuilder::new(&root)
            .build()
            .filter_map(Result::ok)
            .filter(|entry| {
                entry
                    .path()
                    .extension()
                    .is_some_and(|extension| extension == "rs")
            })
            .map(|entry| {
                entry
                    .path()
                    .strip_prefix(&root)
                    .expect("it was found there")
                    .display()
                    .to_string()
            })
            .filter(|path| path != "mod.rs")
            .collect();
        let listed = FILES
            .iter()
            .map(|(_, path, _)| (*path).to_owned())
            .collect();
        assert_eq!(
            found, listed,
            "list every file of templates/runtime in src/vendor.rs, and no other"
        );
    }

    #[test]
    fn marked_lines_go_out_with_their_part() {
        let all: BTreeSet<_> = PARTS.iter().map(|(part, _)| *part).collect();
        for (name, text) in files(&all) {
            assert!(!text.contains("// part:"), "{name} keeps a mark");
        }
        let bare = files(&BTreeSet::from([Part::Wire]));
        let root = &bare["runtime/mod.rs"];
        assert!(!root.contains("rpc") && !root.contains("wkt"), "{root}");
        assert_eq!(
            files(&BTreeSet::from([Part::Wire, Part::Rpc]))["runtime/rpc/mod.rs"]
                .matches("gzip")
                .count(),
            0
        );
    }

    #[test]
    fn the_crates_are_those_the_runtime_is_tested_with() {
        let manifest: toml::Table = include_str!("../Cargo.toml")
            .parse()
            .expect("the manifest is TOML");
        let parts = PARTS.iter().map(|(part, _)| *part).collect();
        for line in dependencies(&parts).lines() {
            let name = line.split_once(' ').expect("a dependency has a name").0;
            let known = ["dependencies", "dev-dependencies"]
                .iter()
                .any(|table| manifest[*table].get(name).is_some());
            assert!(known, "{name} is in deps.toml but not in Cargo.toml");
        }
    }
}
