//! Everything held against itself: whatever the schema, nothing has changed.

use super::cli::run;
use super::peers::googleapis;
use std::path::Path;

/// Nothing is found in the folder against itself, given as files and as a descriptor set, with every rule.
#[test]
fn googleapis_does_not_break_itself() {
    let Some(root) = googleapis() else { return };
    let folder = tempfile::tempdir().unwrap();
    let set = folder.path().join("googleapis.binpb");
    let set = set.to_str().unwrap();
    silent(&root, &["build", ".", "-o", set]);
    let rules =
        r#"{"version":"v2","breaking":{"use":["FILE","PACKAGE","WIRE_JSON","WIRE","CSR","RPC"]}}"#;
    for base in [".", set] {
        silent(
            &root,
            &["breaking", ".", "--against", base, "--config", rules],
        );
    }
}

fn silent(root: &Path, arguments: &[&str]) {
    let output = run(root, arguments);
    let text = String::from_utf8_lossy(&output.stdout);
    let start: Vec<_> = text.lines().take(20).collect();
    assert!(
        output.status.success(),
        "{arguments:?}\n{}",
        start.join("\n")
    );
    assert!(text.is_empty(), "{arguments:?}\n{}", start.join("\n"));
}
