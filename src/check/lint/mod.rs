//! The lint rules, and how the engine calls them.

mod comments;
mod enums;
mod fields;
mod import_used;
mod imports;
mod methods;
mod naming;
mod package_cycle;
mod package_files;
mod packages;
mod request_response_unique;

use super::pairs::{enums_of, extensions_of, messages_of};
use super::{Categories, Category, Check, Findings, Rule, View};
use crate::schema::{Enum, Field, File, Message, Service};
use std::collections::BTreeMap;

/// The categories of rules about how things are named.
const STYLE: Categories = Categories::all(&[Category::Standard, Category::StyleStandard]);
/// The categories of v1beta1 for what is never wise.
const SENSIBLE: &[Category] = &[
    Category::Minimal,
    Category::Basic,
    Category::Standard,
    Category::Sensible,
];

/// Every lint rule, in the order of their ids.
pub(super) const RULES: &[&Rule] = &[
    &comments::ENUM,
    &comments::VALUE,
    &comments::FIELD,
    &comments::MESSAGE,
    &comments::ONEOF,
    &comments::RPC,
    &comments::SERVICE,
    &packages::DIRECTORY_SAME,
    &enums::FIRST_VALUE_ZERO,
    &enums::NO_ALLOW_ALIAS,
    &naming::ENUM,
    &enums::VALUE_PREFIX,
    &naming::VALUE,
    &enums::ZERO_VALUE_SUFFIX,
    &naming::FIELD,
    &fields::NOT_REQUIRED,
    &fields::NO_DESCRIPTOR,
    &naming::FILE,
    &imports::NO_PUBLIC,
    &imports::NO_WEAK,
    &import_used::RULE,
    &naming::MESSAGE,
    &naming::ONEOF,
    &packages::DEFINED,
    &packages::DIRECTORY_MATCH,
    &naming::PACKAGE,
    &package_cycle::RULE,
    &package_files::CSHARP_NAMESPACE,
    &packages::SAME_DIRECTORY,
    &package_files::GO_PACKAGE,
    &package_files::JAVA_MULTIPLE_FILES,
    &package_files::JAVA_PACKAGE,
    &package_files::PHP_NAMESPACE,
    &package_files::RUBY_PACKAGE,
    &package_files::SWIFT_PREFIX,
    &packages::VERSION_SUFFIX,
    &methods::NO_CLIENT_STREAMING,
    &methods::NO_SERVER_STREAMING,
    &naming::RPC,
    &request_response_unique::RULE,
    &methods::REQUEST_NAME,
    &methods::RESPONSE_NAME,
    &naming::SERVICE,
    &methods::SUFFIX,
    &imports::NO_UNSTABLE,
    &packages::SYNTAX,
];

/// Calls a rule for everything that it looks at.
pub(super) fn run(check: Check, view: &View, findings: &mut Findings) {
    match check {
        Check::EachFile(check) => view.targets().for_each(|file| check(file, findings)),
        Check::EachImport(check) => {
            for file in view.targets() {
                for (index, import) in file.imports.iter().enumerate() {
                    check(file, index, *import, findings);
                }
            }
        }
        Check::EachPackage(check) => {
            for files in grouped(view, |file| &file.package) {
                check(&files, findings);
            }
        }
        Check::EachFolder(check) => {
            for files in grouped(view, |file| folder(&file.name)) {
                check(&files, findings);
            }
        }
        Check::EachMessage(check) => messages(view).for_each(|message| check(message, findings)),
        Check::EachField(check) => fields(view).for_each(|field| check(field, findings)),
        Check::EachOneof(check) => messages(view)
            .flat_map(|message| &message.oneofs)
            .for_each(|oneof| check(oneof, findings)),
        Check::EachEnum(check) => enums(view).for_each(|one| check(one, findings)),
        Check::EachValue(check) => enums(view)
            .flat_map(|one| &one.values)
            .for_each(|value| check(value, findings)),
        Check::EachService(check) => services(view).for_each(|service| check(service, findings)),
        Check::EachMethod(check) => services(view)
            .flat_map(|service| &service.methods)
            .for_each(|method| check(method, findings)),
        Check::Whole(check) => check(findings),
        Check::Files(_)
        | Check::Messages(_)
        | Check::Fields(_)
        | Check::Extensions(_)
        | Check::Enums(_)
        | Check::Values(_)
        | Check::Services(_)
        | Check::Methods(_)
        | Check::FileGone(_)
        | Check::MessageGone(_)
        | Check::EnumGone(_)
        | Check::ExtensionGone(_)
        | Check::ServiceGone(_)
        | Check::PackageGone(_)
        | Check::PackageMessageGone(_)
        | Check::PackageEnumGone(_)
        | Check::PackageExtensionGone(_)
        | Check::PackageServiceGone(_)
        | Check::FieldGone(_)
        | Check::FieldAdded(_)
        | Check::OneofGone(_)
        | Check::ValueGone(_)
        | Check::MethodGone(_)
        | Check::Remembered
        | Check::Deprecated(_) => {}
    }
}

fn messages<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Message> {
    let schema = view.schema;
    let all = view.targets().flat_map(|file| messages_of(schema, file));
    all.filter(|message| !message.map_entry)
}

fn enums<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Enum> {
    let schema = view.schema;
    view.targets().flat_map(|file| enums_of(schema, file))
}

fn fields<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Field> {
    let schema = view.schema;
    let extensions = view.targets().flat_map(|file| extensions_of(schema, file));
    messages(view)
        .flat_map(|message| &message.fields)
        .chain(extensions)
}

fn services<'a>(view: &View<'a>) -> impl Iterator<Item = &'a Service> {
    let schema = view.schema;
    let ids = view.targets().flat_map(|file| &file.services);
    ids.map(|id| schema.service(*id))
}

fn grouped<'a>(view: &View<'a>, key: impl Fn(&'a File) -> &'a str) -> Vec<Vec<&'a File>> {
    let mut groups = BTreeMap::<&str, Vec<&File>>::new();
    for file in view.targets() {
        groups.entry(key(file)).or_default().push(file);
    }
    groups.into_values().collect()
}

/// The folder of a file; empty at the root.
fn folder(name: &str) -> &str {
    name.rsplit_once('/').map_or("", |(folder, _)| folder)
}
