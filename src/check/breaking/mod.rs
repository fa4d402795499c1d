//! The breaking rules, and how the engine calls them.

mod field_no_delete;
mod file_no_delete;

use super::pairs::Pairs;
use super::{Check, Findings, Rule};

/// Every breaking rule, in the order of their ids.
pub(super) const RULES: &[&Rule] = &[&field_no_delete::RULE, &file_no_delete::RULE];

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
        | Check::Deprecated(_) => {}
    }
}
