//! The committed tree of testdata/interop is what the generator makes of its proto.

use grpcgen::codegen::{OptionalPart, Options, generate};
use grpcgen::compile::{Input, compile};
use grpcgen::files::Files;
use std::path::Path;

#[test]
fn the_generated_tree_is_current() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/interop");
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: vec![folder.join("interop.proto")],
        includes: vec![folder.clone()],
    };
    let options = Options {
        runtime: Some("crate::runtime".to_owned()),
        parts: [OptionalPart::Fake].into(),
        ..Options::default()
    };
    let tree = generate(&compile(input).unwrap(), &options).unwrap();
    for (path, text) in &tree.files {
        let path = folder.join("gen").join(path);
        if std::env::var_os("GRPCGEN_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, text).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == *text,
            "{} is stale; run the tests with GRPCGEN_BLESS=1 and commit it",
            path.display()
        );
    }
}
