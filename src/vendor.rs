//! The runtime's source, and which of it a tree carries.
//!
//! In: the parts that a tree needs. Out: files to write beside it, and the crates that they stand on.

use crate::codegen::Part;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// Every file of the runtime with its part; a test holds the list against the folder.
#[rustfmt::skip] // a row a file
const FILES: &[(Part, &str, &str)] = &[
    (Part::Rpc, "rpc/body.rs", include_str!("../templates/runtime/rpc/body.rs")),
    (Part::Rpc, "rpc/call.rs", include_str!("../templates/runtime/rpc/call.rs")),
    (Part::Rpc, "rpc/client/mod.rs", include_str!("../templates/runtime/rpc/client/mod.rs")),
    (Part::Rpc, "rpc/code.rs", include_str!("../templates/runtime/rpc/code.rs")),
    (Part::Rpc, "rpc/compression.rs", include_str!("../templates/runtime/rpc/compression.rs")),
    (Part::Rpc, "rpc/connection.rs", include_str!("../templates/runtime/rpc/connection.rs")),
    (Part::Rpc, "rpc/deadline.rs", include_str!("../templates/runtime/rpc/deadline.rs")),
    (Part::Rpc, "rpc/encoding.rs", include_str!("../templates/runtime/rpc/encoding.rs")),
    (Part::Rpc, "rpc/error.rs", include_str!("../templates/runtime/rpc/error.rs")),
    (Part::Rpc, "rpc/http2/client.rs", include_str!("../templates/runtime/rpc/http2/client.rs")),
    (Part::Rpc, "rpc/http2/io.rs", include_str!("../templates/runtime/rpc/http2/io.rs")),
    (Part::Rpc, "rpc/http2/mod.rs", include_str!("../templates/runtime/rpc/http2/mod.rs")),
    (Part::Rpc, "rpc/http2/receive.rs", include_str!("../templates/runtime/rpc/http2/receive.rs")),
    (Part::Rpc, "rpc/http2/send.rs", include_str!("../templates/runtime/rpc/http2/send.rs")),
    (Part::Rpc, "rpc/http2/serve.rs", include_str!("../templates/runtime/rpc/http2/serve.rs")),
    (Part::Rpc, "rpc/http2/stream.rs", include_str!("../templates/runtime/rpc/http2/stream.rs")),
    (Part::Rpc, "rpc/interceptor.rs", include_str!("../templates/runtime/rpc/interceptor.rs")),
    (Part::Rpc, "rpc/invoke.rs", include_str!("../templates/runtime/rpc/invoke.rs")),
    (Part::Rpc, "rpc/message.rs", include_str!("../templates/runtime/rpc/message.rs")),
    (Part::Rpc, "rpc/metadata.rs", include_str!("../templates/runtime/rpc/metadata.rs")),
    (Part::Rpc, "rpc/method.rs", include_str!("../templates/runtime/rpc/method.rs")),
    (Part::Rpc, "rpc/mod.rs", include_str!("../templates/runtime/rpc/mod.rs")),
    (Part::Rpc, "rpc/payload.rs", include_str!("../templates/runtime/rpc/payload.rs")),
    (Part::Rpc, "rpc/server/dispatch.rs", include_str!("../templates/runtime/rpc/server/dispatch.rs")),
    (Part::Rpc, "rpc/server/mod.rs", include_str!("../templates/runtime/rpc/server/mod.rs")),
    (Part::Rpc, "rpc/server/routes.rs", include_str!("../templates/runtime/rpc/server/routes.rs")),
    (Part::Rpc, "rpc/status.rs", include_str!("../templates/runtime/rpc/status.rs")),
    (Part::Rpc, "rpc/streaming.rs", include_str!("../templates/runtime/rpc/streaming.rs")),
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

/// The runtime files for these parts, by path below the tree's root.
pub fn files(parts: &BTreeSet<Part>) -> BTreeMap<String, String> {
    let needed = FILES.iter().filter(|(part, ..)| parts.contains(part));
    let mut files: BTreeMap<_, _> = needed
        .map(|(_, path, text)| (format!("runtime/{path}"), (*text).to_owned()))
        .collect();
    files.insert("runtime/mod.rs".to_owned(), module(parts));
    files
}

/// The lines for the `[dependencies]` of the crate that a tree with these parts goes into.
pub fn dependencies(parts: &BTreeSet<Part>) -> String {
    let mut lines = String::new();
    let mut wanted = false;
    for line in CRATES.lines() {
        match line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'))
        {
            Some(section) => wanted = parts.iter().any(|part| module_name(*part) == section),
            None if wanted && !line.is_empty() && !line.starts_with('#') => {
                writeln!(lines, "{line}").expect("a string can be written to");
            }
            None => {}
        }
    }
    lines
}

/// The runtime's root without the parts that stay behind.
fn module(parts: &BTreeSet<Part>) -> String {
    let absent = [Part::WellKnown, Part::Rpc]
        .into_iter()
        .filter(|part| !parts.contains(part));
    let mut text = MODULE.to_owned();
    for part in absent {
        let name = module_name(part);
        text = text.replace(&format!("pub mod {name};\n"), "");
        // Re-exports stand last, and only calls have any.
        if let Some(start) = text.find(&format!("pub use {name}::")) {
            text.truncate(start);
        }
    }
    text.trim_end().to_owned() + "\n"
}

fn module_name(part: Part) -> &'static str {
    match part {
        Part::Wire => "wire",
        Part::WellKnown => "wkt",
        Part::Rpc => "rpc",
    }
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
    fn the_crates_are_those_the_runtime_is_tested_with() {
        let manifest: toml::Table = include_str!("../Cargo.toml")
            .parse()
            .expect("the manifest is TOML");
        let parts = BTreeSet::from([Part::Wire, Part::WellKnown, Part::Rpc]);
        for line in dependencies(&parts).lines() {
            let name = line.split_once(' ').expect("a dependency has a name").0;
            let known = ["dependencies", "dev-dependencies"]
                .iter()
                .any(|table| manifest[*table].get(name).is_some());
            assert!(known, "{name} is in deps.toml but not in Cargo.toml");
        }
    }
}
