//! The protoc plugin: a request on standard input, a response on standard output.
//!
//! Faults of the schema or the parameter go into the response, as protoc wants it; only a request that cannot be read is
//! an error of the run.

use crate::codegen::{self, BytesType, MapType, OptionalPart, Options};
use crate::compile::{Input, compile};
use crate::descriptor::google::protobuf::FileDescriptorSet;
use crate::descriptor::google::protobuf::compiler::{
    CodeGeneratorRequest, CodeGeneratorResponse, code_generator_response,
};
use crate::vendor;
use crate::wire::{DecodeError, Message};

/// `FEATURE_PROTO3_OPTIONAL` and `FEATURE_SUPPORTS_EDITIONS`.
const FEATURES: u64 = 1 | 2;
const EDITION_PROTO2: i32 = 998;
const EDITION_2026: i32 = 1002;

/// Answers an encoded request with an encoded response.
pub fn respond(request: &[u8]) -> Result<Vec<u8>, DecodeError> {
    let request = CodeGeneratorRequest::decode(request)?;
    let mut response = CodeGeneratorResponse {
        supported_features: Some(FEATURES),
        minimum_edition: Some(EDITION_PROTO2),
        maximum_edition: Some(EDITION_2026),
        ..Default::default()
    };
    match run(request) {
        Ok(files) => response.file = files,
        Err(error) => response.error = Some(error),
    }
    Ok(response.encode_to_vec())
}

fn run(request: CodeGeneratorRequest) -> Result<Vec<code_generator_response::File>, String> {
    let options = options(request.parameter.as_deref().unwrap_or_default())?;
    let set = FileDescriptorSet {
        file: request.proto_file,
        ..Default::default()
    };
    let input = Input::Descriptors {
        set,
        inputs: request.file_to_generate,
    };
    let schema = compile(input).map_err(|report| report.to_string())?;
    let tree = codegen::generate(&schema, &options).map_err(|report| report.to_string())?;
    let mut files = tree.files;
    if options.runtime.is_none() {
        files.extend(vendor::files(&tree.parts));
    }
    let file = |(name, content)| code_generator_response::File {
        name: Some(name),
        content: Some(content),
        ..Default::default()
    };
    Ok(files.into_iter().map(file).collect())
}

/// Options out of protoc's parameter: `key` or `key=value`, with commas between.
fn options(parameter: &str) -> Result<Options, String> {
    let mut options = Options::default();
    for entry in parameter
        .split(',')
        .map(str::trim)
        .filter(|entry| !entry.is_empty())
    {
        let (key, value) = entry.split_once('=').unwrap_or((entry, ""));
        match (key, value) {
            ("bytes", "bytes") => options.bytes = BytesType::Bytes,
            ("bytes", "vec") => options.bytes = BytesType::Vec,
            ("map", "btree") => options.map = MapType::BTree,
            ("map", "hash") => options.map = MapType::Hash,
            ("string", path) => path.clone_into(&mut options.string),
            ("runtime", path) => options.runtime = Some(path.to_owned()),
            ("boxed", path) => options.boxed.push(path.to_owned()),
            ("include", package) => options.include.push(package.to_owned()),
            ("exclude", package) => options.exclude.push(package.to_owned()),
            ("no_client", "") => options.no_client = true,
            ("no_server", "") => options.no_server = true,
            ("open_enums", "") => options.open_enums = true,
            ("well_known", "") => options.well_known = true,
            ("drop_unknown_fields", "") => options.drop_unknown_fields = true,
            ("part", name) => {
                let known = OptionalPart::ALL.iter().find(|(_, known)| *known == name);
                let (part, _) = known.ok_or_else(|| {
                    let known = OptionalPart::ALL.map(|(_, name)| name).join(", ");
                    format!("part={name} is unknown; known are {known}")
                })?;
                options.parts.insert(*part);
            }
            ("extern_path", mapping) => {
                let (proto, rust) = mapping.split_once('=').ok_or_else(|| {
                    format!("extern_path={mapping} has no Rust path; write extern_path=.proto.package=::rust::path")
                })?;
                options
                    .extern_path
                    .insert(proto.to_owned(), rust.to_owned());
            }
            _ => {
                return Err(format!(
                    "unknown parameter {entry:?}; known are bytes=bytes|vec, map=btree|hash, string=PATH, runtime=PATH, \
                     boxed=PATH, include=PACKAGE, exclude=PACKAGE, extern_path=.PROTO=RUST, no_client, no_server, open_enums, \
                     part=NAME, well_known, drop_unknown_fields"
                ));
            }
        }
    }
    Ok(options)
}
