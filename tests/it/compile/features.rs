//! Editions features: the presets against protoc's, and files against what protobuf's own tool rewrote them to.

use crate::peers;
use grpcgen::compile::{Input, compile};
use grpcgen::descriptor::google::protobuf::{Edition, FeatureSet, FeatureSetDefaults};
use grpcgen::runtime::wire::Message;
use grpcgen::schema::{Enum, Field, Kind, Schema};
use std::fmt::Write;

fn schema_of(set: Vec<u8>) -> Schema {
    compile(Input::DescriptorSet(set)).unwrap_or_else(|report| panic!("{report}"))
}

/// A file of each language version has the features that protoc's own table gives it.
#[test]
fn presets_are_those_of_protoc() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("defaults");
    let status = peers::protoc()
        .arg("-I")
        .arg(peers::protoc_include())
        .arg(format!("--edition_defaults_out={}", table.display()))
        .args([
            "--edition_defaults_minimum=PROTO2",
            "--edition_defaults_maximum=2026",
        ])
        .arg("google/protobuf/descriptor.proto")
        .status()
        .unwrap();
    assert!(status.success());
    let table = FeatureSetDefaults::decode(&std::fs::read(table).unwrap()).unwrap();
    for default in table.defaults {
        let head = match default.edition.unwrap() {
            Edition::Legacy => "syntax = \"proto2\";",
            Edition::Proto3 => "syntax = \"proto3\";",
            Edition::Edition2023 => "edition = \"2023\";",
            Edition::Edition2024 => "edition = \"2024\";",
            Edition::Edition2026 => "edition = \"2026\";",
            other => panic!("an edition that the schema does not know: {other:?}"),
        };
        let mut expected = default.fixed_features.unwrap_or_default();
        expected
            .merge(
                &default
                    .overridable_features
                    .unwrap_or_default()
                    .encode_to_vec(),
            )
            .unwrap();
        std::fs::write(folder.path().join("a.proto"), head).unwrap();
        let set = peers::descriptor_set(&[folder.path()], &["a.proto".to_owned()]).unwrap();
        let features = schema_of(set).files()[0].features;
        // Both sides by the names of the descriptor: each name of ours is contained in protoc's, or the other way round.
        assert_eq!(
            words(&format!("{features:?}")),
            table_words(&expected),
            "{head}"
        );
    }
}

/// The values in the order of the struct, without what only one side spells.
fn words(debug: &str) -> Vec<String> {
    let values = debug
        .split(['{', '}', ','])
        .filter_map(|part| part.split_once(": "));
    values.map(|(_, value)| value.trim().to_owned()).collect()
}

fn table_words(features: &FeatureSet) -> Vec<String> {
    let value = |debug: String| {
        debug
            .replace("LegacyRequired", "Required")
            .replace("StyleLegacy", "Legacy")
            .replace("LegacyNoExplicitLimits", "None")
            .replace("ProtoLimits2026", "Limits2026")
    };
    vec![
        value(format!("{:?}", features.field_presence.unwrap())),
        value(format!("{:?}", features.enum_type.unwrap())),
        value(format!("{:?}", features.repeated_field_encoding.unwrap())),
        value(format!("{:?}", features.utf8_validation.unwrap())),
        value(format!("{:?}", features.message_encoding.unwrap())),
        value(format!("{:?}", features.json_format.unwrap())),
        value(format!("{:?}", features.enforce_naming_style.unwrap())),
        value(format!("{:?}", features.default_symbol_visibility.unwrap())),
        value(format!("{:?}", features.enforce_proto_limits.unwrap())),
    ]
}

/// protobuf's repository has files that its own tool rewrote from proto2 and proto3 to editions: they must mean the same.
#[test]
fn rewritten_files_mean_the_same() {
    let Some(protobuf) = peers::data("protobuf") else {
        return;
    };
    let pairs = [
        (
            "editions/input/edition2023_transform/proto2.proto",
            "editions/golden/edition2023_transform/proto2.proto",
        ),
        (
            "editions/input/edition2023_transform/proto3.proto",
            "editions/golden/edition2023_transform/proto3.proto",
        ),
        (
            "editions/input/edition2023_transform/proto2.proto",
            "editions/golden/edition2024_transform/proto2.proto",
        ),
        (
            "editions/input/edition2023_transform/proto3.proto",
            "editions/golden/edition2024_transform/proto3.proto",
        ),
        (
            "editions/input/edition2024_transform/edition2023.proto",
            "editions/golden/edition2024_transform/edition2023.proto",
        ),
        (
            "src/google/protobuf/test_messages_proto2.proto",
            "editions/golden/test_messages_proto2_editions.proto",
        ),
        (
            "src/google/protobuf/test_messages_proto3.proto",
            "editions/golden/test_messages_proto3_editions.proto",
        ),
    ];
    let mut compared = 0;
    for (before, after) in pairs {
        let facts = |name: &str| {
            let roots = ["src", "."].map(|root| protobuf.join(root));
            let include = peers::protoc_include();
            let name = name.strip_prefix("src/").unwrap_or(name).to_owned();
            let includes = [&roots[0], &roots[1], &include].map(std::path::PathBuf::as_path);
            match peers::descriptor_set(&includes, std::slice::from_ref(&name)) {
                Ok(set) => Some(facts_of(&schema_of(set), &name)),
                Err(message) => {
                    // Some need files that only their authors have.
                    println!("skipped: protoc does not compile {name}: {message}");
                    None
                }
            }
        };
        let (Some(before_facts), Some(after_facts)) = (facts(before), facts(after)) else {
            continue;
        };
        compared += 1;
        for (line, (old, new)) in before_facts.lines().zip(after_facts.lines()).enumerate() {
            assert_eq!(old, new, "line {line} of {before} and {after}");
        }
        assert_eq!(before_facts.lines().count(), after_facts.lines().count());
    }
    println!("{compared} pairs compared");
    assert!(compared >= 2, "only {compared} pairs compared");
}

/// What generated code depends on, a line a field or enum; packages are left out, since the rewritten files have others.
fn facts_of(schema: &Schema, file: &str) -> String {
    let file = schema
        .files()
        .iter()
        .find(|candidate| candidate.name == file)
        .unwrap();
    let short = |full_name: &str| {
        full_name
            .strip_prefix(&file.package)
            .unwrap_or(full_name)
            .to_owned()
    };
    let mut facts = String::new();
    let mut line = |field: &Field| {
        let kind = match field.kind {
            Kind::Message(id) => format!("message {}", short(&schema.message(id).full_name)),
            Kind::Group(id) => format!("group {}", short(&schema.message(id).full_name)),
            Kind::Enum(id) => format!("enum {}", short(&schema.enumeration(id).full_name)),
            scalar => format!("{scalar:?}"),
        };
        let (name, number, shape, utf8) = (
            short(&field.full_name),
            field.number,
            field.shape,
            field.utf8,
        );
        let utf8 = if field.kind == Kind::String {
            format!("{utf8:?}")
        } else {
            String::new()
        };
        writeln!(
            facts,
            "{name} {number} {kind} {shape:?} {utf8} {:?} {:?}",
            field.default, field.oneof
        )
        .unwrap();
    };
    for message in schema
        .messages()
        .iter()
        .filter(|message| message.file == file.id)
    {
        message.fields.iter().for_each(&mut line);
    }
    schema
        .extensions()
        .iter()
        .filter(|field| field.file == file.id)
        .for_each(&mut line);
    let own = |enumeration: &&Enum| enumeration.file == file.id;
    for enumeration in schema.enums().iter().filter(own) {
        writeln!(
            facts,
            "{} {}",
            short(&enumeration.full_name),
            enumeration.closed
        )
        .unwrap();
    }
    facts
}
