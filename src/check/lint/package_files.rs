//! `PACKAGE_SAME_*`: the files of a package agree on what their generated code is called.

use crate::check::{Categories, Category, Check, Detail, Findings, Rule};
use crate::schema::File;
use std::collections::BTreeSet;

const CATEGORIES: Categories =
    Categories::all(&[Category::Basic, Category::Standard]).in_v1beta1(&[
        Category::Minimal,
        Category::Basic,
        Category::Standard,
        Category::PackageAffinity,
    ]);

macro_rules! package_options {
    ($($rule:ident $id:literal $option:ident $number:literal $one:literal $other:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: CATEGORIES,
            check: Check::EachPackage(|files, findings| {
                let value = |file: &File| {
                    let value = file.options.as_ref().and_then(|options| options.$option.clone());
                    value.map_or_else(String::new, |value| value.to_string())
                };
                compare(files, stringify!($option), value, &[&[8, $number]], findings);
            }),
            doc: concat!(
                "All files of a package have the same value for `", stringify!($option), "`, or none.\n\n",
                "What belongs together in the schema should be together in generated code.\n\n",
                "Breaks:\n```proto\nsyntax = \"proto3\";\npackage acme;\noption ", stringify!($option), " = ", $one, ";\n```\n",
                "```proto other.proto\nsyntax = \"proto3\";\npackage acme;\noption ", stringify!($option), " = ", $other, ";\n```\n",
                "```proto\nsyntax = \"proto3\";\npackage acme;\noption ", stringify!($option), " = ", $one, ";\n```\n",
                "```proto other.proto\nsyntax = \"proto3\";\npackage acme;\n```\n\n",
                "Allowed:\n```proto\nsyntax = \"proto3\";\npackage acme;\noption ", stringify!($option), " = ", $one, ";\n```\n",
                "```proto other.proto\nsyntax = \"proto3\";\npackage acme;\noption ", stringify!($option), " = ", $one, ";\n```\n",
            ),
        };
    )*};
}

package_options! {
    CSHARP_NAMESPACE "PACKAGE_SAME_CSHARP_NAMESPACE" csharp_namespace 37 "\"Acme\"" "\"Other\"";
    GO_PACKAGE "PACKAGE_SAME_GO_PACKAGE" go_package 11 "\"example.com/acme\"" "\"example.com/other\"";
    JAVA_MULTIPLE_FILES "PACKAGE_SAME_JAVA_MULTIPLE_FILES" java_multiple_files 10 "true" "false";
    JAVA_PACKAGE "PACKAGE_SAME_JAVA_PACKAGE" java_package 1 "\"com.acme\"" "\"com.other\"";
    PHP_NAMESPACE "PACKAGE_SAME_PHP_NAMESPACE" php_namespace 41 "\"Acme\"" "\"Other\"";
    RUBY_PACKAGE "PACKAGE_SAME_RUBY_PACKAGE" ruby_package 45 "\"Acme\"" "\"Other\"";
    SWIFT_PREFIX "PACKAGE_SAME_SWIFT_PREFIX" swift_prefix 39 "\"ACM\"" "\"OTH\"";
}

fn compare(
    files: &[&File],
    option: &str,
    value: impl Fn(&File) -> String,
    place: Detail,
    findings: &mut Findings,
) {
    let values: BTreeSet<_> = files.iter().map(|file| value(file)).collect();
    if values.len() < 2 {
        return;
    }
    let values = values.into_iter().map(|value| format!("{value:?}"));
    let values = values.collect::<Vec<_>>().join(", ");
    for file in files {
        let package = &file.package;
        let message = format!(
            "the files of the package {package:?} have several values of {option}: {values}"
        );
        findings.push(*file, place, message);
    }
}
