//! Generated messages against protoc: what protoc encodes, they decode, encode again, and protoc reads the same.
//!
//! The messages are protobuf's own unit tests. For each one a text is made that sets about every field, extensions,
//! groups, maps and message sets included; a program of generated code takes the bytes through its types.

use crate::rounds::Rounds;
use crate::{real, scratch};
use grpcgen::compile::{self, Input};
use grpcgen::schema::{Field, FileId, Kind, Message, Schema, Shape};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

/// Numbers that are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides
    }

    fn pick<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[self.roll(values.len())]
    }
}

/// Writes messages in text format, with a value for most fields.
struct Author<'a> {
    schema: &'a Schema,
    /// By the message they extend, with the file they stand in.
    extensions: HashMap<usize, Vec<(FileId, &'a Field)>>,
    dice: Dice,
}

impl<'a> Author<'a> {
    fn new(schema: &'a Schema) -> Self {
        let top = schema.files().iter();
        let top = top.flat_map(|file| file.extensions.iter().map(|id| (file.id, *id)));
        let nested = schema.messages().iter();
        let nested =
            nested.flat_map(|message| message.extensions.iter().map(|id| (message.file, *id)));
        let mut extensions = HashMap::<usize, Vec<(FileId, &Field)>>::new();
        for (file, id) in top.chain(nested) {
            let field = schema.extension(id);
            let extendee = field.extendee.expect("an extension extends something");
            let known = extensions.entry(extendee.index()).or_default();
            known.push((file, field));
        }
        Self {
            schema,
            extensions,
            dice: Dice(7),
        }
    }

    fn message(&mut self, message: &'a Message, depth: i32, text: &mut String) {
        let members = message.oneofs.iter().map(|oneof| &oneof.fields);
        let chosen: Vec<_> = members
            .map(|members| members[self.dice.roll(members.len())])
            .collect();
        for (index, field) in message.fields.iter().enumerate() {
            let chosen = field.oneof.is_none_or(|oneof| chosen[oneof] == index);
            // An entry without a value would stand for a message without its required fields.
            if message.map_entry || chosen && self.wants(field, depth) {
                self.field(field, &field_name(self.schema, message, field), depth, text);
            }
        }
        let extensions = self
            .extensions
            .get(&message.id.index())
            .cloned()
            .unwrap_or_default();
        for (file, field) in extensions {
            // Other files need not be imported by the one that protoc is given.
            if file == message.file && self.wants(field, depth) {
                self.field(field, &format!("[{}]", field.full_name), depth, text);
            }
        }
    }

    fn wants(&mut self, field: &Field, depth: i32) -> bool {
        let deep = matches!(field.kind, Kind::Message(_) | Kind::Group(_)) && depth <= 0;
        match field.shape {
            // A chain of required messages that does not end has no text.
            Shape::Required => depth > -4,
            _ => !deep && self.dice.roll(8) != 0,
        }
    }

    fn field(&mut self, field: &'a Field, name: &str, depth: i32, text: &mut String) {
        let times = match field.shape {
            // Two entries of a map might have one key.
            Shape::Implicit | Shape::Explicit | Shape::Required | Shape::Map => 1,
            Shape::Repeated | Shape::Packed => 1 + self.dice.roll(3),
        };
        for _ in 0..times {
            text.push_str(name);
            self.value(field.kind, depth, text);
            text.push('\n');
        }
    }

    fn value(&mut self, kind: Kind, depth: i32, text: &mut String) {
        let values: &[&str] = match kind {
            Kind::Double | Kind::Float => &["1.5", "-0.0", "inf", "-inf", "nan", "1e-7", "3"],
            Kind::Int32 | Kind::Sint32 | Kind::Sfixed32 => {
                &["0", "1", "-1", "2147483647", "-2147483648", "300"]
            }
            Kind::Int64 | Kind::Sint64 | Kind::Sfixed64 => &[
                "0",
                "1",
                "-1",
                "9223372036854775807",
                "-9223372036854775808",
            ],
            Kind::Uint32 | Kind::Fixed32 => &["0", "1", "127", "128", "4294967295"],
            Kind::Uint64 | Kind::Fixed64 => &["0", "1", "16384", "18446744073709551615"],
            Kind::Bool => &["true", "false"],
            Kind::String => &[
                "\"\"",
                "\"text\"",
                "\"\\303\\274 and \\360\\237\\230\\200\"",
                "\"\\000\\n\"",
            ],
            Kind::Bytes => &["\"\"", "\"bytes\"", "\"\\000\\377\\200\""],
            Kind::Enum(id) => {
                let values = &self.schema.enumeration(id).values;
                let value = &values[self.dice.roll(values.len())];
                write!(text, ": {}", value.name).unwrap();
                return;
            }
            Kind::Message(id) | Kind::Group(id) => {
                text.push_str(" {\n");
                let message = self.schema.message(id);
                // The content of `Any` is another matter.
                if message.full_name != "google.protobuf.Any" {
                    self.message(message, depth - 1, text);
                }
                text.push('}');
                return;
            }
        };
        write!(text, ": {}", self.dice.pick(values)).unwrap();
    }
}

/// Groups go by the name of their type, which stands beside them.
fn field_name(schema: &Schema, owner: &Message, field: &Field) -> String {
    match field.kind {
        Kind::Group(id) if is_group_like(owner, field, schema.message(id)) => {
            schema.message(id).name.clone()
        }

        _ => field.name.clone(),
    }
}

fn is_group_like(owner: &Message, field: &Field, group: &Message) -> bool {
    group.parent == Some(owner.id) && group.name.to_lowercase() == field.name
}

/// The top-level messages of the unit tests, but for one: its endless chain of required fields has no text.
fn is_wanted(schema: &Schema, message: &Message) -> bool {
    let package = &schema.file(message.file).package;
    let possible = message.name != "TestAllRequiredTypesProto2";
    message.parent.is_none() && possible && package != "google.protobuf" && !package.is_empty()
}

/// Runs protoc from stdin to stdout.
fn protoc(
    root: &Path,
    mode: &str,
    file: &str,
    message: &str,
    input: &[u8],
) -> Result<Vec<u8>, String> {
    let mut protoc = Command::new(protoc_bin_vendored::protoc_bin_path().unwrap());
    protoc
        .arg("-I")
        .arg(root)
        .arg(format!("--{mode}={message}"))
        .arg(file);
    protoc
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = protoc.spawn().unwrap();
    // A pipe is filled beside the reading: a large message would block both ends.
    let mut stdin = child.stdin.take().expect("stdin is piped");
    let output = thread::scope(|scope| {
        scope.spawn(move || stdin.write_all(input));
        child.wait_with_output().unwrap()
    });
    if output.status.success() {
        return Ok(output.stdout);
    }
    Err(String::from_utf8_lossy(&output.stderr).into_owned())
}

/// A message of the schema, the text made for it, and what protoc encodes it to.
struct Written<'a> {
    message: &'a Message,
    file: &'a str,
    encoded: Vec<u8>,
}

/// Every message that protoc takes a text for.
fn write_all<'a>(schema: &'a Schema, root: &Path) -> Vec<Written<'a>> {
    let mut author = Author::new(schema);
    let mut written = Vec::new();
    for message in schema.messages() {
        if !is_wanted(schema, message) {
            continue;
        }
        let mut text = String::new();
        author.message(message, 2, &mut text);
        let file = schema.file(message.file).name.as_str();
        match protoc(root, "encode", file, &message.full_name, text.as_bytes()) {
            Ok(encoded) => written.push(Written {
                message,
                file,
                encoded,
            }),
            Err(error) => {
                let error = error.lines().next().unwrap_or_default();
                eprintln!("no text for {}: {error}", message.full_name);
            }
        }
    }
    written
}

/// How protoc reads what came back, where that is not what it wrote.
fn difference(root: &Path, written: &Written, after: &[u8]) -> Option<String> {
    let before = written.encoded.as_slice();
    if before == after {
        return None;
    }
    let decode = |bytes: &[u8]| {
        let name = &written.message.full_name;
        let text = protoc(root, "decode", written.file, name, bytes);
        String::from_utf8(text.unwrap_or_else(String::into_bytes)).unwrap()
    };
    let (expected, found) = (decode(before), decode(after));
    let lengths = format!("{} and {} bytes", before.len(), after.len());
    let texts = similar::TextDiff::from_lines(&expected, &found);
    (expected != found || before.len() != after.len())
        .then(|| format!("{lengths}\n{}", texts.unified_diff()))
}

#[test]
fn roundtrip_of_the_unittests_with_protoc() {
    let Some(root) = scratch::shared("protobuf/src") else {
        return;
    };
    let set = scratch::descriptor_set(&root, &real::unittests(&root));
    let schema = compile::compile(Input::DescriptorSet(set.clone())).unwrap();
    let rounds = Rounds::new("roundtrip", &set, is_wanted);
    let written = write_all(&schema, &root);
    assert!(written.len() > 200, "only {} texts", written.len());
    let inputs = written.iter().map(|written| {
        let name = written.message.full_name.as_str();
        (name, written.encoded.as_slice())
    });
    let mut faults = Vec::new();
    for (written, after) in written.iter().zip(rounds.run(inputs)) {
        let fault = match after {
            Ok(after) => difference(&root, written, &after),
            Err(error) => Some(error),
        };
        faults.extend(fault.map(|fault| format!("{}: {fault}", written.message.full_name)));
    }
    assert!(
        faults.is_empty(),
        "{} faults\n{}",
        faults.len(),
        faults.join("\n")
    );
}
