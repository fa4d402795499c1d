//! A program of generated code that takes bytes through messages: decoded, encoded, and given back.

use crate::scratch::{self, Scratch};
use grpcgen::compile::{self, Input};
use grpcgen::schema::{Message, Schema};
use heck::{ToSnakeCase, ToUpperCamelCase};
use std::fs;

/// Reads `index length bytes` until the end, and writes `1 length bytes` or `0 length error` for each.
const MAIN: &str = r#"
use runtime::wire::Message;

fn round<M: Message>(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let message = M::decode(bytes).map_err(|error| error.to_string())?;
    let encoded = message.encode_to_vec();
    let again = M::decode(&encoded).map_err(|error| format!("again: {error}"))?;
    if format!("{message:?}") != format!("{again:?}") {
        return Err("another message after a round".to_owned());
    }
    Ok(encoded)
}

fn number(input: &mut &[u8]) -> Option<usize> {
    let (head, rest) = input.split_first_chunk()?;
    *input = rest;
    Some(u32::from_le_bytes(*head) as usize)
}

fn main() {
    let mut paths = std::env::args().skip(1);
    let input = std::fs::read(paths.next().unwrap()).unwrap();
    let (mut input, mut output) = (input.as_slice(), Vec::new());
    while let (Some(index), Some(length)) = (number(&mut input), number(&mut input)) {
        let (bytes, rest) = input.split_at(length);
        input = rest;
        let (flag, bytes) = match ROUNDS[index](bytes) {
            Ok(bytes) => (1, bytes),
            Err(error) => (0, error.into_bytes()),
        };
        output.push(flag);
        output.extend((bytes.len() as u32).to_le_bytes());
        output.extend(bytes);
    }
    std::fs::write(paths.next().unwrap(), output).unwrap();
}
"#;

/// What came of one message: its bytes after the round, or why there is none.
pub type Round = Result<Vec<u8>, String>;

/// The compiled program and the messages it knows.
pub struct Rounds {
    program: Scratch,
    names: Vec<String>,
}

impl Rounds {
    /// Generates the messages of a descriptor set, and a program for those that are `wanted`.
    pub fn new(name: &str, set: &[u8], wanted: impl Fn(&Schema, &Message) -> bool) -> Self {
        let input = || Input::DescriptorSet(set.to_vec());
        let schema = compile::compile(input()).unwrap_or_else(|report| panic!("{report}"));
        let messages = schema.messages().iter();
        let messages: Vec<_> = messages
            .filter(|message| wanted(&schema, message))
            .collect();
        let mut program = Scratch::new(name);
        program.tree("tree", &scratch::generate(input()));
        let paths = messages.iter().map(|message| rust_path(&schema, message));
        let rows: Vec<_> = paths
            .map(|path| format!("    round::<{path}>,\n"))
            .collect();
        let rows = rows.concat();
        let table =
            "#[allow(deprecated)]\nconst ROUNDS: &[fn(&[u8]) -> Result<Vec<u8>, String>] = &[\n";
        program.program(&format!("{table}{rows}];\n{MAIN}"));
        let names = messages
            .into_iter()
            .map(|message| message.full_name.clone());
        Self {
            program,
            names: names.collect(),
        }
    }

    /// Runs encoded messages through, each with its full name.
    pub fn run<'a>(&self, messages: impl IntoIterator<Item = (&'a str, &'a [u8])>) -> Vec<Round> {
        let folder = tempfile::tempdir().unwrap();
        let [input, output] = ["in", "out"].map(|name| folder.path().join(name));
        let mut framed = Vec::new();
        for (name, bytes) in messages {
            let index = self.names.iter().position(|known| known == name);
            let index = index.unwrap_or_else(|| panic!("{name} is not generated"));
            for number in [index, bytes.len()] {
                framed.extend(u32::try_from(number).unwrap().to_le_bytes());
            }
            framed.extend(bytes);
        }
        fs::write(&input, framed).unwrap();
        let paths = [&input, &output].map(|path| path.to_str().unwrap());
        let arguments = [&["run", "-q", "--"], paths.as_slice()].concat();
        self.program.cargo(&arguments, &[]);
        let answers = fs::read(output).unwrap();
        let mut rest = answers.as_slice();
        let mut rounds = Vec::new();
        while let Some((head, tail)) = rest.split_first_chunk::<5>() {
            let length = u32::from_le_bytes(head[1..].try_into().unwrap());
            let (bytes, tail) = tail.split_at(length as usize);
            rest = tail;
            rounds.push(match head[0] {
                1 => Ok(bytes.to_vec()),
                _ => Err(String::from_utf8_lossy(bytes).into_owned()),
            });
        }
        rounds
    }
}

/// The path of a top-level message in the tree.
fn rust_path(schema: &Schema, message: &Message) -> String {
    let package = &schema.file(message.file).package;
    let modules: String = package
        .split('.')
        .map(|segment| segment.to_snake_case() + "::")
        .collect();
    format!("tree::{modules}{}", message.name.to_upper_camel_case())
}
