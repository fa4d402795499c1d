//! What users see of syntax errors: each file of `testdata/compile/syntax` has a snapshot beside it.

use super::parse;
use crate::report::Report;
use std::path::Path;

#[test]
fn faults_are_told_as_in_the_snapshots() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/compile/syntax");
    insta::with_settings!({ snapshot_path => &folder, prepend_module_to_snapshot => false, omit_expression => true }, {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_none_or(|extension| extension != "proto") {
                continue;
            }
            let name = path.file_name().and_then(|name| name.to_str()).unwrap();
            let text = std::fs::read_to_string(&path).unwrap();
            let mut report = Report {
                findings: parse(name, &text).findings,
                ..Report::default()
            };
            report.sources.insert(name, text);
            insta::assert_snapshot!(name.trim_end_matches(".proto"), report.to_string());
        }
    });
}
