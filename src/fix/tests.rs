//! Texts before and after their remedies.

use super::*;

fn reserve(within: &str, numbers: &[(i64, i64)], names: &[&str]) -> Remedy {
    let name = within.to_owned();
    Remedy::Reserve {
        within: if name.contains('E') {
            Within::Enum(name)
        } else {
            Within::Message(name)
        },
        numbers: numbers.to_vec(),
        names: names.iter().map(|name| (*name).to_owned()).collect(),
    }
}

/// Applies remedies, and again: the second time must change nothing more than what was asked for twice.
#[track_caller]
fn check(before: &str, remedies: &[Remedy], after: &str) {
    let remedies: Vec<_> = remedies.iter().collect();
    let fixed = apply(before, &remedies);
    assert_eq!(fixed.as_deref().unwrap_or(before), after);
    assert!(Outline::of(after).is_some());
}

#[test]
fn reserved_statements_come_last_and_grow() {
    for (before, numbers, names, after) in [
        (
            "message M {}",
            &[(4, 4)][..],
            &["old"][..],
            "message M {\n  reserved 4;\n  reserved \"old\";\n}",
        ),
        (
            "  message M {  }",
            &[(4, 4)],
            &[],
            "  message M {\n    reserved 4;\n  }",
        ),
        (
            "message M { int32 a = 1; }",
            &[(4, 4)],
            &["old"],
            "message M { int32 a = 1; reserved 4; reserved \"old\"; }",
        ),
        (
            "message M {\n\tint32 a = 1; // one\n\t// dangling\n}\n",
            &[(4, 4), (6, 8)],
            &[],
            "message M {\n\tint32 a = 1; // one\n\t// dangling\n\n\treserved 4, 6 to 8;\n}\n",
        ),
        (
            "message M {\r\n  int32 a = 1;\r\n\r\n}\r\n",
            &[(4, 4)],
            &[],
            "message M {\r\n  int32 a = 1;\r\n\r\n  reserved 4;\r\n}\r\n",
        ),
        (
            "message M {\n  reserved 2, 7; // those\n  int32 a = 1;\n}\n",
            &[(1, 1), (4, 5), (9, 536_870_911)],
            &["old"],
            "message M {\n  reserved 1, 2, 4 to 5, 7, 9 to max; // those\n  reserved \"old\";\n  int32 a = 1;\n}\n",
        ),
        (
            "message M {\n  reserved 7, 2;\n  reserved 'b',\n    'a';\n}\n",
            &[(4, 4)],
            &["old"],
            "message M {\n  reserved 7, 2, 4;\n  reserved 'b',\n    'a', \"old\";\n}\n",
        ),
        (
            "message M { reserved \"a\"; int32 b = 1; }",
            &[(4, 4)],
            &[],
            "message M { reserved \"a\"; reserved 4; int32 b = 1; }",
        ),
    ] {
        check(before, &[reserve("M", numbers, names)], after);
    }
}

#[test]
fn remedies_for_one_message_are_one_change() {
    let before =
        "syntax = \"proto3\";\npackage p;\nmessage A {\n  message M {\n    int32 a = 1;\n  }\n}\n";
    let after = "syntax = \"proto3\";\npackage p;\nmessage A {\n  message M {\n    int32 a = 1;\n\n    reserved 2, 3;\n    reserved \"c\", \"b\";\n  }\n}\n";
    let remedies = [
        reserve("p.A.M", &[(3, 3)], &["c"]),
        reserve("p.A.M", &[(2, 2)], &["b"]),
        reserve("p.A.M", &[(3, 3)], &["c"]),
    ];
    check(before, &remedies, after);
}

#[test]
fn enums_reserve_too_and_editions_take_names_as_they_are() {
    let before = "edition = \"2023\";\nenum E {\n  Z = 0;\n}\n";
    let after =
        "edition = \"2023\";\nenum E {\n  Z = 0;\n\n  reserved -2, 3 to max;\n  reserved OLD;\n}\n";
    check(
        before,
        &[reserve("E", &[(3, 2_147_483_647), (-2, -2)], &["OLD"])],
        after,
    );
}

#[test]
fn imports_go_with_their_line_and_leave_comments() {
    for (before, after) in [
        ("import \"a\";\nimport \"b\";\n", "import \"b\";\n"),
        (
            "package p;\n\nimport \"a\";\n\nmessage M {}\n",
            "package p;\n\nmessage M {}\n",
        ),
        (
            "// why\nimport \"a\"; // what\nimport \"b\";\n",
            "// why\n // what\nimport \"b\";\n",
        ),
        ("import \"b\"; import \"a\";", "import \"b\"; "),
    ] {
        check(before, &[Remedy::RemoveImport("a".to_owned())], after);
    }
}

#[test]
fn fields_get_numbers_and_json_names() {
    let before = "message M {\n  int32 a = 4; // a\n  int32 b = 5 [deprecated = true];\n  int32 c = 6 [json_name = 'x' 'y'];\n  oneof o { int32 d = 0x7; }\n}\n";
    let after = "message M {\n  int32 a = 4 [json_name = \"A\"]; // a\n  int32 b = 5 [json_name = \"B\", deprecated = true];\n  int32 c = 6 [json_name = \"C\"];\n  oneof o { int32 d = 9; }\n}\n";
    let pin = |field: &str, json_name: &str| Remedy::PinJsonName {
        field: field.to_owned(),
        json_name: json_name.to_owned(),
    };
    let renumber = |field: &str| Remedy::Renumber {
        field: field.to_owned(),
        number: 9,
    };
    let remedies = [
        pin("M.a", "A"),
        pin("M.b", "B"),
        pin("M.c", "C"),
        renumber("M.d"),
        renumber("M.d"),
    ];
    check(before, &remedies, after);
}

#[test]
fn zero_values_come_first_and_take_no_comment() {
    for (before, after) in [
        ("enum E { A = 1; }", "enum E { E_NONE = 0; A = 1; }"),
        (
            "enum E {\n  A = 1;\n}\n",
            "enum E {\n  E_NONE = 0;\n  A = 1;\n}\n",
        ),
        (
            "enum E { // of\n  option deprecated = true; // why\n  // apart\n\n  /* about\n\n  A */\n  // more\n  A = 1;\n}\n",
            "enum E { // of\n  option deprecated = true; // why\n  // apart\n\n  E_NONE = 0;\n  /* about\n\n  A */\n  // more\n  A = 1;\n}\n",
        ),
    ] {
        let remedy = Remedy::AddZeroValue {
            enumeration: "E".to_owned(),
            name: "E_NONE".to_owned(),
        };
        check(before, &[remedy], after);
    }
}

#[test]
fn zero_values_go_to_the_front_with_their_comments() {
    for (before, after) in [
        (
            "enum E { A = 1; Z = 0; B = 2; }",
            "enum E { Z = 0; A = 1; B = 2; }",
        ),
        (
            "enum E {\n  // about A\n  A = 1; // a\n\n  // apart\n\n  // about Z\n  /* and more */\n  Z = 0x0; // z\n}\n",
            "enum E {\n  // about Z\n  /* and more */\n  Z = 0x0; // z\n  // about A\n  A = 1; // a\n\n  // apart\n\n}\n",
        ),
        (
            "enum E {\r\n\toption deprecated = true; // why\r\n\tA = 1;\r\n\tZ = 0 [deprecated = true];\r\n}\r\n",
            "enum E {\r\n\toption deprecated = true; // why\r\n\tZ = 0 [deprecated = true];\r\n\tA = 1;\r\n}\r\n",
        ),
        (
            "enum E {\n  A = 1; /* a */ Z = 0;\n}\n",
            "enum E {\n  Z = 0; A = 1; /* a */\n}\n",
        ),
        ("enum E { Z = 0; A = 1; }", "enum E { Z = 0; A = 1; }"),
    ] {
        let remedy = Remedy::MoveZeroValue {
            enumeration: "E".to_owned(),
            name: "Z".to_owned(),
        };
        check(before, &[remedy], after);
    }
}

#[test]
fn members_get_their_numbers_back_all_at_once() {
    let give = |within, numbers: &[(&str, i64)]| Remedy::GiveNumbers {
        within,
        numbers: numbers
            .iter()
            .map(|(name, number)| ((*name).to_owned(), *number))
            .collect(),
    };
    let before = "package p;\nmessage M {\n  int32 new = 1; // n\n  oneof o { int32 a = 0x2; }\n}\nenum E { Z = 0; A = -1; }\n";
    let after = "package p;\nmessage M {\n  int32 new = 7; // n\n  oneof o { int32 a = 1; }\n}\nenum E { Z = 0; A = 5; }\n";
    let message = || Within::Message("p.M".to_owned());
    let remedies = [
        give(message(), &[("new", 7), ("a", 1)]),
        give(message(), &[("new", 7), ("a", 1)]),
        Remedy::Renumber {
            field: "p.M.a".to_owned(),
            number: 9,
        },
        give(Within::Enum("p.E".to_owned()), &[("A", 5)]),
    ];
    check(before, &remedies, after);
    check(
        before,
        &[give(message(), &[("new", 7), ("gone", 1)])],
        before,
    );
    let commented = "enum E { Z = 0; A = - /* minus */ 1; }";
    let remedy = give(Within::Enum("E".to_owned()), &[("A", 1)]);
    check(commented, &[remedy], commented);
}

#[test]
fn what_is_not_there_is_left_alone() {
    let remedies = [
        reserve("N", &[(1, 1)], &[]),
        Remedy::RemoveImport("b".to_owned()),
    ];
    check("message M {}", &remedies, "message M {}");
    assert_eq!(apply("message M {", &[&reserve("M", &[(1, 1)], &[])]), None);
}
