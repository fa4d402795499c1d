//! Files that everybody may import: the well-known types, `well_known.binpb`, and what services of all kinds take from
//! googleapis, `googleapis.binpb`: google/api, google/rpc, google/type and google/longrunning.
//!
//! They are as protoc 36 describes them, source info included. Tests make them again with that protoc and compare.

use crate::descriptor::google::protobuf::FileDescriptorProto;
use crate::wire::{DecodeError, Message, Reader, WireType};
use bytes::Bytes;
use std::sync::{LazyLock, OnceLock};

/// The file that has the messages of options.
pub(super) const DESCRIPTOR: &str = "google/protobuf/descriptor.proto";

static WELL_KNOWN: LazyLock<Vec<Bundled>> =
    LazyLock::new(|| files(include_bytes!("well_known.binpb")));

static GOOGLEAPIS: LazyLock<Vec<Bundled>> =
    LazyLock::new(|| files(include_bytes!("googleapis.binpb")));

/// A file, which is decoded when somebody asks for it: of most, nobody ever does.
struct Bundled {
    name: &'static str,
    encoded: &'static [u8],
    file: OnceLock<FileDescriptorProto>,
}

impl Bundled {
    /// `encoded` begins with the file's name, as encoders write fields in the order of their numbers.
    fn new(encoded: &'static [u8]) -> Result<Self, DecodeError> {
        let mut fields = Reader::new(encoded);
        fields.tag()?;
        let name = fields.delimited()?;
        Ok(Self {
            name: str::from_utf8(name).unwrap_or_default(),
            encoded,
            file: OnceLock::new(),
        })
    }

    fn file(&'static self) -> &'static FileDescriptorProto {
        self.file.get_or_init(|| {
            let file = FileDescriptorProto::decode_bytes(&Bytes::from_static(self.encoded));
            file.expect(VALID)
        })
    }
}

const VALID: &str = "the bundled descriptors are valid";

/// The files of an encoded `FileDescriptorSet`.
fn files(set: &'static [u8]) -> Vec<Bundled> {
    let mut fields = Reader::new(set);
    let mut files = Vec::new();
    while let Some(tag) = fields.tag().expect(VALID) {
        debug_assert_eq!(tag, 1 << 3 | WireType::Delimited as u32);
        let file = fields.delimited().and_then(Bundled::new);
        files.push(file.expect(VALID));
    }
    files
}

/// Those of protobuf.
pub(super) fn all<'a>() -> impl Iterator<Item = &'a FileDescriptorProto> {
    WELL_KNOWN
        .iter()
        .map(|file| -> &'a FileDescriptorProto { file.file() })
}

/// The bundled descriptor of a file, by the name that imports give it.
pub(super) fn descriptor(name: &str) -> Option<&'static FileDescriptorProto> {
    if !name.starts_with("google/") {
        return None;
    }
    let found = find(&WELL_KNOWN, name).or_else(|| find(&GOOGLEAPIS, name));
    found.map(Bundled::file)
}

fn find(set: &'static [Bundled], name: &str) -> Option<&'static Bundled> {
    set.iter().find(|file| file.name == name)
}

/// The bundled descriptor of a file that nobody's copy replaces: the runtime's types are made for these. Only a
/// descriptor.proto may be one's own, since it may have options of its own.
pub(super) fn preferred(name: &str) -> Option<&'static FileDescriptorProto> {
    let found = find(&WELL_KNOWN, name).filter(|_| name != DESCRIPTOR && is_well_known(name));
    found.map(Bundled::file)
}

/// Whether a file is one of those that every protobuf runtime has. The features and options of other languages, which come
/// with protobuf too, are not.
pub(super) fn is_well_known(name: &str) -> bool {
    let foreign = name.ends_with("_features.proto") || name.ends_with("_options.proto");
    !foreign && find(&WELL_KNOWN, name).is_some()
}

/// The names of all bundled files.
pub(super) fn names<'n>() -> impl Iterator<Item = &'n str> {
    let files = WELL_KNOWN.iter().chain(GOOGLEAPIS.iter());
    files.map(|file| file.name)
}

/// A type or an extension of the bundled files.
pub(super) struct Declared {
    /// The full name.
    pub(super) name: String,
    /// The file's name.
    pub(super) file: &'static str,
    pub(super) is_extension: bool,
    /// Whether schemas of all kinds use it: what describes schemas themselves, or HTTP, is not for that.
    pub(super) is_common: bool,
}

/// What the bundled files declare, for those who forget to import them.
pub(super) fn declared() -> &'static [Declared] {
    static DECLARED: LazyLock<Vec<Declared>> = LazyLock::new(|| {
        let files = WELL_KNOWN.iter().chain(GOOGLEAPIS.iter());
        files.map(Bundled::file).flat_map(declared_in).collect()
    });
    &DECLARED
}

fn declared_in(file: &'static FileDescriptorProto) -> Vec<Declared> {
    let mut all = Vec::new();
    let rare = [
        DESCRIPTOR,
        "google/protobuf/api.proto",
        "google/protobuf/type.proto",
        "google/protobuf/source_context.proto",
    ];
    let is_common = !rare.contains(&file.name()) && !file.name().starts_with("google/api/");
    let mut add = |scope: &str, name: &str, is_extension: bool| {
        let name = format!("{scope}.{name}");
        all.push(Declared {
            name: name.clone(),
            file: file.name(),
            is_extension,
            is_common,
        });
        name
    };
    let package = file.package();
    let mut scopes = Vec::new();
    for enumeration in &file.enum_type {
        add(package, enumeration.name(), false);
    }
    for extension in &file.extension {
        add(package, extension.name(), true);
    }
    for message in &file.message_type {
        scopes.push((add(package, message.name(), false), message));
    }
    while let Some((scope, outer)) = scopes.pop() {
        for enumeration in &outer.enum_type {
            add(&scope, enumeration.name(), false);
        }
        for message in &outer.nested_type {
            scopes.push((add(&scope, message.name(), false), message));
        }
    }
    all
}
