//! Schemas of the world, generated and compiled: what no hand-made case would think of.
//!
//! They lie beside the repository; where they do not, the tests say so and skip. All packages are one crate, so that each
//! of the compiler's ways over it is gone once: about a minute and a half in all.

pub use crate::peers::googleapis;
use crate::scratch::{self, Scratch};
use grpcgen::codegen::Options;
use grpcgen::compile::Input;
use grpcgen::files::Files;
use std::path::{Path, PathBuf};

#[test]
fn real_googleapis_compile_without_a_warning() {
    let Some(root) = googleapis() else { return };
    let mut scratch = Scratch::new("googleapis");
    for (name, package) in [
        ("pubsub", "google/pubsub/v1"),
        ("spanner", "google/spanner/v1"),
        ("firestore", "google/firestore/v1"),
        ("longrunning", "google/longrunning"),
        ("ads", "google/ads/googleads/v25"),
        ("compute", "google/cloud/compute/v1"),
    ] {
        let input = Input::Sources {
            files: Files::on_disk(),
            paths: vec![root.join(package)],
            includes: vec![root.clone()],
        };
        // Its hundred services would take the compiler minutes, and differ from the others in nothing but names.
        let only_messages = name == "ads";
        let options = Options {
            no_client: only_messages,
            no_server: only_messages,
            ..Options::default()
        };
        scratch.tree(name, &scratch::generate_with(input, options));
    }
    scratch.library();
    scratch.check();
}

/// protobuf's own unit tests: proto2, proto3 and editions, by way of protoc.
pub fn unittests(root: &Path) -> Vec<PathBuf> {
    // What protoc itself refuses, or needs an option of its own for.
    const LEFT_OUT: [&str; 1] = ["unittest_invalid_features.proto"];
    let protos = scratch::protos(&root.join("google/protobuf"));
    let wanted = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        let test = name.contains("unittest") || name.starts_with("test_messages");
        test && !LEFT_OUT.contains(&name)
    };
    protos.into_iter().filter(wanted).collect()
}

#[test]
fn real_unittests_compile_without_a_warning() {
    let Some(root) = scratch::shared("protobuf/src") else {
        return;
    };
    let mut scratch = Scratch::new("unittests");
    let set = scratch::descriptor_set(&root, &unittests(&root));
    scratch.tree("unittests", &scratch::generate(Input::DescriptorSet(set)));
    scratch.library();
    scratch.check();
}
