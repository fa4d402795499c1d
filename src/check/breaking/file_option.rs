//! `FILE_SAME_*`: options of files that decide what generated code is called, and where it lies.

use super::CODE;
use crate::check::{Categories, Check, Findings, Pair, Rule};
use crate::descriptor::google::protobuf::file_options::OptimizeMode;
use crate::schema::File;

const CATEGORIES: Categories = Categories::all(CODE);

/// What an option's value looks like in a message, with the option's default where it is unset.
trait Value {
    fn shown(&self, default: &'static str) -> String;
}

impl Value for Option<String> {
    fn shown(&self, _: &'static str) -> String {
        self.clone().unwrap_or_default()
    }
}

impl Value for Option<bool> {
    fn shown(&self, default: &'static str) -> String {
        self.map_or_else(|| default.to_owned(), |value| value.to_string())
    }
}

impl Value for Option<OptimizeMode> {
    fn shown(&self, _: &'static str) -> String {
        use crate::wire::Enumeration;
        self.unwrap_or(OptimizeMode::Speed).as_str_name().to_owned()
    }
}

macro_rules! file_options {
    ($($rule:ident $id:literal $option:ident $number:literal $default:literal $old:literal $new:literal;)*) => {$(
        pub(super) const $rule: Rule = Rule {
            id: $id,
            categories: CATEGORIES,
            check: Check::Files(|files, findings| {
                let shown = |file: &File| {
                    let value = file.options.as_ref().map(|options| &options.$option);
                    value.map_or_else(|| $default.to_owned(), |value| value.shown($default))
                };
                compare(files, stringify!($option), &[&[8, $number]], files.map(shown), findings);
            }),
            doc: concat!(
                "The file option `", stringify!($option), "` must stay the same.\n\n",
                "Generated code changes its name, its place or its shape with it, and what uses that code no longer builds.\n\n",
                "Breaks:\n```proto old\nsyntax = \"proto3\";\noption ", stringify!($option), " = ", $old, ";\n```\n",
                "```proto new\nsyntax = \"proto3\";\noption ", stringify!($option), " = ", $new, ";\n```\n\n",
                "Allowed:\n```proto old\nsyntax = \"proto3\";\noption ", stringify!($option), " = ", $old, ";\n```\n",
                "```proto new\nsyntax = \"proto3\";\noption ", stringify!($option), " = ", $old, ";\nmessage Added {}\n```\n",
            ),
        };
    )*};
}

file_options! {
    CC_ENABLE_ARENAS "FILE_SAME_CC_ENABLE_ARENAS" cc_enable_arenas 31 "true" "true" "false";
    CC_GENERIC_SERVICES "FILE_SAME_CC_GENERIC_SERVICES" cc_generic_services 16 "false" "true" "false";
    CSHARP_NAMESPACE "FILE_SAME_CSHARP_NAMESPACE" csharp_namespace 37 "" "\"Acme\"" "\"Other\"";
    GO_PACKAGE "FILE_SAME_GO_PACKAGE" go_package 11 "" "\"example.com/acme\"" "\"example.com/other\"";
    JAVA_GENERIC_SERVICES "FILE_SAME_JAVA_GENERIC_SERVICES" java_generic_services 17 "false" "true" "false";
    JAVA_MULTIPLE_FILES "FILE_SAME_JAVA_MULTIPLE_FILES" java_multiple_files 10 "false" "true" "false";
    JAVA_OUTER_CLASSNAME "FILE_SAME_JAVA_OUTER_CLASSNAME" java_outer_classname 8 "" "\"AcmeProto\"" "\"OtherProto\"";
    JAVA_PACKAGE "FILE_SAME_JAVA_PACKAGE" java_package 1 "" "\"com.acme\"" "\"com.other\"";
    OBJC_CLASS_PREFIX "FILE_SAME_OBJC_CLASS_PREFIX" objc_class_prefix 36 "" "\"ACM\"" "\"OTH\"";
    OPTIMIZE_FOR "FILE_SAME_OPTIMIZE_FOR" optimize_for 9 "SPEED" "CODE_SIZE" "SPEED";
    PHP_CLASS_PREFIX "FILE_SAME_PHP_CLASS_PREFIX" php_class_prefix 40 "" "\"Acm\"" "\"Oth\"";
    PHP_METADATA_NAMESPACE "FILE_SAME_PHP_METADATA_NAMESPACE" php_metadata_namespace 44 "" "\"Acme\"" "\"Other\"";
    PHP_NAMESPACE "FILE_SAME_PHP_NAMESPACE" php_namespace 41 "" "\"Acme\"" "\"Other\"";
    PY_GENERIC_SERVICES "FILE_SAME_PY_GENERIC_SERVICES" py_generic_services 18 "false" "true" "false";
    RUBY_PACKAGE "FILE_SAME_RUBY_PACKAGE" ruby_package 45 "" "\"Acme\"" "\"Other\"";
    SWIFT_PREFIX "FILE_SAME_SWIFT_PREFIX" swift_prefix 39 "" "\"ACM\"" "\"OTH\"";
}

fn compare(
    files: Pair<&File>,
    option: &str,
    place: crate::check::Detail,
    values: Pair<String>,
    findings: &mut Findings,
) {
    if values.differs() {
        let Pair { old, new } = values;
        let message = format!("the file option {option} changed from {old:?} to {new:?}");
        findings.push(files, place, message);
    }
}
