//! Our reading of a file and protoc's, without what only a linker can know.

use crate::compile::places::UNINTERPRETED_OPTION;
use crate::compile::syntax::parse;
use crate::descriptor::google::protobuf::{
    DescriptorProto, EnumDescriptorProto, FieldDescriptorProto, FileDescriptorProto,
    field_descriptor_proto::Type,
};
use crate::report::{Severity, Span};
use crate::schema::source_info::{Cursor, Location};
use std::path::Path;

/// What is compared of a location: of options only that they are there.
type Row = (Vec<i32>, Option<Span>, Comments);

/// Leading, trailing and detached ones.
type Comments = (Option<Vec<u8>>, Option<Vec<u8>>, Vec<Vec<u8>>);

fn own_rows(name: &str, text: &str) -> (FileDescriptorProto, Vec<Row>) {
    let parsed = parse(name, text);
    let errors: Vec<_> = parsed
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Error)
        .collect();
    assert!(errors.is_empty(), "{name}: {errors:#?}");
    let mut rows = Vec::new();
    parsed.places.each(|location| {
        let mut path: Vec<_> = location.path().collect();
        let option = options_in(&path).filter(|at| path.get(at + 1) == Some(&UNINTERPRETED_OPTION));
        let is_part = option.is_some_and(|at| path.len() > at + 3);
        if !is_part {
            path.truncate(option.map_or(path.len(), |at| at + 2));
            rows.push((path, location.span(), comments(location)));
        }
    });
    (parsed.file, rows)
}

fn comments(location: Location<'_>) -> Comments {
    let detached = location.detached().map(<[u8]>::to_vec);
    (
        location.leading().map(<[u8]>::to_vec),
        location.trailing().map(<[u8]>::to_vec),
        detached.collect(),
    )
}

/// Where in a path the options begin, by the numbers of descriptor.proto.
fn options_in(path: &[i32]) -> Option<usize> {
    #[derive(Clone, Copy)]
    enum In {
        File,
        Message,
        Field,
        Enum,
        Oneof,
        Range,
        Value,
        Service,
        Method,
    }
    let mut inside = In::File;
    let mut at = 0;
    while at < path.len() {
        inside = match (inside, path[at]) {
            (In::File | In::Field, 8)
            | (In::Message, 7)
            | (In::Enum | In::Value | In::Service | In::Range, 3)
            | (In::Oneof, 2)
            | (In::Method, 4) => return Some(at),
            (In::File, 4) | (In::Message, 3) => In::Message,
            (In::File, 5) | (In::Message, 4) => In::Enum,
            (In::File, 6) => In::Service,
            (In::File, 7) | (In::Message, 2 | 6) => In::Field,
            (In::Message, 5) => In::Range,
            (In::Message, 8) => In::Oneof,
            (In::Enum, 2) => In::Value,
            (In::Service, 2) => In::Method,
            _ => return None,
        };
        at += 2;
    }
    None
}

fn their_rows(file: &mut FileDescriptorProto) -> Vec<Row> {
    let info = file.source_code_info.take().unwrap_or_default();
    let mut cursor = Cursor::new(&info, 0);
    let mut rows = Vec::new();
    while let Some(location) = cursor.advance().unwrap() {
        let mut path: Vec<_> = location.path().collect();
        if let Some(at) = options_in(&path)
            && path.len() > at + 1
        {
            path.truncate(at + 1);
            path.push(UNINTERPRETED_OPTION);
        }
        rows.push((path, location.span(), comments(location)));
    }
    rows
}

/// Takes away what the linker adds or changes.
fn unlink(file: &mut FileDescriptorProto) {
    if file.syntax.as_deref() == Some("proto2") {
        file.syntax = None;
    }
    empty(&mut file.options);
    file.message_type.iter_mut().for_each(unlink_message);
    file.enum_type.iter_mut().for_each(unlink_enum);
    file.extension.iter_mut().for_each(unlink_field);
    for service in &mut file.service {
        empty(&mut service.options);
        for method in &mut service.method {
            empty(&mut method.options);
            method.input_type = method.input_type.as_deref().map(last_part);
            method.output_type = method.output_type.as_deref().map(last_part);
        }
    }
}

/// What options there are is for the linker to say.
fn empty<T: Default>(options: &mut Option<T>) {
    if let Some(options) = options {
        *options = T::default();
    }
}

fn last_part(name: &str) -> String {
    name.rsplit('.').next().unwrap_or_default().to_owned()
}

fn unlink_message(message: &mut DescriptorProto) {
    empty(&mut message.options);
    message.field.iter_mut().for_each(unlink_field);
    message.extension.iter_mut().for_each(unlink_field);
    message.nested_type.iter_mut().for_each(unlink_message);
    message.enum_type.iter_mut().for_each(unlink_enum);
    for range in &mut message.extension_range {
        // protoc leaves out what is retained in source only, and all of it may be that.
        range.options = None;
    }
    for oneof in &mut message.oneof_decl {
        empty(&mut oneof.options);
    }
}

fn unlink_enum(enumeration: &mut EnumDescriptorProto) {
    empty(&mut enumeration.options);
    for value in &mut enumeration.value {
        empty(&mut value.options);
    }
}

fn unlink_field(field: &mut FieldDescriptorProto) {
    empty(&mut field.options);
    field.type_name = field.type_name.as_deref().map(last_part);
    field.extendee = field.extendee.as_deref().map(last_part);
    field.json_name = None;
    if field.type_name.is_some() {
        field.r#type = field.r#type.filter(|typed| *typed == Type::Group);
    }
}

/// The first difference between our reading of a file and protoc's.
pub(super) fn difference(root: &Path, file: &FileDescriptorProto) -> Option<String> {
    let name = file.name.clone()?;
    let bytes = std::fs::read(root.join(&name)).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    let (mut own, own_rows) = own_rows(&name, &text);
    let mut theirs = file.clone();
    let their_rows = their_rows(&mut theirs);
    unlink(&mut own);
    unlink(&mut theirs);
    if own != theirs {
        let (own, theirs) = (format!("{own:#?}"), format!("{theirs:#?}"));
        let mut lines = own.lines().zip(theirs.lines()).enumerate();
        let (at, (ours, their)) = lines.find(|(_, (ours, theirs))| ours != theirs)?;
        let context: Vec<_> = own.lines().skip(at.saturating_sub(12)).take(12).collect();
        return Some(format!(
            "{name}: ours {ours}, protoc's {their} behind\n{}",
            context.join("\n")
        ));
    }
    let mut theirs = their_rows.iter().peekable();
    for ours in &own_rows {
        // protoc leaves out the places of options that are retained in source only.
        let may_be_missing = options_in(&ours.0).is_some();
        if theirs.next_if_eq(&ours).is_none() && !may_be_missing {
            return Some(format!(
                "{name}:\n  ours     {ours:?}\n  protoc's {:?}",
                theirs.peek()
            ));
        }
    }
    theirs
        .next()
        .map(|row| format!("{name}: we do not have {row:?}"))
}
