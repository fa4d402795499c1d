//! Hostile descriptor sets: one valid set, spoilt in one way a case.

use super::link;
use crate::descriptor::google::protobuf as descriptor;
use crate::descriptor::google::protobuf::field_descriptor_proto::{Label, Type};
use crate::wire::Enumeration;
use descriptor::descriptor_proto::{ExtensionRange, ReservedRange};
use descriptor::{
    DescriptorProto, Edition, EnumDescriptorProto, EnumValueDescriptorProto, FieldDescriptorProto,
    FileDescriptorProto, FileDescriptorSet, MessageOptions, MethodDescriptorProto,
    OneofDescriptorProto, ServiceDescriptorProto,
};

#[allow(clippy::unnecessary_wraps)] // that is what it is for: descriptors are made of options
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn field(name: &str, number: i32, of: Type, type_name: Option<&str>) -> FieldDescriptorProto {
    FieldDescriptorProto {
        name: some(name),
        number: Some(number),
        label: Some(Label::Optional),
        r#type: Some(of),
        type_name: type_name.map(str::to_owned),
        ..Default::default()
    }
}

fn value(name: &str, number: i32) -> EnumValueDescriptorProto {
    EnumValueDescriptorProto {
        name: some(name),
        number: Some(number),
        ..Default::default()
    }
}

/// What every case starts from, and what must link:
///
/// ```proto
/// // base.proto
/// package base; message Empty {} message Hidden {}
/// // a.proto
/// import "base.proto"; package a.b;
/// message M { extensions 100 to 199; reserved 50 to 59; reserved "gone"; oneof o { int32 x = 1; string s = 2; } map<string, M> map = 3; optional E e = 4; }
/// enum E { ZERO = 0; ONE = 1; }
/// service S { rpc Get(M) returns (base.Empty); }
/// extend M { optional int32 extension = 100; }
/// ```
fn valid() -> FileDescriptorSet {
    let map_entry = DescriptorProto {
        name: some("MapEntry"),
        field: vec![
            field("key", 1, Type::String, None),
            field("value", 2, Type::Message, Some(".a.b.M")),
        ],
        options: Some(Box::new(MessageOptions {
            map_entry: Some(true),
            ..Default::default()
        })),
        ..Default::default()
    };
    let member = |mut field: FieldDescriptorProto| {
        field.oneof_index = Some(0);
        field
    };
    let mut map = field("map", 3, Type::Message, Some(".a.b.M.MapEntry"));
    map.label = Some(Label::Repeated);
    let message = DescriptorProto {
        name: some("M"),
        field: vec![
            member(field("x", 1, Type::Int32, None)),
            member(field("s", 2, Type::String, None)),
            map,
            field("e", 4, Type::Enum, Some(".a.b.E")),
        ],
        nested_type: vec![map_entry],
        oneof_decl: vec![OneofDescriptorProto {
            name: some("o"),
            ..Default::default()
        }],
        extension_range: vec![ExtensionRange {
            start: Some(100),
            end: Some(200),
            ..Default::default()
        }],
        reserved_range: vec![ReservedRange {
            start: Some(50),
            end: Some(60),
            ..Default::default()
        }],
        reserved_name: vec!["gone".to_owned()],
        ..Default::default()
    };
    let mut extension = field("extension", 100, Type::Int32, None);
    extension.extendee = some(".a.b.M");
    let file = FileDescriptorProto {
        name: some("a.proto"),
        package: some("a.b"),
        dependency: vec!["base.proto".to_owned()],
        message_type: vec![message],
        enum_type: vec![EnumDescriptorProto {
            name: some("E"),
            value: vec![value("ZERO", 0), value("ONE", 1)],
            ..Default::default()
        }],
        service: vec![ServiceDescriptorProto {
            name: some("S"),
            method: vec![MethodDescriptorProto {
                name: some("Get"),
                input_type: some(".a.b.M"),
                output_type: some(".base.Empty"),
                ..Default::default()
            }],
            ..Default::default()
        }],
        extension: vec![extension],
        ..Default::default()
    };
    let empty = |name: &str| DescriptorProto {
        name: some(name),
        ..Default::default()
    };
    let base = FileDescriptorProto {
        name: some("base.proto"),
        package: some("base"),
        message_type: vec![empty("Empty"), empty("Hidden")],
        ..Default::default()
    };
    FileDescriptorSet {
        file: vec![file, base],
        ..Default::default()
    }
}

/// The findings of the valid set after `spoil`, each as `file: message`.
fn findings(spoil: impl FnOnce(&mut FileDescriptorProto)) -> Vec<String> {
    let mut set = valid();
    spoil(&mut set.file[0]);
    findings_of(set)
}

fn findings_of(set: FileDescriptorSet) -> Vec<String> {
    let Err(report) = link(set, &|_| true) else {
        return Vec::new();
    };
    let line = |finding: &crate::report::Finding| match &finding.file {
        Some(file) => format!("{file}: {}", finding.message),
        None => finding.message.clone(),
    };
    report.findings.iter().map(line).collect()
}

#[test]
fn the_valid_set_links() {
    assert_eq!(findings(|_| {}), Vec::<String>::new());
}

type Spoil = fn(&mut FileDescriptorProto);

/// How the set is spoilt, and every finding that must come of it; behind `…` more may follow from the first.
const CASES: &[(Spoil, &[&str])] = &[
    (
        |file| file.name = None,
        &["file 0 of the descriptor set is called \"\""],
    ),
    (
        |file| file.name = some("../a.proto"),
        &["file 0 of the descriptor set is called \"../a.proto\""],
    ),
    (
        |file| file.name = some("a.proto\n#![evil]"),
        &["file 0 of the descriptor set is called \"a.proto\\n#![evil]\""],
    ),
    (
        |file| file.name = some("base.proto"),
        &[
            "base.proto: the descriptor set holds two different files of this name",
            "…",
        ],
    ),
    (
        |file| file.dependency.push("missing.proto".to_owned()),
        &["a.proto: the import \"missing.proto\" is not in the descriptor set"],
    ),
    (
        |file| file.dependency.push("a.proto".to_owned()),
        &["a.proto: the import \"a.proto\" closes a cycle of imports"],
    ),
    (
        |file| file.dependency.push("base.proto".to_owned()),
        &["a.proto: base.proto is imported twice"],
    ),
    (
        |file| file.dependency.clear(),
        &[
            "a.proto: a.b.S.Get refers to base.Empty, which is in a file that this one does not import",
        ],
    ),
    (
        |file| file.public_dependency = vec![7, -1],
        &[
            "a.proto: the file has no import 7 to be public",
            "a.proto: the file has no import -1 to be public",
        ],
    ),
    (
        |file| file.package = some("a-b.c"),
        &["a.proto: the package \"a-b.c\" is not a name", "…"],
    ),
    (
        |file| file.syntax = some("proto4"),
        &["a.proto: the file has the syntax \"proto4\", which this grpcgen does not know"],
    ),
    (
        |file| {
            file.syntax = some("editions");
            file.edition = Edition::from_number(1003);
        },
        &["a.proto: the file has the edition number 1003, which this grpcgen does not know"],
    ),
    (
        |file| file.message_type[0].name = some("a-b"),
        &[
            "a.proto: the name \"a-b\" of \"a.b.a-b\" is not an identifier",
            "…",
        ],
    ),
    (
        |file| file.message_type[0].field[0].name = None,
        &["a.proto: the name \"\" of \"a.b.M.\" is not an identifier"],
    ),
    (
        |file| file.enum_type[0].value[1].name = some("ZERO"),
        &["a.proto: a.b.ZERO is defined twice"],
    ),
    (
        |file| file.message_type[0].field[0].name = some("s"),
        &["a.proto: a.b.M.s is defined twice"],
    ),
    (
        |file| file.enum_type[0].name = some("M"),
        &["a.proto: a.b.M is defined twice", "…"],
    ),
    (
        |file| file.message_type[0].field[3].type_name = some(".a.b.F"),
        &["a.proto: a.b.M.e refers to \"a.b.F\", which is not defined"],
    ),
    (
        |file| file.message_type[0].field[3].type_name = some("E"),
        &["a.proto: a.b.M.e refers to \"E\", which is not a full name"],
    ),
    (
        |file| file.message_type[0].field[3].type_name = some(".a.b.M"),
        &["a.proto: a.b.M.e uses .a.b.M as an enum, but it is a message"],
    ),
    (
        |file| file.message_type[0].field[3].r#type = Type::from_number(99),
        &["a.proto: a.b.M.e has the unknown type 99"],
    ),
    (
        |file| file.message_type[0].field[3].label = Label::from_number(9),
        &["a.proto: a.b.M.e has a label that does not exist"],
    ),
    (
        |file| file.message_type[0].field[3].number = Some(0),
        &["a.proto: a.b.M.e has the number 0, outside 1 to 536870911"],
    ),
    (
        |file| file.message_type[0].field[3].number = Some(i32::MIN),
        &["a.proto: a.b.M.e has the number -2147483648, outside 1 to 536870911"],
    ),
    (
        |file| file.message_type[0].field[3].number = Some(19_500),
        &["a.proto: a.b.M.e has the number 19500; 19000 to 19999 belong to protobuf"],
    ),
    (
        |file| file.message_type[0].field[3].number = Some(3),
        &["a.proto: the fields map and e of a.b.M share the number 3"],
    ),
    (
        |file| file.message_type[0].field[3].number = Some(55),
        &["a.proto: a.b.M.e has the number 55, which is reserved"],
    ),
    (
        |file| file.message_type[0].field[3].number = Some(150),
        &["a.proto: a.b.M.e has the number 150, which is for extensions"],
    ),
    (
        |file| file.message_type[0].field[3].name = some("gone"),
        &["a.proto: a.b.M.gone has a name that is reserved"],
    ),
    (
        |file| file.message_type[0].field[3].extendee = some(".a.b.M"),
        &["a.proto: a.b.M.e is a field, but extends .a.b.M"],
    ),
    (
        |file| file.message_type[0].field[3].oneof_index = Some(-1),
        &["a.proto: a.b.M.e is in the oneof -1, which does not exist"],
    ),
    (
        |file| file.message_type[0].field[3].oneof_index = Some(1),
        &["a.proto: a.b.M.e is in the oneof 1, which does not exist"],
    ),
    (
        |file| file.message_type[0].field[0].label = Some(Label::Repeated),
        &["a.proto: a.b.M.x is in a oneof, but not singular and optional"],
    ),
    (
        |file| {
            file.message_type[0]
                .oneof_decl
                .push(OneofDescriptorProto::default());
        },
        &[
            "a.proto: the name \"\" of \"a.b.M.\" is not an identifier",
            "a.proto: the oneof a.b.M. has no fields",
        ],
    ),
    (
        |file| file.message_type[0].field[3].default_value = some("TWO"),
        &["a.proto: a.b.M.e has the default \"TWO\", which its enum does not have"],
    ),
    (
        |file| file.message_type[0].field[0].default_value = some("2147483648"),
        &["a.proto: a.b.M.x has the default \"2147483648\", which its type cannot hold"],
    ),
    (
        |file| file.message_type[0].field[2].default_value = some(""),
        &["a.proto: a.b.M.map has a default, which only a field with presence can"],
    ),
    (
        |file| file.message_type[0].field[2].label = Some(Label::Optional),
        &["a.proto: a.b.M.map uses a map entry, but is not repeated"],
    ),
    (
        |file| file.message_type[0].nested_type[0].field[1].number = Some(3),
        &["a.proto: a.b.M.MapEntry is marked as a map entry, but is not a key 1 and a value 2"],
    ),
    (
        |file| file.message_type[0].nested_type[0].field[0].r#type = Some(Type::Double),
        &["a.proto: a.b.M.MapEntry is marked as a map entry, but is not a key 1 and a value 2"],
    ),
    (
        |file| file.service[0].method[0].input_type = some(".a.b.M.MapEntry"),
        &["a.proto: a.b.S.Get takes or gives .a.b.M.MapEntry, which is not a message"],
    ),
    (
        |file| file.service[0].method[0].output_type = None,
        &["a.proto: a.b.S.Get refers to \"\", which is not a full name"],
    ),
    (
        |file| file.message_type[0].extension_range[0].end = Some(i32::MIN),
        &[
            "a.proto: a.b.M has the number range 100..-2147483648, which is none",
            "a.proto: a.b.extension has the number 100, which a.b.M does not leave to extensions",
        ],
    ),
    (
        |file| file.message_type[0].reserved_range[0].end = Some(101),
        &["a.proto: the number ranges 50..101 and 100..200 of a.b.M overlap"],
    ),
    (
        |file| file.extension[0].extendee = some(".a.b.E"),
        &["a.proto: a.b.extension extends .a.b.E, which is not a message"],
    ),
    (
        |file| file.extension[0].extendee = None,
        &["a.proto: the extension a.b.extension extends nothing"],
    ),
    (
        |file| file.extension[0].number = Some(99),
        &["a.proto: a.b.extension has the number 99, which a.b.M does not leave to extensions"],
    ),
    (
        |file| {
            let mut second = file.extension[0].clone();
            second.name = some("second");
            file.extension.push(second);
        },
        &["a.proto: the extensions a.b.extension and a.b.second share the number 100"],
    ),
    (
        |file| file.enum_type[0].value.clear(),
        &["a.proto: the enum a.b.E has no values"],
    ),
    (
        |file| file.enum_type[0].value[1].number = Some(0),
        &["a.proto: the values ZERO and ONE of a.b.E share the number 0, without allow_alias"],
    ),
    (
        |file| {
            file.syntax = some("proto3");
            file.enum_type[0].value[0].number = Some(2);
        },
        &[
            "a.proto: a.b.M has extension ranges, which proto3 has not",
            "a.proto: the first value of the open enum a.b.E is not zero",
            "a.proto: a.b.extension is an extension, which proto3 has for options only",
        ],
    ),
    (|file| file.enum_type[0].value[1].name = some("E_ZERO"), &[]),
    (
        |file| {
            file.enum_type[0].options = Some(Box::new(descriptor::EnumOptions {
                allow_alias: Some(true),
                ..Default::default()
            }));
        },
        &["a.proto: a.b.E allows aliases, but has none"],
    ),
    (
        |file| {
            file.message_type[0].field[0].options = Some(Box::new(descriptor::FieldOptions {
                packed: Some(true),
                lazy: Some(true),
                ..Default::default()
            }));
        },
        &[
            "a.proto: a.b.M.x is packed, which only a repeated number can be",
            "a.proto: a.b.M.x is lazy, which only a message can be",
        ],
    ),
    (
        |file| {
            file.message_type[0].options = Some(Box::new(MessageOptions {
                message_set_wire_format: Some(true),
                ..Default::default()
            }));
        },
        &[
            "a.proto: a.b.M is a MessageSet, which cannot have fields",
            "a.proto: a.b.extension extends a MessageSet, but is not an optional message",
        ],
    ),
    (
        |file| {
            let features = descriptor::FeatureSet {
                enum_type: descriptor::feature_set::EnumType::from_number(77),
                ..Default::default()
            };
            file.options = Some(Box::new(descriptor::FileOptions {
                features: Some(Box::new(features)),
                ..Default::default()
            }));
        },
        &[
            "a.proto: a.proto sets features, which only a file with an edition can",
            "a.proto: a.proto sets the feature enum_type to a value that does not exist",
        ],
    ),
];

#[test]
fn every_fault_is_found() {
    for (spoil, expected) in CASES {
        let mut found = findings(spoil);
        if let [expected @ .., "…"] = expected {
            found.truncate(expected.len());
            assert_eq!(found, *expected);
        } else {
            assert_eq!(found, *expected);
        }
    }
}

/// All faults of all files are in one report.
#[test]
fn faults_do_not_hide_each_other() {
    let found = findings(|file| {
        file.message_type[0].field[3].type_name = some(".a.b.F");
        file.message_type[0].field[0].number = Some(-1);
        file.enum_type[0].name = some("1");
        file.service[0].method[0].input_type = some(".a.b.Nothing");
        file.dependency.push("missing.proto".to_owned());
    });
    assert_eq!(found.len(), 5, "{found:#?}");
}

#[test]
fn depth_is_bounded() {
    let mut message = DescriptorProto::default();
    for _ in 0..1_000 {
        message = DescriptorProto {
            name: some("M"),
            nested_type: vec![message],
            ..Default::default()
        };
    }
    let mut set = valid();
    set.file[1].message_type.push(message);
    let found = findings_of(set);
    assert!(found[0].contains("are nested deeper than 100"), "{found:?}");
}

#[test]
fn chains_of_imports_may_be_long() {
    let file = |index: usize| FileDescriptorProto {
        name: Some(format!("{index}.proto")),
        dependency: (index > 0)
            .then(|| format!("{}.proto", index - 1))
            .into_iter()
            .collect(),
        public_dependency: (index > 0).then_some(0).into_iter().collect(),
        ..Default::default()
    };
    let set = FileDescriptorSet {
        file: (0..2_000).rev().map(file).collect(),
        ..Default::default()
    };
    let schema = link(set, &|name| name == "1999.proto").expect("a chain is no cycle");
    assert_eq!(schema.files().len(), 2_000);
    assert_eq!(schema.files()[0].name, "0.proto");
}
