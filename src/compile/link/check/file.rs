//! Files: their edition, imports and package.

use super::Checker;
use crate::compile::link::element::{FileId, Of, Part};
use crate::compile::link::features::known;
use crate::compile::link::files::FileSet;
use crate::compile::link::model::Model;
use crate::compile::link::options::shown;
use crate::compile::stage::Stage;
use crate::descriptor::google::protobuf::Edition;
use crate::report::Finding;
use crate::schema::Presence;
use foldhash::{HashSet, HashSetExt};

/// A package may have so many parts, and so many letters.
const DEEPEST_PACKAGE: usize = 101;
const LONGEST_PACKAGE: usize = 511;

const SHORTER: &str = "give it a shorter name";

impl Checker<'_, '_> {
    pub(super) fn file(&mut self, file: FileId) {
        let model = self.model;
        let id = model.pool.file(file).element;
        let edition = model.edition(file);
        if known(edition).is_none() {
            let text = format!(
                "edition `{}` is not one of those that there are",
                shown(edition)
            );
            // Files in what is not finished yet are looked at, files of a later time are not.
            let stage = if edition == Edition::Unstable {
                Stage::Editions
            } else {
                Stage::Imports
            };
            let help = "write `\"2023\"`, `\"2024\"` or `\"2026\"`";
            self.at(stage)
                .fault_with_help(id, Part::Edition, text, help);
        }
        self.at(Stage::Declarations).package(file);
        self.imports(file);
        self.at(Stage::Rules).lite(file);
        self.redaction(file);
        if matches!(edition, Edition::Proto2 | Edition::Proto3) {
            return;
        }
        if model
            .feature(id)
            .is_some_and(|features| features.presence == Presence::Required)
        {
            let part = self.written(id, "features").unwrap_or(Part::Whole);
            let text = "a file cannot make every field required";
            self.fault_with_help(id, part, text, "set the feature on the fields that are");
        }
        let options = model.file_options(id);
        if options.is_some_and(|options| options.java_string_check_utf8 == Some(true)) {
            let text = "editions have no option `java_string_check_utf8`";
            let part = self.written(id, "java_string_check_utf8");
            let help = "set `features.(pb.java).utf8_validation`";
            self.fault_with_help(id, part.unwrap_or(Part::Whole), text, help);
        }
    }

    fn package(&mut self, file: FileId) {
        let file = self.model.pool.file(file);
        let package = file.proto.package();
        if package.split('.').count() > DEEPEST_PACKAGE {
            let text = format!("a package has at most {DEEPEST_PACKAGE} parts");
            self.fault_with_help(file.element, Part::Package, text, SHORTER);
        }
        if package.len() > LONGEST_PACKAGE {
            let text = format!("the name of a package has at most {LONGEST_PACKAGE} letters");
            self.fault_with_help(file.element, Part::Package, text, SHORTER);
        }
    }

    fn imports(&mut self, file: FileId) {
        let model = self.model;
        let file = model.pool.file(file);
        let mut seen = HashSet::new();
        let imports = file.proto.dependency.iter().enumerate();
        let imports = imports.map(|(index, name)| (name, Part::Import(index)));
        let options = file.proto.option_dependency.iter().enumerate();
        let options = options.map(|(index, name)| (name, Part::OptionImport(index)));
        for (name, part) in imports.chain(options) {
            if !seen.insert(name) {
                let text = format!("`{name}` is imported twice");
                self.fault_with_help(file.element, part, text, "remove one of them");
            }
        }
    }

    fn lite(&mut self, id: FileId) {
        let model = self.model;
        let file = model.pool.file(id);
        if !model.is_lite(id) {
            for (index, import) in file.imports.iter().enumerate() {
                if import.is_some_and(|import| model.is_lite(import)) {
                    let text = "a file that is not lite cannot import one that is";
                    let help = "set `optimize_for = LITE_RUNTIME` here too, or not there";
                    self.fault_with_help(file.element, Part::Import(index), text, help);
                }
            }
            return;
        }
        let options = model.file_options(file.element);
        let generic = options.is_some_and(|options| {
            options.cc_generic_services == Some(true) || options.java_generic_services == Some(true)
        });
        if generic {
            for service in model.pool.ids(id) {
                if let Of::Service(_) = model.pool.of(service) {
                    let text = "a lite file has no generic services";
                    let help = "set `cc_generic_services` and `java_generic_services` to `false`";
                    self.fault_with_help(service, Part::Name, text, help);
                }
            }
        }
    }
}

/// Warnings of imports of which nothing is used. `used` has the files of which something is.
pub(in crate::compile::link) fn unused_imports(
    model: &Model<'_>,
    file: FileId,
    used: &FileSet,
) -> Vec<Finding> {
    let file = model.pool.file(file);
    let public: HashSet<i32> = file.proto.public_dependency.iter().copied().collect();
    let normal = (0..).zip(&file.imports).map(|(index, import)| {
        let part = Part::Import(usize::try_from(index).unwrap_or_default());
        (import.filter(|_| !public.contains(&index)), part)
    });
    let options = file.option_imports.iter().enumerate();
    let options = options.map(|(index, import)| (*import, Part::OptionImport(index)));
    let unused = normal.chain(options).filter_map(|(import, part)| {
        let import = import?;
        let mut reached = FileSet::default();
        model.pool.reach.add(import, &mut reached);
        (!reached.meets(used)).then_some((import, part))
    });
    let warnings = unused.map(|(import, part)| {
        let name = model.pool.file(import).proto.name();
        let text = format!("the import `{name}` is not used");
        let finding = model.pool.warning(file.element, part, text);
        finding.help("remove it")
    });
    warnings.collect()
}
