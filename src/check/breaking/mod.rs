//! The breaking rules, and how the engine calls them.

mod by_shape;
mod cardinality;
mod deprecated;
mod element_no_delete;
mod extension_number;
mod field_added;
mod field_behavior;
mod field_default;
mod field_name;
mod field_no_delete;
mod field_option;
mod field_type;
mod field_utf8;
mod field_validation;
mod file_declaration;
mod file_option;
mod http_rule;
mod json_format;
mod message_same;
mod oneof;
mod package_no_delete;
mod reserved;
mod rpc;
mod value_no_delete;
mod value_same_name;

pub use http_rule::routes;

use super::pairs::Pairs;
use super::{Category, Check, Findings, Rule, lock};

/// The categories of rules about generated code.
const CODE: &[Category] = &[Category::File, Category::Package];
/// The same, where a schema registry minds too.
const CODE_AND_REGISTRY: &[Category] = &[Category::File, Category::Package, Category::Csr];
/// The categories of rules about generated code and JSON.
const CODE_AND_JSON: &[Category] = &[
    Category::File,
    Category::Package,
    Category::WireJson,
    Category::Csr,
];
/// All categories that buf has.
const EVERYWHERE: &[Category] = &[
    Category::File,
    Category::Package,
    Category::WireJson,
    Category::Wire,
    Category::Csr,
];

/// Every breaking rule, in the order of their ids.
pub(super) const RULES: &[&Rule] = &[
    &element_no_delete::ENUM,
    &json_format::ENUM,
    &json_format::ENUM_TYPE,
    &value_no_delete::NO_DELETE,
    &value_no_delete::UNLESS_NAME_RESERVED,
    &value_no_delete::UNLESS_NUMBER_RESERVED,
    &lock::VALUE,
    &value_same_name::RULE,
    &reserved::EXTENSION_RANGE,
    &element_no_delete::EXTENSION,
    &extension_number::RULE,
    &field_behavior::RULE,
    &field_validation::RULE,
    &field_added::RULE,
    &field_no_delete::NO_DELETE,
    &field_no_delete::UNLESS_NAME_RESERVED,
    &field_no_delete::UNLESS_NUMBER_RESERVED,
    &lock::FIELD,
    &cardinality::SAME,
    &field_option::CPP,
    &deprecated::FIELD_SAME_CTYPE,
    &field_default::RULE,
    &field_utf8::SAME_JAVA,
    &field_name::SAME_JSON,
    &field_option::JSTYPE,
    &deprecated::FIELD_SAME_LABEL,
    &field_name::SAME,
    &oneof::SAME,
    &field_type::SAME,
    &field_utf8::SAME,
    &cardinality::WIRE,
    &field_type::WIRE,
    &cardinality::WIRE_JSON,
    &field_type::WIRE_JSON,
    &file_declaration::NO_DELETE,
    &file_option::CC_ENABLE_ARENAS,
    &file_option::CC_GENERIC_SERVICES,
    &file_option::CSHARP_NAMESPACE,
    &file_option::GO_PACKAGE,
    &file_option::JAVA_GENERIC_SERVICES,
    &file_option::JAVA_MULTIPLE_FILES,
    &file_option::JAVA_OUTER_CLASSNAME,
    &file_option::JAVA_PACKAGE,
    &deprecated::FILE_SAME_JAVA_STRING_CHECK_UTF8,
    &file_option::OBJC_CLASS_PREFIX,
    &file_option::OPTIMIZE_FOR,
    &file_declaration::SAME_PACKAGE,
    &file_option::PHP_CLASS_PREFIX,
    &deprecated::FILE_SAME_PHP_GENERIC_SERVICES,
    &file_option::PHP_METADATA_NAMESPACE,
    &file_option::PHP_NAMESPACE,
    &file_option::PY_GENERIC_SERVICES,
    &file_option::RUBY_PACKAGE,
    &file_option::SWIFT_PREFIX,
    &file_declaration::SAME_SYNTAX,
    &element_no_delete::MESSAGE,
    &message_same::ACCESSOR,
    &json_format::MESSAGE,
    &deprecated::MESSAGE_SAME_MESSAGE_SET_WIRE_FORMAT,
    &message_same::REQUIRED,
    &message_same::PRESENCE,
    &oneof::NO_DELETE,
    &package_no_delete::ENUM,
    &package_no_delete::EXTENSION,
    &package_no_delete::MESSAGE,
    &package_no_delete::PACKAGE,
    &package_no_delete::SERVICE,
    &reserved::ENUM,
    &reserved::MESSAGE,
    &rpc::NO_DELETE,
    &rpc::CLIENT_STREAMING,
    &http_rule::RULE,
    &rpc::IDEMPOTENCY_LEVEL,
    &rpc::REQUEST_TYPE,
    &rpc::RESPONSE_TYPE,
    &rpc::SERVER_STREAMING,
    &element_no_delete::SERVICE,
];

/// Calls a rule for everything that it looks at.
pub(super) fn run(check: Check, pairs: &Pairs, findings: &mut Findings) {
    macro_rules! each {
        ($check:ident, $elements:expr) => {
            for element in &$elements {
                $check(*element, findings);
            }
        };
    }
    match check {
        Check::Files(check) => each!(check, pairs.files),
        Check::Messages(check) => each!(check, pairs.messages),
        Check::Fields(check) => each!(check, pairs.fields),
        Check::Extensions(check) => each!(check, pairs.extensions),
        Check::Enums(check) => each!(check, pairs.enums),
        Check::Values(check) => {
            for pair in &pairs.values {
                check(
                    super::Pair {
                        old: &pair.old,
                        new: &pair.new,
                    },
                    findings,
                );
            }
        }
        Check::Services(check) => each!(check, pairs.services),
        Check::Methods(check) => each!(check, pairs.methods),
        Check::FileGone(check) => each!(check, pairs.gone_files),
        Check::MessageGone(check) => each!(check, pairs.gone_messages),
        Check::EnumGone(check) => each!(check, pairs.gone_enums),
        Check::ExtensionGone(check) => each!(check, pairs.gone_extensions),
        Check::ServiceGone(check) => each!(check, pairs.gone_services),
        Check::PackageGone(check) => {
            for files in &pairs.gone_packages {
                check(files, findings);
            }
        }
        Check::PackageMessageGone(check) => each!(check, pairs.package_messages),
        Check::PackageEnumGone(check) => each!(check, pairs.package_enums),
        Check::PackageExtensionGone(check) => each!(check, pairs.package_extensions),
        Check::PackageServiceGone(check) => each!(check, pairs.package_services),
        Check::FieldGone(check) => each!(check, pairs.gone_fields),
        Check::FieldAdded(check) => each!(check, pairs.added_fields),
        Check::OneofGone(check) => each!(check, pairs.gone_oneofs),
        Check::ValueGone(check) => {
            for gone in &pairs.gone_values {
                let (old, within) = (gone.old.as_slice(), gone.within);
                check(super::Gone { old, within }, findings);
            }
        }
        Check::MethodGone(check) => each!(check, pairs.gone_methods),
        Check::EachFile(_)
        | Check::EachImport(_)
        | Check::EachPackage(_)
        | Check::EachFolder(_)
        | Check::EachMessage(_)
        | Check::EachField(_)
        | Check::EachOneof(_)
        | Check::EachEnum(_)
        | Check::EachValue(_)
        | Check::EachService(_)
        | Check::EachMethod(_)
        | Check::Whole(_)
        | Check::Remembered
        | Check::Deprecated(_) => {}
    }
}
