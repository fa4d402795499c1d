//! `grpcgen.lock`: what was deleted long ago is not used again.

use super::cli::{expect, folder, run};
use std::fs;
use std::path::Path;

const OLD: &str = "syntax = \"proto3\";\npackage a.v1;\n\nmessage M {\n  string one = 1;\n  repeated string two = 2;\n  map<string, E> three = 3;\n}\n\nenum E {\n  E_UNSPECIFIED = 0;\n  E_OLD = 1;\n}\n";
const SHORT: &str = "syntax = \"proto3\";\npackage a.v1;\n\nmessage M {\n  string one = 1;\n}\n\nenum E {\n  E_UNSPECIFIED = 0;\n}\n";

fn lock(root: &Path) -> String {
    let text = fs::read_to_string(root.join("grpcgen.lock")).expect("it was written");
    text.lines()
        .skip(1)
        .map(|line| line.to_owned() + "\n")
        .collect()
}

#[test]
fn nothing_is_used_again() {
    let folder = folder(&[("old/a/v1/m.proto", OLD), ("new/a/v1/m.proto", OLD)]);
    let root = folder.path();
    let write =
        |path: &str, text: &str| fs::write(root.join(path), text).expect("it can be written");
    let check = ["check", "new", "--against", "old"];
    expect(&run(root, &check), 0, "");
    assert!(
        !root.join("grpcgen.lock").exists(),
        "nobody has asked for it"
    );
    expect(&run(root, &[&check[..], &["--lock"]].concat()), 0, "");
    let first = "value a.v1.E 0 E_UNSPECIFIED\nvalue a.v1.E 1 E_OLD\nfield a.v1.M 1 one string\nfield a.v1.M 2 two repeated:string\nfield a.v1.M 3 three map<string,enum:a.v1.E>\n";
    assert_eq!(lock(root), first);

    // A release deletes, the next ones know nothing of it.
    write("new/a/v1/m.proto", SHORT);
    expect(&run(root, &check), 1, "was deleted");
    let second = "value a.v1.E 0 E_UNSPECIFIED\nvalue a.v1.E 1 E_OLD gone\nfield a.v1.M 1 one string\nfield a.v1.M 2 two repeated:string gone\nfield a.v1.M 3 three map<string,enum:a.v1.E> gone\n";
    assert_eq!(lock(root), second);
    write("old/a/v1/m.proto", SHORT);
    expect(&run(root, &check), 0, "");
    let again = SHORT
        .replace(
            "one = 1;",
            "one = 1;\n  int64 count = 2;\n  string three = 4;",
        )
        .replace("D = 0;", "D = 0;\n  E_NEW = 1;");
    write("new/a/v1/m.proto", &again);
    let found = run(root, &check);
    for expected in [
        "field \"count\" of a.v1.M takes the number 2 of a deleted one, \"two\" of type repeated string with the number 2",
        "field 4 of a.v1.M takes the name \"three\" of a deleted one",
        "value \"E_NEW\" of a.v1.E takes the number 1 of a deleted one, \"E_OLD\" with the number 1",
        "--> new/a/v1/m.proto:6:17",
    ] {
        expect(&found, 1, expected);
    }
    assert_eq!(lock(root), second, "what is wrong is not remembered");
    expect(
        &run(root, &["breaking", "new", "--against", "old"]),
        1,
        "takes the number 2",
    );

    // What can be repaired gets a number that was never used.
    expect(
        &run(root, &[&check[..], &["--fix"]].concat()),
        1,
        "2 findings repaired, 1 file written",
    );
    let fixed = fs::read_to_string(root.join("new/a/v1/m.proto")).expect("it is there");
    assert_eq!(
        fixed,
        again
            .replace("count = 2", "count = 5")
            .replace("E_NEW = 1", "E_NEW = 2")
    );

    // A field that comes back as it was is welcome.
    write(
        "new/a/v1/m.proto",
        &SHORT.replace("one = 1;", "one = 1;\n  repeated string two = 2;"),
    );
    expect(
        &run(root, &[&check[..], &["--exclude-path", "new/b"]].concat()),
        0,
        "",
    );
    assert_eq!(
        lock(root),
        second,
        "a part of the schema says nothing of the rest"
    );
    expect(&run(root, &check), 0, "");
    assert_eq!(
        lock(root),
        second.replace("repeated:string gone", "repeated:string")
    );

    write("grpcgen.lock", "# head\nfield a.v1.M one\n");
    expect(
        &run(root, &check),
        2,
        "grpcgen.lock is invalid: line 2 is no entry of a lock",
    );
}

#[test]
fn the_configuration_asks_for_a_lock() {
    let config = "includes = [\"new\"]\n[breaking]\nlock = true\n";
    let folder = folder(&[
        ("old/a/v1/m.proto", OLD),
        ("new/a/v1/m.proto", SHORT),
        ("grpcgen.toml", config),
    ]);
    let root = folder.path();
    let breaking = ["breaking", "new", "--against", "old"];
    expect(&run(root, &breaking), 1, "was deleted");
    assert!(lock(root).contains("field a.v1.M 2 two repeated:string gone\n"));

    fs::remove_file(root.join("grpcgen.lock")).expect("it is there");
    let off = config.replace("true", "false");
    fs::write(root.join("grpcgen.toml"), off).expect("it can be written");
    expect(&run(root, &breaking), 1, "was deleted");
    assert!(
        !root.join("grpcgen.lock").exists(),
        "nobody has asked for it"
    );
    fs::write(root.join("locking.toml"), config).expect("it can be written");
    expect(
        &run(
            root,
            &[&breaking[..], &["--config", "locking.toml"]].concat(),
        ),
        1,
        "was deleted",
    );
    assert!(lock(root).contains("value a.v1.E 1 E_OLD gone\n"));
}
