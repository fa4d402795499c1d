//! Custom options, read by the schema that declares them.

use grpcgen::compile::{Input, compile};
use grpcgen::files::Files;
use grpcgen::schema::{OptionValue, Schema, Symbol};

const SOURCE: &str = r#"
syntax = "proto2";
package options.v1;
import "google/protobuf/descriptor.proto";
enum Level { LOW = 0; HIGH = -1; }
message Rule {
  optional string text = 1; repeated sint32 numbers = 2 [packed = true]; optional Rule deeper = 3;
  repeated Level levels = 4; map<string, bool> flags = 5; extensions 100;
  optional group Part = 6 { optional bytes raw = 1; }
}
extend Rule { optional double weight = 100; }
extend google.protobuf.MethodOptions { optional Rule rule = 50000; optional Level level = 50001; }
extend google.protobuf.FieldOptions { repeated fixed64 ids = 50000; optional string note = 50001; }
message M { optional int32 field = 1 [(ids) = 1, (ids) = 18446744073709551615]; }
service S {
  rpc Get(M) returns (M) {
    option (level) = HIGH;
    option (rule) = { text: "a" numbers: [-1, 2] levels: HIGH flags { key: "k" value: true } [options.v1.weight]: 0.5 Part { raw: "\xff" } };
    option (rule).deeper.text = "b";
  }
}
"#;

/// A value as text, messages by the names of their fields.
fn text(schema: &Schema, value: &OptionValue) -> String {
    match value {
        OptionValue::Message(message) => {
            let name = |number| {
                let field = schema.message(message.message).field(number);
                field.map_or(format!("[{number}]"), |field| field.name.clone())
            };
            let fields = message.fields.iter();
            let fields =
                fields.map(|(number, value)| format!("{}: {}", name(*number), text(schema, value)));
            format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
        }
        OptionValue::List(values) => {
            let values: Vec<_> = values.iter().map(|value| text(schema, value)).collect();
            format!("[{}]", values.join(", "))
        }
        OptionValue::Enum(id, number) => {
            let values = &schema.enumeration(*id).values;
            values
                .iter()
                .find(|value| value.number == *number)
                .unwrap()
                .name
                .clone()
        }
        OptionValue::Float(value) => format!("{value:?}"),
        OptionValue::Int(value) => value.to_string(),
        OptionValue::Uint(value) => value.to_string(),
        OptionValue::Bool(value) => value.to_string(),
        OptionValue::String(value) => format!("{value:?}"),
        OptionValue::Bytes(value) => format!("{value:?}"),
    }
}

#[test]
fn custom_options_are_read() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.proto"), SOURCE).unwrap();
    let input = Input::Sources {
        files: Files::on_disk(),
        paths: vec![folder.path().to_path_buf()],
        includes: Vec::new(),
    };
    let schema = compile(input).unwrap_or_else(|report| panic!("{report}"));
    let method = schema.services()[0].methods[0].options.as_deref().unwrap();
    let Some(Symbol::Message(id)) = schema.find("options.v1.M") else {
        panic!("the message is missing")
    };
    let field = schema.message(id).fields[0].options.as_deref().unwrap();
    let of_method = |name| {
        schema
            .option(method, name)
            .map(|value| text(&schema, &value))
    };
    let of_field = |name| {
        schema
            .option(field, name)
            .map(|value| text(&schema, &value))
    };
    for (found, expected) in [
        (of_method("options.v1.level"), Some("HIGH")),
        (
            of_method("options.v1.rule"),
            Some(
                "{ text: \"a\", numbers: [-1, 2], deeper: { text: \"b\" }, levels: [HIGH], \
                 flags: [{ key: \"k\", value: true }], part: { raw: [255] }, [100]: 0.5 }",
            ),
        ),
        (
            of_field("options.v1.ids"),
            Some("[1, 18446744073709551615]"),
        ),
        (of_field("options.v1.note"), None),
        (of_field("options.v1.rule"), None),
        (of_field("options.v1.unheard_of"), None),
    ] {
        assert_eq!(found.as_deref(), expected);
    }
}
